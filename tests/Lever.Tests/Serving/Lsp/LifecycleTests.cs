using System.Text.Json.Nodes;

namespace Lever.Tests.Serving.Lsp;

/// <summary>The life of a server as the protocol wants it.</summary>
public sealed class LifecycleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Nothing_is_answered_before_initialize_and_nothing_after_shutdown()
    {
        using var talk = new LspTalk(folder.Path);
        Assert.Equal(-32002, ErrorOf(talk.Ask("textDocument/hover", "{}")));
        var answer = talk.Initialize(folder.Path);
        Assert.Equal("utf-16", (string?)answer["result"]!["capabilities"]!["positionEncoding"]);
        Assert.Equal("lever", (string?)answer["result"]!["serverInfo"]!["name"]);
        Assert.Equal(-32600, ErrorOf(talk.Ask("initialize", "{}")));
        Assert.Equal(-32601, ErrorOf(talk.Ask("textDocument/unheardOf", "{}")));
        talk.Tell("$/unheardOf", "{}");
        Assert.Null(talk.Ask("shutdown", "null")["error"]);
        Assert.Equal(-32600, ErrorOf(talk.Ask("textDocument/hover", "{}")));
        talk.Tell("exit", "null");
        Assert.Equal(0, talk.ExitCode());
    }

    [Fact]
    public void Exit_without_shutdown_is_told_by_the_exit_code()
    {
        using var talk = new LspTalk(folder.Path);
        talk.Initialize(folder.Path);
        talk.Tell("exit", "null");
        Assert.Equal(1, talk.ExitCode());
    }

    [Fact]
    public void The_server_ends_when_its_input_does()
    {
        using var talk = new LspTalk(folder.Path);
        talk.Initialize(folder.Path);
        Assert.Equal(1, talk.HangUp());
    }

    [Fact]
    public void The_server_ends_when_its_client_is_gone()
    {
        using var talk = new LspTalk(folder.Path);
        // No process has the greatest number that a process may have here.
        talk.Ask("initialize", """{"processId": 2147483647, "rootUri": null, "capabilities": {}}""");
        Assert.Equal(1, talk.ExitCode());
    }

    [Theory]
    [InlineData("""["utf-32", "utf-8"]""", "utf-32")]
    [InlineData("""["utf-7", "utf-8", "utf-16"]""", "utf-8")]
    [InlineData("""[]""", "utf-16")]
    [InlineData("""{"utf-8": 1}""", "utf-16")]
    public void The_client_s_first_choice_of_encodings_counts(string offered, string chosen)
    {
        using var talk = new LspTalk(folder.Path);
        var answer = talk.Initialize(folder.Path, $$$"""{"general": {"positionEncodings": {{{offered}}}}}""");
        Assert.Equal(chosen, (string?)answer["result"]!["capabilities"]!["positionEncoding"]);
    }

    private static int? ErrorOf(JsonNode answer) => (int?)answer["error"]?["code"];

    public void Dispose() => folder.Dispose();
}
