using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.RuleExperiments;
using Lever.Experiments.Running;
using Lever.Experiments.Statistics;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Settings;
using Lever.Running;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>How rules' experiments are run.</summary>
/// <param name="Python">One interpreter; null for every one found, each version once.</param>
/// <param name="Sizes">Empty for those of the experiment.</param>
/// <param name="Output">The table to write, absolute; rows that it holds already, of the same experiment and method, are not measured again.</param>
/// <param name="Quick">Fewer processes: signs, not figures.</param>
/// <param name="Budget">For all experiments together.</param>
internal sealed record RuleProofChoices(string? Python, ImmutableArray<int> Sizes, string? Output, bool Quick, TimeSpan? Budget, string? Problem);

/// <summary>The options of <c>prove --rule</c> alone.</summary>
internal sealed class RuleProofOptions
{
    private readonly Option<string?> output = Options.File("--output", "With --rule: write the table here, and go on where it ends");
    private readonly Option<bool> quick = Options.Flag("--quick", "With --rule: fewer processes, for signs and not for figures");

    public void AddTo(Command command)
    {
        command.Add(output);
        command.Add(quick);
    }

    public RuleProofChoices Read(ParseResult parsed, Commands.ProveOptions shared)
    {
        var (sizes, problem) = ProofChoices.Sizes(parsed.GetValue(shared.Sweep));
        TimeSpan? budget = null;
        if (parsed.GetValue(shared.Budget) is { } time)
        {
            if (Quantities.Nanoseconds(time) is { } nanoseconds and >= 1e9) budget = TimeSpan.FromMilliseconds(nanoseconds / 1e6);
            else problem ??= $"--budget: `{time}` is no time of a second or more; write it like `3m`";
        }
        return new RuleProofChoices(parsed.GetValue(shared.Python), sizes, parsed.GetValue(output), parsed.GetValue(quick), budget, problem);
    }
}

/// <summary>
/// Rules' own experiments: the costly form against the advised one, at every size, on every interpreter or with the Rust compiler. Where the claim of an experiment,
/// which is the regime of its rule, is contradicted, the command fails.
/// </summary>
internal static class RuleProving
{
    private const int Seeds = 3;

    /// <summary>To be raised whenever figures that were measured before can no longer be compared with new ones.</summary>
    private const string Method = "1";

    private static readonly Plan full = Plan.Default with { Looks = [8, 16, 32], Rounds = 5, Warmup = 1, Budget = TimeSpan.FromSeconds(60) };

    private static readonly Plan quick = Plan.Default with { Looks = [8], Rounds = 4, Warmup = 1, Bar = 0.05, Budget = TimeSpan.FromSeconds(30) };

    private enum Outcome
    {
        /// <summary>The claim is shown.</summary>
        Held,

        /// <summary>Nothing is claimed here.</summary>
        Free,

        /// <summary>The claim is neither shown nor contradicted.</summary>
        Open,

        /// <summary>The opposite of the claim is shown.</summary>
        Flipped,
    }

    public static int Run(IReadOnlyList<string> patterns, RuleProofChoices choices, GlobalChoices chosen, Host host)
    {
        if (choices.Problem is { } wrong) return Commands.ProveCommand.Refuse(host, wrong);
        var (experiments, unknown) = ExperimentsOf(patterns, host.CurrentFolder);
        if (unknown is not null) return Commands.ProveCommand.Refuse(host, unknown);
        var bench = new Workbench(host);
        var table = new Table(choices.Output is { } file ? Path.GetFullPath(file, host.CurrentFolder) : null);
        if (table.Problem is { } unreadable) return Commands.ProveCommand.Refuse(host, unreadable);
        var place = bench.Folders.Create("rules");
        try
        {
            var tools = new Dictionary<Language, (IReadOnlyList<IFormsTool> Found, string? Problem)>();
            foreach (var language in experiments.Select(each => each.Language).Distinct())
                tools[language] = language == Language.Rust ? RustForms.Find(bench, place) : PythonForms.Find(choices.Python, bench, place);
            if (tools.Values.All(each => each.Found.Count == 0)) return Commands.ProveCommand.Refuse(host, tools.Values.First().Problem!);
            return new Session(bench, chosen, choices, table).Run(experiments, tools);
        }
        finally
        {
            TemporaryFolders.Remove(place);
        }
    }

