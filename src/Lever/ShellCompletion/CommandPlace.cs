using System.CommandLine;

namespace Lever.ShellCompletion;

/// <summary>Where in a command line one stands after some of its words. An unfinished line is often wrong, so that words that fit nowhere are passed over.</summary>
/// <param name="Path">The commands named so far, the root first.</param>
/// <param name="Awaited">The option whose value comes next; null where none does.</param>
/// <param name="Arguments">How many arguments of the command were given.</param>
/// <param name="IsLiteral">Whether `--` was passed, behind which there are no options.</param>
internal sealed record CommandPlace(IReadOnlyList<Command> Path, Option? Awaited, int Arguments, bool IsLiteral)
{
    public Command Command => Path[^1];

    /// <summary>The options that may stand here: the command's own, and those that every command has.</summary>
    public IEnumerable<Option> Options => Command.Options
        .Concat(Path.SkipLast(1).SelectMany(command => command.Options.Where(option => option.Recursive)))
        .Where(option => !option.Hidden);

    /// <summary>The argument that comes next; the last one may take any number.</summary>
    public Argument? Argument =>
        Arguments < Command.Arguments.Count ? Command.Arguments[Arguments]
        : Command.Arguments is [.., { Arity.MaximumNumberOfValues: > 1 } last] ? last : null;

    public static CommandPlace After(RootCommand root, IReadOnlyList<string> words)
    {
        var place = new CommandPlace([root], null, 0, false);
        foreach (var word in words) place = place.Then(word);
        return place;
    }

    public Option? OptionNamed(string name) => Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private CommandPlace Then(string word)
    {
        if (Awaited is not null) return this with { Awaited = null };
        if (!IsLiteral && word == "--") return this with { IsLiteral = true };
        if (!IsLiteral && word is ['-', _, ..])
            return this with { Awaited = OptionNamed(word) is { } option && option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0 ? option : null };
        if (!IsLiteral && Command.Subcommands.FirstOrDefault(each => each.Name == word) is { } inner) return new CommandPlace([.. Path, inner], null, 0, false);
        return this with { Arguments = Arguments + 1 };
    }
}
