using System.Text.Json.Nodes;

namespace Lever.Tests.Serving.Lsp;

/// <summary>What may be done about findings, and what is told of them.</summary>
public sealed class ActionTests : IDisposable
{
    private const string Slow = "import re\n\n\ndef unique(events: list[str]) -> list[str]:\n    seen = []\n    for event in events:\n        if event not in seen:\n            seen.append(event)\n    return seen\n\n\ndef has(xs: list[int]) -> bool:\n    return any([x > 3 for x in xs])\n\n\ndef top(xs: list[int]) -> int:\n    return sorted(xs)[0]\n";

    private readonly TemporaryFolder folder = new();
    private readonly LspTalk talk;

    public ActionTests()
    {
        talk = new LspTalk(folder.Path);
        folder.Write("feed.py", Slow);
    }

    private string Feed => new Uri(folder.Path).AbsoluteUri + "/feed.py";

    [Fact]
    public void A_fix_is_an_edit_that_the_finding_goes_away_with()
    {
        talk.Initialize(folder.Path, """{"workspace": {"workspaceEdit": {"documentChanges": true}}}""");
        var text = Slow.Replace("\n", "\r\n", StringComparison.Ordinal);
        talk.Open(Feed, text, 7);
        var actions = Actions(12, 17, "\"only\": [\"quickfix\"]");
        var fix = actions.Single(action => action!["isPreferred"] is not null)!;
        Assert.Equal("quickfix", (string?)fix["kind"]);
        Assert.Equal("py-short-circuit-listcomp", (string?)fix["diagnostics"]![0]!["code"]);
        var change = fix["edit"]!["documentChanges"]![0]!;
        Assert.Equal((Feed, 7), ((string?)change["textDocument"]!["uri"], (int?)change["textDocument"]!["version"]));
        var changed = Edited(text, change["edits"]!.AsArray());
        Assert.Contains("return any(x > 3 for x in xs)\r\n", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", changed.Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fix_that_may_change_behaviour_says_so_in_its_title()
    {
        talk.Initialize(folder.Path);
        talk.Open(Feed, Slow);
        var fix = Actions(16, 12, "").First(action => (string?)action!["kind"] == "quickfix")!;
        Assert.Equal("Take it with `min`, which may change behaviour: an empty collection may raise `ValueError` in place of `IndexError`", (string?)fix["title"]);
        Assert.Null(fix["isPreferred"]);
    }

    [Fact]
    public void All_safe_fixes_of_a_file_are_made_at_once_where_that_is_asked_for()
    {
        talk.Initialize(folder.Path);
        talk.Open(Feed, Slow);
        Assert.DoesNotContain(Actions(12, 17, ""), action => (string?)action!["kind"] == "source.fixAll.lever");
        foreach (var only in (string[])["source", "source.fixAll", "source.fixAll.lever"])
        {
            var all = Assert.Single(Actions(0, 0, $"\"only\": [\"{only}\"]"))!;
            var changed = Edited(Slow, all["edit"]!["changes"]![Feed]!.AsArray());
            talk.Open(Feed, changed, 2);
            Assert.Equal(["py-sorted-for-extreme"], talk.Diagnostics(Feed, 2).Select(item => (string?)item!["code"]));
            talk.Open(Feed, Slow, 3);
        }
        Assert.Empty(Actions(0, 0, "\"only\": [\"refactor\"]"));
    }

    [Fact]
    public void An_ignore_leaves_its_reason_to_the_user_and_is_asked_for_it()
    {
        talk.Initialize(folder.Path);
        talk.Open(Feed, Slow);
        var ignore = Actions(6, 11, "").Single(action => ((string)action!["title"]!).StartsWith("Ignore", StringComparison.Ordinal))!;
        var changed = Edited(Slow, ignore["edit"]!["changes"]![Feed]!.AsArray());
        Assert.Contains("\n        # lever: ignore[py-membership-in-grown-list] \n        if event", changed, StringComparison.Ordinal);
        talk.Open(Feed, changed, 2);
        Assert.Contains(talk.Diagnostics(Feed, 2, items => items.Count > 0), item => ((string)item!["message"]!).Contains("needs its reason", StringComparison.Ordinal));
        talk.Open(Feed, changed.Replace("list] \n", "list] n <= 8 by schema\n", StringComparison.Ordinal), 3);
        Assert.DoesNotContain(talk.Diagnostics(Feed, 3), item => ((string)item!["message"]!).Contains("reason", StringComparison.Ordinal) || (string?)item["code"] == "py-membership-in-grown-list");
    }

    [Fact]
    public void A_client_with_gaps_to_fill_gets_one_for_the_reason()
    {
        talk.Initialize(folder.Path, """{"workspace": {"workspaceEdit": {"documentChanges": true, "snippetEditSupport": true}}}""");
        talk.Open(Feed, Slow);
        var ignore = Actions(6, 11, "").Single(action => ((string)action!["title"]!).StartsWith("Ignore", StringComparison.Ordinal))!;
        Assert.Equal("        # lever: ignore[py-membership-in-grown-list] ${1:why it is fine here}\n", (string?)ignore["edit"]!["documentChanges"]![0]!["edits"]![0]!["snippet"]!["value"]);
    }

    [Fact]
    public void Where_a_comment_cannot_stand_no_ignore_is_offered()
    {
        talk.Initialize(folder.Path);
        var text = "def top(xs: list[int]) -> str:\n    return '''\n''' + str(sorted(xs)[0])\n";
        talk.Open(Feed, text);
        Assert.NotEmpty(talk.Diagnostics(Feed, 1, items => items.Count > 0));
        Assert.DoesNotContain(Actions(2, 12, ""), action => ((string)action!["title"]!).StartsWith("Ignore", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[\"markdown\", \"plaintext\"]", "markdown", "**py-membership-in-grown-list**")]
    [InlineData("[\"plaintext\"]", "plaintext", "py-membership-in-grown-list")]
    public void A_hover_says_what_the_claim_rests_on_and_what_it_does_not_bear(string formats, string kind, string start)
    {
        talk.Initialize(folder.Path, $$$"""{"textDocument": {"hover": {"contentFormat": {{{formats}}} } } }""");
        talk.Open(Feed, Slow);
        var hover = Hover(6, 12)!;
        Assert.Equal(kind, (string?)hover["contents"]!["kind"]);
        var text = (string)hover["contents"]!["value"]!;
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        foreach (var part in (string[])["costs `0.5*n^2*py.list.compare`, once fixed", "worth up to", "assuming n = 1,000", "keeps behaviour", "not to be said of what is estimated: that it is slow"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Null(Hover(0, 1));
    }

    [Fact]
    public void A_rule_is_explained()
    {
        talk.Initialize(folder.Path);
        talk.Open(Feed, Slow);
        var action = Actions(6, 11, "").Single(action => (string?)action!["kind"] == "lever.explain")!;
        var page = talk.Ask("workspace/executeCommand", action["command"]!.ToJsonString())["result"]!;
        Assert.StartsWith("# py-membership-in-grown-list", (string?)page["markdown"], StringComparison.Ordinal);
        talk.Await(message => (string?)message["method"] == "window/showMessage" && ((string)message["params"]!["message"]!).StartsWith("py-membership-in-grown-list: ", StringComparison.Ordinal));
        Assert.Contains("did you mean", (string?)talk.Ask("workspace/executeCommand", """{"command": "lever.explain", "arguments": ["py-membership-in-grown-lst"]}""")["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal(-32602, (int?)talk.Ask("workspace/executeCommand", """{"command": "lever.explain", "arguments": [1]}""")["error"]!["code"]);
        Assert.Equal(-32602, (int?)talk.Ask("workspace/executeCommand", """{"command": "rm", "arguments": ["-rf"]}""")["error"]!["code"]);
    }

    [Fact]
    public void Only_what_is_saved_is_proven()
    {
        talk.Initialize(folder.Path);
        talk.Open(Feed, Slow + "\n");
        var action = Actions(12, 17, "").Single(action => (string?)action!["kind"] == "lever.prove")!;
        Assert.Contains("save the file first", (string?)talk.Ask("workspace/executeCommand", action["command"]!.ToJsonString())["error"]!["message"], StringComparison.Ordinal);
        talk.Open(Feed, Slow, 2);
        Assert.Contains("no finding", (string?)talk.Ask("workspace/executeCommand", $$"""{"command": "lever.prove", "arguments": ["{{Feed}}", "0123456789abcdef"]}""")["error"]!["message"], StringComparison.Ordinal);
        Assert.Contains("no such finding", (string?)talk.Ask("workspace/executeCommand", $$"""{"command": "lever.prove", "arguments": ["{{Feed}}", "--rule=x"]}""")["error"]!["message"], StringComparison.Ordinal);
    }

    private JsonArray Actions(int line, int character, string context) => talk.Ask("textDocument/codeAction",
        $$$"""{"textDocument": {"uri": "{{{Feed}}}"}, "range": {"start": {"line": {{{line}}}, "character": {{{character}}}}, "end": {"line": {{{line}}}, "character": {{{character}}}}}, "context": {"diagnostics": []{{{(context.Length > 0 ? ", " + context : "")}}}}}""")["result"]!.AsArray();

    private JsonNode? Hover(int line, int character) =>
        talk.Ask("textDocument/hover", $$$"""{"textDocument": {"uri": "{{{Feed}}}"}, "position": {"line": {{{line}}}, "character": {{{character}}}}}""")["result"];

    /// <summary>The text with edits made as a client makes them: last first. All of it is ASCII.</summary>
    private static string Edited(string text, JsonArray edits)
    {
        foreach (var edit in edits.OrderByDescending(edit => At(edit!["range"]!["start"]!)))
            text = text[..At(edit!["range"]!["start"]!)] + (string)edit["newText"]! + text[At(edit["range"]!["end"]!)..];
        return text;

        int At(JsonNode position)
        {
            var start = 0;
            for (var line = (int)position["line"]!; line > 0; line--) start = text.IndexOf('\n', start) + 1;
            return start + (int)position["character"]!;
        }
    }

    public void Dispose()
    {
        talk.Dispose();
        folder.Dispose();
    }
}
