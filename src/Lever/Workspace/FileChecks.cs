using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Python.Boundary;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Workspace.Caching;

namespace Lever.Workspace;

/// <summary>A file that was looked at.</summary>
/// <param name="Analysis">Null where there was nothing to analyse.</param>
/// <param name="Hash">Of the bytes analysed, where it was asked for.</param>
internal sealed record CheckedFile(
    SourceFile File, FileAnalysis? Analysis, IReadOnlyList<FileProblem> Problems, int Bytes, ContentHash Hash);

/// <summary>
/// Runs the rules over a job's files, side by side. What the files declare for each other is read when it is made, so that one that is kept can
/// look at a changed file again for the price of that file.
/// </summary>
internal sealed class FileChecks
{
    /// <summary>From here on putting collections off gains more than the millisecond that it takes to begin.</summary>
    private const int ManyFiles = 200;

    private readonly ReviewJob job;
    private readonly RuleEngine engine;
    /// <summary>Made for the first Rust file, as its rules read the tables of libraries.</summary>
    private readonly Lazy<RustEngine> rustEngine;
    private readonly AnalysisOptions options;
    private readonly ProjectIndex project;
    private readonly RustProject rustProject;
    private readonly Dictionary<string, SourceFile> filesByPath;
    private readonly ConcurrentBag<(SourceReader Source, PythonParser Parser)> interfaceReaders = [];
    private readonly HashSet<string> around;
    private readonly bool wantsHashes;
    private readonly KeptSummaries? summaries;
    private readonly ParsedRust? parsed;

    /// <param name="withProfile">Are findings to be kept that a profile may give weight?</param>
    /// <param name="wantsHashes">Will the files be written to?</param>
    /// <param name="summaries">What is kept of what files tell each other; null where nothing is, or it is not to be used.</param>
    /// <param name="parsed">Where Rust files are kept as they were parsed when their declarations were read; null where files may change before they are checked.</param>
    public FileChecks(ReviewJob job, bool withProfile = false, bool wantsHashes = false, KeptSummaries? summaries = null, ParsedRust? parsed = null)
    {
        this.job = job;
        this.wantsHashes = wantsHashes;
        this.parsed = parsed;
        around = job.Around.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var settings = job.Settings;
        filesByPath = job.Project.ToDictionary(file => file.Path, StringComparer.Ordinal);
        rustEngine = new(() => new RustEngine(RuleCatalog.Rust.Where(rule => settings.Check.Selects(rule.Info.Name))));
        var shipped = new AnalysisOptions(job.Everything, withProfile, RoleOf, Ignores, job.Today) { PathInProject = path => filesByPath[path].PathIn(job.Configuration.Folder), Compiler = job.Compiler };
        options = settings.Target.Python is { } target ? shipped with { Python = (target.Major, target.Minor) } : shipped;
        if (settings.Target.Rust is { } rust) options = options with { Rust = (rust.Major, rust.Minor) };
        rustProject = RustDeclarations.Read(job, job.Manifests.ProjectOf(job.Project), parsed);
        project = new ProjectIndex(job.Project.Where(file => file.Language != Language.Rust).Select(file => file.Path), InterfaceOf, NativeModules.Of(job.Project, rustProject, job.OpenTexts), job.Templates.Find, CostsOf);
        // What Rust files offer to Python is not among the contents that a file's summary is kept with.
        this.summaries = project.Natives.IsEmpty ? summaries : null;
        engine = new RuleEngine(RuleCatalog.Python.Where(rule => settings.Check.Selects(rule.Info.Name) && (rule is not NativeRule || !project.Natives.IsEmpty)));
    }

    /// <summary>Checks a job's files and keeps nothing, as a command does that ends thereafter.</summary>
    /// <inheritdoc cref="FileChecks(ReviewJob, bool, bool, KeptSummaries, ParsedRust)"/>
    public static ParallelResults<CheckedFile> Run(ReviewJob job, bool withProfile = false, bool wantsHashes = false, KeptSummaries? summaries = null)
    {
        if (job.Files.Count + job.Around.Count + job.Elsewhere.Count >= ManyFiles) QuietHeap.Begin(job.Project.Count(file => file.Language == Language.Rust));
        using var parsed = new ParsedRust(job, wantsHashes);
        return new FileChecks(job, withProfile, wantsHashes, summaries, parsed).Run(job.Stop);
    }

