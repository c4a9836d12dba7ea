using System.Text;

namespace Lever.Review.Rules;

/// <summary>The experiments that stand beside the rules, and those on advice of the guide that no rule gives.</summary>
public static class RuleExperiments
{
    private const string Folder = "experiments/";
    private const string PythonEnding = ".experiment.py";
    private const string RustEnding = ".experiment.rs";

    private static readonly Lazy<SortedDictionary<string, RuleExperiment>> byName = new(Load);

    /// <summary>Every experiment, by name.</summary>
    public static IEnumerable<RuleExperiment> All => byName.Value.Values;

    /// <summary>Their names, in order: <c>guide-…</c>, <c>px-…</c>, <c>py-…</c>, <c>rs-…</c>, then <c>x-…</c>.</summary>
    public static IEnumerable<string> Names => byName.Value.Keys;

    /// <summary>The experiment of a rule or of an advice; null where there is none.</summary>
    public static RuleExperiment? Find(string name) => byName.Value.GetValueOrDefault(name);

    /// <summary>Is this how a file with an experiment is called?</summary>
    public static bool IsExperiment(string file) => file.EndsWith(PythonEnding, StringComparison.Ordinal) || file.EndsWith(RustEnding, StringComparison.Ordinal);

    /// <summary>
    /// The name of the experiment in a file: <c>SumOfLists.experiment.py</c> belongs to <c>py-sum-of-lists</c>, and to <c>x-sum-of-lists</c>
    /// where that is what the catalogue holds; <c>VecBox.experiment.rs</c> to <c>rs-vec-box</c>, or to <c>px-vec-box</c> or <c>x-vec-box</c>.
    /// </summary>
    public static string NameOf(string file)
    {
        var stem = file[..^PythonEnding.Length];
        if (stem.Length == 0 || !char.IsAsciiLetterUpper(stem[0])) return stem;
        var name = new StringBuilder();
        foreach (var letter in stem)
        {
            if (char.IsAsciiLetterUpper(letter)) name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }
        string[] prefixes = file.EndsWith(RustEnding, StringComparison.Ordinal) ? ["rs", "px", "x"] : ["py", "px", "x"];
        return prefixes.Select(prefix => prefix + name).FirstOrDefault(each => RuleCatalog.Find(each) is not null) ?? prefixes[0] + name;
    }

    /// <summary>The experiment in a file, in the language that its name says; null where it cannot be used, with the reason.</summary>
    public static RuleExperiment? Parse(string file, string source, out string problem) =>
        file.EndsWith(RustEnding, StringComparison.Ordinal) ? RuleExperiment.ParseRust(NameOf(file), source, out problem) : RuleExperiment.Parse(NameOf(file), source, out problem);

    private static SortedDictionary<string, RuleExperiment> Load()
    {
        var experiments = new SortedDictionary<string, RuleExperiment>(StringComparer.Ordinal);
        var assembly = typeof(RuleExperiments).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var file = resource[Folder.Length..];
            var experiment = Parse(file, reader.ReadToEnd(), out var problem) ?? throw new InvalidDataException($"the experiment {file} cannot be used: {problem}");
            experiments.Add(experiment.Name, experiment);
        }
        return experiments;
    }
}
