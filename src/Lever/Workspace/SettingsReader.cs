using Lever.Review.Findings;
using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>Turns the configuration's table into settings. Everything that is wrong is reported, not only the first.</summary>
internal static class SettingsReader
{
    /// <param name="ruleNames">The names that rule patterns must match; empty where they are not to be checked.</param>
    public static ReviewSettings Read(TomlTable lever, string file, IReadOnlyList<string> ruleNames, List<ConfigurationProblem> problems)
    {
        var root = new SettingsTable(lever, "", file, problems);
        var settings = new ReviewSettings
        {
            Goal = ReadGoal(root.Section("goal")),
            Scope = ReadScope(root.Section("scope")),
            Check = ReadCheck(root.Section("check"), ruleNames),
            Target = ReadTarget(root.Section("target")),
            Sizes = ReadSizes(root.Section("sizes")),
            Costs = ReadCosts(root.Section("costs")),
            Answers = ReadAnswers(root.Section("answers")),
            Workloads = ReadWorkloads(root.Section("workloads")),
            Prove = ReadProve(root.Section("prove")),
            BaselineFile = ReadBaseline(root.Section("baseline")),
        };
        root.Finish();
        CostRows.Of(settings, [], out var costProblems);
        foreach (var problem in costProblems)
            root.Complain(settings.Costs[problem.Id].Line, $"`{problem.Id}` in [costs]: {problem.Problem.Message}");
        return settings;
    }

    private static Goal? ReadGoal(SettingsTable? table)
    {
        if (table is null) return null;
        var metric = table.Choice("metric", Goal.Metrics) is { } name ? Goal.MetricNamed(name) : null;
        var kind = metric ?? GoalMetric.Latency;
        var target = table.Quantity("target", text => Goal.TargetOf(kind, text), Goal.ExampleOf(kind));
        table.Finish();
        if (metric is null && target is not null)
            table.Complain(table.LineOf("target"), "`target` in [goal] needs `metric` beside it to have a unit");
        return metric is { } known ? new Goal(known, target, target is null ? null : table.Text("target", "")) : null;
    }

    private static Scope ReadScope(SettingsTable? table)
    {
        if (table is null) return new Scope();
        var scope = new Scope
        {
            Hot = table.Globs("hot", "src/feed/**") ?? [],
            Init = table.Globs("init", "**/settings.py") ?? [],
            Test = table.Globs("test", "tests/**") ?? [],
        };
        table.Finish();
        return scope;
    }

    private static CheckSettings ReadCheck(SettingsTable? table, IReadOnlyList<string> ruleNames)
    {
        var shipped = new CheckSettings();
        if (table is null) return shipped;
        var select = table.Globs("select", "py-*");
        var ignore = table.Globs("ignore", "py-*");
        var top = table.Whole("top", least: 1);
        var failOn = table.Choice("fail-on", CheckSettings.FailOnValues);
        var perFile = table.Section("per-file-ignores") is { } files ? ReadPerFileIgnores(files, ruleNames) : [];
        table.Finish();
        CheckRuleNames(table, "select", select, ruleNames);
        CheckRuleNames(table, "ignore", ignore, ruleNames);
        if (failOn is null || !CheckSettings.TryReadFailOn(failOn, out var grade)) grade = null;
        return new CheckSettings
        {
            Select = select ?? shipped.Select,
            Ignore = ignore ?? [],
            Top = top ?? shipped.Top,
            FailOn = grade,
            PerFileIgnores = perFile,
        };
    }

    private static List<FileIgnore> ReadPerFileIgnores(SettingsTable table, IReadOnlyList<string> ruleNames)
    {
        var ignores = new List<FileIgnore>();
        foreach (var (key, line, value) in table.Entries)
        {
            var rules = table.Globs(value, table.Named(key), "py-*");
            if (table.Glob(key, line) is { } files) ignores.Add(new FileIgnore(files, rules));
            CheckRuleNames(table, key, rules, ruleNames);
        }
        return ignores;
    }

    private static void CheckRuleNames(SettingsTable table, string key, IReadOnlyList<GlobPattern>? patterns, IReadOnlyList<string> ruleNames)
    {
        foreach (var pattern in patterns ?? [])
            if (RuleNames.ProblemOf(pattern, ruleNames) is { } problem)
                table.Complain(table.LineOf(key), $"{table.Named(key)}: {problem}");
    }

