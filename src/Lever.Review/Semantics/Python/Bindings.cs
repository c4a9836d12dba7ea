using System.Runtime.InteropServices;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

public enum ScopeKind
{
    Module,
    Class,
    Function,
    Lambda,
    Comprehension,
}

public enum DefinitionKind
{
    /// <summary><c>name = value</c>, also <c>name: T = value</c> and <c>name := value</c>.</summary>
    Assigned,
    /// <summary>A declaration <c>name: T</c> without a value.</summary>
    Declared,
    /// <summary><c>name op= value</c></summary>
    Augmented,
    /// <summary>Part of an unpacked target, of an assignment or a loop.</summary>
    Unpacked,
    /// <summary>The whole target of a <c>for</c> statement or comprehension; the value is the iterable.</summary>
    Iterated,
    /// <summary>After <c>as</c> of a <c>with</c>; the value is the context.</summary>
    Entered,
    Parameter,
    Function,
    Class,
    Import,
    ImportFrom,
    /// <summary>After <c>as</c> of an <c>except</c>.</summary>
    Caught,
    /// <summary>Captured by a pattern.</summary>
    Matched,
    Deleted,
    TypeParameter,
}

/// <summary>
/// The scopes of one file, the symbols bound in them, and which symbol each name means, by Python's rules: class scopes are
/// skipped by nested functions, the first iterable of a comprehension belongs outside it, <c>:=</c> binds in the function.
/// </summary>
/// <remarks>All tables are arrays that are reused from file to file; filling them costs one scan of the tree.</remarks>
public sealed class Bindings
{
    private readonly ScopeTable bindings = new();
    private readonly List<(int Node, int Scope)> pendingReferences = [];
    private readonly List<(int Scope, int End)> open = [];
    private SyntaxTree tree = null!;
    private int[] symbolAt = [];
    private int[] scopeAt = [];
    /// <summary>Where <see cref="scopeAt"/> says something: so few places that clearing them alone is far quicker than clearing all.</summary>
    private readonly List<int> scopeStarts = [];
    /// <summary>Those of them that the scan has not come to yet, the next one on top: what a node starts lies before what the nodes around it start.</summary>
    private readonly Stack<int> startsAhead = new();

    internal List<Scope> Scopes { get; } = [];

    internal List<SymbolEntry> Symbols { get; } = [];

    internal List<DefinitionEntry> Definitions { get; } = [];

    internal List<ReferenceEntry> References { get; } = [];

    /// <summary>Does the file import with a star, so that an unbound name may not be a builtin?</summary>
    public bool HasStarImport { get; private set; }

    internal readonly record struct Scope(ScopeKind Kind, int Node, int Parent);

    internal struct SymbolEntry
    {
        public int Name, Scope, FirstDefinition, LastDefinition, FirstReference, LastReference;
        public bool Shared;
    }

    internal record struct DefinitionEntry(int Node, DefinitionKind Kind, int Value, int Next);

    internal record struct ReferenceEntry(int Node, int Next);

    internal void Bind(SyntaxTree source)
    {
        tree = source;
        Scopes.Clear();
        Symbols.Clear();
        Definitions.Clear();
        References.Clear();
        bindings.Reset(tree.Names.Count);
        pendingReferences.Clear();
        open.Clear();
        HasStarImport = false;
        if (symbolAt.Length < tree.Count)
        {
            symbolAt = new int[tree.Count * 3 / 2];
            scopeAt = new int[tree.Count * 3 / 2];
        }
        else
        {
            Array.Clear(symbolAt, 0, tree.Count);
            foreach (var node in scopeStarts) scopeAt[node] = 0;
        }
        scopeStarts.Clear();
        startsAhead.Clear();
        OpenScope(ScopeKind.Module, 0, -1);
        open.Add((0, int.MaxValue));
        NoteScopeAt(0, 0);
        BindNodes();
        ResolveReferences();
    }

    private void BindNodes()
    {
        var kinds = tree.RawKinds;
        var symbols = symbolAt.AsSpan(0, kinds.Length);
        // Most nodes neither bind nor stand at a scope's edge: what is asked of each of them is kept at hand.
        var scope = 0;
        var edge = kinds.Length;
        for (var id = 1; id < kinds.Length; id++)
        {
            if (id >= edge) (scope, edge) = Cross(id);
            var kind = (Kind)kinds[id];
            if (kind == Kind.Name)
            {
                if (symbols[id] == 0) pendingReferences.Add((id, scope));
            }
            else if (Binders[kinds[id]])
            {
                Visit(tree[id], kind, scope);
                // A comprehension is a scope from its own node on.
                scope = open[^1].Scope;
                edge = NextEdge();
            }
        }
    }

