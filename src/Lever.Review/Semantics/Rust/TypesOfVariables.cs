using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

// Variables: from the type of what their pattern is matched with, down the pattern.
public sealed partial class Types
{
    private RustType FindVariable(Binding binding)
    {
        if (binding.Node.Kind == Kind.SelfParameter) return OfSelf(binding.Node);
        var type = InPattern(binding.Pattern, OfMatched(binding), binding.Node);
        if (binding.Node.AsBindingPattern is { IsRef: true } name) type = Reference(type, name.IsMut);
        return binding.Kind == BindingKind.Let ? Refined(binding, type) : type;
    }

    private RustType OfSelf(Node parameter)
    {
        if (parameter.Optional(1) is { } written) return OfTypeNode(written);
        for (var at = parameter.Parent; !at.IsRoot; at = at.Parent)
            if (at.AsImpl is { } impl)
            {
                var self = OfTypeNode(impl.Type);
                return (parameter.Data & 1) != 0 ? Reference(self, (parameter.Data & 2) != 0) : self;
            }
        return Unknown;
    }

    /// <summary>The type of the value that a variable's whole pattern takes apart.</summary>
    private RustType OfMatched(Binding binding)
    {
        var declaration = binding.Declaration;
        switch (declaration.Kind)
        {
            case Kind.Let:
                var let = declaration.AsLet!.Value;
                if (let.Type is not { } annotation) return let.Value is { } initial ? Of(initial) : OfFirstAssigned(binding);
                var written = OfTypeNode(annotation);
                // `let v: Vec<_> = …` leaves a part to the value.
                return let.Value is { } value && (written.IsUnknown || HasOpenPart(written)) && Of(value) is { IsUnknown: false } known && (written.IsUnknown || known.PathId == written.PathId) ? known : written;
            case Kind.LetCondition: return Of(declaration.Child(1));
            case Kind.MatchArm: return Of(declaration.Owner.FirstChild);
            case Kind.For: return ItemOf(Of(declaration.Child(2)));
            case Kind.Parameter:
                if (declaration.AsParameter is { Type: { } type }) return OfTypeNode(type);
                return declaration.Owner.Parent.AsClosure is { } closure ? OfClosureParameter(closure, declaration) : Unknown;
            default: return Unknown;
        }
    }

    private static bool HasOpenPart(RustType type)
    {
        for (var index = 0; index < type.ArgumentCount; index++)
            if (type.Argument(index) is var part && (part.IsUnknown || HasOpenPart(part))) return true;
        return false;
    }

    /// <summary>`let x;` has the type of what it is assigned first.</summary>
    private RustType OfFirstAssigned(Binding binding)
    {
        foreach (var use in binding.Uses)
            if (use is { Kind: UseKind.Assigned, IsWhole: true }) return Of(use.Node.Parent.Child(1));
        return Unknown;
    }

    /// <summary>An empty collection's elements are of the type of the first that is put in.</summary>
    private RustType Refined(Binding binding, RustType type)
    {
        if (type.Kind != TypeKind.Path || !binding.IsWhole || type.Symbol is not { Parameters.Count: 1 or 2, Item: not null } symbol || !type.Argument(0).IsUnknown) return type;
        foreach (var use in binding.Uses)
        {
            if (use is { IsWhole: true, Kind: UseKind.MutBorrowed } && OfParameterFor(use.Node.Parent).WithoutReferences is var filled && filled.PathId == type.PathId && !filled.Argument(0).IsUnknown) return filled;
            if (use is not { IsWhole: true, Method: { } call }) continue;
            if (symbol.Parameters.Count == 1 && call.Name is "push" or "push_back" or "push_front" or "insert" && call.ArgumentCount == 1 && Of(call.Arguments[0]) is { IsUnknown: false } item)
                return Named(type.PathId, item);
            if (symbol.Parameters.Count == 2 && call.Is("insert"u8, 2) && Of(call.Arguments[0]) is { IsUnknown: false } key)
                return Type(Table.Make(TypeKind.Path, type.PathId, [key.Id, Of(call.Arguments[1]).Id]));
            if (symbol.Parameters.Count == 1 && call.Is("extend_from_slice"u8, 1) && Of(call.Arguments[0]).Element is { IsUnknown: false } element) return Named(type.PathId, element);
        }
        return type;
    }

