using System.Text.Json;
using Lever.Experiments;
using Lever.Experiments.Statistics;

namespace Lever.Running;

/// <summary>One benchmark of criterion's.</summary>
/// <param name="Id">As criterion names it: <c>group/name</c>.</param>
/// <param name="Shown">The command that a reader would run for it.</param>
internal sealed record BenchmarkRun(string Id, string Shown);

/// <summary>
/// Runs one benchmark of criterion's and reads the figures that it keeps: every measurement is a run of the program, its result the median of the
/// run's samples, in nanoseconds of wall time per iteration.
/// </summary>
/// <param name="start">Makes the run, which writes into the folder that it is given.</param>
internal sealed class CriterionSubject(Func<string, WorkloadSubject> start, string benchmark, TemporaryFolders folders) : ISubject
{
    /// <summary>The variable that says where criterion writes.</summary>
    public const string Home = "CRITERION_HOME";

    /// <summary>A second to warm up and one to measure; ten samples are the fewest that it takes.</summary>
    public const string Options = "--noplot --warm-up-time 1 --measurement-time 1 --sample-size 10";

    public Measured Measure(int round, ulong seed)
    {
        var place = folders.Create("criterion");
        try
        {
            using var run = start(place);
            var measured = run.Measure(round, seed);
            if (measured.Value is not { } whole) return measured;
            return NanosecondsIn(place, benchmark) is { } nanoseconds and > 0
                ? new Measured(new Measurement(nanoseconds, nanoseconds, whole.PeakBytes, 1), null)
                : new Measured(null, $"criterion leaves no figures of `{benchmark}`");
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
    }

    public void Dispose()
    {
        // Between measurements nothing of it runs.
    }

    /// <summary>The median time of an iteration, from <c>sample.json</c> beside the <c>benchmark.json</c> that names the benchmark; null where there is none.</summary>
    internal static double? NanosecondsIn(string folder, string benchmark)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "benchmark.json", SearchOption.AllDirectories))
        {
            var sample = Path.Join(Path.GetDirectoryName(file), "sample.json");
            if (Path.GetFileName(Path.GetDirectoryName(file)) != "new" || !File.Exists(sample)) continue;
            try
            {
                using var named = JsonDocument.Parse(File.ReadAllBytes(file));
                if (named.RootElement.GetProperty("full_id").GetString() != benchmark) continue;
                using var read = JsonDocument.Parse(File.ReadAllBytes(sample));
                var iterations = read.RootElement.GetProperty("iters").EnumerateArray().Select(each => each.GetDouble());
                double[] each = [.. read.RootElement.GetProperty("times").EnumerateArray().Zip(iterations, (time, count) => time.GetDouble() / count)];
                return each.Length > 0 ? Median.Of(each) : null;
            }
            catch (Exception trouble) when (trouble is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>What makes it run this benchmark alone: filters are regular expressions.</summary>
    internal static string Filter(string benchmark) => $"^{string.Concat(benchmark.Select(letter => "\\.+*?()|[]{}^$".Contains(letter, StringComparison.Ordinal) ? $"\\{letter}" : letter.ToString()))}$";

    /// <summary>The benchmarks that a program lists: a line each, such as <c>req/short: bench</c>.</summary>
    internal static IReadOnlyList<string> Listed(string output) =>
        [.. output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.EndsWith(": bench", StringComparison.Ordinal) || line.EndsWith(": benchmark", StringComparison.Ordinal))
            .Select(line => line[..line.LastIndexOf(": bench", StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal)];
}
