using System.Globalization;
using System.Text;
using Lever.Commands;
using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Rules;
using Lever.Workspace;

namespace Lever.Answering;

/// <summary>What a word of a report means: a rule, a term, a topic of the guide or a cost row.</summary>
internal static class Explanations
{
    /// <param name="configuration">Asked for where a cost row may be meant; null where it must be put right first.</param>
    /// <returns>A page of whole lines, or why there is none; neither where the configuration, which said so itself, is wrong.</returns>
    public static (string? Page, string? Problem) Of(string name, Palette palette, Func<Configuration?> configuration, Host host)
    {
        if (RuleCatalog.Find(name) is { } rule) return (OfRule(rule, palette), null);
        if (Glossary.Terms.TryGetValue(name, out var meaning)) return ($"{palette.Paint(Style.Heading, name)}: {meaning}\n", null);
        if (Topics.Find(name) is { } topic) return ($"{palette.Paint(Style.Heading, name)}\n{Page(topic, palette)}", null);
        if (configuration() is not { } known) return (null, null);
        var table = CostRows.Of(known.Settings, CalibratedCosts.Read(host));
        if (table.Find(name) is { } row) return (EstimateText.Render(row), null);
        string[] names = [.. RuleCatalog.All.Select(each => each.Name), .. Glossary.Terms.Keys, .. Topics.Names, .. table.Ids];
        return (null, $"no rule, term, cost row or topic is called `{name}`{NearestWord.Hint(name, names)}");
    }

    public static string OfRule(RuleInfo rule, Palette palette)
    {
        var about = string.Create(CultureInfo.InvariantCulture,
            $"{Words.Of(rule.Language)} · {Words.Of(rule.Lever)} · tier {Words.Of(rule.Tier)} · effort {Words.Of(rule.Effort)} · {Words.NameOf(rule.Language)} {RulesCommand.Regime(rule)} · right in {rule.Precision * 100:0} % of the cases read");
        var measured = MeasuredEffects.Table(rule.Name) is { } table ? $"\n{palette.Paint(Style.Heading, "Measured")}\n{table}" : "";
        return $"{palette.Paint(Style.Heading, rule.Name)}\n{palette.Paint(Style.Dim, about)}\n\n{Page(rule.Doc, palette)}{measured}";
    }

    private static string Page(string page, Palette palette)
    {
        var text = new StringBuilder();
        foreach (var line in page.Trim().Split('\n'))
            text.Append(line.StartsWith('#') ? palette.Paint(Style.Heading, line.TrimStart('#', ' ')) : line).Append('\n');
        return text.ToString();
    }
}
