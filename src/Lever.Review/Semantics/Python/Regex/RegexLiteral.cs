using System.Text;

namespace Lever.Review.Semantics.Python.Regex;

/// <summary>A pattern that matches one text alone.</summary>
/// <param name="Text">That text, which is not empty.</param>
/// <param name="AtStart">Must it stand at the start of what is searched?</param>
/// <param name="AtEnd">Must it stand at the very end?</param>
public sealed record RegexLiteral(string Text, bool AtStart, bool AtEnd)
{
    /// <summary>What a pattern amounts to; null where it can match more than one text.</summary>
    public static RegexLiteral? Of(RegexNode tree)
    {
        IReadOnlyList<RegexNode> parts = tree is RegexSequence sequence ? sequence.Parts : [tree];
        var (first, end) = (0, parts.Count);
        // `$` also matches before a line feed that ends the text, and lines begin at more places than the text's start.
        var atStart = first < end && parts[first] is RegexAnchor { Place: RegexPlace.Start };
        if (atStart) first++;
        var atEnd = first < end && parts[end - 1] is RegexAnchor { Place: RegexPlace.End };
        if (atEnd) end--;
        var text = new StringBuilder();
        for (var part = first; part < end; part++)
        {
            if (parts[part] is not RegexSet { Set: var set } || UInt128.PopCount(set.Low) + UInt128.PopCount(set.High) != 1) return null;
            text.Append(set.Example);
        }
        return text.Length == 0 ? null : new RegexLiteral(text.ToString(), atStart, atEnd);
    }
}
