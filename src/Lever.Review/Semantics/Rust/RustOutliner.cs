using Lever.Syntax.Text;

namespace Lever.Review.Semantics.Rust;

/// <summary>Reads what Rust files declare for each other, one after another. Each worker has its own.</summary>
public sealed class RustOutliner(RustReader? reader = null)
{
    private readonly RustReader reader = reader ?? new RustReader();

    /// <param name="path">Relative to the current folder, with forward slashes.</param>
    /// <param name="project">The project as it is known without the outlines.</param>
    public RustOutline Read(string path, SourceText text, RustProject project) => RustOutline.Of(reader.Read(path, text, project));
}
