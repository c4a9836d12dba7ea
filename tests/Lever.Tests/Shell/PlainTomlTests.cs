using System.Globalization;
using Lever.Workspace;

namespace Lever.Tests.Shell;

/// <summary>What the quick reader of TOML reads, it reads as the parser of all of TOML does; what it may not read, it leaves to that.</summary>
public class PlainTomlTests
{
    public static TheoryData<string> Plain { get; } =
    [
        "",
        "\n\n# nothing\n",
        "[package]\nname = \"one\" # with a comment\nversion = '1.2.3'\nedition = \"2021\"\nrust-version.workspace = true\n",
        "title = \"caf\u00e9 \\\"quoted\\\"\\t\\\\ \\n\"\n[a]\nb = 12\nc = false\n",
        "[package]\ndescription = \"\"\"\nThe first line\n\n  and \"others\" \\\" \"\"\"\nkeywords = [\n    \"a\", # why\n\n    'b',\n]\nafter = 1\n",
        "[dependencies]\nserde = { version = \"1.0\", features = [\"derive\", \"rc\"], default-features = false }\nempty = {}\n\"quoted key\" = []\nlists = [[1, 2], [], [{ a = 1 }]]\n",
        "[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n[ spaced . \"name\" ]\n",
        "[[bin]]\nname = \"one\"\n[[bin]]\nname = \"two\"\n[[group.item]]\nk = 1\n[group.other]\n[[group.item]]",
        "a . b = 1\nc.d.e = \"x\"",
    ];

    [Theory]
    [MemberData(nameof(Plain))]
    public void Plain_files_are_read_as_by_the_parser_of_all_TOML(string text)
    {
        var (whole, problem) = TomlFile.ParseWhole(text, "file.toml");
        Assert.Null(problem);
        var plain = PlainToml.Read(text);
        Assert.NotNull(plain);
        Assert.Equal(Spelled(whole!), Spelled(plain));
    }

    [Theory]
    [InlineData("a = 1\na = 2")]
    [InlineData("[a]\n[a]")]
    [InlineData("[a]\nb = 1\n[a.b]")]
    [InlineData("[[a]]\n[a]")]
    [InlineData("[a]\n[[a]]")]
    [InlineData("a = [{}]\n[[a]]")]
    [InlineData("a = {}\n[a.b]")]
    [InlineData("a.b = 1\na.c = 2")]
    [InlineData("a.b = 1\n[a]")]
    [InlineData("a = 1 b = 2")]
    [InlineData("a = \"open\n")]
    [InlineData("a = \"\"\"open")]
    [InlineData("a = \"\\u0041\"")]
    [InlineData("a = '''b'''")]
    [InlineData("a = 1.5")]
    [InlineData("a = 1_000")]
    [InlineData("a = 0x10")]
    [InlineData("a = 1979-05-27")]
    [InlineData("a = 12345678901234567890")]
    [InlineData("a = truely")]
    [InlineData("a = [1")]
    [InlineData("a = {b = 1,}")]
    [InlineData("a =")]
    [InlineData("= 1")]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("a = 1\r\n")]
    public void What_is_not_plain_is_left_to_the_parser_of_all_TOML(string text) => Assert.Null(PlainToml.Read(text));

    [Fact]
    public void Deep_nests_are_left_to_the_parser_of_all_TOML() => Assert.Null(PlainToml.Read("a = " + new string('[', 100_000)));

    private static string Spelled(TomlValue value) => value switch
    {
        TomlTable table => $"{table.Line}{{{string.Join(", ", table.Entries.Select(entry => $"{entry.Line} {entry.Key} = {Spelled(entry.Value)}"))}}}",
        TomlList list => $"{list.Line}[{string.Join(", ", list.Items.Select(Spelled))}]",
        TomlText text => $"{text.Line} '{text.Value}'",
        TomlNumber number => $"{number.Line} {number.Value.ToString(CultureInfo.InvariantCulture)} {number.IsWhole}",
        TomlFlag flag => $"{flag.Line} {flag.Value}",
        _ => "?",
    };
}
