namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>What the order of fields costs where it is kept.</summary>
public static class FieldOrder
{
    /// <summary>The bytes of a value whose fields lie in the order given.</summary>
    /// <param name="align">The least alignment of the whole.</param>
    public static long SizeOf(IEnumerable<FieldLayout> fields, long align = 1)
    {
        var end = 0L;
        foreach (var placed in fields)
        {
            end = LayoutCalculator.AlignUp(end, placed.Align) + placed.Size;
            align = Math.Max(align, placed.Align);
        }
        return LayoutCalculator.AlignUp(end, align);
    }

    /// <summary>An order without gaps between fields: by falling alignment, since a size is a multiple of its alignment; equals keep their order.</summary>
    public static IReadOnlyList<FieldLayout> Best(IReadOnlyList<FieldLayout> fields) => [.. fields.OrderByDescending(placed => placed.Align)];
}
