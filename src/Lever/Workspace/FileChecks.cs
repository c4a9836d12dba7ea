using System.Collections.Concurrent;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Python.Boundary;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Python;

namespace Lever.Workspace;

/// <summary>A file that was looked at.</summary>
/// <param name="Analysis">Null where there was nothing to analyse.</param>
/// <param name="Hash">Of the bytes analysed, where it was asked for.</param>
internal sealed record CheckedFile(
    SourceFile File, FileAnalysis? Analysis, IReadOnlyList<FileProblem> Problems, int Bytes, ContentHash Hash);

/// <summary>Runs the rules over a job's files, side by side.</summary>
internal sealed class FileChecks
{
    /// <summary>From here on putting collections off gains more than the millisecond that it takes to begin.</summary>
    private const int ManyFiles = 200;

    private readonly ReviewJob job;
    private readonly RuleEngine engine;
    private readonly RustEngine rustEngine;
    private readonly AnalysisOptions options;
    private readonly ProjectIndex project;
    private readonly RustProject rustProject;
    private readonly Dictionary<string, SourceFile> filesByPath;
    private readonly ConcurrentBag<(SourceReader Source, PythonParser Parser)> interfaceReaders = [];
    private readonly bool wantsHashes;

    /// <param name="withProfile">Are findings to be kept that a profile may give weight?</param>
    /// <param name="wantsHashes">Will the files be written to?</param>
    private FileChecks(ReviewJob job, bool withProfile, bool wantsHashes)
    {
        this.job = job;
        this.wantsHashes = wantsHashes;
        var settings = job.Settings;
        filesByPath = job.Project.ToDictionary(file => file.Path, StringComparer.Ordinal);
        rustEngine = new RustEngine(RuleCatalog.Rust.Where(rule => settings.Check.Selects(rule.Info.Name)));
        var shipped = new AnalysisOptions(job.Everything, withProfile, RoleOf, Ignores, job.Today) { PathInProject = path => filesByPath[path].PathIn(job.Configuration.Folder), Compiler = job.Compiler };
        options = settings.Target.Python is { } target ? shipped with { Python = (target.Major, target.Minor) } : shipped;
        if (settings.Target.Rust is { } rust) options = options with { Rust = (rust.Major, rust.Minor) };
        rustProject = RustDeclarations.Read(job, CargoManifests.ProjectOf(job.Project));
        project = new ProjectIndex(job.Project.Where(file => file.Language != Language.Rust).Select(file => file.Path), InterfaceOf, NativeModules.Of(job.Project, rustProject));
        engine = new RuleEngine(RuleCatalog.Python.Where(rule => settings.Check.Selects(rule.Info.Name) && (rule is not NativeRule || !project.Natives.IsEmpty)));
    }

    public static ParallelResults<CheckedFile> Run(ReviewJob job, bool withProfile = false, bool wantsHashes = false)
    {
        IReadOnlyList<SourceFile> files = job.Around.Count == 0 ? job.Files : [.. job.Files, .. job.Around];
        if (files.Count >= ManyFiles) QuietHeap.Begin();
        var checks = new FileChecks(job, withProfile, wantsHashes);
        using var progress = job.Progress("checked", files.Count);
        var first = ParallelFiles.Run(
            files, job.Jobs, checks.NewWorker, (worker, file) => checks.Check(worker, file), done => progress.Report(done),
            (file, fault) => new CheckedFile(file, null, [FaultIn(file, fault)], 0, default), job.Stop);
        var all = first.IsWhole ? checks.LookAgain(first) : first;
        if (job.Around.Count == 0) return all;
        var around = job.Around.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return all with { Results = [.. all.Results.Select(result => around.Contains(result.File.Path) ? OnlyChained(result) : result).OfType<CheckedFile>()] };
    }

    /// <summary>What a file shows together with others; null where that is nothing.</summary>
    private static CheckedFile? OnlyChained(CheckedFile file) =>
        file.Analysis is { } analysis && analysis.Findings.Any(finding => finding.Chain.Count > 0)
            ? file with { Analysis = analysis with { Findings = [.. analysis.Findings.Where(finding => finding.Chain.Count > 0)], Problems = [], Withheld = 0 }, Problems = [] } : null;

    /// <summary>The other files are checked all the same.</summary>
    private static FileProblem FaultIn(SourceFile file, Exception fault)
    {
        var place = fault.StackTrace?.Split('\n')[0].Trim();
        return new FileProblem(file.Path, 1, $"a fault of Lever's own: nothing is said of this file; please report {fault.GetType().Name}: {fault.Message} {place}".TrimEnd()) { IsFault = true };
    }

