using Lever.Syntax.Rust.Lexing;
using Lever.Syntax.Rust.Parsing;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>Parses Rust files one after another into the same buffers.</summary>
public sealed class RustParser
{
    private readonly TokenList tokens = new();
    private readonly TreeBuilder tree = new();
    private readonly Lexer lexer;
    private readonly Cursor cursor;

    public RustParser()
    {
        lexer = new Lexer(tokens, tree);
        cursor = new Cursor(tokens, tree);
    }

    /// <summary>Parses a file. The tree is valid until this parser parses the next one.</summary>
    /// <param name="text">The file, as UTF-8.</param>
    /// <param name="edition">The edition of the crate that the file belongs to.</param>
    /// <returns>
    /// A tree, whatever the text is. Code that rustc's parser rejects has at least one problem, but for what rustc reads as it is meant before it reports it:
    /// syntax of a later edition (`async fn` in 2015, let chains and `gen` as a name around 2024), documentation of nothing, alternatives of a `let`
    /// without parentheses, and modifiers that an inherent impl cannot have.
    /// </returns>
    public SyntaxTree Parse(SourceText text, Edition edition = Edition.Rust2021)
    {
        ArgumentNullException.ThrowIfNull(text);
        Lex(text, edition);
        cursor.Reset(text, edition);
        Items.SourceFile(cursor);
        return tree.Build();
    }

    /// <summary>A tree that was put away, laid out in this parser's buffers as if it had parsed the file. The tree is valid until this parser parses the next one.</summary>
    public SyntaxTree Unpack(PackedTree packed) => tree.Unpack(packed);

    /// <summary>Parses a file into a tree of its own.</summary>
    public static SyntaxTree ParseOnce(SourceText text, Edition edition = Edition.Rust2021) => new RustParser().Parse(text, edition);

    /// <summary>The tokens alone, for measurements and tests.</summary>
    internal TokenList Lex(SourceText text, Edition edition = Edition.Rust2021)
    {
        tree.Reset(text);
        lexer.Lex(text, edition);
        return tokens;
    }
}
