using System.CommandLine;
using System.Globalization;
using Lever.Experiments.Calibration;
using Lever.Experiments.Running;
using Lever.Experiments.Statistics;
using Lever.Proving;
using Lever.Review.Cost;
using Lever.Running;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever calibrate</c>: unit costs of this machine.</summary>
internal static class CalibrateCommand
{
    private const string Summary = "Measure what single operations of Python cost on this machine";

    private static readonly Limits limits = new(TimeSpan.FromMinutes(10), 0);

    private static HelpPage Page() => new(Summary)
    {
        About = "Every row is a slope over several sizes, measured in 8 fresh processes, so that nothing has to be subtracted. A row that must come out as zero shows "
            + "whether the machine is quiet enough; where it is not, nothing is kept. Estimates use the rows in place of the shipped ones; [costs] in lever.toml beats both.",
        Examples =
        [
            ("lever calibrate", "the project's interpreter, else the one on PATH"),
            ("lever calibrate --python python3.11", "another"),
            ("lever calibrate --all", "every interpreter found on this machine"),
        ],
        ExitCodes = [("0", "measured and kept"), ("2", "no such interpreter"), ("3", "an interpreter failed"), ("7", "this machine is too noisy now; nothing was kept"), ("130", "interrupted; nothing was kept")],
        Next = "`lever explain py.dict.lookup` shows the row in force and where it comes from.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var python = Options.File("--python", "The interpreter to measure (default: the project's)", "PATH");
        var everything = Options.Flag("--all", "Every interpreter found on this machine");
        var command = new TaughtCommand("calibrate", Summary, Page) { python, everything };
        command.Validators.Add(result =>
        {
            if (result.GetValue(everything) && result.GetValue(python) is not null) result.AddError("--all and --python exclude each other");
        });
        command.SetAction(parsed =>
        {
            var chosen = global.Read(parsed);
            var bench = new Workbench(host);
            IReadOnlyList<Interpreter> interpreters;
            if (parsed.GetValue(everything))
            {
                interpreters = [.. bench.AllInterpreters(host.CurrentFolder).DistinctBy(each => (each.ShortVersion, each.Implementation))];
                if (interpreters.Count == 0) return Refuse(host, "no Python 3.8 or later was found; name one with --python", ExitCode.Usage);
            }
            else
            {
                var (one, problem) = bench.Interpreter(parsed.GetValue(python), host.CurrentFolder);
                if (one is null) return Refuse(host, problem!, ExitCode.Usage);
                interpreters = [one];
            }
            var worst = ExitCode.Fine;
            foreach (var interpreter in interpreters)
            {
                var code = Run(interpreter, bench, chosen);
                if (code == ExitCode.Interrupted) return code;
                worst = Math.Max(worst, code);
            }
            return worst;
        });
        return command;
    }

    private static int Run(Interpreter interpreter, Workbench bench, GlobalChoices chosen)
    {
        var host = bench.Host;
        var place = bench.Folders.Create("calibrate");
        try
        {
            var program = Path.Join(place, "calibration.py");
            File.WriteAllText(program, Calibrator.Program);
            var request = new ProcessRequest(interpreter.Executable, ["-I", program], place, CleanEnvironment.Of(bench.Variables, place), limits, Network: false, Pipes: true);
            CalibrationResult result;
            using (var progress = bench.Progress(chosen, $"Python {interpreter.Version}: measured in", Calibrator.Processes, "processes"))
                result = Calibrator.Run(() => bench.Runner.Start(request), chosen.Seed, (done, _) => progress.Report(done), bench.Stop);
            if (bench.Stop.IsCancellationRequested) return Refuse(host, "interrupted; nothing was kept", ExitCode.Interrupted);
            if (result.Problem is { } problem)
            {
                var isNoise = double.IsFinite(result.Null.Estimate);
                return Refuse(host, $"Python {interpreter.Version}: {problem}; nothing was kept", isNoise ? ExitCode.Unfit : ExitCode.Fault);
            }
            var source = string.Create(CultureInfo.InvariantCulture,
                $"measured by lever calibrate, {Implementation(result)} {result.Version}, {result.Processes} processes, {host.Today():yyyy-MM-dd}");
            var rows = result.Rows.Select(row => new CostEntry(row.Name, Text(row), source, (interpreter.Major, interpreter.Minor))).ToList();
            if (CalibratedCosts.Write(host, rows) is { } unwritten) return Refuse(host, $"the rows cannot be kept: {unwritten}", ExitCode.Fault);
            Report(result, interpreter, rows, host);
            return ExitCode.Fine;
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
    }

    private static void Report(CalibrationResult result, Interpreter interpreter, List<CostEntry> rows, Host host)
    {
        var shipped = CostTable.Shipped.For((interpreter.Major, interpreter.Minor));
        host.Out.Write(string.Create(CultureInfo.InvariantCulture,
            $"{Implementation(result)} {result.Version}: {rows.Count} rows; nothing costs {result.Null.Estimate:0.00} ns ({result.Null.Low:0.00} to {result.Null.High:0.00}), as it must\n\n"));
        var measured = CostTable.Shipped.WithCalibrated(rows, out _).For((interpreter.Major, interpreter.Minor));
        foreach (var row in rows)
            host.Out.Write($"  {row.Id,-26} {measured.Find(row.Id)?.Value.ToString() ?? row.Cost,-28} shipped: {shipped.Find(row.Id)?.Value.ToString() ?? "none"}\n");
        foreach (var left in result.LeftOut) host.Out.Write($"  {left.Name,-26} not measured: {left.Reason}\n");
        host.Out.Write($"\nKept in {CalibratedCosts.PathFor(host)}\n");
        host.Out.Flush();
    }

    private static string Implementation(CalibrationResult result) => result.Implementation == "cpython" ? "CPython" : result.Implementation;

    /// <summary>Three significant digits of each: more would be noise.</summary>
    private static string Text(CalibratedRow row)
    {
        var unit = row.Unit.Length > 0 ? "/" + row.Unit : "";
        return $"{Amount(row.Nanoseconds.Low)}..{Amount(row.Nanoseconds.Estimate)}..{Amount(row.Nanoseconds.High)}";

        string Amount(double nanoseconds) => nanoseconds.ToString("G3", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal)
            ? ((decimal)nanoseconds).ToString("0", CultureInfo.InvariantCulture) + "ns" + unit
            : text + "ns" + unit;
    }

    private static int Refuse(Host host, string problem, int code)
    {
        host.Error.WriteLine($"lever: {problem}");
        return code;
    }
}
