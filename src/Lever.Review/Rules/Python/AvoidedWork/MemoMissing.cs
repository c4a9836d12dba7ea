using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class MemoMissing : PythonRule
{
    public override RuleInfo Info { get; } = new("py-memo-missing", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.7,
        Checklist = ["PY10"],
        Doc = """
            A function without effects computes the same few results again and again.

            ## Why it costs
            A loop calls it with arguments out of a small set, and each call goes through a loop of its own. A result that `lru_cache` keeps
            costs 36 to 48 ns.

            ## Example
            ```python
            DAYS = ("monday", "tuesday", "wednesday")

            def code_of(key: str) -> int:
                value = 0
                for character in key * 1000:
                    value = (value * 31 + ord(character)) % 1000003
                return value

            def codes(visits: list):
                return [code_of(DAYS[visit % 3]) for visit in visits]
            ```
            Use instead:
            ```python
            from functools import lru_cache

            DAYS = ("monday", "tuesday", "wednesday")

            @lru_cache(maxsize=1024)
            def code_of(key: str) -> int:
                value = 0
                for character in key * 1000:
                    value = (value * 31 + ord(character)) % 1000003
                return value

            def codes(visits: list):
                return [code_of(DAYS[visit % 3]) for visit in visits]
            ```

            ## Keep it when
            The arguments seldom come again, the result can be changed by its caller, or the function depends on more than its arguments.

            ## Regime
            Three arguments of some seven hundred steps, called thirty times: 895, 370 and 749 times faster once cached (CPython 3.8, 3.11,
            3.13). It LOSES on a cheap function: an addition takes 0.6 of the speed on 3.11 and 3.13.

            ## Patch safety
            The cache keeps arguments and results alive, up to its size, and gives every caller the same object. Someone must agree to that.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.FunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.FunctionDef || !node.Parent.IsRoot || node.AsFunction is not { Decorators.IsEmpty: true } function) return;
        if (!HasPlainSignature(function, context) || DearLoopOf(function, context) is not { } steps) return;
        if (context.SymbolAt(function.Identifier) is not { OnlyDefinition: not null } symbol) return;
        foreach (var reference in symbol.References)
        {
            if (reference.Parent.AsCall is not { } call || call.Callee != reference || node.Contains(reference)) continue;
            if (context.LoopAround(call.Node) is not { } loop || !context.TripsOf(loop).IsData || !HasFewArguments(call, loop, context)) continue;
            if (!context.Module.Purity.IsPureFunction(function)) return;
            context.Report(node.Child(1), $"`{function.Name}` computes the same few results again on every turn of a loop")
                .Label(call.Node, "called here, with arguments out of a small set")
                .LabelHead(loop.Region, "on every turn of this loop")
                .Cost("n*m*py.loop.step", "8*m*py.loop.step + n*py.memo.hit")
                .Size("n", context.TripsOf(loop))
                .Size("m", steps)
                .FixWithConsent("keep its results in an `lru_cache`",
                    new Patch(context.Module).InsertBefore(node, "@lru_cache(maxsize=1024)")?.Import("functools", "lru_cache"),
                    "the cache keeps arguments and results alive, and every caller gets the same result object");
            return;
        }
    }

    /// <summary>One to three parameters of types that can be keys, and a result that nobody can change.</summary>
    private static bool HasPlainSignature(FunctionView function, PythonContext context)
    {
        var count = 0;
        foreach (var parameter in function.Arguments.Children)
        {
            if (parameter.Kind is Kind.VarArg or Kind.KwArg || ++count > 3) return false;
            if (parameter.AsParameter is not { Annotation: { } annotation } || context.Module.Types.OfAnnotation(annotation) is not { IsPlainHashable: true }) return false;
        }
        return count > 0 && function.Returns is { } result && context.Module.Types.OfAnnotation(result) is { IsImmutable: true };
    }

    private static Size? DearLoopOf(FunctionView function, PythonContext context)
    {
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] is not (Kind.For or Kind.While or Kind.Comprehension)) continue;
            if (context.TripsOf(new Loop(context.Tree[id])) is { IsSmall: false } steps) return steps;
        }
        return null;
    }

    /// <summary>Do all arguments come out of small sets: constants, elements of small containers, fields that name a kind?</summary>
    private static bool HasFewArguments(CallView call, Loop loop, PythonContext context)
    {
        // The same arguments on every turn are another rule's business.
        var varies = false;
        foreach (var given in call.Arguments)
        {
            var argument = given.AsKeyword?.Value ?? given;
            if (context.IsInvariant(argument, loop)) continue;
            varies = true;
            if (argument.AsSubscript is { } element && (context.SizeOf(element.Value).IsSmall || element.Index.AsConstant?.String is { } key && IsKind(key))) continue;
            if (argument.AsAttribute is { } field && IsKind(field.Name)) continue;
            return false;
        }
        return varies;
    }

    private static bool IsKind(string name) => name is "kind" or "type" or "category" or "status" or "state" or "country" or "currency" or "language" or "lang"
        or "locale" or "unit" or "level" or "mode" or "encoding" or "color" or "weekday" or "month" or "region" or "severity";
}
