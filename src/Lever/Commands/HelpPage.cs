using System.CommandLine;
using Lever.Review.Reports;

namespace Lever.Commands;

/// <summary>What a command's help says beside its options.</summary>
/// <param name="Summary">One line, for the list of commands too.</param>
internal sealed record HelpPage(string Summary)
{
    /// <summary>What one should know before using it.</summary>
    public string About { get; init; } = "";

    public IReadOnlyList<(string Command, string Meaning)> Examples { get; init; } = [];

    public IReadOnlyList<(string Code, string Meaning)> ExitCodes { get; init; } = [];

    /// <summary>Where to go from here.</summary>
    public string Next { get; init; } = "";
}

/// <summary>A command with its page.</summary>
/// <param name="page">Made only when somebody asks for help.</param>
internal sealed class TaughtCommand(string name, string summary, Func<HelpPage> page) : Command(name, summary)
{
    public HelpPage Page() => page();
}

/// <summary>Prints the help of a command: examples first, since they are what people look for.</summary>
internal static class Help
{
    private const int Width = 110;

    public static void Write(TextWriter output, IReadOnlyList<Command> path, HelpPage page, Palette palette)
    {
        var command = path[^1];
        output.Write($"{page.Summary}\n\n");
        var arguments = string.Concat(command.Arguments.Where(argument => !argument.Hidden).Select(argument => $" {Shown(argument)}"));
        var rest = command.Subcommands.Count > 0 ? " COMMAND" : "";
        output.Write($"{palette.Paint(Style.Heading, "Usage:")} {string.Join(' ', path.Select(each => each is RootCommand ? "lever" : each.Name))}{rest} [OPTIONS]{arguments}\n");
        if (page.About != "") Paragraph(output, page.About);
        Table(output, palette, "Examples", page.Examples);
        Table(output, palette, "Commands", [.. command.Subcommands.Select(each => (each.Name, each.Description ?? ""))]);
        Table(output, palette, "Arguments", [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => (argument.Name, argument.Description ?? ""))]);
        Table(output, palette, "Options", OptionsOf(command, isGlobal: false));
        Table(output, palette, "Global options", [.. path.SelectMany(each => OptionsOf(each, isGlobal: true))]);
        Table(output, palette, "Exit codes", page.ExitCodes);
        if (page.Next != "") Paragraph(output, page.Next);
    }

    private static string Shown(Argument argument)
    {
        var name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static (string, string)[] OptionsOf(Command command, bool isGlobal) =>
        [.. command.Options.Where(option => !option.Hidden && option.Recursive == isGlobal).Select(option => (Shown(option), option.Description ?? ""))];

    private static string Shown(Option option)
    {
        var aliases = option.Aliases.Where(name => name.StartsWith('-') && name != "-?").Prepend(option.Name).Distinct();
        var names = string.Join(", ", aliases.OrderBy(name => name.Length));
        return option.ValueType == typeof(bool) || option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    private static void Table(TextWriter output, Palette palette, string title, IReadOnlyList<(string Left, string Right)> rows)
    {
        if (rows.Count == 0) return;
        output.Write($"\n{palette.Paint(Style.Heading, title + ":")}\n");
        var column = Math.Min(42, rows.Max(row => row.Left.Length) + 4);
        foreach (var (left, right) in rows)
        {
            output.Write("  " + palette.Paint(Style.Code, left));
            var at = 2 + left.Length;
            if (at + 1 > column)
            {
                output.Write('\n');
                at = 0;
            }
            output.Write(new string(' ', column - at));
            Wrap(output, right, column);
        }
    }

    private static void Paragraph(TextWriter output, string text)
    {
        output.Write('\n');
        foreach (var line in text.Split('\n')) Wrap(output, line, 0);
    }

    private static void Wrap(TextWriter output, string text, int indent)
    {
        var at = indent;
        foreach (var word in text.Split(' '))
        {
            if (at > indent && at + 1 + word.Length > Width)
            {
                output.Write('\n' + new string(' ', indent));
                at = indent;
            }
            else if (at > indent)
            {
                output.Write(' ');
                at++;
            }
            output.Write(word);
            at += word.Length;
        }
        output.Write('\n');
    }
}
