using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class CollectThenIterate : RustRule
{
    public override RuleInfo Info { get; } = new("rs-collect-then-iterate", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["PY2", "RS4"],
        Doc = """
            Elements collected into a `Vec` only to be gone through once, counted, or asked for the first of them.

            ## Why it costs
            All elements are written to memory, which grows as they come, and read again: 0.74 ns an element against 0.44 ns for numbers, plus the
            memory for all of them at once. Who asks only for the first one has made all of them.

            ## Example
            ```rust
            pub fn odd_squares(numbers: &[u64]) -> u64 {
                let kept: Vec<u64> = numbers.iter().filter(|number| **number % 2 != 0).map(|number| number * number).collect();
                let mut sum = 0;
                for square in kept {
                    sum += square;
                }
                sum
            }
            ```
            Use instead:
            ```rust
            pub fn odd_squares(numbers: &[u64]) -> u64 {
                let kept = numbers.iter().filter(|number| **number % 2 != 0).map(|number| number * number);
                let mut sum = 0;
                for square in kept {
                    sum += square;
                }
                sum
            }
            ```

            ## Keep it when
            Collecting ends a borrow or a lock so that the loop may change the source, stops at the first error before anything is done
            (`Result<Vec<_>, _>`), or starts all jobs before the first is waited for. Loops that change what the iterator reads are not reported.

            ## Regime
            All sizes and versions: squares were summed 7.2 times as fast at 8 numbers, 1.9 at 1,000 and 1.2 at 100,000. It is lost in the noise
            where a turn takes a microsecond or more.

            ## Patch safety
            The closures of the iterator run between the turns of the loop instead of before the first one. That shows only where they have
            effects, such as writing or counting.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["collect", "is_empty", "first"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMethodCall is { ArgumentCount: 0, Name: "is_empty" or "first", Receiver: { Kind: Kind.MethodCall or Kind.Call } made } question) VisitQuestion(node, question, made, context);
        if (node.AsMethodCall is not { Name: "collect" }) return;
        var module = context.Module;
        if (node.Parent.AsLet is { Name: { IsRef: false } name } let && let.Value?.Id == node.Id)
        {
            if (module.BindingAt(name.Node) is not { } variable || !IsVec(node, let.Type, module)) return;
            VisitKept(node, let, variable, context);
        }
        else if (node.Parent.AsMethodCall is { } next && next.Receiver.Id == node.Id && IsVec(node, null, module)) VisitChained(node, next, context);
    }

    private static bool IsVec(Node collect, Node? written, RustModule module)
    {
        if (collect.AsMethodCall is { Generics: { HasChildren: true } generics } && generics.FirstChild.AsPath is { } named) return named.NameBytes.SequenceEqual("Vec"u8) && module.Types.OfTypeNode(named.Node).IsVec;
        return written is { } type && module.Types.OfTypeNode(type).IsVec;
    }

    private static void VisitKept(Node node, LetView let, Binding variable, RustContext context)
    {
        var module = context.Module;
        // What stands under an attribute may have a twin that collects nothing.
        if (let.Node.Parent.Kind != Kind.Block) return;
        if (variable.OnlyUse is { Form: UseForm.Plain, IsWhole: true } use)
        {
            // Across a closure or a loop it is used more than once.
            for (var at = use.Node.Parent; at.Id != let.Node.Parent.Id && !at.IsRoot; at = at.Parent)
                if (at.Kind is Kind.Closure or Kind.While or Kind.Loop || at.Kind == Kind.For && !at.Child(2).Contains(use.Node) || at.AsBlock is { IsAsync: true }) return;
            if (use.Kind is UseKind.Iterated or UseKind.Borrowed && LoopOf(use) is { } loop) ReportLoop(node, let, variable, loop, context);
            else if (use.Method is { } method && IsConsumer(method)) ReportConsumer(node, let, variable, method, context);
        }
        if (!variable.IsUnused && OnlyCounts(variable) && IsUndisturbed(node, let.Node.SubtreeEnd, let.Node.SubtreeEnd, module, mayBeUnknown: true)) ReportCount(node, variable, context);
    }

    private static Node? LoopOf(Use use)
    {
        var at = use.Node.Parent.Kind == Kind.Reference ? use.Node.Parent : use.Node;
        return at.Parent.Kind == Kind.For && at.Parent.Child(2).Id == at.Id ? at.Parent : null;
    }

    private static void ReportLoop(Node node, LetView let, Binding variable, Node loop, RustContext context)
    {
        if (!IsUndisturbed(node, let.Node.SubtreeEnd, loop.SubtreeEnd, context.Module)) return;
        var trips = context.Module.Loops.SizeOf(node.FirstChild);
        context.Report(node, $"`{variable.Name}` is collected only to be gone through once")
            .LabelHead(loop, "the only use")
            .Cost("n*rust.vec.collect + rust.alloc.small", "0ns")
            .Size("n", Copies.SizeOf(trips))
            .ForProfilesUnless(RustRoles.IsRepeated(node))
            .Advise("go through the iterator itself", "its closures have no effects that must come before the loop");
    }

    private static bool IsConsumer(MethodCallView call) => call.ArgumentCount == 0 && call.Name is "into_iter" or "iter" && call.Node.Parent.Kind is Kind.MethodCall or Kind.For;

    private static void ReportConsumer(Node node, LetView let, Binding variable, MethodCallView use, RustContext context)
    {
        var end = use.Node.EnclosingStatement.SubtreeEnd;
        if (use.Node.Parent.AsMethodCall is { } next && next.Receiver.Id == use.Node.Id && !GoesOnce(next)) return;
        if (!IsUndisturbed(node, let.Node.SubtreeEnd, end, context.Module)) return;
        context.Report(node, $"`{variable.Name}` is collected only to be gone through once")
            .Label(use.Node, "the only use")
            .Cost("n*rust.vec.collect + rust.alloc.small", "0ns")
            .Size("n", Copies.SizeOf(context.Module.Loops.SizeOf(node.FirstChild)))
            .ForProfilesUnless(RustRoles.IsRepeated(node))
            .Advise("go on with the iterator itself", "its closures have no effects that must come first");
    }

    /// <summary>Not where the length or the order from the end is wanted, which a lazy iterator may not know, or where threads share the elements.</summary>
    private static bool GoesOnce(MethodCallView next) =>
        next.Name is "map" or "filter" or "filter_map" or "flat_map" or "flatten" or "for_each" or "fold" or "sum" or "product" or "any" or "all" or "find" or "find_map" or "max" or "min" or "count"
            or "enumerate" or "take" or "skip" or "chain" or "zip" or "collect" or "max_by_key" or "min_by_key" or "try_for_each" or "try_fold" or "take_while" or "skip_while" or "inspect" or "copied" or "cloned" or "next" or "last" or "nth" or "position";

    /// <summary>Are all uses questions for the number or the first of the elements?</summary>
    private static bool OnlyCounts(Binding variable)
    {
        foreach (var use in variable.Uses)
        {
            if (use.Form != UseForm.Plain) return false;
            if (use.IsWhole && use.Method is { ArgumentCount: 0, Name: "len" or "is_empty" or "first" }) continue;
            if (use.Node.Parent.AsIndex is { } index && index.Value.Id == use.Node.Id && index.Index.AsLiteral is { Integer: 0 }) continue;
            return false;
        }
        return true;
    }

    private static void ReportCount(Node node, Binding variable, RustContext context)
    {
        // Who asks for an element as well has a few parts at hand, mostly.
        var isNumber = true;
        foreach (var use in variable.Uses) isNumber &= use.Method is { Name: "len" or "is_empty" };
        // Is there one alone? There are few, mostly: the letters of a flag, versions of a package.
        if (AsksForOne(variable))
        {
            context.Report(node, $"`{variable.Name}` is collected only for its length or its first element")
                .Cost("rust.alloc.small", "0ns")
                .AtTier(Tier.C)
                .Advise("count the iterator, or take its first element with `next`", "its closures have no effects");
            return;
        }

        context.Report(node, $"`{variable.Name}` is collected only for its length or its first element")
            .Cost("n*rust.vec.collect + rust.alloc.small", "0ns")
            .Size("n", Copies.SizeOf(context.Module.Loops.SizeOf(node.FirstChild)))
            .ForProfilesUnless(isNumber || RustRoles.IsRepeated(node))
            .Advise("count the iterator, or take its first element with `next`", "its closures have no effects");
    }

    private static bool AsksForOne(Binding variable)
    {
        var asks = false;
        foreach (var use in variable.Uses)
        {
            if (use.Method is not { Name: "len" } length) continue;
            if (length.Node.Parent.AsBinary is not { IsComparison: true } test || test.Right.AsLiteral is not { Integer: <= 2 }) return false;
            asks = true;
        }
        return asks;
    }

    /// <summary>`collect::&lt;Vec&lt;_&gt;&gt;().len()` and the like.</summary>
    private static void VisitChained(Node node, MethodCallView next, RustContext context)
    {
        var isCount = next is { ArgumentCount: 0, Name: "len" or "is_empty" or "first" };
        var isPass = next is { ArgumentCount: 0, Name: "iter" or "into_iter" } && next.Node.Parent.AsMethodCall is { } after && after.Receiver.Id == next.Node.Id && GoesOnce(after);
        var isSearch = next.Is("contains"u8, 1);
        if (!isCount && !isPass && !isSearch) return;
        var end = isPass ? node.EnclosingStatement : node.Parent;
        if (!IsUndisturbed(node, node.SubtreeEnd, end.SubtreeEnd, context.Module)) return;
        var finding = context.Report(node, isCount ? $"all elements are collected for `{next.Name}`" : isSearch ? "all elements are collected to look for one" : "elements are collected only to be gone through at once")
            .Cost("n*rust.vec.collect + rust.alloc.small", "0ns")
            .Size("n", Copies.SizeOf(context.Module.Loops.SizeOf(node.FirstChild)));
        if (isPass) finding.ForProfilesUnless(RustRoles.IsRepeated(node));
        finding.Advise(next.Name switch
        {
            "len" => "call `count` on the iterator",
            "is_empty" => "ask `next().is_none()` of the iterator",
            "first" => "take the iterator's `next`",
            "contains" => "ask the iterator with `any`",
            _ => "go on with the iterator itself",
        }, "its closures have no effects that must come first");
    }

    /// <summary>A function of the file collects all elements, and this caller asks whether there is one.</summary>
    private static void VisitQuestion(Node node, MethodCallView question, Node made, RustContext context)
    {
        var module = context.Module;
        if (module.TargetOf(made).Function is not { } function || function.AsFunction is not { IsAsync: false, Body: { } body, Return: { } type } view || !module.Types.OfTypeNode(type).IsVec) return;
        if (body.AsBlock?.Value is not { } result || result.AsMethodCall is not { Name: "collect", ArgumentCount: 0 } collect || function.HasAttribute("cfg"u8)) return;
        // A function that changes something has to run to its end.
        if (view.SelfParameter is { } self && (self.Data & 3) != 1 || module.IsInTest(node)) return;
        foreach (var parameter in view.Parameters)
            if (parameter.WithoutAttributes.AsParameter?.Type is { } taken && module.Types.OfTypeNode(taken).Kind == TypeKind.MutReference) return;
        if (!IsUndisturbed(collect.Node, collect.Node.SubtreeEnd, collect.Node.SubtreeEnd, module, mayBeUnknown: true)) return;
        var isOften = RustRoles.IsRepeated(node, module) || node.EnclosingFunction is { } asking && Callers.IsRepeated(module, asking);
        context.Report(made, $"all elements are collected for `{question.Name}`")
            .Label(collect.Node, "collected here")
            .Cost("n*rust.vec.collect + rust.alloc.small", "0ns")
            .Size("n", Size.Unknown)
            .ForProfilesUnless(isOften)
            .Advise(question.Name == "first" ? "give the function a form that answers with the iterator, and take its `next`" : "ask the elements with `any`, which ends at the first and allocates nothing", "its closures have no effects");
    }

    /// <summary>Does nothing between the places change what the iterator reads, and does collecting it end no lock, borrow or wait?</summary>
    private static bool IsUndisturbed(Node collect, int start, int end, RustModule module, bool mayBeUnknown = false)
    {
        for (var id = collect.Id; id < collect.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.Try or Kind.Await or Kind.TokenTree or Kind.Return) return false;
            if (node.Kind == Kind.MethodCall && (module.TargetOf(node).Has(RustFacts.Locks | RustFacts.Spawns) || node.AsMethodCall is { Name: "lock" or "read" or "write" or "borrow" or "borrow_mut" or "drain" or "par_iter" or "into_par_iter" or "spawn" or "load" })) return false;
            if (node.Kind == Kind.Call && node.FirstChild.AsPath is { Name: "spawn" or "scope" }) return false;
        }
        // An iterator that is not known to be one may be anything: a stream, a parallel one, a query.
        if (!mayBeUnknown && !module.TypeOf(collect.FirstChild).IsIterator) return false;
        return !Copies.HasKind(Kind.Await, start, end, module) && !Copies.HasKind(Kind.TokenTree, start, end, module) && !Copies.MayChange(collect, start, end, module);
    }
}
