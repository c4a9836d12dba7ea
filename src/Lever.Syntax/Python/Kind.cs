namespace Lever.Syntax.Python;

/// <summary>
/// Node kinds of a Python tree, with the names of CPython's abstract grammar (Parser/Python.asdl). Kinds that the grammar
/// lacks give fixed places to optional and repeated parts: see <see cref="Shapes"/>.
/// </summary>
public enum Kind : byte
{
    /// <summary>Fills the slot of an optional child that is not there; zero width.</summary>
    Absent,
    Module,

    // Statements.
    FunctionDef, AsyncFunctionDef, ClassDef, Return, Delete, Assign, TypeAlias, AugAssign, AnnAssign,
    For, AsyncFor, While, If, With, AsyncWith, Match, Raise, Try, TryStar, Assert, Import, ImportFrom,
    Global, Nonlocal, Expr, Pass, Break, Continue,
    /// <summary>Source that could not be understood as a statement; the tree around it is whole.</summary>
    Error,

    // Expressions.
    BoolOp, NamedExpr, BinOp, UnaryOp, Lambda, IfExp, Dict, Set, ListComp, SetComp, DictComp, GeneratorExp,
    Await, Yield, YieldFrom, Compare, Call, FormattedValue, Interpolation, JoinedStr, TemplateStr, Constant,
    Attribute, Subscript, Starred, Name, List, Tuple, Slice,

    // Parts of statements and expressions that the grammar has too.
    Comprehension, ExceptHandler, Arguments, Keyword, Alias, WithItem, MatchCase,
    MatchValue, MatchSingleton, MatchSequence, MatchMapping, MatchClass, MatchStar, MatchAs, MatchOr,
    TypeVar, ParamSpec, TypeVarTuple,

    // An argument, by the part of the parameter list that it stands in. The grammar has one `arg` in five lists.
    PosOnlyArg, Arg, VarArg, KwOnlyArg, KwArg,

    // Kinds of ours.
    /// <summary>The statements of a compound statement's body.</summary>
    Block,
    Decorators,
    TypeParams,
    /// <summary>Bases and keywords of a class.</summary>
    ClassArguments,
    WithItems,
    Handlers,
    /// <summary>A name that is no expression: a function's, an alias', a pattern's; dotted in imports.</summary>
    Identifier,
    /// <summary>One operator of a comparison; its data is a <see cref="CompareOp"/>.</summary>
    CompareOperator,
    /// <summary>A keyword pattern `name=pattern` of a class pattern.</summary>
    MatchKeyword,
}

/// <summary>Data of <see cref="Kind.Constant"/>.</summary>
public enum ConstantKind
{
    None, True, False, Ellipsis, Int, Float, Complex, Str, Bytes,
}

/// <summary>Data of <see cref="Kind.BoolOp"/>.</summary>
public enum BoolOperator
{
    And, Or,
}

/// <summary>Data of <see cref="Kind.BinOp"/> and <see cref="Kind.AugAssign"/>.</summary>
public enum BinaryOperator
{
    Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv,
}

/// <summary>Data of <see cref="Kind.UnaryOp"/>.</summary>
public enum UnaryOperator
{
    Invert, Not, UAdd, USub,
}

/// <summary>Data of <see cref="Kind.CompareOperator"/>.</summary>
public enum CompareOp
{
    Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn,
}
