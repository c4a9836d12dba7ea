using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

internal enum Namespace
{
    Type,
    Value,
    Macro,
}

/// <summary>
/// What paths mean: items of the file by scope, imports with aliases and known globs, the prelude, other crates by their names. A full path of
/// this crate starts with the crate's own name.
/// </summary>
public sealed class Names
{
    private const int MaxDepth = 24;

    private readonly RustModule module;
    private readonly IntMap itemByScopeAndName = new();
    private readonly IntMap itemByPath = new();
    private readonly IntMap pathOfItem = new();
    private readonly IntMap pathOfScope = new();
    private readonly List<(int Scope, int Tree)> globs = [];
    private readonly List<int> impls = [];
    /// <summary>What paths were found to mean, by their nodes and namespaces: several rules ask of one call what it runs.</summary>
    private readonly IntMap answers = new();
    private int depth;
    private bool hasPaths;
    /// <summary>Are all paths listed, so that what is found out is final?</summary>
    private bool isListed;

    internal Names(RustModule module) => this.module = module;

    private SyntaxTree Tree => module.Tree;

    private PathTable Paths => module.Paths;

    /// <summary>The path of the file's own module.</summary>
    internal int FileModule { get; private set; }

    /// <summary>The path of the file's crate.</summary>
    internal int Crate { get; private set; }

    /// <summary>The file's `impl` items.</summary>
    internal List<int> Impls => impls;

    internal void Reset()
    {
        depth = 0;
        (hasPaths, isListed) = (false, false);
        answers.Reset(0);
        globs.Clear();
        impls.Clear();
        pathOfScope.Reset(0);
        itemByScopeAndName.Reset(module.Bindings.Items.Count + 16);
        FileModule = module.Name.Length == 0 ? Paths.Of("crate") : Paths.Of(module.Name);
        Crate = FileModule;
        while (Paths.Parent(Crate) > 0) Crate = Paths.Parent(Crate);
        foreach (var id in module.Bindings.Items) Register(Tree[id]);
    }

    private void Register(Node item)
    {
        if (item.Kind == Kind.Impl)
        {
            impls.Add(item.Id);
            return;
        }
        if (ScopeOf(item) is not (>= 0 and var scope)) return;
        if (item.Kind == Kind.Use)
        {
            RegisterUse(item.Child(2), scope);
            return;
        }
        if (item.ItemName is not { } name || name.Kind != Kind.Name) return;
        var isValue = item.Kind is Kind.Function or Kind.Const or Kind.Static;
        var isType = !isValue && item.Kind != Kind.MacroDefinition;
        var key = item.Kind == Kind.ExternCrate && item.Optional(3) is { Kind: Kind.Name } alias ? alias.Data : name.Data;
        if (isType) itemByScopeAndName.Set(scope, key * 3 + (int)Namespace.Type, item.Id);
        if (isValue || item.AsStruct is { IsTuple: true } || item.AsStruct is { } plain && plain.Node.Child(5).IsAbsent) itemByScopeAndName.Set(scope, key * 3 + (int)Namespace.Value, item.Id);
        if (item.Kind == Kind.MacroDefinition) itemByScopeAndName.Set(scope, key * 3 + (int)Namespace.Macro, item.Id);
    }

    /// <summary>The node whose names an item is of: the file, a module's items, a block; -1 for members of impls and traits.</summary>
    private int ScopeOf(Node item)
    {
        var parent = item.Parent;
        if (parent.Kind != Kind.ItemList) return parent.Id;
        return parent.Parent.Kind switch
        {
            Kind.Module => parent.Id,
            Kind.ExternBlock => ScopeOf(parent.Parent),
            _ => -1,
        };
    }

    private void RegisterUse(Node use, int scope)
    {
        if (use.Kind != Kind.UseTree) return;
        if (use.Child(1) is { IsAbsent: false } list)
        {
            foreach (var child in list.Children) RegisterUse(child, scope);
            return;
        }
        if (use.Data == 1)
        {
            globs.Add((scope, use.Id));
            return;
        }
        var alias = use.Child(2);
        var name = alias.Kind == Kind.Name ? alias.Data : use.Child(0) is { Kind: Kind.Path } path ? LastName(use, path) : -1;
        if (name < 0) return;
        for (var space = 0; space < 3; space++)
            itemByScopeAndName.Add(scope, name * 3 + space, use.Id);
    }

    /// <summary>The name that an import binds: `self` of a list is the list's own.</summary>
    private static int LastName(Node use, Node path)
    {
        if (!path.IsSelf || use.Parent.Kind != Kind.UseTreeList) return path.Data;
        return use.Parent.Parent.Child(0) is { Kind: Kind.Path } owner ? owner.Data : -1;
    }

