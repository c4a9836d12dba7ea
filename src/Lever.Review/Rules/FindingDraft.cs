using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules;

/// <summary>A finding while a rule writes it. Its three duties: the message says what, labels and cost why and how much, the fix what to do.</summary>
public sealed class FindingDraft
{
    private readonly List<(Span Span, string Text)> labels = [];
    private readonly List<SizeAssumption> sizes = [];
    private readonly List<ChainStep> chain = [];

    internal FindingDraft(Rule rule, Node node, string message)
    {
        Rule = rule;
        Node = node;
        Message = message;
        Tier = rule.Info.Tier;
    }

    internal Rule Rule { get; }

    internal Node Node { get; }

    internal string Message { get; }

    internal Tier Tier { get; private set; }

    internal IReadOnlyList<(Span Span, string Text)> Labels => labels;

    internal IReadOnlyList<SizeAssumption> Sizes => sizes;

    internal IReadOnlyList<ChainStep> Chain => chain;

    /// <summary>Is it told only where a profile is at hand?</summary>
    internal bool IsForProfiles { get; private set; }

    /// <inheritdoc cref="WorthOnce"/>
    public bool IsWorthOnce { get; private set; }

    /// <summary>Does it rest on a loop of another file?</summary>
    internal bool IsRepeatedElsewhere { get; private set; }

    internal string? CostBefore { get; private set; }

    internal string? CostAfter { get; private set; }

    internal string? BreakEvenAt { get; private set; }

    internal string? QuestionAsked { get; private set; }

    internal Applicability Applicability { get; private set; } = Applicability.Manual;

    internal string FixSummary { get; private set; } = "";

    internal IReadOnlyList<string> Contract { get; private set; } = [];

    internal SourcePatch? Patch { get; private set; }

    /// <summary>A second place that explains the first.</summary>
    public FindingDraft Label(Node node, string text)
    {
        labels.Add((node.Span, text));
        return this;
    }

    /// <summary>A label on a compound statement's first line alone, so that a whole loop is not underlined.</summary>
    public FindingDraft LabelHead(Node statement, string text)
    {
        var end = statement.Bytes.IndexOf((byte)'\n');
        labels.Add((end < 0 ? statement.Span : new Span(statement.Start, statement.Start + end), text));
        return this;
    }

    /// <summary>A place in another file that the finding leads to.</summary>
    public FindingDraft LeadsTo(ChainStep place)
    {
        chain.Add(place);
        return this;
    }

    /// <summary>Costs before and after the fix, for one run of the code, in the grammar of `lever estimate`.</summary>
    /// <param name="breakEven">When the fix pays, such as <c>m > 8</c>; left out where the expressions say it.</param>
    public FindingDraft Cost(string before, string after, string? breakEven = null)
    {
        CostBefore = before;
        CostAfter = after;
        BreakEvenAt = breakEven;
        return this;
    }

    /// <summary>Binds a size of the cost expressions to what the file says of it.</summary>
    public FindingDraft Size(string name, Size size)
    {
        sizes.Add(new SizeAssumption(name, size.Low, size.Typical, size.High, size.Source));
        return this;
    }

    /// <summary>Shows this finding only under stricter conditions than the rule's usual ones.</summary>
    public FindingDraft AtTier(Tier tier)
    {
        if (tier > Tier) Tier = tier;
        return this;
    }

    /// <summary>Leaves it to a profile where a size that the gain hangs on is not known: true of any code, it is news only where the code is warm.</summary>
    public FindingDraft ForProfilesUnless(bool isKnown)
    {
        IsForProfiles |= !isKnown;
        return this;
    }

    /// <summary>Says that it is worth a change even where the code runs once: what it costs grows with data on a disk.</summary>
    public FindingDraft WorthOnce()
    {
        IsWorthOnce = true;
        return this;
    }

    /// <summary>Says that it rests on a loop of another file, the way from which its chain tells.</summary>
    internal FindingDraft FromElsewhere()
    {
        IsRepeatedElsewhere = true;
        return this;
    }

    /// <summary>A closed question whose answer decides the finding.</summary>
    public FindingDraft Ask(string question)
    {
        QuestionAsked = question;
        return this;
    }

    /// <summary>What to do, where no patch is offered: an imperative without a final period.</summary>
    public FindingDraft Advise(string summary, params IReadOnlyList<string> contract) => Fixed(Applicability.Manual, summary, null, contract);

    /// <summary>A patch that keeps observable behaviour.</summary>
    public FindingDraft FixSafely(string summary, SourcePatch? patch) => Fixed(patch is null ? Applicability.Manual : Applicability.Safe, summary, patch, []);

    /// <summary>A patch to whose contract someone must agree.</summary>
    public FindingDraft FixWithConsent(string summary, SourcePatch? patch, params IReadOnlyList<string> contract) =>
        Fixed(patch is null ? Applicability.Manual : Applicability.Unsafe, summary, patch, contract);

    private FindingDraft Fixed(Applicability applicability, string summary, SourcePatch? patch, IReadOnlyList<string> contract)
    {
        (Applicability, FixSummary, Patch, Contract) = (applicability, summary, patch, contract);
        return this;
    }
}
