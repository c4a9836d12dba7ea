using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class RedundantIndirection : RustRule
{
    private static readonly int Rc = RustLibrary.Path("std::rc::Rc");
    private static readonly int Arc = RustLibrary.Path("std::sync::Arc");
    private static readonly FrozenSet<int> Collections = RustLibrary.AnyOf(
        "std::vec::Vec", "std::string::String", "std::collections::HashMap", "std::collections::HashSet", "std::collections::BTreeMap", "std::collections::BTreeSet", "std::collections::VecDeque");

    public override RuleInfo Info { get; } = new("rs-redundant-indirection", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS5"],
        Doc = """
            A pointer to a value that is itself no more than a pointer: `Box<Vec<T>>`, `Arc<Box<T>>`, `Rc<String>`.

            ## Why it costs
            The outer allocation holds nothing but the inner pointer. It costs 8.6 ns and more to make, and every access loads twice, the second time
            from an address that the first load gives: 1 to 50 ns, by the cache that has it.

            ## Example
            ```rust
            pub struct Table {
                rows: Box<Vec<u64>>,
            }
            ```
            Use instead:
            ```rust
            pub struct Table {
                rows: Vec<u64>,
            }
            ```

            ## Keep it when
            One word instead of three matters: `Option<Box<Vec<T>>>` in many values of which few have the list is not reported, nor boxes within enums.
            A `Box<Box<dyn Trait>>` makes a thin pointer for C; files that turn boxes into raw pointers are not reported. `Arc<Vec<T>>` and `Arc<String>`
            are needed for `make_mut` and `try_unwrap`; they are shown with `--all` only, since making an `Arc<[T]>` copies the elements once.

            ## Regime
            All sizes and versions. Measured for lookups through `Rc<String>` against `Rc<str>`: 1.4 times as fast for 10 strings, 1.7 for 1,000 and 50,000.

            ## Patch safety
            A field of three words makes its struct larger by two. `Arc<str>` and `Arc<[T]>` are made by `Arc::from`, which copies once, and cannot grow.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Path];

    public override IReadOnlyList<string> PathNames => ["Box", "Rc", "Arc"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsPath is not { } path || path.Argument(0) is not { } inner || path.Argument(1) is not null || inner.Kind is not (Kind.Path or Kind.ReferenceType) || !IsDeclared(node)) return;
        var module = context.Module;
        var type = module.Types.OfTypeNode(node);
        if (type.PathId == RustLibrary.Box && WrapperOf(node, inner, context) is { } wrapper)
        {
            ReportWrapper(node, inner, wrapper, context);
            return;
        }
        if (type.Kind != TypeKind.Path || type.PathId != RustLibrary.Box && type.PathId != Rc && type.PathId != Arc) return;
        if (Wasted(type, inner) is not { } wasted || HasRawBoxes(context) || IsKeptSmall(node)) return;
        var isShared = type.PathId != RustLibrary.Box;
        // What is returned as an error is kept to a few words on purpose, and what has a name of its own, mostly, for a variant.
        if (IsOfError(node) || inner.AsPath is { } named && named.Name.Contains("Err", StringComparison.Ordinal) || !isShared && node.Parent.Kind == Kind.TypeAlias) return;
        if (wasted.IsForm && (context.HasName("make_mut") || context.HasName("get_mut") || context.HasName("try_unwrap") || context.HasName("unwrap_or_clone") || context.HasName("into_inner"))) return;
        var finding = context.Report(node, $"{(isShared ? "an" : "a")} `{path.Name}` to {wasted.What}: each access follows two pointers")
            .Cost("n*(mem.reference + mem.reference)", "n*mem.reference")
            .Size("n", Size.Unknown)
            .Advise(wasted.Advice, wasted.IsForm ? "the contents are copied once when it is made, and do not grow after" : "a value of its size may stand where the pointer stood");
        if (wasted.IsForm) finding.AtTier(Tier.C);
    }

    /// <summary>The struct that holds nothing but this box, of a type that would fit into it just as well.</summary>
    private static StructView? WrapperOf(Node box, Node inner, RustContext context)
    {
        const long smallest = 64;
        if (box.Parent is not { Kind: Kind.RecordField or Kind.TupleField } field || !field.Child(1).IsAbsent || inner.Kind != Kind.Path) return null;
        if (field.Parent.Parent.AsStruct is not { IsUnion: false, Generics: null, Fields.Count: 1 } made) return null;
        // A pointer for C, by agreement.
        if (made.Node.HasAttribute("repr"u8)) return null;
        // Errors are kept small on purpose, and so is what is split into a handle and its inside.
        if (made.Name.Contains("Err", StringComparison.Ordinal) || inner.AsPath!.Value is { Name: var name } && (name.StartsWith(made.Name, StringComparison.Ordinal) || name.Contains("Inner", StringComparison.Ordinal) || name.Contains("Err", StringComparison.Ordinal) || name is "str" or "Path" or "OsStr" or "CStr")) return null;
        var module = context.Module;
        if (module.Layouts.Of(inner) is { } layout) return layout.Size <= smallest ? made : null;
        // A type of the project that is not known may be without a size, or very large; libraries' structs seldom are.
        return module.Layouts.IsForeign(inner) ? made : null;
    }

    private static void ReportWrapper(Node box, Node inner, StructView made, RustContext context)
    {
        if (HasRawBoxes(context)) return;
        var place = ConstructionIn(made, context.Tree) ?? box;
        context.Report(place, $"each `{made.Name}` allocates its `{inner.AsPath!.Value.Name}` apart, though it holds nothing else")
            .Label(box, "the only field")
            .Cost("n*(rust.alloc.small + mem.reference)", "0ns")
            .Size("n", Size.Unknown)
            .Advise($"hold the `{inner.AsPath!.Value.Name}` itself", "nobody keeps its address while the value moves", "moving the value copies the whole of it");
    }

    /// <summary>The first `Box::new` in the struct's own functions.</summary>
    private static Node? ConstructionIn(StructView made, SyntaxTree tree)
    {
        foreach (var item in made.Node.Parent.Children)
        {
            if (item.AsImpl is not { } impl || impl.Type.AsPath is not { } self || self.NameId != made.NameNode.Data) continue;
            for (var id = item.Id; id < item.SubtreeEnd; id++)
                if (tree[id].AsCall is { Function.AsPath: { Name: "new", QualifierName: "Box" } } call) return call.Node;
        }
        return null;
    }

    /// <param name="IsForm">Is another form of the same thing meant, which is made by copying?</param>
    private readonly record struct Waste(string What, string Advice, bool IsForm);

    private static Waste? Wasted(RustType type, Node inner)
    {
        var held = type.Argument(0);
        if (held.IsReference)
            // A reference to an unsized value is two words, and a trait object of a reference is a wish of its own.
            return held.Argument(0).Kind == TypeKind.Path && !held.Argument(0).IsStr ? new Waste("a reference", "hold the reference itself", false) : null;
        if (held.Kind != TypeKind.Path) return null;
        if (held.PathId == RustLibrary.Box) return held.Argument(0).Kind == TypeKind.Unknown ? null : new Waste("a `Box`", $"let the outer pointer hold what the box holds", false);
        if (!held.IsAny(Collections)) return null;
        var name = inner.AsPath!.Value.Name;
        if (type.PathId == RustLibrary.Box) return new Waste($"a `{name}`, which keeps its contents on the heap itself", $"hold the `{name}` itself", false);
        if (held.IsString) return new Waste("a `String`", $"use `{inner.Parent.Parent.AsPath!.Value.Name}<str>`", true);
        return held.IsVec ? new Waste("a `Vec`", $"use `{inner.Parent.Parent.AsPath!.Value.Name}<[{inner.AsPath!.Value.Argument(0)?.Text ?? "T"}]>`", true) : null;
    }

    /// <summary>Is it the type of a field of a struct, a variable or a result, and no part of an option or enum that it keeps small?</summary>
    private static bool IsDeclared(Node type)
    {
        for (var (child, at) = (type, type.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.RecordField or Kind.TupleField: return at.Parent.Parent.Kind == Kind.Struct;
                case Kind.Static or Kind.TypeAlias: return at.Parent.Kind != Kind.ItemList || at.Parent.Parent.Kind == Kind.Module;
                // A box that a function gives is what that function gives, as `downcast` does.
                case Kind.Let: return at.Child(1) == child && at.AsLet is { Value: var value } && (value is not { } given || IsMade(given));
                case Kind.Path when at.AsPath is { Name: "Option" or "Result" }: return false;
                case Kind.Path or Kind.GenericArguments or Kind.TupleType: continue;
                default: return false;
            }
        }
        return false;
    }

    /// <summary>Is a value, or each element of a collection, put together where it stands, as by `Arc::new`?</summary>
    private static bool IsMade(Node value)
    {
        for (var id = value.Id; id < value.SubtreeEnd; id++)
            if (value.Tree[id].AsCall?.Function.AsPath is { Name: "new" or "from" or "default" or "pin", QualifierName: not null }) return true;
        return false;
    }

    /// <summary>Does an enum of the file hold the same pointer, which is one word wide where others are two? What goes in there has its type.</summary>
    private static bool IsKeptSmall(Node type)
    {
        var kinds = type.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] != Kind.Path || id == type.Id || type.Tree[id].Data != type.Data || type.Tree[id].Parent is not { Kind: Kind.RecordField or Kind.TupleField } field) continue;
            if (field.Parent.Parent.Kind == Kind.Variant && type.Tree[id].Bytes.SequenceEqual(type.Bytes)) return true;
        }
        return false;
    }

    private static bool IsOfError(Node type)
    {
        for (var at = type.Parent; !at.IsRoot; at = at.Parent)
            if (at.AsStruct is { } made) return made.Name.Contains("Err", StringComparison.Ordinal) || at.Derives("Error"u8) || at.Derives("Diagnostic"u8);
            else if (at.IsItem) return false;
        return false;
    }

    private static bool HasRawBoxes(RustContext context) => context.HasName("into_raw") || context.HasName("from_raw") || context.HasName("leak") || context.HasName("c_void") || context.HasName("AtomicPtr");
}
