using Lever.Profiles;
using Lever.Review.Rules;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>
/// What is known of a project between edits: its files, its configuration, what its files declare for each other. It is never changed, only replaced.
/// </summary>
/// <param name="Checks">Looks at single files for the price of these.</param>
/// <param name="Files">By their full paths.</param>
/// <param name="Profiles">Those that have anything to say; with any, findings are shown as a review shows them, without as a check does.</param>
internal sealed record ProjectState(ReviewJob Job, FileChecks Checks, ReportedFindings Reported, IReadOnlyDictionary<string, SourceFile> Files, IReadOnlyList<Profile> Profiles);

/// <summary>A workspace folder, whose files are checked together.</summary>
/// <param name="uri">The folder's, as the client spells it.</param>
/// <param name="open">The documents that count in place of files.</param>
/// <param name="stop">Set when the server ends.</param>
/// <param name="profiles">Paths of profiles, absolute or relative to the folder; null to take those that lie in its folder <c>profiles</c>.</param>
internal sealed class ServedProject(string uri, WorkspaceFolder folder, Host host, GlobalChoices chosen, IOpenTexts open, CancellationToken stop, IReadOnlyList<string>? profiles = null) : IDisposable
{
    private readonly StringWriter complaints = new();
    private readonly CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private readonly ProfileShelf shelf = new(folder, profiles);
    private Host? inside;
    private ProjectState? state;
    private int edits;

    public string Uri => uri;

    public WorkspaceFolder Folder => folder;

    /// <summary>Is it no folder of the workspace any more?</summary>
    public bool IsGone => leaving.IsCancellationRequested;

    /// <summary>Null until the project was read once.</summary>
    public ProjectState? State => Volatile.Read(ref state);

    /// <summary>Counts what was opened, edited and closed, by which a result that was overtaken is known.</summary>
    public int Edits => Volatile.Read(ref edits);

    public void CountEdit() => Interlocked.Increment(ref edits);

    /// <summary>The client took the folder out of its workspace: nothing more is read of it.</summary>
    public void Leave() => leaving.Cancel();

    /// <summary>Reads the project anew: looks for its files and its configuration, and reads what the files declare. One thread at a time does so.</summary>
    /// <returns>Why it was not read, so that what was known before still counts; null where it was.</returns>
    public string? Read()
    {
        complaints.GetStringBuilder().Clear();
        inside ??= host.ForRequest(folder, complaints, null, CancellationToken.None);
        var request = new JobRequest { Paths = ["."], Global = chosen with { IsQuiet = true } };
        if (ReviewJob.Collect(request, inside, [.. RuleCatalog.All.Select(rule => rule.Name)]) is not { } found) return complaints.ToString().TrimEnd();
        // A link to a file may lead out of the workspace.
        IReadOnlyList<SourceFile> files = [.. found.Project.Where(file => new FileInfo(file.FullPath).LinkTarget is null || folder.Resolve(file.FullPath).Problem is null)];
        // One processor is left to whoever types.
        var job = found with { Project = files, Files = files, OpenTexts = open, Jobs = Math.Max(1, chosen.Jobs - 1), Stop = leaving.Token };
        var weighing = shelf.Read();
        var read = new ProjectState(job, new FileChecks(job, withProfile: weighing.Count > 0), new ReportedFindings(job), files.ToDictionary(file => file.FullPath, StringComparer.Ordinal), weighing);
        if (!IsGone) Volatile.Write(ref state, read);
        return null;
    }

    /// <summary>The URI of one of its files, spelled below the folder's as the client spells that.</summary>
    /// <param name="path">Relative to the folder, with forward slashes.</param>
    public string UriOf(string path) => $"{uri.TrimEnd('/')}/{string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString))}";

    public void Dispose()
    {
        inside?.Dispose();
        leaving.Dispose();
        complaints.Dispose();
    }
}
