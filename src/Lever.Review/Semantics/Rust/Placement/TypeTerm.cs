using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>A type as source writes it, kept after its tree is gone.</summary>
internal abstract record TypeTerm
{
    /// <summary>Names and the generic arguments of the last one.</summary>
    /// <param name="Names">`crate`, `self` and `super` are names too.</param>
    /// <param name="IsGlobal">Does it start with `::`?</param>
    public sealed record Path(string[] Names, TypeTerm[] Arguments, bool IsGlobal) : TypeTerm;

    /// <summary>A reference.</summary>
    public sealed record Reference(TypeTerm Pointee) : TypeTerm;

    public sealed record Pointer(TypeTerm Pointee) : TypeTerm;

    public sealed record Slice(TypeTerm Element) : TypeTerm;

    public sealed record Array(TypeTerm Element, ConstTerm Length) : TypeTerm;

    public sealed record Tuple(TypeTerm[] Elements) : TypeTerm;

    public sealed record Function : TypeTerm;

    /// <summary>A trait object.</summary>
    public sealed record Dynamic : TypeTerm;

    public sealed record Never : TypeTerm;

    /// <summary>A constant as a generic argument.</summary>
    public sealed record Constant(ConstTerm Value) : TypeTerm;

    /// <summary>What says nothing of its layout: `impl Trait`, `_`, a macro's result, a projection.</summary>
    public sealed record Other : TypeTerm;

    public static readonly TypeTerm Unknown = new Other();

    private const int Deepest = 64;

    /// <param name="type">A node of a type, or of an expression that is a generic argument.</param>
    public static TypeTerm Of(Node type, int depth = 0)
    {
        if (depth > Deepest) return Unknown;
        switch (type.Kind)
        {
            case Kind.Path: return OfPath(type, depth);
            case Kind.ReferenceType: return new Reference(Of(type.Child(1), depth + 1));
            case Kind.PointerType: return new Pointer(Of(type.FirstChild, depth + 1));
            case Kind.SliceType: return new Slice(Of(type.FirstChild, depth + 1));
            case Kind.ArrayType: return new Array(Of(type.FirstChild, depth + 1), ConstTerm.Of(type.Child(1)));
            case Kind.TupleType: return new Tuple(OfAll(type.Children, depth));
            case Kind.FunctionPointerType: return new Function();
            case Kind.TraitObjectType: return new Dynamic();
            case Kind.NeverType: return new Never();
            case Kind.Literal or Kind.Block or Kind.Unary or Kind.Binary or Kind.Cast: return new Constant(ConstTerm.Of(type));
            default: return Unknown;
        }
    }

    private static TypeTerm[] OfAll(ChildList types, int depth)
    {
        var terms = new List<TypeTerm>();
        foreach (var type in types) terms.Add(Of(type, depth + 1));
        return [.. terms];
    }

    /// <summary>Plain names, most of which are few and stand everywhere; a later one takes an earlier one's place.</summary>
    private static readonly Path?[] plain = new Path?[1 << 12];

    private static Path Plain(string name)
    {
        ref var slot = ref plain[name.GetHashCode(StringComparison.Ordinal) & plain.Length - 1];
        return slot is { } known && known.Names[0] == name ? known : slot = new Path([name], [], false);
    }

    private static TypeTerm OfPath(Node path, int depth)
    {
        if (path.AsName is { Name: var only }) return Plain(only);
        var names = new List<string>();
        var isGlobal = false;
        for (Node? at = path; at is { } part;)
        {
            if (part.Kind == Kind.GlobalRoot)
            {
                isGlobal = true;
                break;
            }
            if (part.AsPath is not { } view) return Unknown;
            // `Vec<T>::Item` speaks of a trait.
            if (part.Id != path.Id && view.Arguments is not null) return Unknown;
            names.Add(view.Name);
            at = view.Qualifier;
        }
        names.Reverse();
        List<TypeTerm>? arguments = null;
        if (path.AsPath!.Value.Arguments is { } list)
        {
            if (list.Kind != Kind.GenericArguments) return new Dynamic();
            foreach (var argument in list.Children)
                if (argument.Kind is not (Kind.Lifetime or Kind.AssociatedArgument)) (arguments ??= []).Add(Of(argument, depth + 1));
        }
        return new Path([.. names], arguments is null ? [] : [.. arguments], isGlobal);
    }
}

/// <summary>A constant as source writes it.</summary>
internal abstract record ConstTerm
{
    public sealed record Number(Int128 Value) : ConstTerm;

    public sealed record Name(string[] Names) : ConstTerm;

    public sealed record Operation(BinaryOperator Operator, ConstTerm Left, ConstTerm Right) : ConstTerm;

    public sealed record Negation(ConstTerm Operand) : ConstTerm;

    /// <summary>`size_of::&lt;T&gt;()`</summary>
    public sealed record SizeOf(TypeTerm Type) : ConstTerm;

    /// <summary>What only the compiler works out.</summary>
    public sealed record Other : ConstTerm;

    public static readonly ConstTerm Unknown = new Other();

    private const int Deepest = 64;

    public static ConstTerm Of(Node value, int depth = 0)
    {
        if (depth > Deepest) return Unknown;
        switch (value.Kind)
        {
            case Kind.Literal when value.AsLiteral is { } literal:
                if (literal.Integer is { } number) return new Number(number);
                return literal.Type == LiteralKind.Byte && value.Bytes is [(byte)'b', (byte)'\'', var letter, (byte)'\''] ? new Number(letter) : Unknown;
            case Kind.Path when value.AsPath is { } path:
                var names = new List<string> { path.Name };
                for (var at = path.Qualifier; at is { } part; at = part.AsPath?.Qualifier)
                {
                    if (part.Kind == Kind.GlobalRoot) break;
                    if (part.AsPath is not { Arguments: null } before) return Unknown;
                    names.Add(before.Name);
                }
                names.Reverse();
                return new Name([.. names]);
            case Kind.Binary when value.AsBinary is { } binary:
                return new Operation(binary.Op, Of(binary.Left, depth + 1), Of(binary.Right, depth + 1));
            case Kind.Unary when value.AsUnary is { Op: UnaryOperator.Neg } unary:
                return new Negation(Of(unary.Operand, depth + 1));
            // A cast keeps the numbers that sizes and discriminants are.
            case Kind.Cast:
                return Of(value.FirstChild, depth + 1);
            case Kind.Block when value.AsBlock is { Only: { } only } && !only.IsStatement:
                return Of(only, depth + 1);
            case Kind.Call when value.AsCall is { ArgumentCount: 0, Function.AsPath: { Name: "size_of" } callee } && callee.Argument(0) is { } type:
                return new SizeOf(TypeTerm.Of(type));
            default:
                return Unknown;
        }
    }
}
