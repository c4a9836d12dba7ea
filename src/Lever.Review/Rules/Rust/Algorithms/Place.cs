using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

/// <summary>A variable or a field of one: `items`, `self.items`.</summary>
internal readonly record struct Place(RustModule Module, Node Node, Binding Root)
{
    /// <summary>The place that an expression looks at, behind references and views of it; null for anything that is computed.</summary>
    public static Place? Of(RustModule module, Node expression)
    {
        while (true)
        {
            switch (expression.Kind)
            {
                case Kind.Reference or Kind.Unary when expression.Kind == Kind.Reference || expression.Data == (int)UnaryOperator.Deref:
                    expression = expression.FirstChild;
                    continue;
                case Kind.MethodCall when expression.AsMethodCall is { ArgumentCount: 0, Name: "as_slice" or "as_ref" or "as_mut" or "as_str" or "as_bytes" or "as_mut_slice" } view:
                    expression = view.Receiver;
                    continue;
            }
            break;
        }
        var root = expression;
        while (root.Kind == Kind.FieldAccess) root = root.FirstChild;
        return module.BindingAt(root) is { } variable && root.Kind == Kind.Path ? new Place(module, expression, variable) : null;
    }

    public string Text => string.Concat(Node.Text.Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>The last name of it.</summary>
    public string Name => Node.AsField?.Name ?? Root.Name;

    public bool IsField => Node.Kind == Kind.FieldAccess;

    /// <summary>What a region does to it.</summary>
    public PlaceChanges ChangesIn(Node region) => ChangesOf(Node.Bytes, region);

    /// <summary>What a region does to one of its fields.</summary>
    public PlaceChanges ChangesIn(Node region, string field) => ChangesOf(System.Text.Encoding.UTF8.GetBytes(Node.Text + "." + field), region);

    private PlaceChanges ChangesOf(ReadOnlySpan<byte> own, Node region)
    {
        Node? growth = null;
        var (isChanged, isLent) = (false, false);
        foreach (var use in Root.Uses)
        {
            if (!region.Contains(use.Node)) continue;
            var place = use.Place;
            var bytes = place.Bytes;
            if (use.Form == UseForm.Plain && !IsPrefix(bytes, own) && !IsPrefix(own, bytes)) continue;
            if (!Module.MayChange(use)) continue;
            if (bytes.Length < own.Length) isLent = true;
            else if (use.Method is { } call && bytes.Length == own.Length && Sizes.IsGrowing(call.Name)) growth ??= call.Node;
            else isChanged = true;
        }
        return new PlaceChanges(growth, isChanged, isLent);
    }

    private static bool IsPrefix(ReadOnlySpan<byte> start, ReadOnlySpan<byte> whole) =>
        whole.StartsWith(start) && (whole.Length == start.Length || whole[start.Length] is (byte)'.' or (byte)'[' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t');
}

/// <summary>What happens to a place in a region.</summary>
/// <param name="Growth">The first call that adds to it.</param>
/// <param name="IsChanged">Is it, or may it be, changed in another way than by adding?</param>
/// <param name="IsLent">Is what it is part of lent for changing?</param>
internal readonly record struct PlaceChanges(Node? Growth, bool IsChanged, bool IsLent)
{
    public bool IsNone => Growth is null && !IsChanged && !IsLent;
}
