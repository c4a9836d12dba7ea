using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>
/// Types of expressions, variables and written types, from annotations, literals, constructors, signatures of this crate and the library
/// tables. Whatever is not certain is unknown. Answers are kept until the next file.
/// </summary>
public sealed partial class Types
{
    private const int MaxDepth = 48;

    /// <summary>In <see cref="known"/>: somebody is finding it out, further up the stack.</summary>
    private const int InProgress = 1;

    private readonly RustModule module;
    private int[] known = [];
    private int[] variables = [];
    /// <summary>By the numbers of types.</summary>
    private readonly List<TypeShape?> shapes = [];
    private int depth;

    internal Types(RustModule module) => this.module = module;

    internal TypeTable Table { get; } = new();

    /// <summary>Is no type being found out?</summary>
    internal bool IsIdle => depth == 0;

    private PathTable Paths => module.Paths;

    private RustType Unknown => new(module, 0);

    internal void Reset()
    {
        Table.Reset();
        shapes.Clear();
        depth = 0;
        if (known.Length < module.Tree.Count) known = new int[module.Tree.Count * 3 / 2];
        else Array.Clear(known, 0, module.Tree.Count);
        var count = module.Bindings.Entries.Count;
        if (variables.Length < count) variables = new int[count * 3 / 2];
        else Array.Clear(variables, 0, count);
    }

    private RustType Type(int id) => new(module, id);

    /// <summary>The shape of a type that was asked for before; null for others.</summary>
    internal TypeShape? KnownShape(int type) => type < shapes.Count ? shapes[type] : null;

    /// <summary>Keeps the shape of a type until the next file.</summary>
    internal TypeShape Keep(int type, TypeShape shape)
    {
        while (shapes.Count <= type) shapes.Add(null);
        return shapes[type] = shape;
    }

    /// <summary>The type of an expression's value.</summary>
    public RustType Of(Node expression)
    {
        ref var slot = ref known[expression.Id];
        if (slot == InProgress || depth > MaxDepth) return Unknown;
        if (slot > InProgress) return Type(slot - 2);
        slot = InProgress;
        depth++;
        var type = Find(expression).Id;
        depth--;
        known[expression.Id] = type + 2;
        return Type(type);
    }

    /// <summary>The type that a written type means.</summary>
    public RustType OfTypeNode(Node type)
    {
        // Whoever lists the members of impls asks for their types: that must not happen while one of them is being found out.
        module.Names.EnsurePaths();
        ref var slot = ref known[type.Id];
        if (slot == InProgress || depth > MaxDepth) return Unknown;
        if (slot > InProgress) return Type(slot - 2);
        slot = InProgress;
        depth++;
        var found = Read(type);
        depth--;
        known[type.Id] = found + 2;
        return Type(found);
    }

    /// <summary>The type of a variable.</summary>
    public RustType OfBinding(Binding binding)
    {
        ref var slot = ref variables[binding.Id];
        if (slot == InProgress || depth > MaxDepth) return Unknown;
        if (slot > InProgress) return Type(slot - 2);
        slot = InProgress;
        depth++;
        var type = FindVariable(binding).Id;
        depth--;
        variables[binding.Id] = type + 2;
        return Type(type);
    }

    /// <summary>The type that one of the library's paths means, without arguments.</summary>
    private RustType Named(int path) => Type(Table.Make(TypeKind.Path, path));

    private RustType Named(int path, RustType argument) => argument.IsUnknown ? Named(path) : Type(Table.Make(TypeKind.Path, path, argument.Id));

    private RustType Reference(RustType to, bool isMut = false) => to.IsUnknown ? to : Type(Table.Make(isMut ? TypeKind.MutReference : TypeKind.Reference, 0, to.Id));

