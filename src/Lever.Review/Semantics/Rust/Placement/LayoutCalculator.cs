using System.Numerics;

namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>What `repr` attributes ask for.</summary>
/// <param name="IsC">Fields stay in the order of the source, and an enum's tag is at least a C `int`.</param>
/// <param name="Tag">The bytes of the integer that an enum is to be told by; 0 for the compiler's choice.</param>
/// <param name="Pack">The largest alignment that a field may have; 0 without a limit.</param>
/// <param name="Align">The least alignment of the whole; 0 without one.</param>
internal readonly record struct Repr(bool IsC, int Tag, bool IsTagSigned, long Pack, long Align)
{
    public bool KeepsOrder => IsC || Tag > 0;
}

/// <summary>A variant to be laid out.</summary>
/// <param name="Discriminant">Its number.</param>
internal readonly record struct VariantParts(IReadOnlyList<Layout> Fields, Int128 Discriminant);

/// <summary>
/// Places fields and variants as rustc does (its own description is in the module `rustc_abi::layout`), seen from the side of sizes: fields
/// by alignment with the best niche at an edge, enums told by a niche of their largest variant where all others fit beside it, else by a tag.
/// </summary>
internal static class LayoutCalculator
{
    /// <summary>Larger values are refused by the compiler, and sums of them must not overflow.</summary>
    public const long Largest = 1L << 47;

    private enum Bias
    {
        Start,
        End,
    }

    /// <param name="Offsets">Of the fields, in the order of the source.</param>
    internal readonly record struct Placed(long[] Offsets, long Size, long Align, Niche? Niche, bool IsUninhabited);

    /// <summary>A struct or tuple.</summary>
    /// <param name="isTailFixed">Must the last field stay last, since it may be of no fixed size?</param>
    public static Placed? Struct(IReadOnlyList<Layout> fields, Repr repr, bool isTailFixed) => Place(fields, repr, isTailFixed, prefix: 0, prefixAlign: 1);

    public static Layout? Union(IReadOnlyList<Layout> fields, Repr repr)
    {
        var (size, align) = (0L, 1L);
        foreach (var field in fields) (size, align) = (Math.Max(size, field.Size), Math.Max(align, field.Align));
        align = Math.Max(repr.Pack > 0 ? Math.Min(align, repr.Pack) : align, repr.Align);
        return new Layout(AlignUp(size, align), align) { IsUnion = true };
    }

    /// <summary>An enum; the fields' offsets are given variant by variant.</summary>
    /// <param name="hasNumbers">Does a variant have a number of its own?</param>
    public static (Layout Layout, long[][] Offsets)? Enum(IReadOnlyList<VariantParts> variants, Repr repr, bool hasNumbers)
    {
        var present = Enumerable.Range(0, variants.Count).Where(index => !IsAbsent(variants[index])).ToArray();
        if (present.Length == 0) return (new Layout(0, 1) { IsUninhabited = true }, [.. variants.Select(variant => new long[variant.Fields.Count])]);
        if (present.Length == 1 && !repr.KeepsOrder)
        {
            if (Place(variants[present[0]].Fields, repr, false, 0, 1) is not { } only) return null;
            var offsets = variants.Select((variant, index) => index == present[0] ? only.Offsets : new long[variant.Fields.Count]).ToArray();
            return (new Layout(only.Size, only.Align) { Niche = only.Niche, IsUninhabited = only.IsUninhabited }, offsets);
        }
        if (Tagged(variants, repr) is not { } tagged) return null;
        if (repr.KeepsOrder || hasNumbers || ByNiche(variants, repr) is not { } byNiche) return tagged;
        var (mine, other) = (byNiche.Layout, tagged.Layout);
        if (mine.Size != other.Size) return mine.Size < other.Size ? byNiche : tagged;
        return (mine.Niche?.Available ?? 0) > (other.Niche?.Available ?? 0) ? byNiche : tagged;
    }

    public static long AlignUp(long offset, long align) => (offset + align - 1) / align * align;

    /// <summary>Nobody can make such a variant, and it would hold nothing.</summary>
    private static bool IsAbsent(VariantParts variant) => variant.Fields.Any(field => field.IsUninhabited) && variant.Fields.All(field => field.Size == 0);

