using System.Runtime.CompilerServices;
using Lever.Review.Rules.Python;

namespace Lever.Tests;

/// <summary>Where the repository's own files are.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>The fixture beside a rule's source: the same folder and name, with Python's ending.</summary>
    public static string FixtureOf(PythonRule rule)
    {
        var chapter = rule.GetType().Namespace!.Split('.')[^1];
        return Path.Combine(Root, "src", "Lever.Review", "Rules", "Python", chapter, rule.GetType().Name + ".py");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Lever.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests must run from a checkout of the repository");
    }
}
