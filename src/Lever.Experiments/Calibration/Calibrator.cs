using System.Collections.Immutable;
using System.Text.Json;
using Lever.Experiments.Running;
using Lever.Experiments.Statistics;

namespace Lever.Experiments.Calibration;

/// <summary>
/// Measures cost rows of an interpreter. Each row is the slope of its times over several sizes, so that whatever does not grow with the
/// size falls out; every fresh process gives one slope, and the interval is over processes. A null row, which must come out as zero,
/// shows whether the machine is quiet enough now; where it does not, nothing is reported.
/// </summary>
public static class Calibrator
{
    /// <summary>With this many processes the signed-rank interval reaches 95 % and drops the most extreme slope on either side.</summary>
    public const int Processes = 8;

    private const string NullRow = "null";

    /// <summary>The null row's interval must hold zero or end within this many nanoseconds of it, and be no wider than twice that: the least costs of interest are a few nanoseconds.</summary>
    private const double NullBar = 1;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <summary>The source of the program that measures; the standard library is all that it needs.</summary>
    public static string Program
    {
        get
        {
            using var stream = typeof(Calibrator).Assembly.GetManifestResourceStream("calibration/calibration.py")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <param name="start">Starts the interpreter on <see cref="Program"/>, with pipes.</param>
    /// <param name="progress">Told the processes finished and how many there are.</param>
    /// <returns>With the rows measured; where <paramref name="stop"/> is cancelled, with a problem that says so.</returns>
    public static CalibrationResult Run(Func<IRunningProcess> start, ulong seed, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        var slopes = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var troubles = new SortedDictionary<string, string>(StringComparer.Ordinal);
        RowList? rows = null;
        for (var process = 0; process < Processes; process++)
        {
            progress?.Invoke(process, Processes);
            using var worker = start();
            var listed = Ask(worker, """{"do": "list"}""");
            if (listed.Problem is { } silent) return Failed(rows, silent);
            using (listed.Answer) rows = RowList.Read(listed.Answer!.RootElement);
            var random = new SeededRandom(SeededRandom.Derive(seed, (ulong)process));
            var order = rows.Rows.ToArray();
            random.Shuffle<ListedRow>(order);
            foreach (var row in order)
            {
                if (stop.IsCancellationRequested) return Failed(rows, "it was interrupted");
                if (troubles.ContainsKey(row.Name)) continue;
                var (slope, problem) = SlopeOf(worker, row, random);
                if (problem is not null) troubles[row.Name] = problem;
                else if (slopes.TryGetValue(row.Name, out var known)) known.Add(slope);
                else slopes[row.Name] = [slope];
            }
        }
        progress?.Invoke(Processes, Processes);
        return Concluded(rows!, slopes, troubles);
    }

    private static CalibrationResult Concluded(RowList rows, Dictionary<string, List<double>> slopes, SortedDictionary<string, string> troubles)
    {
        var none = slopes.TryGetValue(NullRow, out var zeros) ? SignedRank.Centre([.. zeros], 0.05) : new Interval(double.NaN, double.NegativeInfinity, double.PositiveInfinity);
        var isNull = none.HalfWidth <= NullBar && (none is { Low: <= 0, High: >= 0 } || none.LiesWithin(NullBar));
        if (!isNull)
            return Failed(rows, FormattableString.Invariant(
                $"doing nothing seems to cost {none.Estimate:0.##} ns ({none.Low:0.##} to {none.High:0.##}), where it must come out as zero: the machine is too busy, or its clock too coarse; try again when it is quiet"), none);
        var measured = ImmutableArray.CreateBuilder<CalibratedRow>();
        foreach (var row in rows.Rows)
        {
            if (row.Name == NullRow || !slopes.TryGetValue(row.Name, out var found) || troubles.ContainsKey(row.Name)) continue;
            var cost = SignedRank.Centre([.. found], 0.05);
            if (row.Unit == "KB") cost = new Interval(cost.Estimate * 1024, cost.Low * 1024, cost.High * 1024);
            // A cost whose interval reaches zero is not known; the shipped row says more.
            if (cost.Low <= 0) troubles[row.Name] = FormattableString.Invariant($"not told from zero: {cost.Low:0.###} to {cost.High:0.###} ns");
            else measured.Add(new CalibratedRow(row.Name, cost, row.Unit));
        }
        return new CalibrationResult(rows.Version, rows.Implementation, none, measured.ToImmutable(), [.. troubles.Select(trouble => new UncalibratedRow(trouble.Key, trouble.Value))], Processes, null);
    }

    private static CalibrationResult Failed(RowList? rows, string problem, Interval? none = null) =>
        new(rows?.Version ?? "", rows?.Implementation ?? "", none ?? new Interval(double.NaN, double.NegativeInfinity, double.PositiveInfinity), [], [], Processes, problem);

    private static (double Slope, string? Problem) SlopeOf(IRunningProcess worker, ListedRow row, SeededRandom random)
    {
        var sizes = row.Sizes.ToArray();
        random.Shuffle<double>(sizes);
        var times = new double[sizes.Length];
        for (var at = 0; at < sizes.Length; at++)
        {
            var (answer, problem) = Ask(worker, FormattableString.Invariant($$"""{"do": "measure", "row": "{{row.Name}}", "size": {{sizes[at]}}}"""));
            if (problem is not null) return (0, problem);
            using (answer)
            {
                if (answer!.RootElement.TryGetProperty("problem", out var trouble)) return (0, trouble.GetString() ?? "it failed");
                if (!answer.RootElement.TryGetProperty("ns", out var ns) || !ns.TryGetDouble(out times[at])) return (0, "it gave no time");
            }
        }
        return (Slope.Through(sizes, times, 0.5).Estimate, null);
    }

    private static (JsonDocument? Answer, string? Problem) Ask(IRunningProcess worker, string question)
    {
        if (!worker.TrySend(question)) return (null, Ended(worker));
        var received = worker.Receive(patience);
        if (received.Kind == ReceivedKind.TimedOut) return (null, "the interpreter gave no answer within a minute");
        if (received.Kind != ReceivedKind.Line) return (null, Ended(worker));
        try
        {
            return (JsonDocument.Parse(received.Line), null);
        }
        catch (JsonException)
        {
            return (null, "the interpreter's answer cannot be read");
        }
    }

    private static string Ended(IRunningProcess worker)
    {
        var outcome = worker.Wait(TimeSpan.FromSeconds(5));
        var lines = outcome.Errors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 ? $"the interpreter ended: {lines[^1]}" : outcome.Problem ?? "the interpreter ended";
    }

    private sealed record ListedRow(string Name, ImmutableArray<double> Sizes, string Unit);

    private sealed record RowList(string Version, string Implementation, ImmutableArray<ListedRow> Rows)
    {
        /// <summary>Our own program's answer: another shape is a fault of ours.</summary>
        public static RowList Read(JsonElement answer) => new(
            string.Join('.', answer.GetProperty("version").EnumerateArray().Select(part => part.GetInt32())),
            answer.GetProperty("implementation").GetString()!,
            [.. answer.GetProperty("rows").EnumerateArray().Select(row => new ListedRow(
                row.GetProperty("name").GetString()!,
                [.. row.GetProperty("sizes").EnumerateArray().Select(size => size.GetDouble())],
                row.GetProperty("unit").GetString()!))]);
    }
}