    private Worker NewWorker() => new(this);

    /// <summary>What a thread keeps from file to file.</summary>
    private sealed class Worker(FileChecks checks)
    {
        private RustAnalyzer? rust;

        public SourceReader Reader { get; } = new();

        public FileAnalyzer Analyzer { get; } = new(checks.engine, checks.options);

        /// <summary>Made for the first Rust file; most projects have none.</summary>
        public RustAnalyzer Rust => rust ??= new RustAnalyzer(checks.rustEngine, checks.options);
    }

    /// <summary>Adds what shows only once all files are read: what is split over several functions.</summary>
    private ParallelResults<CheckedFile> LookAgain(ParallelResults<CheckedFile> first)
    {
        var byPath = first.Results.Where(result => result.Analysis is not null).ToDictionary(result => result.File.Path, StringComparer.Ordinal);
        var calls = CallAnalysis.Of([.. first.Results.Select(result => result.Analysis).OfType<FileAnalysis>()], engine.CallRules, project);
        var looks = calls.Looks.ToDictionary(look => look.Path, StringComparer.Ordinal);
        var sights = ParallelFiles.Run(
            [.. calls.Looks.Select(look => byPath[look.Path].File)], job.Jobs, NewWorker,
            (worker, file) => new Sight(worker.Reader.Read(file).Text is { } text ? worker.Analyzer.LookAgain(looks[file.Path], text, byPath[file.Path].Analysis!, project) : null, null),
            onFault: (file, fault) => new Sight(null, FaultIn(file, fault)), stop: job.Stop);
        var faults = sights.Results.Select(result => result.Fault).OfType<FileProblem>().ToLookup(fault => fault.Path, StringComparer.Ordinal);
        var joined = calls.Join(sights.Results.Select(result => result.Seen).OfType<SecondSight>()).ToDictionary(analysis => analysis.Path, StringComparer.Ordinal);
        return new ParallelResults<CheckedFile>([.. first.Results.Select(result => result.Analysis is null ? result : result with { Analysis = joined[result.File.Path], Problems = [.. result.Problems, .. faults[result.File.Path]] })], sights.IsWhole);
    }

    /// <summary>A second look; empty where the file could not be read again.</summary>
    private sealed record Sight(SecondSight? Seen, FileProblem? Fault);

    private CheckedFile Check(Worker worker, SourceFile file)
    {
        var source = worker.Reader.Read(file, wantsHashes);
        if (source.Text is null) return new CheckedFile(file, null, source.Problems, source.Bytes, source.Hash);
        var analysis = file.Language == Language.Rust ? worker.Rust.Analyze(file.Path, source.Text, rustProject) : worker.Analyzer.Analyze(file.Path, source.Text, project);
        if (source.Notebook is { } notebook)
        {
            var places = new NotebookPlaces(notebook);
            analysis = analysis with
            {
                Findings = [.. analysis.Findings.Select(places.InCell)],
                Problems = [.. analysis.Problems.Select(places.InCell)],
                // Nobody imports a notebook, and its places count within cells.
                Summary = null, OpenRepetitions = [], OpenIgnores = [],
            };
        }
        else if (options.WithProfile)
        {
            analysis = analysis with { Lines = source.Text.Bytes.Count((byte)'\n') + 1 };
        }
        return new CheckedFile(file, analysis, source.Problems, source.Bytes, source.Hash);
    }

    private Role? RoleOf(string path) => job.Settings.Scope.RoleOf(filesByPath[path].PathIn(job.Configuration.Folder));

    private bool Ignores(string path, string rule) =>
        job.Settings.Check.PerFileIgnores.Count > 0
        && job.Settings.Check.Ignores(filesByPath[path].PathIn(job.Configuration.Folder), rule);

    private ModuleInterface? InterfaceOf(string path)
    {
        // Interfaces are asked for in the middle of another file, whose buffers must stay as they are.
        if (!interfaceReaders.TryTake(out var reader)) reader = (new SourceReader(), new PythonParser());
        var source = reader.Source.Read(filesByPath[path]);
        var found = source.Text is { } text ? ModuleInterfaces.Of(reader.Parser.ParseOutline(text), path, project) : null;
        // What rows are asked for stands in the bodies that the outline leaves out.
        if (found is { NeedsBodies: true }) found = ModuleInterfaces.Of(reader.Parser.Parse(source.Text!), path, project);
        interfaceReaders.Add(reader);
        return found;
    }
}
