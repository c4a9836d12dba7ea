using System.Text;
using CsCheck;
using Lever.Setup;
using Lever.Workspace;

namespace Lever.Tests.Setup;

/// <summary>An answer becomes one line of the configuration, wherever that stands and however it is written; what cannot be added to is left alone.</summary>
public class AnswersFileTests
{
    private const string Key = "size:feed.unique.events";

    [Theory]
    [InlineData("lever.toml", null, "[answers]\n\"size:feed.unique.events\" = \"1000\"\n")]
    [InlineData("lever.toml", "", "[answers]\n\"size:feed.unique.events\" = \"1000\"\n")]
    [InlineData("lever.toml", "[check]\ntop = 5", "[check]\ntop = 5\n\n[answers]\n\"size:feed.unique.events\" = \"1000\"\n")]
    [InlineData("lever.toml", "[answers] # ours\n\n\"holds:1\" = \"no\"\n\n[check]\ntop = 5\n", "[answers] # ours\n\n\"holds:1\" = \"no\"\n\"size:feed.unique.events\" = \"1000\"\n\n[check]\ntop = 5\n")]
    [InlineData("lever.toml", "[answers]\n[check]\ntop = 5\n", "[answers]\n\"size:feed.unique.events\" = \"1000\"\n[check]\ntop = 5\n")]
    [InlineData("lever.toml", "[answers]\r\n'size:feed.unique.events' = \"10\"\r\nx = 1\r\n", "[answers]\r\n\"size:feed.unique.events\" = \"1000\"\r\nx = 1\r\n")]
    [InlineData("pyproject.toml", "[project]\nname = \"x\"\n[tool.lever.check]\ntop = 5\n", "[project]\nname = \"x\"\n[tool.lever.check]\ntop = 5\n\n[tool.lever.answers]\n\"size:feed.unique.events\" = \"1000\"\n")]
    [InlineData("Cargo.toml", "[package.metadata.lever.check]\ntop = 5\n", "[package.metadata.lever.check]\ntop = 5\n\n[package.metadata.lever.answers]\n\"size:feed.unique.events\" = \"1000\"\n")]
    public void One_line_is_added(string name, string? before, string after)
    {
        using var folder = new TemporaryFolder();
        if (before is not null) folder.Write(name, before);
        var (change, problem) = AnswersFile.With(folder[name], Key, "1000");
        Assert.Null(problem);
        if (before is not null) Assert.Equal(before, File.ReadAllText(folder[name]));
        Assert.Null(change!.Write());
        Assert.Equal(after, File.ReadAllText(folder[name]));
        Assert.Empty(Configuration.Load(folder[name], folder.Path, folder.Path, []).Problems);
        Assert.Equal("1000", Configuration.Load(folder[name], folder.Path, folder.Path, []).Configuration.Settings.Answers[Key]);
    }

    [Theory]
    [InlineData("answers = { \"holds:1\" = \"no\" }\n")]
    [InlineData("answers.x = \"no\"\n")]
    [InlineData("[answers]\n\"size:feed.unique.events\" = \"\"\"\n10\"\"\"\n")]
    [InlineData("[answers\n")]
    public void What_cannot_be_added_to_is_left_alone(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("lever.toml", text);
        var (change, problem) = AnswersFile.With(folder["lever.toml"], Key, "1000");
        Assert.Null(change);
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_file_that_changed_meanwhile_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var (made, _) = AnswersFile.With(folder["lever.toml"], Key, "1000");
        folder.Write("lever.toml", "[check]\ntop = 5\n");
        Assert.NotNull(made!.Write());
        var (changed, _) = AnswersFile.With(folder["lever.toml"], Key, "1000");
        folder.Write("lever.toml", "[check]\ntop = 6\n");
        Assert.NotNull(changed!.Write());
        Assert.Equal("[check]\ntop = 6\n", File.ReadAllText(folder["lever.toml"]));
    }

    [Fact]
    public void Any_key_and_value_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        Gen.Select(Gen.String, Gen.String).Where((key, value) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key + value)) == key + value).Sample((key, value) =>
        {
            var (change, problem) = AnswersFile.With(folder["none.toml"], key, value);
            Assert.Null(problem);
            Assert.Equal(value, TomlFile.Parse(Encoding.UTF8.GetString(change!.After), "x").Root!.Table("answers")!.Text(key));
        }, iter: 300);
    }
}
