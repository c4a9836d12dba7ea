namespace Lever.Review.Semantics.Python.Regex;

/// <summary>A part of a regular expression, with its place in the pattern.</summary>
public abstract record RegexNode(int Start, int End);

/// <summary>One character out of a set.</summary>
/// <param name="IsPlain">Is it a literal or a class without <c>^</c>? Python joins alternatives of these into one class.</param>
public sealed record RegexSet(int Start, int End, CharSet Set, bool IsPlain) : RegexNode(Start, End);

/// <summary>Parts one after another; none of them for the empty pattern.</summary>
public sealed record RegexSequence(int Start, int End, IReadOnlyList<RegexNode> Parts) : RegexNode(Start, End);

/// <summary><c>a|b</c></summary>
public sealed record RegexAlternation(int Start, int End, IReadOnlyList<RegexNode> Branches) : RegexNode(Start, End);

/// <summary><c>x*</c>, <c>x{2,5}?</c>; a possessive one stands in a <see cref="RegexAtomic"/>.</summary>
/// <param name="Maximum">Null where there is none.</param>
public sealed record RegexRepeat(int Start, int End, RegexNode Body, int Minimum, int? Maximum, bool IsLazy) : RegexNode(Start, End);

/// <summary>A group, capturing or not.</summary>
public sealed record RegexGroup(int Start, int End, RegexNode Body, bool IsCapturing) : RegexNode(Start, End);

/// <summary>What is never taken up again once it has matched: <c>(?&gt;x)</c>, <c>x++</c>.</summary>
public sealed record RegexAtomic(int Start, int End, RegexNode Body) : RegexNode(Start, End);

/// <summary>A place that consumes nothing.</summary>
public sealed record RegexAnchor(int Start, int End, RegexPlace Place) : RegexNode(Start, End);

/// <summary><c>(?=x)</c>, <c>(?!x)</c>, <c>(?&lt;=x)</c>, <c>(?&lt;!x)</c></summary>
public sealed record RegexLook(int Start, int End, RegexNode Body, bool IsBehind, bool IsNegative) : RegexNode(Start, End);

public enum RegexPlace
{
    /// <summary>The start of the text.</summary>
    Start,
    /// <summary>The start of a line.</summary>
    LineStart,
    /// <summary>The end of the text.</summary>
    End,
    /// <summary>The end of the text, or before the line break that ends it.</summary>
    LastLineEnd,
    /// <summary>The end of a line.</summary>
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}

[Flags]
public enum RegexFlags
{
    None = 0,
    IgnoreCase = 1,
    MultiLine = 2,
    DotAll = 4,
    Verbose = 8,
    Ascii = 16,
}
