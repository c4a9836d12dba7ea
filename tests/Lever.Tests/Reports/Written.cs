using System.Text;
using Lever.Review.Findings;
using Lever.Review.Reports;

namespace Lever.Tests.Reports;

/// <summary>Every report as text.</summary>
internal static class Written
{
    public static string CheckTerminal(CheckResult result, TerminalLayout layout) =>
        Text(output => Lever.Review.Reports.CheckTerminal.Write(output, result, layout, Samples.Lines));

    public static string CheckGitHub(CheckResult result) => Text(output => Lever.Review.Reports.CheckGitHub.Write(output, result));

    public static string CheckJson(CheckResult result) => Bytes(output => Lever.Review.Reports.CheckJson.Write(output, result, Samples.Tool));

    public static string CheckSarif(CheckResult result) => Bytes(output => Lever.Review.Reports.CheckSarif.Write(output, result, Samples.Tool, GoalMetric.Latency));

    public static string CheckGitLab(CheckResult result) => Bytes(output => Lever.Review.Reports.CheckGitLab.Write(output, result));

    public static string CheckRdJson(CheckResult result) => Bytes(output => Lever.Review.Reports.CheckRdJson.Write(output, result, Samples.Tool, Samples.Lines));

    public static string CheckJUnit(CheckResult result, Grade? failOn) => Bytes(output => Lever.Review.Reports.CheckJUnit.Write(output, result, failOn));

    public static string CheckMarkdown(CheckResult result, string? linkBase) => Text(output => Lever.Review.Reports.CheckMarkdown.Write(output, result, linkBase));

    public static string ReviewTerminal(ReviewResult result, TerminalLayout layout) =>
        Text(output => Lever.Review.Reports.ReviewTerminal.Write(output, result, layout));

    public static string ReviewMarkdown(ReviewResult result) => Text(output => Lever.Review.Reports.ReviewMarkdown.Write(output, result));

    public static string ReviewJson(ReviewResult result, ReviewDetail detail) =>
        Bytes(output => Lever.Review.Reports.ReviewJson.Write(output, result, Samples.Tool, detail));

    /// <summary>All formats of the samples, one after the other.</summary>
    public static string Everything() => string.Join("\n=====\n",
        CheckTerminal(Samples.Check, TerminalLayout.Pipe), CheckTerminal(Samples.Check, new TerminalLayout(Palette.Terminal("file:///p/"), 80)),
        CheckGitHub(Samples.Check), CheckGitLab(Samples.Check), CheckRdJson(Samples.Check), CheckJUnit(Samples.Check, null), CheckMarkdown(Samples.Check, null), CheckJson(Samples.Check), CheckSarif(Samples.Check),
        ReviewTerminal(Samples.Review, TerminalLayout.Pipe), ReviewMarkdown(Samples.Review), ReviewJson(Samples.Review, ReviewDetail.Full));

    private static string Text(Action<TextWriter> write)
    {
        var output = new StringWriter();
        write(output);
        return output.ToString();
    }

    private static string Bytes(Action<Stream> write)
    {
        var output = new MemoryStream();
        write(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