    /// <summary>Has the project functions in Rust that Python calls?</summary>
    public bool HasNatives => !project.Natives.IsEmpty;

    /// <summary>What files declare for others, as far as anybody asked so far, by the files' paths; null where a file could not be read.</summary>
    public IEnumerable<(string Path, ModuleInterface? Declared)> InterfacesAsked => project.InterfacesAsked.Where(entry => filesByPath.ContainsKey(entry.Path));

    /// <summary>What calls of files' functions cost, as far as anybody asked so far, by the files' paths; null where a file could not be read.</summary>
    public IEnumerable<(string Path, FunctionCosts? Costs)> CostsAsked => project.CostsAsked;

    /// <summary>Both looks at all files of the job.</summary>
    /// <param name="stop">Cancelling it lets the files under way be finished and starts no more.</param>
    public ParallelResults<CheckedFile> Run(CancellationToken stop) => Run(ImmutableDictionary<string, CheckedFile>.Empty, out _, stop);

    /// <inheritdoc cref="Run(CancellationToken)"/>
    /// <param name="known">First looks that need not be taken again, by the files' paths.</param>
    /// <param name="first">The first looks, these among them.</param>
    public ParallelResults<CheckedFile> Run(IReadOnlyDictionary<string, CheckedFile> known, out ParallelResults<CheckedFile> first, CancellationToken stop)
    {
        IReadOnlyList<SourceFile> files = job.Around.Count == 0 ? job.Files : [.. job.Files, .. job.Around];
        using var progress = job.Progress("checked", files.Count);
        first = ParallelFiles.Run(
            files, job.Jobs, NewWorker, (worker, file) => known.TryGetValue(file.Path, out var look) ? look with { File = file } : Check(worker, file), done => progress.Report(done),
            (file, fault) => new CheckedFile(file, null, [FaultIn(file, fault)], 0, default), stop);
        var all = first.IsWhole ? LookAgain(first, Elsewhere(stop), stop) : first;
        if (job.Around.Count == 0) return all;
        return all with { Results = [.. all.Results.Select(result => around.Contains(result.File.Path) ? OnlyChained(result) : result).OfType<CheckedFile>()] };
    }

    /// <summary>A first look at a text that stands in for one of the project's files, by a worker that looks at nothing else meanwhile.</summary>
    public FileAnalysis Analyze(FileWorker worker, SourceFile file, SourceText text) =>
        file.Language == Language.Rust ? worker.Rust.Analyze(file.Path, text, rustProject) : worker.Python.Analyze(file.Path, text, project);

    /// <summary>What a file shows together with others; null where that is nothing.</summary>
    private static CheckedFile? OnlyChained(CheckedFile file) =>
        file.Analysis is { } analysis && analysis.Findings.Any(finding => finding.Chain.Count > 0)
            ? file with { Analysis = analysis with { Findings = [.. analysis.Findings.Where(finding => finding.Chain.Count > 0)], Problems = [], Withheld = 0 }, Problems = [] } : null;

    /// <summary>The other files are checked all the same.</summary>
    public static FileProblem FaultIn(SourceFile file, Exception fault)
    {
        var place = fault.StackTrace?.Split('\n')[0].Trim();
        return new FileProblem(file.Path, 1, $"a fault of Lever's own: nothing is said of this file; please report {fault.GetType().Name}: {fault.Message} {place}".TrimEnd()) { IsFault = true };
    }

    public FileWorker NewWorker() => new(job.OpenTexts, () => new FileAnalyzer(engine, options), () => new RustAnalyzer(rustEngine.Value, options, parsed?.TakeReader()));