    /// <summary>The experiments that names, globs and files with experiments stand for, each once; or what stands for none.</summary>
    private static (IReadOnlyList<RuleExperiment> Experiments, string? Problem) ExperimentsOf(IReadOnlyList<string> patterns, string folder)
    {
        var experiments = new List<RuleExperiment>();
        foreach (var pattern in patterns.SelectMany(each => each.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (RuleExperiments.IsExperiment(pattern))
            {
                var (experiment, problem) = FromFile(Path.GetFullPath(pattern, folder));
                if (experiment is null) return ([], $"{pattern}: {problem}");
                experiments.Add(experiment);
                continue;
            }
            var glob = GlobPattern.Parse(pattern == "guide" ? "guide-*" : pattern);
            var found = RuleExperiments.All.Where(each => glob.Covers(each.Name)).ToList();
            if (found.Count == 0) return ([], $"`{pattern}` matches no experiment{NearestWord.Hint(pattern, [.. RuleExperiments.Names])}");
            experiments.AddRange(found.Except(experiments));
        }
        return (experiments, null);
    }

    private static (RuleExperiment? Experiment, string? Problem) FromFile(string file)
    {
        try
        {
            var experiment = RuleExperiments.Parse(Path.GetFileName(file), FileReader.ReadSmallText(file), out var problem);
            return (experiment, experiment is null ? $"the experiment cannot be used: {problem}" : null);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return (null, Trouble.Explain(trouble));
        }
    }

    /// <summary>The rows so far, kept in a file where there is one, after every experiment.</summary>
    private sealed class Table
    {
        private readonly Dictionary<(string, Toolchain, int), MeasuredEffect> rows = [];
        private readonly string? file;

        public Table(string? file)
        {
            this.file = file;
            if (file is null || !File.Exists(file)) return;
            try
            {
                foreach (var row in MeasuredEffects.Parse(FileReader.ReadSmallText(file))) rows[(row.Experiment, row.Toolchain, row.Size)] = row;
            }
            catch (Exception trouble) when (Trouble.IsExpected(trouble))
            {
                Problem = $"{file}: {Trouble.Explain(trouble)}";
            }
        }

        public string? Problem { get; }

        public MeasuredEffect? Find(string experiment, Toolchain toolchain, int size, string stamp) =>
            rows.TryGetValue((experiment, toolchain, size), out var row) && row.Stamp == stamp ? row : null;

        public void Add(MeasuredEffect row)
        {
            rows[(row.Experiment, row.Toolchain, row.Size)] = row;
            if (file is null) return;
            var temporary = $"{file}.{Guid.NewGuid():N}";
            File.WriteAllText(temporary, MeasuredEffects.Write(rows.Values));
            File.Move(temporary, file, overwrite: true);
        }
    }

    private sealed class Session(Workbench bench, GlobalChoices chosen, RuleProofChoices choices, Table table)
    {
        private readonly long began = bench.Host.Clock.GetTimestamp();
        private readonly Dictionary<Outcome, int> outcomes = [];
        private int failures;

        public int Run(IReadOnlyList<RuleExperiment> experiments, IReadOnlyDictionary<Language, (IReadOnlyList<IFormsTool> Found, string? Problem)> tools)
        {
            var output = bench.Host.Out;
            foreach (var experiment in experiments)
            {
                output.Write($"{experiment.Name}: {experiment.Summary}\n");
                var (found, lack) = tools[experiment.Language];
                if (found.Count == 0) output.Write($"  not measured: {lack}\n");
                foreach (var tool in found)
                {
                    if (bench.Stop.IsCancellationRequested) return Ended("interrupted", ExitCode.Interrupted);
                    if (choices.Budget is { } budget && bench.Host.Clock.GetElapsedTime(began) > budget) return Ended("the budget is spent; the same command goes on from here", ExitCode.NoVerdict);
                    On(experiment, tool);
                    output.Flush();
                }
            }
            var flipped = outcomes.GetValueOrDefault(Outcome.Flipped);
            return Ended(null, flipped > 0 ? ExitCode.NotFaster : failures > 0 ? ExitCode.Fault : outcomes.GetValueOrDefault(Outcome.Open) > 0 ? ExitCode.NoVerdict : ExitCode.Fine);
        }

        private int Ended(string? why, int code)
        {
            bench.Host.Out.Write(string.Create(CultureInfo.InvariantCulture,
                $"\n{outcomes.Values.Sum()} measured: {outcomes.GetValueOrDefault(Outcome.Held)} as claimed, {outcomes.GetValueOrDefault(Outcome.Free)} where nothing is claimed, {outcomes.GetValueOrDefault(Outcome.Open)} not decided, {outcomes.GetValueOrDefault(Outcome.Flipped)} against the claim"));
            bench.Host.Out.Write($"{(failures > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {failures} could not be measured") : "")}{(why is null ? "" : $" ({why})")}\n");
            bench.Host.Out.Flush();
            return code;
        }

