using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Placement;

internal enum DeclarationKind
{
    Struct,
    Union,
    Enum,
    Alias,
    Constant,
    Module,
}

/// <summary>A generic parameter of a type.</summary>
/// <param name="MaybeUnsized">Has it a bound `?Sized`?</param>
internal sealed record TypeParameter(string Name, bool MaybeUnsized, bool IsConstant, TypeTerm? Default);

/// <param name="Node">The field's node, counted from that of the item, so that it holds for the file without the bodies of its functions too.</param>
internal sealed record FieldTerm(string Name, TypeTerm Type, string Text, int Node);

/// <param name="Node">Counted from that of the item.</param>
internal sealed record VariantTerm(string Name, IReadOnlyList<FieldTerm> Fields, ConstTerm? Number, int Node);

/// <summary>A struct, union, enum, alias, constant or module of a file.</summary>
/// <param name="Repr">Null where the layout hangs on what is not known: other targets, macros that write the fields anew.</param>
/// <param name="Variants">A struct's or union's one variant; an alias's one field.</param>
internal sealed record TypeDeclaration(
    string File, string Module, string Name, DeclarationKind Kind, IReadOnlyList<TypeParameter> Parameters, Repr? Repr, IReadOnlyList<VariantTerm> Variants, int Node)
{
    /// <summary>Where its name starts, in bytes.</summary>
    public int Start { get; init; }

    /// <summary>The line of its name.</summary>
    public int Line { get; init; }

    /// <summary>The module's path and its name: `crate::module::Name`.</summary>
    public string Path => Module + "::" + Name;

    /// <summary>Of a constant.</summary>
    public ConstTerm? Value { get; init; }

    /// <summary>Of the tables of libraries: what they say of the values that the type does not take; null for most types.</summary>
    public NicheFacts? Niches { get; init; }

    public bool IsTuple { get; init; }
}

/// <param name="Count">How many patterns of the first scalar are no values; null where the fields say it.</param>
/// <param name="AreHidden">May enums not use what the fields leave unused?</param>
internal sealed record NicheFacts(UInt128? Count, bool AreHidden);

/// <summary>A name that `use` brings into a module.</summary>
/// <param name="Name">`*` for all of another module.</param>
/// <param name="IsUncertain">Does it hang on features or targets?</param>
internal sealed record ImportTerm(string Module, string Name, string[] Path, bool IsUncertain);

/// <summary>A type as it stands in a module.</summary>
internal readonly record struct WrittenType(string Module, string Text);

/// <summary>What a file declares of types, outside of functions.</summary>
internal sealed class TypeDeclarations
{
    public List<TypeDeclaration> Types { get; } = [];

    public List<ImportTerm> Imports { get; } = [];

    /// <summary>What collections and channels are said to hold, as it is written in a module.</summary>
    public Dictionary<WrittenType, TypeTerm> Held { get; private set; } = nothingHeld;

    /// <summary>The errors of the results that functions give, with how many give them.</summary>
    public Dictionary<WrittenType, (TypeTerm Type, int Count)> Errors { get; private set; } = noErrors;

    private static readonly HashSet<string> None = [];
    // Many files have neither, and share the empty tables.
    private static readonly Dictionary<WrittenType, TypeTerm> nothingHeld = [];
    private static readonly Dictionary<WrittenType, (TypeTerm Type, int Count)> noErrors = [];

    private readonly SyntaxTree tree;
    private readonly string file;
    /// <summary>Has the file modules within?</summary>
    private bool hasModules;
    private int counted;
    private int line = 1;

    private TypeDeclarations(SyntaxTree tree, string file) => (this.tree, this.file) = (tree, file);

    /// <param name="module">The path of the file's module.</param>
    public static TypeDeclarations Of(SyntaxTree tree, string file, string module)
    {
        var found = new TypeDeclarations(tree, file);
        found.ReadItems(tree.Root.Children, module);
        found.ReadUses(module);
        return found;
    }

    /// <summary>The path of the module that a node stands in.</summary>
    public static string ModuleOf(Node node, string fileModule)
    {
        var path = "";
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
            if (at.AsModule is { } module) path = "::" + module.Name + path;
        return fileModule + path;
    }

    /// <summary>The id of the innermost module around a node; that of the file where it is in none.</summary>
    public static int ModuleScopeOf(Node node)
    {
        var at = node.Parent;
        while (!at.IsRoot && at.Kind != Kind.Module) at = at.Parent;
        return at.Id;
    }

