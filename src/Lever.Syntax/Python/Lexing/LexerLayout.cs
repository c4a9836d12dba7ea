using Lever.Syntax.Text;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Lexing;

/// <summary>Lines, indentation, and the end of the file.</summary>
internal sealed unsafe partial class Lexer
{
    /// <summary>CPython's limit of nested indentation.</summary>
    private const int MaxIndents = 100;

    private const int TabSize = 8;

    private byte* LineBreak(byte* at)
    {
        var length = *at == '\r' && at[1] == '\n' ? 2 : 1;
        Add(Newline, at, length);
        return LineStart(at + length);
    }

    /// <summary>Skips blank lines and comments, then compares the next line's indentation with those that are open.</summary>
    /// <returns>The first byte of the line that is no blank.</returns>
    private byte* LineStart(byte* at)
    {
        for (; ; )
        {
            var lineStart = at;
            at = Scan.Spaces(at);
            var column = (int)(at - lineStart);
            var tabbed = column;
            if (*at is (byte)'\t' or (byte)'\f' or (byte)'\\') at = MixedIndentation(at, ref column, ref tabbed);
            if (*at == '#') at = Comment(at);
            else if (*at is not ((byte)'\n' or (byte)'\r'))
            {
                // At the end of the file all blocks are closed, whatever blanks precede it.
                if (at >= limit) return at;
                if (column != indents.Top.Column || tabbed != indents.Top.TabbedColumn) Indentation(at, column, tabbed);
                return at;
            }
            if (*at == '\r' && at[1] == '\n') at++;
            if (at < limit) at++;
        }
    }

    /// <summary>Tabs reach the next multiple of eight; a form feed starts anew; a backslash joins lines and keeps the first's column.</summary>
    private byte* MixedIndentation(byte* at, ref int column, ref int tabbed)
    {
        var joinedColumn = 0;
        for (; ; at++)
        {
            switch (*at)
            {
                case (byte)' ':
                    column++;
                    tabbed++;
                    continue;
                case (byte)'\t':
                    column = (column / TabSize + 1) * TabSize;
                    tabbed++;
                    continue;
                case (byte)'\f':
                    column = tabbed = 0;
                    continue;
                case (byte)'\\' when at[1] is (byte)'\n' or (byte)'\r':
                    if (joinedColumn == 0) joinedColumn = column;
                    if (at[1] == '\r' && at[2] == '\n') at++;
                    at++;
                    if (at + 1 >= limit) Report(at, at, "the file ends after a backslash that joins lines");
                    continue;
                default:
                    if (joinedColumn > 0) column = tabbed = joinedColumn;
                    return at;
            }
        }
    }

    private void Indentation(byte* at, int column, int tabbed)
    {
        var offset = Offset(at);
        var top = indents.Top;
        if (column > top.Column)
        {
            if (tabbed <= top.TabbedColumn) ReportTabs(at);
            if (indents.Count == MaxIndents)
            {
                // Deeper lines become part of the innermost block.
                if (!tooManyIndents) Report(at, at, $"blocks are nested deeper than {MaxIndents - 1}");
                tooManyIndents = true;
                return;
            }
            indents.Push((column, tabbed));
            tokens.Add(Indent, offset, offset);
            return;
        }
        while (indents.Count > 1 && column <= indents[indents.Count - 2].Column)
        {
            indents.Pop();
            tokens.Add(Dedent, offset, offset);
        }
        if (column != indents.Top.Column)
        {
            Report(at, at, "this line's indentation matches no outer block's");
            // The line stays in the innermost block that it is indented for.
            indents.Top = (column, tabbed);
        }
        else if (tabbed != indents.Top.TabbedColumn)
        {
            ReportTabs(at);
        }
    }

    private void ReportTabs(byte* at) => Report(at, at, "tabs and spaces are mixed so that the indentation depends on the size of a tab");

    /// <summary>
    /// Only statements have this keyword, so inside brackets it shows that one was never closed. Where it starts its line, the
    /// statement before ends here.
    /// </summary>
    private void RecoverAtKeyword(byte* at)
    {
        var lineStart = at;
        while (lineStart > origin && lineStart[-1] is (byte)' ' or (byte)'\t') lineStart--;
        if (lineStart > origin && lineStart[-1] is not ((byte)'\n' or (byte)'\r')) return;
        EndBrackets();
        var offset = tokens.Last.End;
        tokens.Add(Newline, offset, offset);
        LineStart(lineStart);
    }

    private void EndBrackets()
    {
        var bracket = brackets[0];
        var token = tokens.Items[bracket.Token];
        Report(origin + token.Start, origin + token.End,
            bracket.IsField ? "a replacement field of this f-string was never closed" : $"`{(char)bracket.Byte}` was never closed");
        brackets.Cut(0);
        fstrings.Cut(0);
    }

    private void Finish(byte* at)
    {
        var offset = Offset(at);
        if (brackets.Count > 0) EndBrackets();
        if (tokens.Count > 0 && tokens.Last.Kind is not (Newline or Dedent)) tokens.Add(Newline, offset, offset);
        for (; indents.Count > 1; indents.Pop()) tokens.Add(Dedent, offset, offset);
        tokens.Add(EndOfFile, offset, offset);
    }
}
