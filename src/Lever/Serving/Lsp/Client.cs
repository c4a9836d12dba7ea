using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lever.Serving.Lsp;

/// <summary>An error of JSON-RPC 2.0 or of the Language Server Protocol, which both say what the codes mean.</summary>
internal readonly record struct ResponseError(int Code, string Message)
{
    public static ResponseError ParseError(string why) => new(-32700, why);

    public static ResponseError InvalidRequest(string why) => new(-32600, why);

    public static ResponseError MethodNotFound(string method) => new(-32601, $"this server has no method {method}");

    public static ResponseError InvalidParams(string method) => new(-32602, $"the parameters of {method} are not what the protocol says");

    public static ResponseError InternalError(string why) => new(-32603, why);

    public static ResponseError NotInitialized => new(-32002, "the first request must be initialize");

    public static ResponseError Cancelled => new(-32800, "cancelled");

    public static ResponseError Failed(string why) => new(-32803, why);
}

/// <summary>The answer to a request: what writes its result, or an error.</summary>
internal readonly record struct Reply(Action<Utf8JsonWriter>? Result, ResponseError? Error)
{
    public static Reply Nothing => new(json => json.WriteNullValue(), null);

    public static Reply Of(Action<Utf8JsonWriter> result) => new(result, null);

    public static Reply Fail(ResponseError error) => new(null, error);
}

/// <summary>The client at the other end: whoever has a message for it sends it here, from any thread.</summary>
internal sealed class Client(Stream output)
{
    /// <summary>A buffer larger than this is not kept for the next message.</summary>
    private const int Kept = 1 << 20;

    // Nothing sent is put into HTML, and the pages of rules stay readable in logs.
    private static readonly JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock gate = new();
    private ArrayBufferWriter<byte> content = new(1 << 16);
    private long lastRequest;
    private bool isGone;

    /// <param name="id">As JSON; "null" where the request's own is not known.</param>
    public void Respond(string id, Reply reply) => Send(json =>
    {
        json.WritePropertyName("id");
        json.WriteRawValue(id);
        if (reply.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteNumber("code", error.Code);
            json.WriteString("message", error.Message);
            json.WriteEndObject();
            return;
        }
        json.WritePropertyName("result");
        reply.Result!(json);
    });

    public void Notify(string method, Action<Utf8JsonWriter> parameters) => Send(json =>
    {
        json.WriteString("method", method);
        json.WritePropertyName("params");
        parameters(json);
    });

    /// <summary>Asks the client for something. Its answers say nothing that this server needs.</summary>
    public void Ask(string method, Action<Utf8JsonWriter>? parameters = null) => Send(json =>
    {
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"lever-{Interlocked.Increment(ref lastRequest)}"));
        json.WriteString("method", method);
        if (parameters is null) return;
        json.WritePropertyName("params");
        parameters(json);
    });

    /// <summary>Shows the user a message.</summary>
    public void Show(MessageKind kind, string message) => Notify("window/showMessage", json => WriteMessage(json, kind, message));

    /// <summary>Writes to the log that the client keeps of the server.</summary>
    public void Log(MessageKind kind, string message) => Notify("window/logMessage", json => WriteMessage(json, kind, message));

    public void LogFault(Exception fault) => Log(MessageKind.Error, $"a fault of Lever's own; please report: {fault}");

    /// <summary>Sends nothing more.</summary>
    public void Close()
    {
        lock (gate) isGone = true;
    }

    private static void WriteMessage(Utf8JsonWriter json, MessageKind kind, string message)
    {
        json.WriteStartObject();
        json.WriteNumber("type", (int)kind);
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private void Send(Action<Utf8JsonWriter> body)
    {
        lock (gate)
        {
            if (isGone) return;
            content.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(content, options))
            {
                json.WriteStartObject();
                json.WriteString("jsonrpc", "2.0");
                body(json);
                json.WriteEndObject();
            }
            try
            {
                output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {content.WrittenCount}\r\n\r\n")));
                output.Write(content.WrittenSpan);
                output.Flush();
            }
            catch (IOException)
            {
                // Nobody listens any more; the end of the input will say so too.
                isGone = true;
            }
            if (content.Capacity > Kept) content = new ArrayBufferWriter<byte>(1 << 16);
        }
    }
}

/// <summary>How loud a message to the user is, in the protocol's numbers.</summary>
internal enum MessageKind
{
    Error = 1,
    Warning = 2,
    Info = 3,
    Log = 4,
}
