using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Placement;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class ReprCPadding : RustRule
{
    public override RuleInfo Info { get; } = new("rs-repr-c-padding", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS7"],
        Doc = """
            A `repr(C)` struct whose order of fields leaves gaps that another order would not have.

            ## Why it costs
            `repr(C)` keeps the fields in the order of the source, each at a multiple of its alignment. A small field before a large one leaves a gap;
            every value in a collection carries it, and fewer values fit into a cache line.

            ## Example
            ```rust
            #[repr(C)]
            pub struct Sample {
                valid: bool,
                value: f64,
                channel: u32,
            }

            pub fn sum(samples: &[Sample]) -> f64 {
                samples.iter().filter(|sample| sample.valid).map(|sample| sample.value + f64::from(sample.channel)).sum()
            }
            ```
            Use instead:
            ```rust
            #[repr(C)]
            pub struct Sample {
                value: f64,
                channel: u32,
                valid: bool,
            }

            pub fn sum(samples: &[Sample]) -> f64 {
                samples.iter().filter(|sample| sample.valid).map(|sample| sample.value + f64::from(sample.channel)).sum()
            }
            ```

            ## Keep it when
            Somebody else decides over the layout: a C header, a file format, a shader. Files that declare or export C functions, structs with
            pointers or C's types, and structs with explicit padding are not reported. Without `repr(C)` there is nothing to gain: rustc orders the fields itself.

            ## Regime
            All sizes and versions, on 64-bit targets. It saves what it says in bytes: 24 against 16 bytes a value measured 1.5 times the memory.
            Outside of collections a few bytes do not show, so that structs of which the project holds no collection are left to a profile.

            ## Patch safety
            The layout changes for everybody who reads the bytes: code in other languages, files, shared memory.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Struct];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsStruct is not { IsUnion: false } made || !node.HasAttribute("repr"u8, "C"u8) || node.HasAttribute("repr"u8, "packed"u8) || node.HasAttribute("repr"u8, "align"u8)) return;
        if (IsOfAnotherParty(made, context) || context.Module.Layouts.LayoutOf(made) is not { } layout) return;
        var order = FieldOrder.Best(layout.Fields);
        var size = FieldOrder.SizeOf(order);
        var waste = layout.Size - size;
        if (waste < 8 && waste * 5 < layout.Size || waste == 0) return;
        context.Report(made.NameNode, $"`repr(C)` keeps the fields of `{made.Name}` in an order that takes {layout.Size} bytes where {size} would do")
            .Label(context.Tree[node.Id + order[0].Node], "aligned most, and better first")
            .Cost($"n*{layout.Size}B@mem.sequential", $"n*{size}B@mem.sequential")
            .Size("n", Size.Unknown)
            .ForProfilesUnless(context.Module.Layouts.IsHeld(node))
            .FixWithConsent($"order the fields by falling alignment: {string.Join(", ", order.Select(placed => placed.Name))}", Reordered(made, layout, order, context.Module), "nobody outside relies on the layout of the bytes");
    }

    /// <summary>Does something in the file or the struct say that the layout was agreed upon with others?</summary>
    private static bool IsOfAnotherParty(StructView made, RustContext context)
    {
        if (char.IsLower(made.Name[0]) || made.Node.HasAttribute("derive"u8, "Pod"u8) || made.Node.HasAttribute("derive"u8, "FromBytes"u8) || made.Node.HasAttribute("derive"u8, "AsBytes"u8)) return true;
        foreach (var part in context.Module.Path.Split('/'))
            if (part is "ffi" or "sys" or "abi" or "capi" or "c_api" or "bindings" || part.StartsWith("ffi.", StringComparison.Ordinal) || part.StartsWith("bindings.", StringComparison.Ordinal)
                || part.EndsWith("-sys", StringComparison.Ordinal) || part.EndsWith("_sys", StringComparison.Ordinal) || part.EndsWith("ffi", StringComparison.Ordinal)) return true;
        foreach (var declared in made.Fields)
        {
            if (declared.Name.Contains("pad", StringComparison.OrdinalIgnoreCase) || declared.Name.Contains("reserved", StringComparison.OrdinalIgnoreCase)) return true;
            for (var id = declared.Type.Id; id < declared.Type.SubtreeEnd; id++)
                if (context.Tree[id] is { Kind: Kind.PointerType or Kind.FunctionPointerType } || context.Tree[id].AsPath is { Name: ['c', '_', ..] }) return true;
        }
        return IsInterface(context.Tree);
    }

    private static bool IsInterface(SyntaxTree tree)
    {
        var kinds = tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
            if ((Kind)kinds[id] == Kind.ExternBlock || (Kind)kinds[id] is Kind.Function or Kind.FunctionPointerType && ((Modifiers)tree[id].Data & Modifiers.Extern) != 0) return true;
        return false;
    }

    /// <summary>The fields change places, each with its text; none where comments stand between them.</summary>
    private static Patch? Reordered(StructView made, Layout layout, IReadOnlyList<FieldLayout> order, RustModule module)
    {
        if (made.IsTuple) return null;
        var between = module.Tree.Text[new Span(made.Fields.Node.FirstChild.Start, made.Fields.Node.LastChild.End)];
        if (between.IndexOf("//"u8) >= 0 || between.IndexOf("/*"u8) >= 0) return null;
        var patch = new Patch(module);
        for (var at = 0; at < order.Count; at++)
            if (layout.Fields[at].Node != order[at].Node) patch.Replace(module.Tree[made.Node.Id + layout.Fields[at].Node], patch.Source(module.Tree[made.Node.Id + order[at].Node]));
        return patch;
    }
}
