using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

// Written types, and shapes of the tables, as types.
public sealed partial class Types
{
    private int Read(Node node)
    {
        switch (node.Kind)
        {
            case Kind.Path: return ReadPath(node);
            case Kind.ReferenceType: return Table.Make((node.Data & 1) != 0 ? TypeKind.MutReference : TypeKind.Reference, 0, OfTypeNode(node.Child(1)).Id);
            case Kind.PointerType: return Table.Make(TypeKind.Pointer, node.Data & 1, OfTypeNode(node.FirstChild).Id);
            case Kind.SliceType: return Table.Make(TypeKind.Slice, 0, OfTypeNode(node.FirstChild).Id);
            case Kind.ArrayType: return Table.Make(TypeKind.Array, (int)(ConstantOf(node.Child(1)) is >= 0 and <= int.MaxValue and var length ? length : -1), OfTypeNode(node.FirstChild).Id);
            case Kind.TupleType: return ReadList(TypeKind.Tuple, 0, node.Children);
            case Kind.NeverType: return Table.Make(TypeKind.Never, 0);
            case Kind.FunctionPointerType: return Table.Make(TypeKind.FunctionPointer, 0);
            case Kind.ImplTraitType: return ReadTrait(node.FirstChild, TypeKind.Impl);
            case Kind.TraitObjectType: return ReadTrait(node.FirstChild, TypeKind.Dyn);
            default: return 0;
        }
    }

    private int ReadList(TypeKind kind, int head, ChildList list)
    {
        Span<int> items = stackalloc int[16];
        var count = 0;
        foreach (var child in list)
        {
            if (child.Kind is Kind.Lifetime or Kind.AssociatedArgument) continue;
            if (count == items.Length) return 0;
            items[count++] = OfTypeNode(child).Id;
        }
        return Table.Make(kind, head, items[..count]);
    }

    private int ReadPath(Node node)
    {
        var view = node.AsPath!.Value;
        var path = module.Names.Resolve(node, Namespace.Type);
        if (path <= 0) return view.IsPlain && IsParameterAt(node) ? Table.Make(TypeKind.Parameter, Paths.SegmentOf(node.Data)) : 0;
        if (view.IsPlain && view.NameBytes.SequenceEqual("Self"u8)) return ReadSelf(node, path);
        if (module.Names.Item(path, Namespace.Type)?.AsTypeAlias is { Type: { } aliased } alias) return alias.Generics is null ? OfTypeNode(aliased).Id : 0;
        if (module.Index.AliasOf(Paths.KeyOf(path)) is { } shape) return FromShape(shape, default).Id;
        if (path == RustLibrary.IoResult) return view.Argument(0) is { } success ? Table.Make(TypeKind.Path, RustLibrary.Result, OfTypeNode(success).Id) : Table.Make(TypeKind.Path, RustLibrary.Result);
        return view.Arguments is { Kind: Kind.GenericArguments } arguments ? ReadList(TypeKind.Path, path, arguments.Children) : Table.Make(TypeKind.Path, path);
    }

    private int ReadSelf(Node node, int path)
    {
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
            if (at.AsImpl is { } impl) return OfTypeNode(impl.Type).Id;
        return Table.Make(TypeKind.Path, path);
    }

    private static bool IsParameterAt(Node node)
    {
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
        {
            if (at.Kind is not (Kind.Function or Kind.Impl or Kind.Struct or Kind.Enum or Kind.Trait or Kind.Union or Kind.TypeAlias)) continue;
            foreach (var parameter in at.Child(at.Kind == Kind.Impl ? 2 : 3).Children)
                if (parameter.WithoutAttributes is { Kind: Kind.TypeParameter } own && own.FirstChild.Data == node.Data) return true;
        }
        return false;
    }

    /// <summary>A trait's type: iterators and futures are known by what they give.</summary>
    private int ReadTrait(Node bounds, TypeKind kind)
    {
        foreach (var bound in bounds.Children)
        {
            if (bound.Kind != Kind.TraitBound || bound.Child(1).AsPath is not { } path) continue;
            var id = module.Names.Resolve(path.Node, Namespace.Type);
            if (id <= 0) return Table.Make(kind, 0);
            if (id == RustLibrary.Iterator || id == RustLibrary.ExactIterator || id == RustLibrary.Future || id == RustLibrary.DoubleEndedIterator)
            {
                var given = 0;
                if (path.Arguments is { } arguments)
                    foreach (var argument in arguments.Children)
                        if (argument.Kind == Kind.AssociatedArgument && argument.Child(1).IsType) given = OfTypeNode(argument.Child(1)).Id;
                return Table.Make(TypeKind.Path, id == RustLibrary.DoubleEndedIterator ? RustLibrary.Iterator : id, given);
            }
            return path.Arguments is { Kind: Kind.GenericArguments } own ? ReadList(kind, id, own.Children) : Table.Make(kind, id);
        }
        return 0;
    }

