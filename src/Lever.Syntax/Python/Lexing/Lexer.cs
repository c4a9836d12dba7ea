using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Lexing;

/// <summary>
/// Splits a file into tokens, whatever its bytes are. What lies between two tokens is blanks, comments, line breaks inside
/// brackets, and backslashes that join lines.
/// </summary>
/// <remarks>https://docs.python.org/3/reference/lexical_analysis.html, PEP 701 for f-strings, PEP 750 for t-strings.</remarks>
internal sealed unsafe partial class Lexer
{
    /// <summary>CPython's limit of open brackets.</summary>
    private const int MaxBrackets = 200;

    private readonly Keywords keywords = new();
    private readonly TokenList tokens;
    private readonly TreeBuilder tree;
    private readonly NameTable names;
    private readonly Pile<Bracket> brackets = new();
    private readonly Pile<OpenFString> fstrings = new();
    private readonly Pile<(int Column, int TabbedColumn)> indents = new();
    private byte* origin;
    private byte* limit;
    private int targetMinor;
    private bool tooManyBrackets;
    private bool tooManyIndents;

    public Lexer(TokenList tokens, TreeBuilder tree)
    {
        this.tokens = tokens;
        this.tree = tree;
        names = tree.Names;
    }

    /// <param name="text">The file.</param>
    /// <param name="minor">The feature release of the target version.</param>
    public void Lex(SourceText text, int minor)
    {
        targetMinor = minor;
        tooManyBrackets = tooManyIndents = false;
        tokens.Clear(text.Length);
        brackets.Cut(0);
        fstrings.Cut(0);
        indents.Cut(0);
        indents.Push((0, 0));
        ReportInvalidUtf8(text);
        fixed (byte* start = text.Buffer)
        {
            origin = start;
            limit = start + text.Length;
            var byteOrderMark = text.Length >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF;
            Run(byteOrderMark ? start + 3 : start);
        }
    }

    private void Run(byte* at)
    {
        at = LineStart(at);
        for (; ; )
        {
            if (*at == ' ') at++;
            switch (CharClass.Table[*at])
            {
                case CharClass.Letter:
                    at = Word(at);
                    continue;
                case CharClass.Space:
                    at++;
                    continue;
                case CharClass.LineBreak:
                    if (brackets.Count > 0)
                    {
                        at = Scan.Spaces(at + 1);
                        continue;
                    }
                    at = LineBreak(at);
                    continue;
                case CharClass.Comma:
                    Add(Comma, at, 1);
                    at++;
                    continue;
                case CharClass.Dot:
                    at = DotOrNumber(at);
                    continue;
                case CharClass.Opener:
                    Open(at++);
                    continue;
                case CharClass.Closer:
                    at = Close(at);
                    continue;
                case CharClass.Equal:
                    var isComparison = at[1] == '=';
                    Add(isComparison ? EqualEqual : TokenKind.Equal, at, isComparison ? 2 : 1);
                    at += isComparison ? 2 : 1;
                    continue;
                case CharClass.Colon:
                    at = ColonOrWalrus(at);
                    continue;
                case CharClass.Quote:
                    at = StringLiteral(at, at, raw: false, bytes: false);
                    continue;
                case CharClass.Digit:
                    at = Number(at);
                    continue;
                case CharClass.Hash:
                    at = Comment(at);
                    continue;
                case CharClass.Operator:
                    at = Operator(at);
                    continue;
                case CharClass.Backslash:
                    at = JoinLines(at);
                    continue;
                case CharClass.Zero when at >= limit:
                    Finish(at);
                    return;
                default:
                    Invalid(at, at + 1, *at == 0
                        ? "a source file cannot contain null bytes"
                        : *at < ' ' || *at == 127 ? $"the control character U+{*at:X4} belongs to no token"
                        : $"`{(char)*at}` belongs to no token");
                    at++;
                    continue;
            }
        }
    }

    private int Offset(byte* at) => (int)(at - origin);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(TokenKind kind, byte* at, int length)
    {
        var start = Offset(at);
        tokens.Add(kind, start, start + length);
    }

    private void Report(byte* start, byte* end, string message) => tree.AddProblem(new Span(Offset(start), Offset(end)), message);

    private void Invalid(byte* start, byte* end, string message)
    {
        Report(start, end, message);
        tokens.Add(Error, Offset(start), Offset(end));
    }

