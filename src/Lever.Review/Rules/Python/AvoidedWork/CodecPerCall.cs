using System.Collections.Frozen;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class CodecPerCall : PythonRule
{
    private static readonly FrozenDictionary<string, string> Costs = new Dictionary<string, string>
    {
        ["pydantic.TypeAdapter"] = "53us",
        ["jsonschema.validate"] = "730us",
        ["jinja2.Template"] = "360us",
        ["jinja2.Environment"] = "50us",
        ["msgspec.json.Decoder"] = "1us..5us",
        ["msgspec.msgpack.Decoder"] = "1us..5us",
        ["fastavro.parse_schema"] = "20us..1ms",
        ["cryptography.fernet.Fernet"] = "2us..10us",
    }.ToFrozenDictionary();

    private static readonly ImportedLibraries Libraries = new(Costs.Keys.Concat(["jinja2.environment.Template", "pydantic.type_adapter.TypeAdapter", "fastavro.schema.parse_schema"]));

    public override RuleInfo Info { get; } = new("py-codec-per-call", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["PY8", "PY10"],
        Doc = """
            A decoder, validator or template that is expensive to build is built for each use.

            ## Why it costs
            These objects compile a type, a schema or a text into something quick; the compilation costs ten to a hundred times what
            one use does. Built once, at module level, it is paid once.

            ## Example
            ```python
            from jinja2 import Template

            def greetings(users):
                return [Template("Hello {{ name }}").render(name=user.name) for user in users]
            ```
            Use instead:
            ```python
            from jinja2 import Template

            GREETING = Template("Hello {{ name }}")

            def greetings(users):
                return [GREETING.render(name=user.name) for user in users]
            ```

            ## Keep it when
            The type, schema or text differs from call to call, or the function runs once.

            ## Regime
            On CPython 3.11, per call and built once: pydantic 2.13 `TypeAdapter` of a list of models 55 and 2.2 µs, `jinja2.Template`
            368 and 6.0 µs, `jsonschema.validate` 737 and 8.9 µs. It never loses, but for the import's time where it is never used. Not measured on 3.8 and 3.13.

            ## Patch safety
            The object is built when the module is imported, so all that it names must exist by then; types that are named in quotes
            and defined later may not resolve yet.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Module];

    /// <summary>Most files import none of the libraries, so their calls are not looked at.</summary>
    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.Module || !Libraries.MayOccurIn(context.Module)) return;
        for (var id = 1; id < node.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call) Check(context.Tree[id], context);
    }

    private static void Check(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call || call.Arguments.IsEmpty) return;
        if (node.EnclosingDef is not { } function || context.Path(callee) is not { } path || !Costs.TryGetValue(path, out var cost)) return;
        var isValidation = path == "jsonschema.validate";
        // What varies from call to call cannot be built once.
        if (isValidation ? call.Argument(1, "schema") is not { } schema || !IsOfModule(schema, context) : !HasModuleArguments(call, context)) return;
        if (!isValidation && IsKept(node, function)) return;

        var loop = LoopOverData(node, context);
        if (loop is null && Roles.IsTest(function) || IsChanged(node, context)) return;
        var caller = loop is null ? Callers.RepeatedBy(context.Module, function) : null;
        var isHandler = Roles.IsHandler(context.Module, function);
        var draft = context.Report(node, $"`{callee.Text}` is built again for each use, always from the same arguments")
            .Cost($"n*{cost}", "n*py.call", "n > 1")
            .Size("n", loop is { } around ? context.TripsOf(around) : caller is { } calling ? context.TripsOf(calling) : Size.Unknown)
            .AtTier(loop is not null || isHandler ? Tier.A : caller is not null ? Tier.B : Tier.C);
        if ((loop ?? caller) is { } repeating) draft.LabelHead(repeating.Node, "repeats it");
        const string Early = "what it names is complete when the module is imported";
        if (isValidation) draft.Advise("build the validator of the schema once at module level, and call its `validate`", Early);
        else draft.FixWithConsent("build it once at module level", Hoisted(node, callee, context), Early);
    }

    private static Patch? Hoisted(Node node, Node callee, PythonContext context)
    {
        var name = (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id).ToUpperInvariant();
        if (node.EnclosingStatement.AsAssign is { OnlyTarget.AsName: { } target }) name = target.Id.ToUpperInvariant();
        if (context.Tree.Names.Find(Encoding.UTF8.GetBytes(name)) >= 0) return null;
        var top = node;
        while (!top.Parent.IsRoot) top = top.Parent;
        for (var id = node.Id; id < node.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Name } used && context.SymbolAt(used) is { OnlyDefinition: var definition } && (definition is null || definition.Value.Node.Id > top.Id)) return null;
        return new Patch(context.Module).Replace(node, name).InsertBefore(top, $"{name} = {node.Text}", "");
    }

    private static bool HasModuleArguments(CallView call, PythonContext context)
    {
        foreach (var argument in call.Arguments)
            if (!IsOfModule(argument, context)) return false;
        return true;
    }

    /// <summary>Constants, and names that the module binds once.</summary>
    private static bool IsOfModule(Node expression, PythonContext context)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.Call or Kind.Await or Kind.Yield or Kind.Lambda || node.IsComprehension) return false;
            if (node.Kind == Kind.Name && context.SymbolAt(node) is { } symbol && (!symbol.IsModuleLevel || symbol.IsShared)) return false;
        }
        return true;
    }

    /// <summary>Stored where it lives on, or made by a function that is there to make it once.</summary>
    private static bool IsKept(Node node, Node function)
    {
        var statement = node.EnclosingStatement;
        if (node.Parent.Kind is Kind.Return or Kind.Yield || statement.AsAssign is { FirstTarget.Kind: Kind.Attribute or Kind.Subscript }) return true;
        if (function.Child(1).Text is "__init__" || function.Bytes.IndexOf("global "u8) >= 0) return true;
        foreach (var decorator in function.AsFunction!.Value.Decorators)
            if (decorator.Bytes.IndexOf("cache"u8) >= 0) return true;
        return false;
    }

    /// <summary>Is it changed where it is used, so that the next one has to be a new one?</summary>
    private static bool IsChanged(Node node, PythonContext context)
    {
        if (node.Parent.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } || context.SymbolAt(target) is not { } symbol) return false;
        foreach (var reference in symbol.References)
            if (reference.Parent.Kind == Kind.Attribute && (Usage.IsStored(reference.Parent) || reference.Parent.Parent.Kind == Kind.Call && reference.Parent.Parent.Parent.Kind == Kind.Expr)) return true;
        return false;
    }

    private static Loop? LoopOverData(Node node, PythonContext context)
    {
        for (var loop = context.LoopAround(node); loop is { } found; loop = Loops.Around(found))
            if (context.TripsOf(found).IsData) return found;
        return null;
    }
}
