using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Rules;

namespace Lever.Serving.Lsp;

/// <summary>A rule's page in Markdown, as <c>lever explain</c> prints it.</summary>
internal static class RulePage
{
    public static string Of(RuleInfo rule)
    {
        var measured = MeasuredEffects.Table(rule.Name) is { } table ? $"\n\n## Measured\n\n{table.TrimEnd()}" : "";
        var head = string.Create(CultureInfo.InvariantCulture, $"{Words.NameOf(rule.Language)} · {Words.Of(rule.Lever)} · tier {Words.Of(rule.Tier)} · effort {Words.Of(rule.Effort)} · right in {rule.Precision * 100:0} % of the cases read");
        return $"# {rule.Name}\n\n{head}\n\n{rule.Doc.Trim()}{measured}\n";
    }
}
