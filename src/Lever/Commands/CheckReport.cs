using System.CommandLine;
using System.CommandLine.Parsing;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Review.Settings;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary>How the findings of a check, or of several merged into one, are to be printed.</summary>
/// <param name="LinkBase">What links of the Markdown report start with; null for relative ones.</param>
internal sealed record CheckReport(string Format, string? LinkBase, ColorMode Color)
{
    public const string Json = "json";
    private const string Markdown = "markdown";

    public static Option<string> FormatOption() =>
        Options.Choice("--format", "FORMAT", "How to print", ["terminal", Json, "sarif", "github", "gitlab", "rdjson", "junit", Markdown]);

    public static Option<string?> LinkBaseOption() =>
        Options.Text("--link-base", "URL", "With --format markdown, what links to files start with, such as https://github.com/OWNER/NAME/blob/COMMIT");

    /// <summary>Refuses a base for links where there are none.</summary>
    public static void Require(CommandResult result, Option<string> format, Option<string?> linkBase)
    {
        // The value of an option that is wrong itself cannot be asked for.
        if (result.GetResult(linkBase) is { Implicit: false } && result.GetResult(format)?.Tokens is not [.., { Value: Markdown }]) result.AddError($"{linkBase.Name} needs --format {Markdown}");
    }

    /// <param name="files">The files that are quoted from.</param>
    /// <param name="failOn">The grade from which on a finding fails the run; null for none.</param>
    /// <param name="settings">Say what findings are ranked by.</param>
    /// <param name="shard">What a part's report says of itself; null for a whole one.</param>
    public void Write(CheckResult result, IEnumerable<SourceFile> files, Grade? failOn, ReviewSettings settings, ShardInfo? shard, Host host)
    {
        switch (Format)
        {
            case Json:
                CheckJson.Write(host.Output, result, ToolVersion.Info, shard);
                break;
            case "sarif":
                CheckSarif.Write(host.Output, result, ToolVersion.Info, Reviewing.GoalOf(settings).Metric);
                break;
            case "github":
                CheckGitHub.Write(host.Out, result);
                break;
            case "gitlab":
                CheckGitLab.Write(host.Output, result);
                break;
            case "rdjson":
                CheckRdJson.Write(host.Output, result, ToolVersion.Info, new SourceLines(files).LinesOf);
                break;
            case "junit":
                CheckJUnit.Write(host.Output, result, failOn);
                break;
            case Markdown:
                CheckMarkdown.Write(host.Out, result, LinkBase);
                break;
            default:
                CheckTerminal.Write(host.Out, result, host.Layout(Color), new SourceLines(files).LinesOf);
                break;
        }
        host.Out.Flush();
    }

    /// <summary>What the process says of a result.</summary>
    public static int ExitCodeOf(CheckResult result, Grade? failOn)
    {
        if (result.StoppedEarly) return ExitCode.Interrupted;
        if (result.Problems.Any(problem => problem.IsFault)) return ExitCode.Fault;
        return result.Findings.Any(finding => Wording.Borne(finding) >= failOn) ? ExitCode.Found : ExitCode.Fine;
    }
}