    /// <summary>The type of the parameter that an argument is passed for, where the call leads to a function of this file that says it without parameters of its own.</summary>
    private RustType OfParameterFor(Node argument)
    {
        var call = argument.Parent;
        if (call.Kind is not (Kind.Call or Kind.MethodCall) || TargetOf(call).Function?.AsFunction is not { } function) return Unknown;
        // A method that is called by its path is handed its receiver as the first argument.
        var index = call.Kind == Kind.Call && function.SelfParameter is not null ? -1 : 0;
        foreach (var own in call.AsMethodCall?.Arguments ?? call.AsCall!.Value.Arguments)
        {
            if (own.Id == argument.Id) break;
            index++;
        }
        if (index < 0) return Unknown;
        foreach (var parameter in function.Parameters)
        {
            if (parameter.WithoutAttributes.AsParameter is not { } view || index-- > 0) continue;
            return view.Type is { } written && OfTypeNode(written) is var type && !HasParameters(type) ? type : Unknown;
        }
        return Unknown;
    }

    /// <summary>The parameter types that the method or function gives to a closure that is passed to it.</summary>
    private RustType OfClosureParameter(ClosureView closure, Node parameter)
    {
        var call = closure.Node.Parent;
        var (arguments, target) = call.AsMethodCall is { } method ? (method.Arguments, TargetOf(call)) : call.AsCall is { } plain ? (plain.Arguments, TargetOf(call)) : (default, default);
        if (target.Symbol is not { } symbol) return Unknown;
        var index = 0;
        foreach (var argument in arguments)
        {
            if (argument.Id == closure.Node.Id) break;
            index++;
        }
        if (index >= symbol.Arguments.Count || symbol.Arguments[index] is not { } shapes) return Unknown;
        var place = 0;
        foreach (var own in closure.Parameters)
        {
            if (own.WithoutAttributes.Id == parameter.Id) break;
            place++;
        }
        return place < shapes.Count ? FromShape(shapes[place], new Site { Self = target.Self, Arguments = arguments, HasCall = true }) : Unknown;
    }

    /// <summary>What a `for` over a value gives.</summary>
    internal RustType ItemOf(RustType type)
    {
        var isShared = type.Kind == TypeKind.Reference;
        var isMut = type.Kind == TypeKind.MutReference;
        var bare = type.WithoutReferences;
        if (bare.Kind is TypeKind.Array or TypeKind.Slice) return isShared || isMut ? Reference(bare.Argument(0), isMut) : bare.Argument(0);
        if (bare.Symbol is not { } symbol) return Unknown;
        var shape = bare.IsIterator ? symbol.Item : isShared ? symbol.SharedItem : isMut ? symbol.MutItem : symbol.Item;
        if (shape is null) return bare.Is(RustLibrary.Box) ? ItemOf(bare.Argument(0)) : Unknown;
        return FromShape(shape, new Site { Self = bare });
    }

