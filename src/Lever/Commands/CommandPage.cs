using System.CommandLine;

namespace Lever.Commands;

/// <summary>Everything there is to say of a command: what <c>--help</c>, the manual and the documentation's pages show, each in its own way.</summary>
/// <param name="Name">As it is typed, such as <c>lever profile show</c>.</param>
/// <param name="Tables">What may follow it, by kind (Commands, Arguments, Options, Global options); kinds without any are left out.</param>
internal sealed record CommandPage(string Name, string Usage, HelpPage Help, IReadOnlyList<(string Title, IReadOnlyList<(string Left, string Right)> Rows)> Tables)
{
    /// <summary>The table of the options that every command has.</summary>
    public const string GlobalTitle = "Global options";

    /// <param name="path">The commands on the way to it, the root first.</param>
    public static CommandPage Of(IReadOnlyList<Command> path, HelpPage help)
    {
        var command = path[^1];
        var name = string.Join(' ', path.Select(each => each is RootCommand ? "lever" : each.Name));
        var arguments = string.Concat(command.Arguments.Where(argument => !argument.Hidden).Select(argument => $" {Shown(argument)}"));
        var rest = command.Subcommands.Count > 0 ? " COMMAND" : "";
        (string Title, IReadOnlyList<(string, string)> Rows)[] tables =
        [
            ("Commands", [.. command.Subcommands.Select(each => (each.Name, each.Description ?? ""))]),
            ("Arguments", [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => (argument.Name, argument.Description ?? ""))]),
            ("Options", OptionsOf(command, isGlobal: false)),
            (GlobalTitle, [.. path.SelectMany(each => OptionsOf(each, isGlobal: true))]),
        ];
        return new CommandPage(name, $"{name}{rest} [OPTIONS]{arguments}", help, [.. tables.Where(table => table.Rows.Count > 0)]);
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
}
