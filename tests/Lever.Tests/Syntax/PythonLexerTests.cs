using System.Text;
using CsCheck;
using Lever.Syntax.Python;
using Lever.Syntax.Python.Lexing;
using Lever.Syntax.Text;

namespace Lever.Tests.Syntax;

public class PythonLexerTests
{
    [Fact]
    public void Tokens_and_trivia_are_the_file_for_any_bytes() =>
        Gen.Byte.Array[0, 300].Sample(AssertTiles, iter: 20_000);

    [Fact]
    public void Tokens_and_trivia_are_the_file_for_any_tokens() =>
        PythonSources.Soup.Sample(source => AssertTiles(Encoding.UTF8.GetBytes(source)), iter: 20_000);

    [Fact]
    public void Tokens_and_trivia_are_the_file_for_valid_sources()
    {
        foreach (var source in PythonCases.Lines("accepted.txt")) AssertTiles(Encoding.UTF8.GetBytes(source));
    }

    [Theory]
    [InlineData("if x:\n  y\nz", "If Name Colon Newline Indent Name Newline Dedent Name Newline EndOfFile")]
    [InlineData("x = (\n 1,\n)\n", "Name Equal LParen Int Comma RParen Newline EndOfFile")]
    [InlineData("\n\n# c\n   \nx", "Name Newline EndOfFile")]
    [InlineData("a\\\n  b", "Name Name Newline EndOfFile")]
    [InlineData("f'a{b!r:{c}}d'", "FStringStart FStringMiddle FieldOpen Name Exclamation Name FieldColon FieldOpen Name FieldClose "
        + "FieldClose FStringMiddle FStringEnd Newline EndOfFile")]
    [InlineData("1if 0xf.5 .5 5.e3 1_0j 1...", "Int If Int Float Float Float Complex Float Dot Dot Newline EndOfFile")]
    [InlineData("a<<=b>>c**=d//e->f:=...", "Name LShiftEqual Name RShift Name DoubleStarEqual Name DoubleSlash Name Arrow Name "
        + "ColonEqual Ellipsis Newline EndOfFile")]
    [InlineData("Rb'' bR\"\" u'' f '' rf''", "Bytes Bytes String Name String FStringStart FStringEnd Newline EndOfFile")]
    [InlineData("\r\nx\ry\r\n", "Name Newline Name Newline EndOfFile")]
    [InlineData("awaits await nonlocal_ nonlocal", "Name Await Name Nonlocal Newline EndOfFile")]
    public void Source_has_tokens(string source, string expected)
    {
        var tokens = new PythonParser().Lex(SourceText.From(source));
        var kinds = Enumerable.Range(0, tokens.Count).Select(index => tokens.Items[index].Kind);
        Assert.Equal(expected, string.Join(' ', kinds));
    }

    [Fact]
    public void Equal_names_have_equal_ids_and_others_do_not()
    {
        string[] names = ["a", "b", "abcdefgh", "abcdefgi", "xbcdefgh", "abcdefghi", "abcdefghj", "a_name_of_more_than_16_bytes", "é"];
        var source = string.Join(' ', names.Concat(names));
        var parser = new PythonParser();
        var tree = parser.Parse(SourceText.From(source));
        var tokens = parser.Lex(SourceText.From(source));
        for (var index = 0; index < names.Length; index++)
        {
            Assert.Equal(index, tokens.Items[index].Data);
            Assert.Equal(index, tokens.Items[index + names.Length].Data);
            Assert.Equal(index, tree.Names.Find(Encoding.UTF8.GetBytes(names[index])));
            Assert.Equal(names[index], tree.Names.Text(index));
        }
    }

    [Fact]
    public void Comments_are_recorded_with_their_places()
    {
        var text = SourceText.From("# a\nx = [ # b\n1] # c\n  # d");
        var tree = PythonParser.ParseOnce(text);
        Assert.Equal(["# a", "# b", "# c", "# d"], tree.Comments.Select(text.Slice));
    }

    private static void AssertTiles(byte[] source)
    {
        var text = SourceText.FromUtf8(source);
        var tokens = new PythonParser().Lex(text);
        var end = 0;
        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens.Items[index];
            Assert.True(token.Start >= end && token.End >= token.Start, $"token {index}, {token}, overlaps the one before it");
            AssertTrivia(text.Bytes[end..token.Start]);
            end = token.End;
        }
        Assert.Equal(TokenKind.EndOfFile, tokens.Last.Kind);
        Assert.Equal(text.Length, end);
    }

    // Blanks, line breaks, comments, backslashes before line breaks, and the byte order mark.
    private static void AssertTrivia(ReadOnlySpan<byte> trivia)
    {
        for (var at = 0; at < trivia.Length; at++)
        {
            var isMark = trivia[at..].StartsWith("\uFEFF"u8);
            if (isMark) at += 2;
            else if (trivia[at] == '#') while (at + 1 < trivia.Length && trivia[at + 1] is not ((byte)'\n' or (byte)'\r')) at++;
            else Assert.True(trivia[at] is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\n' or (byte)'\r' or (byte)'\\',
                $"byte {trivia[at]:X2} belongs to no token");
        }
    }
}
