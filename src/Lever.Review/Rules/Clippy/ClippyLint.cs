using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Clippy;

/// <summary>A lint of clippy's that speaks of performance. It is no rule of the engine's: what the compiler found is handed in.</summary>
/// <param name="own">The rules of Lever's that tell the same, where they tell it at the same lines.</param>
public sealed class ClippyLint(string name, LeverClass lever, Technique technique, Tier tier, double precision, params string[] own) : RustRule
{
    public override RuleInfo Info { get; } = new(name, Language.Rust, lever, technique, tier)
    {
        Precision = precision,
        Achievable = 0.5,
        Doc = $"""
            The compiler's `{name}`, as clippy reported it.

            ## Why it costs
            See clippy's own page of the lint. Lever has no experiment of its own for it unless one of its rules tells the same.

            ## Keep it when
            Clippy's page says so, or a profile shows that the place does not matter.

            ## Patch safety
            Suggestions that clippy calls machine applicable are patches here too; all others ask for consent.
            """,
    };

    /// <summary>The rules of Lever's that tell the same.</summary>
    public IReadOnlyList<string> Own { get; } = own;

    public override ReadOnlySpan<Kind> Visits => [];

    public override void Visit(Node node, RustContext context)
    {
    }
}
