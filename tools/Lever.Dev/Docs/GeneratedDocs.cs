using System.Globalization;
using System.Text;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Rules;

namespace Lever.Dev.Docs;

/// <summary>The pages of `docs/` that are written by `lever-dev docs`: a function of what the code says of itself.</summary>
internal static class GeneratedDocs
{
    private const string Notice = "<!-- Written by `lever-dev docs`; change the rule, not this page. -->\n";

    /// <summary>The folders below the repository that hold generated pages and nothing else.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["docs/rules", "docs/man"];

    /// <summary>Every generated page by its path below the repository, with forward slashes.</summary>
    /// <param name="root">The repository's folder, whose samples show what formats hold.</param>
    public static IReadOnlyDictionary<string, string> Pages(IReadOnlyList<RuleInfo> rules, string root)
    {
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["docs/rules/README.md"] = Table(rules),
            ["docs/costs.md"] = CostPage.Text(),
            ["docs/formats.md"] = FormatsPage.Text(root),
        };
        foreach (var rule in rules) pages[$"docs/rules/{rule.Name}.md"] = Page(rule);
        var commands = CommandLine.Pages();
        foreach (var command in commands) pages["docs/man/" + ManPage.FileOf(command)] = ManPage.Text(command, commands);
        return pages;
    }

    private static string Page(RuleInfo rule)
    {
        var text = new StringBuilder(Notice);
        text.Append(CultureInfo.InvariantCulture, $"# {rule.Name}\n\n");
        text.AppendJoin(" · ",
        [
            $"lever: {Words.Of(rule.Lever)}",
            $"technique: {Words.Of(rule.Technique)}",
            $"tier {Words.Of(rule.Tier)}: {Shown(rule.Tier)}",
            $"effort: {Words.Of(rule.Effort)}",
            $"{Words.NameOf(rule.Language)}: {Versions(rule)}",
            .. rule.Checklist.Count > 0 ? (string[])["checklist: " + string.Join(", ", rule.Checklist)] : [],
        ]);
        text.Append("\n\n").Append(rule.Doc.Trim()).Append('\n');
        if (MeasuredEffects.Table(rule.Name) is { } measured) text.Append("\n## Measured\n").Append(measured);
        return text.ToString();
    }

    private static string Table(IReadOnlyList<RuleInfo> rules)
    {
        var text = new StringBuilder(Notice);
        text.Append("# Rules\n\n")
            .Append("Tier A is shown from the code alone, B where the code is at least warm, C where a profile gives it weight.\n\n")
            .Append("| rule | lever | technique | tier | versions | what it flags |\n|---|---|---|---|---|---|\n");
        foreach (var rule in rules)
        {
            text.Append(CultureInfo.InvariantCulture, $"| [{rule.Name}]({rule.Name}.md) | {Words.Of(rule.Lever)} | {Words.Of(rule.Technique)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Words.Of(rule.Tier)} | {Versions(rule)} | {MarkdownText.Cell(rule.Summary)} |\n");
        }
        return text.ToString();
    }

    private static string Shown(Tier tier) => tier switch
    {
        Tier.A => "shown from the code alone",
        Tier.B => "shown where the code is at least warm",
        _ => "shown where a profile gives it weight",
    };

    private static string Versions(RuleInfo rule) => (rule.Since, rule.Until) switch
    {
        (null, null) => "any",
        ({ } since, null) => $"from {Number(since)}",
        (null, { } until) => $"before {Number(until)}",
        ({ } since, { } until) => $"from {Number(since)}, before {Number(until)}",
    };

    private static string Number((int Major, int Minor) version) => string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}");
}
