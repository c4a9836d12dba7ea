using System.Globalization;
using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>
/// One table of the configuration being read: asks for each key by name and kind, and at the end reports the keys that nothing
/// asked for.
/// </summary>
/// <param name="name">The table's name as the user writes it; empty for the outermost.</param>
internal sealed class SettingsTable(TomlTable table, string name, string file, List<ConfigurationProblem> problems)
{
    private readonly List<string> known = [];

    public IReadOnlyList<(string Key, int Line, TomlValue Value)> Entries => table.Entries;

    public SettingsTable? Section(string key)
    {
        if (Find(key) is not { } value) return null;
        if (value is TomlTable inner) return Inner(key, inner);
        Complain(value.Line, $"`{key}` is a table: write [{Within(key)}]");
        return null;
    }

    public SettingsTable Inner(string key, TomlTable inner) => new(inner, Within(key), file, problems);

    public string? Text(string key, string example)
    {
        if (Find(key) is not { } value) return null;
        if (value is TomlText text) return text.Value;
        Complain(value.Line, $"{Named(key)} must be a string such as \"{example}\", not {value.Kind}");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public string? Choice(string key, IReadOnlyList<string> choices)
    {
        var text = Text(key, choices[0]);
        if (text is null || choices.Contains(text)) return text;
        var hint = NearestWord.To(text, choices) is { } nearest ? $"; did you mean \"{nearest}\"?" : "";
        Complain(LineOf(key), $"{Named(key)} is \"{text}\", not one of {string.Join(", ", choices)}{hint}");
        return null;
    }

    /// <summary>A string that stands for a quantity.</summary>
    public T? Quantity<T>(string key, Func<string, T?> read, string example)
        where T : struct
    {
        if (Text(key, example) is not { } text) return null;
        if (read(text) is { } quantity) return quantity;
        Complain(LineOf(key), $"{Named(key)} is \"{text}\", which is not understood; write it like \"{example}\"");
        return null;
    }

    /// <summary>A number, or a string that stands for one.</summary>
    public double? Number(string key, Func<string, double?> read, double least, double greatest, string example)
    {
        var number = Find(key) is TomlNumber plain ? plain.Value : Quantity(key, read, example);
        if (number is not { } value || (value > least && value < greatest)) return number;
        Complain(LineOf(key), string.Create(CultureInfo.InvariantCulture, $"{Named(key)} must lie between {least} and {greatest}"));
        return null;
    }

    public int? Whole(string key, int least)
    {
        if (Find(key) is not { } value) return null;
        if (value is TomlNumber { IsWhole: true } number && number.Value >= least && number.Value <= int.MaxValue) return (int)number.Value;
        Complain(value.Line, string.Create(CultureInfo.InvariantCulture, $"{Named(key)} must be a whole number of at least {least}"));
        return null;
    }

    public IReadOnlyList<GlobPattern>? Globs(string key, string example)
    {
        if (Find(key) is not { } value) return null;
        return Globs(value, Named(key), example);
    }

    public IReadOnlyList<GlobPattern> Globs(TomlValue value, string what, string example)
    {
        if (value is not TomlList list)
        {
            Complain(value.Line, $"{what} must be an array of strings such as [\"{example}\"], not {value.Kind}");
            return [];
        }
        var globs = new List<GlobPattern>();
        foreach (var item in list.Items)
        {
            if (item is not TomlText text) Complain(item.Line, $"{what} must hold strings only, not {item.Kind}");
            else if (Glob(text.Value, item.Line) is { } glob) globs.Add(glob);
        }
        return globs;
    }

    public GlobPattern? Glob(string text, int line)
    {
        if (text is not ['!', ..] and not "") return GlobPattern.Parse(text);
        Complain(line, text == "" ? "a pattern must not be empty" : $"\"{text}\": a pattern cannot take others back with `!` here");
        return null;
    }

    /// <summary>Reports every key that was not asked for, with the nearest that could have been meant.</summary>
    public void Finish()
    {
        foreach (var (key, line, _) in table.Entries)
        {
            if (known.Contains(key)) continue;
            Complain(line, $"unknown key `{key}`{(name == "" ? "" : $" in [{name}]")}{NearestWord.Hint(key, known)}");
        }
    }

    public void Complain(int line, string message) => problems.Add(new ConfigurationProblem(file, line, message));

    /// <summary>The line of a key's value; the table's where the key is absent.</summary>
    public int LineOf(string key) => table[key]?.Line ?? table.Line;

    public string Named(string key) => name == "" ? $"`{key}`" : $"`{key}` in [{name}]";

    private string Within(string key) => name == "" ? key : $"{name}.{key}";

    private TomlValue? Find(string key)
    {
        if (!known.Contains(key)) known.Add(key);
        return table[key];
    }
}
