using System.Runtime.CompilerServices;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;

namespace Lever.Tests;

/// <summary>Where the repository's own files are.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>The fixture beside a rule's source: the same folder and name, with the ending of its language.</summary>
    public static string FixtureOf(Rule rule) => Path.Combine(Root, SourceOf(rule) + EndingOf(rule));

    /// <summary>A rule's source without its ending, below the repository: its namespace is its folder.</summary>
    public static string SourceOf(Rule rule) => $"src/Lever.Review/Rules/{string.Join('/', rule.GetType().Namespace!.Split('.')[3..])}/{rule.GetType().Name}";

    public static string EndingOf(Rule rule) => rule is PythonRule ? ".py" : ".rs";

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Lever.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests must run from a checkout of the repository");
    }
}
