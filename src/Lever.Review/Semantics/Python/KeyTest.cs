using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>A loop that looks for elements by equality: <c>for x in xs: if x.key == wanted</c>, or the same in a comprehension.</summary>
/// <param name="Scan">The loop over the elements.</param>
/// <param name="Test">The whole condition, of which the comparison is all or one conjunct.</param>
/// <param name="Compare">The comparison.</param>
/// <param name="Key">Its side that depends on the element.</param>
/// <param name="Wanted">Its side that does not.</param>
public readonly record struct KeyTest(Loop Scan, Node Test, Node Compare, Node Key, Node Wanted)
{
    public bool IsWholeTest => Test.Id == Compare.Id;

    /// <summary>What is searched, `enumerate` looked through.</summary>
    public Node Elements(PythonModule module) =>
        Scan.Iterable!.Value.AsCall is { } call && module.Names.IsBuiltin(call.Callee, "enumerate") && call.Positional(0) is { } counted
            ? counted : Scan.Iterable.Value;

    /// <summary>Is finding out what is wanted free of effects, or the same work that is done for every element anyway?</summary>
    public bool IsWantedPure(PythonModule module) => module.Purity.IsPure(Wanted) || Key.Kind == Kind.Call && IsSameFunction(Key, Wanted);

    /// <summary>The last name of the key, for naming an index by it: `handle` of `user.handle`, `id` of `row["id"]`, `f` of `f(user)`.</summary>
    public string KeyName =>
        Key.AsAttribute?.Name ?? Key.AsName?.Id
            ?? Key.AsCall?.Callee.AsName?.Id ?? (Key.AsSubscript is { Index.AsConstant.String: { } text } && IsWord(text) ? text : "key");

    /// <summary>The search that a comparison decides; null where it decides none.</summary>
    public static KeyTest? Of(PythonModule module, Node compare)
    {
        if (compare.AsCompare is not { Op: CompareOp.Eq, IsChain: false } view) return null;
        var test = compare;
        while (test.Parent.AsBoolOp is { Op: BoolOperator.And }) test = test.Parent;
        if (ScanOf(test) is not { } scan) return null;
        var (key, wanted) = DependsOn(module, view.Left, scan) ? (view.Left, view.Right) : (view.Right, view.Left);
        if (!DependsOn(module, key, scan) || DependsOn(module, wanted, scan)) return null;
        if (!IsKey(key) || wanted.Kind is not (Kind.Name or Kind.Attribute or Kind.Subscript or Kind.Call)) return null;
        if (key.Kind == Kind.Call && key.FirstChild.Kind == Kind.Name && !IsSameFunction(key, wanted)) return null;
        if (test.Id != compare.Id && HasEarlier(module, test, compare)) return null;
        if (!OnlyOf(module, key, scan) || IsUnhashable(module.Types.Of(key)) || IsUnhashable(module.Types.Of(wanted))) return null;
        return new KeyTest(scan, test, compare, key, wanted);
    }

    /// <summary>Does an expression read a variable of a loop?</summary>
    public static bool DependsOn(PythonModule module, Node expression, Loop loop)
    {
        if (loop.Target is not { } target) return false;
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if ((Kind)module.Tree.RawKinds[id] == Kind.Name && module.SymbolAt(module.Tree[id]) is { } symbol && symbol.IsDefinedIn(target)) return true;
        return false;
    }

    /// <summary>The loop that a condition filters: the generator it stands in, or the `for` whose body begins with its `if`.</summary>
    private static Loop? ScanOf(Node test)
    {
        var owner = test.Parent;
        switch (owner.Kind)
        {
            case Kind.Comprehension when owner.FirstChild.Id != test.Id && owner.Child(1).Id != test.Id:
                return new Loop(owner);
            // `any(x.key == wanted for x in xs)`
            case Kind.GeneratorExp when owner.FirstChild.Id == test.Id && owner.Parent.Kind == Kind.Call:
                return new Loop(owner.LastChild);
            case Kind.If when owner.FirstChild.Id == test.Id && owner.Parent is { Kind: Kind.Block } block && block.FirstChild.Id == owner.Id
                && block.Parent.Kind is Kind.For && block.Parent.Child(2).Id == block.Id:
                return new Loop(block.Parent);
            default:
                return null;
        }
    }

    /// <summary>Does another conjunct say what is searched for already? One search is one finding.</summary>
    private static bool HasEarlier(PythonModule module, Node test, Node compare)
    {
        foreach (var conjunct in test.Children)
        {
            if (conjunct.Id >= compare.Id) return false;
            if (conjunct.Kind == Kind.Compare && Of(module, conjunct) is not null) return true;
        }
        return false;
    }

    /// <summary>`f(x) == f(wanted)`: the function makes the key, whatever it is.</summary>
    private static bool IsSameFunction(Node key, Node wanted) =>
        key.AsCall is { OnlyArgument: not null, Callee: { Kind: Kind.Name } function } && wanted.AsCall is { OnlyArgument: not null } other
            && other.Callee.Kind == Kind.Name && other.Callee.Data == function.Data;

    /// <summary>A name, a chain of attributes, an element under a constant, `get` of one, or a function of one.</summary>
    private static bool IsKey(Node key) => key.Kind switch
    {
        Kind.Name => true,
        Kind.Attribute => IsKey(key.FirstChild),
        Kind.Subscript => key.Child(1).Kind == Kind.Constant && IsKey(key.FirstChild),
        Kind.Call => key.AsCall is { OnlyArgument.Kind: Kind.Constant, Callee.AsAttribute: { Name: "get", Receiver: var receiver } } && IsKey(receiver)
            || key.AsCall is { OnlyArgument: { } argument, Callee.Kind: Kind.Name } && IsKey(argument),
        _ => false,
    };

    /// <summary>Does the key read nothing but the scan's own variables?</summary>
    private static bool OnlyOf(PythonModule module, Node key, Loop scan)
    {
        for (var id = key.Id; id < key.SubtreeEnd; id++)
        {
            if ((Kind)module.Tree.RawKinds[id] != Kind.Name) continue;
            var isFunction = module.Tree[id].Parent is { Kind: Kind.Call } call && call.FirstChild.Id == id;
            if (module.SymbolAt(module.Tree[id]) is not { } symbol ? !isFunction : !symbol.IsDefinedIn(scan.Target!.Value) && !(isFunction && symbol.IsModuleLevel)) return false;
        }
        return true;
    }

    /// <summary>Values without a hash; floats are compared, as a rule, where a tolerance is meant.</summary>
    private static bool IsUnhashable(PythonType? type) =>
        type is { Kind: TypeKind.List or TypeKind.Dict or TypeKind.DefaultDict or TypeKind.Set or TypeKind.Float or TypeKind.NdArray or TypeKind.Series or TypeKind.DataFrame };

    private static bool IsWord(string text)
    {
        if (text.Length is 0 or > 24 || !char.IsAsciiLetterLower(text[0])) return false;
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_') return false;
        return true;
    }
}
