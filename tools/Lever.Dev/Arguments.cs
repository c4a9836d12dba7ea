using System.Globalization;

namespace Lever.Dev;

/// <summary>The words after a verb: options that take a value (`--name value`), flags (`--name`), and the rest.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private readonly List<string> rest = [];

    private Arguments()
    {
    }

    /// <summary>What is no option: files and folders.</summary>
    public IReadOnlyList<string> Rest => rest;

    /// <param name="flags">The options that take no value, without their dashes.</param>
    public static Arguments Read(ReadOnlySpan<string> words, params ReadOnlySpan<string> flags)
    {
        var arguments = new Arguments();
        for (var index = 0; index < words.Length; index++)
        {
            if (!words[index].StartsWith("--", StringComparison.Ordinal))
            {
                arguments.rest.Add(words[index]);
                continue;
            }
            var name = words[index][2..];
            arguments.options[name] = flags.Contains(name) || index + 1 == words.Length ? "" : words[++index];
        }
        return arguments;
    }

    public bool Has(string name) => options.ContainsKey(name);

    public string Text(string name, string otherwise) => options.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise) =>
        options.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