    /// <summary>What the files of other parts tell these ones: their functions and what calls of them cost. Tests tell nothing.</summary>
    private ParallelResults<CheckedFile> Elsewhere(CancellationToken stop)
    {
        return ParallelFiles.Run(
            [.. job.Elsewhere.Where(file => Roles.OfPath(options.PathInProject(file.Path)) is not Role.Test)], job.Jobs, NewWorker,
            (worker, file) => new CheckedFile(file, worker.Reader.Read(file).Text is { } text ? worker.Python.Summarize(file.Path, text, project) : null, [], 0, default),
            // The part that the file belongs to will say it.
            onFault: (file, _) => new CheckedFile(file, null, [], 0, default), stop: stop);
    }

    /// <summary>Adds what shows only once all files are read: what is split over several functions.</summary>
    /// <param name="others">Files of which nothing is reported.</param>
    private ParallelResults<CheckedFile> LookAgain(ParallelResults<CheckedFile> first, ParallelResults<CheckedFile> others, CancellationToken stop)
    {
        if (!others.IsWhole) return first with { IsWhole = false };
        // Files of Rust alone have told of their calls already.
        if (!first.Results.Concat(others.Results).Any(result => result.Analysis?.Summary is not null)) return first;
        var byPath = first.Results.Concat(others.Results).Where(result => result.Analysis is not null).ToDictionary(result => result.File.Path, StringComparer.Ordinal);
        // The order of the project's files, whoever reads which of them.
        var calls = CallAnalysis.Of([.. byPath.Values.OrderBy(result => result.File.Path, StringComparer.Ordinal).Select(result => result.Analysis!)], engine.CallRules, project,
            new CallFiles(this, byPath), Counts);
        var looks = calls.Looks.ToDictionary(look => look.Path, StringComparer.Ordinal);
        var sights = ParallelFiles.Run(
            [.. calls.Looks.Select(look => byPath[look.Path].File)], job.Jobs, NewWorker,
            (worker, file) => new Sight(worker.Reader.Read(file).Text is { } text ? Look(worker, looks[file.Path], text, byPath[file.Path].Analysis!) : null, null),
            onFault: (file, fault) => new Sight(null, FaultIn(file, fault)), stop: stop);
        var faults = sights.Results.Select(result => result.Fault).OfType<FileProblem>().ToLookup(fault => fault.Path, StringComparer.Ordinal);
        var joined = calls.Join(sights.Results.Select(result => result.Seen).OfType<SecondSight>()).ToDictionary(analysis => analysis.Path, StringComparer.Ordinal);
        return new ParallelResults<CheckedFile>([.. first.Results.Select(result => result.Analysis is null ? result : result with { Analysis = joined[result.File.Path], Problems = [.. result.Problems, .. faults[result.File.Path]] })], sights.IsWhole);
    }

    /// <summary>Of a file that did not change only what goes through one that did is reported.</summary>
    private bool Counts(string path, IEnumerable<string> way) => !around.Contains(path) || way.Any(step => !around.Contains(step));

    /// <summary>Files that are read once more for what their calls pass and their functions read, one after the other.</summary>
    private sealed class CallFiles(FileChecks checks, IReadOnlyDictionary<string, CheckedFile> first) : ICallFiles
    {
        private readonly Lazy<FileWorker> worker = new(checks.NewWorker);

        public IReadOnlyList<GivenArgument> ArgumentsOf(ArgumentLook look) =>
            TextOf(look.Path) is { } text ? worker.Value.Python.ArgumentsOf(look, text, first[look.Path].Analysis!, checks.project) : [];

        public IReadOnlyList<FoundReads> ReadsOf(ReadsLook look) => TextOf(look.Path) is { } text ? worker.Value.Python.ReadsOf(look, text, first[look.Path].Analysis!) : [];

        private SourceText? TextOf(string path) => worker.Value.Reader.Read(checks.filesByPath[path]).Text;
    }

    private SecondSight Look(FileWorker worker, SecondLook look, SourceText text, FileAnalysis first) =>
        first.IsForOthers ? worker.Python.Locate(look, text, first) : worker.Python.LookAgain(look, text, first, project);

    /// <summary>A second look; empty where the file could not be read again.</summary>
    private sealed record Sight(SecondSight? Seen, FileProblem? Fault);

