using System.Globalization;
using Lever.Commands.Profiles;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Review.Comparing;
using Lever.Review.Ranking;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary>Benchmark results as tables: what one file says, and how two of them differ.</summary>
internal static class MeasurementReport
{
    /// <summary>A spread of the samples above which small differences mean nothing.</summary>
    private const double Noisy = 0.1;

    private static readonly string[] heads = ["median", "spread", "n", "benchmark"];
    private static readonly string[] changeHeads = ["before", "after", "change", "interval", "floor", "verdict", "benchmark"];

    /// <summary>Does a path hold benchmark results, and no profile?</summary>
    public static bool Holds(string path, Host host) => Open(path, host) is not null;

    /// <summary>The benchmark results at a path; null where it holds none.</summary>
    public static MeasurementFile? Open(string path, Host host)
    {
        try
        {
            return MeasurementInput.Open(Path.GetFullPath(path, host.CurrentFolder), host.Workspace);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            // What cannot be read is no profile either, and is told there.
            return null;
        }
    }

    /// <summary>
    /// Prints how the benchmark results at two paths differ; null where either holds none, and nothing was printed.
    /// </summary>
    public static int? TryDiff(string before, string after, Host host)
    {
        return Open(before, host) is { } old && Open(after, host) is { } now ? Diff(old, now, host) : null;
    }

    /// <summary>Prints the benchmarks of a file, in its own order.</summary>
    /// <param name="joined">Where they stand in the source, by id; null where nobody asked.</param>
    public static int Show(MeasurementFile file, int top, IReadOnlyDictionary<string, JoinedBenchmark>? joined, Host host)
    {
        Problems(file, host);
        if (file.Benchmarks.Count == 0) return ExitCode.Usage;
        var noisy = file.Benchmarks.Count(each => !each.IsExact && each.Spread > Noisy);
        if (noisy > 0) host.Error.WriteLine($"lever: {file.Name}: note: {noisy} of {file.Benchmarks.Count} benchmarks spread by more than {Percent(Noisy)}: trust no small difference of theirs");
        foreach (var each in file.Benchmarks.Where(HasColdStart).Take(3))
            host.Error.WriteLine($"lever: {file.Name}: note: the first run of {Clean(each.Id)} took more than twice the median: let it warm up before it is measured");
        var producer = file.Producer == "" || file.Producer.StartsWith(file.Format, StringComparison.Ordinal) ? "" : $", by {Clean(file.Producer)}";
        host.Out.Write($"{file.Name}: {file.Format}{producer}, {Plural(file.Benchmarks.Count, "benchmark")}\n\n");
        var rows = new List<string[]> { joined is null ? heads : [.. heads, "place", "measures"] };
        foreach (var each in file.Benchmarks.Take(top))
            rows.Add([Amount(each.Typical, each), each.IsExact ? "exact" : each.Spread is { } spread ? "± " + Percent(spread) : "unknown", Number(each.Count), Clean(each.Id), .. Place(joined, each)]);
        ProfileText.Table(host.Out, rows, 3);
        if (joined is { Count: > 0 }) host.Out.Write($"{joined.Values.Count(join => join.Place is not null)} of {Plural(joined.Count, "benchmark")} found in the source ({Percent((double)joined.Values.Count(join => join.Place is not null) / joined.Count)})\n");
        if (file.Benchmarks.Count > top) host.Out.Write($"{Plural(file.Benchmarks.Count - top, "more benchmark")}: --top {file.Benchmarks.Count} shows all\n");
        return ExitCode.Fine;
    }