        private void On(RuleExperiment experiment, IFormsTool tool)
        {
            var toolchain = tool.Toolchain;
            if ((toolchain.Major, toolchain.Minor).CompareTo((experiment.Oldest.Major, experiment.Oldest.Minor)) < 0) return;
            var stamp = StampOf(experiment);
            var sizes = choices.Sizes.IsEmpty ? experiment.Sizes : choices.Sizes;
            ProcessRequest? request = null;
            var isChecked = false;
            foreach (var size in sizes)
            {
                if (bench.Stop.IsCancellationRequested) return;
                if (table.Find(experiment.Name, toolchain, size, stamp) is not { } row)
                {
                    string? trouble = null;
                    if (request is null) (request, trouble) = tool.Prepare(experiment);
                    if (trouble is null && !isChecked) trouble = Check(experiment, request!, sizes);
                    if (trouble is not null)
                    {
                        bench.Host.Out.Write($"  {Label(toolchain)}not measured: {trouble}\n");
                        // A library that is not there is no fault of the experiment's.
                        if (!trouble.StartsWith("it needs ", StringComparison.Ordinal)) failures++;
                        return;
                    }
                    isChecked = true;
                    var (measured, problem) = Measure(experiment, request!, size, toolchain, stamp);
                    if (bench.Stop.IsCancellationRequested) return;
                    if (measured is null)
                    {
                        bench.Host.Out.Write(string.Create(CultureInfo.InvariantCulture, $"  {Label(toolchain)}n = {size,-8}not measured: {problem}\n"));
                        failures++;
                        continue;
                    }
                    table.Add(row = measured);
                }
                var outcome = Judge(experiment, row);
                outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                Report(row, outcome, Claim(experiment, size, toolchain));
            }
        }

        /// <summary>Why the experiment says nothing here: a missing module, or forms that do not do the same.</summary>
        private string? Check(RuleExperiment experiment, ProcessRequest request, IReadOnlyList<int> sizes)
        {
            using var worker = new FormsWorker(bench.Runner.Start(request));
            var (missing, problem) = worker.Load();
            if (problem is not null) return problem;
            if (missing.Count > 0) return $"it needs {string.Join(", ", missing)}";
            if (experiment.NotCompared is not null) return null;
            for (var seed = 1; seed <= Seeds; seed++)
                if (worker.Difference(sizes[0], (ulong)seed) is { } difference) return $"the two forms do not do the same: {difference}";
            return null;
        }