    /// <summary>What fills the holes of a table's type.</summary>
    internal ref struct Site
    {
        /// <summary>The receiver, references stripped.</summary>
        public RustType Self;
        /// <summary>The first of the call's arguments.</summary>
        public ChildList Arguments;
        public bool HasCall;
        /// <summary>What the turbofish or the place of the call says.</summary>
        public RustType Generic;
    }

    internal RustType FromShape(TypeShape shape, Site site)
    {
        switch (shape.Kind)
        {
            case TypeKind.Unknown: return Unknown;
            case TypeKind.Hole: return Fill((int)shape.Number, site);
            case TypeKind.Path or TypeKind.Dyn or TypeKind.Impl:
                // A trait that could not be resolved has no path.
                if (shape is { LibraryPath: < 0, Path: null }) return Unknown;
                return FromList(shape.Kind, shape.LibraryPath >= 0 ? shape.LibraryPath : Paths.Of(shape.Path!), shape, site);
            case TypeKind.Tuple: return FromList(shape.Kind, 0, shape, site);
            case TypeKind.Parameter: return Type(Table.Make(TypeKind.Parameter, Paths.SegmentOf(shape.Path!)));
            case TypeKind.Never or TypeKind.FunctionPointer: return Type(Table.Make(shape.Kind, 0));
            default:
                var inner = FromShape(shape.Arguments[0], site);
                return Type(Table.Make(shape.Kind, shape.Kind == TypeKind.Array ? (int)shape.Number : 0, inner.Id));
        }
    }

    private RustType FromList(TypeKind kind, int head, TypeShape shape, Site site)
    {
        Span<int> items = stackalloc int[shape.Arguments.Count];
        for (var index = 0; index < items.Length; index++) items[index] = FromShape(shape.Arguments[index], site).Id;
        return Type(Table.Make(kind, head, items));
    }

    private RustType Fill(int hole, Site site)
    {
        if (hole >= (int)Hole.FirstParameter) return site.Self.Module is null ? Unknown : site.Self.Argument(hole - (int)Hole.FirstParameter);
        if (hole >= (int)Hole.FirstArgument) return site.HasCall && site.Arguments.At(hole - (int)Hole.FirstArgument) is { } argument ? Of(argument) : Unknown;
        switch ((Hole)hole)
        {
            case Hole.Self: return site.Self.Module is null ? Unknown : site.Self;
            case Hole.Generic: return site.Generic.Module is null ? Unknown : site.Generic;
            default:
                if (!site.HasCall) return Unknown;
                foreach (var argument in site.Arguments)
                    if (argument.AsClosure is { } closure) return OfClosureResult(closure);
                    else if (argument.Kind == Kind.Path && OfFunctionResult(argument) is { IsUnknown: false } given) return given;
                return Unknown;
        }
    }

    private RustType OfClosureResult(ClosureView closure)
    {
        var result = closure.Return is { } written ? OfTypeNode(written) : Of(closure.Body);
        return closure.IsAsync ? Named(RustLibrary.Future, result) : result;
    }

    /// <summary>What a function that is passed by its path gives.</summary>
    private RustType OfFunctionResult(Node path)
    {
        var id = module.Names.Resolve(path, Namespace.Value);
        if (id <= 0) return Unknown;
        if (RustLibrary.SymbolOf(id) is { IsType: false } symbol) return FromShape(symbol.Result, default);
        if (module.Names.Item(id, Namespace.Value) is { Kind: Kind.Function } function) return OfReturn(function);
        // The tables list `String::as_str` with `str`, which a String is looked through to.
        return path.AsPath is { Qualifier: { Kind: Kind.Path } owner } && MethodOf(OfTypeNode(owner), path.Data) is { Symbol: { } method } target
            ? FromShape(method.Result, new Site { Self = target.Self }) : Unknown;
    }

    /// <summary>A type with the parameters of its declaration replaced by what a value's type says.</summary>
    private RustType Substituted(RustType type, RustType pattern, RustType actual)
    {
        if (type.IsUnknown || pattern.ArgumentCount == 0) return type;
        if (type.Kind == TypeKind.Parameter)
        {
            for (var index = 0; index < pattern.ArgumentCount; index++)
                if (pattern.Argument(index) == type) return actual.Argument(index);
            return type;
        }
        if (type.ArgumentCount == 0) return type;
        Span<int> items = stackalloc int[type.ArgumentCount];
        for (var index = 0; index < items.Length; index++) items[index] = Substituted(type.Argument(index), pattern, actual).Id;
        return Type(Table.Make(type.Kind, Table[type.Id].Head, items));
    }

    /// <summary>The type of a declaration with its own parameters: `Foo&lt;T&gt;` of `struct Foo&lt;T&gt;`.</summary>
    private RustType Declared(Node item, int path)
    {
        Span<int> items = stackalloc int[16];
        var count = 0;
        foreach (var parameter in item.Child(3).Children)
            if (parameter.WithoutAttributes is { Kind: Kind.TypeParameter } own && count < items.Length)
                items[count++] = Table.Make(TypeKind.Parameter, Paths.SegmentOf(own.FirstChild.Data));
        return Type(Table.Make(TypeKind.Path, path, items[..count]));
    }
}