    private RustType Find(Node node)
    {
        switch (node.Kind)
        {
            case Kind.Literal: return OfLiteral(node.AsLiteral!.Value);
            case Kind.Path: return OfPath(node);
            case Kind.Call: return OfCall(node.AsCall!.Value);
            case Kind.MethodCall: return OfMethodCall(node.AsMethodCall!.Value);
            case Kind.FieldAccess: return OfField(Of(node.FirstChild), node.Data);
            case Kind.Index: return OfIndex(node.AsIndex!.Value);
            case Kind.Reference: return (node.Data & 2) != 0 ? Unknown : Reference(Of(node.FirstChild), (node.Data & 1) != 0);
            case Kind.Unary:
                var operand = Of(node.FirstChild);
                return (UnaryOperator)node.Data == UnaryOperator.Deref ? Dereferenced(operand) : operand.WithoutReferences is { IsNumber: true } or { Kind: TypeKind.Path, PathId: > 0 } && (operand.WithoutReferences.IsNumber || operand.Is(RustLibrary.Bool)) ? operand.WithoutReferences : Unknown;
            case Kind.Binary: return OfBinary(node.AsBinary!.Value);
            case Kind.Assign or Kind.CompoundAssign or Kind.While or Kind.For: return Type(Table.Make(TypeKind.Tuple, 0));
            case Kind.Cast: return OfTypeNode(node.Child(1));
            case Kind.Range: return OfRange(node.AsRange!.Value);
            case Kind.Try: return Stripped(Of(node.FirstChild));
            case Kind.Await: return Of(node.FirstChild) is var future && future.Is(RustLibrary.Future) ? future.Argument(0) : Unknown;
            case Kind.Tuple: return OfTuple(node);
            case Kind.Array:
                return node.HasChildren ? Type(Table.Make(TypeKind.Array, node.Children.Count, Of(node.FirstChild).Id)) : Unknown;
            case Kind.ArrayRepeat:
                return Type(Table.Make(TypeKind.Array, (int)(ConstantOf(node.Child(1)) is >= 0 and <= int.MaxValue and var length ? length : -1), Of(node.FirstChild).Id));
            case Kind.StructExpression: return OfConstructed(node.FirstChild);
            case Kind.Closure: return Type(Table.Make(TypeKind.Closure, node.Id));
            case Kind.If: return OfBranches(Of(node.Child(1)), node.Optional(2));
            case Kind.Match: return OfMatch(node.AsMatch!.Value);
            case Kind.Block: return OfBlock(node.AsBlock!.Value);
            case Kind.LabeledBlock: return Of(node.Child(1));
            case Kind.Attributed: return Of(node.Child(1));
            case Kind.Break or Kind.Continue or Kind.Return or Kind.Become: return Type(Table.Make(TypeKind.Never, 0));
            case Kind.MacroCall: return OfMacro(node.AsMacroCall!.Value);
            case Kind.FieldInit: return node.HasChildren ? Of(node.FirstChild) : module.BindingAt(node) is { } shorthand ? OfBinding(shorthand) : Unknown;
            default: return Unknown;
        }
    }

    private RustType OfLiteral(LiteralView literal)
    {
        if (literal.Suffix is { Length: > 0 } suffix && module.Paths.FindPrimitive(suffix) is > 0 and var number) return Named(number);
        return literal.Type switch
        {
            LiteralKind.Str => Reference(Named(RustLibrary.Str)),
            LiteralKind.Char => Named(RustLibrary.Char),
            LiteralKind.Byte => Named(RustLibrary.U8),
            LiteralKind.True or LiteralKind.False => Named(RustLibrary.Bool),
            LiteralKind.ByteStr => Reference(Type(Table.Make(TypeKind.Array, -1, Named(RustLibrary.U8).Id))),
            // The type of a bare number depends on where it goes.
            LiteralKind.Float => Expected(literal.Node) is { IsFloat: true } wanted ? wanted : Unknown,
            LiteralKind.Int => Expected(literal.Node) is { IsNumber: true } wanted ? wanted : Unknown,
            _ => Unknown,
        };
    }

    private RustType OfPath(Node node)
    {
        if (module.BindingAt(node) is { } variable) return OfBinding(variable);
        var path = module.Names.Resolve(node, Namespace.Value);
        if (path <= 0) return Unknown;
        if (RustLibrary.SymbolOf(path) is { IsType: false, Receiver: ReceiverMode.None, Arguments.Count: 0 } symbol && path == RustLibrary.None) return FromShape(symbol.Result, default);
        if (module.Names.Item(path, Namespace.Value) is { } item)
        {
            if (item.AsConst is { Type: { } type }) return OfTypeNode(type);
            if (item.AsVariant is { } variant && variant.Fields.IsEmpty) return OfEnumOf(item);
            if (item.AsStruct is { } unit && unit.Fields.IsEmpty) return Named(path);
            return Unknown;
        }
        return module.Index.ConstantType(Paths.KeyOf(path)) is { } shape ? FromShape(shape, default) : Unknown;
    }

    private RustType OfEnumOf(Node variant) => module.Names.PathOf(variant.Parent.Parent) is > 0 and var path ? Named(path) : Unknown;

    /// <summary>The type that `?` takes the success of.</summary>
    private RustType Stripped(RustType type) => type.Is(RustLibrary.Result) || type.Is(RustLibrary.Option) ? type.WithoutReferences.Argument(0) : Unknown;

    internal RustType Dereferenced(RustType type)
    {
        if (type.IsReference || type.Kind == TypeKind.Pointer) return type.Argument(0);
        return type.Symbol is { Deref: { } shape } ? FromShape(shape, new Site { Self = type }) : Unknown;
    }

