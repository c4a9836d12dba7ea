using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class CloneInLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-clone-in-loop", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["RS3"],
        Doc = """
            A copy made on each turn of a loop, or of a collection to go through it, where a reference suffices.

            ## Why it costs
            Each copy is an allocation, a copy of the bytes and a `free`: 12 to 14 ns for a short String, and as many allocations as there are
            elements for a `Vec<String>`. In a loop that is paid on each turn.

            ## Example
            ```rust
            pub struct Record {
                tags: Vec<String>,
                size: usize,
            }

            pub fn weight(records: &[Record]) -> usize {
                let mut sum = 0;
                for record in records {
                    let tags = record.tags.clone();
                    if tags.iter().any(|tag| tag.starts_with('q')) {
                        sum += record.size;
                    }
                }
                sum
            }
            ```
            Use instead:
            ```rust
            pub struct Record {
                tags: Vec<String>,
                size: usize,
            }

            pub fn weight(records: &[Record]) -> usize {
                let mut sum = 0;
                for record in records {
                    let tags = &record.tags;
                    if tags.iter().any(|tag| tag.starts_with('q')) {
                        sum += record.size;
                    }
                }
                sum
            }
            ```

            ## Keep it when
            The loop changes what it goes through, keeps the copies, or hands them to threads; such copies are not reported, nor are those of
            counters like `Arc`.

            ## Regime
            All sizes and versions. Vectors of three short words that are copied to be searched: without the copies the loop was 17 to 32 times as fast.

            ## Patch safety
            The reference lives for a turn, in which nothing that it refers to is changed. Where the value has a type of your own, its `Clone`
            may do more than copy: the patch asks for your consent.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let, Kind.For, Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["cloned"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind == Kind.Let) VisitLet(node, context);
        else if (node.Kind == Kind.For) VisitFor(node, context);
        else VisitCloned(node, context);
    }

    private static void VisitLet(Node node, RustContext context)
    {
        if (Copies.KeptAndOnlyRead(node, context.Module) is not var (copy, variable) || !RustRoles.IsRepeated(node)) return;
        var loop = context.Module.Loops.Around(node);
        var finding = context.Report(copy.Node, $"`{variable.Name}` is copied on each turn and only read")
            .Cost("n*" + copy.Cost, "0ns")
            .Size("n", Copies.SizeOf(loop is { } around ? context.Module.Loops.TripsOf(around) : default))
            // A loop that waits for a user or a message turns as often as those come.
            .ForProfilesUnless(loop is { Node.Kind: not Kind.Loop });
        var patch = Copies.Borrow(node, copy, variable, context);
        var summary = $"borrow `{copy.Source.Text}` instead of copying it";
        if (copy.Type.Symbol is not null || !copy.KeepsType) finding.FixSafely(summary, patch);
        else finding.FixWithConsent(summary, patch, "its `Clone` only copies");
    }

    /// <summary>A collection that is copied to be gone through.</summary>
    private static void VisitFor(Node node, RustContext context)
    {
        var loop = node.AsFor!.Value;
        var iterator = loop.Iterator.Bare;
        if (iterator.AsMethodCall is { Name: "iter" or "into_iter", ArgumentCount: 0 } steps) iterator = steps.Receiver;
        if (iterator.Kind != Kind.MethodCall || Copies.Of(iterator, context.Module) is not { } copy || copy.Type.Symbol?.Item is null && copy.Type.Kind != TypeKind.Slice) return;
        if (!Copies.IsLasting(copy.Source, context.Module) || Copies.MayChange(copy.Source, loop.Body.Id, node.SubtreeEnd, context.Module)) return;
        if (Copies.HasKind(Kind.Await, loop.Body.Id, node.SubtreeEnd, context.Module) || Copies.HasKind(Kind.TokenTree, loop.Body.Id, node.SubtreeEnd, context.Module)) return;
        // Elements that the loop keeps are copied one way or another.
        if (!AreElementsRead(loop, context.Module)) return;
        context.Report(iterator, "the whole collection is copied to be gone through once")
            .LabelHead(node, "the loop only reads its elements")
            .Cost("n*" + (Copies.IsCostly(copy.Type.Element, context.Module) ? "rust.string.clone" : "rust.vec.collect"), "0ns")
            .Size("n", Copies.SizeOf(context.Module.Loops.SizeOf(copy.Source)))
            .Advise($"go through `{copy.Borrowed(new Patch(context.Module))}`");
    }

    private static bool AreElementsRead(ForView loop, RustModule module)
    {
        for (var id = loop.Pattern.Id; id < loop.Pattern.SubtreeEnd; id++)
            if (module.BindingAt(module.Tree[id]) is { } element && element.Node.Id == id && (!element.IsOnlyRead || Copies.IsMoved(element))) return false;
        return true;
    }

    /// <summary>Elements that are copied before most of them are thrown away.</summary>
    private static void VisitCloned(Node node, RustContext context)
    {
        if (node.AsMethodCall is not { Name: "cloned" } || node.Parent.AsMethodCall is not { Name: "filter" or "find" or "any" or "all" or "count" or "position" or "last" or "nth" or "skip_while" } next || next.Receiver.Id != node.Id) return;
        if (context.Module.TypeOf(node.FirstChild) is not { IsUnknown: false } source || context.Module.Types.ItemOf(source) is not { Kind: TypeKind.Reference } item) return;
        if (!Copies.IsCostly(item.Argument(0), context.Module)) return;
        var trips = context.Module.Loops.SizeOf(node.FirstChild);
        context.Report(node, $"each element is copied before `{next.Name}` looks at it")
            .Cost("n*rust.string.clone", next.Name == "filter" ? "n/2*rust.string.clone" : "rust.string.clone")
            .Size("n", Copies.SizeOf(trips))
            .ForProfilesUnless(!trips.Origin.Equals(TripOrigin.Fixed) && RustRoles.IsRepeated(node, context.Module))
            .Advise($"call `cloned` after `{next.Name}`, or not at all");
    }
}
