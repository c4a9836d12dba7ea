using ModelContextProtocol;
using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Serving.Mcp;

/// <summary>A review that was made in a session.</summary>
/// <param name="Number">Counted from 1.</param>
internal sealed record ReviewRun(int Number, ReviewResult Result);

/// <summary>A profile that was added to a session.</summary>
/// <param name="Path">Relative to the workspace, with forward slashes; what it is called by.</param>
internal sealed record AddedProfile(string Path, string FullPath);

/// <summary>
/// What a server keeps from one request to the next: its workspace, profiles, answers and reviews. Requests that read the whole project are made one
/// after the other, and so are those that measure; neither waits for the other, and what only looks something up waits for nobody.
/// </summary>
internal sealed class Session(Host host, WorkspaceFolder workspace) : IDisposable
{
    /// <summary>Reviews that are kept to be paged through and read as resources.</summary>
    private const int MostRuns = 20;

    private const int MostAnswers = 200;

    /// <summary>A name or a value longer than this is none that a review asked for.</summary>
    private const int LongestAnswer = 500;

    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim reading = new(1);
    private readonly SemaphoreSlim measuring = new(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> answers = new(StringComparer.Ordinal);
    private readonly List<AddedProfile> profiles = [];
    private readonly List<ReviewRun> runs = [];
    private readonly List<string> projects = [];
    private int made;

    public WorkspaceFolder Workspace => workspace;

    public GlobalChoices Choices { get; } = new(null, UseCache: true, Environment.ProcessorCount, IsQuiet: true, ColorMode.Never, MayAsk: false, Seed: 0);

    public IReadOnlyList<AddedProfile> Profiles
    {
        get
        {
            lock (gate) return [.. profiles];
        }
    }

    public IReadOnlyList<ReviewRun> Runs
    {
        get
        {
            lock (gate) return [.. runs];
        }
    }

    /// <summary>Folders in which something was proven.</summary>
    public IReadOnlyList<string> Projects
    {
        get
        {
            lock (gate) return [.. projects];
        }
    }

    public IReadOnlyDictionary<string, string> Answers
    {
        get
        {
            lock (gate) return new Dictionary<string, string>(answers, StringComparer.Ordinal);
        }
    }

    /// <summary>Looks something up.</summary>
    public Task<T> LookUp<T>(Func<Request, T> work, CancellationToken stop) => Task.Run(() => Answer(work, null, stop), stop);

    /// <summary>Reads the project.</summary>
    public Task<T> Read<T>(Func<Request, T> work, Action<WorkProgress>? watcher, CancellationToken stop) => InTurn(reading, work, watcher, stop);

    /// <summary>Runs an experiment: two at a time would disturb each other.</summary>
    public Task<T> Measure<T>(Func<Request, T> work, Action<WorkProgress>? watcher, CancellationToken stop) => InTurn(measuring, work, watcher, stop);

    /// <summary>Withdraws what is still asked, and waits until it has let go: no experiment outlives the server.</summary>
    public void End()
    {
        ending.Cancel();
        measuring.Wait();
        reading.Wait();
    }

    public ReviewRun Keep(ReviewResult result)
    {
        lock (gate)
        {
            var run = new ReviewRun(++made, result);
            if (runs.Count == MostRuns) runs.RemoveAt(0);
            runs.Add(run);
            return run;
        }
    }

    public void Add(AddedProfile profile)
    {
        lock (gate)
            if (!profiles.Contains(profile)) profiles.Add(profile);
    }

    public void AddProject(string folder)
    {
        lock (gate)
            if (!projects.Contains(folder)) projects.Add(folder);
    }

    /// <summary>Keeps the answer to a question of a review until the session ends.</summary>
    /// <exception cref="McpException">It is no such answer.</exception>
    public void Remember(string key, string? value)
    {
        var isKnown = value is not null && key.StartsWith("size:", StringComparison.Ordinal) || key.StartsWith("holds:", StringComparison.Ordinal);
        if (!isKnown || key.Length > LongestAnswer || value!.Length > LongestAnswer) throw new McpException("an answer is given under the `key` of a review's `question`, as one of its choices");
        lock (gate)
        {
            if (answers.Count >= MostAnswers && !answers.ContainsKey(key)) throw new McpException("this session keeps no more answers; put them into lever.toml by `keep_answer`");
            answers[key] = value!;
        }
    }

    /// <summary>The real path of what a client names.</summary>
    /// <exception cref="McpException">It leads out of the workspace.</exception>
    public string Inside(string? path)
    {
        var (full, problem) = path is null ? (null, "null is no path") : workspace.Resolve(path);
        return full ?? throw Request.Refused(problem!);
    }

    private async Task<T> InTurn<T>(SemaphoreSlim turn, Func<Request, T> work, Action<WorkProgress>? watcher, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ending.Token);
        await turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            var answer = await Task.Run(() => Answer(work, watcher, either.Token), either.Token).ConfigureAwait(false);
            // What was withdrawn may be half an answer.
            either.Token.ThrowIfCancellationRequested();
            return answer;
        }
        finally
        {
            turn.Release();
        }
    }

    private T Answer<T>(Func<Request, T> work, Action<WorkProgress>? watcher, CancellationToken stop)
    {
        using var said = new StringWriter { NewLine = "\n" };
        using var requested = host.ForRequest(workspace, TextWriter.Synchronized(said), watcher, stop);
        return work(new Request(requested, said));
    }

    public void Dispose()
    {
        ending.Dispose();
        reading.Dispose();
        measuring.Dispose();
    }
}

/// <summary>One request's view of the world.</summary>
/// <param name="said">What the command line would have said on standard error.</param>
internal sealed class Request(Host host, StringWriter said)
{
    public Host Host => host;

    /// <summary>What was said so far, in one line: why there is no answer.</summary>
    public string Said => string.Join("; ", said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.StartsWith("lever: ", StringComparison.Ordinal) ? line[7..] : line));

    /// <summary>Ends the request with what was said.</summary>
    public McpException Refused() => new(Said);

    /// <summary>Ends the request with a reason.</summary>
    public static McpException Refused(string why) => new(why);

    /// <exception cref="McpException">The configuration must be put right first.</exception>
    public Configuration Configuration(GlobalChoices chosen) => Workspace.Configuration.OfCurrentFolder(chosen, host) ?? throw Refused();
}
