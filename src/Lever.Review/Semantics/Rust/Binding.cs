using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

public enum BindingKind
{
    Let,
    /// <summary>Of a function.</summary>
    Parameter,
    SelfParameter,
    ClosureParameter,
    /// <summary>Of a `for`.</summary>
    Loop,
    /// <summary>Of a `match`.</summary>
    Arm,
    /// <summary>Of `if let` and `while let`.</summary>
    Condition,
    /// <summary>Of `select!` or `matches!`.</summary>
    Macro,
}

/// <summary>What happens to a variable at a place, or to the part of it that the place names.</summary>
public enum UseKind
{
    /// <summary>A method is called on it.</summary>
    Receiver,
    Borrowed,
    MutBorrowed,
    Assigned,
    /// <summary>The target of a compound assignment.</summary>
    Updated,
    /// <summary>An operand of arithmetic or a comparison, a condition, an index.</summary>
    Operand,
    /// <summary>A `for` goes through the value itself.</summary>
    Iterated,
    /// <summary>An argument of a call, by value.</summary>
    Argument,
    /// <summary>It is called.</summary>
    Called,
    Returned,
    /// <summary>Put into a struct, tuple, array or closure's result, or assigned to something.</summary>
    Stored,
    /// <summary>The whole initial value of a `let`.</summary>
    Bound,
    /// <summary>What a `match`, `if let` or `while let` looks at.</summary>
    Matched,
    /// <summary>An argument of a macro that takes references: formatting, assertions, logging.</summary>
    Formatted,
    /// <summary>Among a macro's tokens: anything may happen to it.</summary>
    Unknown,
    Awaited,
    /// <summary>The operand of `?`.</summary>
    Tried,
    /// <summary>The value of a block.</summary>
    Value,
    Other,
}

/// <summary>A place that uses a variable.</summary>
public readonly record struct Use(RustModule Module, Node Node, UseForm Form)
{
    /// <summary>The outermost field, element or dereference of the variable that the place names: `x.items[0]` for `x`.</summary>
    public Node Place
    {
        get
        {
            var at = Node;
            while (at.Parent is { Kind: Lever.Syntax.Rust.Kind.FieldAccess or Lever.Syntax.Rust.Kind.Index or Lever.Syntax.Rust.Kind.Unary } parent && parent.FirstChild.Id == at.Id
                && (parent.Kind != Lever.Syntax.Rust.Kind.Unary || parent.Data == (int)UnaryOperator.Deref))
                at = parent;
            return at;
        }
    }

    /// <summary>Is it the variable itself that is used, and not a part of it?</summary>
    public bool IsWhole => Place.Id == Node.Id;

    public UseKind Kind
    {
        get
        {
            if (Form != UseForm.Plain) return Form == UseForm.Formatted ? UseKind.Formatted : UseKind.Unknown;
            if (Node.Kind == Lever.Syntax.Rust.Kind.FieldInit) return UseKind.Stored;
            return Uses.KindOf(Place);
        }
    }

    /// <summary>The method that is called on the variable or its part.</summary>
    public MethodCallView? Method => Form == UseForm.Plain && Place is var place && place.Parent.AsMethodCall is { } call && call.Receiver.Id == place.Id ? call : null;
}

