using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Serving;

/// <summary>The real program and the protocol's reference client, which checks answers against the schemas of tools.</summary>
public sealed partial class McpReferenceClientTests
{
    private const string Finding = "feed.py:4";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_agent_goes_from_a_review_to_a_proven_fix(bool asks)
    {
        var modules = Path.Combine(RepositoryFiles.Root, "tests", "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "@modelcontextprotocol"))) External.Lacks("this test needs `npm ci` run once in tests/");
        if (External.Run("python3", "/", ["--version"]).Code != 0) External.Lacks("this test needs python3");
        using var folder = new TemporaryFolder();
        folder.Write("feed.py", SmallProject.Unique[..SmallProject.Unique.IndexOf("print", StringComparison.Ordinal)]);
        // So many that what the sizes are decides which are worth a place among the first.
        var stacks = new StringBuilder("main (app.py:3);unique (feed.py:4) 30\n");
        for (var number = 1; number <= 5; number++)
        {
            folder.Write($"order{number}.py", SmallProject.Untyped);
            stacks.Append(CultureInfo.InvariantCulture, $"main (app.py:3);order (order{number}.py:4) {15 - number}\n");
        }
        folder.Write("cpu.folded", stacks.ToString());
        // One rule keeps the transcript the same while rules are added.
        folder.Write("lever.toml", $"[check]\nselect = [\"{SmallProject.Rule}\"]\n");
        PlantedProof.In(folder.Path, Finding);
        var script = Path.Combine(RepositoryFiles.Root, "tests", "Lever.Tests", "Serving", "mcp-client.mjs");
        var run = External.Run("node", folder.Path, [script, modules, LeverProgram.FullPath, folder.Path, Finding, .. asks ? (string[])["asks"] : []]);
        Assert.True(run.Code == 0, run.Out + run.Errors);
        Assert.Empty(run.Errors);
        Assert.Contains("seen_set", File.ReadAllText(folder["feed.py"]), StringComparison.Ordinal);
        Snap.Match(asks ? "agent-that-asks.txt" : "agent-that-cannot-ask.txt", Figure().Replace(run.Out, "#"));
    }

    /// <summary>Figures of the planted proof are those of a logarithm, whose last digits are the processor's.</summary>
    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Figure();
}
