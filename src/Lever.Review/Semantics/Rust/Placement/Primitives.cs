namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>Types without a declaration.</summary>
internal static class Primitives
{
    /// <summary>The bytes of a number, `bool` or `char`, which are also its alignment; null for other names.</summary>
    public static int? SizeOf(string name) => name switch
    {
        "u8" or "i8" or "bool" => 1,
        "u16" or "i16" or "f16" => 2,
        "u32" or "i32" or "f32" or "char" => 4,
        "u64" or "i64" or "f64" or "usize" or "isize" => 8,
        // Aligned to 16 since Rust 1.77.
        "u128" or "i128" or "f128" => 16,
        _ => null,
    };

    public static Layout? Find(string name) => SizeOf(name) is not { } size ? null : Layout.Scalar(size, name switch
    {
        "bool" => 254,
        "char" => (UInt128.One << 32) - 0x110000,
        _ => 0,
    });
}
