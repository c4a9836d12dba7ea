using Lever.Review.Semantics.Rust.Placement;
using Lever.Review.Semantics.Rust.Traits;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>What a file declares for the others of its project: names with their types. It outlives the file's tree.</summary>
/// <param name="Fields">The fields of structs and of variants with fields, by their full path and the field's name or number.</param>
/// <param name="Results">What functions and methods give, by full path.</param>
/// <param name="Constants">The types of constants and statics.</param>
/// <param name="Aliases">Type aliases without parameters.</param>
/// <param name="Reexports">Public imports: the path that they make, and the one that they lead to.</param>
/// <param name="CopyTypes">Structs and enums that are `Copy`.</param>
/// <param name="PlainTypes">Those that are not.</param>
/// <param name="Variants">The paths of variants, and of their enums.</param>
internal sealed record RustOutline(
    IReadOnlyList<KeyValuePair<PathKey, IReadOnlyList<KeyValuePair<string, TypeShape>>>> Fields,
    IReadOnlyList<KeyValuePair<PathKey, TypeShape>> Results,
    IReadOnlyList<KeyValuePair<PathKey, TypeShape>> Constants,
    IReadOnlyList<KeyValuePair<PathKey, TypeShape>> Aliases,
    IReadOnlyList<KeyValuePair<PathKey, string>> Reexports,
    IReadOnlyList<PathKey> CopyTypes,
    IReadOnlyList<PathKey> PlainTypes,
    IReadOnlyList<KeyValuePair<PathKey, string>> Variants)
{
    /// <summary>The file's path.</summary>
    internal string File { get; init; } = "";

    /// <summary>The file's types as their layouts need them, and the module that they are of.</summary>
    internal (TypeDeclarations Declared, string Module)? Types { get; init; }

    /// <summary>The file's place among the others, as `mod` declares it.</summary>
    internal ModuleDeclarations? Modules { get; init; }

    /// <summary>The file's traits, and what it implements.</summary>
    internal TraitOutline Traits { get; init; } = TraitOutline.None;

    /// <summary>Lists that are filled anew for each file.</summary>
    internal sealed class Lists
    {
        public List<KeyValuePair<PathKey, IReadOnlyList<KeyValuePair<string, TypeShape>>>> Fields { get; } = [];

        /// <summary>The fields of one type.</summary>
        public List<KeyValuePair<string, TypeShape>> OfOne { get; } = [];

        public List<KeyValuePair<PathKey, TypeShape>> Results { get; } = [];

        public List<KeyValuePair<PathKey, TypeShape>> Constants { get; } = [];

        public List<KeyValuePair<PathKey, TypeShape>> Aliases { get; } = [];

        public List<KeyValuePair<PathKey, string>> Reexports { get; } = [];

        public List<PathKey> CopyTypes { get; } = [];

        public List<PathKey> PlainTypes { get; } = [];

        public List<KeyValuePair<PathKey, string>> Variants { get; } = [];

        public void Clear()
        {
            Fields.Clear();
            Results.Clear();
            Constants.Clear();
            Aliases.Clear();
            Reexports.Clear();
            CopyTypes.Clear();
            PlainTypes.Clear();
            Variants.Clear();
        }
    }

    /// <summary>Reads the loaded file's declarations.</summary>
    /// <param name="lists">What is left in them of the file before is forgotten.</param>
    internal static RustOutline Of(RustModule module, Lists lists)
    {
        lists.Clear();
        foreach (var id in module.Bindings.Items)
        {
            var item = module.Tree[id];
            if (item.Kind == Kind.Use && !item.Child(1).IsAbsent) AddReexports(module, item.Child(2), lists.Reexports);
            if (module.Names.PathOf(item) is not (> 0 and var number)) continue;
            var path = module.Paths.KeyOf(number);
            if (item.AsFunction is { } function) lists.Results.Add(new(path, ResultOf(module, function)));
            else if (item.AsConst is { Type: { } type }) lists.Constants.Add(new(path, ShapeOf(module.Types.OfTypeNode(type))));
            else if (item.AsTypeAlias is { Generics: null, Type: { } aliased }) lists.Aliases.Add(new(path, ShapeOf(module.Types.OfTypeNode(aliased))));
            else if (item.AsStruct is { } made) lists.Fields.Add(new(path, FieldsOf(module, made.Fields, lists.OfOne)));
            else if (item.AsEnum is { } choice)
                foreach (var variant in choice.Variants)
                    if (variant.AsVariant is { } one)
                    {
                        var key = path.Below(one.NameBytes);
                        lists.Variants.Add(new(key, module.Paths.Text(number)));
                        if (!one.Fields.IsEmpty) lists.Fields.Add(new(key, FieldsOf(module, one.Fields, lists.OfOne)));
                    }
            if (item.Kind is Kind.Struct or Kind.Enum or Kind.Union) (module.Types.IsCopy(new RustType(module, module.Types.Table.Make(TypeKind.Path, number))) == true ? lists.CopyTypes : lists.PlainTypes).Add(path);
        }
        return new RustOutline(
            lists.Fields.ToArray(), lists.Results.ToArray(), lists.Constants.ToArray(), lists.Aliases.ToArray(), lists.Reexports.ToArray(), lists.CopyTypes.ToArray(), lists.PlainTypes.ToArray(), lists.Variants.ToArray())
        {
            Types = (TypeDeclarations.Of(module.Tree, module.Path, module.Name), module.Name), Modules = ModuleDeclarations.Of(module), Traits = TraitOutline.Of(module), File = module.Path,
        };
    }

    private static TypeShape ResultOf(RustModule module, FunctionView function)
    {
        var shape = function.Return is { } written ? ShapeOf(module.Types.OfTypeNode(written)) : TypeShape.Unit;
        return function.IsAsync ? new TypeShape(TypeKind.Path, null, 0, [shape]) { LibraryPath = RustLibrary.Future } : shape;
    }

    private static KeyValuePair<string, TypeShape>[] FieldsOf(RustModule module, FieldList list, List<KeyValuePair<string, TypeShape>> fields)
    {
        fields.Clear();
        foreach (var field in list) fields.Add(new(field.Name, ShapeOf(module.Types.OfTypeNode(field.Type))));
        return [.. fields];
    }

    private static void AddReexports(RustModule module, Node use, List<KeyValuePair<PathKey, string>> reexports)
    {
        if (use.Kind != Kind.UseTree) return;
        if (use.Child(1) is { IsAbsent: false } list)
        {
            foreach (var child in list.Children) AddReexports(module, child, reexports);
            return;
        }
        if (module.Names.ResolveUse(use) is not (> 0 and var target)) return;
        var around = module.Names.ModuleAt(use);
        var key = use.Data == 1 ? module.Paths.KeyOf(around).Below("*"u8)
            : module.Paths.KeyBelow(around, use.Child(2).Kind == Kind.Name ? module.Paths.SegmentOf(use.Child(2).Data) : module.Paths.Segment(target));
        reexports.Add(new(key, module.Paths.Text(target)));
    }

    /// <summary>The types of the library tables without arguments, such as numbers and strings, by path: they are most of all.</summary>
    private static readonly TypeShape?[] plainLibraryTypes = new TypeShape?[RustLibrary.Paths.Length];

    /// <summary>A type as a value that outlives its file. A generic parameter is whatever its user makes it.</summary>
    internal static TypeShape ShapeOf(RustType type)
    {
        if (type.Kind is TypeKind.Unknown or TypeKind.Closure) return TypeShape.Unknown;
        return type.Module.Types.KnownShape(type.Id) ?? type.Module.Types.Keep(type.Id, NewShape(type));
    }

    private static TypeShape NewShape(RustType type)
    {
        if (type.Kind == TypeKind.Path && type.ArgumentCount == 0 && (uint)type.PathId < (uint)plainLibraryTypes.Length)
            return plainLibraryTypes[type.PathId] ??= new TypeShape(TypeKind.Path, type.Path, type.Length, []) { LibraryPath = type.PathId };
        var arguments = type.ArgumentCount == 0 ? [] : new TypeShape[type.ArgumentCount];
        for (var index = 0; index < arguments.Length; index++) arguments[index] = ShapeOf(type.Argument(index));
        var path = type.PathId > 0 ? type.Path : type.Kind == TypeKind.Parameter ? type.ToString() : null;
        return new TypeShape(type.Kind, path, type.Length, arguments) { LibraryPath = type.Kind == TypeKind.Path && type.PathId < RustLibrary.Paths.Length ? type.PathId : -1 };
    }
}

