using System.Runtime.CompilerServices;
using System.Text;
using Lever.Syntax.Rust.Lexing;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>
/// A place in the tokens and the tree that grows from them. It knows no grammar.
/// </summary>
/// <remarks>
/// After a failure the cursor shows a token that starts and continues nothing, so all grammar functions return by themselves, and whoever
/// parses items, statements or arms replaces what they left by an error and goes on behind it.
/// </remarks>
internal sealed class Cursor
{
    /// <summary>How deep expressions, types and blocks may nest: enough for code that people write, and safe on a stack of 1 MB.</summary>
    private const int MaxDepth = 1000;

    /// <summary>What an open bracket adds to the depth: more than an operator, since more functions run within each other.</summary>
    public const int BracketWeight = 4;

    /// <summary>How many trial parses may run within each other.</summary>
    private const int MaxTrials = 16;

    private readonly TokenList list;
    private readonly TreeBuilder tree;
    private Token[] tokens = [];
    private SourceText text = SourceText.FromUtf8([]);
    private int lexicalProblems;
    private int unitStart;
    private int depth;
    private int trials;

    public Cursor(TokenList list, TreeBuilder tree)
    {
        this.list = list;
        this.tree = tree;
    }

    /// <summary>Starts with the first token of the list.</summary>
    public void Reset(SourceText source, Edition edition)
    {
        text = source;
        tokens = list.Items;
        Edition = edition;
        Failed = false;
        NoStruct = false;
        MayOmitNames = false;
        Position = 0;
        depth = 0;
        trials = 0;
        unitStart = 0;
        tree.SortProblems();
        lexicalProblems = tree.ProblemCount;
        Kind = tokens[0].Kind;
    }

    public Edition Edition { get; private set; }

    public SourceText Source => text;

    /// <summary>Has the current item, statement or arm failed?</summary>
    public bool Failed { get; private set; }

    /// <summary>Does an opening brace after a path start a block, as in the head of an `if`?</summary>
    public bool NoStruct { get; set; }

    /// <summary>May the parameters of a function that starts here be types alone? Those of trait methods might, in 2015.</summary>
    public bool MayOmitNames { get; set; }

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

    /// <summary>What `Finish` asks for, taken before a node's first child.</summary>
    public int Mark => tree.Mark;

    public TreeBuilder Tree => tree;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool At(TokenKind kind) => Kind == kind;

    /// <summary>The kind of a token after the current one; what follows the end of the file is anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TokenKind Peek(int distance = 1) => tokens[Position + distance].Kind;

    /// <summary>Does the current token, followed by a token without anything in between, have these kinds?</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AtJoined(TokenKind first, TokenKind second) =>
        Kind == first && tokens[Position + 1].Kind == second && tokens[Position].End == tokens[Position + 1].Start;

    /// <summary>Does the name at a distance consist of these bytes?</summary>
    public bool Spells(ReadOnlySpan<byte> word, int distance = 0)
    {
        if (Failed) return false;
        ref readonly var token = ref tokens[Position + distance];
        return token.Kind is TokenKind.Name or TokenKind.Reserved && text[new Span(token.Start, token.End)].SequenceEqual(word);
    }

    /// <summary>Moves to the next token, but never behind the file, and nowhere after a failure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bump()
    {
        if (Kind <= TokenKind.Failure) return;
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
        else Unexpected(message);
    }

