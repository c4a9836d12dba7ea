using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class StrAccumulateNonlocal : PythonRule
{
    public override RuleInfo Info { get; } = new("py-str-accumulate-nonlocal", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY1", "PY4"],
        Doc = """
            A string grows by concatenation where CPython cannot append in place.

            ## Why it costs
            CPython appends to a string in place only where a local name holds its sole reference. An attribute, a global, a closure's
            variable, text put in front, or an f-string that holds the old text copies everything on each turn: 0.8 µs at 10,000
            characters, 15 µs at 100,000.

            ## Example
            ```python
            class Page:
                def __init__(self):
                    self.text = ""

                def write(self, rows):
                    for row in rows:
                        self.text += row.html
            ```
            Use instead:
            ```python
            class Page:
                def __init__(self):
                    self.text = ""

                def write(self, rows):
                    self.text += "".join([row.html for row in rows])
            ```

            ## Keep it when
            The text stays below a few hundred characters.

            ## Regime
            Measured on CPython 3.8, 3.11, 3.13, an attribute and parts of 50 characters: 3 parts: slower (0.9); 10: 1.3 times faster; 100: 2.8, 3.9, 4.1;
            1,000: 8, 21, 19; 10,000: 95, 239, 210. A plain local `s += part` is linear on all of them and is never reported. A closure's
            variable is copied since 3.11.

            ## Patch safety
            The parts are collected and joined after the loop. Someone has to say that nothing reads the text while the loop runs; an
            exception in the loop leaves the text without this loop's parts.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.AugAssign, Kind.Assign];

    public override ReadOnlySpan<Kind> AssignedKinds => [Kind.BinOp, Kind.JoinedStr];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.AugAssign, Kind.Assign];

    private enum Form { Appended, Prepended, Rebuilt }

    public override void Visit(Node node, PythonContext context)
    {
        if (Accumulated(node) is not (var form, { } target)) return;
        var isLocal = target.Kind == Kind.Name && context.SymbolAt(target) is { IsLocal: true };
        if (target.Kind == Kind.Name && context.SymbolAt(target) is null) return;
        // CPython appends to a plain local in place.
        if (isLocal && form == Form.Appended) return;
        if (!context.IsType(target, TypeKind.Str)) return;
        if (Accumulators.Of(context.Module, target) is not { } carried || carried.Trips.IsSmall) return;

        var draft = context.Report(node, form switch
            {
                Form.Prepended => $"text is put in front of `{target.Text}`, which copies it each time",
                Form.Rebuilt => $"`{target.Text}` is formatted into its own successor, which copies it each time",
                _ => $"`{target.Text}` is no local name, so `+=` copies the text each time",
            })
            .LabelHead(carried.Loop.Node, "each turn copies what earlier turns wrote")
            .Cost("0.5*n^2*64*py.str.concat.nonlocal", "n*py.str.join")
            .Size("n", carried.Trips)
            .AtTier(carried.Trips.IsData ? Tier.A : Tier.C)
            // A local text of unknown length is mostly a name, a line or a path, too short for its copies to count.
            .ForProfilesUnless(!isLocal && form != Form.Prepended || carried.Trips.IsData);
        Fix(draft, context, node, target, form);
    }

    private static (Form Form, Node? Target) Accumulated(Node node)
    {
        if (node.AsAugAssign is { Op: BinaryOperator.Add } augmented)
            return augmented.Target.Kind is Kind.Name or Kind.Attribute ? (Form.Appended, augmented.Target) : default((Form, Node?));
        if (node.AsAssign is not { FirstTarget: { Kind: Kind.Name or Kind.Attribute } target, Value: var value } assign || assign.OnlyTarget is null) return default;
        switch (value.Kind)
        {
            case Kind.BinOp when value.AsBinOp is { Op: BinaryOperator.Add } sum:
                // Sums lean to the left: the leftmost operand decides whether text comes after or before.
                var first = sum.Left;
                while (first.AsBinOp is { Op: BinaryOperator.Add } deeper) first = deeper.Left;
                if (IsSame(first, target)) return first.Id == sum.Left.Id ? (Form.Appended, target) : default((Form, Node?));
                return IsSame(sum.Right, target) ? (Form.Prepended, target) : default((Form, Node?));
            case Kind.JoinedStr:
                foreach (var part in value.Children)
                    if (part.Kind == Kind.FormattedValue && IsSame(part.FirstChild, target)) return (Form.Rebuilt, target);
                return default;
            default: return default;
        }
    }

    private static bool IsSame(Node value, Node target) =>
        value.Kind == target.Kind && value.Data == target.Data && (target.Kind == Kind.Name || (target.FirstChild.Kind == Kind.Name && value.FirstChild.Kind == Kind.Name && value.FirstChild.Data == target.FirstChild.Data));

    private static void Fix(FindingDraft draft, PythonContext context, Node node, Node target, Form form)
    {
        const string Summary = "collect the parts in a list and join them after the loop";
        var contract = $"nothing reads `{target.Text}` while the loop runs, and after an exception its parts may be missing";
        var loop = Loops.Around(node)!.Value;
        if (form != Form.Appended || node.Kind != Kind.AugAssign || !IsPlain(loop, node, target)) { draft.Advise(Summary, contract); return; }
        var parts = target.Kind == Kind.Attribute ? $"{target.AsAttribute!.Value.Name.TrimStart('_')}_parts" : $"{target.Text}_parts";
        if (context.Tree.Names.Find(System.Text.Encoding.UTF8.GetBytes(parts)) >= 0) { draft.Advise(Summary, contract); return; }
        var patch = new Patch(context.Module)
            .Replace(node, $"{parts}.append({context.Tree.Text.Slice(new Lever.Syntax.Text.Span(ValueStart(node, target), node.End))})")
            .InsertBefore(loop.Node, $"{parts} = []")
            ?.InsertLinesAfter(loop.Node, $"{target.Text} += \"\".join({parts})");
        draft.FixWithConsent(Summary, patch, contract);
    }

    /// <summary>Where the added value starts, with the parentheses and comments that may stand before it.</summary>
    private static int ValueStart(Node node, Node target)
    {
        var bytes = node.Tree.Text.Bytes;
        var at = target.End + bytes[target.End..].IndexOf("+="u8) + 2;
        while (bytes[at] is (byte)' ' or (byte)'\t') at++;
        return at;
    }

    /// <summary>Does the loop touch the target only here, and does it always reach its end?</summary>
    private static bool IsPlain(Loop loop, Node node, Node target)
    {
        for (var id = loop.Node.Id; id < loop.Node.SubtreeEnd; id++)
        {
            var at = loop.Node.Tree[id];
            if (at.Kind is Kind.Return or Kind.Yield or Kind.YieldFrom or Kind.Await) return false;
            if (at.Kind == target.Kind && at.Data == target.Data && at.Id != target.Id) return false;
        }
        return !loop.IsWhile || loop.Node.Optional(2) is null;
    }
}
