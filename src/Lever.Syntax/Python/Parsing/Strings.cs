using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>String literals that stand side by side, and the replacement fields of f-strings and t-strings.</summary>
internal static class Strings
{
    /// <summary>Literal text that one constant will stand for: neighbours are merged, and empty text has no node.</summary>
    private struct Literal
    {
        private int start;
        private int end;
        private bool any;
        private bool hasText;

        public void Add(int from, int to, bool isEmpty)
        {
            if (!any) start = from;
            any = true;
            end = to;
            hasText |= !isEmpty;
        }

        public void Flush(Cursor c)
        {
            if (hasText) c.Leaf(Python.Kind.Constant, start, end, (int)ConstantKind.Str);
            this = default;
        }
    }

    // strings: (fstring | tstring | STRING)+
    public static void Parse(Cursor c)
    {
        if (c.Kind is TokenKind.String or Bytes && c.Peek() is not (TokenKind.String or Bytes or FStringStart or TStringStart))
        {
            Atoms.Constant(c, c.Kind == Bytes ? ConstantKind.Bytes : ConstantKind.Str);
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        var (plain, bytes, formatted, templates) = (0, 0, 0, 0);
        var literal = default(Literal);
        for (; ; )
        {
            ref readonly var token = ref c.Current;
            if (c.At(FStringStart))
            {
                formatted++;
                Parts(c, ref literal, Python.Kind.FormattedValue);
            }
            else if (c.At(TStringStart))
            {
                templates++;
                Parts(c, ref literal, Python.Kind.Interpolation);
            }
            else if (c.Kind is TokenKind.String or Bytes)
            {
                if (c.At(Bytes)) bytes++;
                else plain++;
                literal.Add(token.Start, token.End, token.Data == 1);
                c.Bump();
            }
            else
            {
                break;
            }
        }
        if (bytes > 0 && plain + formatted + templates > 0) c.Report(start, c.End, "bytes and text literals cannot be joined");
        else if (templates > 0 && plain + formatted > 0) c.Report(start, c.End, "t-strings cannot be joined with other strings");
        if (formatted + templates == 0)
        {
            c.Leaf(Python.Kind.Constant, start, c.End, (int)(bytes > 0 ? ConstantKind.Bytes : ConstantKind.Str));
            return;
        }
        literal.Flush(c);
        c.Finish(templates > 0 ? Python.Kind.TemplateStr : Python.Kind.JoinedStr, mark, start);
    }

    // fstring: FSTRING_START fstring_middle* FSTRING_END
    private static void Parts(Cursor c, ref Literal literal, Kind field)
    {
        c.Bump();
        Middles(c, ref literal, field);
        c.Expect(FStringEnd, "expected the end of this f-string");
    }

    // fstring_middle: fstring_replacement_field | FSTRING_MIDDLE
    private static void Middles(Cursor c, ref Literal literal, Kind field)
    {
        for (; ; )
        {
            if (c.At(FStringMiddle))
            {
                literal.Add(c.Start, c.Current.End, c.Current.Data == 1);
                c.Bump();
            }
            else if (c.At(FieldOpen))
            {
                Field(c, ref literal, field);
            }
            else
            {
                return;
            }
        }
    }

    // fstring_replacement_field: '{' annotated_rhs ['='] [fstring_conversion] [fstring_full_format_spec] '}'
    private static void Field(Cursor c, ref Literal literal, Kind kind)
    {
        var start = c.Start;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var equal = FindDebugEqual(c);
        if (equal > 0) literal.Add(start + 1, c.TokenAt(equal + 1).Start, isEmpty: false);
        literal.Flush(c);
        var mark = c.Mark;
        Expressions.YieldOrStarExpressions(c);
        if (c.TargetMinor < 12 && !c.Failed && (Kind)c.Tree.LastKind == Python.Kind.Starred)
            Versions.Require(c, 12, start, "a starred expression alone in a replacement field");
        if (equal > 0) c.Expect(Equal, "expected `=` after the expression of a replacement field");
        var conversion = Conversion(c);
        if (c.At(FieldColon))
        {
            FormatSpec(c);
        }
        else
        {
            c.Absent();
            if (equal > 0 && conversion < 0) conversion = 'r';
        }
        if (!c.Eat(FieldClose)) c.Fail($"expected `}}` after the expression of a replacement field, found {c.Found()}");
        c.Finish(kind, mark, start, c.End, conversion);
        c.Ascend(Cursor.BracketWeight);
    }

    /// <summary>The `=` that shows the expression's source, or -1. It stands last in the expression, outside of all brackets.</summary>
    private static int FindDebugEqual(Cursor c)
    {
        for (var index = c.Position; ; index++)
        {
            ref readonly var token = ref c.TokenAt(index);
            switch (token.Kind)
            {
                case LParen or LBracket or LBrace or FieldOpen:
                    if (token.Data == 0) return -1;
                    index = token.Data;
                    break;
                case Equal when c.TokenAt(index + 1).Kind is FieldClose or FieldColon or Exclamation:
                    return index;
                case FieldClose or FieldColon or Exclamation or Newline or EndOfFile:
                    return -1;
            }
        }
    }

    // fstring_conversion: '!' NAME
    private static int Conversion(Cursor c)
    {
        if (!c.Eat(Exclamation)) return -1;
        var end = c.End;
        var letter = c.Source.Buffer[c.Start];
        if (!c.At(Name) || c.Current.End - c.Start != 1 || letter is not ((byte)'s' or (byte)'r' or (byte)'a'))
        {
            c.Fail($"expected the conversion `s`, `r` or `a` after `!`, found {c.Found()}");
            return -1;
        }
        if (c.Start != end) c.Report(end, c.Start, "no blank may stand between `!` and the conversion");
        c.Bump();
        return letter;
    }

    // fstring_full_format_spec: ':' fstring_format_spec*
    private static void FormatSpec(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var literal = default(Literal);
        c.Bump();
        Middles(c, ref literal, Python.Kind.FormattedValue);
        literal.Flush(c);
        c.Finish(Python.Kind.JoinedStr, mark, start);
    }
}