    /// <summary>The number of the full path that a path node means; 0 for local variables, generic parameters and unknown names.</summary>
    internal int Resolve(Node path, Namespace space)
    {
        if (path.Kind != Kind.Path || depth > MaxDepth) return 0;
        // What is found out on the way to something else may be cut short.
        var isFinal = isListed && depth == 0 && module.Types.IsIdle;
        if (isFinal && answers.Find(path.Id, (int)space) is >= 0 and var known) return known;
        depth++;
        var found = ResolveUnguarded(path, space);
        depth--;
        if (isFinal) answers.Set(path.Id, (int)space, found);
        return found;
    }

    private int ResolveUnguarded(Node path, Namespace space)
    {
        var view = path.AsPath!.Value;
        if (view.Qualifier is not { } qualifier)
            return space == Namespace.Value && module.Bindings.At(path.Id) >= 0 ? 0 : ResolveName(path, path.Data, space, isQualifier: path.Parent.Kind == Kind.Path);
        switch (qualifier.Kind)
        {
            case Kind.Path:
                return Resolve(qualifier, Namespace.Type) is > 0 and var owner ? Member(owner, Paths.SegmentOf(path.Data), space) : 0;
            case Kind.GlobalRoot:
                return Paths.Child(0, Paths.SegmentOf(path.Data));
            case Kind.QualifiedSelf:
                var type = module.Types.OfTypeNode(qualifier.FirstChild);
                return type.PathId > 0 ? Member(type.PathId, Paths.SegmentOf(path.Data), space) : 0;
            default: return 0;
        }
    }

    /// <summary>The path below another one, re-exports of this file followed.</summary>
    private int Member(int owner, int segment, Namespace space)
    {
        var id = Paths.Child(owner, segment);
        if (RustLibrary.SymbolOf(id) is not null) return id;
        EnsurePaths();
        if (Item(id, space) is { Kind: Kind.UseTree } use) return ResolveUse(use);
        return module.Declared.ReexportOf(id) is > 0 and var target ? target : id;
    }

    /// <summary>The item of this file that a full path names.</summary>
    internal Node? Item(int path, Namespace space)
    {
        EnsurePaths();
        return itemByPath.Find(path, (int)space) is >= 0 and var item ? Tree[item] : null;
    }

    /// <summary>The full path of an item of this file; 0 for what has none.</summary>
    internal int PathOf(Node item)
    {
        EnsurePaths();
        return pathOfItem.Find(item.Id, 0) is >= 0 and var path ? path : 0;
    }

    internal void EnsurePaths()
    {
        if (hasPaths) return;
        hasPaths = true;
        itemByPath.Reset(module.Bindings.Items.Count + 16);
        pathOfItem.Reset(module.Bindings.Items.Count + 16);
        foreach (var id in module.Bindings.Items)
        {
            var item = Tree[id];
            if (item.Kind is Kind.Impl or Kind.MacroDefinition or Kind.ExternCrate) continue;
            var scope = ScopeOf(item);
            if (scope < 0) continue;
            var owner = ModuleOf(scope);
            if (item.Kind == Kind.Use) AddUses(item.Child(2), owner);
            else if (item.ItemName is { Kind: Kind.Name } name) Add(item, Paths.Child(owner, Paths.SegmentOf(name.Data)), item.Kind is Kind.Function or Kind.Const or Kind.Static ? Namespace.Value : Namespace.Type);
        }
        foreach (var id in impls) AddMembers(Tree[id]);
        foreach (var id in module.Bindings.Items)
            if (Tree[id] is { Kind: Kind.Trait or Kind.Enum } item && PathOf(item) is > 0 and var path) AddOwn(item, path);
        isListed = true;
    }

    private void Add(Node item, int path, Namespace space)
    {
        itemByPath.Add(path, (int)space, item.Id);
        pathOfItem.Set(item.Id, 0, path);
    }

    private void AddUses(Node use, int owner)
    {
        if (use.Kind != Kind.UseTree) return;
        if (use.Child(1) is { IsAbsent: false } list)
        {
            foreach (var child in list.Children) AddUses(child, owner);
            return;
        }
        var name = use.Child(2).Kind == Kind.Name ? use.Child(2).Data : use.Child(0) is { Kind: Kind.Path } path ? LastName(use, path) : -1;
        if (name < 0 || use.Data == 1) return;
        var id = Paths.Child(owner, Paths.SegmentOf(name));
        for (var space = 0; space < 2; space++)
            itemByPath.Add(id, space, use.Id);
    }

