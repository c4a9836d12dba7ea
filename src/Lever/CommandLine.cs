using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Lever.Commands;
using Lever.Review.Findings;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever;

/// <summary>The command line: which commands there are, and what is said when it is wrong.</summary>
internal static class CommandLine
{
    private const string Summary = "Finds what makes Python and Rust slow, says what it may be worth, and never claims more than it can show.";

    private static HelpPage About() => new(Summary)
    {
        About = "`check` is the linter: a line for each finding, for editors and CI. `review` is the answer to \"what should I do first?\".",
        Examples =
        [
            ("lever check", "what the current folder's code costs more than it must"),
            ("lever check src --diff main", "only what this branch changed"),
            ("lever explain py-membership-in-grown-list", "why a rule says what it says, and when not to follow it"),
        ],
        ExitCodes =
        [
            ("0", "nothing at or above --fail-on"), ("1", "findings at or above --fail-on"),
            ("2", "wrong command line, configuration or input"), ("3", "a fault of Lever's own"), ("130", "interrupted"),
        ],
        Next = "`lever COMMAND --help` says more of each command. Settings: lever.toml, or [tool.lever] in pyproject.toml.",
    };

    /// <param name="review">Makes a review of a job; null offers no <c>review</c> command.</param>
    public static int Run(IReadOnlyList<string> arguments, Host host, Func<ReviewJob, ReviewResult>? review)
    {
        var root = Build(host, review);
        if (arguments is [PossibleWords.Verb, ..])
        {
            PossibleWords.Write(host.Out, root, [.. arguments.Skip(1)]);
            return ExitCode.Fine;
        }
        // A path may start with `@`, so response files are not offered.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is HelpAnswer or VersionAnswer || parsed.Action is not ParseErrorAction and not null && ErrorsOf(parsed).Count == 0)
            return Invoke(parsed, host);
        var path = PathOf(parsed.CommandResult);
        var command = string.Join(' ', path.Select(each => each is RootCommand ? "lever" : each.Name));
        var errors = ErrorsOf(parsed);
        // A command that only holds others was given alone: its page says which.
        if (errors.Count == 0) Help.Write(host.Error, CommandPage.Of(path, HelpOf(path[^1])), Review.Reports.Palette.Plain);
        foreach (var error in errors) host.Error.WriteLine($"{command}: {error}");
        if (errors.Count > 0) host.Error.WriteLine($"See `{command} --help`.");
        return ExitCode.Usage;
    }

    /// <summary>What there is to say of every command, each before those that it holds.</summary>
    public static IReadOnlyList<CommandPage> Pages()
    {
        using var host = new Host(Stream.Null, TextWriter.Null, Environment.CurrentDirectory);
        return [.. PagesBelow([Build(host, Reviewing.Run)])];
    }

    private static IEnumerable<CommandPage> PagesBelow(IReadOnlyList<Command> path) =>
        path[^1].Subcommands.SelectMany(command => PagesBelow([.. path, command])).Prepend(CommandPage.Of(path, HelpOf(path[^1])));

    private static int Invoke(ParseResult parsed, Host host)
    {
        try
        {
            var code = parsed.Invoke(new InvocationConfiguration
            {
                Output = host.Out, Error = host.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
            });
            host.Out.Flush();
            return code;
        }
        catch (IOException trouble)
        {
            // Nobody reads any more, or the disk that the output goes to is full.
            host.Error.WriteLine($"lever: the output cannot be written: {Trouble.Explain(trouble)}");
            return ExitCode.Fault;
        }
        catch (Exception fault)
        {
            host.Error.WriteLine($"lever: {fault.Message}");
            host.Error.WriteLine("This is a fault of Lever's own; please report it with the lines below.");
            host.Error.WriteLine(fault.ToString());
            return ExitCode.Fault;
        }
    }

    private static RootCommand Build(Host host, Func<ReviewJob, ReviewResult>? review)
    {
        var root = new RootCommand(Summary);
        var global = new GlobalOptions();
        foreach (var option in root.Options)
        {
            if (option is HelpOption)
            {
                option.Description = "Show help for a command";
                option.Action = new HelpAnswer(host);
            }
            else if (option is VersionOption)
            {
                option.Action = new VersionAnswer(host);
            }
        }
        global.AddTo(root);
        if (review is not null) root.Add(ReviewCommand.Create(global, host, review));
        root.Add(CheckCommand.Create(global, host));
        root.Add(MergeCommand.Create(global, host));
        root.Add(ExplainCommand.Create(global, host));
        root.Add(RulesCommand.Create(global, host));
        root.Add(EstimateCommand.Create(global, host));
        root.Add(ProveCommand.Create(global, host));
        root.Add(ApplyCommand.Create(global, host));
        root.Add(ReplayCommand.Create(global, host));
        root.Add(CalibrateCommand.Create(global, host));
        root.Add(DoctorCommand.Create(global, host));
        root.Add(ProfileCommand.Create(global, host));
        root.Add(InitCommand.Create(host));
        root.Add(ServeCommand.Create(global, host));
        root.Add(TreeCommand.Create(global, host));
        root.Add(CompletionsCommand.Create(host));
        return root;
    }

    private static List<Command> PathOf(CommandResult result)
    {
        var path = new List<Command>();
        for (SymbolResult? at = result; at is not null; at = at.Parent)
            if (at is CommandResult command) path.Insert(0, command.Command);
        return path;
    }

    private static HelpPage HelpOf(Command command) => command is TaughtCommand taught ? taught.Page() : About();

    /// <summary>What is wrong with the command line, the most telling first.</summary>
    private static List<string> ErrorsOf(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var errors = new List<string>();
        var isLiteral = false;
        foreach (var token in parsed.Tokens)
        {
            isLiteral |= token.Type == TokenType.DoubleDash;
            // An argument that takes any number of values swallows unknown options as values.
            if (isLiteral || token.Type is not TokenType.Argument || token.Value is not ['-', _, ..]) continue;
            if (double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) continue;
            errors.Add(UnknownOption(token.Value.Split('=')[0], parsed));
        }
        if (errors.Count > 0) return errors;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..])
            return [$"unknown command `{word}`{NearestWord.Hint(word, [.. command.Subcommands.Select(each => each.Name)])}"];
        if (command.Subcommands.Count > 0 && command.Action is null && parsed.UnmatchedTokens.Count == 0) return [];
        foreach (var argument in command.Arguments)
            if (argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 }) errors.Add($"{argument.Name} is missing");
        if (errors.Count > 0) return errors;
        foreach (var error in parsed.Errors) errors.Add(error.Message.TrimEnd('.'));
        return errors;
    }

    private static string UnknownOption(string name, ParseResult parsed)
    {
        var names = PathOf(parsed.CommandResult).SelectMany(each => each.Options).Select(option => option.Name.TrimStart('-'));
        var hint = NearestWord.To(name.TrimStart('-'), names) is { } near
            ? $"did you mean `--{near}`?"
            : "put `--` before names that start with a hyphen";
        return $"unknown option `{name}`; {hint}";
    }

    private sealed class HelpAnswer(Host host) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var path = PathOf(parseResult.CommandResult);
            Help.Write(host.Out, CommandPage.Of(path, HelpOf(path[^1])), host.Layout(ColorMode.Auto).Palette);
            return ExitCode.Fine;
        }
    }

    private sealed class VersionAnswer(Host host) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            host.Out.Write($"lever {ToolVersion.Text}\n");
            return ExitCode.Fine;
        }
    }
}
