using System.Runtime.CompilerServices;
using System.Text;
using Lever.Syntax.Python.Lexing;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Python.Parsing;

/// <summary>
/// A place in the tokens and the tree that grows from them. It knows no grammar.
/// </summary>
/// <remarks>
/// A failure reports its problem and moves to the end of the logical line. There no token starts or continues anything, so all
/// grammar functions return by themselves, and whoever parses statements replaces what they left by an error.
/// </remarks>
internal sealed class Cursor
{
    /// <summary>How deep expressions and blocks may nest: enough for code that people write, and safe on a stack of 1 MB.</summary>
    private const int MaxDepth = 1000;

    /// <summary>What an open bracket adds to the depth: more than an operator, since more functions run within each other.</summary>
    public const int BracketWeight = 4;

    private readonly TokenList list;
    private readonly TreeBuilder tree;
    private Token[] tokens = [];
    private SourceText text = SourceText.FromUtf8([]);
    private int lexicalProblems;
    private int lineStart;
    private int depth;

    public Cursor(TokenList list, TreeBuilder tree)
    {
        this.list = list;
        this.tree = tree;
    }

    /// <summary>Starts with the first token of the list.</summary>
    public void Reset(SourceText source, PythonVersion? target, bool isOutline)
    {
        IsOutline = isOutline;
        text = source;
        tokens = list.Items;
        Target = target;
        TargetMinor = target?.Minor ?? int.MaxValue;
        Failed = false;
        Position = 0;
        depth = 0;
        lineStart = 0;
        lexicalProblems = tree.ProblemCount;
        tree.SortProblems();
        Chain.Cut(0);
        Kind = tokens[0].Kind;
    }

    public SourceText Source => text;

    public PythonVersion? Target { get; private set; }

    /// <summary>The feature release to check against; above all others where no version is the target.</summary>
    public int TargetMinor { get; private set; }

    /// <summary>Has the current statement failed?</summary>
    public bool Failed { get; private set; }

    /// <summary>Are the bodies of functions and classes passed over?</summary>
    public bool IsOutline { get; private set; }

    /// <summary>The index of the current token.</summary>
    public int Position { get; private set; }

    /// <summary>The current token's kind.</summary>
    public TokenKind Kind { get; private set; }

    public ref readonly Token Current => ref tokens[Position];

    public ref readonly Token TokenAt(int index) => ref tokens[index];

    /// <summary>Where the current token starts.</summary>
    public int Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => tokens[Position].Start;
    }

    /// <summary>Where the token before the current one ends.</summary>
    public int End
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var before = Position - 1;
            return (uint)before < (uint)tokens.Length ? tokens[before].End : 0;
        }
    }

    /// <summary>Where the last token ends that is no layout, which is where CPython ends statements.</summary>
    public int StatementEnd
    {
        get
        {
            var index = Position - 1;
            while (index >= 0 && tokens[index].Kind <= TokenKind.Dedent) index--;
            return index < 0 ? 0 : tokens[index].End;
        }
    }

    /// <summary>What `Finish` asks for, taken before a node's first child.</summary>
    public int Mark => tree.Mark;

    public TreeBuilder Tree => tree;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool At(TokenKind kind) => Kind == kind;

    /// <summary>The kind of a token after the current one; what follows the end of the file is anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TokenKind Peek(int distance = 1) => tokens[Position + distance].Kind;

    /// <summary>Does the name at an index consist of these bytes?</summary>
    public bool Spells(int index, ReadOnlySpan<byte> word)
    {
        ref readonly var token = ref tokens[index];
        return token.Kind == TokenKind.Name && text[new Span(token.Start, token.End)].SequenceEqual(word);
    }

    /// <summary>Moves to the next token, but never behind layout, where the cursor waits after a failure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bump()
    {
        if (Kind <= TokenKind.Dedent) return;
        Kind = tokens[++Position].Kind;
    }

    /// <summary>Moves behind a token of a kind, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Eat(TokenKind kind)
    {
        if (Kind != kind) return false;
        Kind = tokens[++Position].Kind;
        return true;
    }

    /// <summary>Moves behind a token that must be there, or fails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Expect(TokenKind kind, string message)
    {
        if (Kind == kind) Bump();
        else Fail(message);
    }

    public void MoveTo(int index)
    {
        Position = index;
        Kind = tokens[index].Kind;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(Kind kind, int mark, int start, int end, int data = 0) => tree.Finish((byte)kind, mark, start, end, data);

    /// <summary>Finishes a node that ends with the token before the current one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(Kind kind, int mark, int start) => tree.Finish((byte)kind, mark, start, End);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leaf(Kind kind, int start, int end, int data = 0) => tree.Finish((byte)kind, tree.Mark, start, end, data);

    /// <summary>Makes the current token a leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BumpLeaf(Kind kind, int data = 0)
    {
        ref readonly var token = ref tokens[Position];
        Leaf(kind, token.Start, token.End, data);
        Bump();
    }

    /// <summary>Fills the slot of an optional child that is not there.</summary>
    public void Absent() => Absent(End);

    public void Absent(int at) => Leaf(Python.Kind.Absent, at, at);

    /// <summary>Counts nesting; where it is too deep, fails.</summary>
    public void Descend(int weight = 1)
    {
        depth += weight;
        if (depth > MaxDepth) Fail("this is nested too deep to be parsed");
    }

    public void Ascend(int weight = 1) => depth -= weight;

    /// <summary>Reports a problem that leaves the tree as it is.</summary>
    public void Report(int start, int end, string message)
    {
        if (!Failed) tree.AddProblem(new Span(start, end), message);
    }

    /// <summary>Reports a problem at the current token and gives the statement up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Fail(string message)
    {
        ref readonly var token = ref tokens[Position];
        Fail(token.Start, token.End, message);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Fail(int start, int end, string message)
    {
        if (Failed) return;
        Failed = true;
        var index = Position;
        while (tokens[index].Kind > TokenKind.Dedent) index++;
        // What the lexer could not read explains why the parser failed.
        if (!tree.HasProblem(lexicalProblems, tokens[lineStart].Start, tokens[index].End))
            tree.AddProblem(new Span(start, end), message);
        MoveTo(index);
    }

    /// <summary>The current token as a message names it.</summary>
    public string Found()
    {
        ref readonly var token = ref tokens[Position];
        if (token.Kind == TokenKind.EndOfFile) return "the end of the file";
        if (token.Kind == TokenKind.Newline) return "the end of the line";
        var bytes = text[new Span(token.Start, Math.Min(token.End, token.Start + 40))];
        var lineEnd = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        return $"`{Encoding.UTF8.GetString(lineEnd < 0 ? bytes : bytes[..lineEnd])}`";
    }

    /// <summary>Notes that a statement starts at the current token.</summary>
    public void StartLine() => lineStart = Position;

    /// <summary>Goes on after a failure, at the end of the line that failed.</summary>
    public void Recover() => Failed = false;

    /// <summary>Marks and starts of statements whose end is not reached, for chains that would otherwise be recursions.</summary>
    public Pile<(int Mark, int Start)> Chain { get; } = new();

    /// <summary>The state that a parser returns to when it tries another reading.</summary>
    public readonly record struct State(int Position, int Mark, int Problems, int Depth);

    public State Save() => new(Position, tree.Mark, tree.ProblemCount, depth);

    public void Restore(State state)
    {
        Failed = false;
        depth = state.Depth;
        tree.Rewind(state.Mark);
        tree.RewindProblems(state.Problems);
        MoveTo(state.Position);
    }
}
