using Lever.Review.Findings;
using Lever.Syntax.Python;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Workspace;

/// <summary>Parses files of any language, one after the other. Each worker has its own.</summary>
internal sealed class SourceParser
{
    private readonly PythonParser python = new();
    private readonly RustParser rust = new();
    private readonly CargoManifests manifests = new();

    /// <summary>The tree of a file's text. It is valid until the next file is parsed.</summary>
    public SyntaxTree Parse(SourceFile file, SourceText text) =>
        file.Language == Language.Rust ? rust.Parse(text, manifests.EditionOf(file)) : python.Parse(text);

    public static string Render(SourceFile file, SyntaxTree tree) => file.Language == Language.Rust ? RustTreeDump.Render(tree) : PythonTreeDump.Render(tree);

    public static IReadOnlyDictionary<string, int> Counts(SourceFile file, SyntaxTree tree) =>
        file.Language == Language.Rust ? RustTreeDump.Counts(tree) : PythonTreeDump.Counts(tree);
}
