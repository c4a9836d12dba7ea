using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>
/// Which function or class of the project an expression of one file means, by its dotted name. Imports are not followed here: the
/// graph does that once it knows all files.
/// </summary>
internal sealed class CallTargets(PythonModule module, DefinitionNames names)
{
    /// <summary>Stands between a class and a member that is looked up in its bases only.</summary>
    public const string Super = "super ";

    private const int MaximumDepth = 4;

    private readonly Dictionary<int, string?> imported = [];
    private readonly Dictionary<int, DottedName?> functions = [];
    private readonly Dictionary<(int Class, int Name), string?> attributes = [];
    private int depth;

    public void Reset()
    {
        imported.Clear();
        functions.Clear();
        attributes.Clear();
    }

    /// <summary>The name of what a call runs, and whether a subclass may run something else; null where the project has no part in it.</summary>
    public (DottedName Name, bool IsDynamic)? Of(Node callee)
    {
        if (callee.Kind == Kind.Name) return module.SymbolAt(callee) is { } symbol && OfSymbol(symbol) is { } name ? (name, false) : null;
        if (callee.AsAttribute is not { } attribute) return null;
        var receiver = attribute.Receiver;
        if (receiver.AsCall is { ArgumentCount: 0 } call && module.Names.IsBuiltin(call.Callee, "super"))
            return receiver.EnclosingClass is { } own ? (new DottedName(Super + names.Of(own), attribute.Name), false) : null;
        if (ClassOf(receiver) is { } type) return (new DottedName(type, attribute.Name), true);
        return ImportedPath(receiver) is { } path ? (new DottedName(path, attribute.Name), false) : null;
    }

    /// <summary>The dotted name of the project's class that an expression's value has, or of what was called to make it.</summary>
    public string? ClassOf(Node expression)
    {
        if (depth >= MaximumDepth) return null;
        depth++;
        var found = expression.Kind switch
        {
            Kind.Name => OfVariable(expression),
            Kind.Attribute => OfAttribute(expression.AsAttribute!.Value),
            Kind.Call => Of(expression.FirstChild)?.Name.ToString(),
            _ => null,
        };
        depth--;
        return found;
    }

    private DottedName? OfSymbol(Symbol symbol)
    {
        if (functions.TryGetValue(symbol.Id, out var known)) return known;
        return functions[symbol.Id] = symbol.OnlyDefinition is { Kind: DefinitionKind.Function or DefinitionKind.Class } definition
            ? names.KeyOf(definition.Value)
            : ImportedPath(symbol) is { } path ? DottedName.Of(path) : null;
    }

    private string? OfVariable(Node name)
    {
        if (module.SymbolAt(name) is not { } symbol) return null;
        if (symbol.OnlyDefinition is not { } definition) return null;
        switch (definition.Kind)
        {
            case DefinitionKind.Assigned or DefinitionKind.Entered:
                return definition.Value.Kind == Kind.Call ? ClassOf(definition.Value) : null;
            case DefinitionKind.Parameter when module.Classes.IsSelf(name):
                return name.EnclosingClass is { } own ? names.Of(own) : null;
            case DefinitionKind.Parameter:
                return definition.Node.AsParameter is { Annotation: { } annotation } && definition.Node.Kind is not (Kind.VarArg or Kind.KwArg) ? OfAnnotation(annotation) : null;
            case DefinitionKind.Class:
                return names.Of(definition.Value);
            default:
                return null;
        }
    }

    private string? OfAnnotation(Node annotation)
    {
        if (annotation.AsBinOp is { Op: BinaryOperator.BitOr } union) return union.Right.IsNone ? OfAnnotation(union.Left) : null;
        if (annotation.AsSubscript is { } subscript && (subscript.Value.AsName?.Id ?? subscript.Value.AsAttribute?.Name) == "Optional") return OfAnnotation(subscript.Index);
        if (annotation.AsConstant?.String is { } text)
            return module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(text)) is { } symbol
                ? symbol.OnlyDefinition is { Kind: DefinitionKind.Class } own ? names.Of(own.Value) : ImportedPath(symbol) : null;
        return annotation.Kind == Kind.Name && module.SymbolAt(annotation) is { } named ? OfSymbol(named)?.ToString() : ImportedPath(annotation);
    }

    /// <summary>What the class around writes to an attribute of its objects, where that is one thing.</summary>
    private string? OfAttribute(AttributeView attribute)
    {
        if (!module.Classes.IsSelf(attribute.Receiver) || attribute.Node.EnclosingClass is not { } owner) return null;
        var key = (owner.Id, attribute.NameId);
        if (attributes.TryGetValue(key, out var known)) return known;
        // Entered first, so that attributes that are made from each other end here.
        attributes[key] = null;
        string? found = null;
        foreach (var write in module.Classes.WritesOf(attribute))
        {
            if (write.Parent.AsAnnAssign is { } annotated && OfAnnotation(annotated.Annotation) is { } said)
            {
                found = said;
                break;
            }
            var value = write.Parent.Kind is Kind.Assign ? write.Parent.LastChild : write;
            if (value.IsNone) continue;
            var own = value.Id == write.Id || value.Kind is not (Kind.Call or Kind.Name) ? null : ClassOf(value);
            if (own is null || found is not null && found != own) return null;
            found = own;
        }
        return attributes[key] = found;
    }

    /// <summary>The dotted path of a chain of attributes on an imported name, where the project has a module of its first names.</summary>
    private string? ImportedPath(Node expression) => expression.Kind switch
    {
        Kind.Name => module.SymbolAt(expression) is { } symbol ? ImportedPath(symbol) : null,
        Kind.Attribute => ImportedPath(expression.FirstChild) is { } owner ? owner + "." + expression.AsAttribute!.Value.Name : null,
        _ => null,
    };

    private string? ImportedPath(Symbol symbol)
    {
        if (imported.TryGetValue(symbol.Id, out var known)) return known;
        return imported[symbol.Id] = module.Names.ImportPathOf(symbol) is { } path && module.Project.HasPrefixOf(path) ? path : null;
    }
}
