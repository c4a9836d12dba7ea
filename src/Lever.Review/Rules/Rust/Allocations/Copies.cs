using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

/// <summary>An expression that makes an owned copy of what could be borrowed.</summary>
/// <param name="Node">The whole expression: `name.clone()`, `String::from(name)`.</param>
/// <param name="Source">What is copied.</param>
/// <param name="Type">Its type, references stripped.</param>
/// <param name="Depth">Behind how many references the source stands.</param>
internal readonly record struct Copied(Node Node, Node Source, RustType Type, int Depth)
{
    /// <summary>Is it a word of the source: a literal, or a constant by its name?</summary>
    public bool IsFixed => Source.Bare.Kind == Kind.Literal || Source.Bare.AsPath is { NameBytes: [>= (byte)'A' and <= (byte)'Z', >= (byte)'A' and <= (byte)'Z' or (byte)'_', ..] };

    /// <summary>The expression that borrows instead: the source where it is a reference, else one to it.</summary>
    public string Borrowed(Patch patch) => Depth == 0 ? "&" + patch.Source(Source) : new string('*', Depth - 1) + patch.Source(Source);

    /// <summary>Does the copy have the same type as what the source refers to, so that one reference can stand for the other?</summary>
    public bool KeepsType => Type.Kind == TypeKind.Path && !Type.IsStr;

    /// <summary>The term of a cost expression for one copy.</summary>
    public string Cost => Type.IsString || Type.IsStr ? "rust.string.clone" : "rust.alloc.small";
}

/// <summary>Where copies are made, and whether a borrow would do.</summary>
internal static class Copies
{
    /// <summary>What an expression copies, where a copy allocates; null for counters, plain bits and unknown types.</summary>
    public static Copied? Of(Node node, RustModule module)
    {
        if (node.AsMethodCall is { ArgumentCount: 0 } call)
        {
            var name = call.NameBytes;
            var isClone = name.SequenceEqual("clone"u8);
            if (!isClone && !name.SequenceEqual("to_owned"u8) && !name.SequenceEqual("to_string"u8) && !name.SequenceEqual("to_vec"u8) && !name.SequenceEqual("to_path_buf"u8)) return null;
            var type = module.TypeOf(call.Receiver);
            var depth = 0;
            for (var at = type; at.IsReference; at = at.Argument(0)) depth++;
            // What is behind two references is not what `clone` copies.
            if (depth > 1 && !name.SequenceEqual("to_string"u8)) return null;
            var bare = type.WithoutReferences;
            if (bare.IsStr || bare.Kind == TypeKind.Slice || IsPath(bare)) return isClone ? null : new Copied(node, call.Receiver, bare, depth);
            if (!isClone && name.SequenceEqual("to_string"u8) && !bare.IsString) return null;
            return IsCostly(bare, module) ? new Copied(node, call.Receiver, bare, depth) : null;
        }
        if (node.AsCall is { OnlyArgument: { } text } made && made.Function.AsPath is { Name: "from" } && module.TypeOf(text) is { IsReference: true } given && !given.Argument(0).IsReference && given.WithoutReferences.IsStr
            && text.Kind != Kind.Literal && module.TypeOf(node).IsString)
            return new Copied(node, text, given.WithoutReferences, 1);
        return null;
    }

    private static bool IsPath(RustType type) => type.Kind == TypeKind.Path && type.Path == "std::path::Path";

    /// <summary>Does a clone of the type allocate?</summary>
    public static bool IsCostly(RustType type, RustModule module, int steps = 0)
    {
        if (type.Kind == TypeKind.Tuple)
        {
            for (var index = 0; index < type.ArgumentCount; index++)
                if (IsCostly(type.Argument(index), module, steps + 1)) return true;
            return false;
        }
        if (type.Kind != TypeKind.Path || type.IsCheapToClone || steps > 2) return false;
        if (type.Symbol is { } symbol)
        {
            if (symbol.Is(RustFacts.CheapClone)) return false;
            if (type.Is(RustLibrary.Option)) return IsCostly(type.Argument(0), module, steps + 1);
            return symbol.Is(RustFacts.Heap);
        }
        if (module.Names.Item(type.PathId, Namespace.Type)?.AsStruct is { } own)
        {
            if (!own.Node.Derives("Clone"u8)) return false;
            foreach (var field in own.Fields)
                if (IsCostly(module.Types.OfTypeNode(field.Type), module, steps + 1)) return true;
            return false;
        }
        if (module.Index.FieldsOf(type.Key) is not { } fields || module.Index.IsCopy(type.Key) != false) return false;
        foreach (var (_, field) in fields)
            if (IsCostly(module.Types.FromShape(field, default), module, steps + 1)) return true;
        return false;
    }

