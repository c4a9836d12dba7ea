using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class ConfigReadPerCall : PythonRule
{
    public override RuleInfo Info { get; } = new("py-config-read-per-call", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Checklist = ["PY10"],
        Doc = """
            A file of settings, a template or an environment variable is read again for each request or item, always the same one.

            ## Why it costs
            Opening, reading and closing a small cached file takes 5 to 6 µs, parsing it tens of microseconds more, on a network's disk
            milliseconds. What was read once could be kept.

            ## Example
            ```python
            import json

            def limits():
                with open("limits.json") as handle:
                    return json.load(handle)

            def allowed(orders):
                return [order for order in orders if order.size <= limits()["size"]]
            ```
            Use instead:
            ```python
            import json
            from functools import lru_cache

            @lru_cache(maxsize=None)
            def limits():
                with open("limits.json") as handle:
                    return json.load(handle)

            def allowed(orders):
                return [order for order in orders if order.size <= limits()["size"]]
            ```

            ## Keep it when
            The file is edited while the program runs and must be seen at once, or tests put another one in its place.

            ## Regime
            A small JSON file read and parsed for each item, against once before them: 2.9 times faster at three items on CPython 3.8, 3.11 and
            3.13, 168 to 174 times at 300; at one item there is nothing to gain. Reading an environment variable takes 0.5 µs, which shows
            only in a loop that does little else.

            ## Patch safety
            A file that changes later is no longer seen, and all callers share the one object that was read: none may change it.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["open", "read_text", "read_bytes", "get", "getenv"];

    public override void Visit(Node node, PythonContext context)
    {
        // A test reads its samples once a run.
        if (context.Module.FileRole is Role.Test || node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call) return;
        switch (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id)
        {
            case "open" or "read_text" or "read_bytes": CheckFile(call, callee, context); break;
            case "get" when callee.FirstChild.AsAttribute is { Name: "environ" } || callee.FirstChild.AsName is { Id: "environ" }: CheckEnvironment(call, context); break;
            case "getenv": CheckEnvironment(call, context); break;
        }
    }

    private static void CheckFile(CallView call, Node callee, PythonContext context)
    {
        var node = call.Node;
        if (node.EnclosingDef is not { } definition || PathRead(call, callee, context) is not { } path || !IsSameEachTime(path, context)) return;
        var function = definition.AsFunction!.Value;
        // What is kept in an attribute or a global name is read once, as is what a memo holds.
        if (Repetition.IsMemoised(function) || KeepsSomething(function)) return;
        // Live values and files that the program writes itself change between two reads; who looks at the time reloads on purpose.
        if (IsLive(path, context) || context.HasName("st_mtime") || context.HasName("getmtime") || IsReload(function.Name)) return;
        // Straight in a loop an open file is another rule's business.
        if (call.Callee.Kind == Kind.Name && context.LoopAround(node) is not null) return;

        if (IsWritten(path, node, context)) return;

        var isHandler = Roles.IsHandler(context.Module, definition);
        var repetition = context.RepetitionOf(node) is { Trips.IsSmall: false } repeated ? repeated : (Repetition?)null;
        if (Roles.IsTest(definition) || repetition is null && context.Module.FileRole is Role.Init or Role.Cold) return;
        if (repetition is null && !isHandler && IsScript(context)) return;
        var parsing = ParsingIn(function, context);
        var once = parsing > 0 ? string.Create(CultureInfo.InvariantCulture, $"py.open + {parsing}ns") : "py.open";
        var draft = context.Report(node, $"`{CallText.Short(node)}` reads the same file {(repetition is null && !isHandler ? "on every call" : isHandler ? "for each request" : "again and again")}")
            .Cost($"n*({once})", $"{once} + n*py.memo.hit", "n > 1")
            .Size("n", repetition?.Trips ?? Size.Unknown)
            .AtTier(isHandler || repetition is { Trips.IsData: true } ? Tier.B : Tier.C)
            .ForProfilesUnless(isHandler || repetition is { Trips.IsData: true });
        if (repetition is { } found) draft.Repeated(found, "once a turn");
        const string Stale = "a change of the file is seen after a restart only";
        if (Memoised(function, context) is { } patch) draft.FixWithConsent("keep what was read, by `functools.lru_cache`", patch, Stale, "no caller changes what it is given");
        else draft.Advise("read the file once, at start or in a function that keeps its result", Stale);
    }

    /// <summary>Is the file run as a whole: does its top level, or what stands under `if __name__`, call functions of its own? Each of them runs once, as a rule.</summary>
    private static bool IsScript(PythonContext context)
    {
        var root = context.Tree.Root;
        for (var id = root.Id + 1; id < root.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.IsFunction || node.Kind is Kind.ClassDef or Kind.Lambda) id = node.SubtreeEnd - 1;
            else if (node.AsCall is { Callee: { Kind: Kind.Name } callee } && context.SymbolAt(callee) is { OnlyDefinition.Kind: DefinitionKind.Function }) return true;
        }
        return false;
    }

    /// <summary>The path of a call that reads a whole file or opens it for reading; null for any other.</summary>
    private static Node? PathRead(CallView call, Node callee, PythonContext context)
    {
        if (callee.AsAttribute is { Name: "read_text" or "read_bytes" } reader) return reader.Receiver;
        var path = context.Path(callee);
        if (path == "pathlib.Path.open") return IsForReading(call.Argument(0, "mode")) ? callee.AsAttribute?.Receiver : null;
        return path is "builtins.open" or "io.open" && IsForReading(call.Argument(1, "mode")) ? call.Argument(0, "file") : null;
    }

    private static bool IsForReading(Node? mode) => mode is not { } given || given.AsConstant?.String is "r" or "rb" or "rt";

    /// <summary>Constants, names that the module binds once, settings in capitals, and paths made of them.</summary>
    private static bool IsSameEachTime(Node expression, PythonContext context)
    {
        var isNamed = false;
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            switch (node.Kind)
            {
                case Kind.Constant: isNamed = true; break;
                case Kind.Attribute when char.IsAsciiLetterUpper(node.AsAttribute!.Value.Name[0]): isNamed = true; break;
                case Kind.Attribute or Kind.BinOp or Kind.Subscript: break;
                case Kind.Call when context.Known(node.FirstChild) is { IsPure: true } or { Reads: true }: break;
                case Kind.Name when context.SymbolAt(node) is { } symbol:
                    if (!symbol.IsModuleLevel || symbol.IsShared || symbol.OnlyDefinition is not { Kind: DefinitionKind.Assigned or DefinitionKind.Import or DefinitionKind.ImportFrom } definition) return false;
                    if (context.LoopAround(definition.Node) is not null) return false;
                    isNamed |= definition.Kind == DefinitionKind.Assigned || char.IsAsciiLetterUpper(symbol.Name[0]);
                    break;
                case Kind.Name when node.AsName!.Value.Id == "__file__": isNamed = true; break;
                case Kind.Name: break;
                default: return false;
            }
        }
        // An attribute of something that is imported may be anything, unless its name says that it is a constant.
        return isNamed && (expression.Kind != Kind.Attribute || char.IsAsciiLetterUpper(expression.AsAttribute!.Value.Name[0]));
    }

    private static bool IsLive(Node path, PythonContext context)
    {
        var value = context.ValueOf(path) ?? path;
        for (var id = value.Id; id < value.SubtreeEnd; id++)
        {
            if (context.Tree[id] is not { Kind: Kind.Constant } constant) continue;
            var text = constant.Bytes.TrimStart("rR\"'"u8);
            if (text.StartsWith("/proc"u8) || text.StartsWith("/sys"u8) || text.StartsWith("/dev"u8) || text.StartsWith("/run"u8) || text.StartsWith("/var"u8) || text.StartsWith("/tmp"u8)) return true;
        }
        return false;
    }

    /// <summary>Does the file open, write or remove anything else under the same path?</summary>
    private static bool IsWritten(Node path, Node read, PythonContext context)
    {
        var bytes = path.Bytes;
        // Most paths stand in the file once, which a search of the text tells sooner than one of the tree.
        if (OccursOnce(bytes, context.Tree.Text.Bytes)) return false;
        for (var id = 1; id < context.Tree.Root.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != (Kind)path.Tree.RawKinds[path.Id] || read.Contains(context.Tree[id]) || !context.Tree[id].Bytes.SequenceEqual(bytes)) continue;
            var use = context.Tree[id].Parent;
            if (use.Kind == Kind.Call && use.FirstChild.Id != id && (use.FirstChild.AsName?.Id ?? use.FirstChild.AsAttribute?.Name) is "open" && use.AsCall!.Value.Argument(1, "mode") is { } mode && !IsForReading(mode)) return true;
            if (use.AsAttribute is { Name: "write_text" or "write_bytes" or "unlink" or "touch" or "open" or "stat" }) return true;
            if (use.AsCall is { } call && context.Known(call.Callee) is { Blocking: Blocking.File, Reads: false } && context.Path(call.Callee) != "builtins.open") return true;
        }
        return false;
    }

    private static bool OccursOnce(ReadOnlySpan<byte> part, ReadOnlySpan<byte> text) => text[(text.IndexOf(part) + 1)..].IndexOf(part) < 0;

    private static bool KeepsSomething(FunctionView function)
    {
        if (function.Name is "__init__" or "__new__" or "__init_subclass__" or "__post_init__") return true;
        var tree = function.Node.Tree;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if ((Kind)tree.RawKinds[id] == Kind.Global || (Kind)tree.RawKinds[id] is Kind.Attribute or Kind.Subscript && Usage.IsStored(tree[id])) return true;
        return false;
    }

    private static bool IsReload(string name) =>
        name.Contains("reload", StringComparison.OrdinalIgnoreCase) || name.Contains("refresh", StringComparison.OrdinalIgnoreCase)
        || name.Contains("update", StringComparison.OrdinalIgnoreCase) || name.Contains("watch", StringComparison.OrdinalIgnoreCase);

    /// <summary>What parsing in the function costs, in nanoseconds; 0 where it does not parse.</summary>
    private static double ParsingIn(FunctionView function, PythonContext context)
    {
        var most = 0.0;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] == Kind.Call && context.Known(context.Tree[id].FirstChild) is { Parses: true } known) most = Math.Max(most, known.Nanoseconds);
        return most;
    }

    /// <summary>A memo on a function of the module that takes nothing and gives what it read.</summary>
    private static Patch? Memoised(FunctionView function, PythonContext context)
    {
        if (function.IsAsync || !function.Node.Parent.IsRoot || !function.Decorators.IsEmpty || function.Arguments.HasChildren) return null;
        var returns = false;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var kind = (Kind)context.Tree.RawKinds[id];
            // An iterator can be used up once, a file that is given away is read once.
            if (kind is Kind.Yield or Kind.YieldFrom or Kind.GeneratorExp) return null;
            if (kind == Kind.Return && context.Tree[id].HasChildren) returns |= context.TypeOf(context.Tree[id].FirstChild) is not { IsOneShot: true };
        }
        return returns ? new Patch(context.Module).InsertBefore(function.Node, "@lru_cache(maxsize=None)")?.Import("functools", "lru_cache") : null;
    }

    private static void CheckEnvironment(CallView call, PythonContext context)
    {
        if (context.LoopAround(call.Node) is not { IsWhile: false, IsAsync: false } loop || context.Path(call.Callee) is not ("os.environ.get" or "os.getenv")) return;
        if (call.Positional(0) is not { Kind: Kind.Constant } key || key.AsConstant?.String is not { Length: > 0 } variable) return;
        if (!context.TripsOf(loop).IsData || Loops.LeavesAfter(call.Node.EnclosingStatement, loop) || IsEnvironmentChanged(loop.Region, call.Node, context)) return;
        foreach (var argument in call.Arguments)
            if (!context.IsInvariant(argument.AsKeyword?.Value ?? argument, loop)) return;
        var name = variable.ToLowerInvariant();
        var canName = name.All(letter => char.IsAsciiLetterLower(letter) || letter == '_' || char.IsAsciiDigit(letter)) && !char.IsAsciiDigit(name[0]) && !context.HasName(name);
        context.Report(call.Node, $"the environment variable `{variable}` is looked up on every turn")
            .LabelHead(loop.Node, "once a turn")
            .Cost("n*py.environ", "py.environ", "n > 1").Size("n", context.TripsOf(loop))
            .AtTier(Tier.C)
            .FixWithConsent("look it up once, before the loop", canName ? new Patch(context.Module).Replace(call.Node, name).InsertBeforeLoop(loop, $"{name} = {call.Node.Text}") : null, "nothing that the loop calls changes the environment");
    }

    private static bool IsEnvironmentChanged(Node region, Node read, PythonContext context)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if (context.Tree[id] is { Kind: Kind.Attribute or Kind.Name } other && !read.Contains(other)
                && (other.AsAttribute?.Name ?? other.AsName!.Value.Id) is "environ" or "putenv" or "load_dotenv" or "setenv") return true;
        return false;
    }
}