    private void ReportInvalidUtf8(SourceText text)
    {
        if (text.IsKnownValid || Utf8.IsValid(text.Bytes)) return;
        var rest = text.Bytes;
        while (rest.Length > 0)
        {
            var status = System.Text.Rune.DecodeFromUtf8(rest, out _, out var length);
            if (status != System.Buffers.OperationStatus.Done) break;
            rest = rest[length..];
        }
        var offset = text.Length - rest.Length;
        tree.AddProblem(new Span(offset, Math.Min(offset + 1, text.Length)), "this byte is not valid UTF-8");
    }

    // Identifiers, keywords, and the prefixes of string literals.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Word(byte* at)
    {
        var block = Vector128.Load(at);
        var length = Scan.IdentifierLength(block, out var isAscii);
        if (length == 16 || !isAscii) return LongWord(at);
        var end = at + length;
        var words = Scan.First(block, length).AsUInt64();
        var (first, second) = (words.ToScalar(), words.GetElement(1));
        var mixed = NameTable.Mix(first, second);
        var kind = keywords.Find(first, mixed);
        var start = Offset(at);
        if (kind == Name || second != 0)
        {
            if (length <= 2 && *end is (byte)'"' or (byte)'\'')
            {
                var after = PrefixedString(at, end);
                if (after != null) return after;
            }
            tokens.Add(Name, start, start + length, names.Intern(start, length, NameTable.Fold(mixed), first, second));
            return end;
        }
        if (kind >= Assert && brackets.Count > 0) RecoverAtKeyword(at);
        tokens.Add(kind, start, start + length);
        return end;
    }

    // An identifier of sixteen bytes or more, or with characters outside ASCII.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* LongWord(byte* at)
    {
        var end = Scan.Identifier(at, out var isAscii);
        if (!isAscii && !VerifyIdentifier(at, end)) return end;
        var (start, length) = (Offset(at), (int)(end - at));
        tokens.Add(Name, start, start + length, names.Intern(start, length));
        return end;
    }

    private bool VerifyIdentifier(byte* at, byte* end)
    {
        var invalid = Identifiers.FindInvalid(new ReadOnlySpan<byte>(at, (int)(end - at)), out var rune);
        if (invalid < 0) return true;
        Invalid(at, end, $"the character U+{rune.Value:X4} does not belong in an identifier");
        return false;
    }

    private byte* PrefixedString(byte* at, byte* quote)
    {
        bool raw = false, bytes = false, unicode = false, f = false, t = false;
        for (var letter = at; letter < quote; letter++)
        {
            switch (*letter | 0x20)
            {
                case 'r' when !raw: raw = true; break;
                case 'b' when !bytes: bytes = true; break;
                case 'u' when !unicode: unicode = true; break;
                case 'f' when !f: f = true; break;
                case 't' when !t: t = true; break;
                default: return null;
            }
        }
        // u stands alone; of b, f and t there is one at most.
        if (unicode && quote - at > 1) return null;
        if ((bytes ? 1 : 0) + (f ? 1 : 0) + (t ? 1 : 0) > 1) return null;
        if (t && targetMinor < 14) return null;
        return f || t ? StartFString(at, quote, raw, t) : StringLiteral(at, quote, raw, bytes);
    }

    private byte* Number(byte* at)
    {
        var end = Numbers.Read(at, out var kind, out var problem);
        if (problem is not null) Report(at, end, problem);
        tokens.Add(kind, Offset(at), Offset(end));
        return end;
    }

    private byte* DotOrNumber(byte* at)
    {
        if (CharClass.Table[at[1]] == CharClass.Digit) return Number(at);
        var isEllipsis = at[1] == '.' && at[2] == '.';
        Add(isEllipsis ? Ellipsis : Dot, at, isEllipsis ? 3 : 1);
        return at + (isEllipsis ? 3 : 1);
    }

    private byte* Comment(byte* at)
    {
        var end = Scan.LineEnd(at);
        // A null byte inside a comment does not end it.
        while (*end == 0 && end < limit)
        {
            Report(end, end + 1, "a source file cannot contain null bytes");
            end = Scan.LineEnd(end + 1);
        }
        if (fstrings.Count > 0 && targetMinor < 12) Report(at, end, "a comment within a replacement field needs Python 3.12");
        tree.AddComment(new Span(Offset(at), Offset(end)));
        return end;
    }