    private void ReadItems(ChildList items, string module)
    {
        foreach (var item in items)
        {
            if (!item.IsItem || Cfg.Of(item) == Cfg.Answer.No) continue;
            switch (item.Kind)
            {
                case Kind.Struct or Kind.Union:
                    ReadStruct(item, module);
                    break;
                case Kind.Enum:
                    ReadEnum(item, module);
                    break;
                case Kind.TypeAlias when item.AsTypeAlias is { Type: { } type } alias:
                    Types.Add(new TypeDeclaration(file, module, alias.Name, DeclarationKind.Alias, ParametersOf(alias.Generics, null), CertainOf(item),
                        [new VariantTerm("", [new FieldTerm("", TypeTerm.Of(type), type.Text, type.Id - item.Id)], null, 0)], item.Id) { Start = item.Child(2).Start, Line = LineOf(item.Child(2)) });
                    break;
                case Kind.Const when item.AsConst is { Value: { } value } constant:
                    Types.Add(new TypeDeclaration(file, module, constant.Name, DeclarationKind.Constant, [], CertainOf(item), [], item.Id) { Value = ConstTerm.Of(value) });
                    break;
                case Kind.Module when item.AsModule is { } inner:
                    // A module of another path is in a file of a name that is not its own.
                    Types.Add(new TypeDeclaration(file, module, inner.Name, DeclarationKind.Module, [], item.HasAttribute("path"u8) ? null : default(Repr), [], item.Id));
                    if (inner.Items is { } list) ReadItems(list.Children, module + "::" + inner.Name);
                    break;
                case Kind.Use:
                    ReadUse(item.Child(2), module, [], Cfg.Of(item) == Cfg.Answer.Unknown);
                    break;
            }
        }
    }

    /// <summary>The names of the types that functions of a file declare for themselves; they mean nothing elsewhere.</summary>
    public static HashSet<string> LocalsOf(SyntaxTree tree)
    {
        HashSet<string>? found = null;
        var kinds = tree.RawKinds;
        ReadOnlySpan<byte> types = [(byte)Kind.Struct, (byte)Kind.Enum, (byte)Kind.Union, (byte)Kind.TypeAlias];
        for (var id = 1; kinds[id..].IndexOfAny(types) is >= 0 and var step; id++)
        {
            id += step;
            if (tree[id].Parent.Kind == Kind.Block && tree[id].ItemName is { } name) (found ??= []).Add(tree.Names.Text(name.Data));
        }
        return found ?? None;
    }

    /// <summary>Looks at all types of the file, those of signatures and bodies too.</summary>
    private void ReadUses(string module)
    {
        Span<int> collections = stackalloc int[Collections.Length];
        var count = 0;
        foreach (var name in Collections)
            if (tree.Names.Find(name) is >= 0 and var id) collections[count++] = id;
        collections = collections[..count];
        var result = tree.Names.Find("Result"u8);
        var kinds = tree.RawKinds;
        hasModules = kinds.Contains((byte)Kind.Module);
        for (var id = 1; kinds[id..].IndexOfAny((byte)Kind.SliceType, (byte)Kind.ArrayType, (byte)Kind.GenericArguments) is >= 0 and var step; id++)
        {
            id += step;
            if ((Kind)kinds[id] != Kind.GenericArguments)
            {
                Hold(tree[id + 1], module);
                continue;
            }
            var path = tree[id].Parent;
            if (path.Kind != Kind.Path || path.Data != result && !collections.Contains(path.Data)) continue;
            var isResult = path.Data == result;
            for (var at = 0; path.AsPath!.Value.Argument(at) is { } argument; at++)
            {
                if (!isResult) Hold(argument, module);
                else if (at == 1 && path.Parent is { Kind: Kind.Function } function && function.Child(5).Id == path.Id)
                {
                    var error = new WrittenType(hasModules ? ModuleOf(argument, module) : module, Written(argument));
                    if (Errors == noErrors) Errors = [];
                    Errors[error] = Errors.TryGetValue(error, out var known) ? known with { Count = known.Count + 1 } : (TypeTerm.Of(argument), 1);
                }
            }
        }
    }

    private void Hold(Node type, string module)
    {
        // Plain names of the standard library say nothing.
        if (type.Kind is not (Kind.Path or Kind.TupleType) || type.AsName is { } name && (Primitives.SizeOf(name.Name) is not null || name.Name is "String" or "str" or "Self")) return;
        var written = new WrittenType(hasModules ? ModuleOf(type, module) : module, Written(type));
        if (Held == nothingHeld) Held = [];
        if (!Held.ContainsKey(written)) Held.Add(written, TypeTerm.Of(type));
    }

