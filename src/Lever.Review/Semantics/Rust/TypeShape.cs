namespace Lever.Review.Semantics.Rust;

/// <summary>What a type is made of.</summary>
public enum TypeKind : byte
{
    Unknown,
    /// <summary>A struct, enum, union or primitive, by its path.</summary>
    Path,
    Reference,
    MutReference,
    Pointer,
    Slice,
    Array,
    /// <summary>Without elements: the unit type.</summary>
    Tuple,
    Never,
    FunctionPointer,
    /// <summary>A trait object, by the path of its first trait.</summary>
    Dyn,
    /// <summary>An `impl Trait`, by the path of its first trait.</summary>
    Impl,
    /// <summary>A generic parameter.</summary>
    Parameter,
    /// <summary>A closure, by its node.</summary>
    Closure,
    /// <summary>Stands in tables for what a call fills in.</summary>
    Hole,
}

/// <summary>What a <see cref="TypeKind.Hole"/> of a table stands for.</summary>
internal enum Hole
{
    /// <summary>The receiver's type, the references to it stripped.</summary>
    Self,
    /// <summary>What the call's closure returns.</summary>
    Returned,
    /// <summary>The turbofish's first argument, or what the place of the call wants.</summary>
    Generic,
    /// <summary>The first argument's type; the second's is the next number, and so on.</summary>
    FirstArgument = 16,
    /// <summary>The first generic argument of the receiver's type; the second is the next number, and so on.</summary>
    FirstParameter = 32,
}

/// <summary>A type that outlives its file: of the library tables, or of another file of the project.</summary>
/// <param name="Path">The full path, for kinds that have one.</param>
/// <param name="Number">An array's length or -1; a hole's <see cref="Hole"/>.</param>
public sealed record TypeShape(TypeKind Kind, string? Path, long Number, IReadOnlyList<TypeShape> Arguments)
{
    public static readonly TypeShape Unknown = new(TypeKind.Unknown, null, 0, []);

    /// <summary>What a function gives that gives nothing.</summary>
    public static readonly TypeShape Unit = new(TypeKind.Tuple, null, 0, []);

    /// <summary>The path's number in the library tables; -1 for others.</summary>
    internal int LibraryPath { get; init; } = -1;
}
