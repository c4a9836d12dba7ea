namespace Lever.Review.Findings;

/// <summary>What there is to know of a rule without running it.</summary>
/// <param name="Name">Kebab-case, with the language's prefix, saying the pattern flagged.</param>
public sealed record RuleInfo(string Name, Language Language, LeverClass Lever, Technique Technique, Tier Tier)
{
    /// <summary>The rule's page in Markdown: a first sentence, then the fixed headings (Why it costs, Example, Keep it when, Regime, Patch safety).</summary>
    public required string Doc { get; init; }

    /// <summary>How much work its fix usually is.</summary>
    public Effort Effort { get; init; } = Effort.Small;

    /// <summary>Share of the found code's cost that fixing it removes, where the cost expressions say nothing: 0 to 1.</summary>
    public double Achievable { get; init; } = 0.5;

    /// <summary>How often a finding of this rule holds on critical reading: 0 to 1.</summary>
    public double Precision { get; init; } = 0.8;

    /// <summary>The oldest version of its language on which its advice pays, as (major, minor).</summary>
    public (int Major, int Minor)? Since { get; init; }

    /// <summary>The first version of its language on which its advice no longer pays.</summary>
    public (int Major, int Minor)? Until { get; init; }

    /// <summary>Which lines of the guide's checklist it serves, such as PY1.</summary>
    public IReadOnlyList<string> Checklist { get; init; } = [];

    /// <summary>The first sentence of the doc.</summary>
    public string Summary => Doc.AsSpan().TrimStart().ToString().Split('\n', 2)[0].Trim();
}
