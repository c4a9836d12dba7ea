using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>How strictly a finding must be shown, from what the file says of the sizes that multiply in it.</summary>
internal static class Evidence
{
    /// <summary>A where both are known to follow the user's data, B where the turns are or the file shows what is searched to be large, C where a parameter is all that speaks for it.</summary>
    public static Tier Of(Size turns, Size elements) =>
        turns.IsData && elements.IsData ? Tier.A : turns.IsData || elements.IsSeen ? Tier.B : Tier.C;

    /// <summary>Does a loop come to a search on every turn? Where it does not, and nothing says that turns or elements are many, the search may never happen.</summary>
    public static bool ComesToIt(Node search, InvariantLoops loop, Size elements) =>
        loop.Trips.IsData || elements.IsSeen || Loops.IsOnEveryTurn(search, loop.Innermost);
}
