using System.Text;
using Lever.Syntax.Text;

namespace Lever.Syntax.Trees;

/// <summary>One node of a tree. Its kind and typed views are extension properties of the language's namespace.</summary>
public readonly record struct Node(SyntaxTree Tree, int Id)
{
    public byte RawKind => Tree.kinds[Id];

    public int Start => Tree.starts[Id];

    public int End => Tree.ends[Id];

    public Span Span => new(Tree.starts[Id], Tree.ends[Id]);

    /// <summary>What the kind says it is: an operator, a name's id, a flag.</summary>
    public int Data => Tree.data[Id];

    /// <summary>The id after the last descendant, which is the next sibling's where there is one.</summary>
    public int SubtreeEnd => Tree.subtreeEnds[Id];

    public bool IsRoot => Id == 0;

    /// <summary>The enclosing node; the root is its own parent.</summary>
    public Node Parent => new(Tree, Tree.parents[Id]);

    public bool HasChildren => Tree.subtreeEnds[Id] > Id + 1;

    /// <summary>The first child; only where there is one.</summary>
    public Node FirstChild => new(Tree, Id + 1);

    public ReadOnlySpan<byte> Bytes => Tree.Text[Span];

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Is the other node this one or below it?</summary>
    public bool Contains(Node other) => Id <= other.Id && other.Id < Tree.subtreeEnds[Id];

    public ChildList Children => new(Tree, Id + 1, Tree.subtreeEnds[Id]);

    /// <summary>The child in a slot, counted from 0; the shape of the kind must have that slot.</summary>
    public Node Child(int slot)
    {
        var id = Id + 1;
        for (; slot > 0; slot--) id = Tree.subtreeEnds[id];
        return new Node(Tree, id);
    }

    /// <summary>The last child; the node itself where it has none, as the body that a file ends before.</summary>
    public Node LastChild
    {
        get
        {
            var end = Tree.subtreeEnds[Id];
            var id = Id + 1;
            if (end == id) return this;
            while (Tree.subtreeEnds[id] < end) id = Tree.subtreeEnds[id];
            return new Node(Tree, id);
        }
    }

    // Rules compare nodes all the time: with what a record would make of it, each comparison were a call.
    public bool Equals(Node other) => Id == other.Id && ReferenceEquals(Tree, other.Tree);

    public override int GetHashCode() => Id;

    public override string ToString() => $"#{Id} {RawKind} {Span.Start}..{Span.End}";
}

/// <summary>A run of siblings, enumerated without allocation.</summary>
/// <param name="First">The first sibling's id.</param>
/// <param name="End">The id after the last one's subtree.</param>
public readonly record struct ChildList(SyntaxTree Tree, int First, int End)
{
    public bool IsEmpty => First >= End;

    public int Count
    {
        get
        {
            var count = 0;
            for (var id = First; id < End; id = Tree.subtreeEnds[id]) count++;
            return count;
        }
    }

    /// <summary>The sibling at an index, counted from 0; there must be one.</summary>
    public Node this[int index]
    {
        get
        {
            var id = First;
            for (; index > 0; index--) id = Tree.subtreeEnds[id];
            return new Node(Tree, id);
        }
    }

    /// <summary>The siblings after the first ones.</summary>
    public ChildList Skip(int count)
    {
        var id = First;
        for (; count > 0 && id < End; count--) id = Tree.subtreeEnds[id];
        return new ChildList(Tree, id, End);
    }

    public Enumerator GetEnumerator() => new(Tree, First, End);

    public struct Enumerator(SyntaxTree tree, int first, int end)
    {
        private int next = first;

        public Node Current { get; private set; }

        public bool MoveNext()
        {
            if (next >= end) return false;
            Current = new Node(tree, next);
            next = tree.subtreeEnds[next];
            return true;
        }
    }
}