    private RustType OfIndex(IndexView view)
    {
        var isRange = view.Index.Kind == Kind.Range;
        var type = Of(view.Value);
        for (var step = 0; step < 6 && !type.IsUnknown; step++)
        {
            type = type.WithoutReferences;
            if (type.Kind is TypeKind.Slice or TypeKind.Array) return isRange ? Type(Table.Make(TypeKind.Slice, 0, type.Argument(0).Id)) : type.Argument(0);
            if (type.Is(RustLibrary.Str) && isRange) return type;
            if (type.IsMap) return type.Argument(1);
            type = type.PathId == RustLibrary.VecDeque ? Type(Table.Make(TypeKind.Slice, 0, type.Argument(0).Id)) : Dereferenced(type);
        }
        return Unknown;
    }

    private RustType OfBinary(BinaryView view)
    {
        if (view.IsComparison || view.IsLazy) return Named(RustLibrary.Bool);
        var left = Of(view.Left).WithoutReferences;
        if (left.IsString && view.Op == BinaryOperator.Add) return left;
        var right = Of(view.Right).WithoutReferences;
        if (view.Op is BinaryOperator.Shl or BinaryOperator.Shr) return left.IsNumber ? left : Unknown;
        if (left.IsUnknown) left = view.Left.Kind == Kind.Literal && right.IsNumber ? right : left;
        if (right.IsUnknown && left.IsNumber && view.Right.Kind == Kind.Literal) return left;
        return left.IsNumber && left == right ? left : Unknown;
    }

    private RustType OfRange(RangeView range)
    {
        var from = range.From is { } low ? Of(low) : Unknown;
        var to = range.To is { } high ? Of(high) : Unknown;
        return Named(RustLibrary.Range, from.IsNumber ? from : to.IsNumber ? to : Unknown);
    }

    private RustType OfTuple(Node node)
    {
        Span<int> items = stackalloc int[16];
        var count = 0;
        foreach (var child in node.Children)
        {
            if (count == items.Length) return Unknown;
            items[count++] = Of(child).Id;
        }
        return Type(Table.Make(TypeKind.Tuple, 0, items[..count]));
    }

    private RustType OfBranches(RustType then, Node? otherwise)
    {
        if (otherwise is not { } other) return Type(Table.Make(TypeKind.Tuple, 0));
        return then.Kind is TypeKind.Unknown or TypeKind.Never || then.Is(RustLibrary.Option) && then.Element.IsUnknown ? Of(other) is { IsUnknown: false } known ? known : then : then;
    }

    private RustType OfMatch(MatchView match)
    {
        foreach (var arm in match.Arms)
            if (arm.WithoutAttributes.AsMatchArm is { Body: { } body } && Of(body) is { Kind: not (TypeKind.Unknown or TypeKind.Never) } type && !(type.Is(RustLibrary.Option) && type.Element.IsUnknown))
                return type;
        return Unknown;
    }

    private RustType OfBlock(BlockView block)
    {
        var value = block.Value is { } last ? Of(last) : block.Node.HasChildren && block.Node.LastChild.AsExpressionStatement is { Kind: Kind.Return or Kind.Break or Kind.Continue }
            ? Type(Table.Make(TypeKind.Never, 0)) : Type(Table.Make(TypeKind.Tuple, 0));
        return block.IsAsync ? Named(RustLibrary.Future, value) : (block.BlockKind & BlockKind.Try) != 0 ? Unknown : value;
    }

    private RustType OfMacro(MacroCallView call)
    {
        switch (call.Name)
        {
            case "format": return Named(RustLibrary.String);
            case "vec":
                if (call.Body.Kind != Kind.MacroArguments || call.Arguments.IsEmpty) return Named(RustLibrary.Vec);
                var first = call.Arguments[0];
                return Named(RustLibrary.Vec, Of(first.Kind == Kind.ArrayRepeat ? first.FirstChild : first));
            case "matches" or "cfg": return Named(RustLibrary.Bool);
            case "println" or "print" or "eprintln" or "eprint" or "assert" or "assert_eq" or "assert_ne" or "debug_assert" or "trace" or "debug" or "info" or "warn" or "error":
                return Type(Table.Make(TypeKind.Tuple, 0));
            case "panic" or "unreachable" or "todo" or "unimplemented" or "bail": return Type(Table.Make(TypeKind.Never, 0));
            case "line" or "column": return Named(RustLibrary.Path("u32"));
            case "stringify" or "concat" or "include_str" or "env" or "file" or "module_path": return Reference(Named(RustLibrary.Str));
            default: return Unknown;
        }
    }