/// <summary>Tells from the code around an expression what happens to its value.</summary>
public static class Uses
{
    /// <summary>What happens to the value of an expression.</summary>
    public static UseKind KindOf(Node place)
    {
        var parent = place.Parent;
        switch (parent.Kind)
        {
            case Kind.MethodCall: return parent.FirstChild.Id == place.Id ? UseKind.Receiver : UseKind.Argument;
            case Kind.Call: return parent.FirstChild.Id == place.Id ? UseKind.Called : UseKind.Argument;
            case Kind.Reference: return (parent.Data & 1) != 0 ? UseKind.MutBorrowed : UseKind.Borrowed;
            case Kind.Assign: return parent.FirstChild.Id == place.Id ? UseKind.Assigned : UseKind.Stored;
            case Kind.CompoundAssign: return parent.FirstChild.Id == place.Id ? UseKind.Updated : UseKind.Operand;
            case Kind.Binary or Kind.Unary or Kind.Range or Kind.Cast or Kind.Index: return UseKind.Operand;
            case Kind.For: return parent.Child(2).Id == place.Id ? UseKind.Iterated : UseKind.Other;
            case Kind.If or Kind.While: return UseKind.Operand;
            case Kind.Let: return UseKind.Bound;
            case Kind.LetCondition: return UseKind.Matched;
            case Kind.Match: return UseKind.Matched;
            case Kind.MatchArm: return parent.Child(1).Id == place.Id ? UseKind.Operand : UseKind.Value;
            case Kind.Return or Kind.Yield: return UseKind.Returned;
            case Kind.Break: return UseKind.Stored;
            case Kind.Await: return UseKind.Awaited;
            case Kind.Try: return UseKind.Tried;
            case Kind.FieldInit or Kind.Tuple or Kind.Array or Kind.ArrayRepeat or Kind.StructBase or Kind.Closure: return UseKind.Stored;
            case Kind.Block: return parent.AsBlock?.Value is { } value && value.Id == place.Id ? parent.Parent.Kind == Kind.Function ? UseKind.Returned : UseKind.Value : UseKind.Other;
            case Kind.NamedArgument: return UseKind.Formatted;
            case Kind.MacroArguments:
                // These take their arguments by reference.
                return parent.Parent.AsMacroCall is { } call && IsByReference(call) ? UseKind.Formatted
                    : parent.Parent.AsMacroCall?.Is("matches"u8) == true ? UseKind.Matched : UseKind.Stored;
            case Kind.Attributed: return KindOf(parent);
            default: return UseKind.Other;
        }
    }

    /// <summary>Does a macro of the standard library or a logger only look at its arguments?</summary>
    public static bool IsByReference(MacroCallView call) => call.Name is "println" or "print" or "eprintln" or "eprint" or "format" or "write" or "writeln" or "panic" or "assert" or "assert_eq"
        or "assert_ne" or "debug_assert" or "debug_assert_eq" or "debug_assert_ne" or "unreachable" or "todo" or "unimplemented" or "format_args"
        or "trace" or "debug" or "info" or "warn" or "error" or "log" or "bail" or "anyhow" or "ensure";
}

