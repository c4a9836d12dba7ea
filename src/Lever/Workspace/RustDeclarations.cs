using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Calls;

namespace Lever.Workspace;

/// <summary>Reads what the project's Rust files declare for each other, before any of them is checked.</summary>
internal static class RustDeclarations
{
    /// <param name="parsed">Keeps the files for their check; null where nobody will check them.</param>
    /// <returns>The project with its declarations; as it was where no file has another one to speak to.</returns>
    public static RustProject Read(ReviewJob job, RustProject project, ParsedRust? parsed)
    {
        var files = job.Project.Where(file => file.Language == Language.Rust).ToList();
        if (files.Count < 2) return project;
        var outlines = ParallelFiles.Run(files, job.Jobs, () => (Source: new SourceReader(job.OpenTexts), Rust: parsed?.NewReader() ?? new RustReader()), (worker, file) =>
            {
                var source = worker.Source.Read(file, parsed?.WantsHashes == true);
                if (source.Text is not { } text) return new Outlined(null);
                var outline = worker.Rust.ReadOutline(file.Path, text, project);
                parsed?.Keep(file, source, worker.Rust.Module.Tree);
                return new Outlined(outline);
            },
            onFault: (_, _) =>
            {
                // Its buffers may be in any state. The check of the file will say what it is.
                parsed?.ForgetReaders();
                return new Outlined(null);
            }, stop: job.Stop);
        var index = new RustIndex([.. outlines.Results.Select(result => result.Outline).OfType<RustOutline>()]);
        var declared = project.With(index);
        var reader = new RustCallReader(files.ToDictionary(file => file.Path, StringComparer.Ordinal), declared, job.OpenTexts, parsed);
        return declared.With(new CallGraph(index, reader.Read, reader.ReadScans));
    }

    /// <summary>What a file declares; nothing where it could not be read.</summary>
    private sealed record Outlined(RustOutline? Outline);
}