    /// <summary>The type of the part of a value that a node of the pattern takes; references are looked through as patterns do.</summary>
    private RustType InPattern(Node pattern, RustType type, Node wanted)
    {
        var at = pattern;
        var isShared = false;
        var isMut = false;
        while (at.Id != wanted.Id && !type.IsUnknown)
        {
            if (at.Kind is not (Kind.BindingPattern or Kind.OrPattern or Kind.FieldPattern or Kind.ReferencePattern))
                for (; type.IsReference; type = type.Argument(0))
                {
                    isShared |= type.Kind == TypeKind.Reference;
                    isMut |= type.Kind == TypeKind.MutReference;
                }
            var (child, index, count) = ChildWith(at, wanted);
            type = at.Kind switch
            {
                Kind.BindingPattern or Kind.OrPattern or Kind.FieldPattern => type,
                Kind.ReferencePattern => type.IsReference ? type.Argument(0) : Unknown,
                Kind.BoxPattern => type.Argument(0),
                Kind.TuplePattern => type.Kind == TypeKind.Tuple ? type.Argument(FromEnd(at, child) is { } back ? type.ArgumentCount - back : index) : Unknown,
                Kind.SlicePattern => !type.IsSliceLike ? Unknown : Contains(child, Kind.RestPattern) ? Type(Table.Make(TypeKind.Slice, 0, type.Argument(0).Id)) : type.Argument(0),
                Kind.TupleStructPattern => OfTupleStruct(at.FirstChild, index - 1, type),
                Kind.StructPattern => OfStructField(at.FirstChild, child.Data, type),
                _ => Unknown,
            };
            at = child;
        }
        if (type.IsUnknown) return type;
        return isShared || isMut ? Reference(type, isMut && !isShared) : type;
    }

    private static bool Contains(Node node, Kind kind)
    {
        for (var id = node.Id; id < node.SubtreeEnd; id++)
            if (node.Tree[id].Kind == kind) return true;
        return false;
    }

    private static (Node Child, int Index, int Count) ChildWith(Node node, Node wanted)
    {
        var index = 0;
        foreach (var child in node.Children)
        {
            if (child.Contains(wanted)) return (child, index, 0);
            index++;
        }
        return (wanted, 0, 0);
    }

    /// <summary>Counted from the end, where a `..` stands before the child; null where none does.</summary>
    private static int? FromEnd(Node tuple, Node wanted)
    {
        var rest = false;
        var back = 0;
        var found = false;
        foreach (var child in tuple.Children)
        {
            if (child.Kind == Kind.RestPattern) rest = true;
            if (child.Id == wanted.Id)
            {
                if (!rest) return null;
                found = true;
            }
            if (found) back++;
        }
        return back;
    }

    private RustType OfTupleStruct(Node path, int index, RustType type)
    {
        var id = module.Names.Resolve(path, Namespace.Value);
        if (id == RustLibrary.Some) return type.Is(RustLibrary.Option) ? type.Argument(0) : Unknown;
        if (id == RustLibrary.Ok) return type.Is(RustLibrary.Result) ? type.Argument(0) : Unknown;
        if (id == RustLibrary.Err) return type.Is(RustLibrary.Result) ? type.Argument(1) : Unknown;
        if (id <= 0) return Unknown;
        return FieldAt(id, type, index, -1);
    }

    private RustType OfStructField(Node path, int name, RustType type)
    {
        var id = module.Names.Resolve(path, Namespace.Type);
        return id <= 0 ? Unknown : FieldAt(id, type, -1, name);
    }

    /// <summary>The type of a field by number, or by name where the number is -1.</summary>
    private RustType FieldAt(int path, RustType type, int number, int name)
    {
        var item = module.Names.Item(path, Namespace.Value) is { Kind: Kind.Variant } found ? found : module.Names.Item(path, Namespace.Type);
        if (item is { } own)
        {
            var fields = own.AsVariant?.Fields ?? own.AsStruct?.Fields;
            if (fields is null) return Unknown;
            foreach (var field in fields.Value)
                if (number >= 0 ? field.Index == number : field.NameId == name) return Substituted(OfTypeNode(field.Type), Declared(own.Kind == Kind.Variant ? own.Parent.Parent : own, type.PathId), type);
            return Unknown;
        }
        if (module.Index.FieldOf(Paths.KeyOf(path), number >= 0 ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : module.Tree.Names.Text(name)) is not { } shape) return Unknown;
        return FromShape(shape, default) is var known && HasParameters(known) ? Unknown : known;
    }
}