    private static (Layout Layout, long[][] Offsets)? ByNiche(IReadOnlyList<VariantParts> variants, Repr repr)
    {
        if (variants.Count < 2) return null;
        var placed = new Placed[variants.Count];
        var (align, largest) = (1L, 0);
        for (var index = 0; index < variants.Count; index++)
        {
            if (Place(variants[index].Fields, repr, false, 0, 1) is not { } one) return null;
            placed[index] = one;
            align = Math.Max(align, one.Align);
            if (one.Size >= placed[largest].Size) largest = index;
        }
        var (first, last) = (-1, -1);
        for (var index = 0; index < variants.Count; index++)
        {
            if (index == largest || IsAbsent(variants[index])) continue;
            if (first < 0) first = index;
            last = index;
        }
        if (first < 0 || placed[largest].Niche is not { } niche) return null;
        var count = (UInt128)(last - first + 1);
        if (count > niche.Available) return null;
        var size = AlignUp(placed[largest].Size, align);
        for (var index = 0; index < variants.Count; index++)
        {
            if (index == largest || placed[index].Size <= niche.Offset) continue;
            var shift = AlignUp(niche.Offset + niche.Size, placed[index].Align);
            if (shift + placed[index].Size > size) return null;
            for (var field = 0; field < placed[index].Offsets.Length; field++) placed[index].Offsets[field] += shift;
        }
        var left = niche.Available - count;
        return (new Layout(size, align)
        {
            Niche = left == 0 ? null : niche with { Available = left },
            IsUninhabited = placed.All(one => one.IsUninhabited),
        }, [.. placed.Select(one => one.Offsets)]);
    }

    private static (Layout Layout, long[][] Offsets)? Tagged(IReadOnlyList<VariantParts> variants, Repr repr)
    {
        var (low, high) = (Int128.MaxValue, Int128.MinValue);
        foreach (var variant in variants)
        {
            if (!repr.IsC && variant.Fields.Any(field => field.IsUninhabited)) continue;
            low = Int128.Min(low, variant.Discriminant);
            high = Int128.Max(high, variant.Discriminant);
        }
        if (low > high) low = high = 0;
        var tag = repr.Tag > 0 ? repr.Tag : Math.Max(BytesFor(low, high), repr.IsC ? 4 : 1);
        var prefixAlign = (long)tag;
        if (repr.IsC)
            foreach (var variant in variants)
                foreach (var field in variant.Fields) prefixAlign = Math.Max(prefixAlign, field.Align);
        var offsets = new long[variants.Count][];
        var (size, align, startAlign) = (0L, 1L, 256L);
        var isUninhabited = true;
        for (var index = 0; index < variants.Count; index++)
        {
            var fields = variants[index].Fields;
            if (Place(fields, repr, false, tag, prefixAlign) is not { } one) return null;
            offsets[index] = one.Offsets;
            // The first field that takes room or alignment is what a wider tag would run into.
            foreach (var field in Enumerable.Range(0, fields.Count).OrderBy(each => one.Offsets[each]).ThenBy(each => fields[each].Size))
            {
                if (fields[field] is { Size: 0, Align: 1 }) continue;
                startAlign = Math.Min(startAlign, fields[field].Align);
                break;
            }
            size = Math.Max(size, one.Size);
            align = Math.Max(align, one.Align);
            isUninhabited &= one.IsUninhabited;
        }
        size = AlignUp(size, align);
        var wide = tag;
        if (!repr.KeepsOrder && startAlign is 2 or 4 or 8 or 16 && startAlign > tag)
        {
            wide = (int)startAlign;
            foreach (var one in offsets)
                for (var field = 0; field < one.Length; field++)
                    if (one[field] <= tag) one[field] = wide;
        }
        var used = (UInt128)(high - low) + 1;
        var patterns = wide == 16 ? UInt128.MaxValue : UInt128.One << (8 * wide);
        return (new Layout(size, align)
        {
            TagSize = wide,
            Niche = used < patterns ? new Niche(0, wide, patterns - used) : null,
            IsUninhabited = isUninhabited,
        }, offsets);
    }

    /// <summary>The bytes of the smallest integer that holds all numbers between two.</summary>
    private static int BytesFor(Int128 low, Int128 high)
    {
        foreach (var bytes in (ReadOnlySpan<int>)[1, 2, 4, 8])
        {
            var bits = 8 * bytes;
            if (low >= 0 ? high < Int128.One << bits : low >= -(Int128.One << (bits - 1)) && high < Int128.One << (bits - 1)) return bytes;
        }
        return 16;
    }

