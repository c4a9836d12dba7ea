using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>Import statements.</summary>
internal static class Imports
{
    // import_name: 'import' ','.dotted_as_name+; dotted_as_name: dotted_name ['as' NAME]
    public static void Import(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Bump();
        do
        {
            var (aliasMark, aliasStart) = (c.Mark, c.Start);
            DottedName(c);
            AsName(c);
            c.Finish(Python.Kind.Alias, aliasMark, aliasStart);
        } while (c.Eat(Comma));
        if (c.At(TokenKind.From)) c.Fail("write `from MODULE import NAME`");
        c.Finish(Python.Kind.Import, mark, start);
    }

    // import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
    //     | 'from' ('.' | '...')+ 'import' import_from_targets
    public static void From(Cursor c)
    {
        var (mark, start, dots) = (c.Mark, c.Start, 0);
        c.Bump();
        for (; c.Kind is Dot or Ellipsis; c.Bump()) dots += c.At(Dot) ? 1 : 3;
        if (dots > 0 && c.At(TokenKind.Import)) c.Absent();
        else DottedName(c);
        c.Expect(TokenKind.Import, "expected `import` after the module's name");
        ImportedNames(c);
        c.Finish(Python.Kind.ImportFrom, mark, start, c.End, dots);
    }

    // import_from_targets: '(' ','.import_from_as_name+ [','] ')' | ','.import_from_as_name+ !',' | '*'
    private static void ImportedNames(Cursor c)
    {
        if (c.At(Star))
        {
            var (mark, start) = (c.Mark, c.Start);
            c.BumpLeaf(Python.Kind.Identifier, -1);
            c.Absent();
            c.Finish(Python.Kind.Alias, mark, start);
            return;
        }
        var inParentheses = c.Eat(LParen);
        do
        {
            if (!c.At(Name)) c.Fail($"expected a name to import, found {c.Found()}");
            var (mark, start) = (c.Mark, c.Start);
            c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
            AsName(c);
            c.Finish(Python.Kind.Alias, mark, start);
        } while (c.Eat(Comma) && !(inParentheses && c.At(RParen)));
        if (inParentheses && !c.Eat(RParen)) c.Fail($"expected `,` or `)`, found {c.Found()}");
    }

    // ['as' NAME]
    private static void AsName(Cursor c)
    {
        if (!c.Eat(As))
        {
            c.Absent();
            return;
        }
        if (!c.At(Name)) c.Fail($"expected a name after `as`, found {c.Found()}");
        else c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
    }

    // dotted_name: NAME ('.' NAME)*
    private static void DottedName(Cursor c)
    {
        if (!c.At(Name))
        {
            c.Fail($"expected a module's name, found {c.Found()}");
            return;
        }
        var (start, name) = (c.Start, c.Current.Data);
        c.Bump();
        if (c.At(Dot))
        {
            while (c.Eat(Dot)) c.Expect(Name, "expected a name after `.`");
            name = c.Tree.Names.Intern(start, c.End - start);
        }
        c.Leaf(Python.Kind.Identifier, start, c.End, name);
    }
}
