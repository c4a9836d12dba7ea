using Lever.Review.Findings;
using Lever.Review.Rules.Clippy;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Calls;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust;

/// <summary>Runs the rules over one Rust file after another. Each worker has its own; its buffers are reused.</summary>
public sealed class RustAnalyzer
{
    private readonly RustReader reader;
    private readonly RustModule module;
    private readonly List<FindingDraft> drafts = [];
    private RustEngine.RulesOfName?[] rulesOfNames = [];
    private readonly RustEngine engine;
    private readonly RustContext context;
    private readonly AnalysisOptions options;
    private readonly RustPlaces places;
    private readonly FindingCompletion completion;

    /// <param name="reader">Nobody else's from here on.</param>
    public RustAnalyzer(RustEngine engine, AnalysisOptions options, RustReader? reader = null)
    {
        this.reader = reader ?? new RustReader();
        module = this.reader.Module;
        this.engine = engine;
        this.options = options;
        places = new RustPlaces(module);
        completion = new FindingCompletion(options, places);
        context = new RustContext(module, drafts, options.Rust);
    }

    /// <summary>What a file's place, those that declare it as a module, or its crate's manifest say of it.</summary>
    private Role? RoleOf(string path, RustProject project) =>
        project.Index.Files.RoleOf(path, file => project.IsBuildScript(file) ? Role.Init : RustRoles.OfPath(file == path ? options.PathInProject(path) : file))
        ?? project.CrateOf(path) switch { { IsForBuilds: true, IsMacros: false } => Role.Init, { IsMacros: true } => Role.Cold, _ => null };

    /// <param name="path">Relative to the current folder, with forward slashes.</param>
    public FileAnalysis Analyze(string path, SourceText text, RustProject project)
    {
        reader.Read(path, text, project, RoleOf(path, project));
        return AnalyzeModule(path);
    }

    /// <summary>The same for a file that was parsed before.</summary>
    public FileAnalysis Analyze(string path, PackedTree tree, RustProject project)
    {
        reader.Read(path, tree, project, RoleOf(path, project));
        return AnalyzeModule(path);
    }

    private FileAnalysis AnalyzeModule(string path)
    {
        var tree = module.Tree;
        drafts.Clear();
        engine.Run(context, ref rulesOfNames);
        if (options.Compiler is { } compiler) ClippyDrafts.Merge(compiler.Of(path), module, drafts);
        var pragmas = Pragmas.Of(tree, places.Pragmas);
        var problems = FindingCompletion.ProblemsOf(path, tree, pragmas);
        var (findings, matched, withheld) = completion.Complete(drafts, path, tree, null, pragmas);
        foreach (var ignore in pragmas.Ignores)
            if (!matched.Contains(ignore) && !(options.Compiler is null && ignore.Rules.Any(rule => rule.StartsWith("clippy::", StringComparison.Ordinal)))) problems.Add(FindingCompletion.Unmatched(path, ignore));
        return new FileAnalysis(path, [.. findings.Select(entry => entry.Finding)], problems, withheld, options.WithProfile ? places.Functions() : [])
        {
            NodeCount = tree.Count, Benches = options.WithProfile ? BenchReader.Read(module, places.SymbolOf) : [],
        };
    }
}
