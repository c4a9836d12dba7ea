using static Lever.Syntax.Rust.Kind;

namespace Lever.Syntax.Rust;

/// <summary>
/// Which children each kind has. A fixed slot holds one node, <see cref="Kind.Absent"/> where an optional part is missing;
/// after the fixed slots there may be one repeated part. Children stand in source order.
/// </summary>
/// <remarks>
/// Parentheses around an expression, pattern or type belong to no node. An item's span starts at its attributes. Where a fixed slot's content
/// could not be understood, an <see cref="Kind.Error"/> fills it. Data, where a kind has any:
/// <list type="bullet">
/// <item>Path: the <see cref="Trees.NameTable"/> id of its last name (`self`, `Self`, `super`, `crate` are names too). The name ends the path unless generic arguments do.</item>
/// <item>Name, Lifetime (its quote included), TokenName: the id of its text, raw identifiers without `r#`.</item>
/// <item>MethodCall: the id of the method's name, which ends where the `generics` slot starts. FieldAccess: the id of the field's name or number, which ends the node.</item>
/// <item>FieldInit, FieldPattern, NamedArgument, AssociatedArgument: the id of the name. A FieldInit or FieldPattern without a child is the shorthand `name`;
/// a FieldPattern in shorthand with `ref` or `mut` has a BindingPattern as its child.</item>
/// <item>BindingPattern: the id of the name in the lower bits, <see cref="PatternFlags"/> above.</item>
/// <item>SelfParameter: bit 0 for a reference, bit 1 for `mut` (of the reference where there is one).</item>
/// <item>Attribute: 1 for an inner one. Reference, ReferenceType, PointerType, ReferencePattern: bit 0 for `mut`; Reference: bit 1 for `&amp;raw`.</item>
/// <item>Range, RangePattern: 1 where the end belongs to it. UseTree: 1 for `*`. TraitBound: 1 for `?`. TraitObjectType: 1 without `dyn`. MatchArm, RecordField: none.</item>
/// <item>ExpressionStatement: 1 with a semicolon. MacroArguments, TokenTree: the opening bracket's byte.</item>
/// <item>Function, Trait, Impl, Static, ExternBlock, Closure, FunctionPointerType: <see cref="Modifiers"/>. Block: <see cref="BlockKind"/>. Literal: <see cref="LiteralKind"/>. Unary, Binary, CompoundAssign: the operator.</item>
/// </list>
/// </remarks>
public static class Shapes
{
    /// <param name="Fixed">Names of the fixed slots; an ending `?` marks an optional one.</param>
    /// <param name="Repeated">What follows them, or null for nothing.</param>
    /// <param name="MayBeLeaf">May a node of the kind also stand without any children?</param>
    public readonly record struct Shape(string[] Fixed, string? Repeated, bool MayBeLeaf = false);

    private static readonly Shape Leaf = new([], null);

