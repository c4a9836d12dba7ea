using Lever.Syntax.Text;

namespace Lever.Syntax.Python.Notebooks;

/// <summary>
/// Replaces what IPython understands and Python does not (`%magic`, `!command`, `name?`, `%%cell magic`) by Python of the same
/// length: `pass` for a statement, `...` for a value, blanks for a cell in another language.
/// </summary>
internal ref struct NotebookMagics
{
    private readonly Span<byte> cell;
    private readonly List<Span> found = [];
    private int at;
    private int depth;

    private NotebookMagics(Span<byte> cell) => this.cell = cell;

    /// <summary>Rewrites a cell in place.</summary>
    /// <returns>What was rewritten.</returns>
    public static IReadOnlyList<Span> Neutralise(Span<byte> cell)
    {
        var magics = new NotebookMagics(cell);
        if (!magics.IsOtherLanguage()) magics.Scan();
        return magics.found;
    }

    /// <summary>Blanks the cell magics that stand before anything else, and the whole cell where one of them takes no Python.</summary>
    private bool IsOtherLanguage()
    {
        while (true)
        {
            var start = cell[at..].IndexOfAnyExcept(" \t\r\n"u8);
            if (start < 0 || !cell[(at + start)..].StartsWith("%%"u8)) return false;
            start += at;
            var end = EndOfLine(start);
            if (!TakesPython(cell[(start + 2)..end])) end = cell.Length;
            Replace(start, end, default);
            at = end;
            if (end == cell.Length) return true;
        }
    }

    private static bool TakesPython(ReadOnlySpan<byte> magic)
    {
        var length = magic.IndexOfAny((byte)' ', (byte)'\t', (byte)'\r');
        var name = length < 0 ? magic : magic[..length];
        return name.SequenceEqual("time"u8) || name.SequenceEqual("timeit"u8) || name.SequenceEqual("capture"u8)
            || name.SequenceEqual("prun"u8) || name.SequenceEqual("debug"u8) || name.SequenceEqual("python"u8)
            || name.SequenceEqual("python3"u8) || name.SequenceEqual("memit"u8) || name.SequenceEqual("snakeviz"u8);
    }

    /// <summary>Walks the cell line by line, over strings, comments and brackets, in which nothing is a magic.</summary>
    private void Scan()
    {
        StatementStart();
        while (at < cell.Length)
        {
            switch (cell[at++])
            {
                case (byte)'#':
                    at = EndOfLine(at);
                    break;
                case (byte)'"' or (byte)'\'':
                    SkipString(cell[at - 1]);
                    break;
                case (byte)'(' or (byte)'[' or (byte)'{':
                    depth++;
                    break;
                case (byte)')' or (byte)']' or (byte)'}':
                    depth = Math.Max(0, depth - 1);
                    break;
                case (byte)'\\':
                    // An escaped line break continues the statement.
                    if (at < cell.Length && cell[at] == '\r') at++;
                    if (at < cell.Length) at++;
                    break;
                case (byte)'=':
                    AssignedMagic();
                    break;
                case (byte)'\n':
                    StatementStart();
                    break;
            }
        }
    }

    private void StatementStart()
    {
        if (depth > 0) return;
        var start = at;
        while (start < cell.Length && cell[start] is (byte)' ' or (byte)'\t') start++;
        if (start == cell.Length) return;
        if (cell[start] is (byte)'%' or (byte)'!' or (byte)'?' or (byte)',' or (byte)';' or (byte)'/')
        {
            at = EndOfCommand(start);
            Replace(start, at, "pass"u8);
            return;
        }
        var line = cell[start..EndOfLine(start)].TrimEnd(" \t\r"u8);
        // No Python ends in a question mark, except in a comment or a string.
        if (!line.EndsWith("?"u8) || line.ContainsAny((byte)'#', (byte)'"', (byte)'\'')) return;
        at = start + line.Length;
        Replace(start, at, "pass"u8);
    }

    /// <summary>`files = !ls` and `took = %timeit f()`.</summary>
    private void AssignedMagic()
    {
        if (depth > 0) return;
        var start = at;
        while (start < cell.Length && cell[start] is (byte)' ' or (byte)'\t') start++;
        if (start == cell.Length || cell[start] is not ((byte)'!' or (byte)'%')) return;
        at = EndOfCommand(start);
        Replace(start, at, "..."u8);
    }

    private void SkipString(byte quote)
    {
        var isTriple = at + 1 < cell.Length && cell[at] == quote && cell[at + 1] == quote;
        if (isTriple) at += 2;
        while (at < cell.Length)
        {
            var value = cell[at];
            if (value == '\n' && !isTriple) return;
            at++;
            if (value == '\\' && at < cell.Length) at++;
            if (value != quote) continue;
            if (!isTriple) return;
            if (at + 1 >= cell.Length || cell[at] != quote || cell[at + 1] != quote) continue;
            at += 2;
            return;
        }
    }

    private readonly int EndOfLine(int from)
    {
        var length = cell[from..].IndexOf((byte)'\n');
        return length < 0 ? cell.Length : from + length;
    }

    /// <summary>A command ends with its line, unless a backslash continues it.</summary>
    private readonly int EndOfCommand(int from)
    {
        while (true)
        {
            var end = EndOfLine(from);
            if (end == cell.Length || !cell[from..end].TrimEnd((byte)'\r').EndsWith("\\"u8)) return end;
            from = end + 1;
        }
    }

    private readonly void Replace(int start, int end, ReadOnlySpan<byte> placeholder)
    {
        found.Add(new Span(start, end));
        foreach (ref var value in cell[start..end])
            if (value is not ((byte)'\n' or (byte)'\r')) value = (byte)' ';
        if (placeholder.IsEmpty) return;
        // Too short for the word: any expression will do.
        var first = EndOfLine(start) - start;
        if (placeholder.Length > first) placeholder = first < 3 ? "0"u8 : "..."u8;
        placeholder.CopyTo(cell[start..]);
    }
}
