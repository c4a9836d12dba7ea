using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>
/// The layouts of types as the current rustc places them on a 64-bit target, as far as their declarations are at hand: what hangs on types of
/// unknown libraries, on projections or on generic parameters has no layout here.
/// </summary>
public sealed class TypeLayouts
{
    private const int Deepest = 48;
    private const int MostTypes = 20_000;

    private readonly TypeIndex index;
    private readonly Dictionary<string, Layout?> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private int made;
    private int depth;

    internal TypeLayouts(TypeIndex index) => this.index = index;

    /// <summary>The types that collections or channels of the project hold, by what types it writes down.</summary>
    internal HashSet<TypeDeclaration> FindHeld()
    {
        var found = new HashSet<TypeDeclaration>(ReferenceEqualityComparer.Instance);
        foreach (var (written, type) in index.Held) Add(Resolve(type, written.Module, []), found);
        return found;

        // What an option or a pair in a collection holds, the collection holds too.
        static void Add(ResolvedType type, HashSet<TypeDeclaration> found)
        {
            if (type.Declaration is { } declaration) found.Add(declaration);
            if (type.Kind == ResolvedKind.Tuple || type.Declaration?.Path is "std::option::Option" or "std::result::Result")
                foreach (var argument in type.Arguments) Add(argument, found);
        }
    }

    /// <summary>How many functions of the project give results with a type as their error.</summary>
    internal Dictionary<TypeDeclaration, int> FindErrors()
    {
        var found = new Dictionary<TypeDeclaration, int>(ReferenceEqualityComparer.Instance);
        foreach (var (written, (type, count)) in index.Errors)
            if (Resolve(type, written.Module, []).Declaration is { } declaration) found[declaration] = found.GetValueOrDefault(declaration) + count;
        return found;
    }

    private enum Metadata
    {
        None,
        Length,
        Table,
        Unknown,
        /// <summary>The type parameter may have some.</summary>
        Maybe,
    }

    /// <summary>What names of type parameters mean, and the module that others are looked up in.</summary>
    private readonly record struct Scope(TypeIndex Index, string Module, IReadOnlyList<TypeParameter> Parameters, ResolvedType[] Arguments)
    {
        public ResolvedType? Find(string name)
        {
            for (var at = 0; at < Parameters.Count && at < Arguments.Length; at++)
                if (Parameters[at].Name == name) return Arguments[at];
            return null;
        }
    }

    /// <summary>The type that a module declares by a name; null where that is not one type.</summary>
    internal TypeDeclaration? Declared(string module, string name) => index.Find(module, name);

    /// <summary>Does a name mean nothing in a module?</summary>
    internal bool IsUnknown(string name, bool isGlobal, string module) => index.Resolve([name], module, isGlobal) is null;

    /// <summary>A type by its full path.</summary>
    internal ResolvedType Named(string path, ResolvedType[] arguments)
    {
        Begin();
        if (path == "str") return ResolvedType.Str;
        if (Primitives.SizeOf(path) is not null) return ResolvedType.Primitive(path);
        var found = path.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end && index.Find(path[..end], path[(end + 2)..]) is { } own
            ? new TypeIndex.Entity(index, null, own) : index.Resolve(path.Split("::"), "", isGlobal: true);
        return found is { Type: { } type, Owner: var owner } ? Instance(type, owner, arguments) : ResolvedType.Unknown;
    }

    /// <summary>A declared type with its generic arguments, as they are written in a module.</summary>
    internal ResolvedType Instance(TypeDeclaration declaration, IReadOnlyList<TypeTerm> arguments, string module)
    {
        Begin();
        var scope = new Scope(index, module, [], []);
        var owner = Libraries.Index.Owns(declaration) ? Libraries.Index : index;
        return Instance(declaration, owner, [.. arguments.Select(argument => Resolve(argument, scope))]);
    }

    /// <summary>The layout of a type as it is written in a module.</summary>
    /// <param name="generics">The type parameters that are in scope there, about which nothing is known.</param>
    internal Layout? Of(TypeTerm type, string module, IReadOnlyList<TypeParameter> generics)
    {
        Begin();
        return LayoutOf(Resolve(type, new Scope(index, module, generics, [.. generics.Select(each => each.MaybeUnsized ? ResolvedType.MaybeUnsized : ResolvedType.Sized)])));
    }

