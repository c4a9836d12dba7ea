using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;

namespace Lever.Review.Rules.Rust.Algorithms;

/// <summary>Whether values can be the keys of a `HashMap`.</summary>
internal static class Hashable
{
    /// <summary>Does a type have `Hash` and `Eq`? Null where that is not known.</summary>
    public static bool? Is(RustType type, int steps = 0)
    {
        if (steps > 6) return null;
        switch (type.Kind)
        {
            case TypeKind.Reference or TypeKind.Slice or TypeKind.Array:
                return Is(type.Argument(0), steps + 1);
            case TypeKind.Tuple:
                for (var index = 0; index < type.ArgumentCount; index++)
                    if (Is(type.Argument(index), steps + 1) is not true and var part) return part;
                return true;
            case TypeKind.Path:
                if (type.IsFloat) return false;
                if (type.IsInteger || type.IsString || type.IsStr || type.Is(RustLibrary.Char) || type.Is(RustLibrary.Bool)) return true;
                if (type.Is(RustLibrary.Option) || type.IsVec || type.Is(RustLibrary.Box)) return Is(type.Argument(0), steps + 1);
                if (type.Path is "std::path::PathBuf" or "std::path::Path" or "std::ffi::OsString" or "std::borrow::Cow" or "std::time::Duration" or "std::net::IpAddr" or "std::net::SocketAddr" or "std::any::TypeId") return true;
                if (type.Path is "std::rc::Rc" or "std::sync::Arc") return Is(type.Argument(0), steps + 1);
                if (type.IsMap || type.Is(RustLibrary.HashSet)) return false;
                return type.Module.Names.Item(type.PathId, Namespace.Type) is { Kind: Kind.Struct or Kind.Enum } item
                    ? item.Derives("Hash"u8) && item.Derives("Eq"u8) ? true : item.Derives("PartialEq"u8) && !HasImpl(type, "Hash") ? false : null
                    : null;
            default:
                return null;
        }
    }

    private static bool HasImpl(RustType type, string trait)
    {
        foreach (var id in type.Module.Bindings.Items)
            if (type.Module.Tree[id].AsImpl is { Trait.AsPath: { } path } impl && path.Name == trait && type.Module.Types.OfTypeNode(impl.Type).PathId == type.PathId) return true;
        return false;
    }

    /// <summary>Are there so few values of a type that a search of distinct ones is short?</summary>
    public static bool IsSmallDomain(RustType type)
    {
        var bare = type.WithoutReferences;
        if (bare.Is(RustLibrary.U8) || bare.Is(RustLibrary.Bool) || bare.Is(RustLibrary.Path("i8"))) return true;
        if (bare.PathId == 0 || bare.Module.Names.Item(bare.PathId, Namespace.Type)?.AsEnum is not { } choice) return false;
        foreach (var variant in choice.Variants)
            if (variant.AsVariant is { Fields.IsEmpty: false }) return false;
        return true;
    }
}
