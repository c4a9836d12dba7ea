using System.Collections.Immutable;

namespace Lever.Experiments.Equivalence;

/// <summary>What a value's record says it is made of.</summary>
internal enum NodeKind
{
    /// <summary>Ordered children.</summary>
    Sequence,

    /// <summary>Children ordered by their own records, for they have no order of their own.</summary>
    Set,

    /// <summary>Keys and values in turn, in insertion order.</summary>
    Map,

    /// <summary>Named children.</summary>
    Object,
    Exception,
    Iterator,

    /// <summary>Too many elements to list: hashes of them in order, and of them sorted.</summary>
    Digest,

    /// <summary>Something of which only the type is known.</summary>
    Opaque,
}

/// <summary>A value: written out (<see cref="Node"/> below zero) or the number of a node of the same graph.</summary>
internal readonly record struct Reference(int Node, string Type, string Text)
{
    public bool IsNode => Node >= 0;
}

/// <param name="HasIdentity">Whether it matters which object it is: it can change, or is compared by identity.</param>
/// <param name="Names">Of the children of an object.</param>
internal sealed record Node(NodeKind Kind, string Type, bool HasIdentity, ImmutableArray<string> Names, ImmutableArray<Reference> Children, string Text);

/// <summary>What one call did, as the harness wrote it down.</summary>
/// <param name="NoAnswer">Why there is no record; null where there is one.</param>
/// <param name="Unmade">Why its arguments could not be made; null where they could.</param>
/// <param name="Outside">Whether the arguments are outside of what the annotations promise.</param>
/// <param name="Mutates">Whether the call changes its arguments, so that every call needs its own.</param>
/// <param name="Roots">By name: <c>arguments</c>, and <c>result</c>, <c>items</c> or <c>raised</c>.</param>
/// <param name="Facts">Everything else that was seen, by name.</param>
/// <param name="Unseen">What cannot be compared; empty where all can.</param>
/// <param name="Kept">Global state that could not be put back.</param>
internal sealed record Observation(
    int Case,
    string Call,
    string Label,
    bool Outside,
    string? NoAnswer,
    string? Unmade,
    bool Mutates,
    ImmutableArray<Node> Nodes,
    ImmutableDictionary<string, Reference> Roots,
    ImmutableDictionary<string, string> Facts,
    ImmutableArray<string> Unseen,
    ImmutableArray<string> Kept)
{
    public bool IsLazy => Facts.ContainsKey("lazy") && Facts["lazy"] != "coroutine";

    public static Observation Missing(int number, string call, string label, bool outside, string? noAnswer, string? unmade) =>
        new(number, call, label, outside, noAnswer, unmade, false, [], ImmutableDictionary<string, Reference>.Empty, ImmutableDictionary<string, string>.Empty, [], []);

    /// <summary>The type of the exception that it raised; null where it raised none.</summary>
    public string? Raised => Roots.TryGetValue("raised", out var raised) && raised.IsNode && raised.Node < Nodes.Length ? Nodes[raised.Node].Type : null;
}
