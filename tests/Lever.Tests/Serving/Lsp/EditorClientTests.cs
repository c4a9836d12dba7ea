using System.Text;
using System.Text.Json.Nodes;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Serving.Lsp;

/// <summary>The real program and the protocol's own client library, on a file of ten thousand lines.</summary>
public class EditorClientTests
{
    /// <summary>An edit costs a look at the file; a check from the command line costs that and the start of a program. More than so many of those is no keeping up.</summary>
    private const double MostChecks = 3;

    [Fact]
    public void An_editor_s_client_gets_what_it_asks_for_while_its_user_types()
    {
        if (!Directory.Exists(Path.Join(RepositoryFiles.Root, "tests", "node_modules", "vscode-languageserver-protocol")))
            External.Lacks("this test needs the packages of tests/package.json: run `npm ci` in tests/");
        using var folder = new TemporaryFolder();
        folder.Write("feed.py", LongModule());
        var run = External.Run("node", RepositoryFiles.Root, [Path.Join(RepositoryFiles.Root, "tests", "Lever.Tests", "Serving", "Lsp", "client.mjs"), LeverProgram.FullPath, folder.Path, "feed.py", "30"]);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        var told = JsonNode.Parse(run.Out)!;
        Assert.True((int)told["lines"]! >= 10_000);
        Assert.Equal(2, (int?)told["capabilities"]!["textDocumentSync"]!["change"]);
        Assert.True((int)told["diagnostics"]! > 100);
        var actions = told["actions"]!.AsArray().Select(title => (string)title!).ToList();
        foreach (var start in (string[])["Keep a set of the elements", "Ignore py-membership-in-grown-list", "Explain py-membership-in-grown-list", "Prove the fix of py-membership-in-grown-list"])
            Assert.Contains(actions, title => title.StartsWith(start, StringComparison.Ordinal));
        Assert.Contains("worth up to", (string?)told["hover"], StringComparison.Ordinal);
        Assert.Empty(told["lens"]!.AsArray());
        Assert.Contains(told["cancelled"]!.AsArray(), answer => answer!.ToJsonString() == "-32800");
        Assert.Equal(0, (int?)told["exitCode"]);
        Assert.InRange((double)told["median"]!, 0, MostChecks * (double)told["check"]!);
    }

    private static string LongModule()
    {
        var text = new StringBuilder();
        for (var (number, lines) = (0, 0); lines < 10_000; number++, lines += 17)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""
                class Feed{{number}}:
                    def __init__(self, name: str) -> None:
                        self.name = name
                        self.items: list[dict[str, int]] = []

                    def unique(self, events: list[str]) -> list[str]:
                        seen = []
                        for event in events:
                            if event not in seen:
                                seen.append(event)
                        return seen

                    def total(self) -> int:
                        return sum(value for item in self.items for value in item.values())



                """).Append('\n');
        return text.ToString();
    }
}
