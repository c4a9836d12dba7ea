using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class Linkedlist : RustRule
{
    public override RuleInfo Info { get; } = new("rs-linkedlist", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.A)
    {
        Checklist = ["RS5"],
        Effort = Effort.Medium,
        Doc = """
            A `LinkedList` of the standard library where a `VecDeque` or `Vec` would do.

            ## Why it costs
            Each element is an allocation of its own (8.6 to 15 ns) with two pointers beside it, and the next element may lie anywhere in memory:
            summing numbers took 1.44 ns an element against 0.09 ns in a `Vec`. Dropping a long list frees its elements one by one.

            ## Example
            ```rust
            use std::collections::LinkedList;

            pub struct Queue {
                jobs: LinkedList<u64>,
            }
            ```
            Use instead:
            ```rust
            use std::collections::VecDeque;

            pub struct Queue {
                jobs: VecDeque<u64>,
            }
            ```

            ## Keep it when
            Whole lists are spliced: `append` and `split_off` at a cursor cost the same however long the lists are. The addresses of a list's elements
            stay, which code of raw pointers may need. Files that call these or cursors, or work with raw pointers, are not reported.

            ## Regime
            All sizes and versions: a `VecDeque` pushes and pops at both ends in constant time as well.

            ## Patch safety
            `VecDeque` has the methods for both ends under the same names, and gives random access besides. A public field, parameter or result
            is part of the crate's interface: changing it is a breaking change.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Path];

    public override IReadOnlyList<string> PathNames => ["LinkedList"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsPath is not { } path || !path.NameBytes.SequenceEqual("LinkedList"u8)) return;
        if (!IsDeclared(node) || IsOfTheTypeItself(node) || !IsOfTheStandardLibrary(node, context.Tree) || IsSpliced(context.Tree)) return;
        // A list of chunks allocates once a chunk, and its chunks stay where they are.
        if (IsOfChunks(node, path, context.Module)) return;
        // Rayon hands its pieces over in one.
        if (context.HasName("collect_vec_list")) return;
        // The addresses of a list's elements stay.
        if (VecBox.HasAddresses(context)) return;
        context.Report(node, "a `LinkedList` allocates each element by itself and leads from one to the next by a pointer")
            .Cost("n*rust.alloc.small", "n*rust.vec.push")
            .Size("n", Size.Unknown)
            .Advise("keep the elements in a `VecDeque`, or in a `Vec` where only its end changes", "nobody outside the crate names the type here");
    }

    private static bool IsOfChunks(Node node, PathView path, RustModule module)
    {
        if (path.Argument(0) is { } written) return IsChunk(module.Types.OfTypeNode(written));
        var made = node;
        while (made.Parent.Kind is Kind.Path or Kind.Call) made = made.Parent;
        return made.Parent.AsLet is { } let && module.BindingAt(let.Pattern) is { } list && IsChunk(module.TypeOf(list).Argument(0));
    }

    private static bool IsChunk(RustType type) => type.IsVec || type.Kind == TypeKind.Array || type.Is(RustLibrary.VecDeque) || type.Is(RustLibrary.Box) && type.Argument(0).Kind is TypeKind.Slice or TypeKind.Array;

    /// <summary>Is the path the type of a field, variable, parameter, result or constant, or does it make the value of a variable without a type?</summary>
    private static bool IsDeclared(Node path)
    {
        for (var (child, at) = (path, path.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.RecordField or Kind.TupleField or Kind.Parameter or Kind.Function or Kind.Static or Kind.Const or Kind.TypeAlias:
                    return true;
                case Kind.Let:
                    return at.Child(1) == child || at.Child(1).IsAbsent && at.Child(2) == child;
                // `LinkedList::new()`: the type is what the function's name is qualified with.
                case Kind.Call when at.FirstChild == child:
                case Kind.Path or Kind.GenericArguments or Kind.ReferenceType or Kind.TupleType or Kind.ArrayType or Kind.SliceType:
                    continue;
                default:
                    return false;
            }
        }
        return false;
    }

    /// <summary>Does the place implement something for linked lists, whoever may use them: for the type, or a trait that has it as an argument?</summary>
    private static bool IsOfTheTypeItself(Node path) =>
        path.EnclosingImpl is { AsImpl: { } block } && (block.Type.AsPath is { } type && type.NameBytes.SequenceEqual("LinkedList"u8) || block.Trait?.AsPath?.Argument(0)?.AsPath is { } asked && asked.NameBytes.SequenceEqual("LinkedList"u8));

    /// <summary>Does the path lead through `collections`, by itself or by what the file uses?</summary>
    private static bool IsOfTheStandardLibrary(Node path, SyntaxTree tree)
    {
        if (path.AsPath!.Value.QualifierName is { } qualifier) return qualifier == "collections";
        for (var id = 1; id < tree.Count; id++)
        {
            if (tree[id].Kind != Kind.UseTree || tree[id].FirstChild.AsPath is not { } used) continue;
            if (used.NameBytes.SequenceEqual("LinkedList"u8) && used.QualifierName == "collections") return true;
            if (used.Name != "collections") continue;
            if (tree[id].Data == 1) return true;
            for (var inner = used.Node.SubtreeEnd; inner < tree[id].SubtreeEnd; inner++)
                if (tree[inner].AsName is { } name && name.NameBytes.SequenceEqual("LinkedList"u8)) return true;
        }
        return false;
    }

    /// <summary>Does the file do what only a list does at once?</summary>
    private static bool IsSpliced(SyntaxTree tree)
    {
        for (var id = 1; id < tree.Count; id++)
            if (tree[id].AsMethodCall is { Name: "append" or "split_off" or "cursor_front" or "cursor_back" or "cursor_front_mut" or "cursor_back_mut" }) return true;
        return false;
    }
}