    /// <summary>Prints what changed between two files of results, and what the noise lets one say of it.</summary>
    public static int Diff(MeasurementFile before, MeasurementFile after, Host host)
    {
        Problems(before, host);
        Problems(after, host);
        var comparison = MeasurementDiff.Compare(before, after);
        if (comparison.Changes.Count == 0)
        {
            host.Error.WriteLine($"lever: {before.Name} and {after.Name} have no benchmark in common");
            return ExitCode.Usage;
        }
        var rows = new List<string[]> { changeHeads };
        foreach (var change in comparison.Changes)
        {
            rows.Add([
                Amount(change.Before.Typical, change.Before), Amount(change.After.Typical, change.After), Signed(change.Ratio.Estimate),
                double.IsFinite(change.Ratio.Low) && double.IsFinite(change.Ratio.High) ? $"{Signed(change.Ratio.Low)} … {Signed(change.Ratio.High)}" : "unknown",
                change.Verdict == ChangeVerdict.NoiseUnknown ? "" : Percent(change.Floor), Verdict(change), Clean(change.Before.Id),
            ]);
        }
        ProfileText.Table(host.Out, rows, rows[0].Length - 2);
        foreach (var basis in comparison.Changes.GroupBy(change => change.Basis))
            host.Out.Write($"{Plural(basis.Count(), "benchmark")}: {basis.Key}\n");
        if (comparison.Changes.Any(change => change.Basis.Contains("one process", StringComparison.Ordinal)))
            host.Out.Write("Two runs of the same program differ by more than one run shows: repeat both, in turns, before you rely on a small change.\n");
        if (comparison.CommonShift is { } shift) host.Out.Write($"Nearly all benchmarks moved together, by {Signed(shift)}: the machine or the build may have changed rather than the code.\n");
        Missing(comparison.OnlyBefore, before.Name, host);
        Missing(comparison.OnlyAfter, after.Name, host);
        return ExitCode.Fine;
    }

    /// <summary>Two columns: where a benchmark is defined, and the function that it times.</summary>
    private static string[] Place(IReadOnlyDictionary<string, JoinedBenchmark>? joined, Benchmark benchmark)
    {
        if (joined is null) return [];
        if (joined.GetValueOrDefault(benchmark.Id) is not { Place: { } place } join) return ["not found", ""];
        return [string.Create(CultureInfo.InvariantCulture, $"{place}:{join.Line}"), join.Measures?.Function ?? (join.Callees == 0 ? "nothing of this code" : $"{Plural(join.Callees, "function")}, so none by itself")];
    }

    private static void Problems(MeasurementFile file, Host host)
    {
        foreach (var problem in file.Problems) host.Error.WriteLine($"lever: {file.Name}: {problem.Place}: {Clean(problem.Message)}");
    }

    private static void Missing(IReadOnlyList<string> ids, string file, Host host)
    {
        if (ids.Count == 0) return;
        var more = ids.Count > 5 ? $" and {ids.Count - 5} more" : "";
        host.Out.Write($"Only in {file}: {string.Join(", ", ids.Take(5).Select(Clean))}{more}\n");
    }

    private static bool HasColdStart(Benchmark benchmark) => benchmark.Runs is [{ Count: >= 5 } run] && run[0] > 2 * benchmark.Typical;

    private static string Verdict(MeasurementChange change) => change.Verdict switch
    {
        ChangeVerdict.Better => "better",
        ChangeVerdict.Worse => "worse",
        ChangeVerdict.Same => "the same",
        ChangeVerdict.Unclear => "unclear",
        _ => "noise unknown",
    };

    private static string Amount(double value, Benchmark benchmark) => benchmark.Unit switch
    {
        MetricUnit.Seconds when value < 1e-6 => Digits(value * 1e9) + " ns",
        MetricUnit.Seconds when value < 1e-3 => Digits(value * 1e6) + " µs",
        MetricUnit.Seconds when value < 1 => Digits(value * 1e3) + " ms",
        MetricUnit.Seconds => Digits(value) + " s",
        MetricUnit.Bytes when value >= 1e6 => Digits(value / 1e6) + " MB",
        MetricUnit.Bytes when value >= 1e3 => Digits(value / 1e3) + " kB",
        MetricUnit.Bytes => Digits(value) + " B",
        MetricUnit.Count => Digits(value),
        _ => $"{Digits(value)} {Clean(benchmark.UnitName)}".TrimEnd(),
    };

    // Four digits tell apart what benchmarks can tell apart; counts are shown whole.
    private static string Digits(double value)
    {
        var decimals = value == 0 ? 0 : Math.Clamp(3 - (int)Math.Floor(Math.Log10(value)), 0, 9);
        return value.ToString(value >= 1e15 ? "0.###e0" : "0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    private static string Signed(double ratio) => double.IsFinite(ratio) ? string.Create(CultureInfo.InvariantCulture, $"{(ratio - 1) * 100:+0.0;-0.0;0.0} %") : "";

    private static string Number(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Plural(int count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");

    private static string Clean(string text) => ProfileText.Clean(text);
}