/// <summary>A local variable.</summary>
public readonly record struct Binding(RustModule Module, int Id)
{
    private Bindings.BindingEntry Entry => Module.Bindings.Entries[Id];

    public string Name => Module.Tree.Names.Text(Entry.Name);

    public int NameId => Entry.Name;

    /// <summary>The pattern, shorthand field or `self` that binds it.</summary>
    public Node Node => Module.Tree[Entry.Node];

    /// <summary>The whole pattern that it is part of.</summary>
    public Node Pattern => Module.Tree[Entry.Pattern];

    /// <summary>The `let`, `for`, arm, condition, parameter, closure or macro that the pattern belongs to.</summary>
    public Node Declaration => Node.Kind == Lever.Syntax.Rust.Kind.SelfParameter ? Node : Pattern.Parent;

    public BindingKind Kind
    {
        get
        {
            var declaration = Declaration;
            return declaration.Kind switch
            {
                Lever.Syntax.Rust.Kind.Let => BindingKind.Let,
                Lever.Syntax.Rust.Kind.SelfParameter => BindingKind.SelfParameter,
                Lever.Syntax.Rust.Kind.Parameter => declaration.Owner.Parent.Kind == Lever.Syntax.Rust.Kind.Closure ? BindingKind.ClosureParameter : BindingKind.Parameter,
                Lever.Syntax.Rust.Kind.For => BindingKind.Loop,
                Lever.Syntax.Rust.Kind.MatchArm => BindingKind.Arm,
                Lever.Syntax.Rust.Kind.LetCondition => BindingKind.Condition,
                _ => BindingKind.Macro,
            };
        }
    }

    /// <summary>Is its pattern the name alone, so that it holds the whole value?</summary>
    public bool IsWhole => Entry.Node == Entry.Pattern;

    /// <summary>Is it declared `mut`?</summary>
    public bool IsMut => Node.AsBindingPattern is { IsMut: true } || Node.Kind == Lever.Syntax.Rust.Kind.SelfParameter && (Node.Data & 2) != 0;

    /// <summary>The value that a `let` gives to the whole variable; null for others.</summary>
    public Node? Value => IsWhole && Declaration.AsLet is { } let ? let.Value : null;

    /// <summary>The id after the last node of its scope.</summary>
    public int ScopeEnd => Entry.ScopeEnd;

    public UseList Uses => new(Module, Entry.FirstUse);

    public int UseCount => Uses.Count;

    public bool IsUnused => Entry.FirstUse < 0;

    /// <summary>The place that uses it, where there is exactly one.</summary>
    public Use? OnlyUse => Entry.FirstUse >= 0 && Entry.FirstUse == Entry.LastUse ? First : null;

    private Use First
    {
        get
        {
            foreach (var use in Uses) return use;
            return default;
        }
    }

    /// <summary>The last place in the source that uses it.</summary>
    public Use? LastUse => Entry.LastUse < 0 ? null : new Use(Module, Module.Tree[Module.Bindings.Uses[Entry.LastUse].Node], Module.Bindings.Uses[Entry.LastUse].Form);

    /// <summary>Is it bound inside a node?</summary>
    public bool IsDefinedIn(Node region) => region.Contains(Node);

    public bool IsUsedIn(Node region)
    {
        foreach (var use in Uses)
            if (region.Contains(use.Node)) return true;
        return false;
    }

    /// <summary>Is its value perhaps used when a node has run: by what follows in the source, or on a later turn of a loop that holds the node but not the variable?</summary>
    public bool IsUsedAfter(Node node)
    {
        var from = node.SubtreeEnd;
        var loop = node;
        for (var at = node.Parent; !at.IsRoot && !IsDefinedIn(at); at = at.Parent)
            if (at.Kind is Lever.Syntax.Rust.Kind.For or Lever.Syntax.Rust.Kind.While or Lever.Syntax.Rust.Kind.Loop or Lever.Syntax.Rust.Kind.Closure) loop = at;
        foreach (var use in Uses)
        {
            if (node.Contains(use.Node)) continue;
            if (use.Node.Id >= from || loop.Id != node.Id && loop.Contains(use.Node)) return true;
        }
        return loop.Id != node.Id;
    }

    /// <summary>May its value, or a part of it, be changed, moved away or lent for changing inside a region?</summary>
    public bool MayChangeIn(Node region)
    {
        foreach (var use in Uses)
            if (region.Contains(use.Node) && Module.MayChange(use)) return true;
        return false;
    }

    /// <summary>Is it only looked at, wherever it is used: never moved, changed, stored or handed to an unknown macro?</summary>
    public bool IsOnlyRead
    {
        get
        {
            foreach (var use in Uses)
                if (!Module.OnlyReads(use)) return false;
            return true;
        }
    }

    /// <summary>May it be only looked at, by how its uses are written? Asks for no types, so that it comes before what does.</summary>
    public bool MayBeOnlyRead
    {
        get
        {
            foreach (var use in Uses)
                if (use.Kind is not (UseKind.Borrowed or UseKind.Operand or UseKind.Formatted or UseKind.Receiver or UseKind.Matched or UseKind.Argument or UseKind.Iterated or UseKind.Bound or UseKind.Stored)) return false;
            return true;
        }
    }

    /// <summary>Does a closure that does not bind it itself name it?</summary>
    public bool IsCaptured
    {
        get
        {
            foreach (var use in Uses)
                for (var at = use.Node.Parent; !at.IsRoot && !at.Contains(Node); at = at.Parent)
                    if (at.Kind == Lever.Syntax.Rust.Kind.Closure || at.AsBlock is { IsAsync: true }) return true;
            return false;
        }
    }
}

public readonly record struct UseList(RustModule Module, int First)
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

    public struct Enumerator(RustModule module, int first)
    {
        private int next = first;

        public Use Current { get; private set; }

        public bool MoveNext()
        {
            if (next < 0) return false;
            var entry = module.Bindings.Uses[next];
            Current = new Use(module, module.Tree[entry.Node], entry.Form);
            next = entry.Next;
            return true;
        }
    }
}
