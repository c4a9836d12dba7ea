using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Unicode;

namespace Lever.Serving.Lsp;

/// <summary>
/// A server of the Language Server Protocol (3.17) over two streams: its lifecycle, and whom each message is for. One thread reads messages and keeps
/// documents as the client has them, <see cref="DocumentDesk"/> looks at them, <see cref="ProjectKeeper"/> at the projects around them.
/// </summary>
internal sealed class LspServer : IDisposable
{
    /// <summary>How often the server looks whether its client still runs.</summary>
    private static readonly TimeSpan watchClient = TimeSpan.FromSeconds(2);

    private readonly Host host;
    private readonly Client client;
    private readonly CancellationTokenSource ending = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly ConcurrentDictionary<string, PendingRequest> pending = new(StringComparer.Ordinal);
    private readonly LspSession session;
    private Timer? clientWatch;
    private Phase phase;
    private int exitCode = ExitCode.Found;

    /// <summary>Where the server stands in the life that the protocol gives it.</summary>
    private enum Phase
    {
        New,
        Running,
        ShutDown,
    }

    public LspServer(Host host, GlobalChoices chosen)
    {
        this.host = host;
        client = new Client(host.Output);
        session = new LspSession(host, chosen, client, ending.Token);
    }

    /// <summary>Serves until the client says that it is enough, or is gone.</summary>
    /// <returns>The exit code: 0 where the client shut the server down first, else 1, as the protocol wants.</returns>
    public int Serve()
    {
        var stop = host.StopOnInterrupt();
        new Thread(Listen) { IsBackground = true, Name = "messages" }.Start();
        var isInterrupted = WaitHandle.WaitAny([ended.WaitHandle, stop.WaitHandle]) == 1;
        ending.Cancel();
        return isInterrupted ? ExitCode.Interrupted : exitCode;
    }

    private void Listen()
    {
        try
        {
            using var input = host.Input();
            var frames = new FrameReader(input);
            while (!ended.IsSet && frames.Read() is { } frame)
            {
                if (frame.Problem is { } problem) client.Respond("null", Reply.Fail(ResponseError.ParseError(problem)));
                else Receive(frame.Content);
            }
        }
        catch (IOException)
        {
            // As good as its end.
        }
        ended.Set();
    }

    private void Receive(ReadOnlyMemory<byte> content)
    {
        JsonDocument message;
        try
        {
            // The parser takes strings as they come; what is no UTF-8 would show only later.
            if (!Utf8.IsValid(content.Span)) throw new JsonException("the message is not valid UTF-8");
            message = JsonDocument.Parse(content);
        }
        catch (JsonException trouble)
        {
            client.Respond("null", Reply.Fail(ResponseError.ParseError(trouble.Message)));
            return;
        }
        using (message) Dispatch(message.RootElement);
    }

    private void Dispatch(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            client.Respond("null", Reply.Fail(ResponseError.InvalidRequest("a message is an object; batches are not part of the protocol")));
            return;
        }
        var hasId = message.TryGetProperty("id", out var id);
        var method = message.Text("method");
        if (method is null)
        {
            // An answer to what this server asked.
            if (hasId && (message.TryGetProperty("result", out _) || message.TryGetProperty("error", out _))) return;
            client.Respond(hasId && IdOf(id) is { } known ? known : "null", Reply.Fail(ResponseError.InvalidRequest("the message has no method")));
            return;
        }
        var parameters = message.Part("params") ?? default;
        if (!hasId)
        {
            Notice(method, parameters);
            return;
        }
        if (IdOf(id) is not { } own) client.Respond("null", Reply.Fail(ResponseError.InvalidRequest("an id is a number or a string")));
        else Request(own, method, parameters);
    }

    /// <summary>The id as JSON; null where it is none.</summary>
    private static string? IdOf(JsonElement id)
    {
        if (id.ValueKind == JsonValueKind.Number) return id.GetRawText();
        if (id.AsText() is not { } text) return null;
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written)) json.WriteStringValue(text);
        return System.Text.Encoding.UTF8.GetString(written.WrittenSpan);
    }

    private void Request(string id, string method, JsonElement parameters)
    {
        var request = new PendingRequest(id, method, client, answered => pending.TryRemove(new KeyValuePair<string, PendingRequest>(answered.Id, answered)));
        if (phase == Phase.New && method != "initialize") request.Answer(Reply.Fail(ResponseError.NotInitialized));
        else if (phase == Phase.ShutDown) request.Answer(Reply.Fail(ResponseError.InvalidRequest("the server was shut down")));
        else if (!pending.TryAdd(id, request)) client.Respond(id, Reply.Fail(ResponseError.InvalidRequest("a request of this id waits for its answer")));
        else
            try
            {
                Answer(request, method, parameters);
            }
            catch (Exception fault)
            {
                request.Answer(Reply.Fail(ResponseError.InternalError($"a fault of Lever's own; please report {fault.GetType().Name}: {fault.Message}")));
            }
    }

    private void Answer(PendingRequest request, string method, JsonElement parameters)
    {
        switch (method)
        {
            case "initialize" when phase == Phase.New:
                var abilities = session.Initialize(parameters);
                WatchClient(parameters.Whole("processId"));
                phase = Phase.Running;
                request.Answer(Reply.Of(json => ServerAbilities.Write(json, abilities)));
                break;
            case "initialize":
                request.Answer(Reply.Fail(ResponseError.InvalidRequest("the server is initialized")));
                break;
            case "shutdown":
                phase = Phase.ShutDown;
                request.Answer(Reply.Nothing);
                break;
            default:
                session.Answer(request, method, parameters);
                break;
        }
    }

    private void Notice(string method, JsonElement parameters)
    {
        if (method == "exit")
        {
            exitCode = phase == Phase.ShutDown ? ExitCode.Fine : ExitCode.Found;
            ended.Set();
            return;
        }
        if (phase != Phase.Running) return;
        try
        {
            if (method == "$/cancelRequest")
            {
                if (parameters.Part("id") is { } id && IdOf(id) is { } own && pending.TryGetValue(own, out var request)) request.Cancel();
                return;
            }
            session.Notice(method, parameters);
        }
        catch (Exception fault)
        {
            client.LogFault(fault);
        }
    }

    /// <summary>A client that dies may leave the pipe open to others that it started.</summary>
    private void WatchClient(int? process)
    {
        if (process is not { } id) return;
        clientWatch = new Timer(_ =>
        {
            try
            {
                using var found = Process.GetProcessById(id);
            }
            catch (ArgumentException)
            {
                ended.Set();
            }
        }, null, watchClient, watchClient);
    }

    public void Dispose()
    {
        client.Close();
        clientWatch?.Dispose();
        session.Dispose();
        ending.Dispose();
        ended.Dispose();
    }
}
