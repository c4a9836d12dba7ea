using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>Parses Rust files one after another into the same buffers.</summary>
public sealed class RustParser
{
    private readonly TreeBuilder tree = new();

    /// <summary>Parses a file. The tree is valid until this parser parses the next one.</summary>
    /// <param name="text">The file, as UTF-8.</param>
    /// <param name="edition">The edition of the crate that the file belongs to.</param>
    public SyntaxTree Parse(SourceText text, Edition edition = Edition.Rust2021)
    {
        ArgumentNullException.ThrowIfNull(text);
        tree.Reset(text);
        tree.Leaf((byte)Kind.SourceFile, 0, text.Length);
        return tree.Build();
    }

    /// <summary>Parses a file into a tree of its own.</summary>
    public static SyntaxTree ParseOnce(SourceText text, Edition edition = Edition.Rust2021) => new RustParser().Parse(text, edition);
}
