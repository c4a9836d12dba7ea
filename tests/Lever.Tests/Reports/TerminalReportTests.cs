using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Syntax.Text;

namespace Lever.Tests.Reports;

public class TerminalReportTests
{
    private static readonly Palette Coloured = Palette.Terminal("file:///home/me/project/");

    public static TheoryData<string, bool, int> Layouts => new()
    {
        { "pipe", false, 0 },
        { "80", false, 80 },
        { "120", false, 120 },
        { "80-colour", true, 80 },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_check_reads_as_committed(string name, bool coloured, int width) =>
        Snap.Match($"check-{name}.txt", Escaped(Written.CheckTerminal(Samples.Check, Layout(coloured, width))));

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_review_reads_as_committed(string name, bool coloured, int width) =>
        Snap.Match($"review-{name}.txt", Escaped(Written.ReviewTerminal(Samples.Review, Layout(coloured, width))));

    [Fact]
    public void Nothing_found_is_said_in_one_line()
    {
        var result = new CheckResult { Files = new FileCounts(1, 0, 900), Findings = [] };
        Assert.Equal("No findings\n1 file read, 900 B\n", Written.CheckTerminal(result, TerminalLayout.Pipe));
    }

    [Fact]
    public void A_check_stopped_early_says_so() =>
        Assert.Contains("Stopped early", Written.CheckTerminal(Samples.Check with { StoppedEarly = true }, TerminalLayout.Pipe), StringComparison.Ordinal);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_of_a_check_is_wider_than_the_terminal(int width)
    {
        foreach (var line in Written.CheckTerminal(Samples.Check, Layout(coloured: false, width)).Split('\n'))
            Assert.True(Visible.Width(line) <= width, line);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_of_a_review_but_commands_and_diffs_is_wider_than_the_terminal(int width)
    {
        foreach (var line in Written.ReviewTerminal(Samples.Review, Layout(coloured: false, width)).Split('\n'))
            Assert.True(Visible.Width(line) <= width, line);
    }

    [Fact]
    public void A_line_that_no_one_wrote_is_not_shown()
    {
        var lines = new LineMap(SourceText.From(new string('x', 1_000_000)));
        var output = new StringWriter();
        var result = new CheckResult { Files = default, Findings = [Samples.Estimated] };
        CheckTerminal.Write(output, result, TerminalLayout.Pipe, (_, _) => lines);
        Assert.InRange(output.ToString().Length, 100, 1000);
    }

    [Fact]
    public void Of_many_findings_alike_the_first_are_told_in_full_and_a_line_names_each_other()
    {
        var alike = Enumerable.Range(1, 9).Select(number => Samples.Estimated with { Range = new(new(number, 1), new(number, 5)), Message = $"the finding {number}" }).ToList();
        List<Finding> all = [.. alike[..5], Samples.Rust, Samples.Profiled, .. alike[5..]];
        var text = Written.CheckTerminal(new CheckResult { Files = default, Findings = all }, TerminalLayout.Pipe);
        Assert.Contains(
            "\n\n6 more of py-membership-list-in-loop with the fix given above:\n"
                + string.Concat(alike[3..].Select(finding => $"src/feed/dedupe.py:{finding.Range.Start.Line}:1: {finding.Message}\n")) + "\n11 findings",
            text, StringComparison.Ordinal);
        // Another rule's, and what a profile says of one, are told in full between the first ones.
        Assert.Equal(3 + 2, text.Split("tier ").Length - 1);
        // A person reads what all of them say once.
        var same = new CheckResult { Files = default, Findings = [.. alike.Select(finding => finding with { Message = "the same" })] };
        Assert.Contains("src/feed/dedupe.py:4:1: the same\nsrc/feed/dedupe.py:5:1\nsrc/feed/dedupe.py:6:1\n", Written.CheckTerminal(same, Layout(coloured: false, 80)), StringComparison.Ordinal);
        // Few of a kind are told in full.
        Assert.DoesNotContain("with the fix given above", Written.CheckTerminal(new CheckResult { Files = default, Findings = alike[..6] }, TerminalLayout.Pipe), StringComparison.Ordinal);
    }

    [Fact]
    public void Colour_and_links_only_add_escapes()
    {
        var plain = Written.CheckTerminal(Samples.Check, Layout(coloured: false, 80));
        var coloured = Written.CheckTerminal(Samples.Check, Layout(coloured: true, 80));
        var stripped = System.Text.RegularExpressions.Regex.Replace(coloured, "\e\\[[0-9;]*m|\e\\]8;;[^\e]*\e\\\\", "");
        Assert.Equal(plain, stripped);
    }

    [Fact]
    public void Names_and_code_cannot_steer_the_terminal()
    {
        var result = new CheckResult { Files = default, Findings = [Samples.Hostile], Problems = [new(Samples.Hostile.Path, 1, "\e[2J")] };
        var text = Written.CheckTerminal(result, TerminalLayout.Pipe);
        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202E', text);
        Assert.Equal(9, text.Split('\n').Length);
    }

    private static TerminalLayout Layout(bool coloured, int width) => new(coloured ? Coloured : Palette.Plain, width);

    private static string Escaped(string text) => text.Replace("\e", "\\e", StringComparison.Ordinal);
}
