namespace Lever.Syntax.Rust;

/// <summary>
/// Node kinds of a Rust tree, with the names of the Reference where it has one. Kinds that it lacks give fixed places to optional and
/// repeated parts: see <see cref="Shapes"/>.
/// </summary>
public enum Kind : byte
{
    /// <summary>Fills the slot of an optional child that is not there; zero width.</summary>
    Absent,
    SourceFile,
    /// <summary>Source that could not be understood; the tree around it is whole.</summary>
    Error,

    // Items.
    Function, Struct, Union, Enum, Trait, TraitAlias, Impl, Module, Use, ExternCrate, Const, Static, TypeAlias, ExternBlock,
    /// <summary>A `macro_rules! name` or a `macro name`.</summary>
    MacroDefinition,
    /// <summary>A macro call in the place of an item.</summary>
    MacroItem,

    // Parts of items.
    Attributes, Attribute, Visibility, Name, Generics, LifetimeParameter, TypeParameter, ConstParameter,
    WhereClause, WherePredicate, Bounds, TraitBound, UseBound, ForLifetimes,
    Parameters, SelfParameter, Parameter, Variadic,
    RecordFields, RecordField, TupleFields, TupleField, Variants, Variant, ItemList, UseTree, UseTreeList,

    // Paths.
    /// <summary>A path in an expression, type or pattern; a leaf where it is one plain name.</summary>
    Path,
    /// <summary>The leading `::` of a path.</summary>
    GlobalRoot,
    /// <summary>The `&lt;T as Trait&gt;` that a path starts with.</summary>
    QualifiedSelf,
    GenericArguments,
    /// <summary>The `(A, B) -> C` of `Fn(A, B) -> C`.</summary>
    ParenthesizedArguments,
    /// <summary>A generic argument `Item = T` or `Item: Bound`.</summary>
    AssociatedArgument,
    Lifetime,

    // Types. A type that is a path is a Path, a macro call a MacroCall.
    ReferenceType, PointerType, SliceType, ArrayType, TupleType, NeverType, InferredType, FunctionPointerType, ImplTraitType, TraitObjectType,

    // Statements.
    Let,
    /// <summary>An expression whose value is dropped.</summary>
    ExpressionStatement,

    // Expressions.
    Literal, Block, LabeledBlock, Unary, Reference, Binary, Assign, CompoundAssign, Cast, Range, Try, Await, Call, MethodCall, FieldAccess, Index,
    Tuple, Array, ArrayRepeat, StructExpression, FieldInit, StructBase, Closure, If, LetCondition, Match, MatchArm, Loop, While, For,
    Break, Continue, Return, Yield, Become, Underscore,
    /// <summary>Attributes before a statement, expression, parameter, arm or generic parameter, then that itself.</summary>
    Attributed,

    // Patterns. A pattern that is a path of several names is a Path, one that is a block a Block.
    BindingPattern, WildcardPattern, RestPattern, LiteralPattern, RangePattern, ReferencePattern, TuplePattern, SlicePattern,
    TupleStructPattern, StructPattern, FieldPattern, OrPattern, BoxPattern,

    // Macros.
    MacroCall,
    /// <summary>The arguments of a well-known macro, parsed as expressions.</summary>
    MacroArguments,
    /// <summary>An argument `name = value` of a formatting macro.</summary>
    NamedArgument,
    /// <summary>The arms of a `select!`.</summary>
    SelectArms, SelectArm,
    /// <summary>Tokens between brackets, the brackets included.</summary>
    TokenTree,
    /// <summary>An identifier or keyword of a token tree.</summary>
    TokenName,
    /// <summary>Any other token of a token tree.</summary>
    Token,
}

/// <summary>Data of <see cref="Kind.Literal"/>.</summary>
public enum LiteralKind
{
    Int, Float, Char, Byte, Str, ByteStr, CStr, True, False,
}

/// <summary>Data of <see cref="Kind.Unary"/>.</summary>
public enum UnaryOperator
{
    Deref, Not, Neg,
}

/// <summary>Data of <see cref="Kind.Binary"/>, and of <see cref="Kind.CompoundAssign"/> up to <see cref="BitOr"/>.</summary>
public enum BinaryOperator
{
    Mul, Div, Rem, Add, Sub, Shl, Shr, BitAnd, BitXor, BitOr, Eq, Ne, Lt, Le, Gt, Ge, And, Or,
}

/// <summary>What stands before a function, trait, impl, static, extern block or closure. Data of those kinds.</summary>
[Flags]
public enum Modifiers
{
    None = 0,
    Async = 1,
    Const = 2,
    Unsafe = 4,
    Extern = 8,
    Default = 16,
    Safe = 32,
    Gen = 64,
    Move = 128,
    Static = 256,
    Mut = 512,
    Auto = 1024,
    /// <summary>An `impl !Trait for`.</summary>
    Negative = 2048,
}

/// <summary>Data of <see cref="Kind.Block"/>. Flags, since an async block may also be `move`.</summary>
[Flags]
public enum BlockKind
{
    Plain = 0,
    Async = 1,
    Unsafe = 2,
    Const = 4,
    Try = 8,
    Gen = 16,
    Move = 32,
}
