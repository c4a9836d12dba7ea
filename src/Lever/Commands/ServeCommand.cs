using Lever.Serving;
using Lever.Serving.Mcp;

namespace Lever.Commands;

/// <summary><c>lever serve</c>: for programs that ask again and again.</summary>
internal static class ServeCommand
{
    private const string Summary = "Serve agents over standard input and output";

    private static HelpPage Page() => new(Summary)
    {
        About = "Standard output belongs to the protocol; everything else goes to standard error. Nothing outside of the folder served is read or written.",
        Examples = [("lever serve --mcp", "for an AI agent, by the Model Context Protocol"), ("lever serve --mcp --root service", "another folder than the current one")],
        ExitCodes = [("0", "the client ended it"), ("2", "there is no such folder, or no protocol is named")],
        Next = "`lever init --skill` writes a page that teaches an agent when to ask.",
    };

    public static TaughtCommand Create(Host host)
    {
        var mcp = Options.Flag("--mcp", "Speak the Model Context Protocol");
        var root = Options.Text("--root", "FOLDER", "The workspace (default: the current folder)");
        var command = new TaughtCommand("serve", Summary, Page) { mcp, root };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(mcp)) result.AddError("name a protocol: --mcp");
        });
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(root) ?? ".", host.CurrentFolder);
            if (!Directory.Exists(folder)) return ProveCommand.Refuse(host, $"{folder}: no such folder");
            LeverServer.Serve(host.Input(), host.Output, host, new WorkspaceFolder(folder), host.StopOnInterrupt()).GetAwaiter().GetResult();
            return ExitCode.Fine;
        });
        return command;
    }
}
