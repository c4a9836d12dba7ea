using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>A name bound in one scope of a file.</summary>
public readonly record struct Symbol(PythonModule Module, int Id)
{
    private Bindings.SymbolEntry Entry => Module.Bindings.Symbols[Id];

    public string Name => Module.Tree.Names.Text(Entry.Name);

    public ScopeKind ScopeKind => Module.Bindings.Scopes[Entry.Scope].Kind;

    /// <summary>The function, class, lambda, comprehension or module that binds it.</summary>
    public Node ScopeNode => Module.Tree[Module.Bindings.Scopes[Entry.Scope].Node];

    /// <summary>Is it written from an inner scope by <c>global</c> or <c>nonlocal</c>?</summary>
    public bool IsShared => Entry.Shared;

    public bool IsModuleLevel => ScopeKind == ScopeKind.Module;

    /// <summary>Is it bound in a function, lambda or comprehension and written nowhere else?</summary>
    public bool IsLocal => (ScopeKind is ScopeKind.Function or ScopeKind.Lambda or ScopeKind.Comprehension) && !IsShared;

    public DefinitionList Definitions => new(Module, Entry.FirstDefinition);

    /// <summary>The names that read it, in source order; an augmented assignment's target is among them.</summary>
    public ReferenceList References => new(Module, Entry.FirstReference);

    /// <summary>The definition where there is exactly one.</summary>
    public Definition? OnlyDefinition
    {
        get
        {
            var entry = Entry;
            return entry.FirstDefinition >= 0 && entry.FirstDefinition == entry.LastDefinition ? new Definition(Module, entry.FirstDefinition) : null;
        }
    }

    /// <summary>The place that reads it, where there is exactly one.</summary>
    public Node? OnlyReference
    {
        get
        {
            Node? only = null;
            foreach (var reference in References)
            {
                if (only is not null) return null;
                only = reference;
            }
            return only;
        }
    }

    public bool IsParameter
    {
        get
        {
            foreach (var definition in Definitions)
                if (definition.Kind == DefinitionKind.Parameter) return true;
            return false;
        }
    }

    /// <summary>Is any definition inside a node?</summary>
    public bool IsDefinedIn(Node region)
    {
        foreach (var definition in Definitions)
            if (region.Contains(definition.Node)) return true;
        return false;
    }

    /// <summary>Is it read from a scope below its own, so that it is a closure's cell?</summary>
    public bool IsCaptured
    {
        get
        {
            foreach (var reference in References)
                if (!IsOwnScope(reference)) return true;
            return false;
        }
    }

    /// <summary>Is a node evaluated where the name is bound, and not in a function inside?</summary>
    internal bool IsOwnScope(Node node)
    {
        var own = Entry.Scope;
        var scope = Module.Bindings.ScopeOf(node);
        while (scope != own && Module.Bindings.Scopes[scope].Kind == ScopeKind.Comprehension) scope = Module.Bindings.Scopes[scope].Parent;
        return scope == own;
    }
}

/// <summary>One place that binds a symbol.</summary>
public readonly record struct Definition(PythonModule Module, int Index)
{
    private Bindings.DefinitionEntry Entry => Module.Bindings.Definitions[Index];

    /// <summary>The bound name, parameter or identifier.</summary>
    public Node Node => Module.Tree[Entry.Node];

    public DefinitionKind Kind => Entry.Kind;

    /// <summary>What the kind says: the assigned value, the iterable, the function, the alias.</summary>
    public Node Value => Module.Tree[Entry.Value];
}

public readonly record struct DefinitionList(PythonModule Module, int First)
{
    public Enumerator GetEnumerator() => new(Module, First);

    public bool IsEmpty => First < 0;

    public struct Enumerator(PythonModule module, int first)
    {
        private int next = first;

        public Definition Current { get; private set; }

        public bool MoveNext()
        {
            if (next < 0) return false;
            Current = new Definition(module, next);
            next = module.Bindings.Definitions[next].Next;
            return true;
        }
    }
}

public readonly record struct ReferenceList(PythonModule Module, int First)
{
    public bool IsEmpty => First < 0;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this) count++;
            return count;
        }
    }

    public Enumerator GetEnumerator() => new(Module, First);

    public struct Enumerator(PythonModule module, int first)
    {
        private int next = first;

        public Node Current { get; private set; }

        public bool MoveNext()
        {
            if (next < 0) return false;
            var entry = module.Bindings.References[next];
            Current = module.Tree[entry.Node];
            next = entry.Next;
            return true;
        }
    }
}
