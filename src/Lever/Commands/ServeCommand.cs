using System.CommandLine;
using Lever.Serving.Lsp;
using Lever.Serving.Mcp;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever serve</c>: Lever for programs that keep it running.</summary>
internal static class ServeCommand
{
    private const string Summary = "Serve an editor or an agent over standard input and output";

    private static HelpPage Page() => new(Summary)
    {
        About = "--lsp speaks the Language Server Protocol: findings while you type, fixes, hovers, shares of profiles. --mcp speaks the Model Context Protocol: "
            + "reviews, estimates, profiles, experiments and proven fixes for agents. Nothing outside of the workspace is read or written: of the client's folders, or of the folder served.",
        Examples =
        [
            ("lever serve --lsp", "for an editor to start, not for people"),
            ("lever serve --mcp", "for an agent"),
            ("lever serve --mcp --root service", "another folder than the current one"),
        ],
        ExitCodes = [("0", "the client ended it"), ("1", "an editor went away without saying so"), ("2", "wrong command line"), ("130", "interrupted")],
        Next = "editors/vscode holds an extension that starts it; `lever init --skill` writes a page that teaches an agent when to ask.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var lsp = Options.Flag("--lsp", "Speak the Language Server Protocol");
        var mcp = Options.Flag("--mcp", "Speak the Model Context Protocol");
        var root = Options.Text("--root", "FOLDER", "With --mcp: the workspace (default: the current folder)");
        var command = new TaughtCommand("serve", Summary, Page) { lsp, mcp, root };
        command.Validators.Add(result =>
        {
            if (result.GetValue(lsp) == result.GetValue(mcp)) result.AddError("say what to speak: --lsp or --mcp");
            if (result.GetValue(lsp) && result.GetValue(root) is not null) result.AddError("--root goes with --mcp; editors name their folders themselves");
        });
        command.SetAction(parsed => parsed.GetValue(lsp) ? ServeEditor(global.Read(parsed), host) : ServeAgent(parsed.GetValue(root), host));
        return command;
    }

    private static int ServeEditor(GlobalChoices chosen, Host host)
    {
        using var server = new LspServer(host, chosen);
        return server.Serve();
    }

    private static int ServeAgent(string? root, Host host)
    {
        var folder = Path.GetFullPath(root ?? ".", host.CurrentFolder);
        if (!Directory.Exists(folder)) return ProveCommand.Refuse(host, $"{folder}: no such folder");
        var stop = host.StopOnInterrupt();
        LeverServer.Serve(host.Input(), host.Output, host, new WorkspaceFolder(folder), stop).GetAwaiter().GetResult();
        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Fine;
    }
}
