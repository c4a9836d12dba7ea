using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lever.Tests.Serving;

/// <summary>The extension's manifest and its script say the same.</summary>
public partial class EditorExtensionTests
{
    private static readonly string folder = Path.Join(RepositoryFiles.Root, "editors", "vscode");
    private static readonly JsonNode manifest = JsonNode.Parse(File.ReadAllText(Path.Join(folder, "package.json")))!;
    private static readonly string script = File.ReadAllText(Path.Join(folder, "extension.js"));

    [Fact]
    public void Every_command_that_is_offered_is_registered()
    {
        var offered = manifest["contributes"]!["commands"]!.AsArray().Select(command => (string)command!["command"]!);
        Assert.Equal(offered.Order(StringComparer.Ordinal), Registered().Matches(script).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Join(folder, (string)manifest["main"]!)));
    }

    [Fact]
    public void Every_setting_that_is_read_is_declared()
    {
        var declared = manifest["contributes"]!["configuration"]!["properties"]!.AsObject().Select(property => property.Key).ToList();
        Assert.NotEmpty(Read().Matches(script));
        Assert.All(Read().Matches(script), match => Assert.Contains("lever." + match.Groups[1].Value, declared));
        var page = File.ReadAllText(Path.Join(folder, "README.md"));
        Assert.All(declared, setting => Assert.Contains($"`{setting}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_depends_on_is_pinned_and_locked_without_an_address()
    {
        Assert.All(manifest["dependencies"]!.AsObject(), dependency => Assert.Matches(@"^\d+\.\d+\.\d+$", (string?)dependency.Value));
        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Path.Join(folder, "package-lock.json")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"registerCommand\('([^']+)'")]
    private static partial Regex Registered();

    [GeneratedRegex(@"settings\.get\('([^']+)'")]
    private static partial Regex Read();
}
