using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>
/// What can be assigned to and deleted. Targets are read as expressions and then checked, since only what follows them tells
/// that they are targets.
/// </summary>
internal static class Targets
{
    // star_targets: star_target !',' | star_target (',' star_target)* [',']
    public static void Loop(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        StarTarget(c);
        if (!c.At(Comma)) return;
        while (c.Eat(Comma) && (Expressions.StartsExpression(c.Kind) || c.At(Star))) StarTarget(c);
        c.Finish(Python.Kind.Tuple, mark, start);
    }

    // star_target: '*' (!'*' star_target) | target_with_star_atom
    public static void StarTarget(Cursor c)
    {
        if (c.At(Star)) Expressions.Starred(c);
        else Expressions.BitwiseOr(c);
        RequireAssignable(c);
    }

    // del_target: t_primary '.' NAME | t_primary '[' slices ']' | del_t_atom
    public static void Deleted(Cursor c)
    {
        Expressions.BitwiseOr(c);
        if (!c.Failed) Check(c, c.Mark - 1, isDeletion: true);
    }

    /// <summary>Reports the node finished last if it is no target of an assignment.</summary>
    public static void RequireAssignable(Cursor c)
    {
        if (!c.Failed) Check(c, c.Mark - 1, isDeletion: false);
    }

    // single_target: single_subscript_attribute_target | NAME | '(' single_target ')'
    public static bool IsSingle(Cursor c) =>
        (Kind)c.Tree.LastKind is Python.Kind.Name or Python.Kind.Attribute or Python.Kind.Subscript;

    private static void Check(Cursor c, int node, bool isDeletion)
    {
        var finished = c.Tree.Finished[node];
        var kind = (Kind)finished.Kind;
        switch (kind)
        {
            case Python.Kind.Name or Python.Kind.Attribute or Python.Kind.Subscript:
                return;
            case Python.Kind.Tuple or Python.Kind.List:
            case Python.Kind.Starred when !isDeletion:
                for (var child = node - 1; child >= finished.First; child = c.Tree.Finished[child].First - 1)
                    Check(c, child, isDeletion);
                return;
            default:
                c.Report(finished.Start, finished.End,
                    $"{Describe(kind, finished.Data)} cannot be {(isDeletion ? "deleted" : "assigned to")}");
                return;
        }
    }

    /// <summary>An expression's kind as the subject of a sentence.</summary>
    public static string Describe(Kind kind, int data) => kind switch
    {
        Python.Kind.Call => "a call",
        Python.Kind.Constant => (ConstantKind)data switch
        {
            ConstantKind.None => "`None`",
            ConstantKind.True => "`True`",
            ConstantKind.False => "`False`",
            ConstantKind.Ellipsis => "`...`",
            _ => "a literal",
        },
        Python.Kind.JoinedStr => "an f-string",
        Python.Kind.TemplateStr => "a t-string",
        Python.Kind.Compare => "a comparison",
        Python.Kind.Lambda => "a lambda",
        Python.Kind.IfExp => "a conditional expression",
        Python.Kind.Dict => "a dictionary display",
        Python.Kind.Set => "a set display",
        Python.Kind.ListComp or Python.Kind.SetComp or Python.Kind.DictComp => "a comprehension",
        Python.Kind.GeneratorExp => "a generator expression",
        Python.Kind.Await => "an await expression",
        Python.Kind.Yield or Python.Kind.YieldFrom => "a yield expression",
        Python.Kind.NamedExpr => "an assignment expression",
        Python.Kind.Starred => "a starred expression",
        Python.Kind.Tuple => "a tuple",
        Python.Kind.List => "a list",
        _ => "the result of an operator",
    };
}
