using System.Text;

namespace Lever.Review.Rules;

/// <summary>The experiments that stand beside the rules, and those on advice of the guide that no rule gives.</summary>
public static class RuleExperiments
{
    private const string Folder = "experiments/";
    private const string Ending = ".experiment.py";

    private static readonly Lazy<SortedDictionary<string, RuleExperiment>> byName = new(Load);

    /// <summary>Every experiment, by name.</summary>
    public static IEnumerable<RuleExperiment> All => byName.Value.Values;

    /// <summary>Their names, in order: <c>guide-…</c>, then <c>py-…</c>.</summary>
    public static IEnumerable<string> Names => byName.Value.Keys;

    /// <summary>The experiment of a rule or of an advice; null where there is none.</summary>
    public static RuleExperiment? Find(string name) => byName.Value.GetValueOrDefault(name);

    /// <summary>The name of the experiment in a file: <c>SumOfLists.experiment.py</c> belongs to <c>py-sum-of-lists</c>, <c>OrmQueryInLoop.experiment.py</c> to <c>x-orm-query-in-loop</c>.</summary>
    public static string NameOf(string file)
    {
        var stem = file[..^Ending.Length];
        if (!char.IsAsciiLetterUpper(stem[0])) return stem;
        var name = new StringBuilder();
        foreach (var letter in stem)
        {
            if (char.IsAsciiLetterUpper(letter)) name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }
        // The prefix is the rule's own; a file without a rule has Python's.
        return (RuleCatalog.Find("x" + name) is null ? "py" : "x") + name;
    }

    private static SortedDictionary<string, RuleExperiment> Load()
    {
        var experiments = new SortedDictionary<string, RuleExperiment>(StringComparer.Ordinal);
        var assembly = typeof(RuleExperiments).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = NameOf(resource[Folder.Length..]);
            experiments.Add(name, RuleExperiment.Parse(name, reader.ReadToEnd(), out var problem)
                ?? throw new InvalidDataException($"the experiment {name} cannot be used: {problem}"));
        }
        return experiments;
    }
}
