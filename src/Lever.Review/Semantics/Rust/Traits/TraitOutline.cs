using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Traits;

/// <summary>What a file declares of traits, and implements of those that the project may declare.</summary>
internal sealed record TraitOutline(IReadOnlyList<DeclaredTrait> Traits, IReadOnlyList<TraitImplementation> Implementations)
{
    public static TraitOutline None { get; } = new([], []);

    /// <summary>Reads the loaded file's traits and implementations.</summary>
    public static TraitOutline Of(RustModule module)
    {
        List<DeclaredTrait>? traits = null;
        List<TraitImplementation>? implementations = null;
        foreach (var id in module.Bindings.Items)
        {
            var item = module.Tree[id];
            if (item.AsTrait is { } declared) AddTrait(declared, module, ref traits);
            else if (item.AsImpl is { Trait: { } trait }) AddImplementation(item, trait, module, ref implementations);
            else if (item.Kind is Kind.MacroDefinition or Kind.MacroItem) AddMacro(item, ref implementations);
        }
        return traits is null && implementations is null ? None : new TraitOutline(traits ?? [], implementations ?? []);
    }

    private static void AddTrait(TraitView declared, RustModule module, ref List<DeclaredTrait>? traits)
    {
        if (module.Names.PathOf(declared.Node) is not (> 0 and var path)) return;
        var methods = new List<TraitMethod>();
        foreach (var member in declared.Items)
            if (member.AsFunction is { } function) methods.Add(new TraitMethod(function.Name, function.Body is not null));
        (traits ??= []).Add(new DeclaredTrait(module.Paths.KeyOf(path), module.Paths.Text(path), declared.Name, methods, module.IsInTest(declared.Node)));
    }

    private static void AddImplementation(Node item, Node trait, RustModule module, ref List<TraitImplementation>? implementations)
    {
        if (trait.AsPath is not { } written) return;
        var path = module.Names.Resolve(trait, Namespace.Type);
        // Most implement traits of libraries, which nobody asks about.
        if (path > 0 && path < RustLibrary.Paths.Length) return;
        var type = module.Types.OfTypeNode(item.Child(4));
        // What is implemented for references, boxes and trait objects hands the calls on.
        var isHanding = false;
        for (; !type.IsUnknown; isHanding = true)
        {
            if (type.Kind == TypeKind.Parameter && isHanding || type.Kind is TypeKind.Dyn) return;
            if (type.IsReference) type = type.WithoutReferences;
            else if (type.Symbol is { Deref: not null } && type.Argument(0) is { Kind: TypeKind.Parameter or TypeKind.Dyn } inner) type = inner;
            else break;
        }
        PathKey? key = type.Kind == TypeKind.Path && type.PathId > 0 && !isHanding ? module.Paths.KeyOf(type.PathId) : null;
        (implementations ??= []).Add(new TraitImplementation(
            written.Name, path > 0 ? module.Paths.KeyOf(path) : null, key, key is null ? "" : module.Paths.Text(type.PathId), module.Path, module.IsInTest(item)));
    }

    /// <summary>What macros implement: for which types, nobody reads.</summary>
    private static void AddMacro(Node item, ref List<TraitImplementation>? implementations)
    {
        var tree = item.Tree;
        var kinds = tree.RawKinds;
        for (var id = item.Id + 1; id + 1 < item.SubtreeEnd; id++)
        {
            if ((Kind)kinds[id] != Kind.TokenName || (Kind)kinds[id + 1] != Kind.TokenName || !tree.Names[tree[id + 1].Data].SequenceEqual("for"u8)) continue;
            var name = tree.Names.Text(tree[id].Data);
            if (char.IsAsciiLetterUpper(name[0])) (implementations ??= []).Add(new TraitImplementation(name, null, null, "", "", false));
        }
    }
}

/// <summary>A trait of the project.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">The path's last name.</param>
/// <param name="IsForTests">Is it compiled for tests alone?</param>
internal sealed record DeclaredTrait(PathKey Key, string Path, string Name, IReadOnlyList<TraitMethod> Methods, bool IsForTests);

/// <param name="HasBody">Does it run where an implementation has none of the name?</param>
internal readonly record struct TraitMethod(string Name, bool HasBody);

/// <summary>An `impl` of a trait that may be the project's.</summary>
/// <param name="Trait">The trait's last name.</param>
/// <param name="TraitKey">Its full path, as far as the file alone says it; null where it does not.</param>
/// <param name="Type">The type that it is for; null where that has no path: generic ones, tuples, what macros write.</param>
/// <param name="TypePath">The type's full path.</param>
/// <param name="File">The file that it stands in; empty for what macros write.</param>
/// <param name="IsForTests">Is it compiled for tests alone, as far as the file itself says?</param>
internal sealed record TraitImplementation(string Trait, PathKey? TraitKey, PathKey? Type, string TypePath, string File, bool IsForTests);
