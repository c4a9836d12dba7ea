using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>The parameters of functions and lambdas.</summary>
internal static class Parameters
{
    /// <summary>What a lambda adds to the depth of nesting: about half as many functions run within each other as for a bracket.</summary>
    private const int LambdaWeight = 2;

    // lambdef: 'lambda' [lambda_params] ':' expression
    public static void Lambda(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        c.Descend(LambdaWeight);
        List(c, annotated: false);
        c.Expect(Colon, "expected `:` after the parameters of a lambda");
        Expressions.Expression(c);
        c.Ascend(LambdaWeight);
        c.Finish(Python.Kind.Lambda, mark, start);
    }

    // '(' [params] ')'
    public static void OfFunction(Cursor c)
    {
        c.Expect(LParen, "expected `(` after the name of a function");
        List(c, annotated: true);
        if (!c.Eat(RParen)) c.Fail($"expected a parameter, `,` or `)`, found {c.Found()}");
    }

    // parameters: slash_no_default param_no_default* param_with_default* [star_etc]
    //     | slash_with_default param_with_default* [star_etc]
    //     | param_no_default+ param_with_default* [star_etc] | param_with_default+ [star_etc] | star_etc
    // star_etc: '*' param_no_default param_maybe_default* [kwds] | '*' ',' param_maybe_default+ [kwds] | kwds
    private static void List(Cursor c, bool annotated)
    {
        var (mark, start) = (c.Mark, c.Start);
        var (hasSlash, hasStar, hasDefault, position) = (false, false, false, c.Position);
        while (c.Kind is Name or Star or Slash or DoubleStar)
        {
            var first = c.Start;
            switch (c.Kind)
            {
                case Slash:
                    c.Bump();
                    if (hasSlash) c.Report(first, c.End, "`/` may stand only once among the parameters");
                    else if (hasStar) c.Report(first, c.End, "`/` must stand before `*` among the parameters");
                    else if (c.Position == position + 1) c.Report(first, c.End, "at least one parameter must stand before `/`");
                    hasSlash = true;
                    MakePositionalOnly(c, mark);
                    break;
                case Star:
                    c.Bump();
                    if (hasStar) c.Report(first, c.End, "`*` may stand only once among the parameters");
                    hasStar = true;
                    if (c.At(Name)) One(c, Python.Kind.VarArg, annotated);
                    else if (!c.At(Comma) || c.Peek() != Name) c.Fail("named parameters must follow a `*` that stands alone");
                    break;
                case DoubleStar:
                    c.Bump();
                    if (c.At(Name)) One(c, Python.Kind.KwArg, annotated);
                    else c.Fail($"expected a name after `**`, found {c.Found()}");
                    if (c.Eat(Comma) && c.Kind is Name or Star or Slash or DoubleStar)
                        c.Fail("no parameter can follow one with `**`");
                    c.Finish(Python.Kind.Arguments, mark, start);
                    return;
                default:
                    var isDefault = One(c, hasStar ? Python.Kind.KwOnlyArg : Python.Kind.Arg, annotated);
                    if (hasDefault && !isDefault && !hasStar)
                        c.Report(first, c.End, "a parameter without a default cannot follow one with a default");
                    hasDefault |= isDefault;
                    break;
            }
            if (!c.Eat(Comma)) break;
        }
        c.Finish(Python.Kind.Arguments, mark, c.Position == position ? c.End : start, c.End);
    }

    // param: NAME [':' expression]; default: '=' expression; param_no_default_star_annotation: NAME ':' star_expression
    private static bool One(Cursor c, Kind kind, bool annotated)
    {
        var (mark, start, name) = (c.Mark, c.Start, c.Current.Data);
        c.Bump();
        if (annotated && c.Eat(Colon)) Annotation(c, kind);
        else c.Absent();
        var end = c.End;
        var hasDefault = c.At(Equal);
        if (hasDefault)
        {
            if (kind is Python.Kind.VarArg or Python.Kind.KwArg) c.Fail("a parameter with `*` or `**` cannot have a default");
            else c.Bump();
            Expressions.Expression(c);
        }
        else
        {
            c.Absent();
        }
        c.Finish(kind, mark, start, end, name);
        return hasDefault;
    }

    private static void Annotation(Cursor c, Kind kind)
    {
        if (kind == Python.Kind.VarArg && c.At(Star))
        {
            var start = c.Start;
            Expressions.Starred(c);
            Versions.Require(c, 11, start, "an unpacked annotation");
            return;
        }
        Expressions.Expression(c);
    }

    private static void MakePositionalOnly(Cursor c, int mark)
    {
        var finished = c.Tree.Finished;
        for (var node = finished.Length - 1; node >= mark; node = finished[node].First - 1)
            if ((Kind)finished[node].Kind == Python.Kind.Arg) finished[node].Kind = (byte)Python.Kind.PosOnlyArg;
    }
}
