using Lever.Review.Semantics.Rust.Placement;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>Size and alignment of a type in bytes, on a 64-bit target.</summary>
public readonly record struct TypeSize(long Size, int Align);

/// <summary>
/// How the types of a file lie in memory, as far as the declarations of the project and the tables of libraries say it. The default representation
/// is not promised by the language; what is said here is what the current compiler does.
/// </summary>
public sealed class Layouts
{
    private readonly RustModule module;
    private TypeLayouts? layouts;
    private TypeIndex index = null!;
    private HashSet<string>? local;
    private readonly HashSet<int> parameters = [];
    private bool hasParameters;
    /// <summary>The layouts of types as they are written in a scope, by their names or the hashes of their texts.</summary>
    private readonly IntMap byName = new();
    private readonly IntMap byText = new();
    private readonly List<(Node Type, Layout? Layout)> written = [];
    private RustIndex? project;

    internal Layouts(RustModule module) => this.module = module;

    /// <summary>Forgets the file; what was learnt of a project is kept while it is the same.</summary>
    internal void Reset()
    {
        local = null;
        hasParameters = false;
        byName.Reset(0);
        byText.Reset(0);
        written.Clear();
        if (module.Project.Index.Types is not null && project == module.Project.Index) return;
        (layouts, project) = (null, null);
    }

    /// <summary>The size of a value of the type; null where a part of it is not known.</summary>
    public TypeSize? SizeOf(RustType type) => Of(type) is { } layout ? new TypeSize(layout.Size, (int)layout.Align) : null;

    /// <summary>The layout of a value of the type; null where it is not known.</summary>
    public Layout? Of(RustType type) => Ready().Of(Resolve(type, 0));

    /// <summary>The size of a variant's fields; null where a part is not known.</summary>
    public TypeSize? SizeOf(VariantView variant)
    {
        if (OfItem(variant.Node.Parent.Parent) is not { } layout) return null;
        foreach (var one in layout.Variants)
            if (one.Node == variant.Node.Id - variant.Node.Parent.Parent.Id) return new TypeSize(one.Payload, (int)layout.Align);
        return null;
    }

    /// <summary>How a struct of this file lies in memory; null where a field's size is not known.</summary>
    public Layout? LayoutOf(StructView made) => OfItem(made.Node);

    /// <summary>The layout of a type as it is written at its place; null where it is not known.</summary>
    public Layout? Of(Node type)
    {
        if (IsLocal(type)) return null;
        if (NamesParameter(type)) return Ready().Of(TypeTerm.Of(type), TypeDeclarations.ModuleOf(type, module.Name), GenericsAround(type));
        // A file writes the same few types again and again; nearly all are plain names.
        var scope = TypeDeclarations.ModuleScopeOf(type);
        var (table, key) = type.AsName is { NameId: var name } ? (byName, name) : (byText, HashOf(type.Bytes));
        if (table.Find(scope, key) is >= 0 and var known && (table == byName || written[known].Type.Bytes.SequenceEqual(type.Bytes))) return written[known].Layout;
        table.Set(scope, key, written.Count);
        written.Add((type, Ready().Of(TypeTerm.Of(type), TypeDeclarations.ModuleOf(type, module.Name), [])));
        return written[^1].Layout;
    }

    private static int HashOf(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }

    /// <summary>Is a name of the type that of a type parameter anywhere in the file?</summary>
    private bool NamesParameter(Node type)
    {
        for (var id = type.Id; id < type.SubtreeEnd; id++)
            if (module.Tree[id] is { Kind: Kind.Path } path && IsParameterName(path.Data)) return true;
        return false;
    }

    /// <summary>The layout of a struct, enum or union of this file that has no generic parameters; null where it is not known.</summary>
    public Layout? OfItem(Node item) => Declaration(item) is { Parameters.Count: 0 } declaration && Ready() is var ready ? ready.Of(ready.Instance(declaration, [], declaration.Module)) : null;

    /// <summary>Does the path of a type start at a crate that neither the project nor the tables of libraries know?</summary>
    public bool IsForeign(Node type) => TypeTerm.Of(type) is TypeTerm.Path { Names: [var first, _, ..] } path && first is not ("crate" or "self" or "super" or "Self")
        && Ready().IsUnknown(first, path.IsGlobal, TypeDeclarations.ModuleOf(type, module.Name));

    /// <summary>Do collections or channels of the project hold values of a struct, enum or union of this file, by what types the project writes down?</summary>
    public bool IsHeld(Node item) => Declaration(item) is { } declaration && index.IsHeld(declaration);

    /// <summary>How many functions of the project give results with a type of this file as their error.</summary>
    public int ErrorCount(Node item) => Declaration(item) is { } declaration ? index.ErrorCount(declaration) : 0;

