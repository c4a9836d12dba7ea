using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>Names, literals, displays, and what follows them: attributes, calls, subscripts.</summary>
internal static class Atoms
{
    // primary: primary '.' NAME | primary genexp | primary '(' [arguments] ')' | primary '[' slices ']' | atom
    public static void Primary(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        Atom(c);
        for (; ; )
        {
            switch (c.Kind)
            {
                case Dot:
                    c.Bump();
                    if (!c.At(Name))
                    {
                        c.Fail($"expected an attribute's name after `.`, found {c.Found()}");
                        return;
                    }
                    var name = c.Current.Data;
                    c.Bump();
                    c.Finish(Python.Kind.Attribute, mark, start, c.End, name);
                    continue;
                case LParen:
                    Arguments.OfCall(c);
                    c.Finish(Python.Kind.Call, mark, start);
                    continue;
                case LBracket:
                    Subscripts.Slices(c);
                    c.Finish(Python.Kind.Subscript, mark, start);
                    continue;
                default:
                    return;
            }
        }
    }

    // atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | tuple | group | genexp | list | listcomp | dict | set
    //     | dictcomp | setcomp | '...'
    private static void Atom(Cursor c)
    {
        switch (c.Kind)
        {
            case Name:
                c.BumpLeaf(Python.Kind.Name, c.Current.Data);
                return;
            case TokenKind.String or Bytes or FStringStart or TStringStart:
                Strings.Parse(c);
                return;
            case Int:
                Constant(c, ConstantKind.Int);
                return;
            case LParen:
                Parenthesized(c);
                return;
            case LBracket:
                List(c);
                return;
            case LBrace:
                DictOrSet(c);
                return;
            case None:
                Constant(c, ConstantKind.None);
                return;
            case True:
                Constant(c, ConstantKind.True);
                return;
            case False:
                Constant(c, ConstantKind.False);
                return;
            case Float:
                Constant(c, ConstantKind.Float);
                return;
            case TokenKind.Complex:
                Constant(c, ConstantKind.Complex);
                return;
            case Ellipsis:
                Constant(c, ConstantKind.Ellipsis);
                return;
            default:
                c.Fail($"expected an expression, found {c.Found()}");
                return;
        }
    }

    public static void Constant(Cursor c, ConstantKind kind) => c.BumpLeaf(Python.Kind.Constant, (int)kind);

    // tuple: '(' [star_named_expression ',' [star_named_expressions]] ')'; group: '(' (yield_expr | named_expression) ')'
    // genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')'
    private static void Parenthesized(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        if (c.Eat(RParen))
        {
            c.Finish(Python.Kind.Tuple, mark, start);
        }
        else if (c.At(TokenKind.Yield))
        {
            Expressions.Yield(c);
            CloseParenthesis(c);
        }
        else
        {
            var (isStarred, firstStart) = (c.At(Star), c.Start);
            Expressions.StarNamedExpression(c);
            if (c.At(Comma))
            {
                while (c.Eat(Comma) && StartsElement(c)) Expressions.StarNamedExpression(c);
                CloseParenthesis(c);
                c.Finish(Python.Kind.Tuple, mark, start);
            }
            else if (Comprehensions.AtClause(c))
            {
                if (isStarred) c.Report(firstStart, c.End, "iterables cannot be unpacked in a comprehension");
                Comprehensions.Clauses(c);
                CloseParenthesis(c);
                c.Finish(GeneratorExp, mark, start);
            }
            else
            {
                CloseParenthesis(c);
                if (isStarred) c.Report(firstStart, c.End, "a starred expression cannot stand alone in parentheses; add a comma");
            }
        }
        c.Ascend(Cursor.BracketWeight);
    }

    private const Kind GeneratorExp = Python.Kind.GeneratorExp;

