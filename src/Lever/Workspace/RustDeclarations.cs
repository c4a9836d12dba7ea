using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Calls;

namespace Lever.Workspace;

/// <summary>Reads what the project's Rust files declare for each other, before any of them is checked.</summary>
internal static class RustDeclarations
{
    /// <returns>The project with its declarations; as it was where no file has another one to speak to.</returns>
    public static RustProject Read(ReviewJob job, RustProject project)
    {
        var files = job.Project.Where(file => file.Language == Language.Rust).ToList();
        if (files.Count < 2) return project;
        var outlines = ParallelFiles.Run(files, job.Jobs, () => (Reader: new SourceReader(job.OpenTexts), Outliner: new RustOutliner()), (worker, file) => new Outlined(
            worker.Reader.Read(file).Text is { } text ? worker.Outliner.Read(file.Path, text, project) : null),
            // The check of the file will say it.
            onFault: (_, _) => new Outlined(null), stop: job.Stop);
        var index = new RustIndex(outlines.Results.Select(result => result.Outline).OfType<RustOutline>());
        var declared = project.With(index);
        var reader = new RustCallReader(files.ToDictionary(file => file.Path, StringComparer.Ordinal), declared, job.OpenTexts);
        return declared.With(new CallGraph(index, reader.Read));
    }

    /// <summary>What a file declares; nothing where it could not be read.</summary>
    private sealed record Outlined(RustOutline? Outline);
}