    private CheckedFile Check(FileWorker worker, SourceFile file)
    {
        if (around.Contains(file.Path) && summaries?.Find(file) is { } told) return new CheckedFile(file, told.Told, [], told.Hash.Length, told.Hash);
        if (parsed?.Of(file) is { } kept)
        {
            var known = worker.Rust.Analyze(file.Path, kept.Tree, rustProject);
            return new CheckedFile(file, options.WithProfile ? known with { Lines = LinesOf(kept.Tree.Text) } : known, kept.Problems, kept.Bytes, kept.Hash);
        }
        var source = worker.Reader.Read(file, wantsHashes);
        if (source.Text is null) return new CheckedFile(file, null, source.Problems, source.Bytes, source.Hash);
        var asked = summaries is null || file.Language != Language.Python ? null : new HashSet<string>(StringComparer.Ordinal);
        var analysis = asked is null ? Analyze(worker, file, source.Text) : worker.Python.Analyze(file.Path, source.Text, project.Noting(asked));
        if (source.Notebook is { } notebook)
        {
            var places = new NotebookPlaces(notebook);
            analysis = analysis with
            {
                Findings = [.. analysis.Findings.Select(places.InCell)],
                Problems = [.. analysis.Problems.Select(places.InCell)],
                // Nobody imports a notebook, and its places count within cells.
                Summary = null, OpenRepetitions = [], OpenParameters = [], OpenReads = [], OpenIgnores = [],
            };
        }
        else if (options.WithProfile)
        {
            analysis = analysis with { Lines = LinesOf(source.Text.Bytes) };
        }
        if (asked is not null) summaries!.Add(file, source.Hash, analysis, asked);
        return new CheckedFile(file, analysis, source.Problems, source.Bytes, source.Hash);
    }

    private static int LinesOf(ReadOnlySpan<byte> text) => text.Count((byte)'\n') + 1;

    private Role? RoleOf(string path) => job.Settings.Scope.RoleOf(filesByPath[path].PathIn(job.Configuration.Folder));

    private bool Ignores(string path, string rule) =>
        job.Settings.Check.PerFileIgnores.Count > 0
        && job.Settings.Check.Ignores(filesByPath[path].PathIn(job.Configuration.Folder), rule);

    /// <summary>What calls of a Python file's functions cost; null where it cannot be read.</summary>
    public FunctionCosts? CostsOf(string path)
    {
        if (!interfaceReaders.TryTake(out var reader)) reader = (new SourceReader(job.OpenTexts), new PythonParser());
        var found = reader.Source.Read(filesByPath[path]).Text is { } text ? FunctionCosts.Of(reader.Parser.Parse(text), path, project) : null;
        interfaceReaders.Add(reader);
        return found;
    }

    /// <summary>What a Python file of the project declares for others; null where it cannot be read.</summary>
    public ModuleInterface? InterfaceOf(string path)
    {
        // Interfaces are asked for in the middle of another file, whose buffers must stay as they are.
        if (!interfaceReaders.TryTake(out var reader)) reader = (new SourceReader(job.OpenTexts), new PythonParser());
        var source = reader.Source.Read(filesByPath[path]);
        var found = source.Text is { } text ? ModuleInterfaces.Of(reader.Parser.ParseOutline(text), path, project) : null;
        // What rows are asked for stands in the bodies that the outline leaves out.
        if (found is { NeedsBodies: true }) found = ModuleInterfaces.Of(reader.Parser.Parse(source.Text!), path, project);
        interfaceReaders.Add(reader);
        return found;
    }
}

/// <summary>What a thread keeps from file to file.</summary>
internal sealed class FileWorker(IOpenTexts? open, Func<FileAnalyzer> python, Func<RustAnalyzer> rust)
{
    private FileAnalyzer? ofPython;
    private RustAnalyzer? ofRust;

    public SourceReader Reader { get; } = new(open);

    /// <summary>Made for the first file of its language, as the other one is: most projects have but one.</summary>
    public FileAnalyzer Python => ofPython ??= python();

    public RustAnalyzer Rust => ofRust ??= rust();
}
