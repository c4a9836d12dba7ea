using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class VecFrontOps : RustRule
{
    private static readonly int VecRemove = RustLibrary.Path("std::vec::Vec::remove");
    private static readonly int VecInsert = RustLibrary.Path("std::vec::Vec::insert");
    private static readonly int VecDrain = RustLibrary.Path("std::vec::Vec::drain");
    private static readonly int StringRemove = RustLibrary.Path("std::string::String::remove");
    private static readonly int StringInsert = RustLibrary.Path("std::string::String::insert");
    private static readonly int StringInsertStr = RustLibrary.Path("std::string::String::insert_str");

    public override RuleInfo Info { get; } = new("rs-vec-front-ops", Language.Rust, LeverClass.DataStructure, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["RS1"],
        Doc = """
            Elements are taken from or put at the front of a `Vec` or `String`, or taken out of its middle one by one, in a loop.

            ## Why it costs
            All elements behind the place are moved, 0.13 ns each: 1.3 µs an operation at 10,000 elements, 13 µs at 100,000. A `VecDeque` takes and
            puts at both ends in 0.6 ns; `retain` takes any number of elements out in one pass.

            ## Example
            ```rust
            fn total(jobs: &[u64]) -> u64 {
                let mut queue = jobs.to_vec();
                let mut sum = 0;
                while !queue.is_empty() {
                    let job = queue.remove(0);
                    sum += job;
                    if job % 4 == 1 {
                        queue.push(job / 4);
                    }
                }
                sum
            }
            ```
            Use instead:
            ```rust
            use std::collections::VecDeque;

            fn total(jobs: &[u64]) -> u64 {
                let mut queue = VecDeque::from(jobs.to_vec());
                let mut sum = 0;
                while let Some(job) = queue.pop_front() {
                    sum += job;
                    if job % 4 == 1 {
                        queue.push_back(job / 4);
                    }
                }
                sum
            }
            ```

            ## Keep it when
            The vector never holds more than some hundred elements, as most queues in fields, which are left to a profile, or it must be one slice between the operations: `make_contiguous` moves
            elements again.

            ## Regime
            A queue of 16 numbers took 2.5 times as long in a `Vec`, of 1,000 numbers 38 times, of 20,000 numbers 396 times.

            ## Patch safety
            `VecDeque` has most methods of `Vec`, but is no slice. Filling in reverse and `pop` keep the slice. `swap_remove` changes the order.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["remove", "insert", "insert_str", "drain"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMethodCall is not { } call) return;
        if (call.Argument(0) is not { } at) return;
        var isFront = at.AsLiteral is { Integer: 0 } || call.Name == "drain" && IsFirstFew(at);
        var module = context.Module;
        if (!isFront && (call.Name != "remove" || module.BindingAt(at) is null)) return;
        var target = module.TargetOf(node);
        var isText = target.Is(StringRemove) || target.Is(StringInsert) || target.Is(StringInsertStr);
        if (!isText && !target.Is(VecRemove) && !target.Is(VecInsert) && !target.Is(VecDrain)) return;
        if (Place.Of(module, call.Receiver) is not { } vector || RustRoles.IsOnErrorPath(node)) return;
        if (SizeNames.IsSmall(vector.Name)) return;
        var turns = LoopAround(module, node, vector);
        if (!isFront)
        {
            if (turns is { Node.Kind: Kind.While } scan && IsDrained(scan, vector) && StepsOver(scan, at)) ReportMiddle(node, call, vector, scan, context);
            return;
        }
        if (turns is { } loop)
        {
            if (Leaves(loop) || loop.Count.IsSmall || IsRetry(loop, node) || IsTrimmed(loop, vector) || IsKeptShort(module, node, vector)) return;
            var size = Sizes.Of(module, vector.Node);
            if (size.IsSmall) return;
            context.Report(node, $"`{call.Name}` at the front moves all other {(isText ? "bytes" : "elements")} of `{vector.Text}` on every turn of the loop")
                .LabelHead(loop.Node, "on each turn of this")
                .Cost("n*m*rust.vec.remove0", "n*rust.vec.push")
                .Size("n", loop.Count)
                .Size("m", size)
                // A drain may take nearly all of it at once.
                .AtTier(call.Name == "drain" && at.Child(1).Kind != Kind.Literal ? Tier.C : IsDrained(loop, vector) || size.IsData || loop.Count.IsData ? Tier.A : Tier.B)
                // Of a list that nothing shows to be long, it is news only where it is.
                .ForProfilesUnless(IsDrained(loop, vector) || (size.IsData || loop.Count.IsData) && !IsOfOneValue(node, loop))
                .Advise(isText ? $"append the parts in order, or collect them and join them in reverse once" : Instead(call.Name, vector), "nothing in between needs the elements as one slice");
            return;
        }
        if (isText || !vector.IsField || call.Name == "insert" || call.Name == "drain" && at.Child(1).Kind != Kind.Literal || !IsQueue(vector, node) || IsKeptShort(module, node, vector)) return;
        context.Report(node, $"`{call.Name}` at the front moves all other elements of `{vector.Text}`, which is filled at its end")
            .Cost("m*rust.vec.remove0", "rust.vec.push")
            .Size("m", Size.Unknown)
            .AtTier(IsNamedQueue(vector.Name) ? Tier.B : Tier.C)
            .ForProfilesUnless(false)
            .Advise($"keep `{vector.Text}` in a `VecDeque`: `pop_front` and `push_back` move nothing", "nothing in between needs the elements as one slice");
    }

    /// <summary>Does it run on the turns alone that meet one value of the source, such as a sign in a format?</summary>
    private static bool IsOfOneValue(Node node, Turns loop)
    {
        for (var at = node; at.Id != loop.Node.Id && !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.MatchArm && at.FirstChild.Kind == Kind.LiteralPattern) return true;
        return false;
    }

    private static void ReportMiddle(Node node, MethodCallView call, Place vector, Turns loop, RustContext context) =>
        context.Report(node, $"each `remove` moves all elements of `{vector.Text}` that follow")
            .LabelHead(loop.Node, "on turns of this")
            .Cost("n*m*rust.vec.remove0", "m*rust.vec.push")
            .Size("n", Size.Unknown)
            .Size("m", Sizes.Of(context.Module, vector.Node))
            .AtTier(Tier.B)
            .Advise("take the elements out in one pass with `retain`, or `extract_if` where they are needed", "the condition does not depend on elements removed before");

    /// <summary>`loop { if found { return … } …; list.insert(0, one); }`: the next turn finds what this one put there, and leaves.</summary>
    private static bool IsRetry(Turns loop, Node node)
    {
        if (loop.Node.Kind != Kind.Loop || node.AsMethodCall is not { Name: "insert" } || !loop.Node.HasChildren) return false;
        var body = loop.Node.LastChild;
        return body is { Kind: Kind.Block, HasChildren: true } && body.LastChild.Contains(node);
    }

    /// <summary>Does the loop end on its way, so that it takes a few of the elements?</summary>
    private static bool Leaves(Turns loop)
    {
        if (loop.Node.Kind != Kind.While) return false;
        for (var id = loop.Node.Id; id < loop.Node.SubtreeEnd; id++)
            if (loop.Node.Tree[id].Kind == Kind.Break) return true;
        return false;
    }

    /// <summary>`while text.starts_with('/') { text.remove(0); }`: what is trimmed off is a letter or two.</summary>
    private static bool IsTrimmed(Turns loop, Place vector)
    {
        if (loop.Node.Kind != Kind.While) return false;
        var condition = loop.Node.Child(1);
        for (var id = condition.Id; id < condition.SubtreeEnd; id++)
            if (condition.Tree[id].AsMethodCall is { Name: "starts_with", Receiver: var asked } && asked.Bytes.SequenceEqual(vector.Node.Bytes)) return true;
        return false;
    }

    /// <summary>`if list.len() > 5 { list.remove(0); }`: a window of the last few.</summary>
    private static bool IsKeptShort(RustModule module, Node node, Place vector)
    {
        const long few = 64;
        for (var (child, at) = (node, node.Parent); !child.IsRoot && !at.IsItem; (child, at) = (at, at.Parent))
        {
            if (at.Kind is not (Kind.If or Kind.While)) continue;
            var condition = at.Kind == Kind.If ? at.FirstChild : at.Child(1);
            if (condition == child) continue;
            if (condition.AsBinary is { IsComparison: true } test && test.Left.AsMethodCall is { Name: "len", Receiver: var asked } && asked.Bytes.SequenceEqual(vector.Node.Bytes)
                && module.Types.ConstantOf(test.Right) is > 0 and <= few) return true;
        }
        return false;
    }

    private static string Instead(string method, Place vector) => method == "insert"
        ? $"keep `{vector.Text}` in a `VecDeque` and `push_front`, or push and reverse once after the loop"
        : $"keep `{vector.Text}` in a `VecDeque` and `pop_front`, or go through it with an iterator";

    /// <summary>The innermost loop that the vector outlives.</summary>
    private static Turns? LoopAround(RustModule module, Node node, Place vector) =>
        Turns.Around(module, node) is { } turns && turns.Outlives(vector.Root) && !IsMadeAnew(turns, vector) ? turns : null;

    /// <summary>Does the loop assign the vector a new value on its turns?</summary>
    private static bool IsMadeAnew(Turns turns, Place vector)
    {
        foreach (var use in vector.Root.Uses)
            if (use.Kind == UseKind.Assigned && turns.Node.Contains(use.Node) && use.Place.Text == vector.Text) return true;
        return false;
    }

    /// <summary>`..1`, `0..n`</summary>
    private static bool IsFirstFew(Node range) => range.AsRange is { To: { } end } view && (view.From is null || view.From.Value.AsLiteral is { Integer: 0 }) && end.Kind is Kind.Literal or Kind.Path;

    /// <summary>Does the loop go on until the vector is empty?</summary>
    private static bool IsDrained(Turns loop, Place vector)
    {
        if (loop.Node.Kind != Kind.While) return false;
        var condition = loop.Node.Child(1);
        for (var id = condition.Id; id < condition.SubtreeEnd; id++)
            if (condition.Tree[id].AsMethodCall is { Name: "is_empty" or "len" or "first" or "get", Receiver: var asked } && asked.Bytes.SequenceEqual(vector.Node.Bytes)) return true;
        return false;
    }

    /// <summary>Does the loop also step over an element that it leaves, by its own counter?</summary>
    private static bool StepsOver(Turns loop, Node at)
    {
        if (loop.Module.BindingAt(at) is not { } counter) return false;
        foreach (var use in counter.Uses)
            if (use.Kind == UseKind.Updated && use.Node.Parent is { Kind: Kind.CompoundAssign } step && step.Data == (int)BinaryOperator.Add && step.Child(1).AsLiteral is { Integer: 1 } && loop.Node.Contains(step)
                && loop.Outlives(counter)) return true;
        return false;
    }

    private static bool IsNamedQueue(string name) => name.Contains("queue", StringComparison.Ordinal) || name.Contains("pending", StringComparison.Ordinal) || name.Contains("backlog", StringComparison.Ordinal)
        || name.Contains("history", StringComparison.Ordinal) || name.Contains("window", StringComparison.Ordinal) || name.Contains("recent", StringComparison.Ordinal) || name.Contains("waiting", StringComparison.Ordinal)
        || name.Contains("samples", StringComparison.Ordinal) || name.EndsWith("buffer", StringComparison.Ordinal) || name is "events" or "messages" or "values" or "prices" or "inputs" or "points" or "log";

    /// <summary>Is the field also added to at its end, anywhere in the file?</summary>
    private static bool IsQueue(Place vector, Node node)
    {
        var tree = node.Tree;
        var field = vector.Node.Data;
        if (node.EnclosingImpl is not { } impl) return false;
        for (var id = impl.Id; id < impl.SubtreeEnd; id++)
            if ((Kind)tree.RawKinds[id] == Kind.MethodCall && tree[id].AsMethodCall is { Name: "push" or "extend", Receiver: { Kind: Kind.FieldAccess } receiver } && receiver.Data == field && receiver.Bytes.SequenceEqual(vector.Node.Bytes)) return true;
        return false;
    }
}