    /// <summary>The type that a written one is, its aliases followed.</summary>
    internal ResolvedType Resolve(TypeTerm type, string module, IReadOnlyList<TypeParameter> generics)
    {
        Begin();
        return Resolve(type, new Scope(index, module, generics, [.. generics.Select(each => each.MaybeUnsized ? ResolvedType.MaybeUnsized : ResolvedType.Sized)]));
    }

    internal Layout? Of(ResolvedType type)
    {
        Begin();
        return LayoutOf(type);
    }

    /// <summary>The fields of a declared type whose layout is not known, as `variant.field: type`.</summary>
    internal IReadOnlyList<string> Missing(ResolvedType type)
    {
        Begin();
        if (type.Declaration is not { } declaration) return [];
        var scope = ScopeOf(type);
        return [.. declaration.Variants.SelectMany(variant => variant.Fields.Where(field => LayoutOf(Resolve(field.Type, scope)) is null)
            .Select(field => $"{(variant.Name.Length > 0 ? variant.Name + "." : "")}{field.Name}: {field.Text}"))];
    }

    private void Begin() => (made, depth) = (0, 0);

    private ResolvedType Resolve(TypeTerm term, Scope scope)
    {
        if (++made > MostTypes || depth > Deepest) return ResolvedType.Unknown;
        depth++;
        var resolved = term switch
        {
            TypeTerm.Reference reference => ResolvedType.Of(ResolvedKind.Reference, "&", Resolve(reference.Pointee, scope)),
            TypeTerm.Pointer pointer => ResolvedType.Of(ResolvedKind.Pointer, "*", Resolve(pointer.Pointee, scope)),
            TypeTerm.Slice slice => ResolvedType.Of(ResolvedKind.Slice, "[]", Resolve(slice.Element, scope)),
            TypeTerm.Array array => Evaluate(array.Length, scope) is { } length && length >= 0 && length < LayoutCalculator.Largest
                ? ResolvedType.Array(Resolve(array.Element, scope), length)
                : ResolvedType.Sized,
            TypeTerm.Tuple tuple => ResolvedType.Of(ResolvedKind.Tuple, "()", ResolveAll(tuple.Elements, scope)),
            TypeTerm.Function => ResolvedType.Function,
            TypeTerm.Dynamic => ResolvedType.Dynamic,
            TypeTerm.Never => ResolvedType.Never,
            TypeTerm.Constant constant => Evaluate(constant.Value, scope) is { } value ? ResolvedType.Constant(value) : ResolvedType.Unknown,
            TypeTerm.Path path => ResolvePath(path, scope),
            _ => ResolvedType.Unknown,
        };
        depth--;
        return resolved;
    }

    private ResolvedType ResolvePath(TypeTerm.Path path, Scope scope)
    {
        if (path.Names is [var only] && !path.IsGlobal)
        {
            if (scope.Find(only) is { } argument) return path.Arguments.Length == 0 ? argument : ResolvedType.Unknown;
            if (scope.Index.Resolve(path.Names, scope.Module) is { } named) return OfEntity(named, path, scope);
            if (only == "str") return ResolvedType.Str;
            if (Primitives.SizeOf(only) is not null) return ResolvedType.Primitive(only);
            if (Libraries.Prelude(only) is { } prelude) return OfEntity(prelude, path, scope);
            // A constant as an argument looks like a type.
            return scope.Index.Constant(path.Names, scope.Module) is not null && Evaluate(new ConstTerm.Name(path.Names), scope) is { } value
                ? ResolvedType.Constant(value) : ResolvedType.Unknown;
        }
        return scope.Index.Resolve(path.Names, scope.Module, path.IsGlobal) is { } found ? OfEntity(found, path, scope) : ResolvedType.Unknown;
    }

    private ResolvedType OfEntity(TypeIndex.Entity entity, TypeTerm.Path path, Scope scope) =>
        entity.Type is { } type ? Instance(type, entity.Owner, ResolveAll(path.Arguments, scope)) : ResolvedType.Unknown;

    private ResolvedType[] ResolveAll(TypeTerm[] terms, Scope scope)
    {
        var resolved = terms.Length == 0 ? [] : new ResolvedType[terms.Length];
        for (var at = 0; at < resolved.Length; at++) resolved[at] = Resolve(terms[at], scope);
        return resolved;
    }

