using System.IO.Pipelines;
using System.Text.Json;
using Lever.Workspace;
using Lever.Serving.Mcp;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Lever.Tests.Serving;

/// <summary>A server and a client of the protocol's own library, joined by pipes in one process.</summary>
internal sealed class McpSession : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Host host;
    private readonly Task served;

    private McpSession(Host host, Task served, CancellationTokenSource stop, McpClient client) => (this.host, this.served, this.stop, Client) = (host, served, stop, client);

    public McpClient Client { get; }

    /// <param name="elicit">Answers what the server asks the user; null for a client that cannot ask.</param>
    public static async Task<McpSession> Start(string folder, Func<ElicitRequestParams, ElicitResult>? elicit = null)
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        var stop = new CancellationTokenSource();
        var host = ServedHost.In(folder);
        var served = LeverServer.Serve(toServer.Reader.AsStream(), toClient.Writer.AsStream(), host, new WorkspaceFolder(folder), stop.Token);
        var options = new McpClientOptions();
        if (elicit is not null) options.Handlers.ElicitationHandler = (asked, _) => ValueTask.FromResult(elicit(asked!));
        var client = await McpClient.CreateAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()), options, cancellationToken: TestContext.Current.CancellationToken);
        return new McpSession(host, served, stop, client);
    }

    /// <summary>Calls a tool that answers.</summary>
    public Task<JsonElement> Call(string tool, object? arguments = null, IProgress<ProgressNotificationValue>? progress = null) => CallUntil(tool, arguments, progress, TestContext.Current.CancellationToken);

    /// <summary>Calls a tool that answers, unless the call is withdrawn.</summary>
    public async Task<JsonElement> CallUntil(string tool, object? arguments, IProgress<ProgressNotificationValue>? progress, CancellationToken cancel)
    {
        var result = await Client.CallToolAsync(tool, Arguments(arguments), progress, cancellationToken: cancel);
        Assert.True(result.IsError != true, result.Content is [TextContentBlock text, ..] ? text.Text : "an error without words");
        return result.StructuredContent!.Value;
    }

    /// <summary>Calls a tool that refuses.</summary>
    public async Task<string> Refusal(string tool, object? arguments = null)
    {
        var result = await Client.CallToolAsync(tool, Arguments(arguments), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.IsError, JsonSerializer.Serialize(result.StructuredContent));
        return ((TextContentBlock)result.Content[0]).Text;
    }

    public async Task<string> Read(string uri)
    {
        var result = await Client.ReadResourceAsync(uri, cancellationToken: TestContext.Current.CancellationToken);
        return ((TextResourceContents)result.Contents[0]).Text;
    }

    private static Dictionary<string, object?> Arguments(object? arguments) =>
        JsonSerializer.SerializeToElement(arguments ?? new { }).EnumerateObject().ToDictionary(each => each.Name, each => (object?)each.Value);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await stop.CancelAsync();
        await served;
        host.Dispose();
        stop.Dispose();
    }
}

/// <summary>The world as a served folder sees it, without what the machine at hand was calibrated to.</summary>
internal static class ServedHost
{
    public static Host In(string folder) => new(Stream.Null, TextWriter.Null, folder)
    {
        Today = () => new DateOnly(2026, 11, 22),
        Variables = () => new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" },
        Program = EndToEnd.LeverProgram.FullPath,
    };
}
