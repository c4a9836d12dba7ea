using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Review.Semantics.Rust;

/// <summary>Reads what Rust files declare for each other, one after another. Each worker has its own; its buffers are reused.</summary>
public sealed class RustOutliner
{
    private readonly RustParser parser = new();
    private readonly RustModule module = new();

    /// <param name="path">Relative to the current folder, with forward slashes.</param>
    /// <param name="project">The project as it is known without the outlines.</param>
    public RustOutline Read(string path, SourceText text, RustProject project)
    {
        module.Load(parser.ParseOutline(text, project.EditionOf(path)), path, project, null);
        return RustOutline.Of(module);
    }
}