    public void MoveTo(int index)
    {
        Position = index;
        Kind = tokens[index].Kind;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(Kind kind, int mark, int start, int end, int data) => tree.Finish((byte)kind, mark, start, end, data);

    /// <summary>Finishes a node that ends with the token before the current one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(Kind kind, int mark, int start) => tree.Finish((byte)kind, mark, start, End);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FinishWith(Kind kind, int mark, int start, int data) => tree.Finish((byte)kind, mark, start, End, data);

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

    /// <summary>The id of the current token's text: of a name, or of a keyword that stands for one.</summary>
    public int NameId()
    {
        ref readonly var token = ref tokens[Position];
        return token.Kind is TokenKind.Name or TokenKind.Lifetime ? token.Data : tree.Names.Intern(token.Start, token.End - token.Start);
    }

    /// <summary>Makes the current token, which must be a name, the leaf that defines it.</summary>
    public void NameLeaf(string message)
    {
        if (Kind == TokenKind.Name) BumpLeaf(Rust.Kind.Name, Current.Data);
        else Unexpected(message);
    }

    /// <summary>Fills the slot of an optional child that is not there.</summary>
    public void Absent() => Absent(End);

    public void Absent(int at) => Leaf(Rust.Kind.Absent, at, at);

    /// <summary>Fills an optional slot in front of nodes that are finished already.</summary>
    /// <param name="mark">Taken before those nodes.</param>
    public void AbsentBefore(int mark, int at)
    {
        Absent(at);
        var nodes = tree.Finished[mark..];
        var absent = nodes[^1];
        for (var index = nodes.Length - 1; index > 0; index--) nodes[index] = nodes[index - 1] with { First = nodes[index - 1].First + 1 };
        nodes[0] = absent with { First = mark };
    }

    /// <summary>Takes back the node finished last, and the leaf that it starts with; the nodes in between stay.</summary>
    public void Unwrap()
    {
        var mark = tree.Finished[^1].First;
        var nodes = tree.Finished[mark..^1];
        for (var index = 1; index < nodes.Length; index++) nodes[index - 1] = nodes[index] with { First = nodes[index].First - 1 };
        tree.Rewind(Mark - 2);
    }

    /// <summary>Counts nesting; where it is too deep, fails.</summary>
    public void Descend(int weight = 1)
    {
        depth += weight;
        if (depth > MaxDepth) Fail("this is nested too deep to be parsed");
    }

    public void Ascend(int weight = 1) => depth -= weight;

    /// <summary>Reports a problem at the current token and gives the current item, statement or arm up; a trial gives all of it up.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Fail(string message)
    {
        if (Failed) return;
        if (trials == 0) Report(message);
        Failed = true;
        Kind = TokenKind.Failure;
    }

    /// <summary>Fails, and names the current token.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Unexpected(string message)
    {
        if (!Failed && trials == 0) Report($"{message}, found {Found()}");
        Failed = true;
        Kind = TokenKind.Failure;
    }

    private void Report(string message)
    {
        ref readonly var token = ref tokens[Position];
        // What the lexer could not read explains why the parser failed.
        if (!tree.HasProblem(lexicalProblems, tokens[unitStart].Start, token.End)) tree.AddProblem(new Span(token.Start, token.End), message);
    }

    private string Found()
    {
        ref readonly var token = ref tokens[Position];
        if (token.Kind == TokenKind.EndOfFile) return "the end of the file";
        var bytes = text[new Span(token.Start, Math.Min(token.End, token.Start + 40))];
        var lineEnd = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        return $"`{Encoding.UTF8.GetString(lineEnd < 0 ? bytes : bytes[..lineEnd])}`";
    }

    /// <summary>What a unit's recovery must know of the cursor before it.</summary>
    public readonly record struct Unit(int Mark, int First, int OuterStart, int Depth, bool NoStruct);

    /// <summary>Starts an item, statement or arm at the current token.</summary>
    public Unit StartUnit()
    {
        var unit = new Unit(Mark, Position, unitStart, depth, NoStruct);
        unitStart = Position;
        return unit;
    }

    /// <summary>Ends a unit. Where it failed, an error takes the place of its nodes, and the cursor goes on behind it.</summary>
    /// <param name="limit">The index of the token that closes the group around it.</param>
    /// <param name="isArm">Does a comma end a unit, and not a semicolon or a block?</param>
    public void EndUnit(Unit unit, int limit, bool isArm = false)
    {
        unitStart = unit.OuterStart;
        if (!Failed || trials > 0) return;
        var next = AfterUnit(unit.First, limit, isArm);
        Failed = false;
        NoStruct = unit.NoStruct;
        depth = unit.Depth;
        tree.Rewind(unit.Mark);
        MoveTo(next);
        Leaf(Rust.Kind.Error, tokens[unit.First].Start, Math.Max(End, tokens[unit.First].Start));
    }

    /// <summary>The token behind the unit that failed at the current one: after its separator, or after a group of braces that ends it.</summary>
    private int AfterUnit(int first, int limit, bool isArm)
    {
        for (var index = first; index < limit; index++)
        {
            var kind = tokens[index].Kind;
            if (kind == TokenKind.EndOfFile) return Math.Max(index, first);
            if (kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.OpenBrace)
            {
                index = Math.Min(Math.Max(tokens[index].Data, index), limit);
                if (index >= Position && kind == TokenKind.OpenBrace && !isArm) return Math.Min(index + 1, limit);
            }
            else if (index >= Position && kind == (isArm ? TokenKind.Comma : TokenKind.Semicolon)) return index + 1;
        }
        return limit;
    }

    /// <summary>Where a trial parse starts.</summary>
    public readonly record struct Trial(int Mark, int Position, int Depth, bool NoStruct);

    /// <summary>May another trial start within those under way? Each may have been for nothing, so that their number bounds the time.</summary>
    public bool MayTry => trials < MaxTrials;

    public Trial StartTrial()
    {
        trials++;
        return new(Mark, Position, depth, NoStruct);
    }

    /// <summary>Keeps what a trial parsed.</summary>
    public void Keep(Trial trial)
    {
        trials--;
        depth = trial.Depth;
        NoStruct = trial.NoStruct;
    }

    /// <summary>Undoes a trial parse.</summary>
    public void Undo(Trial trial)
    {
        trials--;
        tree.Rewind(trial.Mark);
        Failed = false;
        NoStruct = trial.NoStruct;
        depth = trial.Depth;
        MoveTo(trial.Position);
    }
}
