using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Syntax.Text;
using Lever.Workspace;
using Range = Lever.Review.Findings.Range;

namespace Lever.Serving.Lsp;

/// <summary>
/// A document as it was looked at last: its text then and what was found in it. It belongs to the one thread that looks; its buffers are reused from
/// version to version.
/// </summary>
internal sealed class DocumentView(OpenDocument document)
{
    private byte[] buffer = [];
    private byte[] spare = [];
    private LineMap? lines;
    private bool hasMark;
    private int serial = -1;

    public OpenDocument Document => document;

    /// <summary>The version of the text below.</summary>
    public int Version { get; private set; }

    /// <summary>Without a byte order mark; what is found counts from there.</summary>
    public SourceText Text { get; private set; } = SourceText.From("");

    /// <summary>What was known of the project when the text was looked at; null where it was not.</summary>
    public ProjectState? Known { get; private set; }

    /// <summary>The project's file whose place the document takes; null where it is none that a check reads.</summary>
    public SourceFile? File { get; private set; }

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public IReadOnlyList<FileProblem> Problems { get; private set; } = [];

    /// <summary>The functions of the text; none where no profile wants them.</summary>
    public IReadOnlyList<FunctionPlace> Functions { get; private set; } = [];

    /// <summary>What profiles said of the document at the last whole check.</summary>
    public ProfileMemory Weights { get; } = new();

    /// <summary>What a look at the text alone found, before profiles said anything of it.</summary>
    public IReadOnlyList<Finding> Alone { get; private set; } = [];

    /// <summary>What only the last whole check could see.</summary>
    public WholeSight Whole { get; } = new();

    /// <summary>Are the findings those of a check of the whole project, chains through other files among them?</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Is the text below the document's newest?</summary>
    public bool HasNewest => serial == document.Text.Serial;

    public bool IsCurrent => HasNewest && Known == document.Project.State;

    private LineMap Lines => lines ??= new LineMap(Text);

    /// <summary>Takes the document's text as it is now, for which nothing is known yet but what the last whole check said of unedited lines.</summary>
    public void Load(ProjectState? state)
    {
        var before = Whole.IsEmpty ? null : Lines;
        // The lines before are read below, so their text must stay.
        if (before is not null) (buffer, spare) = (spare, buffer);
        (lines, Findings, Problems, Functions, IsWhole, Known) = (null, [], [], [], false, state);
        File = state?.Files.GetValueOrDefault(document.Path);
        (var length, Version, serial, hasMark) = document.Text.Copy(ref buffer);
        Text = length is { } known ? new SourceText(buffer, known) : SourceText.From("");
        if (length is null) File = null;
        if (before is not null) Whole.Move(new LineShift(before, Lines));
    }

    /// <summary>What was found is of another text.</summary>
    public void Forget() => serial = -1;

    /// <summary>A look at the text alone was taken.</summary>
    /// <param name="alone">What it found.</param>
    /// <param name="weighed">The same with what profiles say.</param>
    public void Found(IReadOnlyList<Finding> alone, IReadOnlyList<Finding> weighed, IReadOnlyList<FileProblem> problems, IReadOnlyList<FunctionPlace> functions) =>
        (Alone, Findings, Problems, Functions, IsWhole) = (alone, Whole.With(weighed), problems, functions, false);

    /// <summary>The project was checked whole.</summary>
    /// <param name="weighed">What a look at the text alone found, with what profiles say now.</param>
    public void FoundWhole(IReadOnlyList<Finding> findings, IReadOnlyList<Finding> weighed, IReadOnlyList<FileProblem> problems, IReadOnlyList<FunctionPlace> functions)
    {
        Whole.Learn(findings, weighed);
        (Findings, Problems, Functions, IsWhole) = (findings, problems, functions, true);
    }

    public LspRange RangeOf(Range range) => new(PositionOf(range.Start), PositionOf(range.End));

    public LspPosition PositionOf(Position position) => Places.PositionOf(Lines, position, document.Text.Encoding, hasMark);

    /// <summary>The position where an offset into the text lies.</summary>
    public LspPosition PositionAt(int offset) => PositionOf(Lines.PositionAt(offset));

    /// <summary>A whole line.</summary>
    /// <param name="line">Counted from 1.</param>
    public LspRange LineRange(int line) => new(PositionOf(new Position(line, 1)), PositionOf(new Position(line, int.MaxValue)));

    /// <summary>What a place of the protocol's is here.</summary>
    public Position PlaceOf(LspPosition position)
    {
        if (position.Line >= Lines.LineCount) return new Position(Lines.LineCount, int.MaxValue);
        var start = Lines.StartOf(position.Line + 1);
        var characters = position.Character - (hasMark && position.Line == 0 ? Places.MarkLength(document.Text.Encoding) : 0);
        return Lines.PositionAt(start + Characters.OffsetOf(Math.Max(0, characters), Characters.LineAt(Text.Bytes, start), document.Text.Encoding));
    }

    /// <summary>The white space that a line starts with, and the offset of the line.</summary>
    /// <param name="line">Counted from 1.</param>
    public (int Start, string Indent) IndentOf(int line)
    {
        var text = Lines.TextOf(line);
        return (Lines.StartOf(line), text[..(text.Length - text.AsSpan().TrimStart(" \t\f").Length)]);
    }
}
