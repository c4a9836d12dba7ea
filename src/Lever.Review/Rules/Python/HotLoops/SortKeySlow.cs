using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class SortKeySlow : PythonRule
{
    public override RuleInfo Info { get; } = new("py-sort-key-slow", Language.Python, LeverClass.Interpreter, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.85,
        Doc = """
            A sort asks a Python function for each comparison, or for each element what a function in C would give.

            ## Why it costs
            A comparison function is called n log n times, a key function n times; what keys then are compared by is C. A key that only reads
            an element or an attribute is read by `itemgetter` and `attrgetter` without a call of Python code.

            ## Example
            ```python
            from functools import cmp_to_key

            def by_price(rows: list):
                return sorted(rows, key=cmp_to_key(lambda a, b: a["price"] - b["price"]))
            ```
            Use instead:
            ```python
            def by_price(rows: list):
                return sorted(rows, key=lambda row: (row["price"], row["name"]))
            ```

            ## Keep it when
            The order cannot be said by a key, as where it depends on both elements at once.

            ## Regime
            A key in place of a comparison on CPython 3.8, 3.11 and 3.13: 1.8, 1.8 and 1.9 times faster at two elements, 9.6, 12 and 15 times at
            100, 9.2, 11 and 15 times at 2,000. `itemgetter` in place of a lambda: 1.3, 1.5 and 1.7 times at any number.

            ## Patch safety
            A getter for a lambda is safe. A key for a difference needs numbers that can be ordered: a comparison that is not a number's, or NaN,
            gives another order.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["sorted", "sort", "min", "max", "nsmallest", "nlargest"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call || call.Keyword("key") is not { Kind: Kind.Call or Kind.Lambda } key) return;
        if (key.AsLambda is { Body.Kind: not (Kind.Subscript or Kind.Attribute) }) return;
        var isMethod = call.Callee.AsAttribute is { Name: "sort" };
        if (!isMethod && context.Path(call.Callee) is not ("builtins.sorted" or "builtins.min" or "builtins.max" or "heapq.nsmallest" or "heapq.nlargest")) return;
        if ((isMethod ? call.Callee.FirstChild : call.Positional(call.Callee.Bytes.EndsWith("est"u8) ? 1 : 0)) is not { } sorted) return;
        var size = context.SizeOf(sorted);
        if (size.IsSmall || Roles.IsOnErrorPath(node)) return;
        if (key.Kind == Kind.Lambda) ReportGetter(key, size, context);
        else if (key.AsCall is { OnlyArgument: { } comparison } made && context.Path(made.Callee) == "functools.cmp_to_key") ReportComparison(call, key, comparison, size, context);
    }

    private static void ReportComparison(CallView call, Node key, Node comparison, Size size, PythonContext context)
    {
        var draft = context.Report(key, "a Python function is called for each comparison of the sort")
            .Cost("n*log2(n)*py.sort.key.cmp", "n*py.sort.key.lambda", "n > 2")
            .Size("n", size)
            .AtTier(size.IsData ? Tier.B : Tier.C)
            .ForProfilesUnless(size.IsData);
        const string Summary = "sort by a key: what the comparison reads of one element, or a tuple of that";
        if (comparison.AsLambda is not { } lambda || DifferenceOf(lambda) is not var (parameter, value, isDescending) || isDescending && call.Keyword("reverse") is not null)
        {
            draft.Advise(Summary, "the order can be said by what is read of each element alone");
            return;
        }
        draft.FixWithConsent("sort by the key whose difference is compared", new Patch(context.Module).Replace(key, $"lambda {parameter}: {value}" + (isDescending ? ", reverse=True" : "")),
            "the values are numbers, and none is NaN");
    }

    private static void ReportGetter(Node key, Size size, PythonContext context)
    {
        if (key.AsLambda is not { OnlyParameter: { } parameter, Body: { Kind: Kind.Subscript or Kind.Attribute, FirstChild: { Kind: Kind.Name } read } body } || read.Data != parameter.Data) return;
        var (getter, argument) = ("attrgetter", "");
        if (body.AsSubscript is { Index: { Kind: Kind.Constant } index }) (getter, argument) = ("itemgetter", index.Text);
        else if (body.AsSubscript is { Index.AsUnary: { Op: UnaryOperator.USub, Operand.Kind: Kind.Constant } } negative) (getter, argument) = ("itemgetter", negative.Index.Text);
        // A name with two underscores means another attribute inside a class.
        else if (body.AsAttribute is { } attribute && !attribute.Name.StartsWith("__", StringComparison.Ordinal)) argument = $"\"{attribute.Name}\"";
        else return;
        context.Report(key, $"a Python function is called for each element where `{getter}` reads it in C")
            .Cost("n*py.sort.key.lambda", "n*py.sort.key.itemgetter")
            .Size("n", size)
            .AtTier(Tier.C)
            // Fifteen nanoseconds an element.
            .ForProfilesUnless(size.IsSeen)
            .FixSafely($"read the key by `{getter}`", new Patch(context.Module).Replace(key, $"{getter}({argument})").Import("operator", getter));
    }

    /// <summary>The key of <c>lambda a, b: a.x - b.x</c>, and whether it is taken the other way round.</summary>
    private static (string Parameter, string Key, bool IsDescending)? DifferenceOf(LambdaView lambda)
    {
        var parameters = lambda.Arguments.Children;
        if (parameters.Count != 2 || lambda.Body.AsBinOp is not { Op: BinaryOperator.Sub } difference) return null;
        var (first, second) = (parameters[0], parameters[1]);
        if (IsSameOf(difference.Left, first.Data, difference.Right, second.Data)) return (first.AsParameter!.Value.Name, difference.Left.Text, false);
        if (IsSameOf(difference.Left, second.Data, difference.Right, first.Data)) return (second.AsParameter!.Value.Name, difference.Left.Text, true);
        return null;
    }

    /// <summary>Is one expression of a name what another is of another name?</summary>
    private static bool IsSameOf(Node left, int leftName, Node right, int rightName)
    {
        if (left.SubtreeEnd - left.Id != right.SubtreeEnd - right.Id) return false;
        var isNamed = false;
        for (var offset = 0; offset < left.SubtreeEnd - left.Id; offset++)
        {
            var (one, other) = (left.Tree[left.Id + offset], right.Tree[right.Id + offset]);
            if (one.Kind != other.Kind || one.Kind is not (Kind.Name or Kind.Attribute or Kind.Subscript or Kind.Constant)) return false;
            if (one.Kind == Kind.Name && (one.Data != leftName || other.Data != rightName)) return false;
            if (one.Kind == Kind.Attribute && one.Data != other.Data || one.Kind == Kind.Constant && one.Text != other.Text) return false;
            isNamed |= one.Kind == Kind.Name;
        }
        return isNamed;
    }
}