    public static Shape Of(Kind kind) => kind switch
    {
        SourceFile => Many("inner attribute or item"),
        Function => new(["attributes?", "visibility?", "name", "generics?", "parameters", "return?", "where?", "body?"], null),
        // The where clause of a tuple struct follows its fields.
        Struct or Union => new(["attributes?", "visibility?", "name", "generics?", "where?", "fields?", "trailing where?"], null),
        Kind.Enum => new(["attributes?", "visibility?", "name", "generics?", "where?", "variants"], null),
        Trait => new(["attributes?", "visibility?", "name", "generics?", "bounds?", "where?", "items"], null),
        TraitAlias => new(["attributes?", "visibility?", "name", "generics?", "bounds?", "where?"], null),
        Impl => new(["attributes?", "visibility?", "generics?", "trait?", "type", "where?", "items"], null),
        Module => new(["attributes?", "visibility?", "name", "items?"], null),
        Use => new(["attributes?", "visibility?", "tree"], null),
        ExternCrate => new(["attributes?", "visibility?", "name", "alias?"], null),
        Const => new(["attributes?", "visibility?", "name", "generics?", "type?", "value?", "where?"], null),
        Static => new(["attributes?", "visibility?", "name", "type?", "value?"], null),
        TypeAlias => new(["attributes?", "visibility?", "name", "generics?", "bounds?", "where?", "type?", "trailing where?"], null),
        ExternBlock => new(["attributes?", "visibility?", "items"], null),
        MacroDefinition => new(["attributes?", "visibility?", "name"], "token tree"),
        MacroItem => new(["attributes?", "visibility?", "call"], null),

        Attributes => Many("attribute"),
        // A token tree after `#[path(…)]`, an expression after `#[path = …]`.
        Kind.Attribute => new(["path", "input?"], null),
        Visibility => Many("path"),
        Generics => Many("parameter"),
        LifetimeParameter => new(["lifetime", "bounds?"], null),
        TypeParameter => new(["name", "bounds?", "default?"], null),
        ConstParameter => new(["name", "type", "default?"], null),
        WhereClause => Many("predicate"),
        WherePredicate => new(["for?", "type or lifetime", "bounds?"], null),
        Bounds => Many("trait bound, lifetime or use bound"),
        TraitBound => new(["for?", "path"], null),
        UseBound => Many("lifetime or path"),
        ForLifetimes => Many("parameter"),
        Parameters => Many("parameter"),
        SelfParameter => new(["lifetime?", "type?"], null),
        // Function pointers and 2015's trait methods name types alone.
        Parameter => new(["pattern?", "type?"], null),
        Variadic => new(["pattern?"], null),
        RecordFields => Many("field"),
        RecordField => new(["attributes?", "visibility?", "name", "type", "default?"], null),
        TupleFields => Many("field"),
        TupleField => new(["attributes?", "visibility?", "type"], null),
        Variants => Many("variant"),
        Variant => new(["attributes?", "visibility?", "name", "fields?", "discriminant?"], null),
        ItemList => Many("inner attribute or item"),
        UseTree => new(["path?", "list?", "alias?"], null),
        UseTreeList => Many("tree"),

        Kind.Path => new(["qualifier?", "arguments?"], null, MayBeLeaf: true),
        QualifiedSelf => new(["type", "trait?"], null),
        GenericArguments => Many("lifetime, type, expression or associated argument"),
        // The return type is the last slot so that inputs are counted from the front.
        ParenthesizedArguments => Many("type, then return?"),
        AssociatedArgument => new(["arguments?", "type, expression or bounds"], null),

        ReferenceType => new(["lifetime?", "type"], null),
        PointerType or SliceType => new(["type"], null),
        ArrayType => new(["type", "length"], null),
        TupleType => Many("type"),
        FunctionPointerType => new(["for?", "parameters", "return?"], null),
        ImplTraitType or TraitObjectType => new(["bounds"], null),

        Let => new(["pattern", "type?", "value?", "else?"], null),
        ExpressionStatement => new(["expression"], null),

        // What is left after the last statement is its value: a child that is neither Let, ExpressionStatement, item nor Attribute.
        Block => Many("inner attribute, statement or value"),
        LabeledBlock => new(["label", "block"], null),
        Unary or Reference or Kind.Try or Await or Become => new(["operand"], null),
        Binary or Kind.Assign or CompoundAssign => new(["left", "right"], null),
        Cast => new(["value", "type"], null),
        Kind.Range or RangePattern => new(["from?", "to?"], null),
        Call => new(["function"], "argument"),
        MethodCall => new(["receiver", "generics?"], "argument"),
        FieldAccess => new(["value"], null),
        Kind.Index => new(["value", "index"], null),
        Kind.Tuple or Kind.Array => Many("value"),
        ArrayRepeat => new(["value", "length"], null),
        StructExpression => new(["path"], "field or base"),
        FieldInit => new([], "value", MayBeLeaf: true),
        StructBase => new(["value?"], null),
        Closure => new(["for?", "parameters", "return?", "body"], null),
        If => new(["condition", "then", "else?"], null),
        LetCondition => new(["pattern", "value"], null),
        Match => new(["value"], "arm"),
        MatchArm => new(["pattern", "guard?", "body?"], null),
        Loop => new(["label?", "body"], null),
        While => new(["label?", "condition", "body"], null),
        For => new(["label?", "pattern", "iterator", "body"], null),
        Break => new(["label?", "value?"], null),
        Continue => new(["label?"], null),
        Return or Yield => new(["value?"], null),
        Attributed => new(["attributes", "node"], null),

        BindingPattern => new(["subpattern?"], null, MayBeLeaf: true),
        LiteralPattern or ReferencePattern or BoxPattern => new(["operand"], null),
        TuplePattern or SlicePattern or OrPattern => Many("pattern"),
        TupleStructPattern => new(["path"], "pattern"),
        StructPattern => new(["path"], "field or rest"),
        FieldPattern => new([], "pattern", MayBeLeaf: true),

        MacroCall => new(["path", "body"], null),
        // `matches!(value, pattern if guard)` has these three, `vec![value; length]` an ArrayRepeat.
        MacroArguments => Many("argument"),
        NamedArgument => new(["value"], null),
        SelectArms => Many("arm or value"),
        // The else branch of a select is an arm without pattern.
        SelectArm => new(["pattern?", "future?", "condition?", "handler"], null),
        TokenTree => Many("token or token tree"),
        _ => Leaf,
    };

    private static Shape Many(string what) => new([], what);
}

/// <summary>Upper bits of the data of <see cref="Kind.BindingPattern"/>.</summary>
public static class PatternFlags
{
    public const int Ref = 1 << 30;
    public const int Mut = 1 << 29;

    /// <summary>The bits that hold the name's id.</summary>
    public const int Name = Mut - 1;
}
