using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Rules;

namespace Lever.Commands;

/// <summary><c>lever rules</c>: every rule there is.</summary>
internal static class RulesCommand
{
    private const string Summary = "List every rule with its lever, language, regime and effect";

    private static HelpPage Page() => new(Summary)
    {
        Examples = [("lever rules", "a table"), ("lever rules --format json", "for programs"), ("lever rules --format markdown", "for a document")],
        Next = "`lever explain RULE` shows a rule's page. Tier A is shown from the code alone, B where the code is at least warm, C where a profile gives it weight.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var format = Options.Choice("--format", "FORMAT", "How to print", ["terminal", "markdown", "json"]);
        var command = new TaughtCommand("rules", Summary, Page) { format };
        command.SetAction(parsed =>
        {
            var rules = RuleCatalog.All;
            switch (parsed.GetValue(format))
            {
                case "json":
                    WriteJson(host.Output, rules);
                    break;
                case "markdown":
                    WriteMarkdown(host.Out, rules);
                    break;
                default:
                    WriteTable(host.Out, rules, host.Layout(global.Read(parsed).Color).Palette);
                    break;
            }
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>The Python versions on which a rule's advice pays.</summary>
    internal static string Regime(RuleInfo rule) => (rule.Since, rule.Until) switch
    {
        (null, null) => "any",
        ({ } since, null) => string.Create(CultureInfo.InvariantCulture, $"{since.Major}.{since.Minor}+"),
        (null, { } until) => string.Create(CultureInfo.InvariantCulture, $"<{until.Major}.{until.Minor}"),
        ({ } since, { } until) => string.Create(CultureInfo.InvariantCulture, $"{since.Major}.{since.Minor}..<{until.Major}.{until.Minor}"),
    };

    /// <summary>What the fix saves of the found code's cost: as measured, else as the rule's author puts it.</summary>
    private static double Saves(RuleInfo rule) => MeasuredEffects.ShareSaved(rule.Name) ?? rule.Achievable;

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    private static void WriteTable(TextWriter output, IReadOnlyList<RuleInfo> rules, Palette palette)
    {
        string[][] rows =
        [
            ["rule", "lever", "tier", "language", "regime", "saves", "what it flags"],
            .. rules.Select(rule => new[]
            {
                rule.Name, Words.Of(rule.Lever), Words.Of(rule.Tier), Words.Of(rule.Language), Regime(rule), Share(Saves(rule)), rule.Summary,
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, 6).Select(column => rows.Max(row => row[column].Length) + 2)];
        for (var at = 0; at < rows.Length; at++)
        {
            var style = at == 0 ? Style.Heading : Style.Plain;
            for (var column = 0; column < widths.Length; column++)
                output.Write(palette.Paint(column == 0 && at > 0 ? Style.Code : style, rows[at][column]) + new string(' ', widths[column] - rows[at][column].Length));
            output.Write(palette.Paint(style, rows[at][6]) + "\n");
        }
    }

    private static void WriteMarkdown(TextWriter output, IReadOnlyList<RuleInfo> rules)
    {
        output.Write("| rule | lever | tier | language | regime | saves | what it flags |\n|---|---|---|---|---|---:|---|\n");
        foreach (var rule in rules)
        {
            var summary = rule.Summary.Replace("|", "\\|", StringComparison.Ordinal);
            output.Write($"| `{rule.Name}` | {Words.Of(rule.Lever)} | {Words.Of(rule.Tier)} | {Words.Of(rule.Language)} | {Regime(rule)} | {Share(Saves(rule))} | {summary} |\n");
        }
    }

    private static void WriteJson(Stream output, IReadOnlyList<RuleInfo> rules)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "lever.rules/1");
            json.WriteStartArray("rules");
            foreach (var rule in rules)
            {
                json.WriteStartObject();
                json.WriteString("name", rule.Name);
                json.WriteString("language", Words.Of(rule.Language));
                json.WriteString("lever", Words.Of(rule.Lever));
                json.WriteString("technique", Words.Of(rule.Technique));
                json.WriteString("tier", Words.Of(rule.Tier));
                json.WriteString("effort", Words.Of(rule.Effort));
                json.WriteString("regime", Regime(rule));
                json.WriteNumber("achievable", Math.Round(Saves(rule), 3));
                json.WriteStartArray("measured");
                foreach (var row in MeasuredEffects.Of(rule.Name))
                {
                    json.WriteStartObject();
                    json.WriteString(row.Toolchain.Language == Language.Rust ? "rustc" : "python", row.Toolchain.Version);
                    json.WriteNumber("n", row.Size);
                    json.WriteString("metric", row.Metric);
                    json.WriteNumber("ratio", row.Ratio);
                    json.WriteNumber("low", row.Low);
                    json.WriteNumber("high", row.High);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteNumber("precision", rule.Precision);
                json.WriteStartArray("checklist");
                foreach (var item in rule.Checklist) json.WriteStringValue(item);
                json.WriteEndArray();
                json.WriteString("summary", rule.Summary);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }
}
