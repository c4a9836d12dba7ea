using System.Runtime.InteropServices;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>
/// The local variables of one file's bodies with the places that use them, by Rust's textual scoping: a `let` is known after its statement, a
/// condition's `let` until its branch ends, an item's body does not see the variables around it. Also lists the file's items.
/// </summary>
/// <remarks>All tables are arrays that are reused from file to file; filling them costs one scan of the tree.</remarks>
internal sealed class Bindings
{
    /// <summary>The kinds that <see cref="Visit"/> does something with.</summary>
    private static readonly bool[] speaks = SpeakingKinds();

    private readonly List<Frame> frames = [];
    private readonly List<(int Name, int Before)> undo = [];
    private SyntaxTree tree = null!;
    private int[] bindingAt = [];
    /// <summary>How many nodes variables were looked for at: all of the file or none.</summary>
    private int bound;
    /// <summary>For each name of the file, the variable that it means where the scan is, plus one.</summary>
    private int[] current = [];
    private int barrier;
    private int selfName;

    internal List<BindingEntry> Entries { get; } = [];

    internal List<UseEntry> Uses { get; } = [];

    /// <summary>All items in source order.</summary>
    internal List<int> Items { get; } = [];

    /// <param name="Undo">How many names were bound when it opened.</param>
    /// <param name="Pattern">A pattern that binds where the frame ends; -1 for a scope.</param>
    /// <param name="Barrier">The item around, to return to.</param>
    private readonly record struct Frame(int End, int Undo, int Pattern, int Barrier);

    internal struct BindingEntry
    {
        public int Name, Node, Pattern, Item, ScopeEnd, FirstUse, LastUse;
    }

    internal readonly record struct UseEntry(int Node, int Next, UseForm Form);

    /// <summary>The variable that a node binds or means; -1 for anything else.</summary>
    internal int At(int node) => (uint)node < (uint)bound ? bindingAt[node] - 1 : -1;

    /// <summary>Lists the items of a file alone: what a file declares for others, no variable of it plays a part in.</summary>
    internal void ListItems(SyntaxTree source)
    {
        Begin(source);
        bound = 0;
        var kinds = tree.RawKinds;
        for (var id = 1; kinds[id..].IndexOfAnyInRange((byte)Kind.Function, (byte)Kind.MacroItem) is >= 0 and var step; id++)
        {
            id += step;
            Items.Add(id);
        }
    }

    private void Begin(SyntaxTree source)
    {
        tree = source;
        Entries.Clear();
        Uses.Clear();
        Items.Clear();
    }

    internal void Bind(SyntaxTree source)
    {
        Begin(source);
        bound = tree.Count;
        frames.Clear();
        undo.Clear();
        barrier = 0;
        if (bindingAt.Length < tree.Count) bindingAt = new int[tree.Count * 3 / 2];
        else Array.Clear(bindingAt, 0, tree.Count);
        if (current.Length < tree.Names.Count) current = new int[tree.Names.Count * 3 / 2];
        else Array.Clear(current, 0, tree.Names.Count);
        selfName = tree.Names.Find("self"u8);
        frames.Add(new Frame(int.MaxValue, 0, -1, 0));
        var kinds = tree.RawKinds;
        for (var id = 1; id < kinds.Length;)
        {
            // What ends before a node that says nothing of variables, ends before the next one that does.
            if (!speaks[kinds[id]])
            {
                id++;
                continue;
            }
            while (frames[^1].End <= id) Pop();
            id = Visit(id, (Kind)kinds[id]);
        }
        // A `let` at the end of the file's last block binds too.
        while (frames.Count > 1) Pop();
    }

    private void Pop()
    {
        var frame = frames[^1];
        frames.RemoveAt(frames.Count - 1);
        if (frame.Pattern >= 0)
        {
            Define(tree[frame.Pattern]);
            return;
        }
        for (; undo.Count > frame.Undo; undo.RemoveAt(undo.Count - 1)) current[undo[^1].Name] = undo[^1].Before;
        barrier = frame.Barrier;
    }

    private void Open(int end) => frames.Add(new Frame(end, undo.Count, -1, barrier));

    private void BindAt(int end, int pattern) => frames.Add(new Frame(end, undo.Count, pattern, barrier));

