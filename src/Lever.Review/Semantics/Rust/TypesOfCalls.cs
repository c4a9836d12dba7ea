using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>What a call runs.</summary>
/// <param name="Symbol">Its entry in the library tables; null for functions of this crate.</param>
/// <param name="Function">The function of this file; null for others.</param>
/// <param name="Self">The receiver's type where the method was found, references and smart pointers stripped.</param>
public readonly record struct CallTarget(RustSymbol? Symbol, Node? Function, RustType Self)
{
    /// <summary>The full path; 0 where it is not known.</summary>
    internal int Path { get; init; }

    /// <summary>Is it a path of the library tables?</summary>
    /// <param name="path">A number from <see cref="RustLibrary.Path"/>.</param>
    public bool Is(int path) => Path == path;

    public bool IsKnown => Path > 0;

    /// <summary>Does a fact of the library tables hold of it?</summary>
    public bool Has(RustFacts fact) => Symbol?.Is(fact) == true;

    public string Text => Path > 0 ? Self.Module.Paths.Text(Path) : "";
}

public sealed partial class Types
{
    /// <summary>What a call, method call or plain path of a function leads to.</summary>
    public CallTarget TargetOf(Node call)
    {
        if (call.AsMethodCall is { } method) return MethodOf(Of(method.Receiver), method.NameId);
        var path = call.AsCall is { } plain ? plain.Function : call;
        if (path.Kind != Kind.Path) return new CallTarget(null, null, Unknown);
        var id = module.Names.Resolve(path, Namespace.Value);
        if (id <= 0) return new CallTarget(null, null, Unknown);
        var self = path.AsPath?.Qualifier is { Kind: Kind.Path } qualifier && RustLibrary.SymbolOf(id) is { } symbol && RustLibrary.SymbolOf(Paths.Parent(symbol.Id)) is { IsType: true } ? OfTypeNode(qualifier) : Unknown;
        return new CallTarget(RustLibrary.SymbolOf(id), module.Names.Item(id, Namespace.Value) is { Kind: Kind.Function } function ? function : null, self) { Path = id };
    }

    /// <summary>The method that a name means on a receiver, found as the compiler does: on the type, then behind each reference and smart pointer.</summary>
    private CallTarget MethodOf(RustType receiver, int name)
    {
        var segment = Paths.SegmentOf(name);
        var type = receiver;
        for (var step = 0; step < 8 && !type.IsUnknown; step++)
        {
            type = type.WithoutReferences;
            var owner = type.Kind switch { TypeKind.Path or TypeKind.Dyn or TypeKind.Impl => type.PathId, TypeKind.Slice => RustLibrary.Slice, TypeKind.Array => RustLibrary.ArrayMethods, _ => 0 };
            if (owner > 0 && Paths.FindChild(owner, segment) is > 0 and var path)
            {
                if (RustLibrary.SymbolOf(path) is { Receiver: not ReceiverMode.None } symbol) return new CallTarget(symbol, null, type) { Path = path };
                if (module.Names.Item(path, Namespace.Value) is { Kind: Kind.Function } function) return new CallTarget(null, function, type) { Path = path };
            }
            if (owner > 0 && owner >= RustLibrary.Paths.Length)
            {
                // The file's own methods have their paths once all items have been listed.
                var child = Paths.Child(owner, segment);
                if (module.Names.Item(child, Namespace.Value) is { Kind: Kind.Function } function) return new CallTarget(null, function, type) { Path = child };
                if (module.Index.HasFunction(Paths.KeyOf(child))) return new CallTarget(null, null, type) { Path = child };
            }
            type = type.Kind == TypeKind.Array ? Type(Table.Make(TypeKind.Slice, 0, type.Argument(0).Id)) : Dereferenced(type);
        }
        return new CallTarget(null, null, Unknown);
    }

    private RustType OfMethodCall(MethodCallView call)
    {
        var receiver = Of(call.Receiver);
        if (receiver.IsUnknown && !call.NameBytes.SequenceEqual("to_string"u8)) return Unknown;
        var target = MethodOf(receiver, call.NameId);
        if (target.Symbol is { } symbol)
        {
            var result = FromShape(symbol.Result, new Site { Self = target.Self, Arguments = call.Arguments, HasCall = true, Generic = GenericOf(call, symbol, target.Self) });
            return symbol.Is(RustFacts.Async) && !result.Is(RustLibrary.Future) ? Named(RustLibrary.Future, result) : result;
        }
        if (target.Function is { } function) return ResultOf(function, target.Self);
        if (target.Path > 0) return module.Index.ResultOf(Paths.KeyOf(target.Path)) is { } shape ? FromShape(shape, default) : Unknown;
        // Methods that every type of their kind has.
        if (call.ArgumentCount > 0) return Unknown;
        var bare = receiver.WithoutReferences;
        return call.Name switch
        {
            "to_string" => Named(RustLibrary.String),
            "clone" or "to_owned" when bare.Kind is not (TypeKind.Dyn or TypeKind.Impl or TypeKind.Slice) => bare,
            "as_ref" or "borrow" when false => Unknown,
            _ => Unknown,
        };
    }