    /// <summary>Leaves the scopes that end before a node, and enters the one that starts at it.</summary>
    /// <returns>The scope of the node, and the next node at which it may be another.</returns>
    private (int Scope, int Edge) Cross(int id)
    {
        while (open[^1].End <= id) open.RemoveAt(open.Count - 1);
        if (startsAhead.TryPeek(out var start) && start == id)
        {
            startsAhead.Pop();
            open.Add((scopeAt[id] - 1, tree.subtreeEnds[id]));
        }
        return (open[^1].Scope, NextEdge());
    }

    private int NextEdge() => startsAhead.TryPeek(out var start) ? Math.Min(start, open[^1].End) : open[^1].End;

    /// <summary>By kind: may a node of it bind names or open a scope?</summary>
    private static readonly bool[] Binders = KindsThatBind();

    private static bool[] KindsThatBind()
    {
        var binders = new bool[256];
        foreach (var kind in (ReadOnlySpan<Kind>)
        [
            Kind.FunctionDef, Kind.AsyncFunctionDef, Kind.Lambda, Kind.ClassDef, Kind.ListComp, Kind.SetComp, Kind.DictComp, Kind.GeneratorExp, Kind.Comprehension, Kind.Assign, Kind.AnnAssign,
            Kind.AugAssign, Kind.NamedExpr, Kind.For, Kind.AsyncFor, Kind.WithItem, Kind.ExceptHandler, Kind.Delete, Kind.Import, Kind.ImportFrom, Kind.Global, Kind.Nonlocal, Kind.MatchAs,
            Kind.MatchStar, Kind.MatchMapping, Kind.TypeAlias,
        ]) binders[(byte)kind] = true;
        return binders;
    }

    /// <summary>The symbol that a name, parameter or identifier node means or binds; -1 for a builtin or unknown name.</summary>
    internal int SymbolAt(int node) => symbolAt[node] - 1;

    /// <summary>The scope in which a node is evaluated.</summary>
    internal int ScopeOf(Node node)
    {
        for (var id = node.Id; ; id = tree.parents[id])
            if (scopeAt[id] != 0) return scopeAt[id] - 1;
    }

    /// <summary>The symbol of a name in a scope alone, -1 where the scope does not bind it.</summary>
    internal int Find(int scope, int name) => bindings.Find(scope, name);

    private void Visit(Node node, Kind kind, int scope)
    {
        switch (kind)
        {
            case Kind.FunctionDef or Kind.AsyncFunctionDef:
                VisitFunction(node, scope);
                break;
            case Kind.Lambda:
                var lambda = OpenScope(ScopeKind.Lambda, node.Id, scope);
                BindParameters(node.FirstChild, lambda);
                StartScopeAt(node.Child(1).Id, lambda);
                break;
            case Kind.ClassDef:
                Define(node.Child(1), node.Child(1).Data, scope, DefinitionKind.Class, node.Id);
                var body = OpenScope(ScopeKind.Class, node.Id, scope);
                BindTypeParameters(node.Child(2), body);
                StartScopeAt(node.Child(4).Id, body);
                break;
            case Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp:
                VisitComprehension(node, scope);
                break;
            case Kind.Comprehension:
                BindTarget(node.FirstChild, scope, DefinitionKind.Iterated, node.Child(1).Id);
                break;
            case Kind.Assign:
                VisitAssign(node, scope);
                break;
            case Kind.AnnAssign:
                var value = node.Child(2);
                BindTarget(node.FirstChild, scope, value.IsAbsent ? DefinitionKind.Declared : DefinitionKind.Assigned, value.Id);
                break;
            case Kind.AugAssign:
                BindTarget(node.FirstChild, scope, DefinitionKind.Augmented, node.Child(1).Id);
                break;
            case Kind.NamedExpr:
                BindTarget(node.FirstChild, FunctionScopeOf(scope), DefinitionKind.Assigned, node.Child(1).Id);
                break;
            case Kind.For or Kind.AsyncFor:
                BindTarget(node.FirstChild, scope, DefinitionKind.Iterated, node.Child(1).Id);
                break;
            case Kind.WithItem:
                if (node.AsWithItem is { Variables: { } variables, Context: var context }) BindTarget(variables, scope, DefinitionKind.Entered, context.Id);
                break;
            case Kind.ExceptHandler:
                DefineIdentifier(node.Child(1), scope, DefinitionKind.Caught, node.Child(0).Id);
                break;
            case Kind.Delete:
                foreach (var target in node.Children) BindTarget(target, scope, DefinitionKind.Deleted, target.Id);
                break;
            case Kind.Import:
                foreach (var alias in node.Children) VisitImport(alias, scope);
                break;
            case Kind.ImportFrom:
                foreach (var alias in node.Children.Skip(1)) VisitImportFrom(alias, scope);
                break;
            case Kind.Global:
                foreach (var name in node.Children) Share(name, scope, 0);
                break;
            case Kind.Nonlocal:
                foreach (var name in node.Children) Share(name, scope, EnclosingBinding(name.Data, scope));
                break;
            case Kind.MatchAs:
                DefineIdentifier(node.Child(1), scope, DefinitionKind.Matched, node.Id);
                break;
            case Kind.MatchStar:
                DefineIdentifier(node.FirstChild, scope, DefinitionKind.Matched, node.Id);
                break;
            case Kind.MatchMapping:
                if (node.HasChildren) DefineIdentifier(node.LastChild, scope, DefinitionKind.Matched, node.Id);
                break;
            case Kind.TypeAlias:
                BindTarget(node.FirstChild, scope, DefinitionKind.Assigned, node.Child(2).Id);
                break;
        }
    }

