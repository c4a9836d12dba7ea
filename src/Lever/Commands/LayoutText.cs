using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lever.Review.Reports;
using Lever.Review.Semantics.Rust.Placement;

namespace Lever.Commands;

/// <summary>What <c>lever explain layout</c> prints.</summary>
internal static class LayoutText
{
    public static void Write(TextWriter output, FoundLayout found, Palette palette)
    {
        var place = found.Declaration is { } declared ? string.Create(CultureInfo.InvariantCulture, $"  {declared.File}:{declared.Line}") : "";
        output.Write($"{palette.Paint(Style.Heading, Visible.Clean(found.Name))}{palette.Paint(Style.Dim, Visible.Clean(place))}\n");
        if (found.Layout is not { } layout)
        {
            output.Write(found.Declaration is { Repr: null }
                ? "Its layout is not known: features, targets or a macro decide over its fields.\n"
                : "Its layout is not known: it hangs on types that no file here declares.\n");
            foreach (var missing in found.Missing) output.Write($"  {Visible.Clean(missing)}\n");
            return;
        }
        output.Write($"{Bytes(layout.Size)}, aligned to {layout.Align}{Remarks(layout)}\n");
        if (found.Declaration is null) return;
        if (layout.Variants.Count > 0) WriteVariants(output, layout);
        else if (layout.Fields.Count > 0) WriteFields(output, layout);
        if (Advice(found.Declaration, layout) is { } advice) output.Write("\n" + advice);
    }

    public static void WriteJson(Stream output, FoundLayout found)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "lever.layout/1");
            json.WriteString("type", found.Name);
            if (found.Declaration is { } declared)
            {
                json.WriteString("path", declared.File);
                json.WriteNumber("line", declared.Line);
            }
            if (found.Layout is { } layout) Write(json, layout, found.Declaration);
            else
            {
                json.WriteNull("size");
                json.WriteStartArray("unknown");
                foreach (var missing in found.Missing) json.WriteStringValue(missing);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, Layout layout, TypeDeclaration? declaration)
    {
        json.WriteNumber("size", layout.Size);
        json.WriteNumber("align", layout.Align);
        if (declaration is null) return;
        if (layout.Variants.Count == 0)
        {
            json.WriteNumber("padding", layout.Padding);
            json.WriteBoolean("in_source_order", layout.IsInSourceOrder);
            Write(json, layout.Fields);
            if (IsOrderable(declaration, layout)) json.WriteNumber("size_in_source_order", FieldOrder.SizeOf(layout.Fields, declaration.Repr!.Value.Align));
            if (Better(declaration, layout) is not var (order, size)) return;
            json.WriteStartObject("better");
            json.WriteNumber("size", size);
            json.WriteStartArray("order");
            foreach (var placed in order) json.WriteStringValue(placed.Name);
            json.WriteEndArray();
            json.WriteEndObject();
            return;
        }
        json.WriteNumber("tag", layout.TagSize);
        json.WriteStartArray("variants");
        foreach (var variant in layout.Variants)
        {
            json.WriteStartObject();
            json.WriteString("name", variant.Name);
            json.WriteNumber("payload", variant.Payload);
            Write(json, variant.Fields);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<FieldLayout> fields)
    {
        json.WriteStartArray("fields");
        foreach (var placed in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", placed.Name);
            json.WriteString("type", placed.Type);
            json.WriteNumber("offset", placed.Offset);
            json.WriteNumber("size", placed.Size);
            json.WriteNumber("align", placed.Align);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Remarks(Layout layout)
    {
        if (layout.Variants.Count > 0) return layout.TagSize > 0 ? $", {Bytes(layout.TagSize)} of it the tag" : layout.Variants.Count > 1 ? ", told apart without a tag" : "";
        return layout.Padding > 0 ? $", {Bytes(layout.Padding)} of padding" : "";
    }

    private static void WriteFields(TextWriter output, Layout layout)
    {
        output.Write("\n  offset    size   align  field\n");
        if (layout.IsUnion)
        {
            foreach (var placed in layout.Fields) Row(output, placed.Offset, placed.Size, placed.Align, $"{placed.Name}: {placed.Type}");
            return;
        }
        var end = 0L;
        foreach (var placed in layout.Fields.OrderBy(placed => placed.Offset).ThenBy(placed => placed.Size))
        {
            if (placed.Offset > end) Row(output, end, placed.Offset - end, null, "(padding)");
            Row(output, placed.Offset, placed.Size, placed.Align, $"{placed.Name}: {placed.Type}");
            end = placed.Offset + placed.Size;
        }
        if (layout.Size > end) Row(output, end, layout.Size - end, null, "(padding)");
    }

    private static void WriteVariants(TextWriter output, Layout layout)
    {
        output.Write("\n  offset    size   align  variant\n");
        foreach (var variant in layout.Variants)
        {
            output.Write($"{new string(' ', 26)}{Visible.Clean(variant.Name)}{(variant.Fields.Count > 0 ? $"  {Bytes(variant.Payload)}" : "")}\n");
            foreach (var placed in variant.Fields.OrderBy(placed => placed.Offset).ThenBy(placed => placed.Size))
                Row(output, placed.Offset, placed.Size, placed.Align, $"  {placed.Name}: {placed.Type}");
        }
    }

    private static void Row(TextWriter output, long offset, long size, long? align, string text) =>
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{offset,8}{size,8}{align?.ToString(CultureInfo.InvariantCulture) ?? "",8}  {Visible.Clean(text)}\n"));

    private static string? Advice(TypeDeclaration declaration, Layout layout)
    {
        if (layout.Variants.Count > 1)
        {
            var sizes = layout.Variants.OrderByDescending(variant => variant.Payload).ToList();
            return sizes[0].Payload >= sizes[1].Payload + 64
                ? $"Every value has room for `{sizes[0].Name}`, {Bytes(sizes[0].Payload)}; the next largest variant, `{sizes[1].Name}`, needs {sizes[1].Payload}.\n" : null;
        }
        if (Better(declaration, layout) is var (order, size))
            return $"`repr(C)` keeps the order of the source. A better one: {size} bytes, not {layout.Size}:\n{string.Concat(order.Select(placed => $"  {Visible.Clean($"{placed.Name}: {placed.Type}")}\n"))}";
        if (!IsOrderable(declaration, layout)) return null;
        var inOrder = FieldOrder.SizeOf(layout.Fields, declaration.Repr!.Value.Align);
        if (layout.IsInSourceOrder) return "`repr(C)` keeps the order of the source, and no other order is smaller.\n";
        return inOrder > layout.Size
            ? $"{layout.Size} bytes, not {inOrder}: rustc orders the fields itself, so that their order in the source costs nothing. Under `repr(C)` it would.\n"
            : "rustc orders the fields itself; their order in the source costs nothing.\n";
    }

    /// <summary>A struct whose order of fields could matter.</summary>
    private static bool IsOrderable(TypeDeclaration declaration, Layout layout) =>
        declaration.Kind == DeclarationKind.Struct && layout.Fields.Count > 1 && declaration.Repr is { Pack: 0 };

    private static (IReadOnlyList<FieldLayout> Order, long Size)? Better(TypeDeclaration declaration, Layout layout)
    {
        if (!layout.IsInSourceOrder || !IsOrderable(declaration, layout)) return null;
        var order = FieldOrder.Best(layout.Fields);
        var size = FieldOrder.SizeOf(order, declaration.Repr!.Value.Align);
        return size < layout.Size ? (order, size) : null;
    }

    private static string Bytes(long count) => count == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{count} bytes");
}
