using System.Text;

namespace Lever.Running;

/// <summary>Takes a command line apart as a shell would, or hands it to a shell where only that understands it.</summary>
internal static class CommandWords
{
    /// <summary>What means more to a shell than itself, outside quotes.</summary>
    private const string Special = "|&;<>()$`*?[]#~{}!\n";

    /// <returns>The program and its arguments; empty where the command is. With shell syntax: <c>sh -c</c> and the whole.</returns>
    public static IReadOnlyList<string> Split(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < command.Length; i++)
        {
            var at = command[i];
            if (at is ' ' or '\t')
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
                continue;
            }
            // Inside a word these are themselves.
            var isHarmless = at is '#' or '~' or '!' && word is not null || at == '!' && i + 1 < command.Length && command[i + 1] is not ' ';
            if (Special.Contains(at) && !isHarmless) return Shell(command);
            word ??= new StringBuilder();
            if (at == '\\')
            {
                if (++i >= command.Length) return Shell(command);
                word.Append(command[i]);
            }
            else if (at is '\'' or '"')
            {
                if (Quoted(command, i, word) is not { } end) return Shell(command);
                i = end;
            }
            else word.Append(at);
        }
        if (word is not null) words.Add(word.ToString());
        // `NAME=value program` sets a variable.
        return words.Count > 0 && IsAssignment(words[0]) ? Shell(command) : words;
    }

    private static string[] Shell(string command) => ["/bin/sh", "-c", command];

    /// <returns>The place of the closing quote; null where there is none, or a shell would put something in.</returns>
    private static int? Quoted(string command, int start, StringBuilder word)
    {
        for (var i = start + 1; i < command.Length; i++)
        {
            if (command[i] == command[start]) return i;
            if (command[start] == '"' && command[i] is '$' or '`') return null;
            if (command[start] == '"' && command[i] == '\\' && i + 1 < command.Length && command[i + 1] is '"' or '\\') i++;
            word.Append(command[i]);
        }
        return null;
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=') is > 0 and var equals && word[..equals].All(each => char.IsAsciiLetterOrDigit(each) || each == '_') && !char.IsAsciiDigit(word[0]);
}