    // list: '[' [star_named_expressions] ']'; listcomp: '[' named_expression for_if_clauses ']'
    private static void List(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var kind = Python.Kind.List;
        if (!c.At(RBracket))
        {
            var (isStarred, firstStart) = (c.At(Star), c.Start);
            Expressions.StarNamedExpression(c);
            if (Comprehensions.AtClause(c))
            {
                if (isStarred) c.Report(firstStart, c.End, "iterables cannot be unpacked in a comprehension");
                Comprehensions.Clauses(c);
                kind = Python.Kind.ListComp;
            }
            else
            {
                while (c.Eat(Comma) && StartsElement(c)) Expressions.StarNamedExpression(c);
            }
        }
        if (!c.Eat(RBracket)) c.Fail($"expected `,` or `]`, found {c.Found()}");
        c.Finish(kind, mark, start);
        c.Ascend(Cursor.BracketWeight);
    }

    // dict: '{' [double_starred_kvpairs] '}'; dictcomp: '{' kvpair for_if_clauses '}'
    // set: '{' star_named_expressions '}'; setcomp: '{' named_expression for_if_clauses '}'
    private static void DictOrSet(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        var kind = c.At(RBrace) || c.At(DoubleStar) ? Python.Kind.Dict : Python.Kind.Set;
        if (c.At(DoubleStar))
        {
            Pair(c);
            if (Comprehensions.AtClause(c)) c.Fail("dictionaries cannot be unpacked in a comprehension");
            Pairs(c);
        }
        else if (!c.At(RBrace))
        {
            var (isStarred, first) = (c.At(Star), c.Position);
            Expressions.StarNamedExpression(c);
            if (!isStarred && c.At(Colon) && !IsWalrus(c, first))
            {
                c.Bump();
                Expressions.Expression(c);
                kind = Python.Kind.Dict;
                if (Comprehensions.AtClause(c))
                {
                    Comprehensions.Clauses(c);
                    kind = Python.Kind.DictComp;
                }
                else
                {
                    Pairs(c);
                }
            }
            else if (Comprehensions.AtClause(c))
            {
                if (isStarred) c.Report(c.TokenAt(first).Start, c.End, "iterables cannot be unpacked in a comprehension");
                RequireWalrusInSet(c, first);
                Comprehensions.Clauses(c);
                kind = Python.Kind.SetComp;
            }
            else
            {
                RequireWalrusInSet(c, first);
                while (c.Eat(Comma) && StartsElement(c))
                {
                    first = c.Position;
                    Expressions.StarNamedExpression(c);
                    RequireWalrusInSet(c, first);
                }
            }
        }
        if (!c.Eat(RBrace)) c.Fail($"expected `,` or `}}`, found {c.Found()}");
        c.Finish(kind, mark, start);
        c.Ascend(Cursor.BracketWeight);
    }

    // double_starred_kvpairs: ','.double_starred_kvpair+ [',']
    private static void Pairs(Cursor c)
    {
        while (c.Eat(Comma) && (StartsElement(c) || c.At(DoubleStar))) Pair(c);
    }

    // double_starred_kvpair: '**' bitwise_or | expression ':' expression
    private static void Pair(Cursor c)
    {
        if (c.At(DoubleStar))
        {
            c.Leaf(Python.Kind.Absent, c.Start, c.Start);
            c.Bump();
            Expressions.BitwiseOr(c);
            return;
        }
        Expressions.Expression(c);
        c.Expect(Colon, "expected `:` after a dictionary's key");
        Expressions.Expression(c);
    }

    private static bool IsWalrus(Cursor c, int first) => c.TokenAt(first).Kind == Name && c.TokenAt(first + 1).Kind == ColonEqual;

    private static void RequireWalrusInSet(Cursor c, int first)
    {
        if (c.TargetMinor < 9 && IsWalrus(c, first))
            Versions.Require(c, 9, c.TokenAt(first).Start, "`:=` in a set without parentheses");
    }

    private static bool StartsElement(Cursor c) => Expressions.StartsExpression(c.Kind) || c.At(Star);

    private static void CloseParenthesis(Cursor c)
    {
        if (!c.Eat(RParen)) c.Fail($"expected `,` or `)`, found {c.Found()}");
    }
}
