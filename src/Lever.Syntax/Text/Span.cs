namespace Lever.Syntax.Text;

/// <summary>A half-open range of UTF-8 byte offsets into one source text.</summary>
/// <param name="Start">Offset of the first byte, counted from 0.</param>
/// <param name="End">Offset after the last byte; never less than <paramref name="Start"/>.</param>
public readonly record struct Span(int Start, int End)
{
    public int Length => End - Start;

    public bool Contains(int offset) => Start <= offset && offset < End;

    public bool Contains(Span other) => Start <= other.Start && other.End <= End;

    public bool Overlaps(Span other) => Start < other.End && other.Start < End;
}