    /// <summary>A declared type with arguments, those left out taken from their defaults; what an alias stands for.</summary>
    private ResolvedType Instance(TypeDeclaration declaration, TypeIndex owner, ResolvedType[] given)
    {
        var parameters = declaration.Parameters;
        if (given.Length > parameters.Count) return ResolvedType.Unknown;
        var arguments = new ResolvedType[parameters.Count];
        for (var at = 0; at < arguments.Length; at++)
        {
            if (at < given.Length) arguments[at] = given[at];
            else if (parameters[at].Default is { } fallback) arguments[at] = Resolve(fallback, new Scope(owner, declaration.Module, parameters, arguments[..at]));
            else return ResolvedType.Unknown;
            // The compiler has made sure of it.
            if (arguments[at].Kind is ResolvedKind.Unknown or ResolvedKind.MaybeUnsized && parameters[at] is { MaybeUnsized: false, IsConstant: false }) arguments[at] = ResolvedType.Sized;
        }
        if (declaration.Kind != DeclarationKind.Alias) return ResolvedType.Of(ResolvedKind.Declared, declaration.Path, declaration, arguments, 0);
        if (declaration.Repr is null) return ResolvedType.Unknown;
        if (Libraries.IsOwnedForm(declaration)) return OwnedForm(arguments[0]);
        return Resolve(declaration.Variants[0].Fields[0].Type, new Scope(owner, declaration.Module, parameters, arguments));
    }

    /// <summary>What `ToOwned` gives for a type.</summary>
    private ResolvedType OwnedForm(ResolvedType borrowed)
    {
        switch (borrowed.Kind)
        {
            case ResolvedKind.Str: return Library("std::string::String");
            case ResolvedKind.Slice: return Library("std::vec::Vec", borrowed.Arguments[0]);
        }
        switch (borrowed.Declaration?.Path)
        {
            case "std::path::Path": return Library("std::path::PathBuf");
            case "std::ffi::OsStr": return Library("std::ffi::OsString");
            case "std::ffi::CStr": return Library("std::ffi::CString");
        }
        return MetadataOf(borrowed, 0) == Metadata.None ? borrowed : ResolvedType.Unknown;
    }

    private ResolvedType Library(string path, params ResolvedType[] arguments) => Instance(Libraries.Find(path)!, Libraries.Index, arguments);

    private Int128? Evaluate(ConstTerm term, Scope scope)
    {
        if (++made > MostTypes || depth > Deepest) return null;
        depth++;
        Int128? value = term switch
        {
            ConstTerm.Number number => number.Value,
            ConstTerm.Negation negation => -Evaluate(negation.Operand, scope),
            ConstTerm.SizeOf size => LayoutOf(Resolve(size.Type, scope))?.Size,
            ConstTerm.Operation operation => Apply(operation.Operator, Evaluate(operation.Left, scope), Evaluate(operation.Right, scope)),
            ConstTerm.Name name => OfName(name.Names, scope),
            _ => null,
        };
        depth--;
        return value is { } found && Int128.Abs(found) < Int128.One << 100 ? found : null;
    }

    private Int128? OfName(string[] names, Scope scope)
    {
        if (names is [var only] && scope.Find(only) is { } argument) return argument.Kind == ResolvedKind.Constant ? argument.Number : null;
        if (names is [var type, var limit] && Primitives.SizeOf(type) is { } bytes && type[0] is 'u' or 'i' && bytes <= 8)
        {
            var bits = 8 * bytes;
            var isSigned = names[0][0] == 'i';
            switch (limit)
            {
                case "MAX": return (Int128.One << (isSigned ? bits - 1 : bits)) - 1;
                case "MIN": return isSigned ? -(Int128.One << (bits - 1)) : 0;
                case "BITS": return bits;
            }
        }
        return scope.Index.Constant(names, scope.Module) is { Repr: not null, Value: { } value } constant ? Evaluate(value, new Scope(scope.Index, constant.Module, [], [])) : null;
    }