    private static readonly byte[][] Collections =
    [
        .. new[]
        {
            "Vec", "VecDeque", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "BinaryHeap", "IndexMap", "IndexSet", "FxHashMap", "FxHashSet", "AHashMap", "AHashSet", "FxIndexMap",
            "SmallVec", "ArrayVec", "Slab", "Arena", "Sender", "Receiver", "SyncSender", "UnboundedSender", "UnboundedReceiver", "DashMap", "Iter", "IntoIter",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private void ReadStruct(Node item, string module)
    {
        var view = item.AsStruct!.Value;
        var repr = ReprOf(item);
        var fields = FieldsOf(view.Fields, item, ref repr);
        Types.Add(new TypeDeclaration(file, module, view.Name, view.IsUnion ? DeclarationKind.Union : DeclarationKind.Struct,
            ParametersOf(view.Generics, item), repr, [new VariantTerm("", fields, null, 0)], item.Id) 
            {
                Niches = NichesOf(item), IsTuple = view.IsTuple, Start = view.NameNode.Start, Line = LineOf(view.NameNode),
            });
    }

    private void ReadEnum(Node item, string module)
    {
        var view = item.AsEnum!.Value;
        var repr = ReprOf(item);
        var variants = new List<VariantTerm>();
        foreach (var child in view.Variants)
        {
            if (child.AsVariant is not { } variant)
            {
                repr = null;
                continue;
            }
            var answer = Cfg.Of(child);
            if (answer == Cfg.Answer.No) continue;
            if (answer == Cfg.Answer.Unknown) repr = null;
            variants.Add(new VariantTerm(variant.Name, FieldsOf(variant.Fields, item, ref repr), variant.Discriminant is { } number ? ConstTerm.Of(number) : null, child.Id - item.Id));
        }
        Types.Add(new TypeDeclaration(file, module, view.Name, DeclarationKind.Enum, ParametersOf(view.Generics, item), repr, variants, item.Id) { Start = view.NameNode.Start, Line = LineOf(view.NameNode) });
    }

    private static List<FieldTerm> FieldsOf(FieldList list, Node item, ref Repr? repr)
    {
        var fields = new List<FieldTerm>();
        foreach (var field in list)
        {
            var answer = Cfg.Of(field.Node);
            if (answer == Cfg.Answer.No) continue;
            if (answer == Cfg.Answer.Unknown) repr = null;
            fields.Add(new FieldTerm(field.Name, TypeTerm.Of(field.Type), OneLine(Written(field.Type)), field.Node.Id - item.Id));
        }
        return fields;
    }

    /// <summary>The text of a type. Those that are plain names are the same few strings.</summary>
    private static string Written(Node type) => type.AsName is { } name && type.Bytes.Length == name.NameBytes.Length ? name.Name : type.Text;

    private static string OneLine(string text) => text.Contains('\n', StringComparison.Ordinal) ? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : text;

    internal static IReadOnlyList<TypeParameter> ParametersOf(Node? generics, Node? item)
    {
        if (generics is not { } list) return [];
        var tree = list.Tree;
        var parameters = new List<TypeParameter>();
        foreach (var child in list.Children)
        {
            var parameter = child.WithoutAttributes;
            if (parameter.Kind == Kind.TypeParameter)
            {
                var name = tree.Names.Text(parameter.FirstChild.Data);
                var maybe = HasMaybeSized(parameter.Child(1)) || item is { } owner && IsMaybeSizedByWhere(owner, parameter.FirstChild.Data);
                parameters.Add(new TypeParameter(name, maybe, false, parameter.Optional(2) is { } fallback ? TypeTerm.Of(fallback) : null));
            }
            else if (parameter.Kind == Kind.ConstParameter)
            {
                var fallback = parameter.Optional(2) is { } value ? new TypeTerm.Constant(ConstTerm.Of(value)) : null;
                parameters.Add(new TypeParameter(tree.Names.Text(parameter.FirstChild.Data), false, true, fallback));
            }
        }
        return parameters;
    }

    private static bool HasMaybeSized(Node bounds)
    {
        if (bounds.Kind != Kind.Bounds) return false;
        foreach (var bound in bounds.Children)
            if (bound.Kind == Kind.TraitBound && (bound.Data & 1) != 0) return true;
        return false;
    }

    private static bool IsMaybeSizedByWhere(Node item, int name)
    {
        foreach (var child in item.Children)
        {
            if (child.Kind != Kind.WhereClause) continue;
            foreach (var predicate in child.Children)
                if (predicate.Kind == Kind.WherePredicate && predicate.Child(1).AsName is { } path && path.NameId == name && HasMaybeSized(predicate.Child(2))) return true;
        }
        return false;
    }

    private void ReadUse(Node use, string module, string[] prefix, bool isUncertain)
    {
        if (use.Kind != Kind.UseTree) return;
        var path = use.FirstChild.Kind == Kind.Path ? Longer(prefix, use.FirstChild) : prefix;
        if (use.Child(1) is { Kind: Kind.UseTreeList } list)
        {
            foreach (var inner in list.Children) ReadUse(inner, module, path, isUncertain);
            return;
        }
        if (use.Data == 1)
        {
            // `use *` of the edition of 2015 means the crate.
            Imports.Add(new ImportTerm(module, "*", path.Length == 0 ? ["crate"] : path, isUncertain));
            return;
        }
        if (path is [.., "self"] && path.Length > 1) path = path[..^1];
        if (path.Length == 0) return;
        var alias = use.Child(2);
        Imports.Add(new ImportTerm(module, alias.IsAbsent ? path[^1] : alias.Text, path, isUncertain));
    }

    /// <summary>The names of a path of `use` behind those of the list that it stands in.</summary>
    private static string[] Longer(string[] prefix, Node path)
    {
        var count = 0;
        for (Node? at = path; at is { Kind: Kind.Path } name; at = name.AsPath!.Value.Qualifier) count++;
        var names = new string[prefix.Length + count];
        prefix.CopyTo(names, 0);
        for (Node? at = path; at is { Kind: Kind.Path } name; at = name.AsPath!.Value.Qualifier) names[prefix.Length + --count] = name.AsPath!.Value.Name;
        return names;
    }

    private static Repr? CertainOf(Node item) => Cfg.Of(item) == Cfg.Answer.Unknown ? null : default(Repr);

    /// <summary>Attributes of macros that write fields anew; others leave them as they are.</summary>
    private static bool RewritesFields(string attribute) =>
        attribute is "bitfield" or "bitflags" or "bitenum" or "bitsize" or "tracked" or "interned" or "input" or "dynamic_bitfield" or "packed_struct" or "spirv";

    private static Repr? ReprOf(Node item)
    {
        var repr = default(Repr);
        if (item.AttributeList is not { } list) return repr;
        foreach (var child in list.Children)
        {
            if (child.AsAttribute is not { Path.Kind: Kind.Path } attribute) continue;
            if (RewritesFields(attribute.Name)) return null;
            if (attribute.Is("cfg_attr"u8) && attribute.Mentions("repr"u8)) return null;
            if (!attribute.Is("repr"u8)) continue;
            if (attribute.Input is not { Kind: Kind.TokenTree } tokens || Read(tokens, repr) is not { } read) return null;
            repr = read;
        }
        return repr;
    }

    private static Repr? Read(Node tokens, Repr repr)
    {
        var words = tokens.Text.Trim('(', ')', ' ').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            var open = word.IndexOf('(');
            var number = open < 0 ? 1 : long.TryParse(word[(open + 1)..].Trim(')', ' '), System.Globalization.CultureInfo.InvariantCulture, out var read) && read is > 0 and <= 1 << 29 ? read : 0;
            if (number == 0) return null;
            var name = open < 0 ? word : word[..open].TrimEnd();
            switch (name)
            {
                case "C": repr = repr with { IsC = true }; break;
                case "Rust" or "transparent": break;
                case "packed": repr = repr with { Pack = number }; break;
                case "align": repr = repr with { Align = Math.Max(repr.Align, number) }; break;
                case "u8" or "i8" or "u16" or "i16" or "u32" or "i32" or "u64" or "i64" or "usize" or "isize" or "u128" or "i128":
                    repr = repr with { Tag = Primitives.SizeOf(name)!.Value, IsTagSigned = name[0] == 'i' };
                    break;
                default: return null;
            }
        }
        return repr;
    }

    /// <summary>Declarations are read in their order, so that all lines of a file are counted once.</summary>
    private int LineOf(Node name)
    {
        line += LineBreaks.Count(tree.Text.Bytes[counted..name.Start]);
        counted = name.Start;
        return line;
    }

    private static NicheFacts? NichesOf(Node item)
    {
        if (item.AttributeList is null) return null;
        var areHidden = item.HasAttribute("hides_niches"u8);
        UInt128? count = item.Attribute("niches"u8)?.Input is { Kind: Kind.TokenTree } tokens
            && UInt128.TryParse(tokens.Text.Trim('(', ')'), System.Globalization.CultureInfo.InvariantCulture, out var read) ? read : null;
        return areHidden || count is not null ? new NicheFacts(count, areHidden) : null;
    }
}
