using System.CommandLine;
using System.CommandLine.Completions;

namespace Lever.ShellCompletion;

/// <summary>
/// What may stand where the cursor is, for the scripts of <see cref="CompletionScripts"/>: they start the program under a hidden verb
/// with the words of the line, the last of them unfinished. It answers a line for each possibility, the whole word first and behind a
/// tab what it means; the line <c>:files</c> asks the shell for files and folders.
/// </summary>
internal static class PossibleWords
{
    /// <summary>Not for users; shells start Lever so.</summary>
    public const string Verb = "complete";

    private const int LongestMeaning = 100;
    private const string AsksForFiles = ":files";

    public static void Write(TextWriter output, RootCommand root, IReadOnlyList<string> words)
    {
        var current = words is [.., var last] ? last : "";
        var files = false;
        foreach (var (word, meaning) in Possible(root, [.. words.SkipLast(1)], current))
        {
            files |= word == AsksForFiles;
            if (word != AsksForFiles && word.StartsWith(current, StringComparison.Ordinal)) output.Write($"{word}\t{Short(meaning)}\n");
        }
        if (files) output.Write(AsksForFiles + "\n");
    }

    private static IEnumerable<(string Word, string Meaning)> Possible(RootCommand root, IReadOnlyList<string> before, string current)
    {
        var line = CommandPlace.After(root, before);
        if (line.Awaited is { } awaited) return Values(awaited.GetCompletions(CompletionContext.Empty), "", current);
        if (!line.IsLiteral && current.StartsWith("--", StringComparison.Ordinal) && current.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
        {
            return line.OptionNamed(current[..equals]) is { } named
                ? Values(named.GetCompletions(CompletionContext.Empty), current[..(equals + 1)], current)
                : [];
        }
        if (!line.IsLiteral && current.StartsWith('-')) return line.Options.Select(option => (option.Name, option.Description ?? ""));
        if (line.Command.Subcommands.Count > 0) return line.Command.Subcommands.Select(each => (each.Name, each.Description ?? ""));
        return line.Argument is { } argument ? Values(argument.GetCompletions(CompletionContext.Empty), "", current) : [];
    }

    /// <param name="prefix">The part of the word before the value.</param>
    private static IEnumerable<(string Word, string Meaning)> Values(IEnumerable<CompletionItem> items, string prefix, string current)
    {
        // Of a list between commas the last name is unfinished.
        if (current.LastIndexOf(',') is >= 0 and var comma) prefix = current[..(comma + 1)];
        return items.Select(item => item.Kind == Offers.FileKind ? (AsksForFiles, "") : (prefix + item.Label, item.Detail ?? ""));
    }

    private static string Short(string meaning)
    {
        var line = meaning.ReplaceLineEndings(" ");
        return line.Length <= LongestMeaning ? line : string.Concat(line.AsSpan(0, LongestMeaning - 1), "…");
    }
}
