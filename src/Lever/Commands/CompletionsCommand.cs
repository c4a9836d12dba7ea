using System.CommandLine;
using Lever.ShellCompletion;

namespace Lever.Commands;

/// <summary><c>lever completions</c>: scripts that teach a shell what may follow on the line.</summary>
internal static class CompletionsCommand
{
    private const string Summary = "Print a script that completes commands, options, values and rule names in a shell";

    private static HelpPage Page() => new(Summary)
    {
        About = "The script asks the program itself, so that it stays right when Lever is updated.",
        Examples =
        [
            ("source <(lever completions bash)", "bash, for this session; put the line into ~/.bashrc for all"),
            ("source <(lever completions zsh)", "zsh; in ~/.zshrc behind compinit"),
            ("lever completions fish > ~/.config/fish/completions/lever.fish", "fish"),
        ],
        ExitCodes = [("0", "printed"), ("2", "there is no script for that shell")],
    };

    public static Command Create(Host host)
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", CompletionScripts.Shells) };
        shell.CompletionSources.Add(Offers.Words(CompletionScripts.Shells));
        var command = new TaughtCommand("completions", Summary, Page) { shell };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(shell)!;
            if (!CompletionScripts.Shells.Contains(name))
            {
                host.Error.WriteLine($"lever completions: `{name}` is not one of {string.Join(", ", CompletionScripts.Shells)}");
                return ExitCode.Usage;
            }
            host.Out.Write(CompletionScripts.Of(name));
            return ExitCode.Fine;
        });
        return command;
    }
}
