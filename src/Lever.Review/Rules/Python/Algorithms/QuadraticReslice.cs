using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class QuadraticReslice : PythonRule
{
    public override RuleInfo Info { get; } = new("py-quadratic-reslice", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.8,
        Checklist = ["PY1"],
        Doc = """
            A buffer is consumed by cutting off its front again and again.

            ## Why it costs
            `data = data[n:]` copies all that is left. A megabyte of bytes taken in steps of 64 bytes copies 8 GB: 590 ms, where an
            offset that moves through the unchanged buffer takes 1.5 ms.

            ## Example
            ```python
            def records(data: bytes):
                while data:
                    yield data[:64]
                    data = data[64:]
            ```
            Use instead:
            ```python
            def records(data: bytes):
                at = 0
                while at < len(data):
                    yield data[at:at + 64]
                    at += 64
            ```

            ## Keep it when
            The buffer never holds more than a few kilobytes, or each cut takes nearly all of it.

            ## Regime
            Measured, bytes cut in steps of 64 on CPython 3.8, 3.11, 3.13: 1 KB: 0.85, 1.1, 0.94 times as fast, so it loses;
            16 KB: 1.3, 2.3, 1.9; 256 KB: 8, 18, 13.

            ## Patch safety
            No patch: what reads the buffer must read from the offset, and `len` must be told. A `memoryview` keeps the shape of the code,
            but callees get another type, and the buffer lives as long as any piece of it. In regular expressions `pattern.match(text, at)`
            treats `^` and look-behind differently from a slice.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Assign];

    public override ReadOnlySpan<Kind> AssignedKinds => [Kind.Subscript, Kind.Tuple];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Assign];

    public override void Visit(Node node, PythonContext context)
    {
        if (RestTaken(node) is not { } target) return;
        if (context.TypeOf(target) is not { Kind: TypeKind.Bytes or TypeKind.ByteArray or TypeKind.Str or TypeKind.List or TypeKind.Tuple } type) return;
        // A loop that also refills its buffer keeps it short.
        if (Accumulators.Of(context.Module, target) is not { } carried || IsRefilled(context, target, carried.Loop)) return;
        foreach (var earlier in context.SymbolAt(target)!.Value.Definitions)
            if (earlier.Node.Id < target.Id && carried.Loop.Node.Contains(earlier.Node) && RestTaken(earlier.Node.EnclosingStatement) is not null) return; // Once is enough.
        // `while path.startswith("../")` and `while text[0] in " \t"` trim a prefix: a turn or two.
        if (Loops.Around(node) is { IsWhile: true } inner && !RunsUntilEmpty(inner.Node.FirstChild, target)) return;
        var size = context.SizeOf(target);
        if (size.IsSmall || carried.Trips.IsSmall) return;
        // A word, a line, a path is short whoever passes it; what is long is a file's text or a buffer of bytes. Lists cut this way are short, as a rule.
        var tier = !size.IsData || type.Kind is TypeKind.List or TypeKind.Tuple ? Tier.C
            : type.Kind == TypeKind.Str && context.SymbolAt(target) is { IsParameter: true } ? Tier.B : Tier.A;

        context.Report(node, $"`{target.Text}` is copied without its front on each turn of the loop")
            .LabelHead(carried.Loop.Node, "each turn copies all that is left")
            .Cost(type.Kind is TypeKind.List or TypeKind.Tuple ? "0.5*n^2*py.list.slice" : "0.5*n*(n/64)*py.bytes.slice*1B", type.Kind is TypeKind.List or TypeKind.Tuple ? "n*py.list.slice" : "(n/64)*2*py.loop.step")
            .Size("n", size)
            .AtTier(tier)
            .ForProfilesUnless(size.IsData || type.Kind is not (TypeKind.List or TypeKind.Tuple))
            .Advise($"keep `{target.Text}` whole and move an offset through it", $"what reads `{target.Text}` in the loop can read from an offset");
    }

    /// <summary>The name in <c>x = x[n:]</c>, also as one of several targets <c>head, x = x[:n], x[n:]</c>.</summary>
    private static Node? RestTaken(Node assignment)
    {
        if (assignment.AsAssign is not { } assign) return null;
        if (assign.FirstTarget.Kind == Kind.Name) return assign.OnlyTarget is { } only && IsRestOf(assign.Value, only) ? only : null;
        if (assign.FirstTarget.Kind != Kind.Tuple || assign.Value.Kind != Kind.Tuple || assign.OnlyTarget is null) return null;
        var values = assign.Value.Children.GetEnumerator();
        foreach (var target in assign.FirstTarget.Children)
            if (values.MoveNext() && target.Kind == Kind.Name && IsRestOf(values.Current, target)) return target;
        return null;
    }

    private static bool IsRestOf(Node value, Node name) =>
        value.AsSubscript is { Value: { Kind: Kind.Name } source, Index.AsSlice: { Lower: not null, Upper: null, Step: null } } && source.Data == name.Data;

    private static bool RunsUntilEmpty(Node test, Node buffer)
    {
        switch (test.Kind)
        {
            case Kind.Constant: return true;
            case Kind.Name: return true;
            case Kind.BoolOp: return RunsUntilEmpty(test.FirstChild, buffer);
            case Kind.Call: return test.AsCall is { Callee.AsName.Id: "len" };
            case Kind.Compare:
                var compare = test.AsCompare!.Value;
                // `sep in data`, `len(data) >= 4`, `data != b""`: not an element compared.
                return !IsElementOf(compare.Left, buffer) && !IsElementOf(compare.Right, buffer);
            default: return false;
        }
    }

    private static bool IsElementOf(Node operand, Node buffer) => operand.AsSubscript is { Value: { Kind: Kind.Name } source } && source.Data == buffer.Data;

    private static bool IsRefilled(PythonContext context, Node target, Loop loop)
    {
        foreach (var definition in context.SymbolAt(target)!.Value.Definitions)
        {
            if (!loop.Node.Contains(definition.Node)) continue;
            if (definition.Kind == DefinitionKind.Augmented) return true;
            if (definition.Kind == DefinitionKind.Assigned && definition.Node.Parent.Kind == Kind.Assign && definition.Value.Kind != Kind.Subscript) return true;
        }
        return false;
    }
}
