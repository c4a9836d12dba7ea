namespace Lever.Review.Semantics.Python.Regex;

/// <summary>Reads the syntax of Python's <c>re</c> (3.8 to 3.14). Patterns with back references or conditions are not read: what they match is not regular.</summary>
public sealed class RegexParser
{
    private const int MaximumDepth = 60;

    private readonly string pattern;
    private int at;
    private int depth;

    private RegexParser(string pattern) => this.pattern = pattern;

    /// <summary>The pattern's tree; null where it is none that can be read.</summary>
    public static RegexNode? Parse(string pattern, RegexFlags flags)
    {
        var parser = new RegexParser(pattern);
        var tree = parser.Alternation(ref flags);
        return tree is not null && parser.at == pattern.Length ? tree : null;
    }

    private bool Ends => at >= pattern.Length;

    private bool Take(char value)
    {
        if (Ends || pattern[at] != value) return false;
        at++;
        return true;
    }

    private RegexNode? Alternation(ref RegexFlags flags)
    {
        if (++depth > MaximumDepth) return null;
        var start = at;
        var branches = new List<RegexNode>();
        do
        {
            if (Sequence(ref flags) is not { } branch) return null;
            branches.Add(branch);
        }
        while (Take('|'));
        depth--;
        return branches.Count == 1 ? branches[0] : Joined(start, at, branches);
    }

    /// <summary>Python takes a common beginning out of alternatives, and makes one class of those that are single characters.</summary>
    private static RegexNode Joined(int start, int end, List<RegexNode> branches)
    {
        var common = new List<RegexNode>();
        while (First(branches[0]) is { } first && branches.TrueForAll(branch => First(branch)?.Set == first.Set))
        {
            common.Add(first);
            for (var index = 0; index < branches.Count; index++) branches[index] = Rest(branches[index]);
        }
        RegexNode rest = new RegexAlternation(start, end, branches);
        if (branches.TrueForAll(branch => branch is RegexSet { IsPlain: true }))
        {
            var set = CharSet.None;
            foreach (var branch in branches) set |= ((RegexSet)branch).Set;
            rest = new RegexSet(start, end, set, IsPlain: true);
        }
        return common.Count == 0 ? rest : new RegexSequence(start, end, [.. common, rest]);
    }

    private static RegexSet? First(RegexNode node) => node is RegexSequence { Parts: [RegexSet first, ..] } ? first : node as RegexSet;

    private static RegexNode Rest(RegexNode node)
    {
        if (node is not RegexSequence { Parts: { Count: > 1 } parts }) return new RegexSequence(node.End, node.End, []);
        return parts.Count == 2 ? parts[1] : new RegexSequence(parts[1].Start, node.End, [.. parts.Skip(1)]);
    }

    private RegexNode? Sequence(ref RegexFlags flags)
    {
        var start = at;
        var parts = new List<RegexNode>();
        while (!Ends && pattern[at] is not ('|' or ')'))
        {
            if (flags.HasFlag(RegexFlags.Verbose) && SkipsComment()) continue;
            if (TakesFlags(ref flags, out var isWrong)) continue;
            if (isWrong || Item(flags) is not { } item) return null;
            if (item is not RegexSequence { Parts.Count: 0 }) parts.Add(item);
        }
        return parts.Count == 1 ? parts[0] : new RegexSequence(start, at, parts);
    }