/// <summary>The declarations of all files of a project, by full path.</summary>
internal sealed class RustIndex
{
    private readonly Dictionary<PathKey, IReadOnlyList<KeyValuePair<string, TypeShape>>> fields = [];
    private readonly Dictionary<PathKey, (TypeShape Shape, string File)> results = [];
    private readonly Dictionary<PathKey, TypeShape> constants = [];
    private readonly Dictionary<PathKey, TypeShape> aliases = [];
    private readonly Dictionary<PathKey, string> reexports = [];
    private readonly HashSet<PathKey> copies = [];
    private readonly HashSet<PathKey> plain = [];
    private readonly Dictionary<PathKey, string> variants = [];

    public static RustIndex Empty { get; } = new([]);

    /// <param name="outlines">In the order of the files' paths: the first declaration of a path counts.</param>
    public RustIndex(IReadOnlyList<RustOutline> outlines)
    {
        fields.EnsureCapacity(outlines.Sum(outline => outline.Fields.Count));
        results.EnsureCapacity(outlines.Sum(outline => outline.Results.Count));
        constants.EnsureCapacity(outlines.Sum(outline => outline.Constants.Count));
        reexports.EnsureCapacity(outlines.Sum(outline => outline.Reexports.Count));
        plain.EnsureCapacity(outlines.Sum(outline => outline.PlainTypes.Count));
        variants.EnsureCapacity(outlines.Sum(outline => outline.Variants.Count));
        foreach (var outline in outlines)
        {
            if (outline.Types is var (declared, module)) (Types ??= new TypeIndex(Placement.Libraries.Index)).Add(declared, module);
            if (outline.Modules is { } modules) Files.Add(modules);
            AddAll(fields, outline.Fields);
            foreach (var (path, shape) in outline.Results) results.TryAdd(path, (shape, outline.File));
            AddAll(constants, outline.Constants);
            AddAll(aliases, outline.Aliases);
            AddAll(reexports, outline.Reexports);
            AddAll(variants, outline.Variants);
            copies.UnionWith(outline.CopyTypes);
            plain.UnionWith(outline.PlainTypes);
        }
        Traits = new TraitIndex([.. outlines.Select(outline => outline.Traits)], Files, HasFunction);
    }

