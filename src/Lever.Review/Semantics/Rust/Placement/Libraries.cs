using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>
/// The types of the standard library and of a few others, as far as their layout goes: `Tables/*.rs` declare them with the fields that give
/// sizes and niches, a file a crate.
/// </summary>
internal static class Libraries
{
    private static readonly Lazy<TypeIndex> Loaded = new(Load);

    public static TypeIndex Index => Loaded.Value;

    /// <summary>A type by its full path.</summary>
    public static TypeDeclaration? Find(string path) => path.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end ? Index.Find(path[..end], path[(end + 2)..]) : null;

    /// <summary>A type that needs no import.</summary>
    public static TypeIndex.Entity? Prelude(string name) => Index.Resolve([name], "std::prelude");

    /// <summary>Is it the table's name for what `ToOwned` gives?</summary>
    public static bool IsOwnedForm(TypeDeclaration declaration) => declaration is { Name: "OwnedForm", Module: "std::borrow" };

    private static TypeIndex Load()
    {
        var index = new TypeIndex(null);
        var assembly = typeof(Libraries).Assembly;
        var parser = new RustParser();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("rust-layouts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var crate = System.IO.Path.GetFileNameWithoutExtension(resource);
            index.Add(TypeDeclarations.Of(parser.Parse(SourceText.From(reader.ReadToEnd()), Edition.Rust2021), resource, crate), crate);
        }
        return index;
    }
}
