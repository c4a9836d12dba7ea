using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class SmallvecCandidate : RustRule
{
    private const int MostElements = 16;

    /// <summary>What a stack has room for without a thought, in elements of a buffer.</summary>
    private const int MostBytes = 256;

    public override RuleInfo Info { get; } = new("rs-smallvec-candidate", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["RS5"],
        Doc = """
            A vector of a few listed elements that is only gone through or read, or a small buffer of fixed length: an array needs no allocation.

            ## Why it costs
            `vec![a, b, c]` allocates, 8.6 ns and more, and frees again. An array of the same elements lies on the stack: 4 ns against 31 ns for 8 elements.

            ## Example
            ```rust
            pub fn reachable(cells: &[(i32, i32)]) -> usize {
                let mut count = 0;
                for (x, y) in cells {
                    for (left, top) in vec![(x - 1, *y), (x + 1, *y), (*x, y - 1), (*x, y + 1)] {
                        if left >= 0 && top >= 0 {
                            count += 1;
                        }
                    }
                }
                count
            }
            ```
            Use instead:
            ```rust
            pub fn reachable(cells: &[(i32, i32)]) -> usize {
                let mut count = 0;
                for (x, y) in cells {
                    for (left, top) in [(x - 1, *y), (x + 1, *y), (*x, y - 1), (*x, y + 1)] {
                        if left >= 0 && top >= 0 {
                            count += 1;
                        }
                    }
                }
                count
            }
            ```

            ## Keep it when
            It grows, is returned or is given to somebody who wants a `Vec`: such are not reported. Vectors whose length differs from time to
            time are a matter for `SmallVec` or `ArrayVec`, which need their usual length to be known.

            ## Regime
            Measured for the four neighbours of each cell: 1.9 times as fast with an array for 10 cells, 1.8 for 1,000. Lists of up to 16 elements; outside of loops within loops it is left to a profile.

            ## Patch safety
            The same elements in the same order. Going through an array by value needs the edition of 2021.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MacroCall];

    public override IReadOnlyList<string> MacroNames => ["vec"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMacroCall is not { IsParsed: true } made || !made.Is("vec"u8) || made.Arguments.IsEmpty) return;
        if (made.Arguments[0].Kind == Kind.ArrayRepeat)
        {
            VisitBuffer(node, made, context);
            return;
        }

        var count = made.Arguments.Count;
        if (count > MostElements || !IsOnlyRead(node, context)) return;
        var isRepeated = context.Module.Loops.Around(node) is { } loop && loop.Body.Contains(node) || RustRoles.IsRepeated(node);
        var open = made.Body.Start;
        var text = context.Tree.Text.Slice(new Span(open + 1, made.Body.End - 1));
        context.Report(node, $"a vector is allocated for {count} listed {(count == 1 ? "element" : "elements")} that {(count == 1 ? "is" : "are")} only read")
            .Cost("n*rust.vec.small.reserved", "n*rust.array.small")
            .Size("n", isRepeated ? Size.Unknown : Size.Exactly(1, "no loop is around it"))
            .ForProfilesUnless(isRepeated && context.Module.Loops.IsHot(node))
            .FixSafely("use an array", new Patch(context.Module).Replace(node, $"[{text}]"));
    }

    /// <summary>`vec![0; 4]` that is filled and read where it stands: its length is fixed and small.</summary>
    private static void VisitBuffer(Node node, MacroCallView made, RustContext context)
    {
        var repeat = made.Arguments[0];
        if (repeat.FirstChild.AsLiteral is not { IsString: false } || context.Module.IsInTest(node) || repeat.LastChild.AsLiteral is not { Integer: > 0 and <= MostBytes and var length } || node.Parent.AsLet is not { Name: { } name, Type: null, Else: null } let || let.Value?.Id != node.Id) return;
        if (context.Module.BindingAt(name.Node) is not { IsUnused: false, IsCaptured: false } buffer || !StaysInPlace(buffer)) return;
        var isRepeated = RustRoles.IsRepeated(node, context.Module);
        var open = made.Body.Start;
        var text = context.Tree.Text.Slice(new Span(open + 1, made.Body.End - 1));
        context.Report(node, $"a vector is allocated for {length} elements, whose number never changes")
            .Cost("rust.alloc.small", "0ns")
            .ForProfilesUnless(isRepeated && context.Module.Loops.IsHot(node))
            .FixSafely("use an array", new Patch(context.Module).Replace(node, $"[{text}]"));
    }

    /// <summary>Is a buffer only indexed, or lent to functions of the standard library that take a slice?</summary>
    private static bool StaysInPlace(Binding buffer)
    {
        foreach (var use in buffer.Uses)
        {
            if (use.Form != UseForm.Plain) return false;
            var parent = use.Node.Parent;
            if (parent.Kind == Kind.Index && parent.FirstChild == use.Node) continue;
            if (parent.Kind == Kind.Reference && parent.Parent.AsMethodCall is { } taker && taker.Receiver.Id != parent.Id
                && taker.Name is "read" or "read_exact" or "encode_utf8" or "write_all" or "fill_bytes" or "try_fill_bytes" or "copy_from_slice" or "clone_from_slice" or "read_at" or "read_exact_at" or "peek") continue;
            if (use.Method is { Name: "len" or "iter" or "iter_mut" or "as_slice" or "as_mut_slice" or "copy_from_slice" or "clone_from_slice" or "fill" or "swap" or "chunks" or "chunks_exact" or "first" or "last" or "get" or "get_mut" or "reverse" or "split_at" or "split_at_mut" }) continue;
            return false;
        }
        return true;
    }

    private static bool IsOnlyRead(Node node, RustContext context)
    {
        var parent = node.Parent;
        var isNew = context.Module.Project.EditionOf(context.Module.Path) >= Edition.Rust2021;
        switch (parent.Kind)
        {
            case Kind.For: return parent.Child(2) == node && isNew;
            case Kind.Reference: return (parent.Data & 1) == 0 && parent.Parent.Kind == Kind.For && parent.Parent.Child(2) == parent;
            case Kind.MethodCall when parent.FirstChild == node:
                return parent.AsMethodCall is { Name: "iter" or "contains" or "concat" or "join" or "len" } || parent.AsMethodCall is { Name: "into_iter" } && isNew && !IsBoxed(parent);
            case Kind.MethodCall:
                return isNew && parent.AsMethodCall is { Name: "extend" or "chain" or "zip" } call && call.OnlyArgument == node && !context.Module.TypeOf(call.Receiver).IsUnknown;
            case Kind.Let when parent.AsLet is { Name: { IsMut: false }, Type: null, Else: null } let:
                return context.Module.BindingAt(let.Pattern) is { IsUnused: false, IsCaptured: false } list && AllRead(list, isNew);
            default: return false;
        }
    }

    /// <summary>An iterator that is put into a box, one of several forms, is allocated and called through a table anyway.</summary>
    private static bool IsBoxed(Node iterator) => iterator.Parent.AsCall is { Function.AsPath: { Name: "new", QualifierName: "Box" } };

    private static bool AllRead(Binding list, bool isNew)
    {
        foreach (var use in list.Uses)
        {
            if (use.Form != UseForm.Plain) return false;
            var place = use.Node;
            var parent = place.Parent;
            var isFine = parent.Kind switch
            {
                Kind.Index => parent.FirstChild == place && Uses.KindOf(parent) is not (UseKind.Assigned or UseKind.Updated or UseKind.MutBorrowed),
                Kind.For => isNew,
                Kind.Reference => (parent.Data & 1) == 0 && parent.Parent.Kind == Kind.For && parent.Parent.Child(2) == parent,
                Kind.MethodCall => parent.FirstChild == place && parent.AsMethodCall is { Name: "iter" or "len" or "is_empty" or "contains" or "first" or "last" or "get" or "concat" or "join" or "windows" or "chunks" or "starts_with" or "ends_with" or "binary_search" }
                    || parent.AsMethodCall is { Name: "into_iter" } && isNew && parent.FirstChild == place,
                _ => false,
            };
            if (!isFine) return false;
        }
        return true;
    }
}