    /// <summary>The files as they declare each other.</summary>
    internal ModuleFiles Files { get; } = new();

    /// <summary>The traits of all files, and what implements them.</summary>
    internal TraitIndex Traits { get; }

    /// <summary>The types of all files; null where no file was looked at.</summary>
    internal TypeIndex? Types { get; }

    private static void AddAll<T>(Dictionary<PathKey, T> all, IReadOnlyList<KeyValuePair<PathKey, T>> some)
    {
        for (var at = 0; at < some.Count; at++) all.TryAdd(some[at].Key, some[at].Value);
    }

    private bool IsEmpty => fields.Count + results.Count + constants.Count + aliases.Count + reexports.Count + plain.Count + copies.Count == 0;

    /// <summary>The fields of a struct, or of a variant with fields, by their names or numbers; null for other paths.</summary>
    internal IReadOnlyList<KeyValuePair<string, TypeShape>>? FieldsOf(PathKey path) => fields.GetValueOrDefault(path);

    /// <summary>The type of a field by its name or number; null where the path has no such field.</summary>
    internal TypeShape? FieldOf(PathKey path, string name)
    {
        if (!fields.TryGetValue(path, out var all)) return null;
        foreach (var (known, type) in all)
            if (known == name) return type;
        return null;
    }

    internal bool HasFunction(PathKey path) => results.ContainsKey(path);

    internal TypeShape? ResultOf(PathKey path) => results.GetValueOrDefault(path).Shape;

    /// <summary>The file that a function is in.</summary>
    internal string? FileOf(PathKey function) => results.GetValueOrDefault(function).File;

    internal TypeShape? ConstantType(PathKey path) => constants.GetValueOrDefault(path);

    internal TypeShape? AliasOf(PathKey path) => aliases.GetValueOrDefault(path);

    internal string? EnumOf(PathKey variant) => variants.GetValueOrDefault(variant);

    internal bool? IsCopy(PathKey path) => copies.Contains(path) ? true : plain.Contains(path) ? false : null;

    /// <summary>Where a re-exported path leads; 0 where it is none.</summary>
    internal int ReexportOf(int path, PathTable paths)
    {
        if (IsEmpty || path < RustLibrary.Paths.Length) return 0;
        for (var step = 0; step < 4; step++)
        {
            if (!reexports.TryGetValue(paths.KeyOf(path), out var target)) return step == 0 ? 0 : path;
            path = paths.Of(target);
        }
        return path;
    }

    /// <summary>The full path of a name of a module of the project; null where the module has no such name.</summary>
    internal string? Knows(int module, int segment, PathTable paths)
    {
        if (IsEmpty) return null;
        var path = paths.KeyBelow(module, segment);
        if (reexports.TryGetValue(path, out var target)) return target;
        if (fields.ContainsKey(path) || results.ContainsKey(path) || constants.ContainsKey(path) || aliases.ContainsKey(path) || copies.Contains(path) || plain.Contains(path) || variants.ContainsKey(path))
            return paths.Text(module) + "::" + paths.SegmentText(segment);
        return null;
    }
}
