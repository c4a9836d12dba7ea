using System.Text;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Tests.Shell;

/// <summary>One run of the command line in a folder, without a process.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public static CommandRun Of(TemporaryFolder folder, params string[] arguments) => Of(folder, new Setting(), arguments);

    public static CommandRun Of(TemporaryFolder folder, Setting setting, params string[] arguments)
    {
        using var output = new MemoryStream();
        var errors = new StringWriter { NewLine = "\n" };
        int code;
        using (var host = new Host(output, errors, folder.Path)
               {
                   OutputIsTerminal = setting.IsTerminal,
                   Variable = name => setting.Variables.GetValueOrDefault(name),
                   Today = () => new DateOnly(2026, 11, 22),
               })
        {
            if (setting.IsInterrupted) host.Interrupt();
            code = CommandLine.Run(arguments, host, setting.Review);
        }
        return new CommandRun(code, Encoding.UTF8.GetString(output.ToArray()), errors.ToString());
    }

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public sealed record Setting
    {
        public bool IsTerminal { get; init; }

        public bool IsInterrupted { get; init; }

        public Dictionary<string, string> Variables { get; init; } = [];

        public Func<ReviewJob, ReviewResult>? Review { get; init; }
    }
}
