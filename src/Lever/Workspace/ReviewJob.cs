using Lever.Review.Cost;
using Lever.Review.Findings;
using Lever.Review.Rules.Clippy;
using Lever.Review.Settings;
using Lever.Workspace.Caching;

namespace Lever.Workspace;

/// <summary>What the command line asks for, beyond the settings it overrides.</summary>
internal sealed record JobRequest
{
    public required IReadOnlyList<string> Paths { get; init; }

    public required GlobalChoices Global { get; init; }

    /// <summary>The commit whose later changes alone count; null for all of the code.</summary>
    public string? DiffReference { get; init; }

    /// <summary>Do only the lines count that are staged for the next commit?</summary>
    public bool OnlyStaged { get; init; }

    public Shard? Shard { get; init; }

    /// <summary>Every tier in every role, but for what is small in tests and cold code.</summary>
    public bool Everything { get; init; }

    /// <summary>Is the baseline to be written afterwards, so that it may be missing yet?</summary>
    public bool WritesBaseline { get; init; }

    /// <summary>What the command line says over the configuration.</summary>
    public Func<ReviewSettings, ReviewSettings> Override { get; init; } = settings => settings;

    /// <summary>Rule patterns of the command line, each to match a rule.</summary>
    public IReadOnlyList<string> RulePatterns { get; init; } = [];

    /// <summary>Profiles to read.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>A file of clippy's messages, or null.</summary>
    public string? Clippy { get; init; }
}

/// <summary>Everything that a review needs to know of the world: its files, its settings, what changed.</summary>
internal sealed record ReviewJob
{
    public required JobRequest Request { get; init; }

    /// <summary>Absolute.</summary>
    public required string CurrentFolder { get; init; }

    /// <summary>All files found, which is what names are resolved in.</summary>
    public required IReadOnlyList<SourceFile> Project { get; init; }

    /// <summary>The files to report on.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }

    /// <summary>Files that did not change, whose functions may call, or be called by, those that did; only what they show together is reported.</summary>
    public IReadOnlyList<SourceFile> Around { get; init; } = [];

    /// <summary>Knows the crates of Rust files.</summary>
    public CargoManifests Manifests => field ??= new CargoManifests(Within);

    /// <summary>Knows the templates of pages.</summary>
    public TemplateFiles Templates => field ??= new TemplateFiles(Project.Where(file => file.Language == Language.Python).Select(file => file.FullPath), Within);

    /// <summary>The files beside the project's own that were looked for so far, whether they are there or not. Absolute.</summary>
    public IEnumerable<string> Looked => Manifests.Looked.Concat(Templates.Looked);

    /// <summary>What earlier runs kept; null where it is not to be used.</summary>
    public CheckCache? Cache { get; init; }

    /// <summary>Python files of other parts, of which only what these files must know of them is read.</summary>
    public IReadOnlyList<SourceFile> Elsewhere { get; init; } = [];

    /// <summary>What went wrong while files were looked for; of several parts the first one tells it.</summary>
    public required IReadOnlyList<FileProblem> Problems { get; init; }

    public required Configuration Configuration { get; init; }

    public ReviewSettings Settings => Configuration.Settings;

    /// <summary>Null where all lines count.</summary>
    public ChangedLines? Changed { get; init; }

    /// <summary>Unit costs measured on this machine.</summary>
    public required IReadOnlyList<CostEntry> Calibrated { get; init; }

    /// <summary>Profiles to read, as absolute paths.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>What clippy said of the Rust files; null where nobody asked it.</summary>
    public CompilerDiagnostics? Compiler { get; init; }

    /// <summary>The findings that the project has accepted; null where it keeps none.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>What nothing outside of is to be read; null for no such bound.</summary>
    public WorkspaceFolder? Within { get; init; }

    public bool Everything { get; init; }

    /// <summary>Texts that count in place of files; null where there are none.</summary>
    public IOpenTexts? OpenTexts { get; init; }

    public required int Jobs { get; init; }

    public required ulong Seed { get; init; }

    public required DateOnly Today { get; init; }

    /// <summary>Makes a line that shows how far the work is, from what is done and how many files there are.</summary>
    public required Func<string, int, ProgressLine> Progress { get; init; }

    public required CancellationToken Stop { get; init; }

