using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lever.Tests.Serving.Lsp;

/// <summary>Whatever comes in, the server neither falls nor hangs, and what is right among it is answered.</summary>
public sealed class MalformedTests : IDisposable
{
    private const string Text = "def unique(events: list[str]) -> list[str]:\n    seen = []\n    for event in events:\n        if event not in seen:\n            seen.append(event)\n    return seen\n";

    private const string Folders = "workspace/didChangeWorkspaceFolders";

    private static readonly string[] values = ["null", "true", "-1", "1e999", "4294967296", "\"\"", "\"x\"", "[]", "[[]]", "{}", "{\"line\":0}", "\"file:///\"", "\"file://host/a.py\"", "\"file:///%00.py\""];

    private readonly TemporaryFolder folder = new();
    private readonly LspTalk talk;

    public MalformedTests()
    {
        folder.Write("feed.py", Text);
        folder.Write("inner/feed.py", Text);
        talk = new LspTalk(folder.Path);
    }

    private string Feed => new Uri(folder.Path).AbsoluteUri + "/feed.py";

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("", -32700)]
    [InlineData("{\"id\": 1, \"method\": \"x\"} rest", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("3", -32600)]
    [InlineData("{}", -32600)]
    [InlineData("{\"id\": {}, \"method\": \"shutdown\"}", -32600)]
    [InlineData("{\"id\": 9, \"method\": 1}", -32600)]
    public void What_is_no_request_gets_the_error_that_the_protocol_has_for_it(string message, int code)
    {
        talk.Send(message);
        talk.Await(answer => (int?)answer["error"]?["code"] == code);
        Assert.Null(talk.Ask("initialize", "{}")["error"]);
    }

    [Fact]
    public void Deep_and_invalid_JSON_is_refused()
    {
        talk.Send(new string('[', 100_000));
        talk.Await(answer => (int?)answer["error"]?["code"] == -32700);
        talk.SendRaw([.. "Content-Length: 5\r\n\r\n\"a"u8, 0xFF, 0xFE, (byte)'"']);
        talk.Await(answer => ((string?)answer["error"]?["message"])?.Contains("UTF-8", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Lone_surrogates_are_characters_that_nobody_knows()
    {
        talk.Initialize(folder.Path);
        talk.Tell("textDocument/didOpen", $$$"""{"textDocument": {"uri": "{{{Feed}}}", "version": 1, "text": {{{JsonValue.Create(Text).ToJsonString().Replace("seen = []", "seen = [] # \\ud83d \\ude00\\ud83d\\\\ \\ud83d\\ude00", StringComparison.Ordinal)}}}}}""");
        Assert.Single(talk.Diagnostics(Feed, 1, items => items.Count > 0));
    }

    /// <summary>So many messages as LEVER_MALFORMED says; few otherwise.</summary>
    [Fact]
    public void Mutated_messages_are_survived()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("LEVER_MALFORMED"), CultureInfo.InvariantCulture, out var said) ? said : 400;
        talk.Initialize(folder.Path);
        talk.Open(Feed, Text);
        var random = new Random(20261123);
        for (var sent = 0; sent < count; sent++) talk.SendRaw(Mutated(random));
        // Whatever length a header promised last, this is more, and empty lines are no message.
        talk.SendRaw(Encoding.ASCII.GetBytes(new string('\n', 4000)));
        Assert.Null(talk.Ask("textDocument/hover", $$$"""{"textDocument": {"uri": "{{{Feed}}}"}, "position": {"line": 0, "character": 0}}""")["error"]);
        Assert.InRange(talk.Count(message => message["id"] is not null || message["error"] is not null), count / 3, count);
        talk.Open(Feed, Text, 987654);
        Assert.Single(talk.Diagnostics(Feed, 987654));
        Assert.Equal(0, talk.Count(message => ((string?)message["error"]?["message"])?.Contains("fault", StringComparison.Ordinal) == true || ((string?)message["params"]?["message"])?.Contains("fault", StringComparison.Ordinal) == true));
    }

    private byte[] Mutated(Random random)
    {
        var id = random.Next(5) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"\"id\": {1000 + random.Next(100000)}, ");
        string[] messages =
        [
            $$$$$"""{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}", "version": {{{{{random.Next(1000)}}}}}}, "contentChanges": [{"range": {"start": {"line": {{{{{random.Next(8)}}}}}, "character": {{{{{random.Next(9)}}}}}}, "end": {"line": {{{{{random.Next(8)}}}}}, "character": {{{{{random.Next(9)}}}}}}}, "text": "a😀\r\n"}]}}""",
            $$$$$"""{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}", "languageId": "python", "version": 1, "text": "import re\n"}}}""",
            $$$$$"""{"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}"}}}""",
            $$$$$"""{"jsonrpc": "2.0", {{{{{id}}}}}"method": "textDocument/hover", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}"}, "position": {"line": 3, "character": 12}}}""",
            $$$$$"""{"jsonrpc": "2.0", {{{{{id}}}}}"method": "textDocument/codeAction", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}, "context": {"diagnostics": [], "only": ["quickfix"]}}}""",
            $$$$$"""{"jsonrpc": "2.0", {{{{{id}}}}}"method": "textDocument/codeLens", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}"}}}""",
            $$$$$"""{"jsonrpc": "2.0", {{{{{id}}}}}"method": "textDocument/diagnostic", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}"}}}""",
            $$$$$"""{"jsonrpc": "2.0", {{{{{id}}}}}"method": "workspace/executeCommand", "params": {"command": "lever.explain", "arguments": ["py-membership-in-grown-list"]}}""",
            $$$$$"""{"jsonrpc": "2.0", {{{{{id}}}}}"method": "initialize", "params": {"capabilities": {"general": {"positionEncodings": ["utf-8"]}}}}""",
            $$$$$"""{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 1000}}""",
            $$$$$"""{"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": {"changes": [{"uri": "{{{{{Feed}}}}}", "type": 2}]}}""",
            $$$$$"""{"jsonrpc": "2.0", "method": "textDocument/didSave", "params": {"textDocument": {"uri": "{{{{{Feed}}}}}"}}}""",
            $$$$$"""{"jsonrpc": "2.0", "method": "{{{{{Folders}}}}}", "params": {"event": {"added": [{"uri": "{{{{{new Uri(folder.Path).AbsoluteUri}}}}}/inner", "name": "x"}], "removed": []}}}""",
            $$$$$"""{"jsonrpc": "2.0", "method": "{{{{{Folders}}}}}", "params": {"event": {"added": [], "removed": [{"uri": "{{{{{new Uri(folder.Path).AbsoluteUri}}}}}/inner", "name": "x"}]}}}""",
        ];
        var message = messages[random.Next(messages.Length)];
        // Another value for a folder may be the root of this machine, which takes long to read.
        if (random.Next(2) == 0 && !message.Contains(Folders, StringComparison.Ordinal)) message = WithOtherValue(message, random);
        if (random.Next(9) == 0) message = message.Replace("feed", "f\\ud800", StringComparison.Ordinal);
        var content = Encoding.UTF8.GetBytes(message);
        if (random.Next(4) == 0)
            for (var flips = random.Next(1, 4); flips > 0; flips--) content[random.Next(content.Length)] = (byte)random.Next(256);
        if (random.Next(10) == 0) content = content[..random.Next(content.Length)];
        var header = random.Next(20) switch
        {
            0 => $"Content-Length: {content.Length + random.Next(-30, 31)}\r\n\r\n",
            1 => $"Content-Length: {random.NextInt64(1L << 33, long.MaxValue)}\r\n\r\n",
            2 => "Content-Length: 12a\r\n\r\n",
            3 => "Content-Type: x\r\n\r\n",
            4 => "",
            _ => $"Content-Length: {content.Length}\r\n\r\n",
        };
        return [.. Encoding.ASCII.GetBytes(header), .. content];
    }

    /// <summary>One value somewhere in the message is another one, or gone.</summary>
    private static string WithOtherValue(string message, Random random)
    {
        var root = JsonNode.Parse(message)!;
        var at = root;
        while (true)
        {
            if (at is JsonObject { Count: > 0 } node)
            {
                var name = node.ElementAt(random.Next(node.Count)).Key;
                if (node[name] is JsonObject or JsonArray && random.Next(3) > 0)
                {
                    at = node[name]!;
                    continue;
                }
                if (random.Next(4) == 0) node.Remove(name);
                else node[name] = JsonNode.Parse(values[random.Next(values.Length)]);
            }
            else if (at is JsonArray { Count: > 0 } list)
            {
                var index = random.Next(list.Count);
                if (list[index] is JsonObject or JsonArray && random.Next(3) > 0)
                {
                    at = list[index]!;
                    continue;
                }
                list[index] = JsonNode.Parse(values[random.Next(values.Length)]);
            }
            return root.ToJsonString();
        }
    }

    public void Dispose()
    {
        talk.Dispose();
        folder.Dispose();
    }
}
