using System.Text.Json.Nodes;

namespace Lever.Tests.Serving.Lsp;

/// <summary>Folders come into a workspace and leave it while the server runs; what lies in none of them is nobody's business.</summary>
public sealed class FolderTests : IDisposable
{
    private const string Slow = "def unique(events: list[str]) -> list[str]:\n    seen = []\n    for event in events:\n        if event not in seen:\n            seen.append(event)\n    return seen\n";

    private readonly TemporaryFolder folder = new();
    private readonly LspTalk talk;

    public FolderTests()
    {
        foreach (var name in (string[])["one/feed.py", "two/feed.py", "two/inner/feed.py", "other/feed.py"]) folder.Write(name, Slow);
        talk = new LspTalk(folder.Path);
    }

    [Fact]
    public void Every_folder_of_the_start_counts()
    {
        var answer = Initialize("one", "two");
        var said = answer["result"]!["capabilities"]!["workspace"]!["workspaceFolders"]!;
        Assert.True((bool)said["supported"]! && (bool)said["changeNotifications"]!);
        foreach (var name in (string[])["one/feed.py", "two/feed.py", "other/feed.py"]) talk.Open(Uri(name), Slow);
        Assert.Single(talk.Diagnostics(Uri("one/feed.py"), 1, items => items.Count > 0));
        Assert.Single(talk.Diagnostics(Uri("two/feed.py"), 1, items => items.Count > 0));
        Assert.Equal(0, Published("other/feed.py"));
    }

    [Fact]
    public void A_folder_that_comes_has_its_open_documents_looked_at_as_they_were_edited_before()
    {
        Initialize("one");
        talk.Open(Uri("two/feed.py"), Slow);
        talk.Tell("textDocument/didChange", $$$"""{"textDocument": {"uri": "{{{Uri("two/feed.py")}}}", "version": 2}, "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "\n"}]}""");
        talk.Open(Uri("other/feed.py"), Slow);
        ChangeFolders(added: ["two"]);
        var found = Assert.Single(talk.Diagnostics(Uri("two/feed.py"), 2, items => items.Count > 0))!;
        Assert.Equal(4, (int?)found["range"]!["start"]!["line"]);
        Assert.Equal(0, Published("other/feed.py"));
    }

    [Fact]
    public void A_folder_that_leaves_takes_its_diagnostics_along_and_may_come_back()
    {
        Initialize("one", "two");
        talk.Open(Uri("one/feed.py"), Slow);
        talk.Open(Uri("two/feed.py"), Slow);
        talk.Diagnostics(Uri("two/feed.py"), 1, items => items.Count > 0);
        ChangeFolders(removed: ["two"]);
        AwaitWithdrawn("two/feed.py");
        talk.Tell("textDocument/didChange", $$$"""{"textDocument": {"uri": "{{{Uri("two/feed.py")}}}", "version": 2}, "contentChanges": [{"text": "x = 1\n"}]}""");
        Assert.Equal("null", talk.Ask("textDocument/hover", $$$"""{"textDocument": {"uri": "{{{Uri("two/feed.py")}}}"}, "position": {"line": 3, "character": 12}}""")["result"]?.ToJsonString() ?? "null");
        ChangeFolders(added: ["two", "two"]);
        Assert.Empty(talk.Diagnostics(Uri("two/feed.py"), 2));
        Assert.Single(talk.Diagnostics(Uri("one/feed.py"), 1, items => items.Count > 0));
    }

    [Fact]
    public void A_document_belongs_to_the_innermost_folder_that_is_there()
    {
        folder.Write("two/inner/lever.toml", "[check]\nignore = [\"py-membership-in-grown-list\"]\n");
        Initialize("two");
        talk.Open(Uri("two/inner/feed.py"), Slow);
        talk.Diagnostics(Uri("two/inner/feed.py"), 1, items => items.Count > 0);
        ChangeFolders(added: ["two/inner/"]);
        talk.Diagnostics(Uri("two/inner/feed.py"), 1, items => items.Count == 0);
        var before = Published("two/inner/feed.py");
        ChangeFolders(removed: ["two/inner"]);
        talk.Await(message => message is { } && Published("two/inner/feed.py") > before && message["params"]?["diagnostics"] is JsonArray { Count: > 0 });
    }

    [Fact]
    public void A_client_that_asks_is_told_to_ask_again_and_told_that_nothing_is_left()
    {
        Initialize(["one", "two"], """{"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}""");
        talk.Open(Uri("two/feed.py"), Slow);
        var question = $$$"""{"textDocument": {"uri": "{{{Uri("two/feed.py")}}}"}}""";
        Assert.Single(talk.Ask("textDocument/diagnostic", question)["result"]!["items"]!.AsArray());
        ChangeFolders(removed: ["two"]);
        talk.Await(message => (string?)message["method"] == "workspace/diagnostic/refresh");
        var report = talk.Ask("textDocument/diagnostic", question)["result"]!;
        Assert.Equal("full", (string?)report["kind"]);
        Assert.Empty(report["items"]!.AsArray());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"event": null}""")]
    [InlineData("""{"event": {"added": {}, "removed": "file:///"}}""")]
    [InlineData("""{"event": {"added": [{}, {"uri": 3}, {"uri": "https://example.invalid/"}, {"uri": "file:///no/such/folder"}], "removed": [null, {"uri": "file:///elsewhere"}]}}""")]
    public void What_is_told_wrongly_changes_nothing(string parameters)
    {
        Initialize("one");
        talk.Tell("workspace/didChangeWorkspaceFolders", parameters);
        talk.Open(Uri("one/feed.py"), Slow);
        Assert.Single(talk.Diagnostics(Uri("one/feed.py"), 1, items => items.Count > 0));
    }

    private JsonNode Initialize(params string[] names) => Initialize(names, "{}");

    private JsonNode Initialize(string[] names, string capabilities)
    {
        var answer = talk.Ask("initialize", $$"""{"processId": null, "workspaceFolders": {{Folders(names)}}, "capabilities": {{capabilities}}}""");
        talk.Tell("initialized", "{}");
        return answer;
    }

    private void ChangeFolders(string[]? added = null, string[]? removed = null) =>
        talk.Tell("workspace/didChangeWorkspaceFolders", $$$"""{"event": {"added": {{{Folders(added ?? [])}}}, "removed": {{{Folders(removed ?? [])}}}}}""");

    private string Folders(string[] names) => new JsonArray([.. names.Select(name => new JsonObject { ["uri"] = Uri(name), ["name"] = name })]).ToJsonString();

    private void AwaitWithdrawn(string name) =>
        talk.Await(message => (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]!["uri"] == Uri(name) && message["params"]!["version"] is null && message["params"]!["diagnostics"]!.AsArray().Count == 0);

    private int Published(string name) => talk.Count(message => (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]!["uri"] == Uri(name));

    private string Uri(string name) => new System.Uri(folder.Path).AbsoluteUri + "/" + name;

    public void Dispose()
    {
        talk.Dispose();
        folder.Dispose();
    }
}
