using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class RepeatedParse : PythonRule
{
    public override RuleInfo Info { get; } = new("py-repeated-parse", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["PY8"],
        Doc = """
            The same text is parsed more than once on one path, or parsed into objects that are only a step to other objects.

            ## Why it costs
            `json.loads` takes about 11 µs for a kilobyte, `strptime` 4 µs for a date, `ast.parse` tens of microseconds for a few lines; the second
            time gives nothing new. A pydantic model that is validated from the result of `json.loads` needs the dicts only to throw them away.

            ## Example
            ```python
            import json

            def route(body):
                kind = json.loads(body)["kind"]
                payload = json.loads(body)["payload"]
                return kind, payload
            ```
            Use instead:
            ```python
            import json

            def route(body):
                message = json.loads(body)
                return message["kind"], message["payload"]
            ```

            ## Keep it when
            The two results must be separate objects because one of them is changed.

            ## Regime
            A JSON text of 50 bytes to 50 KB parsed twice takes 1.9 to 2.0 times as long on CPython 3.8, 3.11 and 3.13. By hand on 3.11 with
            pydantic 2.13: `model_validate_json` is 1.4 to 2.1 times as fast as the two steps, `model_dump_json` 2.8 times. It never loses.

            ## Patch safety
            Both users get the same object, so neither may change it. `model_validate_json` words some errors differently and is stricter about
            what JSON may hold; `model_dump_json` writes no blanks after separators and also writes what `json.dumps` refuses.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames { get; } = [.. Library.NamesWhere(symbol => symbol.Parses), "model_validate", "dumps"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call || call.Arguments.IsEmpty) return;
        if (callee.AsAttribute is { Name: "model_validate" }) CheckValidation(call, context);
        else if (context.Known(callee) is { Parses: true } known) CheckAgain(call, known, context);
        else if (context.Path(callee) == "json.dumps") CheckDump(call, context);
    }

    private static void CheckAgain(CallView call, LibrarySymbol known, PythonContext context)
    {
        var node = call.Node;
        if (node.EnclosingDef?.AsFunction is not { } function || call.Positional(0) is not { Kind: Kind.Name or Kind.Attribute } text) return;
        if (Roles.IsOnErrorPath(node)) return;
        // A stream gives other text the second time.
        if (context.TypeOf(text) is { IsOneShot: true } or { Kind: TypeKind.Object } || text.AsName?.Id is "f" or "fp" or "fh" or "file" or "stream" or "handle") return;
        if (EarlierLike(node, function, context) is not { } earlier || !IsSameText(call, earlier, context))
        {
            if (text.Kind == Kind.Name) CheckCallers(call, function, text, known, context);
            return;
        }
        if (context.HolderOf(earlier) is { } held && IsChanged(held, context) || context.HolderOf(node) is { } own && IsChanged(own, context)) return;

        var cost = CostOf(known);
        var draft = context.Report(node, $"`{CallText.Short(node)}` parses the same text again")
            .Label(earlier, "parsed here already")
            .Cost($"2*{cost}", cost)
            .AtTier(known.Nanoseconds >= 4000 && text.Kind == Kind.Name ? Tier.B : Tier.C);
        const string Shared = "neither of the two results is changed";
        if (context.HolderOf(earlier) is { OnlyDefinition: { } definition }) draft.FixWithConsent($"use `{definition.Node.Text}`", new Patch(context.Module).Replace(node, definition.Node.Text), Shared);
        else draft.Advise("parse it once and keep the result", Shared);
    }

    /// <summary>Callers that have parsed already what they pass to a function, which parses it first thing.</summary>
    private static void CheckCallers(CallView call, FunctionView function, Node text, LibrarySymbol known, PythonContext context)
    {
        if (known.Nanoseconds < 4000 || context.SymbolAt(text) is not { OnlyDefinition: { Kind: DefinitionKind.Parameter } parameter } || parameter.Node.Parent != function.Arguments) return;
        // Under a condition, and with a format of its own, it may be another way to read it.
        if (call.ArgumentCount != 1 || call.Node.EnclosingStatement.Parent != function.Body || !IsOnStatementsPath(call.Node)) return;
        foreach (var site in Callers.CallsOf(context.Module, function.Node))
        {
            if (site.EnclosingDef?.AsFunction is not { } caller || context.Module.Classes.FunctionCalled(site.AsCall!.Value)?.Node != function.Node) continue;
            if (ArgumentOf(site.AsCall!.Value, parameter.Node, function) is not { Kind: Kind.Name } passed || context.SymbolAt(passed) is not { OnlyDefinition: not null } symbol) continue;
            foreach (var reference in symbol.References)
            {
                if (reference.Id >= site.Id || reference.Parent.AsCall is not { } other || other.OnlyArgument != reference || context.Known(other.Callee) != known) continue;
                if (other.Node.EnclosingFunction != site.EnclosingFunction || !Paths.IsAlwaysBefore(other.Node, site)) continue;
                context.Report(site, $"`{function.Name}` parses again what `{passed.Text}` holds")
                    .Label(other.Node, "parsed here already")
                    .Cost($"2*{CostOf(known)}", CostOf(known))
                    .Advise("pass the parsed value on", "neither function changes it", "the function's callers elsewhere pass the same");
                break;
            }
        }
    }

    /// <summary>Is a node reached whenever its statement is?</summary>
    private static bool IsOnStatementsPath(Node node)
    {
        for (var at = node; !at.IsStatement; at = at.Parent)
            if (at.Kind is Kind.BoolOp or Kind.IfExp or Kind.Lambda || at.IsComprehension) return false;
        return true;
    }

    private static Node? ArgumentOf(CallView call, Node parameter, FunctionView function)
    {
        var position = 0;
        foreach (var other in function.Arguments.Children)
        {
            if (other == parameter) return call.Argument(call.Callee.Kind == Kind.Attribute ? position - 1 : position, parameter.AsParameter!.Value.Name);
            position++;
        }
        return null;
    }

    private static string CostOf(LibrarySymbol known) => known.CostRow is "py.json.loads" ? "py.json.loads.1k" : string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns");

    /// <summary>The first call of the function with the same text that comes before this one on every path.</summary>
    private static Node? EarlierLike(Node node, FunctionView function, PythonContext context)
    {
        var bytes = node.Bytes;
        for (var id = function.Body.Id; id < node.Id; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call && context.Tree[id] is var earlier && earlier.Span.Length == bytes.Length && earlier.Bytes.SequenceEqual(bytes)
                && earlier.EnclosingFunction == node.EnclosingFunction && Paths.IsAlwaysBefore(earlier, node)) return earlier;
        return null;
    }

    /// <summary>Do the names of the arguments mean the same in both places?</summary>
    private static bool IsSameText(CallView later, Node earlier, PythonContext context)
    {
        // A loop around the later call alone brings it what is bound further down, too.
        var end = later.Node.SubtreeEnd;
        for (var loop = context.LoopAround(later.Node); loop is { } around && !around.Region.Contains(earlier); loop = Loops.Around(around)) end = around.Region.SubtreeEnd;
        foreach (var argument in later.Arguments)
            for (var id = argument.Id; id < argument.SubtreeEnd; id++)
            {
                var node = context.Tree[id];
                if (node.Kind is Kind.Call or Kind.Await or Kind.NamedExpr or Kind.Yield) return false;
                if (node.Kind == Kind.Attribute && IsStoredBetween(node.Data, earlier.Id, end, context)) return false;
                if (node.Kind != Kind.Name || context.SymbolAt(node) is not { } symbol) continue;
                if (symbol.IsShared) return false;
                foreach (var definition in symbol.Definitions)
                    if (definition.Node.Id > earlier.Id && definition.Node.Id < end) return false;
            }
        return true;
    }

    private static bool IsStoredBetween(int name, int start, int end, PythonContext context)
    {
        for (var id = start; id < end; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Attribute && context.Tree[id].Data == name && Usage.IsStored(context.Tree[id])) return true;
        return false;
    }

    private static bool IsChanged(Symbol held, PythonContext context)
    {
        foreach (var reference in held.References)
            if (Usage.Changes(context.UseOf(reference))) return true;
        return false;
    }

    private static void CheckValidation(CallView call, PythonContext context)
    {
        if (call.OnlyArgument is not { AsCall: { OnlyArgument: { } text } parse } || context.Path(parse.Callee) != "json.loads") return;
        context.Report(call.Node, "the text is parsed into dicts that are only validated and dropped")
            .Label(parse.Node, "makes the dicts")
            .Cost("py.json.loads.1k + 10us", "10us")
            .FixWithConsent("let the model parse the text by `model_validate_json`",
                new Patch(context.Module).Replace(call.Node, $"{call.Callee.FirstChild.Text}.model_validate_json({text.Text})"),
                "text that is no JSON raises the model's error", "strict fields take what JSON has no type for");
    }

    private static void CheckDump(CallView call, PythonContext context)
    {
        if (call.OnlyArgument is not { AsCall: { Callee.AsAttribute: { Name: "model_dump" } dump, Arguments.IsEmpty: true } made }) return;
        context.Report(call.Node, "the model is dumped into dicts that are only written and dropped")
            .Label(made.Node, "makes the dicts")
            .Cost("py.json.dumps.1k + 10us", "10us")
            .FixWithConsent("let the model write itself by `model_dump_json`",
                new Patch(context.Module).Replace(call.Node, $"{dump.Receiver.Text}.model_dump_json()"),
                "readers do not mind that no blanks follow the separators");
    }
}