    private static TargetVersions ReadTarget(SettingsTable? table)
    {
        if (table is null) return new TargetVersions();
        var target = new TargetVersions
        {
            Python = table.Quantity("python", Quantities.Version, "3.11"),
            Rust = table.Quantity("rust", Quantities.Version, "1.80"),
        };
        table.Finish();
        return target;
    }

    private static Dictionary<string, SizeRange> ReadSizes(SettingsTable? table)
    {
        var sizes = new Dictionary<string, SizeRange>(StringComparer.Ordinal);
        foreach (var (key, line, value) in table?.Entries ?? [])
        {
            SizeRange? size = value switch
            {
                TomlNumber { Value: >= 0 } number => new SizeRange(number.Value, number.Value),
                TomlText text => Quantities.Range(text.Value),
                _ => null,
            };
            if (size is { } known) sizes[key] = known;
            else if (value is TomlTable) table!.Complain(line, $"{table.Named(key)}: put a dotted name in quotes");
            else table!.Complain(line, $"{table.Named(key)} must be a count or a range such as \"100..1000\"");
        }
        return sizes;
    }

    private static Dictionary<string, UserCost> ReadCosts(SettingsTable? table)
    {
        var costs = new Dictionary<string, UserCost>(StringComparer.Ordinal);
        foreach (var (key, line, value) in table?.Entries ?? [])
        {
            if (value is not TomlTable inner)
            {
                table!.Complain(line, $"{table.Named(key)} must be a table such as {{ cost = \"1.2ms\", source = \"dashboard\" }}");
                continue;
            }
            if (inner["cost"] is null && inner.Entries is [{ Value: TomlTable }, ..])
            {
                table!.Complain(line, $"{table.Named(key)}: put a dotted name in quotes");
                continue;
            }
            var row = table!.Inner(key, inner);
            var cost = row.Text("cost", "1.2ms");
            var source = row.Text("source", "production dashboard, 2026-09");
            row.Finish();
            if (inner["cost"] is null) row.Complain(line, $"{table.Named(key)} needs `cost`");
            if (inner["source"] is null) row.Complain(line, $"{table.Named(key)} needs `source`: every number names where it comes from");
            if (cost is not null && source is not null) costs[key] = new UserCost(cost, source, line);
        }
        return costs;
    }

    private static Dictionary<string, string> ReadAnswers(SettingsTable? table)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, line, value) in table?.Entries ?? [])
        {
            var answer = value switch
            {
                TomlText text => text.Value,
                TomlFlag flag => flag.Value ? "true" : "false",
                TomlNumber number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
            if (answer is not null) answers[key] = answer;
            else table!.Complain(line, $"{table.Named(key)} must be a string, a number or a boolean, not {value.Kind}");
        }
        return answers;
    }

    private static Dictionary<string, Workload> ReadWorkloads(SettingsTable? table)
    {
        var workloads = new Dictionary<string, Workload>(StringComparer.Ordinal);
        foreach (var (key, line, value) in table?.Entries ?? [])
        {
            if (value is not TomlTable inner)
            {
                table!.Complain(line, $"{table.Named(key)} must be a table: write [workloads.{key}] and run = \"…\" under it");
                continue;
            }
            var workload = table!.Inner(key, inner);
            var run = workload.Text("run", "python bench/feed.py");
            workload.Finish();
            if (run is not null) workloads[key] = new Workload(run);
            else if (inner["run"] is null) workload.Complain(line, $"[workloads.{key}] needs `run`, the command to run");
        }
        return workloads;
    }

    private static ProveSettings ReadProve(SettingsTable? table)
    {
        var shipped = new ProveSettings();
        if (table is null) return shipped;
        var prove = new ProveSettings
        {
            Bar = table.Number("bar", Quantities.Share, least: 0, greatest: 1, "3%") ?? shipped.Bar,
            Confidence = table.Number("confidence", Quantities.Count, least: 0, greatest: 1, "0.95") ?? shipped.Confidence,
            Budget = table.Quantity("budget", ReadBudget, "3m") ?? shipped.Budget,
            Float = table.Quantity("float", FloatPolicy.Parse, "rel:1e-9") ?? shipped.Float,
        };
        table.Finish();
        return prove;
    }

    private static TimeSpan? ReadBudget(string text) =>
        Quantities.Nanoseconds(text) is { } nanoseconds and > 0 and < 1e18 ? TimeSpan.FromSeconds(nanoseconds / 1e9) : null;

    private static string? ReadBaseline(SettingsTable? table)
    {
        var file = table?.Text("file", "lever-baseline.json");
        table?.Finish();
        return file;
    }
}
