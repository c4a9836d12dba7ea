using Lever.Syntax.Text;

namespace Lever.Syntax.Trees;

/// <summary>
/// The syntax of one file as parallel arrays in preorder: the descendants of node n are n+1 up to its subtree end, the next
/// sibling of a node is its subtree end, and a linear scan is source order.
/// </summary>
/// <remarks>
/// A tree parsed into shared <see cref="TreeBuilder"/> buffers is valid until those buffers parse the next file; the arrays may
/// be longer than <see cref="Count"/>.
/// </remarks>
public sealed class SyntaxTree
{
    internal SyntaxTree(SourceText text, NameTable names)
    {
        Text = text;
        Names = names;
    }

    public SourceText Text { get; internal set; }

    /// <summary>The file's identifiers.</summary>
    public NameTable Names { get; internal set; }

    /// <summary>The number of nodes; at least 1, for the root is always there.</summary>
    public int Count { get; internal set; }

    /// <summary>The comments in source order, each from its <c>#</c> or <c>//</c> to the end of its line.</summary>
    public IReadOnlyList<Span> Comments => comments;

    /// <summary>What could not be understood, in source order.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    public Node Root => new(this, 0);

    /// <summary>The node kinds as the language's own enumeration numbers them.</summary>
    public ReadOnlySpan<byte> RawKinds => kinds.AsSpan(0, Count);

    internal byte[] kinds = [];
    internal int[] starts = [];
    internal int[] ends = [];
    internal int[] parents = [];
    internal int[] subtreeEnds = [];
    internal int[] data = [];
    internal List<Span> comments = [];
    internal List<Problem> problems = [];
    private LineMap? lines;

    /// <summary>Lines and columns, computed when first asked for.</summary>
    public LineMap Lines => lines ??= new LineMap(Text);

    public Node this[int id] => new(this, id);

    internal void ForgetLines() => lines = null;
}
