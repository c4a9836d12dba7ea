using System.Text;
using System.Text.Json;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>
/// Experiments that the user asked for: <c>lever prove</c> on the saved file, told of while it runs, and ended when the client wants it no more. One at a
/// time: two would disturb each other.
/// </summary>
internal sealed class ProofRuns(Host host, GlobalChoices chosen, Client client) : IDisposable
{
    private static readonly TimeSpan farewell = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private (Thread Thread, Host Host, ServedProject Project, string? Token)? running;
    private int started;

    /// <param name="token">Under which the client wants to hear how far the work is, as JSON; null where it leaves that to the server.</param>
    /// <param name="whenDone">Called when there is a proof, or none.</param>
    public void Start(PendingRequest request, ServedProject project, string fingerprint, string? token, bool mayCreateToken, Action whenDone)
    {
        lock (gate)
        {
            if (running is not null)
            {
                request.Answer(Reply.Fail(ResponseError.Failed("another proof is being made; it has to end first")));
                return;
            }
            started++;
            if (token is null && mayCreateToken)
            {
                token = $"\"lever-proof-{started}\"";
                client.Ask("window/workDoneProgress/create", json => WriteToken(json, token, _ => { }));
            }
            var output = new MemoryStream();
            var progress = new ProgressText(line => Report(token, "report", line));
            var inside = host.ForCommand(project.Folder, output, progress, isWatched: true);
            var thread = new Thread(() => Run(request, project, inside, output, progress, fingerprint, token, whenDone), DocumentDesk.StackSize) { IsBackground = true, Name = "proof" };
            running = (thread, inside, project, token);
            request.OnCancel(inside.Interrupt);
            thread.Start();
        }
    }

    /// <summary>The user ends the work that is shown under a token.</summary>
    /// <param name="token">As JSON.</param>
    public void Cancel(string token)
    {
        lock (gate)
            if (running is { } now && now.Token == token) now.Host.Interrupt();
    }

    /// <summary>The project left the workspace: nothing is proven of it any more.</summary>
    public void Drop(ServedProject project)
    {
        lock (gate)
            if (running is { } now && now.Project == project) now.Host.Interrupt();
    }

    private void Run(PendingRequest request, ServedProject project, Host inside, MemoryStream output, ProgressText progress, string fingerprint, string? token, Action whenDone)
    {
        Report(token, "begin", "started");
        string[] configuration = chosen.Config is { } file ? ["--config", file] : [];
        var code = CommandLine.Run(["prove", fingerprint, "--format", "json", .. configuration], inside, review: null);
        lock (gate) running = null;
        request.Answer(ReplyOf(code, output.ToArray(), progress, out var message));
        Report(token, "end", message);
        if (code is not (ExitCode.Usage or ExitCode.Fault or ExitCode.Interrupted)) client.Show(MessageKind.Info, message);
        inside.Dispose();
        whenDone();
    }

    /// <summary>The verdict with what may be said; an error where there is none.</summary>
    private static Reply ReplyOf(int code, byte[] output, ProgressText progress, out string message)
    {
        if (code == ExitCode.Interrupted)
        {
            message = "stopped; asked for again, it goes on from there";
            return Reply.Fail(ResponseError.Cancelled);
        }
        if (output.Length == 0)
        {
            message = progress.LastLine;
            return Reply.Fail(ResponseError.Failed(message));
        }
        using var proof = JsonDocument.Parse(output);
        var verdict = proof.RootElement.Text("verdict") ?? "";
        var may = proof.RootElement.Part("may_say").Items().Select(item => item.AsText()).OfType<string>();
        message = $"{verdict}: {string.Join(". ", [.. may, .. proof.RootElement.Text("reason") is { Length: > 0 } reason ? [reason] : Array.Empty<string>()])}";
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("exitCode", code);
            json.WritePropertyName("proof");
            json.WriteRawValue(output);
            json.WriteEndObject();
        });
    }

    private void Report(string? token, string kind, string message)
    {
        if (token is null) return;
        client.Notify("$/progress", json => WriteToken(json, token, value =>
        {
            value.WriteStartObject("value");
            value.WriteString("kind", kind);
            if (kind == "begin")
            {
                value.WriteString("title", "Lever proves a fix");
                value.WriteBoolean("cancellable", true);
            }
            value.WriteString("message", message);
            value.WriteEndObject();
        }));
    }

    private static void WriteToken(Utf8JsonWriter json, string token, Action<Utf8JsonWriter> rest)
    {
        json.WriteStartObject();
        json.WritePropertyName("token");
        json.WriteRawValue(token);
        rest(json);
        json.WriteEndObject();
    }

    /// <summary>Ends what runs, and waits a little for it: the programs under experiment end with it.</summary>
    public void Dispose()
    {
        Thread? thread = null;
        lock (gate)
        {
            if (running is { } now)
            {
                now.Host.Interrupt();
                thread = now.Thread;
            }
        }
        thread?.Join(farewell);
    }

    /// <summary>What a command tells people at a terminal while it works, without what only terminals understand.</summary>
    private sealed class ProgressText(Action<string> tell) : TextWriter
    {
        private readonly StringBuilder line = new();

        public override Encoding Encoding => Encoding.UTF8;

        /// <summary>The last whole line; where nothing came of the work, it says why.</summary>
        public string LastLine { get; private set; } = "no proof was made";

        public override void Write(char value)
        {
            if (value is '\n' or '\r') Flush();
            else line.Append(value);
        }

        public override void Flush()
        {
            var text = line.Replace("\e[2K", "").ToString().Trim();
            line.Clear();
            if (text.Length == 0) return;
            LastLine = text.StartsWith("lever: ", StringComparison.Ordinal) ? text["lever: ".Length..] : text;
            tell(LastLine);
        }
    }
}
