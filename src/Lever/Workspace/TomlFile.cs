using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Lever.Workspace;

/// <summary>A value of a TOML file with the line it stands on, counted from 1.</summary>
internal abstract record TomlValue(int Line)
{
    /// <summary>What kind of value it is, for messages.</summary>
    public abstract string Kind { get; }
}

internal sealed record TomlText(int Line, string Value) : TomlValue(Line)
{
    public override string Kind => "a string";
}

internal sealed record TomlNumber(int Line, double Value, bool IsWhole) : TomlValue(Line)
{
    public override string Kind => IsWhole ? "a whole number" : "a number";
}

internal sealed record TomlFlag(int Line, bool Value) : TomlValue(Line)
{
    public override string Kind => "a boolean";
}

internal sealed record TomlDate(int Line) : TomlValue(Line)
{
    public override string Kind => "a date or time";
}

internal sealed record TomlList(int Line, List<TomlValue> Items) : TomlValue(Line)
{
    public override string Kind => "an array";
}

/// <summary>A table, its keys in the order in which they are written.</summary>
internal sealed record TomlTable(int Line) : TomlValue(Line)
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<(string Key, int Line, TomlValue Value)> entries = [];

    public override string Kind => "a table";

    public IReadOnlyList<(string Key, int Line, TomlValue Value)> Entries => entries;

    public TomlValue? this[string key] => places.TryGetValue(key, out var place) ? entries[place].Value : null;

    /// <summary>The table at a path of keys; null where there is none.</summary>
    public TomlTable? Table(params ReadOnlySpan<string> path)
    {
        var table = this;
        foreach (var key in path)
        {
            if (table[key] is not TomlTable inner) return null;
            table = inner;
        }
        return table;
    }

    public string? Text(string key) => (this[key] as TomlText)?.Value;

    public void Add(string key, int line, TomlValue value)
    {
        if (places.TryAdd(key, entries.Count)) entries.Add((key, line, value));
    }
}

/// <summary>Reads TOML 1.1 into tables that remember their lines.</summary>
internal static class TomlFile
{
    /// <summary>A configuration longer than this, in characters, is refused: it is not one.</summary>
    private const int Longest = 1 << 20;

    /// <summary>The file's root table, or the first thing that is wrong with it.</summary>
    public static (TomlTable? Root, ConfigurationProblem? Problem) Parse(string text, string path)
    {
        if (text.Length > Longest) return (null, new ConfigurationProblem(path, null, "larger than 1 MB, which no configuration is"));
        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(text, sourceName: path, validate: true);
        }
        catch (TomlException trouble)
        {
            // The parser reports nesting beyond its limit this way.
            return (null, new ConfigurationProblem(path, trouble.Line is > 0 and var line ? line : null, "arrays or tables are nested too deep"));
        }
        catch (ArgumentOutOfRangeException) when (text.EndsWith('\\'))
        {
            // The parser looks for what a backslash stands for even where the text ends behind it.
            return (null, new ConfigurationProblem(path, text.Count(character => character == '\n') + 1, "not TOML: the file ends behind a backslash, within a string; close the string with a quote"));
        }
        foreach (var message in document.Diagnostics)
            if (message.Kind == DiagnosticMessageKind.Error)
                return (null, new ConfigurationProblem(path, message.Span.Start.Line + 1, Explain(message.Message)));

        var root = new TomlTable(1);
        AddAll(root, document.KeyValues);
        foreach (var section in document.Tables)
        {
            if (section.Name is null) continue;
            var keys = KeysOf(section.Name);
            var table = Enter(root, keys.AsSpan(0, keys.Length - 1), LineOf(section));
            if (table is null) continue;
            AddAll(section is TableArraySyntax ? Append(table, keys[^1], LineOf(section)) : Enter(table, keys.AsSpan(keys.Length - 1), LineOf(section)), section.Items);
        }
        return (root, null);
    }

    /// <summary>The parser speaks of its tokens; what to do about it is the same each time.</summary>
    private static string Explain(string message) =>
        $"not TOML: {message.TrimEnd('.').Replace("`␤` (token: `newline`)", "end of the line", StringComparison.Ordinal).Replace(" (token: `closebracket`)", "", StringComparison.Ordinal).Replace("`<eof>`", "end of the file", StringComparison.Ordinal)}; check the brackets, quotes and commas up to this line";

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;

    private static void AddAll(TomlTable? table, SyntaxList<KeyValueSyntax> items)
    {
        if (table is null) return;
        foreach (var item in items) Add(table, item);
    }

    private static void Add(TomlTable table, KeyValueSyntax item)
    {
        if (item.Key is null || item.Value is null) return;
        var keys = KeysOf(item.Key);
        Enter(table, keys.AsSpan(0, keys.Length - 1), LineOf(item))?.Add(keys[^1], LineOf(item), Convert(item.Value));
    }

    /// <summary>The table at a path, made where it is not yet there; an array of tables stands for its last one.</summary>
    private static TomlTable? Enter(TomlTable from, ReadOnlySpan<string> keys, int line)
    {
        var table = from;
        foreach (var key in keys)
        {
            if (table[key] is null) table.Add(key, line, new TomlTable(line));
            var inner = table[key] is TomlList { Items: [.., var last] } ? last : table[key];
            if (inner is not TomlTable next) return null;
            table = next;
        }
        return table;
    }

    private static TomlTable? Append(TomlTable table, string key, int line)
    {
        if (table[key] is null) table.Add(key, line, new TomlList(line, []));
        if (table[key] is not TomlList list) return null;
        var added = new TomlTable(line);
        list.Items.Add(added);
        return added;
    }

    private static TomlValue Convert(ValueSyntax value)
    {
        var line = LineOf(value);
        switch (value)
        {
            case StringValueSyntax text: return new TomlText(line, text.Value ?? "");
            case IntegerValueSyntax number: return new TomlNumber(line, number.Value, IsWhole: true);
            case FloatValueSyntax number: return new TomlNumber(line, number.Value, IsWhole: false);
            case BooleanValueSyntax flag: return new TomlFlag(line, flag.Value);
            case ArraySyntax array:
                var list = new TomlList(line, []);
                foreach (var item in array.Items)
                    if (item.Value is not null) list.Items.Add(Convert(item.Value));
                return list;
            case InlineTableSyntax inline:
                var table = new TomlTable(line);
                foreach (var item in inline.Items)
                    if (item.KeyValue is not null) Add(table, item.KeyValue);
                return table;
            default: return new TomlDate(line);
        }
    }

    private static string[] KeysOf(KeySyntax key)
    {
        var keys = new List<string> { NameOf(key.Key) };
        foreach (var item in key.DotKeys) keys.Add(NameOf(item.Key));
        return [.. keys];
    }

    private static string NameOf(BareKeyOrStringValueSyntax? name) => name switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };
}