    private void AddMembers(Node impl)
    {
        var type = module.Types.OfTypeNode(impl.Child(4)).WithoutReferences;
        if (type.PathId <= 0) return;
        foreach (var member in impl.Child(6).Children)
            if (member.Kind is Kind.Function or Kind.Const && member.ItemName is { Kind: Kind.Name } name)
                Add(member, Paths.Child(type.PathId, Paths.SegmentOf(name.Data)), Namespace.Value);
    }

    private void AddOwn(Node item, int path)
    {
        var members = item.Kind == Kind.Trait ? item.Child(6) : item.Child(5);
        foreach (var member in members.Children)
            if (member.Kind is Kind.Function or Kind.Const && member.ItemName is { Kind: Kind.Name } name)
                Add(member, Paths.Child(path, Paths.SegmentOf(name.Data)), Namespace.Value);
            else if (member.AsVariant is { } variant) Add(member, Paths.Child(path, Paths.SegmentOf(variant.NameNode.Data)), Namespace.Value);
    }

    /// <summary>The path of the module that a scope's items are in. A block's items are in a module of the block's own number.</summary>
    private int ModuleOf(int scope)
    {
        if (scope == 0) return FileModule;
        if (pathOfScope.Find(scope, 0) is > 0 and var known) return known;
        var at = Tree[scope];
        var path = at.Kind == Kind.ItemList && at.Parent.AsModule is { } inner
            ? Paths.Child(ModuleOf(ModuleScope(inner.Node)), Paths.SegmentOf(inner.Node.Child(2).Data))
            : Paths.Child(ModuleOf(ModuleScope(at)), Paths.SegmentOf("{" + scope.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}"));
        pathOfScope.Set(scope, 0, path);
        return path;
    }

    /// <summary>The path of the module that a node is in.</summary>
    internal int ModuleAt(Node node) => ModuleOf(ModuleScope(node));

    /// <summary>The file or the module's items around a node.</summary>
    private static int ModuleScope(Node node)
    {
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.ItemList && at.Parent.Kind == Kind.Module) return at.Id;
        return 0;
    }

    private int ResolveName(Node place, int name, Namespace space, bool isQualifier)
    {
        var text = Tree.Names[name];
        switch (text)
        {
            case [(byte)'c', (byte)'r', (byte)'a', (byte)'t', (byte)'e']: return Crate;
            case [(byte)'s', (byte)'e', (byte)'l', (byte)'f']: return ModuleOf(ModuleScope(place));
            case [(byte)'s', (byte)'u', (byte)'p', (byte)'e', (byte)'r']: return Math.Max(Paths.Parent(ModuleOf(ModuleScope(place))), 0);
            case [(byte)'S', (byte)'e', (byte)'l', (byte)'f']: return SelfType(place);
        }
        for (var at = place; !at.IsRoot; at = at.Parent)
        {
            var parent = at.Parent;
            if (parent.Kind is Kind.Block or Kind.SourceFile || parent.Kind == Kind.ItemList && parent.Parent.Kind == Kind.Module)
            {
                if (itemByScopeAndName.Find(parent.Id, name * 3 + (int)space) is >= 0 and var item && (Tree[item] is var found) && !found.Contains(place))
                    return found.Kind == Kind.UseTree ? ResolveUse(found) : found.Kind == Kind.ExternCrate ? Paths.Child(0, Paths.SegmentOf(found.Child(2).Data)) : PathIn(parent.Id, name);
                if (parent.Kind != Kind.Block) return FromGlobs(parent.Id, name, space, isQualifier);
            }
            else if (space == Namespace.Type && IsParameter(parent, name)) return 0;
        }
        return 0;
    }

    private int PathIn(int scope, int name) => Paths.Child(ModuleOf(scope), Paths.SegmentOf(name));

    /// <summary>Is a name a generic parameter of an item?</summary>
    private static bool IsParameter(Node item, int name)
    {
        if (item.Kind is not (Kind.Function or Kind.Impl or Kind.Struct or Kind.Enum or Kind.Trait or Kind.Union or Kind.TypeAlias)) return false;
        var generics = item.Child(item.Kind == Kind.Impl ? 2 : 3);
        foreach (var parameter in generics.Children)
            if (parameter.WithoutAttributes is { Kind: Kind.TypeParameter or Kind.ConstParameter } own && own.FirstChild.Data == name) return true;
        return false;
    }

