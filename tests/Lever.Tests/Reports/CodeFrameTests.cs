using CsCheck;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Tests.Reports;

public class CodeFrameTests
{
    private static readonly Gen<string> Line =
        Gen.OneOf("", "x = 1", "\tif a:", "名前 = '値'", "é\u0301 = 2", "😀 = '\e[31m'", new string('y', 150), "    return [a for a in b]").List[1, 8]
            .Select(lines => string.Join('\n', lines));

    /// <summary>Positions may lie anywhere, also outside the text: the file may have changed since it was read.</summary>
    private static readonly Gen<Range> Anywhere =
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 170], Gen.Int[0, 10], Gen.Int[0, 170],
            (line, column, endLine, endColumn) => new Range(new Position(line, column), new Position(endLine, endColumn)));

    private static readonly Gen<Label> Note =
        Gen.Select(Anywhere, Gen.OneOf("", "a note", "a note that is long enough to need more than one line of a narrow terminal"),
            (range, text) => new Label(range, text));

    [Fact]
    public void Whatever_the_places_are_the_frame_fits_the_terminal() =>
        Gen.Select(Line, Anywhere, Note.List[0, 4], Gen.Int[40, 130]).Sample((text, range, labels, width) =>
            Frame(text, range, labels, width).TrimEnd('\n').Split('\n')
                .All(line => Visible.Width(line) <= width && line.All(character => !char.IsControl(character))), iter: 2000);

    [Fact]
    public void Marks_of_one_line_share_a_row_where_they_can() =>
        Assert.Equal(
            """
              1 │ a = b + c
                │ ━   ─ here
                │         ─ and here

            """,
            Frame("a = b + c", At(1, 1, 2), [new Label(At(1, 5, 6), "here"), new Label(At(1, 9, 10), "and here")], 80));

    [Fact]
    public void A_label_on_the_finding_s_own_place_is_its_note() =>
        Assert.Equal(
            """
              1 │ a = b + c
                │     ━━━━━ the sum

            """,
            Frame("a = b + c", At(1, 5, 10), [new Label(At(1, 5, 10), "the sum")], 80));

    [Fact]
    public void A_place_of_several_lines_is_underlined_on_its_first() =>
        Assert.Equal(
            """
              1 │ for a in b:
                │ ━━━━━━━━━━━

            """,
            Frame("for a in b:\n    c(a)\n", new Range(new Position(1, 1), new Position(3, 1)), [], 80));

    private static Range At(int line, int from, int to) => new(new Position(line, from), new Position(line, to));

    private static string Frame(string text, Range range, IReadOnlyList<Label> labels, int width)
    {
        var output = new StringWriter();
        CodeFrame.Write(new TerminalPage(output, new TerminalLayout(Palette.Plain, width)), new LineMap(SourceText.From(text)), range, labels);
        return output.ToString();
    }
}
