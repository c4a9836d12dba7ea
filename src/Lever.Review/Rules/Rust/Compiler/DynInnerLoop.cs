using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Compiler;

public sealed class DynInnerLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-dyn-inner-loop", Language.Rust, LeverClass.Interpreter, Technique.Api, Tier.C)
    {
        Achievable = 0.5,
        Precision = 0.7,
        Effort = Effort.Medium,
        Checklist = ["RS8"],
        Doc = """
            The same trait object is called for every element of an inner loop.

            ## Why it costs
            A call through a table of functions takes 1.2 ns against 0.1 to 0.5, and what is called is never inlined: neither vectors of elements nor
            values that stay the same are found. The object is the same in all turns, so the choice could be made once, outside.

            ## Example
            ```rust
            pub trait Score {
                fn of(&self, number: u64) -> u64;
            }

            pub fn total(score: &dyn Score, numbers: &[u64]) -> u64 {
                let mut total = 0;
                for number in numbers {
                    total += score.of(*number);
                }
                total
            }
            ```
            Use instead:
            ```rust
            pub trait Score {
                fn of(&self, number: u64) -> u64;
            }

            pub fn total<S: Score>(score: &S, numbers: &[u64]) -> u64 {
                let mut total = 0;
                for number in numbers {
                    total += score.of(*number);
                }
                total
            }
            ```

            ## Keep it when
            The call's own work takes more than some 20 ns, or many types would each get a copy of a large function. Only loops whose body is little
            more than the call are reported, and they need a profile.

            ## Regime
            A multiplication an element: 6.7 times faster at 10 elements, 5.6 at 1,000 and 50,000 (rustc 1.95).

            ## Patch safety
            A generic function cannot be a method of a trait object itself. A public signature changes for its callers.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall, Kind.Call];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if ((node.AsMethodCall?.Receiver ?? node.AsCall?.Function) is not { } callee) return;
        if (callee.Bare.Kind != Kind.Path || module.BindingAt(callee.Bare) is not { Kind: BindingKind.Parameter or BindingKind.Let } variable || module.Loops.Around(node) is not { } loop) return;
        var type = module.TypeOf(variable).WithoutReferences;
        if (type.Is(RustLibrary.Box)) type = type.Argument(0).WithoutReferences;
        if (type.Kind != TypeKind.Dyn || loop.Body.Contains(variable.Node) || loop.Node.Contains(variable.Node)) return;
        if (!module.Loops.TripsOf(loop).IsData || loop.Body.SubtreeEnd - loop.Body.Id > 40 || HasOtherWork(module, loop, node)) return;
        context.Report(node, $"`{variable.Name}` is called through a table of functions for each element")
            .LabelHead(loop.Node, "the same object in all turns")
            .Cost("n*rust.call.dyn", "n*rust.call.inlined")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .Advise("make the function generic over the trait, or match on the types once outside the loop", "callers may be compiled with a copy for each type");
    }

    /// <summary>Does the loop call anything else, beside which the table does not count?</summary>
    private static bool HasOtherWork(RustModule module, Loop loop, Node call)
    {
        for (var id = loop.Body.Id; id < loop.Body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.For or Kind.While or Kind.Loop or Kind.Await or Kind.MacroCall) return true;
            if (node.Kind is Kind.Call or Kind.MethodCall && id != call.Id && (module.TargetOf(node).Symbol is not { } symbol || symbol.Is(RustFacts.Allocates | RustFacts.Linear | RustFacts.Locks | RustFacts.SystemCall))) return true;
        }
        return false;
    }
}
