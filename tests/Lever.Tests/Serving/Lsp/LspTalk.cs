using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lever.Serving.Lsp;

namespace Lever.Tests.Serving.Lsp;

/// <summary>A server in this process with a client that speaks to it as plainly as can be.</summary>
internal sealed class LspTalk : IDisposable
{
    /// <summary>A server that says nothing for so long hangs.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly MemoryPipe toServer = new();
    private readonly MemoryPipe fromServer = new();
    private readonly Host host;
    private readonly Task<int> served;
    private readonly List<JsonNode> received = [];
    private int lastId;

    /// <param name="program">What the server starts above programs under experiment; null where there will be none.</param>
    public LspTalk(string folder, string? program = null)
    {
        host = new Host(fromServer, TextWriter.Null, folder) { Input = () => toServer, Today = () => new DateOnly(2026, 11, 23), Program = program ?? "", Variables = Variables };
        served = Task.Factory.StartNew(() =>
        {
            using var server = new LspServer(host, new GlobalChoices(null, false, 2, true, ColorMode.Never, false, 0));
            var code = server.Serve();
            host.Dispose();
            return code;
        }, TaskCreationOptions.LongRunning);
        new Thread(Listen) { IsBackground = true }.Start();
    }

    /// <summary>Says who the client is, up to the point where documents may be opened.</summary>
    public JsonNode Initialize(string folder, string capabilities = "{}", string options = "null")
    {
        var answer = Ask("initialize", $$"""{"processId": null, "workspaceFolders": [{"uri": "{{new Uri(folder).AbsoluteUri}}", "name": "x"}], "capabilities": {{capabilities}}, "initializationOptions": {{options}}}""");
        Tell("initialized", "{}");
        return answer;
    }

    public void Open(string uri, string text, int version = 1) =>
        Tell("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "python", ["version"] = version, ["text"] = text } }.ToJsonString());

    /// <summary>The diagnostics that the server pushes for a version.</summary>
    public JsonArray Diagnostics(string uri, int version, Func<JsonArray, bool>? until = null) =>
        Await(message => (string?)message["method"] == "textDocument/publishDiagnostics" && (string?)message["params"]!["uri"] == uri && (int?)message["params"]!["version"] == version
            && until?.Invoke(message["params"]!["diagnostics"]!.AsArray()) != false)["params"]!["diagnostics"]!.AsArray();

    public JsonNode Ask(string method, string parameters)
    {
        var id = StartAsking(method, parameters);
        return Answer(id);
    }

    public int StartAsking(string method, string parameters)
    {
        var id = ++lastId;
        Send($$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "{{method}}", "params": {{parameters}}}""");
        return id;
    }

    public JsonNode Answer(int id) => Await(message => message["method"] is null && message["id"] is JsonValue value && value.TryGetValue<int>(out var own) && own == id);

    public void Tell(string method, string parameters) => Send($$"""{"jsonrpc": "2.0", "method": "{{method}}", "params": {{parameters}}}""");

    public void Send(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        SendRaw([.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes.Length}\r\n\r\n")), .. bytes]);
    }

    public void SendRaw(byte[] bytes) => toServer.Write(bytes);

    /// <summary>The first message so far, or to come, that is as wanted.</summary>
    public JsonNode Await(Func<JsonNode, bool> isWanted)
    {
        lock (received)
        {
            for (var seen = 0; ; )
            {
                for (; seen < received.Count; seen++)
                    if (isWanted(received[seen])) return received[seen];
                Assert.True(Monitor.Wait(received, patience), $"the server said nothing of what was awaited, but {string.Join('\n', received.TakeLast(3).Select(message => message.ToJsonString()))}");
            }
        }
    }

    public int Count(Func<JsonNode, bool> isWanted)
    {
        lock (received) return received.Count(isWanted);
    }

    /// <summary>Ends the stream that the server reads.</summary>
    /// <returns>The server's exit code.</returns>
    public int HangUp()
    {
        toServer.Close();
        Assert.True(served.Wait(patience), "the server does not end");
        return served.Result;
    }

    public int ExitCode()
    {
        Assert.True(served.Wait(patience), "the server does not end");
        return served.Result;
    }

    private static Dictionary<string, string> Variables() => new(StringComparer.Ordinal) { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" };

    private void Listen()
    {
        var frames = new FrameReader(fromServer);
        while (frames.Read() is { Problem: null } frame)
        {
            var message = JsonNode.Parse(frame.Content.Span)!;
            lock (received)
            {
                received.Add(message);
                Monitor.PulseAll(received);
            }
        }
    }

    public void Dispose()
    {
        HangUp();
    }
}