    /// <summary>A name that no item or import of a module binds: from its globs, the prelude, or another crate's.</summary>
    private int FromGlobs(int scope, int name, Namespace space, bool isQualifier)
    {
        var segment = Paths.SegmentOf(name);
        var hasUnknown = false;
        foreach (var (owner, use) in globs)
        {
            if (owner != scope) continue;
            var source = ResolveUse(Tree[use]);
            if (source <= 0) continue;
            EnsurePathsUnlessInside();
            if (Paths.FindChild(source, segment) is > 0 and var child && (RustLibrary.SymbolOf(child) is not null || RustLibrary.HasChildren(child) || itemByPath.Find(child, (int)space) >= 0))
                return itemByPath.Find(child, (int)space) is >= 0 and var item && Tree[item] is { Kind: Kind.UseTree } again ? ResolveUse(again) : child;
            if (module.Declared.PathOf(source, segment) is > 0 and var known) return known;
            hasUnknown |= source >= RustLibrary.Paths.Length && source != FileModule;
        }
        // A glob of another crate often brings a `Result` of its own.
        if (RustLibrary.Prelude.TryGetValue(segment, out var prelude) && !(hasUnknown && prelude == RustLibrary.Result)) return prelude;
        // The table of paths goes on from file to file: only what the library holds is known in all of them.
        if (space == Namespace.Type && (isQualifier || Paths.FindChild(0, segment) is > 0 and var root && root < RustLibrary.Paths.Length)) return Paths.Child(0, segment);
        return 0;
    }

    private void EnsurePathsUnlessInside()
    {
        if (depth < MaxDepth / 2) EnsurePaths();
    }

    /// <summary>Does the file import a path of the library tables by its name? A trait whose methods it calls is imported as `_` at times.</summary>
    internal bool Imports(int path)
    {
        var kinds = Tree.RawKinds;
        for (var id = 0; id < kinds.Length; id++)
            if ((Kind)kinds[id] == Kind.UseTree && Tree[id] is { Data: not 1 } leaf && leaf.Child(1).IsAbsent && ResolveUse(leaf) == path) return true;
        return false;
    }

    /// <summary>The full path that a `use` leaf or glob imports from.</summary>
    internal int ResolveUse(Node use)
    {
        if (depth > MaxDepth) return 0;
        depth++;
        var found = ResolveUseUnguarded(use);
        depth--;
        return found;
    }

    private int ResolveUseUnguarded(Node use)
    {
        var parent = use.Parent.Kind == Kind.UseTreeList ? use.Parent.Parent : (Node?)null;
        if (use.Child(0) is not { Kind: Kind.Path } path) return parent is { } outer ? ResolveUse(outer) : 0;
        if (parent is { } list && list.Child(0).Kind == Kind.Path)
        {
            var owner = ResolveUse(list);
            return owner <= 0 ? 0 : path.IsSelf ? owner : Below(owner, path);
        }
        return UsePath(path, use);
    }

    private int Below(int owner, Node path)
    {
        if (path.AsPath!.Value.Qualifier is { Kind: Kind.Path } qualifier) owner = Below(owner, qualifier);
        return owner <= 0 ? 0 : Member(owner, Paths.SegmentOf(path.Data), Namespace.Type);
    }

    private int UsePath(Node path, Node use)
    {
        if (path.AsPath!.Value.Qualifier is { } qualifier)
        {
            var owner = qualifier.Kind == Kind.Path ? UsePath(qualifier, use) : qualifier.Kind == Kind.GlobalRoot ? 0 : -1;
            return owner < 0 || owner == 0 && qualifier.Kind == Kind.Path ? 0 : Member(owner, Paths.SegmentOf(path.Data), Namespace.Type);
        }
        if (path.IsSelf || Tree.Names[path.Data] is [(byte)'c' or (byte)'s', (byte)'r' or (byte)'u', ..] && (Tree.Names[path.Data].SequenceEqual("crate"u8) || Tree.Names[path.Data].SequenceEqual("super"u8)))
            return ResolveName(use, path.Data, Namespace.Type, isQualifier: true);
        // A module, type or import of this module goes before another crate.
        var scope = ModuleScope(use);
        if (itemByScopeAndName.Find(scope, path.Data * 3) is >= 0 and var item && Tree[item] is var found && !found.Contains(use))
            return found.Kind == Kind.UseTree ? ResolveUse(found) : found.Kind == Kind.ExternCrate ? Paths.Child(0, Paths.SegmentOf(found.Child(2).Data)) : PathIn(scope, path.Data);
        return Paths.Child(0, Paths.SegmentOf(path.Data));
    }

    /// <summary>The path of the type that `Self` means at a place.</summary>
    private int SelfType(Node place)
    {
        for (var at = place.Parent; !at.IsRoot; at = at.Parent)
            if (at.AsImpl is { } impl) return impl.Type.Contains(place) ? 0 : module.Types.OfTypeNode(impl.Type).WithoutReferences.PathId;
            else if (at.Kind is Kind.Struct or Kind.Enum or Kind.Union or Kind.Trait) return PathOf(at);
        return 0;
    }
}
