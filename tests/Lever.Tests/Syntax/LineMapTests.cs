using Lever.Syntax.Text;

namespace Lever.Tests.Syntax;

public class LineMapTests
{
    [Fact]
    public void Columns_are_code_points_even_in_very_long_lines()
    {
        var line = string.Concat(Enumerable.Repeat("aé🐍", 1000));
        var text = SourceText.From("first\r" + line + "\r\nlast");
        var map = new LineMap(text);
        Assert.Equal(3, map.LineCount);
        var offset = "first\r".Length;
        for (var column = 1; column < 3000; column += 3)
        {
            Assert.Equal(new Position(2, column), map.PositionAt(offset));
            Assert.Equal(new Position(2, column + 1), map.PositionAt(offset + 1));
            Assert.Equal(new Position(2, column + 2), map.PositionAt(offset + 3));
            offset += 7;
        }
        Assert.Equal(new Position(3, 5), map.PositionAt(text.Length));
    }
}
