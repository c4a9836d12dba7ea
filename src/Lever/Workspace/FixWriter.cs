using System.Text;
using Lever.Review.Findings;
using Lever.Syntax.Python.Notebooks;
using Lever.Syntax.Text;

namespace Lever.Workspace;

/// <summary>What became of a file's fixes.</summary>
/// <param name="Applied">The findings whose edits were made.</param>
/// <param name="LeftOut">How many were not because their edits overlap others; another run finds them again.</param>
/// <param name="Trouble">Why none were made; null where they were.</param>
internal sealed record FixOutcome(IReadOnlyList<Finding> Applied, int LeftOut, string? Trouble);

/// <summary>
/// Makes the edits of findings in a file, all that go together or none. Encoding, byte order mark and line ends stay as they
/// are, and so does every byte outside the edits.
/// </summary>
internal static class FixWriter
{
    /// <param name="analysed">Of the bytes that the findings are about; another content is not touched.</param>
    /// <param name="findings">All of one file, in source order, each with edits.</param>
    public static FixOutcome Write(
        SourceFile file, ContentHash analysed, IReadOnlyList<Finding> findings, Action<ReplacementStep>? atStep = null)
    {
        byte[] bytes;
        try
        {
            bytes = FileReader.ReadSmall(file.FullPath);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return new FixOutcome([], 0, Trouble.Explain(trouble));
        }
        if (ContentHash.Of(bytes) != analysed) return new FixOutcome([], 0, "the file has changed since it was read");
        var notebook = file.Language == Language.Notebook ? Notebook.Read(bytes) : null;
        var (edits, applied) = Choose(findings, notebook);
        var (content, problem) = notebook is null ? ChangedText(file, bytes, edits) : ChangedNotebook(notebook, bytes, edits);
        problem ??= SafeFile.Replace(file.FullPath, analysed, content, atStep);
        return problem is null ? new FixOutcome(applied, findings.Count - applied.Count, null) : new FixOutcome([], 0, problem);
    }

    /// <summary>Takes findings in their order as long as their edits do not overlap those taken; the same edit counts once.</summary>
    public static (List<(Span Span, string NewText)> Edits, List<Finding> Applied) Choose(IReadOnlyList<Finding> findings, Notebook? notebook)
    {
        var taken = new List<(Span Span, string NewText)>();
        var applied = new List<Finding>();
        foreach (var finding in findings)
        {
            var start = notebook?.Cells.FirstOrDefault(cell => cell.Number == finding.Cell).Span.Start ?? 0;
            var edits = finding.Fix.Edits.Select(edit => (Span: new Span(edit.Span.Start + start, edit.Span.End + start), edit.NewText)).ToList();
            if (edits.Exists(edit => taken.Exists(other => Collide(edit, other)))) continue;
            taken.AddRange(edits.Except(taken));
            applied.Add(finding);
        }
        // Insertions at one place keep the order of their findings: this sort is stable.
        return ([.. taken.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End)], applied);
    }

    private static bool Collide((Span Span, string NewText) left, (Span Span, string NewText) right)
    {
        if (left == right) return false;
        // Whole lines put in at one place, such as imports, stand one below the other.
        if (left.Span == right.Span && left.Span.Length == 0) return !left.NewText.EndsWith('\n') || !right.NewText.EndsWith('\n');
        var isInside = left.Span.Start < right.Span.End && right.Span.Start < left.Span.End;
        return isInside || left.Span.Start == right.Span.Start;
    }

    private static (byte[] Content, string? Problem) ChangedText(SourceFile file, byte[] bytes, List<(Span Span, string NewText)> edits)
    {
        var decoded = file.Language == Language.Rust ? SourceDecoder.DecodeUtf8((ReadOnlySpan<byte>)bytes) : SourceDecoder.DecodePython((ReadOnlySpan<byte>)bytes);
        // Only what comes back as it was can be trusted to keep the bytes outside the edits.
        if (decoded.Encode(decoded.Text.Bytes) is not { } same || !same.AsSpan().SequenceEqual(bytes))
            return ([], $"its encoding, {decoded.EncodingName}, does not give back every byte; save the file as UTF-8 first");
        var result = Changed(decoded.Text.Bytes, edits);
        var parser = new SourceParser();
        var problems = parser.Parse(file, SourceText.FromUtf8(result)).Problems.Count;
        if (problems > parser.Parse(file, decoded.Text).Problems.Count) return ([], "the edits together would break its syntax");
        return decoded.Encode(result) is { } encoded ? (encoded, null) : ([], $"the new text has characters that {decoded.EncodingName} lacks");
    }

    /// <summary>A text with edits made in it, whose new lines end as its first one does.</summary>
    /// <param name="edits">In order, and apart from each other.</param>
    public static byte[] Changed(ReadOnlySpan<byte> text, IReadOnlyList<(Span Span, string NewText)> edits)
    {
        var lineBreak = LineBreakOf(text);
        var changed = new MemoryStream(text.Length + 256);
        var copied = 0;
        foreach (var (span, newText) in edits)
        {
            changed.Write(text[copied..span.Start]);
            changed.Write(Encoding.UTF8.GetBytes(WithBreaks(newText, lineBreak)));
            copied = span.End;
        }
        changed.Write(text[copied..]);
        return changed.ToArray();
    }

    /// <summary>What a text's lines end with, going by its first.</summary>
    public static string LineBreakOf(ReadOnlySpan<byte> text) => text.IndexOf((byte)'\n') is > 0 and var at && text[at - 1] == '\r' ? "\r\n" : "\n";

    public static string WithBreaks(string newText, string lineBreak) => newText.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", lineBreak, StringComparison.Ordinal);

    private static (byte[] Content, string? Problem) ChangedNotebook(Notebook notebook, byte[] bytes, List<(Span Span, string NewText)> edits) =>
        notebook.WithEdits(bytes, edits) is { } content ? (content, null) : ([], "an edit would leave its cell or touch a magic");
}
