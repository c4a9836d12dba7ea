using static Lever.Syntax.Python.Kind;

namespace Lever.Syntax.Python;

/// <summary>
/// Which children each kind has. A fixed slot holds one node, <see cref="Kind.Absent"/> where an optional part is missing;
/// after the fixed slots there may be one repeated part. Children stand in source order. Where the header of a compound statement
/// cannot be understood, a <see cref="Kind.Error"/> fills each of its slots, so that the statement and its block stay.
/// </summary>
/// <remarks>
/// Spans are CPython's: a function's starts at `def`, after its decorators; an argument's ends before its default; parentheses
/// around an expression belong to no node; the text that `{x=}` shows overlaps its replacement field. Data, where a kind has any:
/// <list type="bullet">
/// <item>Name, and the arguments: the <see cref="Trees.NameTable"/> id of the identifier at the node's start (after `*`, `**`: the node starts at the name).</item>
/// <item>Attribute: the id of the attribute's name, which ends the node. Identifier: the id of its whole text (dotted in imports), -1 for `*`.</item>
/// <item>Keyword: the id of its name, -1 for `**`.</item>
/// <item>ImportFrom: the number of leading dots. AnnAssign: 1 for a simple name without parentheses. Comprehension: 1 for `async for`.</item>
/// <item>Constant, MatchSingleton: <see cref="ConstantKind"/>. BoolOp, BinOp, AugAssign, UnaryOp, CompareOperator: the operator.</item>
/// <item>FormattedValue, Interpolation: the conversion's character ('s', 'r', 'a'), -1 without one.</item>
/// </list>
/// </remarks>
public static class Shapes
{
    /// <param name="Fixed">Names of the fixed slots; an ending `?` marks an optional one.</param>
    /// <param name="Repeated">What follows them, or null for nothing.</param>
    public readonly record struct Shape(string[] Fixed, string? Repeated)
    {
        public bool IsLeaf => Fixed.Length == 0 && Repeated is null;
    }

    private static readonly Shape Leaf = new([], null);

    public static Shape Of(Kind kind) => kind switch
    {
        Module or Block => Many("statement"),
        FunctionDef or AsyncFunctionDef => new(["decorators", "name", "type_params?", "arguments", "returns?", "body"], null),
        ClassDef => new(["decorators", "name", "type_params?", "arguments", "body"], null),
        Decorators => Many("decorator"),
        TypeParams => Many("type_param"),
        ClassArguments => Many("base or keyword"),
        Arguments => Many("argument"),
        PosOnlyArg or Arg or VarArg or KwOnlyArg or KwArg => new(["annotation?", "default?"], null),
        Return or Yield => new(["value?"], null),
        Delete => Many("target"),
        // The value is the last child: children stand in source order.
        Assign => Many("target, then value"),
        TypeAlias => new(["name", "type_params?", "value"], null),
        AugAssign => new(["target", "value"], null),
        AnnAssign => new(["target", "annotation", "value?"], null),
        For or AsyncFor => new(["target", "iter", "body", "orelse?"], null),
        While or If => new(["test", "body", "orelse?"], null),
        With or AsyncWith => new(["items", "body"], null),
        WithItems => Many("item"),
        WithItem => new(["context_expr", "optional_vars?"], null),
        Match => new(["subject"], "case"),
        MatchCase => new(["pattern", "guard?", "body"], null),
        Raise => new(["exc?", "cause?"], null),
        Try or TryStar => new(["body", "handlers", "orelse?", "finalbody?"], null),
        Handlers => Many("handler"),
        ExceptHandler => new(["type?", "name?", "body"], null),
        Assert => new(["test", "msg?"], null),
        Import => Many("alias"),
        ImportFrom => new(["module?"], "alias"),
        Alias => new(["name", "asname?"], null),
        Global or Nonlocal => Many("identifier"),
        Expr or Await or YieldFrom or Starred => new(["value"], null),
        BoolOp or Set or List or Kind.Tuple or JoinedStr or TemplateStr or MatchSequence or MatchOr => Many("value"),
        NamedExpr => new(["target", "value"], null),
        BinOp => new(["left", "right"], null),
        UnaryOp => new(["operand"], null),
        Lambda => new(["arguments", "body"], null),
        // In source order, not in the grammar's.
        IfExp => new(["body", "test", "orelse"], null),
        // Keys and values in turn; an absent key stands for `**`.
        Dict => Many("key?, value"),
        ListComp or SetComp or GeneratorExp => new(["elt"], "comprehension"),
        DictComp => new(["key", "value"], "comprehension"),
        Comprehension => new(["target", "iter"], "if"),
        Compare => new(["left"], "operator, operand"),
        Call => new(["func"], "argument or keyword, in source order"),
        Keyword => new(["value"], null),
        FormattedValue or Interpolation => new(["value", "format_spec?"], null),
        Kind.Attribute => new(["value"], null),
        Subscript => new(["value", "slice"], null),
        Slice => new(["lower?", "upper?", "step?"], null),
        MatchValue => new(["value"], null),
        // Keys and patterns in turn, then the identifier of `**rest` where there is one.
        MatchMapping => Many("key, pattern; rest"),
        MatchClass => new(["cls"], "pattern or keyword"),
        MatchKeyword => new(["name", "pattern"], null),
        MatchStar => new(["name?"], null),
        MatchAs => new(["pattern?", "name?"], null),
        TypeVar => new(["name", "bound?", "default?"], null),
        ParamSpec or TypeVarTuple => new(["name", "default?"], null),
        _ => Leaf,
    };

    private static Shape Many(string what) => new([], what);
}
