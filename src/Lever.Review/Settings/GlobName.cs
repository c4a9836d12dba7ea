namespace Lever.Review.Settings;

/// <summary>The part of a glob between two slashes, compiled: what one file or folder name is held against.</summary>
internal sealed class GlobName
{
    private enum TokenKind : byte
    {
        Literal,
        AnyByte,
        AnyRun,
        Set,
    }

    private readonly record struct Token(TokenKind Kind, byte Value, ByteSet Set);

    private readonly Token[] tokens;

    // Most patterns are a plain name or `*` and a plain ending; those are compared whole.
    private readonly byte[]? literal;
    private readonly bool literalIsEnding;

    private GlobName(List<Token> tokens)
    {
        this.tokens = [.. tokens];
        literalIsEnding = tokens is [{ Kind: TokenKind.AnyRun }, ..];
        var rest = literalIsEnding ? tokens[1..] : tokens;
        if (rest.TrueForAll(token => token.Kind == TokenKind.Literal)) literal = [.. rest.Select(token => token.Value)];
    }

    /// <summary>Stands for any number of folders, none included: the part <c>**</c>.</summary>
    public static GlobName AnyDepth { get; } = new([]);

    public bool IsMatch(ReadOnlySpan<byte> name)
    {
        if (literal is not null) return literalIsEnding ? name.EndsWith(literal) : name.SequenceEqual(literal);
        int token = 0, at = 0, retryToken = -1, retryAt = 0;
        while (at < name.Length)
        {
            if (token < tokens.Length && tokens[token].Kind == TokenKind.AnyRun)
            {
                retryToken = ++token;
                retryAt = at;
                continue;
            }
            if (token < tokens.Length && Accepts(tokens[token], name[at]))
            {
                token++;
                at++;
                continue;
            }
            if (retryToken < 0) return false;
            // Only the last `*` need be tried again: whatever an earlier one could take, this one can take instead.
            token = retryToken;
            at = ++retryAt;
        }
        while (token < tokens.Length && tokens[token].Kind == TokenKind.AnyRun) token++;
        return token == tokens.Length;
    }

    private static bool Accepts(in Token token, byte value) => token.Kind switch
    {
        TokenKind.Literal => token.Value == value,
        TokenKind.AnyByte => true,
        _ => token.Set.Contains(value),
    };

    /// <summary>Compiles the part of a pattern up to its next slash outside of brackets.</summary>
    /// <param name="pattern">The whole pattern.</param>
    /// <param name="at">Where the part starts; afterwards the place after its slash, or beyond the pattern's end.</param>
    /// <returns>Null where the part can match no name: an open bracket, an unknown class, a lone backslash at the end.</returns>
    public static GlobName? Parse(ReadOnlySpan<byte> pattern, ref int at)
    {
        var tokens = new List<Token>();
        for (; at < pattern.Length; at++)
        {
            var value = pattern[at];
            if (value == '\\')
            {
                if (++at == pattern.Length) return null;
                value = pattern[at];
                if (value == '/') break;
                tokens.Add(new Token(TokenKind.Literal, value, default));
            }
            else if (value == '/') break;
            else if (value == '?') tokens.Add(new Token(TokenKind.AnyByte, 0, default));
            else if (value == '*')
            {
                if (tokens is not [.., { Kind: TokenKind.AnyRun }]) tokens.Add(new Token(TokenKind.AnyRun, 0, default));
            }
            else if (value == '[')
            {
                if (ByteSet.Parse(pattern, ref at) is not { } set) return null;
                tokens.Add(new Token(TokenKind.Set, 0, set));
            }
            else tokens.Add(new Token(TokenKind.Literal, value, default));
        }
        at++;
        return new GlobName(tokens);
    }
}

/// <summary>A set of byte values, as a bracket expression writes it.</summary>
internal readonly record struct ByteSet(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public bool Contains(byte value) => (Word(value >> 6) >> (value & 63) & 1) != 0;

    private ulong Word(int index) => index switch { 0 => First, 1 => Second, 2 => Third, _ => Fourth };

    /// <summary>
    /// Reads <c>[abc]</c>, <c>[a-z]</c>, <c>[!a]</c>, <c>[^a]</c>, <c>[[:alpha:]]</c>; a <c>]</c> straight after the opening
    /// stands for itself, a backslash takes the next byte as it is, and a range that runs backwards is empty.
    /// </summary>
    /// <param name="at">At the opening bracket; afterwards at the closing one.</param>
    /// <returns>Null where there is no closing bracket, or a named class that does not exist.</returns>
    public static ByteSet? Parse(ReadOnlySpan<byte> pattern, ref int at)
    {
        Span<bool> members = stackalloc bool[256];
        members.Clear();
        at++;
        var negated = at < pattern.Length && pattern[at] is (byte)'!' or (byte)'^';
        if (negated) at++;
        int before = -1;
        for (var first = true; ; first = false, at++)
        {
            if (at >= pattern.Length) return null;
            var value = pattern[at];
            if (value == ']' && !first) break;
            if (value == '-' && before >= 0 && at + 1 < pattern.Length && pattern[at + 1] != ']')
            {
                at++;
                if (pattern[at] == '\\' && ++at >= pattern.Length) return null;
                for (var member = before; member <= pattern[at]; member++) members[member] = true;
                before = -1;
                continue;
            }
            if (value == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':')
            {
                var close = pattern[(at + 2)..].IndexOf((byte)']');
                if (close < 0) return null;
                var name = pattern.Slice(at + 2, close);
                if (name is [.., (byte)':'])
                {
                    if (!AddClass(name[..^1], members)) return null;
                    at += close + 2;
                    before = -1;
                    continue;
                }
            }
            if (value == '\\')
            {
                if (++at >= pattern.Length) return null;
                value = pattern[at];
            }
            members[value] = true;
            before = value;
        }
        return Pack(members, negated);
    }

    private static ByteSet Pack(ReadOnlySpan<bool> members, bool negated)
    {
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (var value = 0; value < 256; value++)
            if (members[value] != negated) words[value >> 6] |= 1UL << (value & 63);
        return new ByteSet(words[0], words[1], words[2], words[3]);
    }

    private static bool AddClass(ReadOnlySpan<byte> name, Span<bool> members)
    {
        Func<char, bool>? holds = System.Text.Encoding.ASCII.GetString(name) switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "blank" => value => value is ' ' or '\t',
            "cntrl" => char.IsControl,
            "digit" => char.IsAsciiDigit,
            "graph" => value => value is > ' ' and < '\x7f',
            "lower" => char.IsAsciiLetterLower,
            "print" => value => value is >= ' ' and < '\x7f',
            "punct" => value => value is > ' ' and < '\x7f' && !char.IsAsciiLetterOrDigit(value),
            "space" => value => value is ' ' or (>= '\t' and <= '\r'),
            "upper" => char.IsAsciiLetterUpper,
            "xdigit" => char.IsAsciiHexDigit,
            _ => null,
        };
        if (holds is null) return false;
        for (var value = '\0'; value < 128; value++) members[value] |= holds(value);
        return true;
    }
}