    private static Int128? Apply(BinaryOperator op, Int128? left, Int128? right)
    {
        if (left is not { } a || right is not { } b) return null;
        return op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Sub => a - b,
            BinaryOperator.Mul => Int128.Abs(a) < Int128.One << 60 && Int128.Abs(b) < Int128.One << 60 ? a * b : null,
            BinaryOperator.Div => b == 0 ? null : a / b,
            BinaryOperator.Rem => b == 0 ? null : a % b,
            BinaryOperator.Shl => b >= 0 && b < 64 && Int128.Abs(a) < Int128.One << 60 ? a << (int)b : null,
            BinaryOperator.Shr => b >= 0 && b < 64 ? a >> (int)b : null,
            BinaryOperator.BitOr => a | b,
            BinaryOperator.BitAnd => a & b,
            BinaryOperator.BitXor => a ^ b,
            _ => null,
        };
    }

    private Layout? LayoutOf(ResolvedType type)
    {
        if (++made > MostTypes || depth > Deepest) return null;
        switch (type.Kind)
        {
            case ResolvedKind.Primitive: return Primitives.Find(type.Key);
            case ResolvedKind.Function: return Layout.Scalar(8, 1);
            case ResolvedKind.Never: return new Layout(0, 1) { IsUninhabited = true };
            case ResolvedKind.Reference or ResolvedKind.Pointer: return OfPointer(type.Arguments[0], type.Kind == ResolvedKind.Reference);
            case ResolvedKind.Array or ResolvedKind.Tuple or ResolvedKind.Declared: break;
            default: return null;
        }
        if (known.TryGetValue(type.Key, out var found)) return found;
        // A type that holds itself has no end.
        if (!open.Add(type.Key)) return null;
        depth++;
        var layout = type.Kind switch
        {
            ResolvedKind.Array => OfArray(type),
            ResolvedKind.Tuple => OfTuple(type),
            _ => OfDeclared(type),
        };
        depth--;
        open.Remove(type.Key);
        // What was given up half-way may be known when asked for by itself.
        if (layout is not null || made <= MostTypes && depth == 0) known[type.Key] = layout;
        return layout;
    }

    private Layout? OfPointer(ResolvedType pointee, bool isReference) => MetadataOf(pointee, 0) switch
    {
        Metadata.None => Layout.Scalar(8, isReference ? 1u : 0),
        Metadata.Length => new Layout(16, 8) { Niche = isReference ? new Niche(0, 8, 1) : null },
        Metadata.Table => new Layout(16, 8) { Niche = new Niche(isReference ? 0 : 8, 8, 1) },
        _ => null,
    };

    private Metadata MetadataOf(ResolvedType type, int steps)
    {
        switch (type.Kind)
        {
            case ResolvedKind.Slice or ResolvedKind.Str: return Metadata.Length;
            case ResolvedKind.Dynamic: return Metadata.Table;
            case ResolvedKind.Unknown: return Metadata.Unknown;
            case ResolvedKind.MaybeUnsized: return Metadata.Maybe;
            case ResolvedKind.Tuple when type.Arguments is [.., var last]: return Declared(MetadataOf(last, steps));
        }
        if (type.Declaration is not { Kind: DeclarationKind.Struct } declaration || steps > Deepest || declaration.Variants[0].Fields is not [.., var tail]) return Metadata.None;
        if (++made > MostTypes) return Metadata.Unknown;
        return Declared(MetadataOf(Resolve(tail.Type, ScopeOf(type)), steps + 1));

        // A struct that ends in a library's type without a size is hardly ever seen.
        static Metadata Declared(Metadata inner) => inner == Metadata.Unknown ? Metadata.None : inner;
    }

    private Scope ScopeOf(ResolvedType type)
    {
        var declaration = type.Declaration!;
        return new Scope(Libraries.Index.Owns(declaration) ? Libraries.Index : index, declaration.Module, declaration.Parameters, type.Arguments);
    }

    private Layout? OfArray(ResolvedType type)
    {
        if (LayoutOf(type.Arguments[0]) is not { } element) return null;
        var length = (long)type.Number;
        if (element.Size > 0 && length > LayoutCalculator.Largest / element.Size) return null;
        return new Layout(element.Size * length, element.Align) { Niche = length > 0 ? element.Niche : null, IsUninhabited = length > 0 && element.IsUninhabited };
    }

    private Layout? OfTuple(ResolvedType type)
    {
        var fields = new Layout[type.Arguments.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            if (LayoutOf(type.Arguments[at]) is not { } field) return null;
            fields[at] = field;
        }
        if (LayoutCalculator.Struct(fields, default, fields.Length > 0) is not { } placed) return null;
        return new Layout(placed.Size, placed.Align)
        {
            Niche = placed.Niche,
            IsUninhabited = placed.IsUninhabited,
            Fields = [.. fields.Select((field, at) => new FieldLayout(at.ToString(System.Globalization.CultureInfo.InvariantCulture), type.Arguments[at].Key, placed.Offsets[at], field.Size, field.Align, 0))],
        };
    }

    private Layout? OfDeclared(ResolvedType type)
    {
        var declaration = type.Declaration!;
        if (declaration.Repr is not { } repr) return null;
        var scope = ScopeOf(type);
        if (declaration.Kind == DeclarationKind.Enum) return OfEnum(declaration, repr, scope);
        var terms = declaration.Variants[0].Fields;
        if (FieldsOf(terms, scope) is not { } fields) return null;
        if (declaration.Kind == DeclarationKind.Union)
            return LayoutCalculator.Union(fields, repr) is { } union ? union with { Fields = Placed(terms, fields, new long[fields.Length]) } : null;
        if (LayoutCalculator.Struct(fields, repr, IsTailFixed(declaration)) is not { } placed) return null;
        var niche = placed.Niche;
        if (declaration.Niches is { AreHidden: true }) niche = null;
        else if (declaration.Niches is { Count: { } own } && (niche is not { } inner || inner.Available <= own)) niche = new Niche(0, (int)Math.Min(placed.Size, placed.Align), own);
        return new Layout(placed.Size, placed.Align)
        {
            Niche = niche,
            IsUninhabited = placed.IsUninhabited,
            Fields = Placed(terms, fields, placed.Offsets),
            IsInSourceOrder = repr.KeepsOrder,
        };
    }

    private Layout? OfEnum(TypeDeclaration declaration, Repr repr, Scope scope)
    {
        var variants = new VariantParts[declaration.Variants.Count];
        var (next, hasNumbers) = (Int128.Zero, false);
        for (var at = 0; at < variants.Length; at++)
        {
            var variant = declaration.Variants[at];
            if (FieldsOf(variant.Fields, scope) is not { } fields) return null;
            if (variant.Number is { } number)
            {
                if (Evaluate(number, scope) is not { } value) return null;
                (next, hasNumbers) = (value, true);
            }
            variants[at] = new VariantParts(fields, next);
            next++;
        }
        if (LayoutCalculator.Enum(variants, repr, hasNumbers) is not var (layout, offsets)) return null;
        return layout with
        {
            Variants = [.. declaration.Variants.Select((variant, at) =>
            {
                var placed = Placed(variant.Fields, variants[at].Fields, offsets[at]);
                var end = placed.Count == 0 ? layout.TagSize : placed.Max(field => field.Offset + field.Size);
                return new VariantLayout(variant.Name, end, placed.Count == 0 ? 0 : end - placed.Min(field => field.Offset), placed, variant.Node);
            })],
        };
    }

    private Layout[]? FieldsOf(IReadOnlyList<FieldTerm> terms, Scope scope)
    {
        var fields = new Layout[terms.Count];
        for (var at = 0; at < fields.Length; at++)
        {
            if (LayoutOf(Resolve(terms[at].Type, scope)) is not { } field) return null;
            fields[at] = field;
        }
        return fields;
    }

    private static List<FieldLayout> Placed(IReadOnlyList<FieldTerm> terms, IReadOnlyList<Layout> fields, long[] offsets) =>
        [.. terms.Select((term, at) => new FieldLayout(term.Name, term.Text, offsets[at], fields[at].Size, fields[at].Align, term.Node))];

    /// <summary>May the type of the last field be one without a size for some arguments?</summary>
    private bool IsTailFixed(TypeDeclaration declaration)
    {
        if (declaration.Variants[0].Fields is not [.., var tail] || declaration.Parameters.Count == 0) return false;
        var owner = Libraries.Index.Owns(declaration) ? Libraries.Index : index;
        var free = declaration.Parameters.Select(each => each.MaybeUnsized ? ResolvedType.MaybeUnsized : ResolvedType.Sized).ToArray();
        return MetadataOf(Resolve(tail.Type, new Scope(owner, declaration.Module, declaration.Parameters, free)), 0) == Metadata.Maybe;
    }
}
