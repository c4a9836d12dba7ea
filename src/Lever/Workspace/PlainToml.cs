using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lever.Workspace;

/// <summary>
/// Reads the TOML that nearly all manifests are: tables, arrays of tables, strings, whole numbers, booleans, arrays and inline tables. Where it meets
/// anything else, a mistake above all, it gives up: <see cref="TomlFile"/> then reads the file with a parser of all of TOML, which takes ten times as long.
/// </summary>
internal ref struct PlainToml
{
    private const int Deepest = 16;

    /// <summary>Longer numbers might not be exact.</summary>
    private const int MostDigits = 15;

    private static readonly SearchValues<char> bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly ReadOnlySpan<char> text;
    /// <summary>Tables that only the names of others made: their own name may follow.</summary>
    private readonly HashSet<TomlTable> unnamed = new(ReferenceEqualityComparer.Instance);
    /// <summary>Those, and the tables that names made themselves.</summary>
    private readonly HashSet<TomlTable> open = new(ReferenceEqualityComparer.Instance);
    private int at;
    private int line = 1;
    private bool isPlain = true;

    private PlainToml(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>The file's root table; null where it has to be read by others.</summary>
    public static TomlTable? Read(string text)
    {
        // Other line ends and control characters have rules of their own.
        foreach (var character in text)
            if (character is < ' ' and not ('\n' or '\t') or '\x7f' or '\ufeff' || char.IsSurrogate(character)) return null;
        var reader = new PlainToml(text);
        var root = new TomlTable(1);
        reader.ReadAll(root);
        return reader.isPlain ? root : null;
    }

    private readonly char Next => at < text.Length ? text[at] : '\0';

    private void ReadAll(TomlTable root)
    {
        TomlTable? table = root;
        while (isPlain)
        {
            SkipLines();
            if (at == text.Length) return;
            var start = line;
            if (Takes('['))
            {
                var isList = Takes('[');
                var keys = ReadKeys();
                isPlain &= Takes(']') && (!isList || Takes(']'));
                if (!isPlain) return;
                table = isList ? NewItem(root, keys, start) : NewTable(root, keys, start);
            }
            else if (table is not null)
            {
                ReadPair(table, 0);
            }
            EndLine();
        }
    }

    /// <summary>The table that an item of an array of tables is; null, and no longer plain, where its name stands for something else.</summary>
    private TomlTable? NewItem(TomlTable root, List<string> keys, int start)
    {
        if (Around(root, keys, start) is not { } owner) return null;
        if (owner[keys[^1]] is not { } known) owner.Add(keys[^1], start, known = new TomlList(start, []));
        // An array that is written as a value has no tables that could be open.
        if (known is not TomlList list || list.Items.Count > 0 && (list.Items[^1] is not TomlTable before || !open.Contains(before))) return GiveUp();
        var item = new TomlTable(start);
        list.Items.Add(item);
        open.Add(item);
        return item;
    }

    private TomlTable? NewTable(TomlTable root, List<string> keys, int start)
    {
        if (Around(root, keys, start) is not { } owner) return null;
        if (owner[keys[^1]] is { } known) return known is TomlTable made && unnamed.Remove(made) ? made : GiveUp();
        var table = new TomlTable(start);
        owner.Add(keys[^1], start, table);
        open.Add(table);
        return table;
    }

    /// <summary>The table in which the last of some keys stands, made where it is not yet there.</summary>
    private TomlTable? Around(TomlTable root, List<string> keys, int start)
    {
        var table = root;
        for (var index = 0; index + 1 < keys.Count; index++)
        {
            if (table[keys[index]] is not { } known)
            {
                var made = new TomlTable(start);
                table.Add(keys[index], start, made);
                unnamed.Add(made);
                open.Add(made);
                known = made;
            }
            if (known is not TomlTable inner || !open.Contains(inner)) return GiveUp();
            table = inner;
        }
        return table;
    }

    private TomlTable? GiveUp()
    {
        isPlain = false;
        return null;
    }

    private void ReadPair(TomlTable table, int depth)
    {
        var start = line;
        var keys = ReadKeys();
        isPlain &= Takes('=');
        SkipSpaces();
        if (!isPlain || ReadValue(depth) is not { } value) return;
        for (var index = 0; index + 1 < keys.Count; index++)
        {
            // Such tables may be added to by more pairs, but there are rules to that.
            if (table[keys[index]] is not null)
            {
                isPlain = false;
                return;
            }
            var made = new TomlTable(start);
            table.Add(keys[index], start, made);
            table = made;
        }
        if (table[keys[^1]] is not null) isPlain = false;
        table.Add(keys[^1], start, value);
    }

    private List<string> ReadKeys()
    {
        var keys = new List<string>(1);
        do
        {
            SkipSpaces();
            if (Next is '"' or '\'')
            {
                keys.Add(ReadLine(Next) ?? "");
            }
            else
            {
                var length = text[at..].IndexOfAnyExcept(bare);
                if (length < 0) length = text.Length - at;
                isPlain &= length > 0;
                keys.Add(text.Slice(at, length).ToString());
                at += length;
            }
            SkipSpaces();
        }
        while (isPlain && Takes('.'));
        return keys;
    }

    private TomlValue? ReadValue(int depth)
    {
        if (depth > Deepest) return Unknown();
        var start = line;
        switch (Next)
        {
            case '"' or '\'':
                return (text[at..].StartsWith("\"\"\"") ? ReadLines() : ReadLine(Next)) is { } read ? new TomlText(start, read) : Unknown();
            case '[':
                return ReadList(depth);
            case '{':
                return ReadTable(depth);
            case 't' or 'f':
                var isTrue = Next == 't';
                if (!text[at..].StartsWith(isTrue ? "true" : "false")) return Unknown();
                at += isTrue ? 4 : 5;
                return IsEnded() ? new TomlFlag(start, isTrue) : Unknown();
            case >= '1' and <= '9':
                var digits = 0;
                while (at + digits < text.Length && char.IsAsciiDigit(text[at + digits])) digits++;
                if (digits > MostDigits) return Unknown();
                var number = long.Parse(text.Slice(at, digits), NumberStyles.None, CultureInfo.InvariantCulture);
                at += digits;
                return IsEnded() ? new TomlNumber(start, number, IsWhole: true) : Unknown();
            default:
                return Unknown();
        }
    }

    private TomlValue? Unknown()
    {
        isPlain = false;
        return null;
    }

    private readonly bool IsEnded() => Next is '\0' or '\n' or ' ' or '\t' or ',' or ']' or '}' or '#';

    private TomlValue? ReadList(int depth)
    {
        var list = new TomlList(line, []);
        at++;
        while (true)
        {
            SkipLines();
            if (Takes(']')) return list;
            if (ReadValue(depth + 1) is not { } value) return null;
            list.Items.Add(value);
            SkipLines();
            if (Takes(']')) return list;
            if (!Takes(',')) return Unknown();
        }
    }

    private TomlValue? ReadTable(int depth)
    {
        var table = new TomlTable(line);
        at++;
        SkipSpaces();
        if (Takes('}')) return table;
        while (isPlain)
        {
            ReadPair(table, depth + 1);
            SkipSpaces();
            if (isPlain && Takes('}')) return table;
            isPlain &= Takes(',');
        }
        return null;
    }

    /// <summary>A string on one line.</summary>
    private string? ReadLine(char quote)
    {
        at++;
        var rest = text[at..];
        var end = quote == '"' ? rest.IndexOfAny('"', '\\', '\n') : rest.IndexOfAny('\'', '\n');
        if (end >= 0 && rest[end] == '\\') return ReadEscaped("\"");
        // Two quotes may be the start of three.
        if (end < 0 || rest[end] != quote || end == 0 && rest.Length > 1 && rest[1] == quote)
        {
            isPlain = false;
            return null;
        }
        at += end + 1;
        return rest[..end].ToString();
    }

    /// <summary>A string between three quotes.</summary>
    private string? ReadLines()
    {
        at += 3;
        if (Next == '\n')
        {
            at++;
            line++;
        }
        return ReadEscaped("\"\"\"");
    }

    private string? ReadEscaped(string end)
    {
        var read = new StringBuilder();
        while (at < text.Length)
        {
            if (text[at..].StartsWith(end))
            {
                at += end.Length;
                // A string may end in quotes of its own.
                if (end.Length > 1 && Next == '"') break;
                return read.ToString();
            }
            var character = text[at++];
            if (character == '\n')
            {
                if (end.Length == 1) break;
                line++;
            }
            if (character == '\\')
            {
                character = Next switch { '"' => '"', '\\' => '\\', 'n' => '\n', 't' => '\t', 'r' => '\r', _ => '\0' };
                if (character == '\0') break;
                at++;
            }
            read.Append(character);
        }
        isPlain = false;
        return null;
    }

    private bool Takes(char character)
    {
        if (Next != character || at == text.Length) return false;
        at++;
        return true;
    }

    private void SkipSpaces()
    {
        while (Next is ' ' or '\t') at++;
    }

    /// <summary>Skips spaces, comments and line ends.</summary>
    private void SkipLines()
    {
        for (; ; at++)
        {
            SkipSpaces();
            SkipComment();
            if (Next != '\n') return;
            line++;
        }
    }

    private void SkipComment()
    {
        if (Next != '#') return;
        var length = text[at..].IndexOf('\n');
        at = length < 0 ? text.Length : at + length;
    }

    private void EndLine()
    {
        SkipSpaces();
        SkipComment();
        isPlain &= at == text.Length || Next == '\n';
    }
}
