using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class VecBox : RustRule
{
    /// <summary>Larger values are moved when the vector grows, sorts or loses one from its middle; a box spares that.</summary>
    private const long LargestElement = 128;

    private static readonly FrozenSet<int> Maps = RustLibrary.AnyOf("std::collections::HashMap", "std::collections::BTreeMap");

    public override RuleInfo Info { get; } = new("rs-vec-box", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS5"],
        Effort = Effort.Medium,
        Doc = """
            A vector or map of boxes around small values of a type that needs no box.

            ## Why it costs
            A `Vec` keeps its elements on the heap already. With a box around each, an element is an allocation of its own (8.6 ns, and a header), and
            whoever goes through the vector follows a pointer for each: 1.66 ns against 0.09 ns an element where they lie scattered.

            ## Example
            ```rust
            pub struct Point {
                x: f64,
                y: f64,
            }

            pub struct Shape {
                corners: Vec<Box<Point>>,
            }
            ```
            Use instead:
            ```rust
            pub struct Point {
                x: f64,
                y: f64,
            }

            pub struct Shape {
                corners: Vec<Point>,
            }
            ```

            ## Keep it when
            The addresses of elements must stay while the vector grows: code of raw pointers, pins and `unsafe` references. Files that have such
            are not reported, nor boxes of trait objects, values above 128 bytes, and elements that functions of the file take or give as boxes.

            ## Regime
            Measured for a struct of three words: 3 times as fast without boxes for 4 elements, 14 for 1,000, 19 for 100,000. Large elements
            that are often inserted or removed in the middle may be faster in boxes.

            ## Patch safety
            Elements move when the vector grows, which the compiler checks for references. A public field is part of the interface.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Path];

    public override IReadOnlyList<string> PathNames => ["Box"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsPath is not { } path || path.Argument(0) is not { } held || path.Argument(1) is not null || held.Kind is not (Kind.Path or Kind.TupleType)) return;
        if (node.Parent is not { Kind: Kind.GenericArguments } list || list.Parent is not { Kind: Kind.Path } outer) return;
        var module = context.Module;
        var type = module.Types.OfTypeNode(outer);
        var isMap = type.IsAny(Maps);
        if (type.IsReference || !isMap && !type.IsVec && !type.Is(RustLibrary.VecDeque) || !type.Argument(isMap ? 1 : 0).Is(RustLibrary.Box) || outer.AsPath!.Value.Argument(isMap ? 1 : 0) != node) return;
        if (!IsDeclared(outer) || module.Layouts.Of(held) is not { } layout || layout.Size > (isMap ? LargestElement / 2 : LargestElement)) return;
        if (HasAddresses(context) || IsHandedOn(held, node, context.Tree)) return;
        var name = held.Text;
        context.Report(outer, $"each `{name}` of {layout.Size} bytes has a box of its own, though the {(isMap ? "map" : "vector")} keeps its elements on the heap already")
            .Cost("n*rust.alloc.small", isMap ? "0ns" : "n*rust.vec.push")
            .Size("n", Size.Unknown)
            .Advise($"hold `{name}` by value", "no pointer to an element is kept while the collection changes");
    }

    /// <summary>Is it the type of a field, variable or static? Parameters take what callers have.</summary>
    private static bool IsDeclared(Node type)
    {
        for (var (child, at) = (type, type.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.RecordField or Kind.TupleField or Kind.Static or Kind.TypeAlias: return true;
                case Kind.Let: return at.Child(1) == child;
                case Kind.Path or Kind.GenericArguments or Kind.TupleType: continue;
                default: return false;
            }
        }
        return false;
    }

    /// <summary>Does the file work with addresses, which a box keeps?</summary>
    internal static bool HasAddresses(RustContext context)
    {
        if (context.HasName("into_raw") || context.HasName("from_raw") || context.HasName("leak") || context.HasName("NonNull") || context.HasName("Pin") || context.HasName("transmute") || context.HasName("UnsafeCell")) return true;
        var kinds = context.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
            if ((Kind)kinds[id] == Kind.PointerType) return true;
        return false;
    }

    /// <summary>Do functions of the file take or give the same boxes one by one?</summary>
    private static bool IsHandedOn(Node held, Node box, SyntaxTree tree)
    {
        var kinds = tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] != Kind.Path || id == box.Id || tree[id].Data != box.Data || tree[id].AsPath!.Value.Argument(0) is not { } other) continue;
            if (!other.Bytes.SequenceEqual(held.Bytes) && !other.Bytes.SequenceEqual("Self"u8)) continue;
            for (var at = tree[id].Parent; at.Kind is Kind.GenericArguments or Kind.Path or Kind.ReferenceType or Kind.TupleType or Kind.Parameter or Kind.SelfParameter or Kind.Function or Kind.Parameters; at = at.Parent)
            {
                if (at.Kind == Kind.Function) return true;
                // Vectors of them are the same boxes once more.
                if (at.AsPath is { Name: "Vec" or "VecDeque" or "HashMap" or "BTreeMap" }) break;
            }
        }
        return false;
    }
}
