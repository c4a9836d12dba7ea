using Lever.Review.Findings;
using Lever.Review.Semantics.Boundary;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>One parsed Rust file.</summary>
public sealed class RustModule
{
    public SyntaxTree Tree { get; private set; } = null!;

    /// <summary>Relative to the current folder, with forward slashes.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Its path as symbols spell it: `crate::module`.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The role that the file's place in its project gives all of it; null where it gives none.</summary>
    public Role? FileRole { get; private set; }

    public RustProject Project { get; private set; } = RustProject.Empty;

    private PyO3File? pyo3;

    /// <summary>What the file's names and types mean to PyO3.</summary>
    public PyO3File PyO3 => pyo3 ??= PyO3File.Of(this);

    /// <summary>Reads another file into this object.</summary>
    internal void Load(SyntaxTree tree, string path, RustProject project, Role? fileRole)
    {
        Tree = tree;
        Path = path;
        Project = project;
        FileRole = fileRole;
        pyo3 = null;
        Name = project.ModuleOf(path);
    }

    /// <summary>Is a node compiled for tests alone, by where its file lies or by an attribute around it?</summary>
    public bool IsInTest(Node node)
    {
        if (FileRole == Role.Test) return true;
        for (var at = node; !at.IsRoot; at = at.Parent)
            if (at.IsForTests) return true;
        foreach (var item in Tree.Root.Children)
        {
            if (item.AsAttribute is not { IsInner: true } attribute) break;
            if (attribute.Is("cfg"u8) && attribute.Mentions("test"u8) && !attribute.Mentions("not"u8)) return true;
        }
        return false;
    }
}
