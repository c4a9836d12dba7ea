using System.Text.Json.Nodes;

namespace Lever.Tests.Serving.Lsp;

/// <summary>Profiles that lie in a project, or are named, show in the editor.</summary>
public sealed class LensTests : IDisposable
{
    private static readonly string example = Path.Join(RepositoryFiles.Root, "examples", "feedserver");
    private static readonly string dedupe = new Uri(Path.Join(example, "feedserver", "dedupe.py")).AbsoluteUri;
    private static readonly string text = File.ReadAllText(Path.Join(example, "feedserver", "dedupe.py"));

    private readonly LspTalk talk = new(example);

    [Theory]
    [InlineData("null", "takes 59 % of time in cpu.speedscope.json")]
    [InlineData("""{"profiles": ["profiles/cpu.pstats", "profiles/missing.pstats", "../../README.md", 3]}""", "its function takes 45 % of time in cpu.pstats")]
    public void A_function_s_share_stands_above_it_and_moves_with_it(string options, string claim)
    {
        talk.Initialize(example, """{"workspace": {"codeLens": {"refreshSupport": true}}}""", options);
        talk.Open(dedupe, text);
        talk.Await(message => (string?)message["method"] == "workspace/codeLens/refresh");
        var line = text.Split('\n').Index().First(line => line.Item.StartsWith("def unique_events", StringComparison.Ordinal)).Index;
        Assert.Equal(line, Lens());
        Message(1, claim);
        var hover = talk.Ask("textDocument/hover", $$$"""{"textDocument": {"uri": "{{{dedupe}}}"}, "position": {"line": {{{line}}}, "character": 6}}""");
        Assert.Contains("45 % of time in cpu.pstats", (string?)hover["result"]!["contents"]!["value"], StringComparison.Ordinal);
        // The profile knows lines as they were; what it says stays with the function all the same.
        talk.Tell("textDocument/didChange", $$$"""{"textDocument": {"uri": "{{{dedupe}}}", "version": 2}, "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "\n\n"}]}""");
        Assert.Equal(line + 2, Lens());
        Message(2, claim);
    }

    [Fact]
    public void Without_a_profile_there_is_nothing_to_show()
    {
        talk.Initialize(example, options: """{"profiles": []}""");
        talk.Open(dedupe, text);
        Assert.Empty(talk.Ask("textDocument/codeLens", $$$"""{"textDocument": {"uri": "{{{dedupe}}}"}}""")["result"]!.AsArray());
        Message(1, "worth up to");
        Assert.Equal(0, talk.Count(message => message.ToJsonString().Contains("cpu.pstats", StringComparison.Ordinal)));
    }

    private int? Lens()
    {
        var lenses = talk.Ask("textDocument/codeLens", $$$"""{"textDocument": {"uri": "{{{dedupe}}}"}}""")["result"]!.AsArray();
        var heavy = Assert.Single(lenses, lens => ((string)lens!["command"]!["title"]!).StartsWith("45 % of time in cpu.pstats", StringComparison.Ordinal))!;
        return (int?)heavy["range"]!["start"]!["line"];
    }

    private void Message(int version, string part) =>
        talk.Diagnostics(dedupe, version, items => items.Any(item => ((string)item!["message"]!).Contains(part, StringComparison.Ordinal)));

    public void Dispose() => talk.Dispose();
}
