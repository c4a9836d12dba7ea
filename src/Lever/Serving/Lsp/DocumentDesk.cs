using Lever.Review.Findings;
using Lever.Review.Ranking;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>
/// The one thread that looks at open documents: it checks what was edited once its text has been at rest for a moment, and answers what is asked of
/// documents in the order of asking. What is edited meanwhile is looked at only in its newest version.
/// </summary>
internal sealed class DocumentDesk : IDisposable
{
    /// <summary>Source may nest deep, and tree walks are recursive.</summary>
    public const int StackSize = 16 << 20;

    /// <summary>Keys that are struck at once, and changes that an editor sends in pieces, are taken together.</summary>
    private static readonly TimeSpan calm = TimeSpan.FromMilliseconds(10);

    private readonly Lock gate = new();
    private readonly AutoResetEvent hasWork = new(false);
    private readonly Queue<Action> tasks = new();
    private readonly Dictionary<OpenDocument, long> due = [];
    private readonly Dictionary<OpenDocument, DocumentView> views = [];
    private readonly Dictionary<ServedProject, List<(PendingRequest Request, Action Ask)>> waiting = [];
    private readonly Dictionary<ProjectState, FileWorker> workers = new(ReferenceEqualityComparer.Instance);
    private readonly TimeProvider clock;
    private readonly Action<DocumentView> whenFound;
    private readonly Action<Exception> whenFaulty;
    private bool isClosed;

    /// <param name="whenFound">Called when there is news of a document.</param>
    /// <param name="whenFaulty">Called with a fault of ours, after which other documents are looked at all the same.</param>
    public DocumentDesk(TimeProvider clock, Action<DocumentView> whenFound, Action<Exception> whenFaulty)
    {
        (this.clock, this.whenFound, this.whenFaulty) = (clock, whenFound, whenFaulty);
        new Thread(Work, StackSize) { IsBackground = true, Name = "documents" }.Start();
    }

    public void Open(OpenDocument document) => Do(() =>
    {
        views[document] = new DocumentView(document);
        Check(document);
    });

    public void Close(OpenDocument document) => Do(() =>
    {
        views.Remove(document);
        lock (gate) due.Remove(document);
    });

    /// <summary>The document was edited.</summary>
    public void Edit(OpenDocument document)
    {
        lock (gate) due[document] = clock.GetTimestamp() + (long)(calm.TotalSeconds * clock.TimestampFrequency);
        hasWork.Set();
    }

    /// <summary>The project was read anew: its documents are looked at with what is known now.</summary>
    public void Renew(ServedProject project) => Do(() =>
    {
        DropIdleWorkers();
        // What a whole check has found stays until the next one, which follows at once, puts its own in place.
        foreach (var view in views.Values.Where(view => view.Document.Project == project && !(view.IsWhole && view.HasNewest)).ToList()) Look(view);
        if (!waiting.Remove(project, out var questions)) return;
        foreach (var question in questions) question.Ask();
    });

    /// <summary>The project cannot be read, or is none of the workspace any more: what waits for it is answered with nothing.</summary>
    public void GiveUp(ServedProject project) => Do(() =>
    {
        DropIdleWorkers();
        if (project.State is not null && !project.IsGone || !waiting.Remove(project, out var questions)) return;
        foreach (var question in questions) question.Request.AnswerNothing();
    });

    /// <summary>What a check of the whole project found in an open document.</summary>
    /// <param name="edits">How many edits the project had seen when the check began; a later one makes it worthless.</param>
    /// <param name="profiles">The project's, joined to the functions that the check saw.</param>
    public void Take(ServedProject project, ProjectState state, int edits, IReadOnlyList<CheckedFile> files, BestEvidence profiles) => Do(() =>
    {
        if (project.State != state || project.Edits != edits) return;
        var byPath = files.ToDictionary(file => file.File.FullPath, StringComparer.Ordinal);
        foreach (var view in views.Values.Where(view => view.Document.Project == project))
        {
            if (!byPath.TryGetValue(view.Document.Path, out var file)) continue;
            if (!view.HasNewest) See(view, state);
            else if (!view.IsCurrent) view.Load(state);
            // An edit is counted before it is made: the text just taken is the one that was checked.
            if (project.Edits != edits)
            {
                view.Forget();
                return;
            }
            var reported = file.Analysis is { } analysis ? state.Reported.Of(analysis.Findings, new BaselineCheck(state.Job)) : [];
            IReadOnlyList<Finding> findings = profiles.Best is not null ? view.Weights.Learn(file.File.Path, reported, profiles) : [.. reported];
            view.FoundWhole(findings, Weighed(view, view.Alone, state), [.. file.Problems, .. file.Analysis?.Problems ?? []], file.Analysis?.Functions ?? []);
            whenFound(view);
        }
    });