    /// <summary>
    /// Is the expression a place that a reference to can be kept: variables, their fields and elements, and calls that give references into them?
    /// Guards and values that a call makes die with their statement.
    /// </summary>
    public static bool IsLasting(Node expression, RustModule module)
    {
        var at = expression.Bare;
        while (true)
        {
            switch (at.Kind)
            {
                case Kind.Path:
                    return true;
                case Kind.FieldAccess or Kind.Index:
                    at = at.FirstChild.Bare;
                    continue;
                case Kind.MethodCall:
                    var type = module.TypeOf(at);
                    if (!type.IsReference && !(type.Is(RustLibrary.Option) && type.Argument(0).IsReference)) return false;
                    if (module.TargetOf(at) is not { IsKnown: true } target || target.Has(RustFacts.Locks) || target.Self.Has(RustFacts.Guard)) return false;
                    at = at.FirstChild.Bare;
                    continue;
                case Kind.Try:
                    at = at.FirstChild.Bare;
                    continue;
                default:
                    return false;
            }
        }
    }

    /// <summary>May anything that an expression reads change, or be moved away, between two places of the source?</summary>
    public static bool MayChange(Node expression, int start, int end, RustModule module)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            if (module.BindingAt(module.Tree[id]) is not { } variable) continue;
            if (MayChange(variable, start, end, module, 0)) return true;
        }
        return false;
    }

    /// <summary>May a variable, or what it is a reference into, change between two places?</summary>
    private static bool MayChange(Binding variable, int start, int end, RustModule module, int steps)
    {
        foreach (var use in variable.Uses)
            if (use.Node.Id >= start && use.Node.Id < end && (module.MayChange(use) || IsMovedIn(use, variable))) return true;
        if (steps > 2 || variable.Kind is not (BindingKind.Let or BindingKind.Condition) || module.TypeOf(variable) is not ({ IsUnknown: true } or { IsReference: true })) return false;
        var from = variable.Declaration;
        for (var id = from.Id; id < from.SubtreeEnd && id < start; id++)
            if (module.BindingAt(module.Tree[id]) is { } origin && origin.Node.Id < from.Id && MayChange(origin, start, end, module, steps + 1)) return true;
        return false;
    }

    /// <summary>Does a closure or async block take the variable with it?</summary>
    public static bool IsMovedIn(Use use, Binding variable)
    {
        for (var at = use.Node.Parent; !at.IsRoot && !at.Contains(variable.Node); at = at.Parent)
            if (at.AsClosure is { IsMove: true } || at.AsBlock is { } block && (block.BlockKind & BlockKind.Move) != 0) return true;
        return false;
    }

    public static bool IsMoved(Binding variable)
    {
        foreach (var use in variable.Uses)
            if (IsMovedIn(use, variable)) return true;
        return false;
    }

    /// <summary>Does a node of a kind stand in the scope between two places?</summary>
    public static bool HasKind(Kind kind, int start, int end, RustModule module)
    {
        var kinds = module.Tree.RawKinds;
        for (var id = start; id < end; id++)
            if ((Kind)kinds[id] == kind) return true;
        return false;
    }

    /// <summary>
    /// The copy that a `let` keeps in a variable which is only read, while what it was copied from stays as it is; null where the copy is needed.
    /// </summary>
    public static (Copied Copy, Binding Variable)? KeptAndOnlyRead(Node let, RustModule module)
    {
        if (let.AsLet is not { Value: { } value, Name: { IsMut: false, IsRef: false } } view || value.Kind is not (Kind.MethodCall or Kind.Call)) return null;
        if (Of(value, module) is not { } copy || module.BindingAt(view.Pattern) is not { } variable || variable.IsUnused) return null;
        if (!IsLasting(copy.Source, module) || !variable.IsOnlyRead || IsMoved(variable)) return null;
        if (MayChange(copy.Source, let.SubtreeEnd, variable.ScopeEnd, module)) return null;
        // A reference that is held while the task waits makes its future another one.
        if (HasKind(Kind.Await, let.SubtreeEnd, variable.ScopeEnd, module) || HasKind(Kind.TokenTree, let.SubtreeEnd, variable.ScopeEnd, module)) return null;
        return (copy, variable);
    }

    /// <summary>Borrows what a `let` copies; null where another type would be seen.</summary>
    public static Patch? Borrow(Node let, Copied copy, Binding variable, RustContext context)
    {
        if (!copy.KeepsType || let.AsLet!.Value.Type is not null) return null;
        var patch = new Patch(context.Module);
        patch.Replace(copy.Node, copy.Borrowed(patch));
        foreach (var use in variable.Uses)
        {
            if (use.Form != UseForm.Plain || !use.IsWhole) continue;
            switch (use.Kind)
            {
                case UseKind.Borrowed:
                    patch.Replace(use.Node.Parent, use.Node.Text);
                    break;
                case UseKind.Operand:
                    patch.Replace(use.Node, "*" + use.Node.Text);
                    break;
                // A copy of the reference would be of another type.
                case UseKind.Receiver when use.Method is { Name: "clone" or "to_owned" }:
                    return null;
                case UseKind.Receiver or UseKind.Formatted:
                    break;
                default:
                    return null;
            }
        }
        return patch;
    }

    public static Size SizeOf(Trips trips) => trips.Origin switch
    {
        TripOrigin.Fixed => Size.Exactly(Math.Max(trips.Count, 0), "the source"),
        TripOrigin.Small => Size.SmallBy("what it goes through"),
        TripOrigin.Data => Size.DataBy("the collection that it goes through"),
        _ => Size.Unknown,
    };
}
