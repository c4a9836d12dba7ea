using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Lexing;

/// <summary>Splits a file into tokens, whatever its bytes are. What lies between two tokens is white space and comments.</summary>
/// <remarks>https://doc.rust-lang.org/reference/lexical-structure.html</remarks>
internal sealed unsafe partial class Lexer
{
    private readonly Keywords keywords = new();
    private readonly TokenList tokens;
    private readonly TreeBuilder tree;
    private readonly NameTable names;

    /// <summary>The indices of the open brackets' tokens.</summary>
    private readonly Pile<int> brackets = new();
    private int openParens;
    private int openBrackets;
    private int openBraces;
    private byte* origin;
    private byte* limit;
    private Edition edition;

    public Lexer(TokenList tokens, TreeBuilder tree)
    {
        this.tokens = tokens;
        this.tree = tree;
        names = tree.Names;
    }

    public void Lex(SourceText text, Edition edition)
    {
        this.edition = edition;
        tokens.Clear(text.Length);
        brackets.Cut(0);
        (openParens, openBrackets, openBraces) = (0, 0, 0);
        ReportInvalidUtf8(text);
        fixed (byte* start = text.Buffer)
        {
            origin = start;
            limit = start + text.Length;
            var at = text.Length >= 3 && start[0] == 0xEF && start[1] == 0xBB && start[2] == 0xBF ? start + 3 : start;
            Run(AfterShebang(at));
        }
    }

