using System.Text;
using CsCheck;
using Lever.Syntax.Rust;
using Lever.Syntax.Rust.Lexing;
using Lever.Syntax.Text;

namespace Lever.Tests.Syntax.Rust;

public class RustLexerTests
{
    [Fact]
    public void Tokens_and_trivia_are_the_file_for_any_bytes() => Gen.Byte.Array[0, 300].Sample(AssertTiles, iter: 20_000);

    [Fact]
    public void Tokens_and_trivia_are_the_file_for_any_tokens() => RustSources.Soup.Sample(source => AssertTiles(Encoding.UTF8.GetBytes(source)), iter: 20_000);

    [Fact]
    public void Tokens_and_trivia_are_the_file_for_valid_sources()
    {
        foreach (var (_, source) in RustCases.Lines("accepted.txt")) AssertTiles(Encoding.UTF8.GetBytes(source));
    }

    [Theory]
    [InlineData("a::b<c>>=d", "Name ColonColon Name Less Name Greater Greater Equal Name")]
    [InlineData("x.0.1 1.0 1..2 1.a 1.e3 .5", "Name Dot Int Dot Int Float Int DotDot Int Int Dot Name Int Dot Name Dot Int")]
    [InlineData("'a 'a' '\\'' b'x' '_ 'static", "Lifetime Char Char Byte Lifetime Lifetime")]
    [InlineData("r\"a\" r#\"\"b\"# br##\"\"#\"## b\"\" c\"\" r#fn", "Str Str ByteStr ByteStr CStr Name")]
    [InlineData("a/* b /* c */ d */e // f\n/// g\n//! h\nj", "Name Name Name")]
    [InlineData("#!/usr/bin/env run\nfn", "Fn")]
    [InlineData("#![a]", "Hash Bang OpenBracket Name CloseBracket")]
    [InlineData("1_000u64 0xFFu8 0b1_0 0o7 1e10 1e-3f32 1f32", "Int Int Int Int Float Float Int")]
    [InlineData("&&mut |a| || .. ..= ... => -> <- !=", "AndAnd Mut Or Name Or OrOr DotDot DotDotEqual DotDotDot FatArrow Arrow Less Minus NotEqual")]
    [InlineData("self Self super crate _ _a union dyn async", "SelfValue SelfType Super Crate Underscore Name Name Dyn Async")]
    public void Source_has_tokens(string source, string expected)
    {
        var tokens = new RustParser().Lex(SourceText.From(source));
        var kinds = Enumerable.Range(0, tokens.Count).Select(index => tokens.Items[index].Kind).Where(kind => kind != TokenKind.EndOfFile);
        Assert.Equal(expected, string.Join(' ', kinds));
    }

    [Fact]
    public void Words_of_2018_are_names_before()
    {
        var tokens = new RustParser().Lex(SourceText.From("async await dyn try"), Edition.Rust2015);
        Assert.All(Enumerable.Range(0, 4), index => Assert.Equal(TokenKind.Name, tokens.Items[index].Kind));
    }

    [Fact]
    public void Brackets_know_their_partners()
    {
        var tokens = new RustParser().Lex(SourceText.From("([{}])(]"));
        Assert.Equal([5, 4, 3], Enumerable.Range(0, 3).Select(index => tokens.Items[index].Data));
    }

    [Fact]
    public void Comments_are_recorded_with_their_places()
    {
        var text = SourceText.From("// a\nx /* b /* c */ */ y // d");
        Assert.Equal(["// a", "/* b /* c */ */", "// d"], RustParser.ParseOnce(text).Comments.Select(text.Slice));
    }

    private static void AssertTiles(byte[] source)
    {
        var text = SourceText.FromUtf8(source);
        var parser = new RustParser();
        var tokens = parser.Lex(text);
        var comments = parser.Parse(text).Comments;
        var comment = 0;
        var end = 0;
        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens.Items[index];
            Assert.True(token.Start >= end && token.End >= token.Start, $"token {index}, {token}, overlaps the one before it");
            while (end < token.Start)
            {
                if (comment < comments.Count && comments[comment].Start == end) end = comments[comment++].End;
                else end += SpaceAt(text.Bytes[end..token.Start], end);
            }
            end = token.End;
        }
        Assert.Equal(text.Length, end);
        Assert.Equal(comments.Count, comment);
    }

    /// <summary>The length of the white space, byte order mark or shebang that a text starts with.</summary>
    private static int SpaceAt(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes[0] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0B or 0x0C) return 1;
        if (bytes.StartsWith("#!"u8)) return bytes.IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var length ? length : bytes.Length;
        Rune.DecodeFromUtf8(bytes, out var rune, out var size);
        Assert.True(rune.Value is 0x85 or 0x200E or 0x200F or 0x2028 or 0x2029 || (at == 0 && rune.Value == 0xFEFF), $"byte {bytes[0]:X2} at {at} belongs to no token");
        return size;
    }
}
