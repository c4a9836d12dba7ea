namespace Lever.Dev.Site;

/// <summary>`lever-dev site`: writes the documentation as pages that a browser opens from the disk or from any server of files.</summary>
internal static class SiteCommand
{
    public static int Run(string output)
    {
        if (Checkout.Around(Environment.CurrentDirectory) is not { } root)
        {
            Console.Error.WriteLine("lever-dev site: run it in a checkout of the repository");
            return 2;
        }
        var count = Write(root, output);
        Console.WriteLine($"{count} pages in {output}; open {Path.Combine(output, "index.html")}");
        return 0;
    }

    /// <param name="root">The repository's folder.</param>
    /// <returns>How many pages there are.</returns>
    public static int Write(string root, string output)
    {
        var pages = SitePages.Of(root);
        var layout = new SiteLayout(pages);
        var markup = new Markup(pages);
        var index = new SearchIndex();
        foreach (var page in pages)
        {
            var body = markup.Render(page);
            index.Add(page, body);
            Put(output, page.Path, layout.Page(page, body));
        }
        Put(output, "search.js", index.Script());
        foreach (var asset in new[] { "site.css", "site.js" }) Put(output, asset, Asset(asset));
        return pages.Count;
    }

    private static string Asset(string name)
    {
        using var reader = new StreamReader(typeof(SiteCommand).Assembly.GetManifestResourceStream("site/" + name)!);
        return reader.ReadToEnd();
    }

    private static void Put(string output, string path, string text)
    {
        var file = Path.Combine(output, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
