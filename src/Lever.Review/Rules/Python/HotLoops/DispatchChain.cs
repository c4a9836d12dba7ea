using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class DispatchChain : PythonRule
{
    /// <summary>From this many branches on a dict of values wins by a tenth and more.</summary>
    private const int FewestValues = 6;

    /// <summary>From this many on it wins though it has to call a function for what the branch did.</summary>
    private const int FewestHandlers = 12;

    public override RuleInfo Info { get; } = new("py-dispatch-chain", Language.Python, LeverClass.Interpreter, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.4,
        Precision = 0.8,
        Effort = Effort.Medium,
        Checklist = ["PY1"],
        Doc = """
            A value is compared with one constant after the other to choose what to do.

            ## Why it costs
            The branch at place k costs k comparisons of 8 to 12 ns each, and a value that none of them knows costs all of them. A dict finds
            any of them in one lookup. `match` over constants compiles to the same comparisons.

            ## Example
            ```python
            def weight_of(kind):
                if kind == "error":
                    return 50
                elif kind == "warning":
                    return 40
                elif kind == "notice":
                    return 30
                elif kind == "info":
                    return 20
                elif kind == "debug":
                    return 10
                elif kind == "trace":
                    return 5
                return 0
            ```
            Use instead:
            ```python
            WEIGHTS = {"error": 50, "warning": 40, "notice": 30, "info": 20, "debug": 10, "trace": 5}

            def weight_of(kind):
                return WEIGHTS.get(kind, 0)
            ```

            ## Keep it when
            The first branches are taken by far the most, or the keys are members of an `Enum`, whose hash is a Python call.

            ## Regime
            All branches equally often, on CPython 3.8, 3.11 and 3.13. A dict of values: 1.1, 0.9 and 1.0 times as fast at 4 branches, 1.1, 1.2
            and 1.3 at 6, 1.8, 1.7 and 1.8 at 12, 2.7, 2.8 and 2.9 at 24. A dict of functions that are called: slower (0.8 to 0.9) at 6, 1.1,
            1.0 and 1.1 at 10, 1.3, 1.1 and 1.2 at 12, 1.9, 1.8 and 2.0 at 24. A value that is always the first of them is found faster by
            the chain.

            ## Patch safety
            No patch. The value must be hashable, and equal to a key only where its hash is equal too; a dict of values makes all of them
            beforehand, and functions see none of the local names.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.If];

    public override void Visit(Node node, PythonContext context)
    {
        // Most conditions are turned away by the kind of their test, and most of the rest by having no second branch.
        if (node.Kind != Kind.If || (Kind)context.Tree.RawKinds[node.Id + 1] is not (Kind.Compare or Kind.BoolOp) || Next(node) is not { } second || SubjectOf(node) is not { } subject || !IsOf(second, subject)) return;
        var (count, last) = (1, node);
        for (var at = (Node?)second; at is { } branch && IsOf(branch, subject); at = Next(branch)) (count, last) = (count + 1, branch);
        if (count < FewestValues) return;
        var isValues = true;
        for (var at = node; isValues; at = Next(at)!.Value)
        {
            isValues = IsValue(at, node, context);
            if (at == last) break;
        }
        if (count < (isValues ? FewestValues : FewestHandlers) || IsContinued(node, subject)) return;
        if (node.EnclosingDef is not { } function || context.Module.FileRole is Role.Test or Role.Init or Role.Cold || Roles.IsColdFunction(function) || Roles.IsOnErrorPath(node)) return;
        if (IsSetting(subject, context) || IsOrdered(node, context)) return;

        var repetition = context.RepetitionOf(node);
        if (repetition is { Trips.IsSmall: true }) return;
        var draft = context.Report(node.FirstChild, $"`{subject.Text}` is compared with one constant after the other, in {count} branches")
            .LabelHead(last, "the last one comes after all the others")
            .Cost("n*0.5*k*10ns", isValues ? "n*py.dict.lookup" : "n*(py.dict.lookup + py.call)", isValues ? "k > 5" : "k > 10")
            .Size("n", repetition?.Trips ?? Size.Unknown)
            .Size("k", Size.Exactly(count, "the branches"))
            .AtTier(repetition is { Trips.IsData: true } ? Tier.B : Tier.C)
            .ForProfilesUnless(repetition is { Trips.IsSeen: true } && count >= FewestHandlers);
        if (repetition is { } repeated) draft.Repeated(repeated, "on each turn");
        draft.Advise(isValues ? "look the value up in a dict that is made once" : "look the function for it up in a dict that is made once",
            $"`{subject.Text}` is hashable, and no branch is taken by far the most");
    }

    /// <summary>The branch that is tried where this one's condition does not hold: its `elif`, or the next statement where the body leaves.</summary>
    private static Node? Next(Node branch)
    {
        var body = branch.Child(1);
        var otherwise = new Node(branch.Tree, body.SubtreeEnd);
        if (!otherwise.IsAbsent) return otherwise.FirstChild is { Kind: Kind.If } only && only.SubtreeEnd == otherwise.SubtreeEnd ? only : null;
        if (branch.SubtreeEnd >= branch.Parent.SubtreeEnd || new Node(branch.Tree, branch.SubtreeEnd) is not { Kind: Kind.If } next) return null;
        return body.LastChild.Kind is Kind.Return or Kind.Raise or Kind.Continue or Kind.Break ? next : null;
    }

    /// <summary>Is there a branch before it that is of the same chain?</summary>
    private static bool IsContinued(Node node, Node subject)
    {
        var block = node.Parent;
        if (block.Parent is { Kind: Kind.If } outer && Next(outer) == node) return IsOf(outer, subject);
        foreach (var sibling in block.Children)
            if (sibling.SubtreeEnd == node.Id) return sibling.Kind == Kind.If && Next(sibling) == node && IsOf(sibling, subject);
        return false;
    }

    private static bool IsOf(Node branch, Node subject) => SubjectOf(branch) is { } own && own.Bytes.SequenceEqual(subject.Bytes);

    /// <summary>What a condition compares with constants alone.</summary>
    private static Node? SubjectOf(Node branch)
    {
        var test = branch.FirstChild;
        if (test.Kind == Kind.Compare) return Compared(test);
        if (test.AsBoolOp is not { Op: BoolOperator.Or } either) return null;
        Node? subject = null;
        foreach (var value in either.Values)
        {
            if (value.Kind != Kind.Compare || Compared(value) is not { } own || subject is { } known && !own.Bytes.SequenceEqual(known.Bytes)) return null;
            subject = own;
        }
        return subject;
    }

    private static Node? Compared(Node test)
    {
        if (test.AsCompare is not { IsChain: false } compare || !IsPlace(compare.Left)) return null;
        switch (compare.Op)
        {
            case CompareOp.Eq: return IsKey(compare.Right) ? compare.Left : null;
            case CompareOp.In when compare.Right.Kind is Kind.Tuple or Kind.List or Kind.Set:
                foreach (var element in compare.Right.Children)
                    if (!IsKey(element)) return null;
                return compare.Left;
            default: return null;
        }
    }

    /// <summary>A name, or an attribute of one.</summary>
    private static bool IsPlace(Node subject)
    {
        while (subject.Kind == Kind.Attribute) subject = subject.FirstChild;
        return subject.Kind == Kind.Name;
    }

    /// <summary>A literal, or a name in capitals for one. Members of an enumeration are hashed by Python code.</summary>
    private static bool IsKey(Node constant)
    {
        if (constant.AsConstant is { Type: ConstantKind.Str or ConstantKind.Bytes or ConstantKind.Int }) return true;
        if (constant.Kind is not (Kind.Name or Kind.Attribute) || constant.Kind == Kind.Attribute && char.IsAsciiLetterUpper((char)constant.FirstChild.Bytes[0])) return false;
        foreach (var letter in constant.Tree.Names[constant.Data])
            if (letter is >= (byte)'a' and <= (byte)'z') return false;
        return true;
    }

    /// <summary>Does a branch do no more than the first one does: give or set a value that is there already?</summary>
    private static bool IsValue(Node branch, Node first, PythonContext context)
    {
        var body = branch.Child(1);
        var only = body.FirstChild;
        if (only.SubtreeEnd != body.SubtreeEnd || only.Kind is not (Kind.Return or Kind.Assign) || only.Kind != first.Child(1).FirstChild.Kind || only.LastChild.IsAbsent) return false;
        var value = only.LastChild;
        for (var id = value.Id; id < value.SubtreeEnd; id++)
        {
            if ((Kind)only.Tree.RawKinds[id] is not (Kind.Constant or Kind.Name or Kind.Attribute or Kind.Tuple or Kind.UnaryOp)) return false;
            // What the function has worked out cannot stand in a dict that is made once.
            if ((Kind)only.Tree.RawKinds[id] == Kind.Name && context.SymbolAt(only.Tree[id]) is { IsModuleLevel: false, IsParameter: false }) return false;
        }
        return true;
    }

    /// <summary>Is it the same for the whole run: an argument of the program, the platform?</summary>
    private static bool IsSetting(Node subject, PythonContext context)
    {
        if (context.Module.Names.PathOf(subject) is not null) return true;
        if (subject.AsAttribute is not { } attribute) return false;
        return (attribute.Receiver.AsName?.Id ?? attribute.Receiver.AsAttribute?.Name) is { } receiver && (SizeNames.IsConfiguration(receiver) || receiver is "args" or "arguments" or "namespace" or "ns");
    }

    /// <summary>Does a comment at the chain's head say that the order has been thought of?</summary>
    private static bool IsOrdered(Node node, PythonContext context)
    {
        var from = node.Start - 200;
        foreach (var comment in context.Tree.Comments)
        {
            if (comment.Start < from || comment.Start > node.Child(1).End) continue;
            var text = context.Tree.Text.Slice(comment);
            foreach (var word in (ReadOnlySpan<string>)["common", "likel", "frequen", "fast path", "usual", "hot path", "order", "popular"])
                if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
