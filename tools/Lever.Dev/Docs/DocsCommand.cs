using Lever.Review.Rules;

namespace Lever.Dev.Docs;

/// <summary>`lever-dev docs`: writes the generated pages of `docs/`, and removes those of rules and commands that are gone.</summary>
internal static class DocsCommand
{
    public static int Run()
    {
        if (Checkout.Around(Environment.CurrentDirectory) is not { } root)
        {
            Console.Error.WriteLine("lever-dev docs: run it in a checkout of the repository");
            return 2;
        }
        var pages = GeneratedDocs.Pages(RuleCatalog.All, root);
        foreach (var (path, text) in pages)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        foreach (var folder in GeneratedDocs.Folders)
            foreach (var file in Directory.EnumerateFiles(Path.Combine(root, folder)))
                if (!pages.ContainsKey($"{folder}/{Path.GetFileName(file)}")) File.Delete(file);
        Console.WriteLine($"{pages.Count} pages in docs/");
        return 0;
    }
}
