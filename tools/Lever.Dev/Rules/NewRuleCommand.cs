namespace Lever.Dev.Rules;

/// <summary>`lever-dev new-rule NAME CHAPTER`: writes the four places that a rule has. The toy in them is there to be replaced.</summary>
internal static class NewRuleCommand
{
    public static int Run(string name, string chapter)
    {
        if (NewRule.Of(name, chapter, out var problem) is not { } rule) return Refuse(problem);
        if (Checkout.Around(Environment.CurrentDirectory) is not { } root) return Refuse("run it in a checkout of the repository");
        var source = Path.Combine(root, rule.SourcePath);
        if (File.Exists(source)) return Refuse($"{rule.SourcePath} is there already");
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.WriteAllText(source, rule.Source);
        File.WriteAllText(Path.Combine(root, rule.FixturePath), rule.Fixture);
        File.WriteAllText(Path.Combine(root, rule.ExperimentPath), rule.Experiment);
        var catalogue = Path.Combine(root, rule.CataloguePath);
        File.WriteAllText(catalogue, rule.In(File.ReadAllText(catalogue)));
        foreach (var path in new[] { rule.SourcePath, rule.FixturePath, rule.ExperimentPath, rule.CataloguePath }) Console.WriteLine(path);
        Console.WriteLine("Then: dotnet run --project tests/Lever.Tests -- -class \"Lever.Tests.Rule*\", and `lever-dev docs`.");
        return 0;
    }

    private static int Refuse(string problem)
    {
        Console.Error.WriteLine($"lever-dev new-rule: {problem}");
        return 2;
    }
}