    private void VisitFunction(Node node, int scope)
    {
        Define(node.Child(1), node.Child(1).Data, scope, DefinitionKind.Function, node.Id);
        var function = OpenScope(ScopeKind.Function, node.Id, scope);
        BindTypeParameters(node.Child(2), function);
        BindParameters(node.Child(3), function);
        StartScopeAt(node.Child(5).Id, function);
    }

    private void VisitComprehension(Node node, int scope)
    {
        var inner = OpenScope(ScopeKind.Comprehension, node.Id, scope);
        NoteScopeAt(node.Id, inner);
        open.Add((inner, node.SubtreeEnd));
        // The first iterable is evaluated before the comprehension's own scope exists.
        StartScopeAt(node.AsComprehension!.Value.FirstGenerator.Iterable.Id, scope);
    }

    private void VisitAssign(Node node, int scope)
    {
        var value = node.LastChild;
        foreach (var target in node.Children)
            if (target.Id != value.Id) BindTarget(target, scope, DefinitionKind.Assigned, value.Id);
    }

    private void VisitImport(Node alias, int scope)
    {
        if (alias.AsAlias is not { } view) return;
        if (view.AsName is { } asName)
        {
            Define(asName, asName.Data, scope, DefinitionKind.Import, alias.Id);
            return;
        }
        // `import a.b` binds `a` alone.
        var bytes = view.Name.Bytes;
        var dot = bytes.IndexOf((byte)'.');
        var name = dot < 0 ? view.Name.Data : tree.Names.Intern(view.Name.Start, dot);
        Define(view.Name, name, scope, DefinitionKind.Import, alias.Id);
    }

    private void VisitImportFrom(Node alias, int scope)
    {
        if (alias.AsAlias is not { } view) return;
        if (view.IsStar)
        {
            HasStarImport = true;
            return;
        }
        var name = view.AsName ?? view.Name;
        Define(name, name.Data, scope, DefinitionKind.ImportFrom, alias.Id);
    }

    private void BindParameters(Node arguments, int scope)
    {
        foreach (var parameter in arguments.Children)
            Define(parameter, parameter.Data, scope, DefinitionKind.Parameter, parameter.Id);
    }

    private void BindTypeParameters(Node list, int scope)
    {
        if (list.IsAbsent) return;
        foreach (var parameter in list.Children)
            Define(parameter.FirstChild, parameter.FirstChild.Data, scope, DefinitionKind.TypeParameter, parameter.Id);
    }

    private void BindTarget(Node target, int scope, DefinitionKind kind, int value)
    {
        switch (target.Kind)
        {
            case Kind.Name:
                // A class-scope comprehension target and the like still bind where they stand.
                Define(target, target.Data, scope, kind, value);
                if (kind is DefinitionKind.Augmented) pendingReferences.Add((target.Id, scope));
                break;
            case Kind.Starred:
                BindTarget(target.FirstChild, scope, DefinitionKind.Unpacked, value);
                break;
            case Kind.Tuple or Kind.List:
                var part = kind is DefinitionKind.Deleted ? kind : DefinitionKind.Unpacked;
                foreach (var element in target.Children) BindTarget(element, scope, part, value);
                break;
        }
    }

