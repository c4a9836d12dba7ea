using Lever.Syntax.Python.Lexing;
using Lever.Syntax.Python.Parsing;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary>Parses Python files one after another into the same buffers.</summary>
public sealed class PythonParser
{
    private readonly TokenList tokens = new();
    private readonly TreeBuilder tree = new();
    private readonly Lexer lexer;
    private readonly Cursor cursor;

    public PythonParser()
    {
        lexer = new Lexer(tokens, tree);
        cursor = new Cursor(tokens, tree);
    }

    /// <summary>Parses a file. The tree is valid until this parser parses the next one.</summary>
    /// <param name="text">The file, as UTF-8.</param>
    /// <param name="target">
    /// The version whose grammar the file must follow, from 3.8 to 3.14; what it lacks is a problem. Without one, the grammars
    /// of all these versions are accepted.
    /// </param>
    /// <returns>A tree, whatever the text is. Code that CPython rejects when it parses has at least one problem.</returns>
    public SyntaxTree Parse(SourceText text, PythonVersion? target = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, target, isOutline: false);
    }

    /// <summary>Parses what a file and its classes bind: the bodies of functions stay empty.</summary>
    /// <returns>A tree that is valid until this parser parses the next file. Problems inside bodies are not seen.</returns>
    public SyntaxTree ParseOutline(SourceText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, null, isOutline: true);
    }

    private SyntaxTree Parse(SourceText text, PythonVersion? target, bool isOutline)
    {
        Lex(text, target);
        cursor.Reset(text, target, isOutline);
        Statements.Module(cursor);
        return tree.Build();
    }

    /// <summary>Parses a file into a tree of its own.</summary>
    public static SyntaxTree ParseOnce(SourceText text, PythonVersion? target = null) => new PythonParser().Parse(text, target);

    /// <summary>The tokens alone, for measurements and tests.</summary>
    internal TokenList Lex(SourceText text, PythonVersion? target = null)
    {
        tree.Reset(text);
        lexer.Lex(text, target?.Minor ?? int.MaxValue);
        return tokens;
    }
}
