using Lever.Review.Findings;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>An argument of a call that is a row, or rows.</summary>
/// <param name="Call">The call's node.</param>
/// <param name="Position">Its position among the positional arguments; -1 where it is passed by name.</param>
/// <param name="Name">The name that it is passed by; empty where it has a position.</param>
/// <param name="AreMany">Is it rows that the function goes through, and not one row?</param>
public readonly record struct GivenRows(int Call, int Position, string Name, bool AreMany)
{
    /// <summary>The place of an argument in the call around it; null for expressions that no call is given.</summary>
    public static GivenRows? Of(Node argument, bool areMany)
    {
        var (given, keyword) = argument.Parent.Kind == Kind.Keyword ? (argument.Parent, argument.Parent.AsKeyword?.Name) : (argument, null);
        if (given.Parent.AsCall is not { HasUnpacking: false } call || call.Callee == given) return null;
        if (keyword is not null) return new GivenRows(call.Node.Id, -1, keyword, areMany);
        var position = 0;
        foreach (var other in call.Arguments)
        {
            if (other == given) return new GivenRows(call.Node.Id, position, "", areMany);
            position++;
        }
        return null;
    }
}

/// <summary>Something that a called function reads of a row that it is given.</summary>
/// <param name="Way">From the function to the place, through functions that it hands the row on to; the place last.</param>
/// <param name="IsSure">Does each call come to it?</param>
/// <param name="Writes">Does a function on the way write rows too? Then what is read is not all that a row costs.</param>
public sealed record ReadByCallee(RowRead Read, IReadOnlyList<ChainStep> Way, bool IsSure, bool Writes);

/// <summary>What functions that this file calls read of the rows that they are given: nothing at a first look.</summary>
internal sealed class CalleeReads
{
    private readonly Dictionary<GivenRows, IReadOnlyList<ReadByCallee>> known = [];

    public void Reset() => known.Clear();

    public void Learn(GivenRows given, IReadOnlyList<ReadByCallee> reads) => known[given] = reads;

    public IReadOnlyList<ReadByCallee>? Of(GivenRows given) => known.GetValueOrDefault(given);
}
