using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using Lever.Workspace;

namespace Lever.Serving.Mcp;

/// <summary>What a tool does to the world, as clients are told before they call it.</summary>
internal enum ToolNature
{
    /// <summary>Changes nothing.</summary>
    Reads,

    /// <summary>Adds to what Lever itself keeps: the session, or <c>.lever</c>.</summary>
    Keeps,

    /// <summary>Changes the user's files.</summary>
    Changes,
}

/// <summary>How tools are made.</summary>
internal static class Tools
{
    /// <param name="work">Its parameters are the tool's, its result the tool's answer; both must be known to <see cref="McpJson"/>.</param>
    public static McpServerTool Make(Delegate work, string name, string title, string description, ToolNature nature, TextWriter faults) => new VisibleTool(
        McpServerTool.Create(work, new McpServerToolCreateOptions
        {
            Name = name,
            Title = title,
            Description = description,
            ReadOnly = nature == ToolNature.Reads,
            Destructive = nature == ToolNature.Changes,
            // A second call of a tool that changes files finds them changed.
            Idempotent = nature != ToolNature.Changes,
            OpenWorld = false,
            UseStructuredContent = true,
            SerializerOptions = McpJson.Default.Options,
            SchemaCreateOptions = schemas,
        }), faults);

    private static readonly AIJsonSchemaCreateOptions schemas = new();

    /// <summary>Tells a client how far the work is; the figure only grows, for what the whole comes to is not known before its end.</summary>
    public static Action<WorkProgress> Watcher(IProgress<ProgressNotificationValue> progress)
    {
        var told = 0;
        return at => progress.Report(new ProgressNotificationValue { Progress = Interlocked.Increment(ref told), Message = Plain.Name(at.ToString()) });
    }
}
