using System.Text;
using Lever.Review.Findings;
using Lever.Syntax.Text;

namespace Lever.Review.Reports;

/// <summary>A file's text with edits carried out.</summary>
public static class PatchText
{
    /// <param name="edits">In any order; each lies within the text, and none overlaps another.</param>
    /// <exception cref="ArgumentException">An edit lies outside the text or overlaps another: a rule made a broken fix.</exception>
    public static SourceText Apply(SourceText text, IReadOnlyList<Edit> edits)
    {
        using var patched = new MemoryStream(text.Length);
        var at = 0;
        // The sort is stable, so that insertions at one place keep their order.
        foreach (var edit in edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End))
        {
            var (start, end) = (edit.Span.Start, edit.Span.End);
            if (start < at) throw new ArgumentException($"the edit at byte {start} overlaps the one before it", nameof(edits));
            if (end < start || end > text.Length)
                throw new ArgumentException($"the edit {start}..{end} lies outside a text of {text.Length} bytes", nameof(edits));
            patched.Write(text[new Span(at, start)]);
            patched.Write(Encoding.UTF8.GetBytes(edit.NewText));
            at = end;
        }
        patched.Write(text[new Span(at, text.Length)]);
        return SourceText.FromUtf8(patched.GetBuffer().AsSpan(0, (int)patched.Length));
    }
}
