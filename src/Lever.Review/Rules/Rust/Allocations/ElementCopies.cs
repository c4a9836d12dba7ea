using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

/// <summary>Vectors that are collected of copies, where references to the elements would do.</summary>
internal static class ElementCopies
{
    /// <summary>
    /// The call that copies the elements which a `let` collects, where the vector and its elements are only read while what they were copied from stays as it is;
    /// null where the copies are needed.
    /// </summary>
    public static (Node Copies, Binding List)? KeptAndOnlyRead(Node let, RustModule module)
    {
        if (let.AsLet is not { Else: null, Name: { IsMut: false, IsRef: false } name, Value: { } value } view || value.AsMethodCall is not { Name: "collect", ArgumentCount: 0 } collect) return null;
        if (collect.Receiver.AsMethodCall is not { } copying || !IsCopying(copying, module) || !IsVec(collect, view.Type, module)) return null;
        if (Root(copying.Receiver, module) is not { } root || !Copies.IsLasting(root, module) || module.BindingAt(name.Node) is not { IsUnused: false } list) return null;
        if (!AreRead(list) || Copies.IsMoved(list) || Copies.MayChange(copying.Receiver, let.SubtreeEnd, list.ScopeEnd, module)) return null;
        // A reference that is held while the task waits makes its future another one.
        if (Copies.HasKind(Kind.Await, let.SubtreeEnd, list.ScopeEnd, module) || Copies.HasKind(Kind.TokenTree, let.SubtreeEnd, list.ScopeEnd, module)) return null;
        return (copying.Node, list);
    }

    private static bool IsVec(MethodCallView collect, Node? written, RustModule module) =>
        collect.Generics is { HasChildren: true } generics ? module.Types.OfTypeNode(generics.FirstChild).IsVec : written is { } type && module.Types.OfTypeNode(type).IsVec;

    /// <summary>`cloned()` of what owns memory, `map(str::to_string)`, `map(|part| part.to_vec())`: every element is copied as it is.</summary>
    private static bool IsCopying(MethodCallView call, RustModule module)
    {
        if (module.Types.ItemOf(module.TypeOf(call.Receiver)) is not { IsReference: true } item || item.Argument(0).IsReference) return false;
        var bare = item.Argument(0);
        if (!bare.IsStr && bare.Kind != TypeKind.Slice && !Copies.IsCostly(bare, module)) return false;
        if (call.Is("cloned"u8, 0)) return bare is { Kind: TypeKind.Path, IsStr: false };
        if (!call.Is("map"u8, 1) || call.OnlyArgument is not { } made) return false;
        if (made.AsPath is { IsPlain: false } path) return path.Name is "to_string" or "to_owned" or "to_vec" && (bare.IsStr || bare.IsString || bare.Kind == TypeKind.Slice) || path is { Name: "from", QualifierName: "String" } && bare.IsStr;
        if (made.AsClosure is not { } closure || closure.Body.AsMethodCall is not { ArgumentCount: 0, Name: "to_string" or "to_owned" or "to_vec" or "clone" or "into" } copy) return false;
        if (copy.Name is "into" && !bare.IsStr || copy.Name is "to_string" && !bare.IsStr && !bare.IsString || copy.Name == "clone" && (bare.IsStr || bare.Kind == TypeKind.Slice)) return false;
        return copy.Receiver.AsName is not null && module.BindingAt(copy.Receiver) is { IsWhole: true, Kind: BindingKind.ClosureParameter } element && closure.Node.Contains(element.Node);
    }

    /// <summary>What the elements lie in, below iterators that hand them on as they are; null where they may be made on the way.</summary>
    private static Node? Root(Node iterator, RustModule module)
    {
        var at = iterator.Bare;
        while (at.AsMethodCall is { } call && call.Name is "iter" or "split" or "split_whitespace" or "split_ascii_whitespace" or "lines" or "splitn" or "rsplit" or "split_terminator" or "keys" or "values"
            or "filter" or "skip" or "take" or "rev" or "skip_while" or "take_while" or "step_by" or "trim" or "trim_start" or "trim_end" or "as_str" or "as_slice" or "windows" or "chunks" or "difference" or "intersection")
            at = call.Receiver.Bare;
        return at.Id != iterator.Id && module.TypeOf(at) is { IsUnknown: false } type && type.WithoutReferences is var bare && (bare.IsStr || bare.IsString || bare.Kind is TypeKind.Slice or TypeKind.Array || bare.IsVec || bare.IsMap || bare.Symbol?.Item is not null && !bare.IsIterator) ? at : null;
    }

    /// <summary>Does every use look at the vector's length or at its elements, where it stands and without keeping one?</summary>
    private static bool AreRead(Binding list)
    {
        foreach (var use in list.Uses)
        {
            if (use.Form != UseForm.Plain) return false;
            if (use.IsWhole)
            {
                if (use.Method is { } method && (method.Name is "len" or "is_empty" or "join" || method.Name is "iter" && method.Node.Parent.AsMethodCall is { Name: "any" or "all" or "position" or "count" } && method.Node.Parent.FirstChild.Id == method.Node.Id)) continue;
                return false;
            }
            // An element whose method is called, or a part of it that is looked at.
            if (use.Node.Parent.AsIndex is not { } index || index.Value.Id != use.Node.Id || index.Index.Kind == Kind.Range) return false;
            if (use.Kind is UseKind.Borrowed && use.Place.Id != index.Node.Id || use.Kind is UseKind.Operand) continue;
            if (use.Kind is UseKind.Receiver && (use.Place.Id != index.Node.Id || use.Method is { Name: "len" or "is_empty" or "starts_with" or "ends_with" or "trim" or "parse" or "to_string" or "to_vec" or "to_owned" or "clone" or "as_str" or "as_bytes" or "contains" or "eq_ignore_ascii_case" or "chars" or "bytes" or "iter" or "first" or "last" or "strip_prefix" or "strip_suffix" })) continue;
            return false;
        }
        return true;
    }
}
