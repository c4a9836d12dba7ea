using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class StdlibJsonHot : PythonRule
{
    public override RuleInfo Info { get; } = new("py-stdlib-json-hot", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.7,
        Precision = 0.7,
        Effort = Effort.Large,
        Checklist = ["PY8"],
        Doc = """
            Documents go through the standard library's `json` for every request or record.

            ## Why it costs
            `json.loads` takes about 11 µs and `json.dumps` about 19 µs for each kilobyte. orjson does the same three to eight times
            faster, and gives bytes, which saves the encoding as well.

            ## Example
            ```python
            import json

            def parse(lines):
                return [json.loads(line) for line in lines]
            ```
            Use instead:
            ```python
            import orjson

            def parse(lines):
                return [orjson.loads(line) for line in lines]
            ```

            ## Keep it when
            Documents are tiny or few, the output is compared byte for byte, or another dependency is not welcome.

            ## Regime
            516 bytes on CPython 3.11: `loads` 2.0 against 0.5 µs, `dumps` with `encode` 2.9 against 0.4 µs. Where the types are known,
            `msgspec` decodes into structs faster still. Not measured on 3.8 and 3.13.

            ## Patch safety
            orjson writes no blanks after `,` and `:`, writes characters beyond ASCII as they are, takes `NaN` as null and refuses
            integers of more than 64 bits and keys that are no strings; its errors are subclasses of `json.JSONDecodeError` and `TypeError`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["loads", "dumps"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call) return;
        if ((callee.AsAttribute?.Name ?? callee.AsName!.Value.Id) is not ("loads" or "dumps") || context.Path(callee) is not ("json.loads" or "json.dumps")) return;
        // Hooks, encoders and layouts are what a faster library lacks.
        if (call.Positional(0) is not { } document || call.ArgumentCount > 2 || (call.ArgumentCount == 2 && call.Keyword("sort_keys") is null)) return;
        if (node.EnclosingDef is not { } function || Roles.IsOnErrorPath(node) || CountsAsText(node, context)) return;
        if (IsTiny(document, context)) return;
        if (Repeats(node, function, context) is not { } reason) return;

        var isLoad = context.Path(callee) == "json.loads";
        var draft = context.Report(node, $"`{callee.Text}` handles a document {reason.Text}")
            .Cost(isLoad ? "n*1KB*py.json.loads" : "n*1KB*py.json.dumps", isLoad ? "n*1KB*orjson.loads" : "n*1KB*orjson.dumps", "n > 0")
            .Size("n", reason.Loop is { } loop ? context.TripsOf(loop) : Size.Exactly(1, "a call"));
        if (reason.Loop is { } around)
            // A dependency is much to ask for what may be three documents.
            draft.LabelHead(around.Node, "once a turn").AtTier(context.TripsOf(around).IsSeen ? Tier.B : Tier.C).ForProfilesUnless(context.TripsOf(around).IsSeen || around.Region.Contains(node));
        draft.FixWithConsent(
            isLoad ? "parse with orjson, or with msgspec into a struct" : "write with orjson, which gives bytes",
            WithOrjson(call, document, isLoad, context),
            "orjson becomes a dependency",
            isLoad ? "documents that are no JSON may raise `orjson.JSONDecodeError` in place of `json.JSONDecodeError`, of which it is a kind"
                : "what JSON cannot hold may raise `orjson.JSONEncodeError` in place of `TypeError`, of which it is a kind",
            isLoad ? "documents hold no NaN and no integers of more than 64 bits" : "nobody compares the text: orjson writes no blanks and keeps characters beyond ASCII");
    }

    private static Patch? WithOrjson(CallView call, Node document, bool isLoad, PythonContext context)
    {
        var patch = new Patch(context.Module);
        if (isLoad) return patch.Replace(call.Callee, "orjson.loads").ImportModule("orjson");
        var option = call.ArgumentCount == 2 ? ", option=orjson.OPT_SORT_KEYS" : "";
        var written = $"orjson.dumps({document.Text}{option})";
        // `json.dumps(x).encode()` is what orjson gives by itself.
        if (call.Node.Parent.AsAttribute is { Name: "encode" } encode && encode.Node.Parent.AsCall is { } encoded && encoded.Callee.Id == encode.Node.Id && IsUtf8(encoded))
            return patch.Replace(encoded.Node, written).ImportModule("orjson");
        return patch.Replace(call.Node, written + ".decode()").ImportModule("orjson");
    }

    private static bool IsUtf8(CallView encode) =>
        encode.Arguments.IsEmpty || encode.OnlyArgument?.AsConstant?.String?.ToLowerInvariant() is "utf-8" or "utf8";

    /// <summary>Why the place is known to run often: a handler, a loop over data, or a function that such a loop calls.</summary>
    private static (string Text, Loop? Loop)? Repeats(Node node, Node function, PythonContext context)
    {
        // Beside what a handler waits for, one document is nothing.
        if (Roles.IsHandler(context.Module, function) && !HeavyWork.IsIn(context.Module, function.AsFunction!.Value.Body, context.Path(node.FirstChild))) return ("for every request", null);
        for (var loop = context.LoopAround(node); loop is { } found; loop = Loops.Around(found))
            if (context.TripsOf(found).IsData && !HeavyWork.IsIn(context.Module, found.Body ?? found.Region, context.Path(node.FirstChild)) && !Loops.LeavesAfter(node.EnclosingStatement, found)) return ("on every turn of a loop", found);
        return Callers.RepeatedBy(context.Module, function) is { } caller ? ("on every call, and a loop calls it", caller) : null;
    }

    /// <summary>Printed, logged, laid out with an indent, or hashed: the text itself counts.</summary>
    private static bool CountsAsText(Node node, PythonContext context)
    {
        for (var at = node.Parent; !at.IsStatement; at = at.Parent)
        {
            if (at.AsCall is not { } outer) continue;
            // A digest of the text changes with every blank.
            if (context.Path(outer.Callee)?.StartsWith("hashlib.", StringComparison.Ordinal) == true) return true;
            if (outer.Keyword("indent") is not null || context.IsBuiltin(outer.Callee, "print")) return true;
            if ((outer.Callee.AsAttribute?.Name ?? "") is "debug" or "info" or "warning" or "error" or "exception" or "log" or "echo") return true;
        }
        return false;
    }

    private static bool IsTiny(Node document, PythonContext context) =>
        document.Kind == Kind.Constant || (document.AsDict is { Count: <= 3 } && document.SubtreeEnd - document.Id < 12) || context.TypeOf(document) is { IsNumber: true };
}
