using System.Globalization;
using System.Text;
using Lever.Review.Settings;

namespace Lever.Setup;

/// <summary>A first <c>lever.toml</c>: what is in force, and what could be said, filled in from what lies in the project.</summary>
internal static class SettingsFile
{
    public static string Text(ProjectSurvey survey)
    {
        var shipped = new CheckSettings();
        var prove = new ProveSettings();
        var text = new StringBuilder();
        text.Append("""
            # Settings of Lever. All of them may be left out; those behind a `#` show how they would be written.

            [goal]
            # What a review ranks by: latency, throughput or memory, and the figure to reach.
            # metric = "latency"
            # target = "300ms"

            [scope]
            # Globs that beat what Lever makes of paths, decorators and calls by itself.

            """);
        text.Append(CultureInfo.InvariantCulture, $"# hot = [\"{(survey.Python > 0 || survey.Rust == 0 ? "src/feed/**" : "src/parser/**")}\"]\n# init = [\"**/settings.py\"]\n# test = [\"tests/**\"]\n\n");
        text.Append(CultureInfo.InvariantCulture, $"""
            [check]
            # How many issues a review shows, and the grade of evidence from which on a finding fails a run
            # ({string.Join(", ", CheckSettings.FailOnValues)}).
            top = {shipped.Top}
            fail-on = "never"
            # ignore = ["py-attr-chain-in-loop"]
            # per-file-ignores = {"{"} "scripts/**" = ["*"] {"}"}

            [target]
            # The oldest versions that the code must run on; Lever also reads requires-python and rust-version.

            """);
        text.Append(CultureInfo.InvariantCulture, $"# python = \"{survey.Target.Python?.ToString() ?? "3.11"}\"\n# rust = \"{survey.Target.Rust?.ToString() ?? "1.80"}\"\n\n");
        text.Append(CultureInfo.InvariantCulture, $"""
            [prove]
            # The least change that matters, and how long an experiment may time.
            bar = "{prove.Bar * 100:0.#}%"
            budget = "{prove.Budget.TotalMinutes:0.#}m"

            # What a function is usually called with, and costs of your own; estimates use both.
            # [sizes]
            # "feed.dedupe.unique.items" = "100..1000"
            # [costs]
            # "db.query" = {"{"} cost = "1.2ms", source = "production dashboard" {"}"}

            # Commands that stand for what matters to you: `lever prove FINDING --workload NAME`.

            """);
        foreach (var (name, command) in Workloads(survey)) text.Append(CultureInfo.InvariantCulture, $"# [workloads.{name}]\n# run = \"{command}\"\n");
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Command)> Workloads(ProjectSurvey survey)
    {
        var scripts = survey.Benches.Where(path => path.EndsWith(".py", StringComparison.Ordinal)).ToList();
        if (scripts.Count == 0) return [("feed", "python bench/feed.py")];
        return scripts.Select(path => (Name: Path.GetFileNameWithoutExtension(path).Replace('.', '-'), Command: $"python {path}")).DistinctBy(each => each.Name);
    }
}
