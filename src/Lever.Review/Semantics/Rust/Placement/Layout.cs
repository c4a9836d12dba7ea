namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>Bit patterns that are no value of the type, which an enum around it may use to tell its variants apart.</summary>
/// <param name="Offset">Of the scalar that has them, in bytes from the start of the value.</param>
/// <param name="Size">Of that scalar, in bytes.</param>
/// <param name="Available">How many there are.</param>
public readonly record struct Niche(long Offset, int Size, UInt128 Available)
{
    public Niche At(long offset) => this with { Offset = Offset + offset };
}

/// <summary>A field with its place in a value.</summary>
/// <param name="Name">A number for a field without a name.</param>
/// <param name="Type">As the source spells it.</param>
/// <param name="Offset">In bytes from the start of the value.</param>
/// <param name="Node">The field's node in the tree of the file that declares it, counted from that of the item; 0 where it has none.</param>
public readonly record struct FieldLayout(string Name, string Type, long Offset, long Size, long Align, int Node);

/// <summary>A variant of an enum.</summary>
/// <param name="Size">Where its last byte ends, the tag counted where it lies before.</param>
/// <param name="Payload">The bytes that the variant's own fields take with what alignment puts between them, no tag counted.</param>
/// <param name="Node">The variant's node, counted from that of the item.</param>
public sealed record VariantLayout(string Name, long Size, long Payload, IReadOnlyList<FieldLayout> Fields, int Node);

/// <summary>How values of a type lie in memory on a 64-bit target. All sizes are in bytes.</summary>
public sealed record Layout(long Size, long Align)
{
    /// <summary>The niche with the most patterns; null where every pattern is a value.</summary>
    public Niche? Niche { get; init; }

    /// <summary>Can there be no value at all?</summary>
    public bool IsUninhabited { get; init; }

    /// <summary>The fields of a struct, union or tuple in the order of the source.</summary>
    public IReadOnlyList<FieldLayout> Fields { get; init; } = [];

    /// <summary>The variants of an enum in the order of the source.</summary>
    public IReadOnlyList<VariantLayout> Variants { get; init; } = [];

    /// <summary>The bytes of an enum's tag; 0 where a niche tells the variants apart, and for all other types.</summary>
    public int TagSize { get; init; }

    /// <summary>Bytes of a struct or tuple between its fields and after them that hold nothing.</summary>
    public long Padding => IsUnion ? 0 : Size - Fields.Sum(placed => placed.Size);

    public bool IsUnion { get; init; }

    /// <summary>Do the fields lie in the order of the source, whatever that costs?</summary>
    public bool IsInSourceOrder { get; init; }

    internal static Layout Scalar(int size) => new(size, size);

    internal static Layout Scalar(int size, UInt128 niches) => new(size, size) { Niche = niches == 0 ? null : new Niche(0, size, niches) };
}
