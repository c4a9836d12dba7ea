using Lever.Review.Findings;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>
/// Parses Rust files, one after another, and finds out what their names mean. Each worker has its own; its buffers are as large as the largest file
/// needed, so that who looks at the files again does it with the same reader.
/// </summary>
public sealed class RustReader
{
    private readonly RustParser parser = new();
    private readonly RustOutline.Lists lists = new();

    /// <summary>The file read last.</summary>
    public RustModule Module { get; } = new();

    /// <param name="path">Relative to the current folder, with forward slashes.</param>
    /// <param name="fileRole">What the file's place in its project makes of all of it; null where it says nothing.</param>
    public RustModule Read(string path, SourceText text, RustProject project, Role? fileRole = null)
    {
        Module.Load(parser.Parse(text, project.EditionOf(path)), path, project, fileRole);
        return Module;
    }

    /// <summary>Reads a file from the tree that was put away.</summary>
    public RustModule Read(string path, PackedTree tree, RustProject project, Role? fileRole = null)
    {
        Module.Load(parser.Unpack(tree), path, project, fileRole);
        return Module;
    }

    /// <summary>Reads what a file declares for others; its variables are not known.</summary>
    /// <param name="project">The project as it is known without the outlines.</param>
    internal RustOutline ReadOutline(string path, SourceText text, RustProject project)
    {
        Module.Load(parser.Parse(text, project.EditionOf(path)), path, project, null, forOthers: true);
        return RustOutline.Of(Module, lists);
    }
}
