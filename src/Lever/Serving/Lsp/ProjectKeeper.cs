using System.Diagnostics;
using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Review.Rules;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>
/// The one thread that reads projects and checks them whole, as <c>lever check</c> does, with the open documents in place of their files: at the start, after
/// files were saved or changed outside, and when edits pause. An edit ends the check under way. What edits leave to it are chains through other files, and what
/// one edited file changes for others.
/// </summary>
internal sealed class ProjectKeeper : IDisposable
{
    /// <summary>Edits that follow each other faster are not paused between.</summary>
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    /// <summary>Several files are often saved together.</summary>
    private static readonly TimeSpan afterSave = TimeSpan.FromMilliseconds(100);

    /// <summary>A whole check waits so many times as long as the last one took: it never takes more than a third of the time.</summary>
    private const int Rest = 2;

    private readonly Lock gate = new();
    private readonly AutoResetEvent hasWork = new(false);
    private readonly Dictionary<ServedProject, Turn> turns = [];
    private readonly DocumentDesk desk;
    private readonly Client client;
    private readonly CancellationToken stop;
    private readonly Action whenWhole;
    private readonly TimeProvider clock;
    private (ServedProject Project, CancellationTokenSource Stop)? underWay;
    private TimeSpan lastTook;
    private string? lastComplaint;

    /// <param name="AfterEdit">Is it due for an edit, so that another one puts it off?</param>
    private readonly record struct Turn(long At, bool AfterEdit);

    /// <param name="whenWhole">Called when a whole check has ended.</param>
    /// <param name="stop">Set when the server ends.</param>
    public ProjectKeeper(TimeProvider clock, DocumentDesk desk, Client client, Action whenWhole, CancellationToken stop)
    {
        (this.clock, this.desk, this.client, this.whenWhole, this.stop) = (clock, desk, client, whenWhole, stop);
        stop.Register(() =>
        {
            lock (gate) underWay?.Stop.Cancel();
            hasWork.Set();
        });
        new Thread(Work, DocumentDesk.StackSize) { IsBackground = true, Name = "projects" }.Start();
    }

    /// <summary>Files of the project changed, or it is read for the first time.</summary>
    public void Renew(ServedProject project)
    {
        lock (gate)
        {
            if (project.IsGone) return;
            turns[project] = new Turn(After(afterSave), AfterEdit: false);
        }
        hasWork.Set();
    }

    /// <summary>The project left the workspace: what is done for it ends, and then it is let go of.</summary>
    public void Drop(ServedProject project)
    {
        lock (gate)
        {
            project.Leave();
            if (underWay is { } now && now.Project == project) now.Stop.Cancel();
            turns[project] = new Turn(clock.GetTimestamp(), AfterEdit: false);
        }
        hasWork.Set();
    }

    /// <summary>A document of the project was edited.</summary>
    public void Edit(ServedProject project)
    {
        lock (gate)
        {
            if (project.IsGone) return;
            if (underWay is { } now && now.Project == project) now.Stop.Cancel();
            if (!turns.TryGetValue(project, out var turn) || turn.AfterEdit) turns[project] = new Turn(After(TimeSpan.FromTicks(Math.Max(pause.Ticks, Rest * lastTook.Ticks))), AfterEdit: true);
        }
        hasWork.Set();
    }

    private long After(TimeSpan time) => clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);

    private void Work()
    {
        while (!stop.IsCancellationRequested)
        {
            ServedProject? project = null;
            var wait = Timeout.InfiniteTimeSpan;
            lock (gate)
            {
                if (turns.Count > 0)
                {
                    var (first, turn) = turns.MinBy(entry => entry.Value.At);
                    var left = clock.GetElapsedTime(clock.GetTimestamp(), turn.At);
                    if (left <= TimeSpan.Zero) project = first;
                    else wait = left;
                }
                if (project is not null)
                {
                    turns.Remove(project);
                    underWay = (project, new CancellationTokenSource());
                }
            }
            if (project is null)
            {
                hasWork.WaitOne(wait);
                continue;
            }
            Keep(project, underWay!.Value.Stop.Token);
            lock (gate)
            {
                underWay.Value.Stop.Dispose();
                underWay = null;
            }
        }
    }

    private static BestEvidence Joined(ProjectState state, IReadOnlyList<CheckedFile> files)
    {
        var analyses = files.Select(file => file.Analysis).OfType<FileAnalysis>().ToList();
        var functions = analyses.SelectMany(analysis => analysis.Functions).ToList();
        var lines = analyses.ToDictionary(analysis => analysis.Path, analysis => analysis.Lines, StringComparer.Ordinal);
        return BestEvidence.Of([.. state.Profiles.Where(profile => profile.HasWeight).Select(profile => new ProfiledCode(profile, functions, lines))], Reviewing.GoalOf(state.Job.Settings));
    }

    private void Keep(ServedProject project, CancellationToken overtaken)
    {
        if (project.IsGone)
        {
            desk.GiveUp(project);
            project.Dispose();
            return;
        }
        var start = Stopwatch.GetTimestamp();
        try
        {
            var edits = project.Edits;
            if (project.Read() is { } complaint)
            {
                if (project.IsGone) return;
                desk.GiveUp(project);
                if (complaint != lastComplaint) client.Show(MessageKind.Warning, complaint);
                lastComplaint = complaint;
                return;
            }
            lastComplaint = null;
            if (stop.IsCancellationRequested || project.State is not { } state) return;
            desk.Renew(project);
            var run = state.Checks.Run(overtaken);
            if (!run.IsWhole) return;
            desk.Take(project, state, edits, run.Results, state.Profiles.Count == 0 ? BestEvidence.None : Joined(state, run.Results));
            desk.Do(whenWhole);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            client.LogFault(fault);
        }
        finally
        {
            lastTook = Stopwatch.GetElapsedTime(start);
        }
    }

    public void Dispose() => hasWork.Set();
}
