using System.Text.Json.Nodes;

namespace Lever.Tests.Serving.Lsp;

/// <summary>What is found in open documents is told as a check would tell it, in the client's text and not the file's.</summary>
public sealed class DiagnosticTests : IDisposable
{
    private const string Slow = "def unique(events: list[str]) -> list[str]:\n    seen = []\n    for event in events:\n        if event not in seen:\n            seen.append(event)\n    return seen\n";

    private readonly TemporaryFolder folder = new();
    private readonly LspTalk talk;

    public DiagnosticTests() => talk = new LspTalk(folder.Path);

    [Fact]
    public void Findings_follow_the_text()
    {
        folder.Write("feed.py", "");
        talk.Initialize(folder.Path);
        talk.Open(Uri("feed.py"), Slow);
        var found = Assert.Single(talk.Diagnostics(Uri("feed.py"), 1, items => items.Count > 0))!;
        Assert.Equal("py-membership-in-grown-list", (string?)found["code"]);
        Assert.Equal("3:11-3:28", RangeOf(found));
        Assert.Equal(3, (int?)found["severity"]);
        Assert.Contains("worth up to", (string?)found["message"], StringComparison.Ordinal);
        Assert.Contains("assuming", (string?)found["message"], StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{16}$", (string?)found["data"]!["fingerprint"]);
        Assert.All(found["relatedInformation"]!.AsArray(), item => Assert.Equal(Uri("feed.py"), (string?)item!["location"]!["uri"]));

        Change(2, "0:0-0:0", "# one\\n# two\\n");
        Assert.Equal("5:11-5:28", RangeOf(Assert.Single(talk.Diagnostics(Uri("feed.py"), 2))!));
        Change(3, "3:11-3:13", "set()");
        Assert.Empty(talk.Diagnostics(Uri("feed.py"), 3));
        talk.Tell("textDocument/didClose", $$$"""{"textDocument": {"uri": "{{{Uri("feed.py")}}}"}}""");
        talk.Await(message => (string?)message["method"] == "textDocument/publishDiagnostics" && message["params"]!["version"] is null && message["params"]!["diagnostics"]!.AsArray().Count == 0);
    }

    [Theory]
    [InlineData("utf-8", "5:22-5:39")]
    [InlineData("utf-16", "5:20-5:37")]
    [InlineData("utf-32", "5:19-5:36")]
    public void Columns_are_the_client_s(string encoding, string expected)
    {
        folder.Write("feed.py", "");
        talk.Initialize(folder.Path, $$$"""{"general": {"positionEncodings": ["{{{encoding}}}"]}}""");
        var text = "# é\n\n" + Slow.Replace("if event", "if '😀' and event", StringComparison.Ordinal);
        talk.Open(Uri("feed.py"), "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(expected, RangeOf(talk.Diagnostics(Uri("feed.py"), 1, items => items.Count > 0)[0]!));
    }

    [Fact]
    public void Syntax_errors_and_configuration_count_as_in_a_check()
    {
        folder.Write("lever.toml", "[check]\nignore = [\"py-membership-in-grown-list\"]\n");
        folder.Write("feed.py", "");
        talk.Initialize(folder.Path);
        talk.Open(Uri("feed.py"), Slow + "def broken(:\n");
        var found = Assert.Single(talk.Diagnostics(Uri("feed.py"), 1, items => items.Count > 0))!;
        Assert.Null(found["code"]);
        Assert.Equal(6, (int?)found["range"]!["start"]!["line"]);
        folder.Write("lever.toml", "");
        talk.Tell("workspace/didChangeWatchedFiles", $$$"""{"changes": [{"uri": "{{{Uri("lever.toml")}}}", "type": 2}]}""");
        talk.Diagnostics(Uri("feed.py"), 1, items => items.Count == 2);
    }

    [Fact]
    public void A_wrong_configuration_is_told_and_nothing_waits_for_ever()
    {
        folder.Write("lever.toml", "[check]\nselct = []\n");
        folder.Write("feed.py", Slow);
        talk.Initialize(folder.Path, """{"textDocument": {"diagnostic": {}}}""");
        talk.Open(Uri("feed.py"), Slow);
        Assert.Null(talk.Ask("textDocument/diagnostic", $$$"""{"textDocument": {"uri": "{{{Uri("feed.py")}}}"}}""")["error"]);
        var shown = talk.Await(message => (string?)message["method"] == "window/showMessage");
        Assert.Contains("select", (string?)shown["params"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_outside_of_the_workspace_or_is_left_out_of_checks_is_left_alone()
    {
        folder.Write("work/feed.py", Slow);
        folder.Write("work/.venv/lib.py", Slow);
        folder.Write("other.py", Slow);
        talk.Initialize(folder["work"]);
        foreach (var name in (string[])["other.py", "work/../other.py", "work/.venv/lib.py"]) talk.Open(Uri(name), Slow);
        talk.Open("untitled:Untitled-1", Slow);
        talk.Open("https://example.invalid/feed.py", Slow);
        talk.Open(Uri("work/feed.py"), Slow);
        Assert.Single(talk.Diagnostics(Uri("work/feed.py"), 1, items => items.Count > 0));
        Assert.Equal(0, talk.Count(message => (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]!["uri"] != Uri("work/feed.py") && message["params"]!["diagnostics"]!.AsArray().Count > 0));
    }

    [Fact]
    public void A_client_that_asks_is_answered_and_not_pushed_to()
    {
        folder.Write("feed.py", Slow);
        talk.Initialize(folder.Path, """{"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}}""");
        talk.Open(Uri("feed.py"), Slow);
        var parameters = $$$"""{"textDocument": {"uri": "{{{Uri("feed.py")}}}"}, "previousResultId": "KNOWN"}""";
        var report = talk.Ask("textDocument/diagnostic", parameters)["result"]!;
        Assert.Equal("full", (string?)report["kind"]);
        Assert.Single(report["items"]!.AsArray());
        talk.Await(message => (string?)message["method"] == "workspace/diagnostic/refresh");
        var again = talk.Ask("textDocument/diagnostic", parameters.Replace("KNOWN", (string)report["resultId"]!, StringComparison.Ordinal))["result"]!;
        Assert.Equal("unchanged", (string?)again["kind"]);
        Assert.Equal(0, talk.Count(message => (string?)message["method"] == "textDocument/publishDiagnostics"));
    }

    [Fact]
    public void Rust_is_looked_at_in_its_crate_as_it_is_typed()
    {
        const string Calls = "use crate::store::Store;\n\npub async fn show(store: &Store) -> u32 {\n    store.load()\n}\n";
        folder.Write("Cargo.toml", "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        folder.Write("src/lib.rs", "pub mod store;\npub mod views;\n");
        folder.Write("src/views.rs", Calls);
        folder.Write("src/store.rs", "pub struct Store;\n");
        talk.Initialize(folder.Path);
        talk.Open(Uri("src/views.rs"), Calls);
        Assert.Empty(talk.Diagnostics(Uri("src/views.rs"), 1));
        // What another open file declares counts before it is saved.
        talk.Open(Uri("src/store.rs"), "use std::thread;\nuse std::time::Duration;\n\npub struct Store;\n\nimpl Store {\n    pub fn load(&self) -> u32 {\n        thread::sleep(Duration::from_millis(5));\n        1\n    }\n}\n");
        var found = talk.Diagnostics(Uri("src/views.rs"), 1, items => items.Count > 0)[0]!;
        Assert.StartsWith("rs-", (string?)found["code"], StringComparison.Ordinal);
        Assert.Contains(found["relatedInformation"]!.AsArray(), item => (string?)item!["location"]!["uri"] == Uri("src/store.rs"));
        var actions = talk.Ask("textDocument/codeAction", $$$"""{"textDocument": {"uri": "{{{Uri("src/views.rs")}}}"}, "range": {{{found["range"]!.ToJsonString()}}}, "context": {"diagnostics": []}}""")["result"]!.AsArray();
        Assert.Contains(actions, action => action!["edit"]?.ToJsonString().Contains($"    // lever: ignore[{(string)found["code"]!}] ", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Chains_through_other_files_come_with_the_whole_check()
    {
        folder.Write("app/__init__.py");
        folder.Write("app/store.py", "import requests\n\n\ndef load(url):\n    return requests.get(url, timeout=9).json()\n");
        const string Views = "from app.store import load\n\n\nasync def show(request):\n    return load(request.url)\n";
        folder.Write("app/views.py", Views);
        talk.Initialize(folder.Path);
        talk.Open(Uri("app/views.py"), Views);
        var found = talk.Diagnostics(Uri("app/views.py"), 1, items => items.Count > 0)[0]!;
        Assert.Contains(found["relatedInformation"]!.AsArray(), item => (string?)item!["location"]!["uri"] == Uri("app/store.py") && (int?)item["location"]!["range"]!["start"]!["line"] == 4);
    }

    [Fact]
    public void What_goes_through_other_files_stays_while_its_user_types()
    {
        folder.Write("app/__init__.py");
        folder.Write("app/store.py", "import requests\n\n\ndef load(url):\n    return requests.get(url, timeout=9).json()\n");
        const string Views = "from app.store import load\n\n\nasync def show(request):\n    return load(request.url)\n";
        folder.Write("app/views.py", Views);
        talk.Initialize(folder.Path);
        talk.Open(Uri("app/views.py"), Views);
        Assert.Equal("4:11-4:28", RangeOf(Assert.Single(talk.Diagnostics(Uri("app/views.py"), 1, items => items.Count > 0))!));

        // The first word on each version comes from a look at the file alone; whole checks wait for a pause.
        Change(2, "1:0-1:0", "# one\\n# two\\n", "app/views.py");
        var moved = Assert.Single(talk.Diagnostics(Uri("app/views.py"), 2))!;
        Assert.Equal("6:11-6:28", RangeOf(moved));
        Assert.Contains(moved["relatedInformation"]!.AsArray(), item => (string?)item!["location"]!["uri"] == Uri("app/store.py") && (int?)item["location"]!["range"]!["start"]!["line"] == 4);
        Change(3, "0:0-0:0", "import os\\n", "app/views.py");
        Assert.Equal("7:11-7:28", RangeOf(Assert.Single(talk.Diagnostics(Uri("app/views.py"), 3))!));
        Change(4, "7:16-7:16", "  ", "app/views.py");
        Assert.Empty(talk.Diagnostics(Uri("app/views.py"), 4));
        Assert.Equal("7:11-7:30", RangeOf(Assert.Single(talk.Diagnostics(Uri("app/views.py"), 4, items => items.Count > 0))!));
        // What made it slow is mended in the other file, which only a whole check sees.
        folder.Write("app/store.py", "def load(url):\n    return url\n");
        talk.Tell("workspace/didChangeWatchedFiles", $$$"""{"changes": [{"uri": "{{{Uri("app/store.py")}}}", "type": 2}]}""");
        Change(5, "0:0-0:0", "import re\\n", "app/views.py");
        talk.Diagnostics(Uri("app/views.py"), 5, items => items.Count == 0);
    }

    private string Uri(string name) => new System.Uri(folder.Path).AbsoluteUri + "/" + name;

    private void Change(int version, string range, string text, string name = "feed.py")
    {
        var parts = range.Split(':', '-');
        talk.Tell("textDocument/didChange", $$$"""{"textDocument": {"uri": "{{{Uri(name)}}}", "version": {{{version}}}}, "contentChanges": [{"range": {"start": {"line": {{{parts[0]}}}, "character": {{{parts[1]}}}}, "end": {"line": {{{parts[2]}}}, "character": {{{parts[3]}}}}}, "text": "{{{text}}}"}]}""");
    }

    private static string RangeOf(JsonNode found)
    {
        var (start, end) = (found["range"]!["start"]!, found["range"]!["end"]!);
        return $"{start["line"]}:{start["character"]}-{end["line"]}:{end["character"]}";
    }

    public void Dispose()
    {
        talk.Dispose();
        folder.Dispose();
    }
}
