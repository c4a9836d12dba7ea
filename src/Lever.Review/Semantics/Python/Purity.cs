using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which expressions have no effect, which keep their value across the turns of a loop, and which values stay at home.</summary>
public sealed class Purity
{
    private const int MaximumDepth = 6;

    private readonly PythonModule module;
    private readonly Dictionary<int, bool> byFunction = [];
    private readonly Dictionary<int, bool> likelyByFunction = [];
    private int depth;

    internal Purity(PythonModule module) => this.module = module;

    internal void Reset()
    {
        byFunction.Clear();
        likelyByFunction.Clear();
        depth = 0;
    }

    /// <summary>No effect, and no call that is not known to be free of one. Reading attributes counts as free.</summary>
    public bool IsPure(Node expression) => IsPure(expression, trustReaders: false);

    /// <summary>Like <see cref="IsPure(Node)"/>, but methods of unknown receivers that are called as readers of strings and mappings are, such as <c>strip</c> and <c>get</c>, are believed to be those.</summary>
    public bool IsLikelyPure(Node expression) => IsPure(expression, trustReaders: true);

    private bool IsPure(Node expression, bool trustReaders)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            switch (node.Kind)
            {
                case Kind.Await or Kind.Yield or Kind.YieldFrom or Kind.NamedExpr: return false;
                case Kind.Call when !IsPureCall(node.AsCall!.Value) && !(trustReaders && IsReader(node.AsCall!.Value)): return false;
                case Kind.Lambda: id = node.SubtreeEnd - 1; break;
            }
        }
        return true;
    }

    /// <summary>Pure, and unable to raise on any value: names, constants, attributes of self, boolean logic over them.</summary>
    public bool CannotRaise(Node expression)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            switch (module.Tree[id].Kind)
            {
                case Kind.Name or Kind.Constant or Kind.BoolOp or Kind.IfExp or Kind.List or Kind.Tuple or Kind.Dict or Kind.Absent:
                    break;
                case Kind.UnaryOp when module.Tree[id].AsUnary!.Value.Op == UnaryOperator.Not:
                    break;
                case Kind.Compare:
                    break;
                case Kind.CompareOperator when (CompareOp)module.Tree[id].Data is CompareOp.Is or CompareOp.IsNot or CompareOp.Eq or CompareOp.NotEq:
                    break;
                default:
                    return false;
            }
        }
        return true;
    }

    /// <summary>Has a call no effect on anything that it can reach, as far as names of methods tell?</summary>
    public bool IsLikelyHarmless(CallView call) => module.Names.Resolve(call.Callee) is { Symbol: { Reads: true } } || IsPureCall(call, likely: true) || IsReader(call);

    /// <summary>Does an expression have the same value on every turn of a loop?</summary>
    /// <param name="trustCalls">Whether code that is not known is believed not to change the objects that the expression reads.</param>
    public bool IsInvariant(Node expression, Loop loop, bool trustCalls = true) => IsInvariant(expression, loop, trustCalls, null);

    /// <summary>Has an expression inside a loop's inner loop the same value whenever the inner loop comes to the same element?</summary>
    /// <param name="element">The inner loop's target.</param>
    public bool IsFixedBy(Node element, Node expression, Loop loop) => IsInvariant(expression, loop, true, element);

    private bool IsInvariant(Node expression, Loop loop, bool trustCalls, Node? element)
    {
        var region = loop.Region;
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            switch (node.Kind)
            {
                case Kind.Await or Kind.Yield or Kind.YieldFrom or Kind.NamedExpr: return false;
                case Kind.Lambda: return false;
                case Kind.Call when module.Names.Resolve(node.FirstChild)?.Symbol is not { IsPure: true } && !IsConstructor(node): return false;
                case Kind.Attribute when IsWrittenIn(node, region): return false;
                case Kind.Name when module.SymbolAt(node) is { } symbol && !Belongs(symbol, expression):
                    if (!KeepsItsValue(symbol, loop, element)) return false;
                    // A value that cannot change needs no look at how it is used.
                    if (module.Types.Of(node) is { IsImmutable: true }) break;
                    if (Usage.ChangesIn(module, symbol, region, trustCalls)) return false;
                    break;
            }
        }
        return true;
    }

    /// <summary>Is a name bound by no turn of a loop, unless by the element, or before the turns of a later generator?</summary>
    private static bool KeepsItsValue(Symbol symbol, Loop loop, Node? element)
    {
        var region = loop.Region;
        foreach (var definition in symbol.Definitions)
            if (region.Contains(definition.Node) && !(element is { } target && target.Contains(definition.Node)) && !loop.IsSetBefore(definition.Node)) return false;
        return true;
    }

    /// <summary>Is a local value seen by nobody else: not returned, stored, captured or given to unknown code?</summary>
    public bool StaysLocal(Symbol symbol)
    {
        if (!symbol.IsLocal || symbol.IsParameter || symbol.IsCaptured) return false;
        foreach (var reference in symbol.References)
            if (Usage.Of(module, reference) is Use.Passed or Use.Escapes) return false;
        return true;
    }

    /// <summary>Does nothing in a region hand the value of a local name to another name, a container, a closure or unknown code?</summary>
    public bool IsUnsharedIn(Symbol symbol, Node region)
    {
        if (!symbol.IsLocal || symbol.IsCaptured) return false;
        foreach (var reference in symbol.References)
            if (region.Contains(reference) && Usage.Of(module, reference) is Use.Passed or Use.Escapes) return false;
        return true;
    }

    /// <summary>Has a function of this file no effect that its caller could see?</summary>
    public bool IsPureFunction(FunctionView function) => IsPureFunction(function, byFunction);

    /// <summary>Like <see cref="IsPureFunction(FunctionView)"/>, but readers of unknown receivers are believed, as <see cref="IsLikelyPure"/> does, and errors, late imports and functions made inside count as no effect, nor does calling itself.</summary>
    public bool IsLikelyPureFunction(FunctionView function) => IsPureFunction(function, likelyByFunction);

    private bool IsPureFunction(FunctionView function, Dictionary<int, bool> answers)
    {
        if (answers.TryGetValue(function.Node.Id, out var known)) return known;
        if (depth > MaximumDepth) return false;
        // Taken as impure while it is being looked at, so that recursion ends in the safe answer.
        answers[function.Node.Id] = false;
        depth++;
        var pure = !function.IsAsync && function.Decorators.IsEmpty && BodyIsPure(function, answers == likelyByFunction);
        depth--;
        return answers[function.Node.Id] = pure;
    }

    /// <summary>Has a recursive function no effect, if its calls of itself have none?</summary>
    public bool IsPureButForItself(FunctionView function)
    {
        // What is worked out under the assumption may rest on it, so nothing of it is kept.
        byFunction.Clear();
        byFunction[function.Node.Id] = true;
        var pure = !function.IsAsync && BodyIsPure(function, likely: false);
        byFunction.Clear();
        return pure;
    }

    private bool BodyIsPure(FunctionView function, bool likely)
    {
        var body = function.Body;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            switch (node.Kind)
            {
                // Names imported late, and functions made here, whose bodies are looked at as part of this one.
                case Kind.Import or Kind.ImportFrom or Kind.FunctionDef or Kind.Nonlocal when likely: break;
                case Kind.Call when likely && module.Classes.FunctionCalled(node.AsCall!.Value) is { } called && function.Node.Contains(called.Node): break;
                case Kind.Global or Kind.Nonlocal or Kind.Yield or Kind.YieldFrom or Kind.Await or Kind.Delete or Kind.With or Kind.AsyncWith
                    or Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.ClassDef or Kind.Import or Kind.ImportFrom or Kind.Error:
                    return false;
                case Kind.Raise when likely: id = node.SubtreeEnd - 1; break;
                case Kind.Attribute or Kind.Subscript when Usage.IsStored(node) && !IsOwnLocal(node, function): return false;
                case Kind.Name when module.SymbolAt(node) is { } symbol && ReadsChangingState(symbol): return false;
                case Kind.Call when !IsPureCall(node.AsCall!.Value, likely) && !ChangesOwnLocal(node.AsCall!.Value, function) && !(likely && IsReader(node.AsCall!.Value)): return false;
            }
        }
        return true;
    }

    /// <summary>A module-level name that is bound more than once or shared may give another value tomorrow.</summary>
    private static bool ReadsChangingState(Symbol symbol) => symbol.IsModuleLevel && (symbol.IsShared || symbol.OnlyDefinition is null);

    private bool IsOwnLocal(Node target, FunctionView function)
    {
        var root = target;
        while (root.Kind is Kind.Attribute or Kind.Subscript) root = root.FirstChild;
        return root.Kind == Kind.Name && module.SymbolAt(root) is { IsLocal: true, IsParameter: false } symbol
            && symbol.ScopeNode.Id == function.Node.Id && IsFresh(symbol);
    }

    private bool ChangesOwnLocal(CallView call, FunctionView function) =>
        call.Callee.AsAttribute is { } method && module.Names.Resolve(call.Callee)?.Symbol is { Mutates: true } && IsOwnLocal(method.Node, function);

    /// <summary>Does every definition make a new container?</summary>
    private bool IsFresh(Symbol symbol)
    {
        foreach (var definition in symbol.Definitions)
        {
            // `found += more` adds to what is there.
            if (definition.Kind == DefinitionKind.Augmented) continue;
            if (definition.Kind != DefinitionKind.Assigned || !MakesContainer(definition.Value)) return false;
        }
        return true;
    }

    private bool MakesContainer(Node value) =>
        value.Kind is Kind.List or Kind.Dict or Kind.Set or Kind.ListComp or Kind.DictComp or Kind.SetComp || value.Kind == Kind.Call && IsConstructor(value);

    private bool IsPureCall(CallView call, bool likely = false)
    {
        if (module.Names.Resolve(call.Callee) is { Symbol: { } known })
        {
            if (known.IsPure) return true;
            return known.Reads && known.Blocking == Blocking.No && IsConstructor(call.Node);
        }
        return module.Classes.FunctionCalled(call) is { } function && IsPureFunction(function, likely ? likelyByFunction : byFunction);
    }

    private bool IsReader(CallView call) => call.Callee.AsAttribute is { } method && module.Names.Resolve(call.Callee) is null
        && method.Name is "strip" or "lstrip" or "rstrip" or "split" or "rsplit" or "splitlines" or "lower" or "upper" or "casefold" or "title" or "replace" or "startswith" or "endswith"
            or "encode" or "decode" or "isdigit" or "isalpha" or "isspace" or "partition" or "rpartition" or "zfill" or "get" or "items" or "keys" or "values" or "copy" or "isoformat";

    /// <summary>Does a call build a container from its arguments?</summary>
    private bool IsConstructor(Node call) =>
        module.Names.Resolve(call.FirstChild)?.Path is "builtins.list" or "builtins.set" or "builtins.dict" or "builtins.tuple" or "builtins.frozenset"
            or "builtins.bytearray" or "builtins.range" or "builtins.enumerate" or "builtins.zip" or "builtins.reversed" or "builtins.map" or "builtins.filter"
            or "collections.deque" or "collections.Counter" or "collections.defaultdict" or "collections.OrderedDict" or "str.join" or "bytes.join";

    /// <summary>Is the name bound inside the expression itself, by a comprehension?</summary>
    private static bool Belongs(Symbol symbol, Node expression) => symbol.ScopeKind == ScopeKind.Comprehension && expression.Contains(symbol.ScopeNode);

    private bool IsWrittenIn(Node attribute, Node region)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)module.Tree.RawKinds[id] == Kind.Attribute && module.Tree[id].Data == attribute.Data)
            {
                var other = module.Tree[id];
                if (Usage.IsStored(other) || Usage.Changes(Usage.Of(module, other))) return true;
            }
        return false;
    }
}
