using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>The loops that repeat a piece of code while the value it looks at stays the same.</summary>
/// <param name="Innermost">The loop next to the code.</param>
/// <param name="Outermost">The widest loop in which the value stays the same; work moved out of it runs once.</param>
/// <param name="Trips">The turns of the longest of these loops.</param>
public readonly record struct InvariantLoops(Loop Innermost, Loop Outermost, Size Trips)
{
    /// <summary>How often code repeats while a value stays the same; null where no loop does, or only a loop that ends on its first turn there.</summary>
    public static InvariantLoops? Of(PythonModule module, Node place, Node value)
    {
        InvariantLoops? found = null;
        for (var loop = Loops.Around(place); loop is { } at; loop = Loops.Around(at))
        {
            if (!at.IsComprehension && Loops.LeavesAfter(place.EnclosingStatement, at)) break;
            if (!module.Purity.IsInvariant(value, at)) break;
            var trips = module.Sizes.TripsOf(at);
            found = found is not { } inner ? new InvariantLoops(at, at, trips)
                : new InvariantLoops(inner.Innermost, at, trips.Origin > inner.Trips.Origin ? trips : inner.Trips);
        }
        return found;
    }
}