    private bool SkipsComment()
    {
        if (pattern[at] is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
        {
            at++;
            return true;
        }
        if (pattern[at] != '#') return false;
        while (!Ends && pattern[at] != '\n') at++;
        return true;
    }

    /// <summary>Takes <c>(?ims)</c>, which holds for the rest of the pattern.</summary>
    private bool TakesFlags(ref RegexFlags flags, out bool isWrong)
    {
        isWrong = false;
        if (pattern[at] != '(' || at + 2 >= pattern.Length || pattern[at + 1] != '?' || FlagOf(pattern[at + 2]) is null) return false;
        var end = at + 2;
        var added = RegexFlags.None;
        for (; end < pattern.Length && FlagOf(pattern[end]) is { } flag; end++) added |= flag;
        if (end >= pattern.Length || pattern[end] != ')') return false;
        at = end + 1;
        flags |= added;
        return true;
    }

    private static RegexFlags? FlagOf(char letter) => letter switch
    {
        'i' => RegexFlags.IgnoreCase,
        'm' => RegexFlags.MultiLine,
        's' => RegexFlags.DotAll,
        'x' => RegexFlags.Verbose,
        'a' or 'L' => RegexFlags.Ascii,
        'u' => RegexFlags.None,
        _ => null,
    };

    private RegexNode? Item(RegexFlags flags)
    {
        var start = at;
        if (Atom(flags) is not { } item) return null;
        while (!Ends)
        {
            while (flags.HasFlag(RegexFlags.Verbose) && !Ends && SkipsComment()) { }
            if (Quantifier() is not var (minimum, maximum)) return item;
            // A repeated repeat is an error, a repeated anchor without sense.
            if (item is RegexRepeat or RegexAnchor || maximum < minimum) return null;
            var isLazy = Take('?');
            var isPossessive = !isLazy && Take('+');
            item = new RegexRepeat(start, at, item, minimum, maximum, isLazy);
            if (isPossessive) item = new RegexAtomic(start, at, item);
        }
        return item;
    }

    /// <summary>The counts of a quantifier; null where none stands here: braces that hold no counts mean themselves.</summary>
    private (int Minimum, int? Maximum)? Quantifier()
    {
        if (Take('*')) return (0, null);
        if (Take('+')) return (1, null);
        if (Take('?')) return (0, 1);
        if (Ends || pattern[at] != '{') return null;
        var close = pattern.IndexOf('}', at);
        if (close < 0) return null;
        var body = pattern.AsSpan(at + 1, close - at - 1);
        var comma = body.IndexOf(',');
        if (comma < 0 ? !IsCount(body) : !IsCountOrNothing(body[..comma]) || !IsCountOrNothing(body[(comma + 1)..])) return null;
        var minimum = comma < 0 ? int.Parse(body, System.Globalization.CultureInfo.InvariantCulture) : Count(body[..comma]) ?? 0;
        var maximum = comma < 0 ? minimum : Count(body[(comma + 1)..]);
        at = close + 1;
        return (minimum, maximum);
    }

    private static bool IsCount(ReadOnlySpan<char> text) => text.Length is > 0 and < 8 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsCountOrNothing(ReadOnlySpan<char> text) => text.IsEmpty || IsCount(text);

    private static int? Count(ReadOnlySpan<char> text) => text.IsEmpty ? null : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private RegexNode? Atom(RegexFlags flags)
    {
        var start = at;
        switch (pattern[at++])
        {
            case '.': return new RegexSet(start, at, flags.HasFlag(RegexFlags.DotAll) ? CharSet.All : ~CharSet.NewLine, IsPlain: false);
            case '^': return new RegexAnchor(start, at, flags.HasFlag(RegexFlags.MultiLine) ? RegexPlace.LineStart : RegexPlace.Start);
            case '$': return new RegexAnchor(start, at, flags.HasFlag(RegexFlags.MultiLine) ? RegexPlace.LineEnd : RegexPlace.LastLineEnd);
            case '(': return Group(start, flags);
            case '[': return Class(start, flags);
            case '\\': return Escape(start, flags);
            case '*' or '+' or '?': return null;
            case var literal: return Literal(start, literal, flags);
        }
    }

    private RegexSet Literal(int start, char value, RegexFlags flags) => new(start, at, Cased(CharSet.Of(value), flags), IsPlain: true);

    private static CharSet Cased(CharSet set, RegexFlags flags) => flags.HasFlag(RegexFlags.IgnoreCase) ? set.IgnoringCase : set;

    private RegexNode? Group(int start, RegexFlags flags)
    {
        var isCapturing = !Take('?');
        if (isCapturing) return Closed(flags) is { } plain ? new RegexGroup(start, at, plain, true) : null;
        if (Ends) return null;
        switch (pattern[at++])
        {
            case ':': return Closed(flags) is { } body ? new RegexGroup(start, at, body, false) : null;
            case '>': return Closed(flags) is { } atomic ? new RegexAtomic(start, at, atomic) : null;
            case '=': return Closed(flags) is { } ahead ? new RegexLook(start, at, ahead, false, false) : null;
            case '!': return Closed(flags) is { } not ? new RegexLook(start, at, not, false, true) : null;
            case '<' when Take('='): return Closed(flags) is { } behind ? new RegexLook(start, at, behind, true, false) : null;
            case '<' when Take('!'): return Closed(flags) is { } notBehind ? new RegexLook(start, at, notBehind, true, true) : null;
            case 'P' when Take('<'):
                if (pattern.IndexOf('>', at) is not (>= 0 and var name)) return null;
                at = name + 1;
                return Closed(flags) is { } named ? new RegexGroup(start, at, named, true) : null;
            case '#':
                if (pattern.IndexOf(')', at) is not (>= 0 and var close)) return null;
                at = close + 1;
                return new RegexSequence(start, at, []);
            default:
                at--;
                return FlaggedGroup(start, flags);
        }
    }

    /// <summary><c>(?i-s:…)</c></summary>
    private RegexGroup? FlaggedGroup(int start, RegexFlags flags)
    {
        var isOff = false;
        for (; !Ends && pattern[at] != ':'; at++)
        {
            if (pattern[at] == '-' && !isOff) isOff = true;
            else if (FlagOf(pattern[at]) is not { } flag) return null;
            else if (isOff) flags &= ~flag;
            else if (pattern[at] == 'u') flags &= ~RegexFlags.Ascii;
            else flags |= flag;
        }
        return Take(':') && Closed(flags) is { } body ? new RegexGroup(start, at, body, false) : null;
    }

    private RegexNode? Closed(RegexFlags flags) => Alternation(ref flags) is { } body && Take(')') ? body : null;

    private RegexSet? Class(int start, RegexFlags flags)
    {
        var isNegated = Take('^');
        var set = CharSet.None;
        for (var first = true; first || Ends || pattern[at] != ']'; first = false)
        {
            if (Ends || Member(flags) is not var (low, own)) return null;
            if (low is not { } from || at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
            {
                set |= own;
                continue;
            }
            at++;
            if (Member(flags) is not var (high, _) || high is not { } to || to < from) return null;
            set |= CharSet.Range(from, to);
        }
        at++;
        set = Cased(set, flags);
        return new RegexSet(start, at, isNegated ? ~set : set, !isNegated);
    }

    /// <summary>One member of a class: a character, which may begin a range, or a class by an escape.</summary>
    private (char? Single, CharSet Set)? Member(RegexFlags flags)
    {
        var value = pattern[at++];
        if (value != '\\') return (value, CharSet.Of(value));
        if (Ends) return null;
        if (CategoryOf(pattern[at], flags) is { } category)
        {
            at++;
            return (null, category);
        }
        if (Take('b')) return ('\b', CharSet.Of('\b'));
        return Character() is { } escaped ? (escaped, CharSet.Of(escaped)) : null;
    }

    private static CharSet? CategoryOf(char letter, RegexFlags flags)
    {
        var ascii = flags.HasFlag(RegexFlags.Ascii);
        return letter switch
        {
            'd' => CharSet.Digits,
            'D' => ~CharSet.Digits,
            's' => CharSet.Spaces(ascii),
            'S' => ~CharSet.Spaces(ascii),
            'w' => CharSet.Words(ascii),
            'W' => ~CharSet.Words(ascii),
            _ => null,
        };
    }

    private RegexNode? Escape(int start, RegexFlags flags)
    {
        if (Ends) return null;
        if (CategoryOf(pattern[at], flags) is { } category)
        {
            at++;
            return new RegexSet(start, at, category, IsPlain: true);
        }
        if (Take('A')) return new RegexAnchor(start, at, RegexPlace.Start);
        if (Take('Z') || Take('z')) return new RegexAnchor(start, at, RegexPlace.End);
        if (Take('b')) return new RegexAnchor(start, at, RegexPlace.WordBoundary);
        if (Take('B')) return new RegexAnchor(start, at, RegexPlace.NoWordBoundary);
        // A back reference, unless three octal digits make a character.
        if (pattern[at] is >= '1' and <= '9' && !(at + 2 < pattern.Length && pattern[at] <= '3' && IsOctal(pattern[at + 1]) && IsOctal(pattern[at + 2]))) return null;
        return Character() is { } value ? Literal(start, value, flags) : null;
    }

    private static bool IsOctal(char value) => value is >= '0' and <= '7';

    /// <summary>The character that an escape means, the backslash read; null for escapes that Python refuses and for named characters.</summary>
    private char? Character()
    {
        var letter = pattern[at++];
        switch (letter)
        {
            case 'a': return '\a';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'x': return Hex(2);
            case 'u': return Hex(4);
            case 'U': return Hex(8);
            case >= '0' and <= '7':
                var value = letter - '0';
                for (var more = 0; more < 2 && !Ends && IsOctal(pattern[at]); more++) value = value * 8 + pattern[at++] - '0';
                return (char)value;
            default: return char.IsAsciiLetterOrDigit(letter) ? null : letter;
        }
    }

    private char? Hex(int digits)
    {
        if (at + digits > pattern.Length || !uint.TryParse(pattern.AsSpan(at, digits), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var value)) return null;
        at += digits;
        // Above the first plane any character outside the sets stands for it.
        return (char)Math.Min(value, char.MaxValue);
    }
}
