using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>Size and alignment of a type in bytes, on a 64-bit target, and how many invalid bit patterns its fields leave to an enum around it.</summary>
public readonly record struct TypeSize(long Size, int Align, long Niches = 0);

/// <summary>A field's place in a value.</summary>
/// <param name="Declaration">The field as it is declared.</param>
/// <param name="Offset">In bytes, from the start of the value.</param>
public readonly record struct FieldPlace(FieldDeclaration Declaration, string Type, long Offset, long Size, int Align);

/// <summary>How a struct lies in memory.</summary>
/// <param name="Fields">By offset.</param>
/// <param name="Padding">Bytes that no field uses.</param>
/// <param name="IsFixed">Does `repr(C)` fix the order? The compiler orders others as it likes; here they stand by falling alignment.</param>
public sealed record StructLayout(IReadOnlyList<FieldPlace> Fields, long Size, int Align, long Padding, bool IsFixed);

/// <summary>
/// Sizes of types, as far as their fields are known. The default representation is not promised by the language; what is said here is what the
/// compiler does: fields by falling alignment, an enum's tag in the invalid patterns of a field where those suffice.
/// </summary>
public sealed class Layouts
{
    private const int MaxDepth = 12;

    private readonly RustModule module;

    internal Layouts(RustModule module) => this.module = module;

    /// <summary>The size of a value of the type; null where a part of it is not known.</summary>
    public TypeSize? SizeOf(RustType type) => SizeOf(type, 0);

    private TypeSize? SizeOf(RustType type, int depth)
    {
        if (depth > MaxDepth) return null;
        switch (type.Kind)
        {
            case TypeKind.Reference or TypeKind.MutReference: return PointerTo(type.Argument(0)) is { } size ? new TypeSize(size, 8, 1) : null;
            case TypeKind.Pointer: return PointerTo(type.Argument(0)) is { } raw ? new TypeSize(raw, 8) : null;
            case TypeKind.FunctionPointer: return new TypeSize(8, 8, 1);
            case TypeKind.Never: return new TypeSize(0, 1);
            case TypeKind.Array when type.Length >= 0 && SizeOf(type.Argument(0), depth + 1) is { } element && element.Size < int.MaxValue:
                return new TypeSize(element.Size * type.Length, element.Align, type.Length > 0 ? element.Niches : 0);
            case TypeKind.Tuple: return OfTuple(type, depth);
            case TypeKind.Path: return OfPath(type, depth);
            default: return null;
        }
    }

    /// <summary>Eight bytes, or sixteen with a length or table beside them; null where the type behind is not known.</summary>
    private static long? PointerTo(RustType type) => type.Kind switch
    {
        TypeKind.Slice or TypeKind.Dyn => 16,
        TypeKind.Unknown or TypeKind.Parameter => null,
        _ => type.PathId == RustLibrary.Str || type.Kind == TypeKind.Path && type.Path is "std::path::Path" or "std::ffi::OsStr" ? 16 : 8,
    };

    private TypeSize? OfTuple(RustType type, int depth)
    {
        var record = new Record();
        for (var index = 0; index < type.ArgumentCount; index++)
        {
            if (SizeOf(type.Argument(index), depth + 1) is not { } part) return null;
            record.Add(part);
        }
        return record.Total;
    }

    private TypeSize? OfPath(RustType type, int depth)
    {
        if (type.PathId == RustLibrary.Option) return SizeOf(type.Argument(0), depth + 1) is { } some ? OfVariants(some, new TypeSize(0, 1), 2, some) : null;
        if (type.PathId == RustLibrary.Result)
            return SizeOf(type.Argument(0), depth + 1) is { } ok && SizeOf(type.Argument(1), depth + 1) is { } err ? ok.Size >= err.Size ? OfVariants(ok, err, 2, ok) : OfVariants(err, ok, 2, err) : null;
        if (type.Symbol is { } symbol)
        {
            if (symbol.Id == RustLibrary.Box || symbol.Path is "std::rc::Rc" or "std::sync::Arc") return PointerTo(type.Argument(0)) is { } pointer ? new TypeSize(pointer, 8, 1) : null;
            return symbol.Size >= 0 ? new TypeSize(symbol.Size, symbol.Size == 0 ? symbol.Align : Math.Min(symbol.Align, 16), symbol.Niches) : null;
        }
        if (module.Names.Item(type.PathId, Namespace.Type) is not { } item || item.Optional(3) is not null) return null;
        if (item.AsStruct is { } made) return OfStruct(made, depth);
        return item.AsEnum is { } choice ? OfEnum(choice, depth) : null;
    }

