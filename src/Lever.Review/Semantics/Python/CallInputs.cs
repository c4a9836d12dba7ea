using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What a call, or another expression, without effect reads, so that code can be asked whether it changes that.</summary>
public sealed class CallInputs
{
    private const int MaximumDepth = 3;

    private readonly PythonModule module;
    private readonly Node call;
    private readonly List<Symbol> symbols = [];
    private readonly HashSet<int> attributes = [];
    private readonly bool readsObjects;
    private bool readsAnything;

    /// <param name="function">The function of the file that runs; null for a library's.</param>
    public CallInputs(PythonModule module, CallView call, FunctionView? function)
    {
        this.module = module;
        this.call = call.Node;
        AddSymbols();
        AddAttributes(this.call, 0);
        if (function is { } own) AddAttributes(own.Body, 0);
    }

    private CallInputs(PythonModule module, Node expression)
    {
        this.module = module;
        call = expression;
        readsObjects = true;
        AddSymbols();
        AddAttributes(expression, 0);
    }

    /// <summary>Of a function of another file, which may read whatever its arguments hold.</summary>
    public static CallInputs OfUnknown(PythonModule module, CallView call) => new(module, call.Node);

    /// <summary>Of an expression whose calls may read whatever they are given.</summary>
    public static CallInputs OfUnknown(PythonModule module, Node expression) => new(module, expression);

    /// <summary>Does a condition around a call, within a region, look at a name that its arguments read? Without that condition it may not be made.</summary>
    public static bool AreTestedWithin(Node region, Node call)
    {
        for (var (child, at) = (call, call.Parent); at != region && !at.IsRoot; (child, at) = (at, at.Parent))
        {
            var test = at.Kind is Kind.If or Kind.BoolOp ? at.FirstChild : at.Kind == Kind.IfExp ? at.Child(1) : child;
            if (test.Id != child.Id && ReadsSame(test, call)) return true;
        }
        return false;
    }

    private static bool ReadsSame(Node test, Node call)
    {
        for (var id = test.Id; id < test.SubtreeEnd; id++)
            if ((Kind)test.Tree.RawKinds[id] == Kind.Name)
                for (var other = call.FirstChild.SubtreeEnd; other < call.SubtreeEnd; other++)
                    if ((Kind)call.Tree.RawKinds[other] == Kind.Name && call.Tree[other].Data == test.Tree[id].Data) return true;
        return false;
    }

    /// <summary>Could a turn of a loop change what the call gives? What an earlier generator of the same comprehension sets stays for all turns of a later one.</summary>
    /// <param name="element">The target of an inner loop, for whose elements the call gives something of their own; null for none.</param>
    public bool MayChangeIn(Loop loop, Node? element = null)
    {
        var region = loop.Region;
        return loop.IsDriven
            ? MayChange(region.Id, region.AsComprehension!.Value.FirstGenerator.Node.Id, element) || MayChange(loop.Node.Id, region.SubtreeEnd, element)
            : MayChange(region.Id, region.SubtreeEnd, element);
    }

    /// <summary>Could the code between two nodes of the function change what the call gives? Code that sees none of what it reads is believed not to.</summary>
    public bool MayChange(int start, int end) => MayChange(start, end, null);

    private bool MayChange(int start, int end, Node? element)
    {
        foreach (var symbol in symbols)
        {
            if (symbol.IsShared || symbol.IsModuleLevel && symbol.OnlyDefinition is null) return true;
            foreach (var definition in symbol.Definitions)
                if (definition.Node.Id >= start && definition.Node.Id < end && element?.Contains(definition.Node) != true) return true;
        }
        for (var id = start; id < end; id++)
        {
            switch ((Kind)module.Tree.RawKinds[id])
            {
                // Others run while this code waits.
                case Kind.Await or Kind.Yield or Kind.YieldFrom or Kind.AsyncFor or Kind.AsyncWith: return true;
                case Kind.Attribute when readsObjects && Usage.IsStored(module.Tree[id]) && Sees(module.Tree[id].FirstChild): return true;
                case Kind.Attribute when (readsAnything || attributes.Contains(module.Tree[id].Data)) && Usage.IsStored(module.Tree[id]): return true;
                case Kind.Subscript when Usage.IsStored(module.Tree[id]) && Sees(module.Tree[id].FirstChild): return true;
                // A call around the end runs after it.
                case Kind.Call when module.Tree[id].SubtreeEnd <= end && !call.Contains(module.Tree[id]) && Sees(module.Tree[id]) && !module.Purity.IsLikelyHarmless(module.Tree[id].AsCall!.Value): return true;
            }
        }
        return false;
    }

    /// <summary>Does an expression name something that the call reads and that can be changed?</summary>
    private bool Sees(Node expression)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            var kind = (Kind)module.Tree.RawKinds[id];
            if (kind == Kind.Attribute && attributes.Contains(module.Tree[id].Data) && !(module.Tree[id].Parent is { Kind: Kind.Call } method && method.FirstChild.Id == id)) return true;
            if (kind != Kind.Name || module.SymbolAt(module.Tree[id]) is not { } symbol || !symbols.Contains(symbol)) continue;
            if (module.Types.Of(module.Tree[id]) is not { IsFrozen: true }) return true;
        }
        return false;
    }

    private void AddSymbols()
    {
        for (var id = call.Id; id < call.SubtreeEnd; id++)
            if (module.Tree[id] is { Kind: Kind.Name } name && module.SymbolAt(name) is { } symbol && !call.Contains(symbol.ScopeNode) && !IsConstant(symbol) && !symbols.Contains(symbol)) symbols.Add(symbol);
    }

    private void AddAttributes(Node code, int depth)
    {
        for (var id = code.Id; id < code.SubtreeEnd; id++)
        {
            switch ((Kind)module.Tree.RawKinds[id])
            {
                case Kind.Attribute: attributes.Add(module.Tree[id].Data); break;
                case Kind.Call when depth > 0 || code.Id != call.Id:
                    if (module.Classes.FunctionCalled(module.Tree[id].AsCall!.Value) is not { } function) break;
                    if (depth < MaximumDepth) AddAttributes(function.Body, depth + 1);
                    else readsAnything = true;
                    break;
            }
        }
    }

    private static bool IsConstant(Symbol symbol) =>
        symbol.IsModuleLevel && symbol.OnlyDefinition is { Kind: DefinitionKind.Function or DefinitionKind.Class or DefinitionKind.Import or DefinitionKind.ImportFrom };
}