    private static bool[] SpeakingKinds()
    {
        var speaking = new bool[256];
        for (var kind = 0; kind < speaking.Length; kind++)
            speaking[kind] = (Kind)kind is Kind.Path or Kind.Block or Kind.Let or Kind.LetCondition or Kind.If or Kind.While or Kind.Closure or Kind.MatchArm or Kind.MacroArguments or Kind.For
                or Kind.SelectArm or Kind.SelfParameter or Kind.FieldInit or Kind.TokenTree or Kind.Attributes or Kind.Attribute or Kind.Visibility
                or (>= Kind.Function and <= Kind.MacroItem) or (>= Kind.BindingPattern and <= Kind.BoxPattern);
        return speaking;
    }

    /// <summary>Takes a node into the tables; the id of the node to visit next.</summary>
    private int Visit(int id, Kind kind)
    {
        switch (kind)
        {
            case Kind.Path:
                return VisitPath(id);
            case Kind.Block:
                Open(tree.subtreeEnds[id]);
                break;
            case Kind.Let:
                BindAt(tree.subtreeEnds[id], id + 1);
                break;
            case Kind.LetCondition:
                BindAt(tree.subtreeEnds[id], id + 1);
                break;
            case Kind.If:
                Open(tree[id].Child(1).SubtreeEnd);
                break;
            case Kind.While or Kind.Closure or Kind.MatchArm or Kind.MacroArguments:
                Open(tree.subtreeEnds[id]);
                if (kind == Kind.MacroArguments) VisitFormat(tree[id]);
                break;
            case Kind.For:
                Open(tree.subtreeEnds[id]);
                BindAt(tree[id].Child(2).SubtreeEnd, tree[id].Child(1).Id);
                break;
            case Kind.SelectArm:
                Open(tree.subtreeEnds[id]);
                if (!tree[id].FirstChild.IsAbsent) BindAt(tree[id].Child(1).SubtreeEnd, id + 1);
                break;
            case Kind.SelfParameter:
                if (selfName >= 0) Add(id, selfName, id);
                break;
            case Kind.FieldInit:
                if (tree.subtreeEnds[id] == id + 1) Use(id, tree.data[id], UseForm.Plain);
                break;
            case Kind.TokenTree:
                VisitTokens(id);
                return tree.subtreeEnds[id];
            case Kind.Attributes or Kind.Attribute or Kind.Visibility:
                return tree.subtreeEnds[id];
            case >= Kind.Function and <= Kind.MacroItem:
                Items.Add(id);
                if (kind == Kind.MacroItem) break;
                if (kind == Kind.Use) return tree.subtreeEnds[id];
                Open(tree.subtreeEnds[id]);
                barrier = id;
                break;
            case >= Kind.BindingPattern and <= Kind.BoxPattern:
                if (tree[tree.parents[id]] is { Kind: not (Kind.Let or Kind.LetCondition or Kind.For or Kind.SelectArm) }) Define(tree[id]);
                return tree.subtreeEnds[id];
        }
        return id + 1;
    }

    private int VisitPath(int id)
    {
        if (tree.subtreeEnds[id] > id + 1) return id + 1;
        Use(id, tree.data[id], UseForm.Plain);
        return id + 1;
    }

    private void Use(int node, int name, UseForm form)
    {
        if ((uint)name >= (uint)current.Length) return;
        var binding = current[name] - 1;
        if (binding < 0) return;
        ref var entry = ref CollectionsMarshal.AsSpan(Entries)[binding];
        if (entry.Item != barrier || form == UseForm.Plain && !IsValue(tree[node])) return;
        bindingAt[node] = binding + 1;
        Uses.Add(new UseEntry(node, -1, form));
        var index = Uses.Count - 1;
        if (entry.FirstUse < 0) entry.FirstUse = index;
        else CollectionsMarshal.AsSpan(Uses)[entry.LastUse] = Uses[entry.LastUse] with { Next = index };
        entry.LastUse = index;
    }

    /// <summary>Does a plain path stand where an expression does, so that it may mean a variable?</summary>
    private static bool IsValue(Node path)
    {
        var parent = path.Parent;
        return parent.Kind switch
        {
            Kind.Path or Kind.TraitBound or Kind.MacroCall or Kind.QualifiedSelf or Kind.UseTree or Kind.TupleStructPattern or Kind.StructPattern
                or Kind.ReferenceType or Kind.PointerType or Kind.SliceType or Kind.TupleType or Kind.Parameter or Kind.SelfParameter or Kind.ParenthesizedArguments
                or Kind.AssociatedArgument or Kind.GenericArguments or Kind.Impl or Kind.RecordField or Kind.TupleField or Kind.WherePredicate
                or Kind.Bounds or Kind.FunctionPointerType or Kind.TypeParameter => false,
            Kind.StructExpression => parent.FirstChild.Id != path.Id,
            Kind.Let => parent.Child(1).Id != path.Id && parent.FirstChild.Id != path.Id,
            Kind.Cast or Kind.ArrayType => parent.Child(1).Id == path.Id ^ parent.Kind == Kind.Cast,
            Kind.Function => false,
            Kind.Closure => parent.Child(3).Id == path.Id,
            _ => true,
        };
    }

