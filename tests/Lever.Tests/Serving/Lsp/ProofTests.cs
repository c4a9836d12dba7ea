using System.Text.Json.Nodes;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Serving.Lsp;

/// <summary>A fix is proven for an editor as it is from the command line, and the user hears how far it is and may end it.</summary>
public sealed class ProofTests : IDisposable
{
    private const string Slow = "def unique(events: list[str]) -> list[str]:\n    seen = []\n    for event in events:\n        if event not in seen:\n            seen.append(event)\n    return seen\n";

    private readonly TemporaryFolder folder = new();
    private readonly LspTalk talk;

    public ProofTests()
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("supervisors need Linux");
        External.Run("python3", folder.Path, ["--version"]);
        folder.Write("feed.py", Slow);
        folder.Write("lever.toml", "[prove]\nbudget = \"2s\"\n");
        talk = new LspTalk(folder.Path, LeverProgram.FullPath);
        talk.Initialize(folder.Path, """{"window": {"workDoneProgress": true}}""");
        talk.Open(Feed, Slow);
    }

    private string Feed => new Uri(folder.Path).AbsoluteUri + "/feed.py";

    [Fact]
    public void The_verdict_comes_with_what_may_be_said()
    {
        var answer = talk.Ask("workspace/executeCommand", Command(", \"workDoneToken\": 7"));
        Assert.Null(answer["error"]);
        // In so short a time there may be no verdict; what there is, is told.
        Assert.Contains((int)answer["result"]!["exitCode"]!, (int[])[0, 4, 6, 7]);
        var verdict = (string)answer["result"]!["proof"]!["verdict"]!;
        talk.Await(message => (string?)message["method"] == "window/showMessage" && ((string)message["params"]!["message"]!).StartsWith(verdict, StringComparison.Ordinal));
        foreach (var kind in (string[])["begin", "report", "end"])
            talk.Await(message => (string?)message["method"] == "$/progress" && (int?)message["params"]!["token"] == 7 && (string?)message["params"]!["value"]!["kind"] == kind);
    }

    [Fact]
    public void The_user_may_end_it()
    {
        var id = talk.StartAsking("workspace/executeCommand", Command(""));
        var token = talk.Await(message => (string?)message["method"] == "window/workDoneProgress/create")["params"]!["token"]!;
        talk.Await(message => (string?)message["method"] == "$/progress" && (string?)message["params"]!["value"]!["kind"] == "report");
        Assert.Contains("another proof", (string?)talk.Ask("workspace/executeCommand", Command(""))["error"]!["message"], StringComparison.Ordinal);
        talk.Tell("window/workDoneProgress/cancel", $$"""{"token": {{token.ToJsonString()}}}""");
        Assert.Equal(-32800, (int?)talk.Answer(id)["error"]!["code"]);
        talk.Await(message => (string?)message["method"] == "$/progress" && (string?)message["params"]!["value"]!["kind"] == "end");
    }

    private string Command(string rest)
    {
        var found = talk.Diagnostics(Feed, 1, items => items.Count > 0)[0]!;
        return $$"""{"command": "lever.prove", "arguments": ["{{Feed}}", "{{found["data"]!["fingerprint"]}}"]{{rest}} }""";
    }

    public void Dispose()
    {
        talk.Dispose();
        folder.Dispose();
    }
}
