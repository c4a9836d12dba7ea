using System.CommandLine;
using Lever.Serving.Lsp;

namespace Lever.Commands;

/// <summary><c>lever serve</c>: Lever for programs that keep it running.</summary>
internal static class ServeCommand
{
    private const string Summary = "Serve an editor over standard input and output";

    private static HelpPage Page() => new(Summary)
    {
        About = "--lsp speaks the Language Server Protocol: findings while you type, fixes, hovers, shares of profiles. Nothing outside of the client's workspace folders is read.",
        Examples = [("lever serve --lsp", "for an editor to start, not for people")],
        ExitCodes = [("0", "the client shut the server down"), ("1", "the client went away without"), ("2", "wrong command line"), ("130", "interrupted")],
        Next = "editors/vscode holds an extension that starts it.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var lsp = Options.Flag("--lsp", "Speak the Language Server Protocol");
        var command = new TaughtCommand("serve", Summary, Page) { lsp };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(lsp)) result.AddError("say what to speak: --lsp");
        });
        command.SetAction(parsed =>
        {
            using var server = new LspServer(host, global.Read(parsed));
            return server.Serve();
        });
        return command;
    }
}