    /// <summary>Gathers a job. What keeps it from being one is written to the error output.</summary>
    /// <param name="ruleNames">The rules there are; empty where patterns are not to be checked.</param>
    /// <returns>Null where the command line or the configuration must be put right first.</returns>
    public static ReviewJob? Collect(JobRequest request, Host host, IReadOnlyList<string> ruleNames)
    {
        var complaints = new List<string>();
        foreach (var pattern in request.RulePatterns)
            if (RuleNames.ProblemOf(GlobPattern.Parse(pattern), ruleNames) is { } problem) complaints.Add(problem);
        var found = SourceFinder.Find(request.Paths, host.CurrentFolder);
        // A link may lead out of a server's workspace.
        if (host.Workspace is { } workspace) found = found with { Files = [.. found.Files.Where(file => workspace.Holds(file.FullPath))] };
        foreach (var missing in found.Missing) complaints.Add($"{missing}: no such file or folder");
        foreach (var profile in request.Profiles)
            if (!File.Exists(Path.GetFullPath(profile, host.CurrentFolder)) && !Directory.Exists(Path.GetFullPath(profile, host.CurrentFolder))) complaints.Add($"{profile}: no such file");
        var start = CommonFolder(request.Paths, host.CurrentFolder);
        var (configuration, wrong) = Configuration.Load(request.Global.Config, start, host.CurrentFolder, ruleNames, host.Workspace);
        foreach (var problem in wrong) complaints.Add(problem.ToString());
        configuration = configuration with { Settings = request.Override(configuration.Settings) };
        var (baseline, baselineProblem) = Baseline.Read(configuration, host.CurrentFolder, request.WritesBaseline, host.Workspace);
        if (baselineProblem is not null) complaints.Add(baselineProblem);
        var (changed, trouble) = request.DiffReference is { } reference ? GitRepository.ChangesSince(reference, start) : request.OnlyStaged ? GitRepository.Staged(start) : (null, null);
        if (trouble is not null) complaints.Add(trouble);
        var compiler = request.Clippy is { } clippy ? ReadClippy(clippy, host.CurrentFolder, complaints) : null;
        if (complaints.Count > 0)
        {
            foreach (var complaint in complaints) host.Error.WriteLine($"lever: {complaint}");
            return null;
        }
        if (found.Files.Count == 0 && !request.Global.IsQuiet) host.Error.WriteLine($"lever: no Python or Rust files in {string.Join(", ", request.Paths)}");

        IReadOnlyList<SourceFile> files = changed is null ? found.Files : [.. found.Files.Where(file => changed.Touches(file.FullPath))];
        IReadOnlyList<SourceFile> around = changed is null || files.Count == 0 ? [] : [.. found.Files.Where(file => !changed.Touches(file.FullPath))];
        IReadOnlyList<SourceFile> elsewhere = [];
        if (request.Shard is { } shard && files.Count > 0)
        {
            (files, around) = (shard.Of(files), shard.Of(around));
            var own = files.Concat(around).ToHashSet();
            elsewhere = [.. found.Files.Where(file => file.Language == Language.Python && !own.Contains(file))];
        }
        var isWatched = host.ErrorIsTerminal && !request.Global.IsQuiet;
        return new ReviewJob
        {
            Request = request,
            CurrentFolder = host.CurrentFolder,
            Project = found.Files,
            Files = files,
            Around = around,
            Elsewhere = elsewhere,
            Problems = request.Shard is null or { Index: 1 } ? found.Problems : [],
            Configuration = configuration,
            Changed = changed,
            Profiles = [.. request.Profiles.Select(profile => Path.GetFullPath(profile, host.CurrentFolder))],
            Compiler = compiler,
            Baseline = baseline,
            Within = host.Workspace,
            Calibrated = CalibratedCosts.Read(host),
            Everything = request.Everything,
            // A server keeps to its workspace, and its client may ask for the same again as it likes.
            Cache = request.Global.UseCache && host.Workspace is null && CacheFolder.Of(host) is { } cache ? new CheckCache(cache, host.Clock) : null,
            Jobs = request.Global.Jobs,
            Seed = request.Global.Seed,
            Today = host.Today(),
            Progress = (what, total) => new ProgressLine(host.Error, isWatched, what, total, "files", host.Watcher),
            Stop = host.StopOnInterrupt(),
        };
    }

    private static CompilerDiagnostics? ReadClippy(string file, string currentFolder, List<string> complaints)
    {
        try
        {
            var found = CompilerDiagnostics.Read(FileReader.ReadSmall(Path.GetFullPath(file, currentFolder)), out var problem);
            if (found is null) complaints.Add($"{file}: {problem}");
            return found;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            complaints.Add($"{file}: {Trouble.Explain(trouble)}");
            return null;
        }
    }

    /// <summary>The deepest folder that holds all of the paths: where the configuration is looked for.</summary>
    internal static string CommonFolder(IReadOnlyList<string> paths, string currentFolder)
    {
        string? common = null;
        foreach (var path in paths)
        {
            var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, currentFolder));
            if (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder) ?? folder;
            while (common is not null && folder != common && !common.StartsWith(Path.Join(folder, "/"), StringComparison.Ordinal))
            {
                if (Path.GetDirectoryName(folder) is not { } above) break;
                folder = above;
            }
            common = folder;
        }
        return common ?? currentFolder;
    }
}
