using System.Text;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Lever.Workspace;
using Range = Lever.Review.Findings.Range;

namespace Lever.Tests.Shell;

public class FixWriterTests
{
    private static readonly RuleInfo rule = new("py-test", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A) { Doc = "A test." };

    private static Finding FindingWith(params IReadOnlyList<(int Start, int End, string Text)> edits)
    {
        var nowhere = new Range(new Position(1, 1), new Position(1, 1));
        return new Finding
        {
            Rule = rule, Path = "a.py", Span = new Span(0, 0), Range = nowhere, Region = (1, 1), Symbol = "a", Role = Role.Library, Heat = Heat.Warm, Tier = Tier.A,
            Grade = Grade.Pattern, Message = "x", Fingerprint = "f",
            Fix = new Fix(Applicability.Safe, "fix it", [.. edits.Select(edit => new Edit(new Span(edit.Start, edit.End), nowhere, edit.Text))], []),
        };
    }

    private static (byte[] Content, FixOutcome Outcome) Fix(byte[] content, params Finding[] findings)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", content);
        var outcome = FixWriter.Write(new SourceFile(path, "a.py", Language.Python, IsNamed: true), ContentHash.Of(content), findings);
        return (File.ReadAllBytes(path), outcome);
    }

    [Fact]
    public void Edits_are_made_from_all_findings()
    {
        var (content, outcome) = Fix("a = 1\nb = 2\n"u8.ToArray(), FindingWith((0, 1, "x"), (4, 5, "10")), FindingWith((10, 11, "20")));
        Assert.Equal("x = 10\nb = 20\n", Encoding.UTF8.GetString(content));
        Assert.Equal((2, 0, null), (outcome.Applied.Count, outcome.LeftOut, outcome.Trouble));
    }

    [Fact]
    public void Overlapping_findings_are_left_for_another_run()
    {
        var (content, outcome) = Fix("abc = 1\n"u8.ToArray(), FindingWith((0, 3, "x")), FindingWith((2, 7, "y")));
        Assert.Equal("x = 1\n", Encoding.UTF8.GetString(content));
        Assert.Equal((1, 1, null), (outcome.Applied.Count, outcome.LeftOut, outcome.Trouble));
    }

    [Fact]
    public void Imports_put_in_at_one_place_stand_below_each_other_and_the_same_one_counts_once()
    {
        var (content, outcome) = Fix("x = 1\n"u8.ToArray(),
            FindingWith((0, 0, "import a\n"), (4, 5, "2")), FindingWith((0, 0, "import b\n")), FindingWith((0, 0, "import a\n")));
        Assert.Equal("import a\nimport b\nx = 2\n", Encoding.UTF8.GetString(content));
        Assert.Equal(3, outcome.Applied.Count);
    }

    [Fact]
    public void Line_ends_and_byte_order_mark_stay()
    {
        var content = Encoding.UTF8.GetBytes("\uFEFFa = 1\r\nb = 'é'\r\n");
        var (changed, _) = Fix(content, FindingWith((7, 7, "c = 3\nd = 4\n")));
        Assert.Equal("\uFEFFa = 1\r\nc = 3\r\nd = 4\r\nb = 'é'\r\n", Encoding.UTF8.GetString(changed));
    }

    [Fact]
    public void Another_encoding_stays_or_nothing_is_written()
    {
        var content = Encoding.Latin1.GetBytes("# coding: latin-1\na = 'é'\n");
        var (changed, outcome) = Fix(content, FindingWith((18, 19, "b")));
        Assert.Null(outcome.Trouble);
        Assert.Equal(Encoding.Latin1.GetBytes("# coding: latin-1\nb = 'é'\n"), changed);
        var (kept, refused) = Fix(content, FindingWith((18, 19, "δ")));
        Assert.Contains("lacks", refused.Trouble);
        Assert.Equal(content, kept);
    }

    [Fact]
    public void Bytes_without_meaning_are_not_written_over()
    {
        var content = "a = 1\nb = '\xff'\n"u8.ToArray().Select(value => value == 0xC3 ? (byte)0xFF : value).ToArray();
        var (kept, outcome) = Fix(content, FindingWith((0, 1, "x")));
        Assert.NotNull(outcome.Trouble);
        Assert.Equal(content, kept);
    }

    [Fact]
    public void Edits_that_break_the_syntax_are_refused()
    {
        var (kept, outcome) = Fix("a = 1\n"u8.ToArray(), FindingWith((0, 1, "(")));
        Assert.Equal("the edits together would break its syntax", outcome.Trouble);
        Assert.Equal("a = 1\n", Encoding.UTF8.GetString(kept));
    }

    [Fact]
    public void Another_content_than_the_one_analysed_is_not_touched()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.py", "b = 1\n");
        var outcome = FixWriter.Write(new SourceFile(path, "a.py", Language.Python, true), ContentHash.Of("a = 1\n"u8), [FindingWith((0, 1, "x"))]);
        Assert.Equal("the file has changed since it was read", outcome.Trouble);
        Assert.Equal("b = 1\n", File.ReadAllText(path));
    }
}