    /// <summary>
    /// Places fields one after another. A niche in the middle would leave other variants of an enum no room on either side, so that a
    /// second order is tried that moves it towards the end.
    /// </summary>
    private static Placed? Place(IReadOnlyList<Layout> fields, Repr repr, bool isTailFixed, long prefix, long prefixAlign)
    {
        if (Place(fields, repr, isTailFixed, prefix, prefixAlign, Bias.Start) is not { } placed) return null;
        if (isTailFixed || fields.Count < 2 || placed.Niche is not { } niche) return placed;
        var (head, tail) = (niche.Offset, placed.Size - niche.Offset - niche.Size);
        if (head == 0 || tail <= 0) return placed;
        if (Place(fields, repr, isTailFixed, prefix, prefixAlign, Bias.End) is not { Niche: { } other } second) return placed;
        return other.Offset > head && other.Offset > tail ? second : placed;
    }

    private static Placed? Place(IReadOnlyList<Layout> fields, Repr repr, bool isTailFixed, long prefix, long prefixAlign, Bias bias)
    {
        var order = Order(fields, repr, isTailFixed, prefix > 0, bias);
        var offsets = new long[fields.Count];
        var (offset, align) = (0L, 1L);
        Niche? best = null;
        var isUninhabited = false;
        if (prefix > 0)
        {
            align = repr.Pack > 0 ? Math.Min(prefixAlign, repr.Pack) : prefixAlign;
            offset = AlignUp(prefix, align);
        }
        foreach (var index in order)
        {
            var field = fields[index];
            var fieldAlign = repr.Pack > 0 ? Math.Min(field.Align, repr.Pack) : field.Align;
            offset = AlignUp(offset, fieldAlign);
            align = Math.Max(align, fieldAlign);
            offsets[index] = offset;
            isUninhabited |= field.IsUninhabited;
            if (field.Niche is { } niche && (best is not { } held || niche.Available > held.Available || bias == Bias.End && niche.Available == held.Available))
                best = niche.At(offset);
            offset += field.Size;
            if (offset > Largest) return null;
        }
        align = Math.Max(align, repr.Align);
        return new Placed(offsets, AlignUp(offset, align), align, best, isUninhabited);
    }

    private static int[] Order(IReadOnlyList<Layout> fields, Repr repr, bool isTailFixed, bool isPrefixed, Bias bias)
    {
        var all = Enumerable.Range(0, fields.Count).ToArray();
        if (repr.KeepsOrder || fields.Count < 2) return all;
        var movable = isTailFixed ? all[..^1] : all;
        var (widest, mostNiches) = (1L, UInt128.Zero);
        foreach (var index in movable)
        {
            widest = Math.Max(widest, fields[index].Align);
            mostNiches = UInt128.Max(mostNiches, NichesOf(index));
        }
        var sorted = isPrefixed
            ? movable.OrderBy(GroupOf).ThenBy(NichesOf)
            : movable.OrderByDescending(GroupOf).ThenBy(index => bias == Bias.Start ? ~NichesOf(index) : NichesOf(index)).ThenBy(PlaceOfNiche);
        return isTailFixed ? [.. sorted, all[^1]] : [.. sorted];

        UInt128 NichesOf(int index) => fields[index].Niche?.Available ?? 0;

        // Groups are powers of two: `[u8; 4]` stands with what is aligned to 4.
        long GroupOf(int index)
        {
            var field = fields[index];
            if (repr.Pack > 0) return Math.Min(field.Align, repr.Pack);
            var bySize = BitOperations.TrailingZeroCount(Math.Max(field.Align, field.Size));
            if (mostNiches == 0) return bySize;
            if (bias == Bias.Start) return Math.Min(BitOperations.TrailingZeroCount(widest), bySize);
            return NichesOf(index) == mostNiches ? BitOperations.TrailingZeroCount(field.Align) : bySize;
        }

        UInt128 PlaceOfNiche(int index) => fields[index] is not { Niche: { } niche } field ? 0
            : bias == Bias.Start ? (UInt128)niche.Offset : ulong.MaxValue - (ulong)(field.Size - niche.Size - niche.Offset);
    }
}
