using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class ExponentialRecursion : RustRule
{
    public override RuleInfo Info { get; } = new("rs-exponential-recursion", Language.Rust, LeverClass.Algorithm, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.99,
        Precision = 0.9,
        Effort = Effort.Medium,
        Checklist = ["RS1"],
        Doc = """
            A function calls itself twice on the same path with smaller values of the same number, and keeps no results.

            ## Why it costs
            The two calls meet the same smaller arguments again and again, each of them solved anew: the number of calls grows exponentially, 1.6 times
            with each step of the number where the calls are one and two smaller.

            ## Example
            ```rust
            pub fn ways(steps: u64) -> u64 {
                if steps < 2 {
                    return 1;
                }
                ways(steps - 1) + ways(steps - 2)
            }
            ```
            Use instead:
            ```rust
            pub fn ways(steps: u64) -> u64 {
                let (mut last, mut ways) = (1, 1);
                for _ in 1..steps {
                    (last, ways) = (ways, last + ways);
                }
                ways
            }
            ```

            ## Keep it when
            The arguments stay below ten or so. Functions that look results up in a map, table or cache before they recurse are not reported, nor
            those whose calls differ in another argument as well.

            ## Regime
            Two calls against a loop: 4.5 times faster at 3 steps, 200 at 12, 16,000 at 22 (rustc 1.95).

            ## Patch safety
            A loop or a table gives the same results where the function only computes. A deep recursion that once overflowed the stack no longer does.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Function];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsFunction is not { } function) return;
        if (function.Body is not { } body || function.IsAsync) return;
        var name = function.NameId;
        var module = context.Module;
        Node? first = null;
        var kinds = context.Tree.RawKinds[..body.SubtreeEnd];
        for (var id = body.Id; kinds[id..].IndexOfAny((byte)Kind.Call, (byte)Kind.MethodCall) is >= 0 and var step; id++)
        {
            id += step;
            var call = context.Tree[id];
            // What is called is the next node; a path holds the id of its last name.
            if ((call.Kind == Kind.MethodCall ? call.Data : (Kind)kinds[id + 1] == Kind.Path ? context.Tree[id + 1].Data : -1) != name || !IsOfItself(call, node, name)) continue;
            if (first is not { } earlier)
            {
                first = call;
                continue;
            }
            // Who calls it so wants it so: in a comparison, a benchmark, a lesson.
            if (function.Name.Contains("recursive", StringComparison.Ordinal) || function.Name.Contains("naive", StringComparison.Ordinal)) return;
            if (!Overlap(module, earlier, call) || AreAlternatives(earlier, call, body) || KeepsResults(module, body)) continue;
            context.Report(earlier, "the function calls itself twice with smaller values of the same number, and solves them again each time")
                .Label(call, "meets the same arguments")
                .Cost("rust.call*1.6^n", "rust.call*n", "n > 4")
                .Size("n", Lever.Review.Semantics.Size.Unknown)
                .Advise("count up in a loop that keeps the last results, or keep results in a table", "the function has no effect but its result");
            return;
        }
    }

    /// <summary>Is it a call of the function around it: by `self`, by `Self::` or, for one outside of an `impl`, by its plain name?</summary>
    private static bool IsOfItself(Node call, Node function, int name)
    {
        if (call.AsMethodCall is { } method) return method.NameId == name && method.Receiver.IsSelf;
        if (call.FirstChild.AsPath is not { } path || path.NameId != name) return false;
        return function.Parent.Parent.Kind is Kind.Impl or Kind.Trait ? path.QualifierName == "Self" : path.IsPlain;
    }

    /// <summary>Do two calls differ by how much is taken from one number alone, so that both reach the same arguments?</summary>
    private static bool Overlap(RustModule module, Node one, Node two)
    {
        var (left, right) = (ArgumentsOf(one), ArgumentsOf(two));
        if (left.Count != right.Count) return false;
        var steps = 0;
        for (var index = 0; index < left.Count; index++)
        {
            var (a, b) = (left[index], right[index]);
            if (Step(module, a) is { } first && Step(module, b) is { } second && first.Variable == second.Variable)
            {
                // Both `n - 1` is the same work twice, unless another argument differs; then it is a tree.
                steps++;
                continue;
            }
            if (a.Text != b.Text || a.Kind is not (Kind.Path or Kind.Reference or Kind.Literal or Kind.FieldAccess or Kind.MethodCall)) return false;
        }
        return steps == 1;
    }

    private static ChildList ArgumentsOf(Node call) => call.AsMethodCall?.Arguments ?? call.AsCall!.Value.Arguments;

    /// <summary>A parameter that is never changed, less a literal.</summary>
    private static (int Variable, long By)? Step(RustModule module, Node argument) =>
        argument.AsBinary is { Op: BinaryOperator.Sub } minus && module.BindingAt(minus.Left) is { Kind: BindingKind.Parameter, IsMut: false } variable
            && minus.Right.AsLiteral?.Integer is { } by and > 0 ? (variable.Id, by) : null;

    /// <summary>Does a run take one of the two calls at most?</summary>
    private static bool AreAlternatives(Node one, Node two, Node body)
    {
        for (var (child, at) = (one, one.Parent); child.Id != body.Id && !child.IsRoot; (child, at) = (at, at.Parent))
        {
            if (at.Kind == Kind.If && child.Id != at.FirstChild.Id && at.Contains(two) && !child.Contains(two)) return true;
            if (child.Kind == Kind.MatchArm && at.Contains(two) && !child.Contains(two)) return true;
            if (child.Kind == Kind.Return && !child.Contains(two)) return true;
            if (at.AsBinary is { IsLazy: true } && !child.Contains(two) && at.Contains(two)) return true;
        }
        return false;
    }

    /// <summary>Does the function look something up or store it?</summary>
    private static bool KeepsResults(RustModule module, Node body)
    {
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.AsMethodCall is { Name: "get" or "insert" or "entry" or "contains_key" or "get_or_insert_with" or "borrow_mut" or "push" or "lock" }) return true;
            if (node.AsAssign is { Target.Kind: Kind.Index }) return true;
        }
        return false;
    }
}
