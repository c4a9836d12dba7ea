using CsCheck;
using Lever.Review.Findings;
using Lever.Serving.Lsp;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Tests.Serving.Lsp;

/// <summary>Lines are found again wherever edits moved them, and are not taken for others.</summary>
public class LineShiftTests
{
    private static readonly string[] breaks = ["\n", "\r\n", "\r"];
    private static readonly Gen<string> someBreak = Gen.Int[0, breaks.Length - 1].Select(number => breaks[number]);

    /// <summary>Lines that many others start or end like, or are equal to.</summary>
    private static readonly Gen<string> line = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], (indent, word) => new string(' ', 4 * indent) + (word == 0 ? "" : "call" + word));

    private static readonly Gen<string[]> lines = Gen.Select(line, someBreak, (text, end) => text + end).Array[0, 30];

    [Fact]
    public void Lines_around_an_edit_are_found_again_and_never_others()
    {
        Gen.Select(lines, lines, lines, lines).Sample((above, old, now, below) =>
        {
            // An edit of whole lines between two that are like no other.
            string[] before = ["# top\n", .. above, "# upper\n", .. old, "# lower\n", .. below];
            string[] after = ["# top\n", .. above, "# upper\n", .. now, "# lower\n", .. below];
            var (from, to) = (Map(before), Map(after));
            var shift = new LineShift(from, to);
            for (var number = 1; number <= from.LineCount; number++)
                if (shift.Moved(number) is { } there) Assert.Equal(from.TextOf(number), to.TextOf(there));
            for (var number = 1; number <= from.LineCount; number++)
                if (from.TextOf(number) is "# upper" or "# lower" or "# top") Assert.Equal(from.TextOf(number), to.TextOf(shift.Moved(number)!.Value));
            Assert.Equal(to.LineCount, shift.Moved(from.LineCount));
        });
    }

    [Fact]
    public void Equal_texts_move_nothing()
    {
        lines.Sample(all =>
        {
            var shift = new LineShift(Map(all), Map(all));
            for (var number = 1; number <= Map(all).LineCount; number++) Assert.Equal(number, shift.Moved(number));
        });
    }

    [Theory]
    [InlineData("a\n  b\n  c\n", "a\n  x\n  b\n  c\n", 2, 3)]
    [InlineData("a\n  b\n  c\n", "  b\n  c\n", 2, 1)]
    [InlineData("a\n  b\n  c\n", "a\n  bb\n  c\n", 2, null)]
    [InlineData("a\n  b\n  c\n", "A\n  b\n  C\n", 2, 2)]
    [InlineData("a\n  b\n  c\n", "A\n\n  b\n  C\n", 2, null)]
    [InlineData("a\n  b\n  c", "a\n  b", 2, null)]
    [InlineData("a\r\nb\r\n", "a\nb\r\n", 2, 2)]
    [InlineData("", "a\n", 1, 2)]
    [InlineData("a\n", "", 1, null)]
    public void A_line_that_was_edited_is_not_found(string before, string after, int line, int? there) =>
        Assert.Equal(there, new LineShift(Map(before), Map(after)).Moved(line));

    [Theory]
    [InlineData("x\na\nb\n", 3)]
    [InlineData("a\nx\nb\n", null)]
    [InlineData("a\nb\n", 2)]
    [InlineData("b\na\n", null)]
    public void A_range_is_found_whole_or_not(string after, int? last) =>
        Assert.Equal(last, new LineShift(Map("a\nb\n"), Map(after)).Moved(new Range(new Position(1, 1), new Position(2, 2)))?.End.Line);

    private static LineMap Map(params string[] parts) => new(SourceText.From(string.Concat(parts)));
}
