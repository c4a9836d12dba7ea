using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class SplitFirst : PythonRule
{
    /// <summary>Further in, few parts are left over that need not have been made.</summary>
    private const int LastPart = 2;

    public override RuleInfo Info { get; } = new("py-split-first", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Doc = """
            A whole text is split, and only its first or its last parts are read.

            ## Why it costs
            Each part is a new string of 20 to 40 ns. With a bound on the number of cuts the rest stays in one piece.

            ## Example
            ```python
            def first_line(path):
                with open(path) as file:
                    text = file.read()
                return text.split("\n")[0]
            ```
            Use instead:
            ```python
            def first_line(path):
                with open(path) as file:
                    text = file.read()
                return text.split("\n", 1)[0]
            ```

            ## Keep it when
            The text has two or three parts: then nothing is saved.

            ## Regime
            The first of two parts: no difference (0.98, 0.98, 1.0; CPython 3.8, 3.11, 3.13). Of ten, line after line: 2.7, 3.2 and 3.1 times
            faster; of fifty: 12, 14 and 14 times. The first of five thousand lines: 150 times and more.

            ## Patch safety
            Safe where the value is known to be text or bytes: the parts that are read are the same, and so are the errors where there are too
            few. `splitlines` cuts at more than line feeds, and gives nothing for an empty text.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["split", "rsplit", "splitlines"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { ArgumentCount: <= 1, Callee.AsAttribute: { Name: "split" or "rsplit" or "splitlines" } method } call || PartsRead(node, context) is not var (first, last)) return;
        var (fromFront, fromBack) = (first >= 0, last < 0);
        if (fromFront == fromBack || last > LastPart || first < -1 - LastPart) return;
        var lines = method.Name == "splitlines";
        if (lines && (call.ArgumentCount > 0 || (first, last) != (0, 0))) return;
        if (call.ArgumentCount == 1 && call.OnlyArgument is null) return;
        var text = method.Receiver;
        var isText = context.TypeOf(text)?.Kind is TypeKind.Str or TypeKind.Bytes;
        // `os.path.split` and pandas' `column.str.split` are others' methods.
        if (!isText && (context.Module.Names.PathOf(call.Callee) is not null || text.AsAttribute is { Name: "str" } || call.OnlyArgument is not { AsConstant.String: not null } && !lines)) return;
        // Cut from the back, "aaa" falls apart at "aa" in another way.
        if (call.OnlyArgument is { } separator && (method.Name == "rsplit") == fromFront && (separator.AsConstant?.String is not { } cut || MayOverlap(cut))) return;
        var size = context.SizeOf(text);
        var repetition = context.RepetitionOf(node);
        // Whoever reads what follows a separator such as `=` or `: ` expects one of them, and the whole is cut apart by then.
        if (last > 0 && call.OnlyArgument is { } between && !MayBeMany(between)) return;
        // Beside starting the process whose output it is, cutting a text is nothing.
        if (OutsideWait.FirstIn(context.Module, text) is not null) return;
        if (size.IsSmall || repetition is { Trips.IsSmall: true } || Roles.IsOnErrorPath(node)) return;

        // What a file holds has many lines; fields and words are few.
        var isWhole = size.IsSeen && (lines || call.OnlyArgument is { AsConstant.String: "\n" });
        var parts = isWhole ? Size.DataBy("the lines of a text") : Size.Unknown with { Low = 2, Typical = 5, High = 100 };
        var draft = context.Report(node, lines || call.OnlyArgument is { AsConstant.String: "\n" } ? $"all lines are cut apart to read {Which(first, last)}" : $"the text is split everywhere to read {Which(first, last)} of its parts")
            .Cost("60ns + m*30ns", "80ns", "m > 3")
            .Size("m", parts)
            .AtTier(isWhole ? Tier.B : Tier.C)
            .ForProfilesUnless(isWhole || repetition is { Through: null, Trips.IsSeen: true, Loop: { } loop } && Loops.IsOnEveryTurn(node, loop));
        Fix(draft, context, call, method, fromFront ? last + 1 : -first, fromFront, isText);
    }

    private static void Fix(FindingDraft draft, PythonContext context, CallView call, AttributeView method, int cuts, bool fromFront, bool isText)
    {
        if (method.Name == "splitlines")
        {
            draft.FixWithConsent("split once", new Patch(context.Module).Replace(call.Node, $"{method.Receiver.Text}.split(\"\\n\", 1)"),
                "the value is text whose lines end with a line feed alone", "an empty text has an empty first line");
            return;
        }
        const string Summary = "split no more often than the parts that are read need";
        var name = fromFront ? "split" : "rsplit";
        var separator = call.OnlyArgument?.Text ?? "None";
        var patch = new Patch(context.Module).Replace(call.Node, string.Create(CultureInfo.InvariantCulture, $"{method.Receiver.Text}.{name}({separator}, {cuts})"));
        if (isText) draft.FixSafely(Summary, patch);
        else draft.FixWithConsent(Summary, patch, $"`{method.Receiver.Text}` is text");
    }

    /// <summary>Is it a separator of lists, words, lines or paths, of which a text may have many?</summary>
    private static bool MayBeMany(Node separator) =>
        separator.AsConstant?.String is not { } text || text.Trim() is "" or "," or ";" or "|" or "/" or "\\" or "." or "-" or "_";

    private static string Which(int first, int last) => (first, last) switch
    {
        (0, 0) => "the first",
        (-1, -1) => "the last",
        ( >= 0, _) => "the first ones",
        _ => "the last ones",
    };

    /// <summary>The lowest and the highest index by which the parts are read, where that is all that is done with them.</summary>
    private static (int First, int Last)? PartsRead(Node split, PythonContext context)
    {
        if (split.Parent.Kind == Kind.Subscript) return IndexAt(split) is { } index ? (index, index) : null;
        if (split.Parent.Kind != Kind.Assign || context.HolderOf(split) is not { IsCaptured: false } holder || holder.References.IsEmpty) return null;
        var (first, last) = (int.MaxValue, int.MinValue);
        foreach (var reference in holder.References)
        {
            if (IndexAt(reference) is not { } read) return null;
            (first, last) = (Math.Min(first, read), Math.Max(last, read));
        }
        return (first, last);
    }

    private static int? IndexAt(Node value)
    {
        if (value.Parent.AsSubscript is not { } subscript || subscript.Value.Id != value.Id || Usage.IsStored(subscript.Node)) return null;
        if (subscript.Index.AsConstant is { Integer: { } index and <= LastPart }) return (int)index;
        return subscript.Index.AsUnary is { Op: UnaryOperator.USub, Operand.AsConstant.Integer: { } back and > 0 and <= LastPart + 1 } ? (int)-back : null;
    }

    /// <summary>Does a separator end as it begins, so that two of them can overlap?</summary>
    private static bool MayOverlap(string separator)
    {
        for (var length = 1; length < separator.Length; length++)
            if (separator.AsSpan(0, length).SequenceEqual(separator.AsSpan(separator.Length - length))) return true;
        return separator.Length == 0;
    }
}
