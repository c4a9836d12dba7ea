using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class GroupbyApplyLambda : PythonRule
{
    public override RuleInfo Info { get; } = new("py-groupby-apply-lambda", Language.Python, LeverClass.Interpreter, Technique.MemoryLayout, Tier.B)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Doc = """
            A Python function runs for each group, or each element, where pandas or numpy have the operation themselves.

            ## Why it costs
            `groupby(…).apply` with a lambda makes a frame or a Series for each group, about 94 µs, where a built-in aggregation takes 4 µs or
            less. `Series.apply` calls the lambda for each element, 0.1 µs and more, where an operation on the whole column takes some nanoseconds.

            ## Example
            ```python
            import pandas as pd

            def totals(path):
                frame = pd.read_csv(path)
                return frame.groupby("shop")["price"].agg(lambda prices: prices.sum())
            ```
            Use instead:
            ```python
            import pandas as pd

            def totals(path):
                frame = pd.read_csv(path)
                return frame.groupby("shop")["price"].sum()
            ```

            ## Keep it when
            There are few groups, or the column holds Python objects whose own operators are wanted.

            ## Regime
            CPython 3.11, pandas 1.5: the built-in sum is 2.6 times faster at four groups, 9 times at fifty, 200 times at 500. Arithmetic on
            a whole column is 7 times faster than `Series.apply` at 1,000 elements and 50 times at 10,000, but LOSES below about 60: at ten
            elements it takes 2.7 times as long. Methods of strings are left alone: `apply(lambda text: text.strip())` is 1.9 times faster
            than `.str.strip()` at 10,000 elements.

            ## Patch safety
            Missing values are skipped by both. `apply` gives its result no name, where the built-in names it after the column; arithmetic on
            whole columns gives infinities where Python raises `ZeroDivisionError`, and integers wrap at 64 bits.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["apply", "agg", "aggregate", "transform", "map", "vectorize"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { OnlyArgument.AsLambda: { OnlyParameter: { } parameter } lambda, Callee.AsAttribute: { } method } call) return;
        switch (method.Name)
        {
            case "vectorize": CheckVectorize(call, lambda, parameter, context); break;
            case "map": CheckColumn(call, method, lambda, parameter, context); break;
            case "apply" when GroupedBy(method.Receiver, context) is null: CheckColumn(call, method, lambda, parameter, context); break;
            case "apply" or "agg" or "aggregate" or "transform": CheckGroups(call, method, lambda, parameter, context); break;
        }
    }

    private static void CheckGroups(CallView call, AttributeView method, LambdaView lambda, Node parameter, PythonContext context)
    {
        if (GroupedBy(method.Receiver, context) is not { } grouped || !UsesPandas(context) || Tested.Is(context.Module, call.Node)) return;
        // Only what reduces a group by one method that groups have too, of the group itself or of one column.
        if (lambda.Body.AsCall is not { ArgumentCount: 0, Callee.AsAttribute: { Name: var reduction, Receiver: var reduced } } || !IsReduction(reduction)) return;
        var column = "";
        if (reduced.AsSubscript is { Index.AsConstant.IsString: true } part)
        {
            // A column of the group can be chosen before only where none has been.
            if (part.Value.AsName?.NameId != parameter.Data || method.Name != "apply" || method.Receiver.Kind == Kind.Subscript) return;
            column = $"[{part.Index.Text}]";
        }
        else if (reduced.AsName?.NameId != parameter.Data) return;
        // Applied to whole frames, a method may meet columns that it has no answer for.
        if (method.Name == "apply" && column.Length == 0 && method.Receiver.Kind != Kind.Subscript) return;

        var instead = method.Name == "transform" ? $"transform(\"{reduction}\")" : $"{reduction}()";
        context.Report(call.Node, $"a Python function is called for each group, where `{instead}` is built in")
            .Label(grouped, "for each of these groups")
            .Cost("n*pandas.groupby.apply", "n*pandas.groupby.agg")
            .Size("n", new Size(SizeOrigin.Data, 5, 100, 10_000, "the groups of a frame"))
            .FixWithConsent(
                $"use the built-in `{reduction}`",
                new Patch(context.Module).Replace(new Span(method.Receiver.End, call.Node.End), $"{column}.{instead}"),
                "the columns hold numbers, dates or texts and no objects with methods of their own", "the result may be named after its column");
    }

    private static void CheckColumn(CallView call, AttributeView method, LambdaView lambda, Node parameter, PythonContext context)
    {
        if (!IsArithmetic(lambda.Body, parameter) || context.TypeOf(method.Receiver) is not { Kind: TypeKind.Series }) return;
        if (context.SizeOf(method.Receiver).IsSmall) return;
        context.Report(call.Node, $"a Python function is called for each element of `{method.Receiver.Text}`")
            .Cost("n*pandas.series.apply", "150us + n*5ns", "n > 100")
            .Size("n", context.SizeOf(method.Receiver) is { IsData: true } size ? size : Size.DataBy("the rows of a frame"))
            .FixWithConsent(
                "calculate with the whole column", Vectorised(call, method.Receiver, lambda.Body, parameter, context),
                "the column holds numbers of a numpy type", "division by zero gives an infinity, and integers wrap at 64 bits");
    }

    private static void CheckVectorize(CallView call, LambdaView lambda, Node parameter, PythonContext context)
    {
        if (!IsArithmetic(lambda.Body, parameter) || context.Path(call.Callee) != "numpy.vectorize") return;
        context.Report(call.Node, "`numpy.vectorize` calls a Python function for each element")
            .Cost("n*numpy.vectorize.element", "n*numpy.vector.element", "n > 20")
            .Size("n", Size.DataBy("the elements of an array"))
            .Advise("calculate with the whole array", "the array holds numbers of a numpy type", "division by zero gives an infinity, and integers wrap at 64 bits");
    }

    private static Patch Vectorised(CallView call, Node column, Node body, Node parameter, PythonContext context)
    {
        var text = body.Text;
        for (var id = body.SubtreeEnd - 1; id >= body.Id; id--)
            if (context.Tree[id] is { Kind: Kind.Name } name && name.Data == parameter.Data)
                text = string.Concat(text.AsSpan(0, name.Start - body.Start), column.Text, text.AsSpan(name.End - body.Start));
        return new Patch(context.Module).Replace(call.Node, call.Node.Parent.Kind is Kind.Assign or Kind.Return ? text : $"({text})");
    }

    private static bool IsReduction(string name) =>
        name is "sum" or "mean" or "min" or "max" or "count" or "std" or "var" or "median" or "nunique" or "prod" or "any" or "all";

    /// <summary>Arithmetic between the parameter and number literals, with the parameter in it.</summary>
    private static bool IsArithmetic(Node body, Node parameter)
    {
        if (body.AsBinOp is not { Op: BinaryOperator.Add or BinaryOperator.Sub or BinaryOperator.Mult or BinaryOperator.Div }) return false;
        var isUsed = false;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            if (node.Kind == Kind.Name && node.Data == parameter.Data) isUsed = true;
            else if (node.AsConstant is not { Type: ConstantKind.Int or ConstantKind.Float }
                && node.AsBinOp is not { Op: BinaryOperator.Add or BinaryOperator.Sub or BinaryOperator.Mult or BinaryOperator.Div }) return false;
        }
        return isUsed;
    }

    /// <summary>The call of <c>groupby</c> that an expression goes back to, through a choice of columns and a name.</summary>
    private static Node? GroupedBy(Node receiver, PythonContext context)
    {
        if (receiver.AsSubscript is { } chosen) receiver = chosen.Value;
        if (context.ValueOf(receiver) is { } value) receiver = value;
        return receiver.AsCall is { Callee.AsAttribute.Name: "groupby" } ? receiver : null;
    }

    private static bool UsesPandas(PythonContext context) => Pandas.MayOccurIn(context.Module);

    private static readonly ImportedLibraries Pandas = new(["pandas.DataFrame"]);
}
