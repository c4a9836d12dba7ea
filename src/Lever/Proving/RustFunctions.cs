using System.Collections.Immutable;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>A function of a Rust file, its tree at hand.</summary>
/// <param name="Source">Named after its type and the inline modules around it: <c>Type::method</c>, <c>inner::name</c>.</param>
/// <param name="Modules">The inline modules that it stands in, from the outside in.</param>
/// <param name="Owner">The impl or trait that it stands in.</param>
internal sealed record RustFunction(FunctionSource Source, ImmutableArray<string> Modules, Node? Owner, Node Node);

/// <summary>The functions of a Rust file. What is nested in one belongs to it; tests are none.</summary>
internal static class RustFunctions
{
    /// <summary>In source order. Of several with one name, as under several <c>cfg</c>, the first counts.</summary>
    public static IReadOnlyList<RustFunction> Of(ReadOnlySpan<byte> file)
    {
        var tree = RustParser.ParseOnce(SourceText.FromUtf8(file));
        var found = new List<RustFunction>();
        Collect(tree.Root, [], null, found);
        return [.. found.DistinctBy(function => function.Source.Name, StringComparer.Ordinal)];
    }

    /// <summary>The functions that both versions of a file have, with different texts; as they were before.</summary>
    public static IReadOnlyList<RustFunction> Changed(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var now = Of(after).ToDictionary(function => function.Source.Name, StringComparer.Ordinal);
        return [.. Of(before).Where(function => now.TryGetValue(function.Source.Name, out var other) && other.Source.Source != function.Source.Source)];
    }

    private static void Collect(Node items, ImmutableArray<string> modules, Node? owner, List<RustFunction> found)
    {
        foreach (var item in items.Children)
        {
            if (!item.IsItem || item.IsForTests) continue;
            if (item.AsModule is { Items: { } inner } module) Collect(inner, modules.Add(module.Name), null, found);
            else if (item.AsImpl is { } impl) Collect(impl.Node.Child(6), modules, item, found);
            else if (item.Kind == Kind.Trait) Collect(item.LastChild, modules, item, found);
            else if (item.AsFunction is { Body: not null } function)
            {
                var name = string.Join("::", [.. modules, .. owner is { } above ? [OwnerName(above)] : Array.Empty<string>(), function.Name]);
                var lines = item.Tree.Lines;
                found.Add(new RustFunction(new FunctionSource(name, item.Text, lines.LineAt(item.Start), lines.LineAt(Math.Max(item.Start, item.End - 1))), modules, owner, item));
            }
        }
    }

    /// <summary><c>Type</c> of <c>impl&lt;T&gt; Type&lt;T&gt;</c>, <c>&lt;Type as Trait&gt;</c>, or a trait's own name.</summary>
    private static string OwnerName(Node owner)
    {
        if (owner.AsImpl is not { } impl) return owner.ItemName is { } name ? owner.Tree.Names.Text(name.Data) : "";
        var type = impl.Type.AsPath is { } path ? path.Name : impl.Type.Text;
        return impl.Trait is { } implemented ? $"<{type} as {(implemented.AsPath is { } known ? known.Name : implemented.Text)}>" : type;
    }
}