    /// <summary>Binds the names of a pattern. Alternatives of one pattern bind the same variables.</summary>
    private void Define(Node pattern)
    {
        for (var id = pattern.Id; id < pattern.SubtreeEnd; id++)
        {
            var node = tree[id];
            if (node.AsBindingPattern is { } name)
            {
                if (!name.IsConstant) Add(id, name.NameId, pattern.Id);
            }
            else if (node.Kind == Kind.FieldPattern && !node.HasChildren) Add(id, node.Data, pattern.Id);
        }
    }

    private void Add(int node, int name, int pattern)
    {
        if ((uint)name >= (uint)current.Length) return;
        var known = current[name] - 1;
        if (known >= 0 && Entries[known].Pattern == pattern)
        {
            bindingAt[node] = known + 1;
            return;
        }
        undo.Add((name, current[name]));
        Entries.Add(new BindingEntry { Name = name, Node = node, Pattern = pattern, Item = barrier, ScopeEnd = Math.Min(frames[^1].End, tree.Count), FirstUse = -1, LastUse = -1 });
        current[name] = Entries.Count;
        bindingAt[node] = Entries.Count;
    }

    private void VisitFormat(Node arguments)
    {
        foreach (var argument in arguments.Children)
        {
            if (argument.AsLiteral is not { IsString: true } literal) continue;
            VisitCaptures(argument.Id, literal.Content, UseForm.Formatted);
            return;
        }
    }

    /// <summary>Takes the variables that a format string names: `{name}`, `{name:>width$}`.</summary>
    private void VisitCaptures(int node, ReadOnlySpan<byte> format, UseForm form)
    {
        while (format.IndexOf((byte)'{') is >= 0 and var open)
        {
            format = format[(open + 1)..];
            if (format is [(byte)'{', ..])
            {
                format = format[1..];
                continue;
            }
            var close = format.IndexOf((byte)'}');
            if (close < 0) return;
            var hole = format[..close];
            var colon = hole.IndexOf((byte)':');
            UseNamed(node, colon < 0 ? hole : hole[..colon], form);
            for (var rest = colon < 0 ? default : hole[(colon + 1)..]; rest.IndexOf((byte)'$') is > 0 and var dollar; rest = rest[(dollar + 1)..])
            {
                var start = dollar;
                while (start > 0 && (char.IsAsciiLetterOrDigit((char)rest[start - 1]) || rest[start - 1] == '_')) start--;
                UseNamed(node, rest[start..dollar], form);
            }
            format = format[close..];
        }
    }

    private void UseNamed(int node, ReadOnlySpan<byte> name, UseForm form)
    {
        if (name.IsEmpty || char.IsAsciiDigit((char)name[0])) return;
        // The literal keeps no single variable: several may stand in it.
        var before = bindingAt[node];
        if (tree.Names.Find(name) is >= 0 and var id) Use(node, id, form);
        bindingAt[node] = before;
    }

    private void VisitTokens(int tokens)
    {
        var text = tree.Text.Bytes;
        for (var id = tokens + 1; id < tree.subtreeEnds[tokens]; id++)
        {
            var kind = (Kind)tree.kinds[id];
            var start = tree.starts[id];
            if (kind == Kind.TokenName)
            {
                var isField = start > 1 && text[start - 1] == '.' && text[start - 2] != '.';
                if (!isField) Use(id, tree.data[id], UseForm.Tokens);
            }
            else if (kind == Kind.Token && start < text.Length && text[start] is (byte)'"') VisitCaptures(id, tree[id].Bytes, UseForm.Tokens);
        }
    }
}

/// <summary>How a variable's name stands at a place.</summary>
public enum UseForm : byte
{
    /// <summary>As an expression.</summary>
    Plain,
    /// <summary>In the format string of a macro that is understood.</summary>
    Formatted,
    /// <summary>Among the tokens of a macro that is not: anything may happen to it.</summary>
    Tokens,
}
