using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class FutureSizeOrBoxing : RustRule
{
    public override RuleInfo Info { get; } = new("rs-future-size-or-boxing", Language.Rust, LeverClass.Allocation, Technique.Async, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.8,
        Checklist = ["RS7"],
        Doc = """
            A large array lives in a future across an `.await`.

            ## Why it costs
            What lives across an `.await` is part of the future, and so of every future that awaits it. Futures are moved into tasks, joins and
            boxes by copying, and each task keeps the array for as long as it lives, also while it only waits.

            ## Example
            ```rust
            trait Source {
                async fn fill(&mut self, buffer: &mut [u8]) -> Option<usize>;
            }

            async fn drained(source: &mut impl Source) -> usize {
                let mut buffer = [0u8; 65536];
                let mut total = 0;
                while let Some(count) = source.fill(&mut buffer).await {
                    total += count;
                }
                total
            }
            ```
            Use instead:
            ```rust
            trait Source {
                async fn fill(&mut self, buffer: &mut [u8]) -> Option<usize>;
            }

            async fn drained(source: &mut impl Source) -> usize {
                let mut buffer = vec![0u8; 65536];
                let mut total = 0;
                while let Some(count) = source.fill(&mut buffer).await {
                    total += count;
                }
                total
            }
            ```

            ## Keep it when
            The future is made once and never moved. Arrays below 16 KB are not reported: an allocation costs about as much as the copy of a few.

            ## Regime
            A future with an array of n bytes that is moved twice, into a join and a box, against one with a vector: 0.88 times as fast at 512
            bytes, 2.9 times faster at 16 KB (rustc 1.95).

            ## Patch safety
            A vector derefs to a slice as an array does; where the array's own type is asked for, `Box::new([0; N])` keeps it.
            """,
    };

    /// <summary>What clippy calls a large future, too.</summary>
    private const long Large = 16 * 1024;

    public override ReadOnlySpan<Kind> Visits => [Kind.Let];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsLet is not { Name: not null, Value: { Kind: Kind.ArrayRepeat } value } let || module.Places.AsyncAround(node) is not { } task) return;
        if (module.Types.ConstantOf(value.Child(1)) is not { } length || SizeOf(module, value.FirstChild, let) * length < Large) return;
        if (module.BindingAt(let.Pattern) is not { LastUse: { } last } variable || FirstAwait(module, node, last.Node, task) is not { } await) return;
        var isPlain = let.Type is null && value.FirstChild.Kind == Kind.Literal && IsBufferOnly(variable);
        var draft = context.Report(value, $"the future holds all of `{variable.Name}` while it waits")
            .Label(await, "the wait")
            .Cost("2ns*n/64", "rust.alloc.small")
            .Size("n", Lever.Review.Semantics.Size.Exactly(length, "the length of the array"));
        const string Summary = "keep the array on the heap, in a `Vec` or `Box`";
        if (isPlain) draft.FixSafely(Summary, new Patch(module).Replace(value, $"vec!{value.Text}"));
        else draft.Advise(Summary);
    }

    private static long SizeOf(RustModule module, Node element, LetView let)
    {
        var type = let.Type is { } written ? module.Types.OfTypeNode(written).Argument(0) : module.TypeOf(element);
        return type.Symbol is { Size: > 0 and var size } ? size : type.IsUnknown ? 1 : type.Kind == TypeKind.Path && type.Path is "u8" or "i8" or "bool" ? 1 : 4;
    }

    /// <summary>A wait between the array and its last use.</summary>
    private static Node? FirstAwait(RustModule module, Node let, Node last, Node task)
    {
        // A use in a loop is reached again.
        var end = last.SubtreeEnd;
        for (var at = last.Parent; !at.IsRoot && !at.Contains(let); at = at.Parent) end = at.Kind is Kind.For or Kind.While or Kind.Loop or Kind.Await ? at.SubtreeEnd : end;
        for (var id = let.SubtreeEnd; id < end; id++)
            if (module.Tree[id] is { Kind: Kind.Await } await && (await.Contains(last) || await.Id < last.Id || end > last.SubtreeEnd) && module.Places.AsyncAround(await)?.Id == task.Id) return await;
        return null;
    }

    /// <summary>Is it only indexed, sliced or lent as a whole, which a vector does as well?</summary>
    private static bool IsBufferOnly(Binding variable)
    {
        foreach (var use in variable.Uses)
            if (use.Form != UseForm.Plain || use.IsWhole && use.Kind is not (UseKind.Borrowed or UseKind.MutBorrowed or UseKind.Receiver)) return false;
        return true;
    }
}
