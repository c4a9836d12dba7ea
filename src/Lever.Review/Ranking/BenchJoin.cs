using Lever.Profiles.Measurements;
using Lever.Review.Rules;
using Lever.Review.Semantics;

namespace Lever.Review.Ranking;

/// <summary>A function of the project.</summary>
public sealed record MeasuredFunction(string Path, string Function);

/// <summary>A benchmark of a file of results, and where it stands in the source.</summary>
/// <param name="Place">The file of its function; null where none was found, or several.</param>
/// <param name="Line">0 where there is no place.</param>
/// <param name="Measures">The one function of the project that is called while time is taken; null where there is none, or several.</param>
/// <param name="Callees">How many of the project's functions are called then.</param>
public sealed record JoinedBenchmark(MeasurementFile File, Benchmark Benchmark, string? Place, int Line, MeasuredFunction? Measures, int Callees);

/// <summary>Finds the functions that benchmarks ran by the names that their tools gave them.</summary>
public sealed class BenchJoin
{
    private readonly List<(string Path, BenchFunction Bench)> benches;
    private readonly Dictionary<string, List<FunctionPlace>> functions;

    private BenchJoin(IReadOnlyList<FileAnalysis> analyses)
    {
        benches = [.. analyses.SelectMany(analysis => analysis.Benches.Select(bench => (analysis.Path, bench)))];
        functions = analyses.SelectMany(analysis => analysis.Functions).GroupBy(function => function.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    /// <summary>Joins all benchmarks of some files; counters belong to no function.</summary>
    public static IReadOnlyList<JoinedBenchmark> Of(IReadOnlyList<MeasurementFile> results, IReadOnlyList<FileAnalysis> analyses)
    {
        var join = new BenchJoin(analyses);
        return [.. results.Where(file => !CounterConclusions.IsOfCounters(file)).SelectMany(file => file.Benchmarks.Select(benchmark => join.Of(file, benchmark)))];
    }

    private JoinedBenchmark Of(MeasurementFile file, Benchmark benchmark)
    {
        var id = WithoutParameters(benchmark.Id);
        if (Find(id) is not { } found) return new JoinedBenchmark(file, benchmark, null, 0, null, 0);
        var callees = found.Bench.Callees.Select(FunctionOf).OfType<MeasuredFunction>().Distinct().ToList();
        return new JoinedBenchmark(file, benchmark, found.Path, found.Bench.Line, callees.Count == 1 ? callees[0] : null, callees.Count);
    }

    private (string Path, BenchFunction Bench)? Find(string id)
    {
        // Names that somebody chose say most, the longest of them first.
        var named = benches.Where(entry => entry.Bench.Name is { } name && IsNamed(id, name)).ToList();
        if (named.Count > 0)
        {
            var longest = named.Max(entry => entry.Bench.Name!.Length);
            return Only([.. named.Where(entry => entry.Bench.Name!.Length == longest)]);
        }
        var own = benches.Where(entry => entry.Bench.Name is null).ToList();
        if (id.Split("::") is [var file, _, ..] && file.EndsWith(".py", StringComparison.Ordinal))
        {
            var function = id[(file.Length + 2)..].Replace("::", ".", StringComparison.Ordinal);
            return Only([.. own.Where(entry => EndsAs(entry.Path, file, '/') && entry.Bench.Function == function)]);
        }
        // Before a function's path stand its crate and with iai-callgrind the group, behind it types and arguments: of divan's as parts of the path, of iai-callgrind's after a blank.
        var path = id.Split(' ')[0];
        var crate = path.Split("::")[0] + "::";
        var near = own.Where(entry => FullNameOf(entry.Path, entry.Bench.Function).StartsWith(crate, StringComparison.Ordinal)).ToList();
        if (near.Count == 0) near = own;
        foreach (var part in Shorter(path))
            if (near.Where(entry => EndsAs(FullNameOf(entry.Path, entry.Bench.Function), part, '.')).ToList() is { Count: > 0 } whole) return Only(whole);
        foreach (var part in Shorter(path))
            if (near.Where(entry => ShortName(entry.Bench.Function) == ShortName(part)).ToList() is { Count: > 0 } last) return Only(last);
        return null;
    }

    /// <summary>A path, and what is left of it without its last part, and so on.</summary>
    private static IEnumerable<string> Shorter(string path)
    {
        for (var part = path; part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf("::", StringComparison.Ordinal))]) yield return part;
    }

    /// <summary>Criterion puts a parameter behind a slash; divan puts the crate before the name, and parameters behind it.</summary>
    private static bool IsNamed(string id, string name) =>
        id == name || id.StartsWith(name + "/", StringComparison.Ordinal) || id.EndsWith("::" + name, StringComparison.Ordinal) || id.Contains("::" + name + "::", StringComparison.Ordinal);

    private static (string Path, BenchFunction Bench)? Only(List<(string Path, BenchFunction Bench)> found) => found.Count == 1 ? found[0] : null;

    /// <summary>The function of the project that a dotted name or a path means.</summary>
    private MeasuredFunction? FunctionOf(string name)
    {
        var found = (functions.GetValueOrDefault(ShortName(name)) ?? []).Where(place => EndsAs(FullNameOf(place.Path, place.QualifiedName), name, '.')).ToList();
        return found.Count == 1 ? new MeasuredFunction(found[0].Path, found[0].QualifiedName) : null;
    }

    /// <summary>Names of Python with their modules; paths of Rust as they are.</summary>
    private static string FullNameOf(string path, string function)
    {
        if (!path.EndsWith(".py", StringComparison.Ordinal)) return function;
        var module = path[..^3].Replace('/', '.');
        if (module.EndsWith(".__init__", StringComparison.Ordinal)) module = module[..^".__init__".Length];
        return module + "." + function;
    }

    private static string ShortName(string name) => name[(name.LastIndexOfAny(['.', ':']) + 1)..];

    /// <summary>Is one name the other, or that with more before it?</summary>
    private static bool EndsAs(string whole, string end, char separator)
    {
        if (whole.Length <= end.Length) return whole == end;
        return whole.EndsWith(end, StringComparison.Ordinal) && (whole[^(end.Length + 1)] == separator || whole[^(end.Length + 1)] == ':');
    }

    /// <summary><c>test_parse[1000]</c> and <c>time_parse(1000)</c> are <c>test_parse</c> and <c>time_parse</c>.</summary>
    private static string WithoutParameters(string id)
    {
        var open = id.IndexOfAny(['[', '(']);
        return (open > 0 ? id[..open] : id).TrimEnd();
    }
}
