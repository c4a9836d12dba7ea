using System.Text.RegularExpressions;
using Lever.Tests.Shell;

namespace Lever.Tests.Documentation;

/// <summary>The page on the configuration against what reads it.</summary>
public partial class ConfigurationPageTests
{
    private static string Example()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "configuration.md"));
        return TomlBlock().Match(page).Groups[1].Value;
    }

    [Fact]
    public void The_example_is_accepted()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lever.toml", Example());
        folder.Write("fine.py", "x = 1\n");
        folder.Write("lever-baseline.json", CommandRun.Of(folder, "check", "--config", "/dev/null", "--format", "json").Output);
        var run = CommandRun.Of(folder, "check");
        Assert.Equal((0, ""), (run.Code, run.Errors));
    }

    [Fact]
    public void Every_key_that_is_read_is_shown()
    {
        var reader = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src", "Lever", "Workspace", "SettingsReader.cs"));
        var keys = AskedKey().Matches(reader).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(keys.Count > 20, "the reader asks for its keys in another way now");
        var example = Example();
        Assert.All(keys, key => Assert.Matches($@"\b{Regex.Escape(key)}\b", example));
    }

    [GeneratedRegex("```toml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TomlBlock();

    [GeneratedRegex("""\.(?:Section|Text|Choice|Quantity|Number|Whole|Globs)\("([a-z-]+)""")]
    private static partial Regex AskedKey();
}
