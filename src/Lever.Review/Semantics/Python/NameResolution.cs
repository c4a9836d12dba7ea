using System.Text;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which known library symbol, or which thing of the project, an expression names.</summary>
public sealed class NameResolution
{
    private readonly PythonModule module;
    private readonly Dictionary<int, LibraryNode?> libraryBySymbol = [];
    private readonly Dictionary<int, string?> pathBySymbol = [];

    /// <summary>The answer given last: many rules ask about the same callee one after the other.</summary>
    private (int Node, LibraryNode? Found) last = (-1, null);

    internal NameResolution(PythonModule module) => this.module = module;

    internal void Reset()
    {
        libraryBySymbol.Clear();
        pathBySymbol.Clear();
        last = (-1, null);
    }

    /// <summary>The library entry that a name or an attribute chain means, seen through imports, aliases and the receiver's type.</summary>
    public LibraryNode? Resolve(Node expression)
    {
        if (expression.Kind is not (Kind.Name or Kind.Attribute)) return null;
        if (last.Node == expression.Id) return last.Found;
        var found = expression.Kind == Kind.Name ? OfName(expression) : OfAttribute(expression.AsAttribute!.Value);
        // An answer given while types are being worked out may have been cut short.
        if (module.Types.IsIdle) last = (expression.Id, found);
        return found;
    }

    private LibraryNode? OfName(Node name) =>
        module.SymbolAt(name) is { } symbol ? OfSymbol(symbol) : Library.Root.Child("builtins")?.Child(name.AsName!.Value.Id);

    private LibraryNode? OfAttribute(AttributeView attribute)
    {
        if (Resolve(attribute.Receiver) is { } owner && owner.Child(attribute.Name) is { } member) return member;
        return module.Types.Of(attribute.Receiver) is { } type ? Library.Root.Find(type.Name)?.Child(attribute.Name) : null;
    }

    /// <summary>The dotted path of an imported name or of an attribute chain on one, known library or not; null for others.</summary>
    public string? PathOf(Node expression)
    {
        if (Resolve(expression) is { } known) return known.Path;
        switch (expression.Kind)
        {
            case Kind.Name:
                return module.SymbolAt(expression) is { } symbol ? PathOf(symbol) : null;
            case Kind.Attribute:
                var attribute = expression.AsAttribute!.Value;
                return PathOf(attribute.Receiver) is { } owner ? owner + "." + attribute.Name : null;
            default:
                return null;
        }
    }

    /// <summary>Is the name one of Python's builtins and not rebound in the file?</summary>
    public bool IsBuiltin(Node expression, string name) =>
        expression.Kind == Kind.Name && module.Tree.Names.Is(expression.Data, name) && module.SymbolAt(expression) is null;

    private LibraryNode? OfSymbol(Symbol symbol)
    {
        if (libraryBySymbol.TryGetValue(symbol.Id, out var known)) return known;
        // Entered first, so that a definition that names itself ends here.
        libraryBySymbol[symbol.Id] = null;
        LibraryNode? found = null;
        foreach (var definition in symbol.Definitions)
        {
            var node = OfDefinition(symbol, definition);
            // Alternatives such as `try: import ujson as json` mean what the first known one means: they stand in for each other.
            if (node is null && definition.Kind is not (DefinitionKind.Import or DefinitionKind.ImportFrom or DefinitionKind.Declared))
            {
                if (definition.Kind is DefinitionKind.Assigned && definition.Value.IsNone) continue;
                found = null;
                break;
            }
            found ??= node;
        }
        return libraryBySymbol[symbol.Id] = found;
    }

    private LibraryNode? OfDefinition(Symbol symbol, Definition definition) => definition.Kind switch
    {
        DefinitionKind.Import or DefinitionKind.ImportFrom => ImportedPath(definition) is { } path ? Follow(path) : null,
        // An alias `loads = json.loads`, at module level or local.
        DefinitionKind.Assigned when symbol.OnlyDefinition is not null && definition.Value.Kind is Kind.Name or Kind.Attribute
            && definition.Node.Parent.AsAssign?.OnlyTarget is not null => ModuleAlias(definition.Value),
        _ => null,
    };

    /// <summary>An alias of a library symbol; an alias of a value, such as a bound method's receiver, has a type instead.</summary>
    private LibraryNode? ModuleAlias(Node value)
    {
        for (var root = value; ; root = root.FirstChild)
        {
            if (root.Kind == Kind.Attribute) continue;
            if (root.Kind != Kind.Name) return null;
            var symbol = module.SymbolAt(root);
            return symbol is null || OfSymbol(symbol.Value) is not null ? Resolve(value) : null;
        }
    }

    private LibraryNode? Follow(string path)
    {
        if (Library.Find(path) is { } known) return known;
        return module.Project.Exported(path) is { } target && target != path ? Library.Find(target) : null;
    }

    private string? PathOf(Symbol symbol)
    {
        if (pathBySymbol.TryGetValue(symbol.Id, out var known)) return known;
        string? path = null;
        foreach (var definition in symbol.Definitions)
        {
            if (definition.Kind is DefinitionKind.Import or DefinitionKind.ImportFrom) path ??= ImportedPath(definition) is { } imported ? module.Project.Exported(imported) ?? imported : null;
            else if (definition.Kind is DefinitionKind.Function or DefinitionKind.Class && symbol.IsModuleLevel)
                path ??= module.Name + "." + symbol.Name;
            else
            {
                path = null;
                break;
            }
        }
        return pathBySymbol[symbol.Id] = path;
    }

    /// <summary>The dotted path that a name was imported by, as written but for leading dots; null where it is bound in any other way.</summary>
    internal string? ImportPathOf(Symbol symbol)
    {
        string? path = null;
        foreach (var definition in symbol.Definitions)
        {
            if (definition.Kind is not (DefinitionKind.Import or DefinitionKind.ImportFrom)) return null;
            path ??= ImportedPath(definition);
        }
        return path;
    }

    private string? ImportedPath(Definition definition)
    {
        var alias = definition.Value.AsAlias;
        if (alias is not { } view) return null;
        if (definition.Kind == DefinitionKind.Import)
            return view.AsName is null ? Encoding.UTF8.GetString(view.Name.Bytes.IndexOf((byte)'.') is var dot and >= 0 ? view.Name.Bytes[..dot] : view.Name.Bytes) : Compact(view.Name);
        var import = definition.Value.Parent.AsImportFrom!.Value;
        var name = import.Module is { } from ? Compact(from) : "";
        name = RelativeImport.Resolve(module.Name, module.IsPackage, import.Level, name) ?? name;
        return name.Length == 0 ? Compact(view.Name) : name + "." + Compact(view.Name);
    }

    /// <summary>A dotted name without the blanks that Python allows around its dots.</summary>
    private static string Compact(Node name) => name.Text.Replace(" ", "", StringComparison.Ordinal);
}
