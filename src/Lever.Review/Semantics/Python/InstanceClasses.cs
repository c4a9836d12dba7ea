using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Of which class of the same file an expression's value is an instance: by an annotation, or by the call that made it.</summary>
internal sealed class InstanceClasses(PythonModule module)
{
    /// <summary>Longer chains of attributes are given up.</summary>
    private const int DeepestChain = 3;

    private readonly Dictionary<int, string?> paths = [];

    internal void Reset() => paths.Clear();

    /// <summary>The class's definition; null where the file does not say.</summary>
    public Node? Of(Node expression) => Of(expression, 0);

    private Node? Of(Node expression, int depth)
    {
        if (expression.AsAttribute is { } attribute)
        {
            if (depth >= DeepestChain) return null;
            var owner = module.Classes.IsSelf(attribute.Receiver) ? expression.EnclosingClass : Of(attribute.Receiver, depth + 1);
            return owner is { } known ? OfField(known, attribute.NameId) : null;
        }
        if (expression.Kind != Kind.Name || module.SymbolAt(expression) is not { } symbol) return null;
        if ((symbol.OnlyDefinition ?? ReachingDefinition.Of(module, symbol, expression)) is not { } definition) return null;
        switch (definition.Kind)
        {
            case DefinitionKind.Parameter: return definition.Node is { Kind: not (Kind.VarArg or Kind.KwArg), AsParameter.Annotation: { } annotation } ? Named(annotation) : null;
            case DefinitionKind.Declared: return definition.Node.Parent.AsAnnAssign is { } declared ? Named(declared.Annotation) : null;
            case DefinitionKind.Assigned: return definition.Node.Parent.AsAnnAssign is { } annotated ? Named(annotated.Annotation) : Made(definition.Value);
            case DefinitionKind.Iterated: return OfElements(definition.Value);
            default: return null;
        }
    }

    /// <summary>What all that a class assigns to a field of its instances agrees on.</summary>
    private Node? OfField(Node owner, int name)
    {
        Node? found = null;
        foreach (var target in module.Classes.WritesOf(owner, name))
        {
            var own = target.Parent.AsAnnAssign is { } annotated ? Named(annotated.Annotation) : target.Parent.AsAssign is { } assigned ? Made(assigned.Value) : null;
            if (own is null || found is { } known && known != own) return null;
            found = own;
        }
        return found;
    }

    /// <summary>The class that <c>list[Line]</c> and its like name for their elements.</summary>
    private Node? OfElements(Node iterable)
    {
        if (iterable.Kind != Kind.Name || module.SymbolAt(iterable) is not { OnlyDefinition: { } definition }) return null;
        var annotation = definition.Kind == DefinitionKind.Parameter ? definition.Node.AsParameter?.Annotation : definition.Node.Parent.AsAnnAssign?.Annotation;
        return annotation?.AsSubscript is { Index: { Kind: not Kind.Tuple } element, Value: var container }
            && (container.AsAttribute?.Name ?? container.AsName?.Id) is "list" or "List" or "set" or "Set" or "Sequence" or "Iterable" or "Collection" or "deque" or "Iterator" ? Named(element) : null;
    }

    /// <summary>The dotted path of a class that the project may define in another file, as what makes a name's only value, or its annotation, names it.</summary>
    public string? PathOf(Node expression)
    {
        if (expression.Kind != Kind.Name || module.SymbolAt(expression) is not { } symbol) return null;
        return paths.TryGetValue(symbol.Id, out var known) ? known : paths[symbol.Id] = symbol.OnlyDefinition is { } definition ? PathOf(definition) : null;
    }

    private string? PathOf(Definition definition)
    {
        var named = definition.Kind switch
        {
            DefinitionKind.Parameter => definition.Node is { Kind: not (Kind.VarArg or Kind.KwArg), AsParameter.Annotation: { } annotation } ? Plain(annotation) : null,
            DefinitionKind.Assigned => definition.Node.Parent.AsAnnAssign is { } annotated ? Plain(annotated.Annotation) : definition.Value.AsCall?.Callee,
            _ => null,
        };
        return named is { Kind: Kind.Name or Kind.Attribute } type && module.Names.Resolve(type) is null && module.Names.PathOf(type) is { } path && module.Project.HasPrefixOf(path) ? path : null;
    }

    private static Node Plain(Node annotation)
    {
        if (annotation.AsBinOp is { Op: BinaryOperator.BitOr } union) return union.Right.IsNone ? union.Left : union.Right;
        return annotation.AsSubscript is { } subscript && Types.LastName(subscript.Value) == "Optional" ? subscript.Index : annotation;
    }

    private Node? Made(Node value) => value.AsCall is { Callee: { Kind: Kind.Name } callee } ? Defined(module.SymbolAt(callee)) : null;

    private Node? Named(Node annotation)
    {
        if (annotation.AsConstant is { String: { } quoted }) return Defined(module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(quoted.Trim())));
        if (annotation.AsBinOp is { Op: BinaryOperator.BitOr } union) return union.Right.IsNone ? Named(union.Left) : union.Left.IsNone ? Named(union.Right) : null;
        if (annotation.AsSubscript is { } subscript) return (subscript.Value.AsName?.Id ?? subscript.Value.AsAttribute?.Name) is "Optional" or "Final" or "ClassVar" ? Named(subscript.Index) : null;
        return annotation.Kind == Kind.Name ? Defined(module.SymbolAt(annotation)) : null;
    }

    private static Node? Defined(Symbol? symbol) => symbol is { OnlyDefinition: { Kind: DefinitionKind.Class } definition } ? definition.Value : null;
}
