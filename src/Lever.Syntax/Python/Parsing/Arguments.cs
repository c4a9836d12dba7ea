using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>The arguments of calls and of class definitions.</summary>
internal static class Arguments
{
    // '(' [arguments] ')' | genexp
    public static void OfCall(Cursor c) => Parse(c, allowGenerator: true);

    // '(' [arguments] ')'
    public static void OfClass(Cursor c) => Parse(c, allowGenerator: false);

    // arguments: args [',']
    // args: ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ [',' kwargs] | kwargs
    // kwargs: ','.kwarg_or_starred+ [',' ','.kwarg_or_double_starred+] | ','.kwarg_or_double_starred+
    private static void Parse(Cursor c, bool allowGenerator)
    {
        var open = c.Start;
        var (hasKeyword, hasDoubleStar, count) = (false, false, 0);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        for (; Starts(c); count++)
        {
            var (mark, start) = (c.Mark, c.Start);
            switch (c.Kind)
            {
                case Star:
                    c.Bump();
                    Expressions.Expression(c);
                    c.Finish(Python.Kind.Starred, mark, start);
                    if (hasDoubleStar) c.Report(start, c.End, "an unpacked iterable cannot follow an unpacked dictionary");
                    break;
                case DoubleStar:
                    c.Bump();
                    Expressions.Expression(c);
                    c.Finish(Python.Kind.Keyword, mark, start, c.End, -1);
                    hasDoubleStar = true;
                    break;
                case Name when c.Peek() == Equal:
                    var name = c.Current.Data;
                    c.Bump();
                    c.Bump();
                    Expressions.Expression(c);
                    c.Finish(Python.Kind.Keyword, mark, start, c.End, name);
                    hasKeyword = true;
                    break;
                default:
                    Expressions.NamedExpression(c);
                    if (Comprehensions.AtClause(c) && Generator(c, mark, start, open, allowGenerator && count == 0)) return;
                    if (c.At(Equal)) c.Fail("only a name can be a keyword argument; write `==` to compare");
                    if (hasDoubleStar) c.Report(start, c.End, "a positional argument cannot follow an unpacked dictionary");
                    else if (hasKeyword) c.Report(start, c.End, "a positional argument cannot follow a keyword argument");
                    break;
            }
            if (!c.Eat(Comma)) break;
        }
        if (!c.Eat(RParen)) c.Fail($"expected `,` or `)`, found {c.Found()}");
        c.Ascend(Cursor.BracketWeight);
    }

    private static bool Starts(Cursor c) => Expressions.StartsExpression(c.Kind) || c.At(Star) || c.At(DoubleStar);

    /// <summary>A generator that is the only argument shares the call's parentheses, and then ends them.</summary>
    private static bool Generator(Cursor c, int mark, int start, int open, bool allowed)
    {
        Comprehensions.Clauses(c);
        var isOnly = allowed && c.Eat(RParen);
        if (!isOnly) c.Report(start, c.End, "a generator expression must have parentheses of its own here");
        c.Finish(Python.Kind.GeneratorExp, mark, isOnly ? open : start);
        if (isOnly) c.Ascend(Cursor.BracketWeight);
        return isOnly;
    }
}