    /// <summary>How many variants an enum has of which none has a field; null for other types.</summary>
    public int? VariantsOfPlainEnum(Node type) =>
        IsLocal(type) ? null : VariantsOfPlainEnum(Ready().Resolve(TypeTerm.Of(type), TypeDeclarations.ModuleOf(type, module.Name), GenericsAround(type)));

    /// <summary>The same for a type.</summary>
    public int? VariantsOfPlainEnum(RustType type) => VariantsOfPlainEnum(Resolve(type, 0));

    private static int? VariantsOfPlainEnum(ResolvedType type) =>
        type.Declaration is { Kind: DeclarationKind.Enum, Repr: not null } choice && choice.Variants.All(variant => variant.Fields.Count == 0) ? choice.Variants.Count : null;

    /// <summary>What is known of an item of this file; null where another file, or a feature, may declare the same path, and for items of functions.</summary>
    private TypeDeclaration? Declaration(Node item)
    {
        if (item.ItemName is not { } name || item.Parent is not { IsRoot: true } and not { Kind: Kind.ItemList }) return null;
        var found = Ready().Declared(TypeDeclarations.ModuleOf(item, module.Name), module.Tree.Names.Text(name.Data));
        return found is not null && found.File == module.Path && found.Start == name.Start ? found : null;
    }

    private TypeLayouts Ready()
    {
        if (layouts is not null) return layouts;
        project = module.Project.Index;
        if (project.Types is { } types) index = types;
        else
        {
            index = new TypeIndex(Placement.Libraries.Index);
            index.Add(TypeDeclarations.Of(module.Tree, module.Path, module.Name), module.Name);
        }
        return layouts = new TypeLayouts(index);
    }

    /// <summary>Is a name of the type one that a function declares for itself?</summary>
    private bool IsLocal(Node type)
    {
        local ??= TypeDeclarations.LocalsOf(module.Tree);
        if (local.Count == 0) return false;
        for (var id = type.Id; id < type.SubtreeEnd; id++)
            if (module.Tree[id].AsName is { } name && local.Contains(name.Name)) return true;
        return false;
    }

    /// <summary>Is a name that of a type parameter anywhere in the file?</summary>
    private bool IsParameterName(int name)
    {
        if (hasParameters) return parameters.Contains(name);
        hasParameters = true;
        parameters.Clear();
        var kinds = module.Tree.RawKinds;
        for (var id = 1; kinds[id..].IndexOfAny((byte)Kind.TypeParameter, (byte)Kind.ConstParameter) is >= 0 and var step; id++)
        {
            id += step;
            parameters.Add(module.Tree[id].FirstChild.Data);
        }
        return parameters.Contains(name);
    }

    private static readonly List<TypeParameter> none = [];

    private static List<TypeParameter> GenericsAround(Node place)
    {
        List<TypeParameter>? found = null;
        for (var at = place.Parent; !at.IsRoot; at = at.Parent)
        {
            if (at.Kind is Kind.Module) break;
            foreach (var child in at.IsItem ? at.Children : default)
                if (child.Kind == Kind.Generics) (found ??= []).AddRange(TypeDeclarations.ParametersOf(child, at));
        }
        return found ?? none;
    }

    private ResolvedType Resolve(RustType type, int depth)
    {
        const int deepest = 32;
        if (depth > deepest) return ResolvedType.Unknown;
        switch (type.Kind)
        {
            case TypeKind.Reference or TypeKind.MutReference: return ResolvedType.Of(ResolvedKind.Reference, "&", Resolve(type.Argument(0), depth + 1));
            case TypeKind.Pointer: return ResolvedType.Of(ResolvedKind.Pointer, "*", Resolve(type.Argument(0), depth + 1));
            case TypeKind.Slice: return ResolvedType.Of(ResolvedKind.Slice, "[]", Resolve(type.Argument(0), depth + 1));
            case TypeKind.Array: return type.Length >= 0 ? ResolvedType.Array(Resolve(type.Argument(0), depth + 1), type.Length) : ResolvedType.Sized;
            case TypeKind.Tuple: return ResolvedType.Of(ResolvedKind.Tuple, "()", Arguments(type, depth));
            case TypeKind.FunctionPointer: return ResolvedType.Function;
            case TypeKind.Dyn: return ResolvedType.Dynamic;
            case TypeKind.Never: return ResolvedType.Never;
            case TypeKind.Path: return Ready().Named(type.Path, Arguments(type, depth));
            default: return ResolvedType.Unknown;
        }
    }

    private ResolvedType[] Arguments(RustType type, int depth)
    {
        var arguments = new ResolvedType[type.ArgumentCount];
        for (var at = 0; at < arguments.Length; at++) arguments[at] = Resolve(type.Argument(at), depth + 1);
        return arguments;
    }
}