    /// <summary>Answers a request about a document as it is when its turn comes; of one that is not open there is nothing to say.</summary>
    /// <param name="answer">Gives null where the answer comes later.</param>
    public void Ask(PendingRequest request, OpenDocument? document, Func<DocumentView, Reply?> answer) => Do(() => Answer(request, document, answer));

    /// <summary>Does something between documents.</summary>
    public void Do(Action task)
    {
        lock (gate) tasks.Enqueue(task);
        hasWork.Set();
    }

    private void Answer(PendingRequest request, OpenDocument? document, Func<DocumentView, Reply?> answer)
    {
        if (request.IsAnswered) return;
        if (document is null || !views.TryGetValue(document, out var view))
        {
            request.AnswerNothing();
            return;
        }
        if (document.Project.State is null)
        {
            // Nothing can be said before the project was read; that takes a moment at the start.
            if (!waiting.TryGetValue(document.Project, out var questions)) waiting.Add(document.Project, questions = []);
            questions.Add((request, () => Answer(request, document, answer)));
            return;
        }
        try
        {
            Look(view);
            if (answer(view) is { } reply) request.Answer(reply);
        }
        catch (Exception fault)
        {
            request.Answer(Reply.Fail(ResponseError.InternalError($"a fault of Lever's own; please report {fault.GetType().Name}: {fault.Message}")));
        }
    }

    private void DropIdleWorkers()
    {
        var inUse = views.Keys.Select(document => document.Project.State).ToHashSet();
        foreach (var state in workers.Keys.Where(state => !inUse.Contains(state)).ToList()) workers.Remove(state);
    }

    private void Check(OpenDocument document)
    {
        if (views.TryGetValue(document, out var view)) Look(view);
    }

    /// <summary>Looks at a document unless its newest version has been looked at.</summary>
    private void Look(DocumentView view)
    {
        if (view.IsCurrent || view.Document.Project.State is not { } state) return;
        lock (gate) due.Remove(view.Document);
        See(view, state);
        whenFound(view);
    }

    private void See(DocumentView view, ProjectState state)
    {
        view.Load(state);
        if (view.File is not { } file || file.Language == Language.Notebook) return;
        if (!workers.TryGetValue(state, out var worker)) workers[state] = worker = state.Checks.NewWorker();
        try
        {
            var analysis = state.Checks.Analyze(worker, file, view.Text);
            IReadOnlyList<Finding> alone = [.. state.Reported.Of(analysis.Findings, new BaselineCheck(state.Job))];
            view.Found(alone, Weighed(view, alone, state), analysis.Problems, analysis.Functions);
        }
        catch (Exception fault)
        {
            // Its buffers may be in any state.
            workers.Remove(state);
            view.Found([], [], [FileChecks.FaultIn(file, fault)], []);
        }
    }

    private static IReadOnlyList<Finding> Weighed(DocumentView view, IReadOnlyList<Finding> findings, ProjectState state) =>
        state.Profiles.Count > 0 ? view.Weights.Recall(findings) : findings;

    private void Work()
    {
        while (true)
        {
            Action? task = null;
            OpenDocument? document = null;
            var wait = Timeout.InfiniteTimeSpan;
            lock (gate)
            {
                if (isClosed) return;
                if (!tasks.TryDequeue(out task) && due.Count > 0)
                {
                    var (first, at) = due.MinBy(entry => entry.Value);
                    var left = clock.GetElapsedTime(clock.GetTimestamp(), at);
                    if (left <= TimeSpan.Zero) document = first;
                    else wait = left;
                }
                if (document is not null) due.Remove(document);
            }
            try
            {
                if (task is not null) task();
                else if (document is not null) Check(document);
                else hasWork.WaitOne(wait);
            }
            catch (Exception fault)
            {
                whenFaulty(fault);
            }
        }
    }

    public void Dispose()
    {
        lock (gate) isClosed = true;
        hasWork.Set();
    }
}