        private (MeasuredEffect? Row, string? Problem) Measure(RuleExperiment experiment, ProcessRequest request, int size, Toolchain toolchain, string stamp)
        {
            var metric = experiment.Metric switch
            {
                ExperimentMetric.Wall => PlanMetric.Wall,
                ExperimentMetric.PeakMemory => PlanMetric.PeakMemory,
                _ => PlanMetric.Cpu,
            };
            var plan = (choices.Quick ? quick : full) with { Metric = metric, Seed = chosen.Seed + 1, Interpreter = toolchain.ToString(), Inputs = string.Create(CultureInfo.InvariantCulture, $"n = {size}") };
            using var progress = bench.Progress(chosen, string.Create(CultureInfo.InvariantCulture, $"{experiment.Name}, {toolchain.Name}, n = {size}: measured"), plan.MostBlocks, "blocks at most");
            var result = Experiment.Run(plan, Start, bench.Host.Clock, progress: at => progress.Report(at.Blocks), cancellation: bench.Stop);
            if (result.Blocks.IsEmpty || result.Verdict == Verdict.Untestable) return (null, result.Reason);
            // The level that stopping early leaves is the experiment's business; figures are shown with an ordinary interval.
            double[] effects = [.. result.Blocks.Select(block => block.Effect(plan))];
            double[] controls = [.. result.Blocks.Select(block => block.Control(plan))];
            var effect = SignedRank.Centre(effects, 1 - plan.Confidence).Exp();
            var control = SignedRank.Centre(controls, 1 - plan.Confidence);
            var noise = Math.Exp(Math.Max(Math.Abs(control.Low), Math.Abs(control.High))) - 1;
            if (!double.IsFinite(effect.High) || !double.IsFinite(noise)) return (null, "too few blocks within the budget");
            return (new MeasuredEffect(experiment.Name, toolchain, size, Names.Of(metric), effect.Estimate, effect.Low, effect.High, noise, stamp), null);

            StartedSubject Start(Arm arm, int block, ulong seed)
            {
                // Rust's maps take their seeds from the system.
                var own = request with { Environment = request.Environment.SetItem("PYTHONHASHSEED", (seed % uint.MaxValue).ToString(CultureInfo.InvariantCulture)) };
                var worker = new FormsWorker(bench.Runner.Start(own));
                var (_, problem) = worker.Load();
                if (problem is null) return new StartedSubject(new FormSubject(worker, arm, size, metric), null);
                worker.Dispose();
                return new StartedSubject(null, problem);
            }
        }

        private void Report(MeasuredEffect row, Outcome outcome, string claim) => bench.Host.Out.Write(string.Create(CultureInfo.InvariantCulture,
            $"  {Label(row.Toolchain)}n = {row.Size,-8}{row.Ratio,8:0.00} ({row.Low:0.00} to {row.High:0.00}), noise {row.Noise * 100:0.0} %{(claim.Length > 0 ? $", claimed {claim}" : "")}{Word(outcome)}\n"));

        private static string Word(Outcome outcome) => outcome switch
        {
            Outcome.Held => ": shown",
            Outcome.Open => ": not decided",
            Outcome.Flipped => ": NOT SO",
            _ => "",
        };

        private static string Label(Toolchain toolchain) => toolchain.Language == Language.Rust ? toolchain.Name + "  " : toolchain.Version.PadRight(6);

        private static string Claim(RuleExperiment experiment, int size, Toolchain toolchain) =>
            experiment.Wins.Holds(size, toolchain) ? "faster" : experiment.Loses.Holds(size, toolchain) ? "slower" : "";

        private static Outcome Judge(RuleExperiment experiment, MeasuredEffect row)
        {
            if (experiment.Wins.Holds(row.Size, row.Toolchain)) return row.Wins ? Outcome.Held : row.Loses ? Outcome.Flipped : Outcome.Open;
            if (experiment.Loses.Holds(row.Size, row.Toolchain)) return row.Loses ? Outcome.Held : row.Wins ? Outcome.Flipped : Outcome.Open;
            return Outcome.Free;
        }

        /// <summary>Changes with the experiment's source, and with the way it is measured.</summary>
        private static string StampOf(RuleExperiment experiment) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(experiment.Source + Method)))[..8];
    }
}