    private byte* JoinLines(byte* at)
    {
        var next = at + 1;
        if (*next is not ((byte)'\n' or (byte)'\r'))
        {
            Invalid(at, next, "a backslash that joins lines must be the last character of its line");
            return next;
        }
        next += *next == '\r' && next[1] == '\n' ? 2 : 1;
        if (next >= limit) Invalid(at, at + 1, "the file ends after a backslash that joins lines");
        return next;
    }

    private void Open(byte* at)
    {
        if (brackets.Count >= MaxBrackets && !tooManyBrackets)
        {
            tooManyBrackets = true;
            Report(at, at + 1, $"brackets are nested deeper than {MaxBrackets}");
        }
        brackets.Push(new Bracket(*at, tokens.Count, -1, false));
        Add(*at switch { (byte)'(' => LParen, (byte)'[' => LBracket, _ => LBrace }, at, 1);
    }

    private byte* Close(byte* at)
    {
        var kind = *at switch { (byte)')' => RParen, (byte)']' => RBracket, _ => RBrace };
        if (brackets.Count == 0)
        {
            Invalid(at, at + 1, $"`{(char)*at}` closes no bracket");
            return at + 1;
        }
        var bracket = brackets.Top;
        if (bracket.Closer != *at) return CloseMismatched(at, bracket);
        if (bracket.IsField) return CloseField(at);
        brackets.Pop();
        Add(kind, at, 1);
        tokens.Pair(bracket.Token);
        return at + 1;
    }

    private byte* CloseMismatched(byte* at, Bracket bracket)
    {
        Invalid(at, at + 1, $"`{(char)*at}` does not close `{(char)bracket.Byte}`");
        if (bracket.IsField) return at + 1;
        // Where an outer bracket is meant, the inner ones were forgotten; else this is the wrong one for the innermost.
        var meant = brackets.Count - 1;
        while (meant > 0 && !brackets[meant].IsField && brackets[meant].Closer != *at) meant--;
        var isForgotten = !brackets[meant].IsField && brackets[meant].Closer == *at;
        brackets.Cut(isForgotten ? meant : brackets.Count - 1);
        return at + 1;
    }

    private byte* ColonOrWalrus(byte* at)
    {
        if (brackets.Count > 0 && brackets.Top is { IsField: true, InSpec: false }) return StartFormatSpec(at);
        var isWalrus = at[1] == '=';
        Add(isWalrus ? ColonEqual : Colon, at, isWalrus ? 2 : 1);
        return at + (isWalrus ? 2 : 1);
    }

    private byte* Operator(byte* at)
    {
        var second = at[1];
        var (kind, length) = *at switch
        {
            (byte)'+' => second == '=' ? (PlusEqual, 2) : (Plus, 1),
            (byte)'-' => second == '=' ? (MinusEqual, 2) : second == '>' ? (Arrow, 2) : (Minus, 1),
            (byte)'*' => second == '*' ? at[2] == '=' ? (DoubleStarEqual, 3) : (DoubleStar, 2)
                : second == '=' ? (StarEqual, 2) : (Star, 1),
            (byte)'/' => second == '/' ? at[2] == '=' ? (DoubleSlashEqual, 3) : (DoubleSlash, 2)
                : second == '=' ? (SlashEqual, 2) : (Slash, 1),
            (byte)'%' => second == '=' ? (PercentEqual, 2) : (Percent, 1),
            (byte)'|' => second == '=' ? (PipeEqual, 2) : (Pipe, 1),
            (byte)'&' => second == '=' ? (AmpersandEqual, 2) : (Ampersand, 1),
            (byte)'^' => second == '=' ? (CaretEqual, 2) : (Caret, 1),
            (byte)'<' => second == '<' ? at[2] == '=' ? (LShiftEqual, 3) : (LShift, 2)
                : second == '=' ? (LessEqual, 2) : (Less, 1),
            (byte)'>' => second == '>' ? at[2] == '=' ? (RShiftEqual, 3) : (RShift, 2)
                : second == '=' ? (GreaterEqual, 2) : (Greater, 1),
            (byte)'@' => second == '=' ? (AtEqual, 2) : (TokenKind.At, 1),
            (byte)'~' => (Tilde, 1),
            (byte)';' => (Semicolon, 1),
            _ => second == '=' ? (NotEqual, 2) : (Exclamation, 1),
        };
        if (kind == Exclamation && !(brackets.Count > 0 && brackets.Top.IsField))
            Invalid(at, at + 1, "`!` belongs to no token; write `not`");
        else
            Add(kind, at, length);
        return at + length;
    }
}
