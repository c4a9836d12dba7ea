using System.Diagnostics;
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
    /// <summary>Between reports of progress: nobody reads faster.</summary>
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(0.2);

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
        }), faults);

    /// <summary>Tells a client how far the work is, now and then; the figure only grows, for what the whole comes to is not known before its end.</summary>
    public static Action<WorkProgress> Watcher(IProgress<ProgressNotificationValue> progress)
    {
        var gate = new Lock();
        var (told, last, time) = (0, "", 0L);
        return at =>
        {
            lock (gate)
            {
                if (at.What == last && Stopwatch.GetElapsedTime(time) < pause) return;
                (last, time) = (at.What, Stopwatch.GetTimestamp());
                progress.Report(new ProgressNotificationValue { Progress = ++told, Message = Plain.Name(at.ToString()) });
            }
        };
    }
}