    private void DefineIdentifier(Node identifier, int scope, DefinitionKind kind, int value)
    {
        if (identifier.Kind == Kind.Identifier) Define(identifier, identifier.Data, scope, kind, value);
    }

    private void Define(Node node, int name, int scope, DefinitionKind kind, int value)
    {
        var symbol = SymbolIn(scope, name);
        symbolAt[node.Id] = symbol + 1;
        var index = Definitions.Count;
        Definitions.Add(new DefinitionEntry(node.Id, kind, value, -1));
        ref var entry = ref CollectionsMarshal.AsSpan(Symbols)[symbol];
        if (entry.LastDefinition >= 0) CollectionsMarshal.AsSpan(Definitions)[entry.LastDefinition].Next = index;
        else entry.FirstDefinition = index;
        entry.LastDefinition = index;
    }

    private int SymbolIn(int scope, int name)
    {
        var symbol = Symbols.Count;
        if (bindings.FindOrAdd(scope, name, symbol) is var known && known != symbol) return known;
        Symbols.Add(new SymbolEntry { Name = name, Scope = scope, FirstDefinition = -1, LastDefinition = -1, FirstReference = -1, LastReference = -1 });
        return symbol;
    }

    /// <summary>Makes a name of an inner scope mean the symbol of an outer one, for <c>global</c> and <c>nonlocal</c>.</summary>
    private void Share(Node identifier, int scope, int owner)
    {
        var symbol = SymbolIn(owner, identifier.Data);
        var entry = Symbols[symbol];
        entry.Shared = true;
        Symbols[symbol] = entry;
        bindings.Set(scope, identifier.Data, symbol);
        symbolAt[identifier.Id] = symbol + 1;
    }

    private int EnclosingBinding(int name, int scope)
    {
        var nearest = 0;
        for (var outer = Scopes[scope].Parent; outer > 0; outer = Scopes[outer].Parent)
        {
            if (Scopes[outer].Kind is not (ScopeKind.Function or ScopeKind.Lambda)) continue;
            if (Find(outer, name) >= 0) return outer;
            // Bound further down, perhaps: never by a class between.
            if (nearest == 0) nearest = outer;
        }
        return nearest;
    }

    private int FunctionScopeOf(int scope)
    {
        while (Scopes[scope].Kind == ScopeKind.Comprehension) scope = Scopes[scope].Parent;
        return scope;
    }

    private void ResolveReferences()
    {
        // No symbol is added any more, and there are at most as many references as names that wait for their meaning.
        var symbols = CollectionsMarshal.AsSpan(Symbols);
        CollectionsMarshal.SetCount(References, pendingReferences.Count);
        var references = CollectionsMarshal.AsSpan(References);
        var count = 0;
        foreach (var (node, scope) in pendingReferences)
        {
            var symbol = Meaning(tree.data[node], scope);
            if (symbol < 0) continue;
            references[count] = new ReferenceEntry(node, -1);
            ref var entry = ref symbols[symbol];
            if (entry.LastReference >= 0) references[entry.LastReference].Next = count;
            else entry.FirstReference = count;
            entry.LastReference = count++;
            symbolAt[node] = symbol + 1;
        }
        CollectionsMarshal.SetCount(References, count);
    }

    /// <summary>The symbol that a name means in a scope; -1 where none of the scopes around it binds it.</summary>
    private int Meaning(int name, int scope)
    {
        if (bindings.TryMeaning(scope, name, out var symbol)) return symbol;
        symbol = -1;
        for (var at = scope; at >= 0 && symbol < 0; at = Scopes[at].Parent)
            if (at == scope || Scopes[at].Kind != ScopeKind.Class) symbol = Find(at, name);
        bindings.KeepMeaning(scope, name, symbol);
        return symbol;
    }

    /// <summary>Evaluates a node that the scan has yet to come to, and what is below it, in a scope.</summary>
    private void StartScopeAt(int node, int scope)
    {
        NoteScopeAt(node, scope);
        startsAhead.Push(node);
    }

    private void NoteScopeAt(int node, int scope)
    {
        scopeAt[node] = scope + 1;
        scopeStarts.Add(node);
    }

    private int OpenScope(ScopeKind kind, int node, int parent)
    {
        Scopes.Add(new Scope(kind, node, parent));
        return Scopes.Count - 1;
    }
}