    /// <summary>The type that the place of an expression wants, where something written says so.</summary>
    private RustType Expected(Node node)
    {
        var parent = node.Parent;
        switch (parent.Kind)
        {
            case Kind.Let: return parent.AsLet is { Type: { } annotation, Value: { } value } && value.Id == node.Id ? OfTypeNode(annotation) : Unknown;
            case Kind.Const or Kind.Static: return parent.AsConst is { Type: { } type } ? OfTypeNode(type) : Unknown;
            case Kind.FieldInit:
                return parent.Parent.AsStructExpression is { } made ? OfField(Of(made.Node), parent.Data) : Unknown;
            case Kind.Unary when parent.Data == (int)UnaryOperator.Neg: return Expected(parent);
            case Kind.Try:
                // What `?` gives is what the place wants; around it stands an Option or Result, which is left open.
                return Unknown;
            case Kind.Return: return node.EnclosingBody is { Kind: Kind.Function } returning ? OfReturn(returning) : Unknown;
            case Kind.Block when parent.AsBlock?.Value?.Id == node.Id:
                return parent.Parent.Kind == Kind.Function ? OfReturn(parent.Parent) : parent.Parent.Kind is Kind.If or Kind.MatchArm ? Expected(parent) : Unknown;
            case Kind.If when parent.FirstChild.Id != node.Id: return Expected(parent);
            case Kind.MatchArm: return Expected(parent.Owner);
            default: return Unknown;
        }
    }

    private RustType OfReturn(Node function) => function.AsFunction is { Return: { } written } ? OfTypeNode(written) : Unknown;

    /// <summary>The value of a literal or of a constant of this file; null for anything else.</summary>
    internal long? ConstantOf(Node node, int steps = 0)
    {
        if (node.AsLiteral is { } literal) return literal.Integer;
        if (node.AsCast is { } cast) return ConstantOf(cast.Value, steps);
        if (node.AsBinary is { } binary && ConstantOf(binary.Left, steps) is { } left && ConstantOf(binary.Right, steps) is { } right)
            return binary.Op switch
            {
                BinaryOperator.Add => unchecked(left + right),
                BinaryOperator.Sub => unchecked(left - right),
                BinaryOperator.Mul => Math.BigMul(left, right) is var product && product >= long.MinValue && product <= long.MaxValue ? (long)product : null,
                BinaryOperator.Div => right is 0 or -1 ? null : left / right,
                BinaryOperator.Shl => right is >= 0 and < 62 && left is >= 0 and < 1 << 30 && left << (int)right >> (int)right == left ? left << (int)right : null,
                _ => null,
            };
        if (node.Kind != Kind.Path || steps > 8 || module.BindingAt(node) is not null) return null;
        return module.Names.Resolve(node, Namespace.Value) is > 0 and var path && module.Names.Item(path, Namespace.Value)?.AsConst is { IsMut: false, Value: { } value } ? ConstantOf(value, steps + 1) : null;
    }

    /// <summary>Is a value of the type copied by a plain move of bits? Null where that is not known.</summary>
    internal bool? IsCopy(RustType type, int steps = 0)
    {
        switch (type.Kind)
        {
            case TypeKind.Reference or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Never: return true;
            case TypeKind.MutReference or TypeKind.Slice or TypeKind.Dyn: return false;
            case TypeKind.Array: return IsCopy(type.Argument(0), steps);
            case TypeKind.Tuple:
                for (var index = 0; index < type.ArgumentCount; index++)
                    if (IsCopy(type.Argument(index), steps) is not true and var part) return part;
                return true;
            case TypeKind.Path:
                if (type.PathId == RustLibrary.Option) return type.Argument(0).IsUnknown ? null : IsCopy(type.Argument(0), steps + 1);
                if (type.Symbol is { } symbol) return symbol.Is(RustFacts.Copy);
                if (module.Names.Item(type.PathId, Namespace.Type) is { } item) return item.Kind is Kind.Struct or Kind.Enum or Kind.Union ? item.Derives("Copy"u8) || HasCopyImpl(type.PathId) : null;
                return module.Index.IsCopy(type.Key);
            default: return null;
        }
    }

    /// <summary>Does the file implement `Copy` for a type by hand?</summary>
    private bool HasCopyImpl(int path)
    {
        var copy = module.Tree.Names.Find("Copy"u8);
        if (copy < 0) return false;
        foreach (var id in module.Names.Impls)
            if (module.Tree[id].AsImpl is { Trait.AsPath: { } trait } impl && trait.NameId == copy && OfTypeNode(impl.Type).PathId == path) return true;
        return false;
    }
}