    private void Run(byte* at)
    {
        for (; ; )
        {
            if (*at == ' ') at++;
            switch (CharClass.Table[*at])
            {
                case CharClass.Letter:
                    at = Word(at);
                    continue;
                case CharClass.Space:
                    at = *at == '\n' ? Scan.Spaces(at + 1) : at + 1;
                    continue;
                case CharClass.Comma:
                    Add(Comma, at, 1);
                    at++;
                    continue;
                case CharClass.Dot:
                    at = Dots(at);
                    continue;
                case CharClass.Opener:
                    Open(at++);
                    continue;
                case CharClass.Closer:
                    Close(at++);
                    continue;
                case CharClass.Colon:
                    var isPath = at[1] == ':';
                    Add(isPath ? ColonColon : Colon, at, isPath ? 2 : 1);
                    at += isPath ? 2 : 1;
                    continue;
                case CharClass.Single:
                    if (*at == '<' && at[1] == '=')
                    {
                        Add(LessEqual, at, 2);
                        at += 2;
                        continue;
                    }
                    Add(SingleKind(*at), at, 1);
                    at++;
                    continue;
                case CharClass.Quote:
                    at = StringLiteral(at, at, Str);
                    continue;
                case CharClass.Apostrophe:
                    at = CharOrLifetime(at);
                    continue;
                case CharClass.Digit:
                    at = Number(at);
                    continue;
                case CharClass.Slash when at[1] == '/':
                    at = LineComment(at);
                    continue;
                case CharClass.Slash when at[1] == '*':
                    at = BlockComment(at);
                    continue;
                case CharClass.Equal or CharClass.Operator or CharClass.Slash:
                    at = Operator(at);
                    continue;
                case CharClass.Zero when at >= limit:
                    Finish(at);
                    return;
                default:
                    Invalid(at, at + 1, *at < ' ' || *at == 127 ? $"the control character U+{*at:X4} belongs to no token" : $"`{(char)*at}` belongs to no token");
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
        tokens.Add(TokenKind.Error, Offset(start), Offset(end));
    }

    private void ReportInvalidUtf8(SourceText text)
    {
        if (text.IsKnownValid || Utf8.IsValid(text.Bytes)) return;
        var rest = text.Bytes;
        while (rest.Length > 0)
        {
            if (System.Text.Rune.DecodeFromUtf8(rest, out _, out var length) != System.Buffers.OperationStatus.Done) break;
            rest = rest[length..];
        }
        var offset = text.Length - rest.Length;
        tree.AddProblem(new Span(offset, Math.Min(offset + 1, text.Length)), "this byte is not valid UTF-8");
    }

    /// <summary>Behind a first line `#!…` that is no inner attribute.</summary>
    private static byte* AfterShebang(byte* at)
    {
        if (at[0] != '#' || at[1] != '!') return at;
        var next = at + 2;
        while (*next is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r') next++;
        return *next == '[' ? at : Scan.LineEnd(at);
    }

    private void Finish(byte* at)
    {
        while (brackets.Count > 0) Unclosed(brackets.Pop());
        // Two tokens at the end, so that looking one token ahead needs no check.
        Add(EndOfFile, at, 0);
        Add(EndOfFile, at, 0);
        Add(EndOfFile, at, 0);
        Add(EndOfFile, at, 0);
    }

    private void Open(byte* at)
    {
        brackets.Push(tokens.Count);
        var kind = *at switch { (byte)'(' => OpenParen, (byte)'[' => OpenBracket, _ => OpenBrace };
        OpenOf(kind)++;
        Add(kind, at, 1);
    }

    /// <summary>Pairs a closing bracket with the innermost opening one of its sort; what was opened in between was never closed.</summary>
    private void Close(byte* at)
    {
        var kind = *at switch { (byte)')' => CloseParen, (byte)']' => CloseBracket, _ => CloseBrace };
        var opener = kind - 1;
        if (OpenOf(opener) == 0)
        {
            Invalid(at, at + 1, $"nothing opens this `{(char)*at}`");
            return;
        }
        while (tokens.Items[brackets.Top].Kind != opener) Unclosed(brackets.Pop());
        OpenOf(opener)--;
        tokens.Pair(brackets.Pop(), tokens.Count);
        Add(kind, at, 1);
    }

    private void Unclosed(int opener)
    {
        var token = tokens.Items[opener];
        tree.AddProblem(new Span(token.Start, token.End), $"`{(char)origin[token.Start]}` is never closed");
        OpenOf(token.Kind)--;
        tokens.Pair(opener, tokens.Count);
    }

    /// <summary>How many brackets of a sort are open.</summary>
    private ref int OpenOf(TokenKind opener)
    {
        if (opener == OpenParen) return ref openParens;
        if (opener == OpenBracket) return ref openBrackets;
        return ref openBraces;
    }

    // Identifiers, keywords, and the prefixes of literals.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Word(byte* at)
    {
        var block = Vector128.Load(at);
        var length = Scan.IdentifierLength(block, out var isAscii);
        if (length == 16 || !isAscii) return LongWord(at);
        var end = at + length;
        if (*end is (byte)'"' or (byte)'\'' or (byte)'#' && Prefixed(at, end) is var after && after != null) return after;
        var words = Scan.First(block, length).AsUInt64();
        var (first, second) = (words.ToScalar(), words.GetElement(1));
        var mixed = NameTable.Mix(first, second);
        var start = Offset(at);
        if (second == 0)
        {
            var kind = keywords.Find(first, mixed);
            if (kind != Name && IsKeyword(kind))
            {
                tokens.Add(kind, start, start + length);
                return end;
            }
        }
        tokens.Add(Name, start, start + length, names.Intern(start, length, NameTable.Fold(mixed), first, second));
        return end;
    }

    /// <summary>Four keywords came with the edition of 2018.</summary>
    private bool IsKeyword(TokenKind kind) => kind is not (Async or Await or Dyn or TokenKind.Try) || edition >= Edition.Rust2018;

    // An identifier of sixteen bytes or more, or with characters outside ASCII.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* LongWord(byte* at)
    {
        var end = Scan.Identifier(at, out var isAscii);
        if (!isAscii)
        {
            var word = AfterBlanks(at, end);
            if (word != at) return word;
            if (!VerifyIdentifier(at, ref end)) return end;
        }
        if (*end is (byte)'"' or (byte)'\'' or (byte)'#') Prefixed(at, end);
        var (start, length) = (Offset(at), (int)(end - at));
        tokens.Add(Name, start, start + length, names.Intern(start, length));
        return end;
    }

    /// <summary>Behind white space outside ASCII, which looks like the start of a word.</summary>
    private static byte* AfterBlanks(byte* at, byte* end)
    {
        while (at < end)
        {
            System.Text.Rune.DecodeFromUtf8(new ReadOnlySpan<byte>(at, (int)(end - at)), out var rune, out var size);
            if (!IsBlank(rune)) break;
            at += size;
        }
        return at;
    }

    private static bool IsBlank(System.Text.Rune rune) => rune.Value is 0x85 or 0x200E or 0x200F or 0x2028 or 0x2029;

    /// <param name="end">Behind the bytes that may belong to the identifier; afterwards behind the identifier.</param>
    private bool VerifyIdentifier(byte* start, ref byte* end)
    {
        for (var next = start; next < end;)
        {
            System.Text.Rune.DecodeFromUtf8(new ReadOnlySpan<byte>(next, (int)(end - next)), out var rune, out var size);
            if (IsBlank(rune))
            {
                end = next;
                return true;
            }
            if (!BelongsInIdentifier(rune, isFirst: next == start))
            {
                Invalid(start, end, $"U+{rune.Value:X4} belongs in no identifier");
                return false;
            }
            next += size;
        }
        return true;
    }

    private static bool BelongsInIdentifier(System.Text.Rune rune, bool isFirst) => System.Text.Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation =>
            !isFirst || rune.Value == '_',
        _ => rune.Value is 0xB7 or 0x387,
    };

    private byte* Dots(byte* at)
    {
        if (at[1] != '.')
        {
            Add(Dot, at, 1);
            return at + 1;
        }
        var length = at[2] is (byte)'.' or (byte)'=' ? 3 : 2;
        Add(length == 2 ? DotDot : at[2] == '.' ? DotDotDot : DotDotEqual, at, length);
        return at + length;
    }

    private static TokenKind SingleKind(byte value) => value switch
    {
        (byte)'#' => Hash,
        (byte)'$' => Dollar,
        (byte)';' => Semicolon,
        (byte)'<' => Less,
        (byte)'>' => Greater,
        (byte)'?' => Question,
        (byte)'@' => TokenKind.At,
        _ => Tilde,
    };

    private byte* Operator(byte* at)
    {
        var second = at[1];
        var (kind, length) = *at switch
        {
            (byte)'=' => second == '=' ? (EqualEqual, 2) : second == '>' ? (FatArrow, 2) : (Equal, 1),
            (byte)'!' => second == '=' ? (NotEqual, 2) : (Bang, 1),
            (byte)'+' => second == '=' ? (PlusEqual, 2) : (Plus, 1),
            (byte)'-' => second == '=' ? (MinusEqual, 2) : second == '>' ? (Arrow, 2) : (Minus, 1),
            (byte)'*' => second == '=' ? (StarEqual, 2) : (Star, 1),
            (byte)'/' => second == '=' ? (SlashEqual, 2) : (Slash, 1),
            (byte)'%' => second == '=' ? (PercentEqual, 2) : (Percent, 1),
            (byte)'^' => second == '=' ? (CaretEqual, 2) : (Caret, 1),
            (byte)'&' => second == '&' ? (AndAnd, 2) : second == '=' ? (AndEqual, 2) : (And, 1),
            _ => second == '|' ? (OrOr, 2) : second == '=' ? (OrEqual, 2) : (Or, 1),
        };
        Add(kind, at, length);
        return at + length;
    }

    private byte* LineComment(byte* at)
    {
        var end = Scan.LineEnd(at);
        // A zero byte within the text, or a carriage return that ends no line, belongs to the comment.
        while (end < limit && *end != '\n' && !(*end == '\r' && end[1] == '\n')) end = Scan.LineEnd(end + 1);
        tree.AddComment(new Span(Offset(at), Offset(end)));
        return end;
    }

    private byte* BlockComment(byte* at)
    {
        var start = at;
        var depth = 1;
        for (at += 2; depth > 0; at++)
        {
            if (*at == '*' && at[1] == '/')
            {
                depth--;
                at++;
            }
            else if (*at == '/' && at[1] == '*')
            {
                depth++;
                at++;
            }
            else if (*at == 0 && at >= limit)
            {
                Report(start, start + 2, "this comment is never closed");
                tree.AddComment(new Span(Offset(start), Offset(at)));
                return at;
            }
        }
        tree.AddComment(new Span(Offset(start), Offset(at)));
        return at;
    }
}