    private TypeSize? OfStruct(StructView made, int depth)
    {
        if (made.IsUnion || made.Node.HasAttribute("repr"u8, "packed"u8)) return null;
        var record = new Record();
        foreach (var field in made.Fields)
        {
            if (SizeOf(module.Types.OfTypeNode(field.Type), depth + 1) is not { } part) return null;
            record.Add(part);
        }
        return made.Node.HasAttribute("repr"u8, "align"u8) ? null : made.Node.HasAttribute("repr"u8, "C"u8) ? LayoutOf(made) is { } layout ? new TypeSize(layout.Size, layout.Align, record.Niches) : null : record.Total;
    }

    private TypeSize? OfEnum(EnumView choice, int depth)
    {
        if (choice.Node.HasAttribute("repr"u8)) return null;
        var (largest, second, count) = (new TypeSize(0, 1), new TypeSize(0, 1), 0);
        foreach (var variant in choice.Variants)
        {
            if (variant.AsVariant is not { } one) continue;
            count++;
            if (OfFields(one, depth) is not { } size) return null;
            if (size.Size > largest.Size) (largest, second) = (size, largest);
            else if (size.Size > second.Size) second = size with { Align = Math.Max(size.Align, second.Align) };
        }
        if (count < 2) return largest;
        return OfVariants(largest, second, count, largest);
    }

    private TypeSize? OfFields(VariantView variant, int depth)
    {
        var record = new Record();
        foreach (var field in variant.Fields)
        {
            if (SizeOf(module.Types.OfTypeNode(field.Type), depth + 1) is not { } part) return null;
            record.Add(part);
        }
        return record.Total;
    }

    /// <summary>The size of a variant's fields; null where a part is not known.</summary>
    public TypeSize? SizeOf(VariantView variant) => OfFields(variant, 0);

    /// <summary>An enum of so many variants: in the niches of the largest one where the others are empty, else with a tag.</summary>
    private static TypeSize OfVariants(TypeSize largest, TypeSize second, int count, TypeSize niche)
    {
        if (second.Size == 0 && niche.Niches >= count - 1) return new TypeSize(largest.Size, largest.Align, niche.Niches - (count - 1));
        var tag = count <= 256 ? 1 : 2;
        var align = Math.Max(Math.Max(largest.Align, second.Align), tag);
        return new TypeSize(RoundUp(Math.Max(RoundUp(tag, largest.Align) + largest.Size, RoundUp(tag, second.Align) + second.Size), align), align, tag == 1 ? 256 - count : 65536 - count);
    }

    /// <summary>How a struct of this file lies in memory; null where a field's size is not known.</summary>
    public StructLayout? LayoutOf(StructView made)
    {
        if (made.IsUnion || made.Node.HasAttribute("repr"u8, "packed"u8) || made.Node.HasAttribute("repr"u8, "align"u8)) return null;
        var isFixed = made.Node.HasAttribute("repr"u8, "C"u8);
        var places = new List<FieldPlace>();
        foreach (var field in made.Fields)
        {
            var type = module.Types.OfTypeNode(field.Type);
            if (SizeOf(type) is not { } size) return null;
            places.Add(new FieldPlace(field, type.ToString(), 0, size.Size, size.Align));
        }
        if (!isFixed) places = [.. places.OrderByDescending(place => place.Align)];
        var (end, align, used) = (0L, 1, 0L);
        for (var index = 0; index < places.Count; index++)
        {
            var place = places[index];
            end = RoundUp(end, place.Align);
            places[index] = place with { Offset = end };
            end += place.Size;
            used += place.Size;
            align = Math.Max(align, place.Align);
        }
        var total = RoundUp(end, align);
        return new StructLayout(places, total, align, total - used, isFixed);
    }

    private static long RoundUp(long value, int align) => (value + align - 1) / align * align;

    /// <summary>Sums fields that may stand in any order: by falling alignment only the end is padded.</summary>
    private struct Record
    {
        private long size;
        private int align;

        public long Niches { get; private set; }

        public void Add(TypeSize part)
        {
            size += part.Size;
            align = Math.Max(align, part.Align);
            Niches = Math.Max(Niches, part.Niches);
        }

        public readonly TypeSize Total => new(RoundUp(size, Math.Max(align, 1)), Math.Max(align, 1), Niches);
    }
}
