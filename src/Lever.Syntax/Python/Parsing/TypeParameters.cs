using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>The type parameters of functions, classes and type aliases (PEP 695, PEP 696).</summary>
internal static class TypeParameters
{
    // [type_params]
    public static void Optional(Cursor c)
    {
        if (!c.At(LBracket))
        {
            c.Absent();
            return;
        }
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        if (c.At(RBracket)) c.Fail("a type parameter list cannot be empty");
        while (c.Kind is Name or Star or DoubleStar)
        {
            One(c);
            if (!c.Eat(Comma)) break;
        }
        if (!c.Eat(RBracket)) c.Fail($"expected a type parameter, `,` or `]`, found {c.Found()}");
        c.Finish(Python.Kind.TypeParams, mark, start);
        Versions.Require(c, 12, start, "a type parameter list");
    }

    // type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['=' expression]
    private static void One(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var kind = c.Kind switch
        {
            Star => Python.Kind.TypeVarTuple,
            DoubleStar => Python.Kind.ParamSpec,
            _ => Python.Kind.TypeVar,
        };
        if (kind != Python.Kind.TypeVar) c.Bump();
        if (!c.At(Name)) c.Fail($"expected the name of a type parameter, found {c.Found()}");
        else c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
        if (kind != Python.Kind.TypeVar)
        {
            if (c.At(Colon)) c.Fail("only a plain type parameter can have a bound");
        }
        else if (c.Eat(Colon))
        {
            Expressions.Expression(c);
        }
        else
        {
            c.Absent();
        }
        Default(c, kind);
        c.Finish(kind, mark, start);
    }

    private static void Default(Cursor c, Kind kind)
    {
        var start = c.Start;
        if (!c.Eat(Equal))
        {
            c.Absent();
            return;
        }
        if (kind == Python.Kind.TypeVarTuple && c.At(Star)) Expressions.Starred(c);
        else Expressions.Expression(c);
        Versions.Require(c, 13, start, "the default of a type parameter");
    }
}
