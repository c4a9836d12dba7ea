namespace Lever.Review.Semantics.Rust.Placement;

internal enum ResolvedKind
{
    Unknown,
    /// <summary>A type of known size that is not known itself, as most type parameters are.</summary>
    Sized,
    /// <summary>A type parameter that may stand for a type without a size of its own.</summary>
    MaybeUnsized,
    Primitive,
    Declared,
    Reference,
    Pointer,
    Slice,
    Str,
    Array,
    Tuple,
    Function,
    Dynamic,
    Never,
    Constant,
}

/// <summary>A type whose names have been looked up.</summary>
/// <param name="Key">Equal for equal types, and for no others.</param>
/// <param name="Number">An array's length, a constant's value.</param>
internal sealed record ResolvedType(ResolvedKind Kind, string Key, TypeDeclaration? Declaration, ResolvedType[] Arguments, Int128 Number)
{
    private const int LongestKey = 4096;

    public static readonly ResolvedType Unknown = new(ResolvedKind.Unknown, "?", null, [], 0);
    public static readonly ResolvedType Sized = new(ResolvedKind.Sized, "?sized", null, [], 0);
    public static readonly ResolvedType MaybeUnsized = new(ResolvedKind.MaybeUnsized, "?Sized", null, [], 0);
    public static readonly ResolvedType Str = new(ResolvedKind.Str, "str", null, [], 0);
    public static readonly ResolvedType Function = new(ResolvedKind.Function, "fn", null, [], 0);
    public static readonly ResolvedType Dynamic = new(ResolvedKind.Dynamic, "dyn", null, [], 0);
    public static readonly ResolvedType Never = new(ResolvedKind.Never, "!", null, [], 0);

    public static ResolvedType Primitive(string name) => new(ResolvedKind.Primitive, name, null, [], 0);

    public static ResolvedType Constant(Int128 value) => new(ResolvedKind.Constant, "#" + value.ToString(System.Globalization.CultureInfo.InvariantCulture), null, [], value);

    public static ResolvedType Array(ResolvedType element, Int128 length) =>
        Of(ResolvedKind.Array, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[;{length}]"), null, [element], length);

    public static ResolvedType Of(ResolvedKind kind, string mark, params ResolvedType[] arguments) => Of(kind, mark, null, arguments, 0);

    public static ResolvedType Of(ResolvedKind kind, string mark, TypeDeclaration? declaration, ResolvedType[] arguments, Int128 number)
    {
        var key = arguments.Length == 0 ? mark : mark + "<" + string.Join(',', arguments.Select(argument => argument.Key)) + ">";
        // Aliases of pairs of themselves double at each step.
        return key.Length > LongestKey ? Unknown : new ResolvedType(kind, key, declaration, arguments, number);
    }
}