    /// <summary>What a call with a free result type gives: the turbofish's type, or the one that its place wants, with the elements filled in.</summary>
    private RustType GenericOf(MethodCallView call, RustSymbol symbol, RustType self)
    {
        var wanted = Unknown;
        if (call.Generics is { } generics)
        {
            foreach (var argument in generics.Children)
                if (argument.Kind is not Kind.Lifetime)
                {
                    wanted = OfTypeNode(argument);
                    break;
                }
        }
        else if (symbol.Result.Kind == TypeKind.Hole) wanted = Expected(call.Node);
        // `Vec<_>` of an iterator holds what the iterator gives.
        if (wanted.Kind == TypeKind.Path && wanted.Argument(0).IsUnknown && self.IsIterator && wanted.Symbol is { Item.Kind: TypeKind.Hole, Parameters.Count: 1 }) return Named(wanted.PathId, self.Argument(0));
        if (wanted.IsMap && wanted.Argument(0).IsUnknown && self.IsIterator && self.Argument(0) is { Kind: TypeKind.Tuple, ArgumentCount: 2 } pair)
            return Type(Table.Make(TypeKind.Path, wanted.PathId, [pair.Argument(0).Id, pair.Argument(1).Id]));
        return wanted;
    }

    /// <summary>What a function of this file gives; for a method with the receiver's arguments filled in.</summary>
    private RustType ResultOf(Node function, RustType self)
    {
        var view = function.AsFunction!.Value;
        var result = view.Return is { } written ? OfTypeNode(written) : Type(Table.Make(TypeKind.Tuple, 0));
        if (function.EnclosingImpl is { } impl && !self.IsUnknown) result = Substituted(result, OfTypeNode(impl.Child(4)), self);
        // A parameter of the function itself is whatever its caller makes it.
        if (HasParameters(result)) return Unknown;
        return view.IsAsync ? Named(RustLibrary.Future, result) : result;
    }

    private static bool HasParameters(RustType type)
    {
        if (type.Kind == TypeKind.Parameter) return true;
        for (var index = 0; index < type.ArgumentCount; index++)
            if (HasParameters(type.Argument(index))) return true;
        return false;
    }

    private RustType OfCall(CallView call)
    {
        if (module.BindingAt(call.Function) is { } variable)
            return OfBinding(variable) is { Kind: TypeKind.Closure } closure && module.Tree[Table[closure.Id].Head].AsClosure is { } body ? OfClosureResult(body) : Unknown;
        if (call.Function.Kind != Kind.Path) return Unknown;
        var target = TargetOf(call.Node);
        if (target.Symbol is { } symbol)
        {
            if (symbol.IsType) return Unknown;
            var generic = call.Function.AsPath?.Argument(0) is { } written ? OfTypeNode(written) : symbol.Result.Kind == TypeKind.Hole ? Expected(call.Node) : Unknown;
            var result = FromShape(symbol.Result, new Site { Self = target.Self, Arguments = call.Arguments, HasCall = true, Generic = generic });
            return symbol.Is(RustFacts.Async) && !result.Is(RustLibrary.Future) ? Named(RustLibrary.Future, result) : result;
        }
        if (target.Path <= 0) return Unknown;
        if (target.Function is { } function)
        {
            var self = call.Function.AsPath?.Qualifier is { Kind: Kind.Path } qualifier && function.EnclosingImpl is not null ? OfTypeNode(qualifier) : Unknown;
            return ResultOf(function, self);
        }
        if (module.Names.Item(target.Path, Namespace.Value) is { } item)
        {
            if (item.AsVariant is not null) return OfEnumOf(item);
            if (item.AsStruct is not null) return Named(target.Path);
        }
        else if (module.Index.ResultOf(Paths.KeyOf(target.Path)) is { } shape) return FromShape(shape, default);
        return Unknown;
    }

    /// <summary>The type that `Path { … }` makes: that of a struct, or of the enum around a variant.</summary>
    private RustType OfConstructed(Node path)
    {
        var type = OfTypeNode(path);
        if (type.Kind != TypeKind.Path) return Unknown;
        if (module.Names.Item(type.PathId, Namespace.Type) is not null) return type;
        if (module.Names.Item(type.PathId, Namespace.Value) is { Kind: Kind.Variant } variant) return OfEnumOf(variant);
        return module.Index.FieldsOf(type.Key) is not null ? type : module.Index.EnumOf(type.Key) is { } owner ? Named(Paths.Of(owner)) : Unknown;
    }

    /// <summary>The type of a field, found behind references and smart pointers.</summary>
    private RustType OfField(RustType type, int name)
    {
        for (var step = 0; step < 8 && !type.IsUnknown; step++)
        {
            type = type.WithoutReferences;
            if (type.Kind == TypeKind.Tuple) return Literals.Integer(module.Tree.Names[name]) is >= 0 and < 16 and var index ? type.Argument((int)index) : Unknown;
            if (type.Kind == TypeKind.Path && OwnField(type, name, out var field)) return field;
            type = Dereferenced(type);
        }
        return Unknown;
    }

    private bool OwnField(RustType type, int name, out RustType field)
    {
        field = Unknown;
        if (type.PathId < RustLibrary.Paths.Length) return false;
        if (module.Names.Item(type.PathId, Namespace.Type) is { } item)
        {
            if (item.AsStruct is not { } own) return false;
            return FieldIn(own.Fields, item, type, name, out field);
        }
        if (module.Index.FieldOf(type.Key, module.Tree.Names.Text(name)) is not { } shape) return false;
        field = FromShape(shape, default);
        if (HasParameters(field)) field = Unknown;
        return true;
    }

    private bool FieldIn(FieldList fields, Node item, RustType type, int name, out RustType found)
    {
        found = Unknown;
        var number = Literals.Integer(module.Tree.Names[name]);
        foreach (var field in fields)
        {
            if (field.IsNamed ? field.NameId != name : number != field.Index) continue;
            found = Substituted(OfTypeNode(field.Type), Declared(item, type.PathId), type);
            return true;
        }
        return false;
    }
}
