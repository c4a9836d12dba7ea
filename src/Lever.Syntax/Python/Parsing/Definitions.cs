using Lever.Syntax.Python.Lexing;
using static Lever.Syntax.Python.Lexing.TokenKind;

namespace Lever.Syntax.Python.Parsing;

/// <summary>Functions and classes.</summary>
internal static class Definitions
{
    // function_def_raw, without decorators
    public static void Function(Cursor c) => FunctionBehindDecorators(c, c.Mark, c.Start, isAsync: false);

    // class_def_raw, without decorators
    public static void Class(Cursor c)
    {
        var mark = c.Mark;
        c.Leaf(Python.Kind.Decorators, c.Start, c.Start);
        ClassBehindDecorators(c, mark);
    }

    // decorators (class_def_raw | function_def_raw); decorators: ('@' named_expression NEWLINE)+
    public static void Decorated(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        while (c.Eat(At))
        {
            var first = c.Position;
            Expressions.NamedExpression(c);
            if (c.TargetMinor < 9) RequireDottedName(c, first);
            if (!c.At(Newline)) c.Fail($"expected the end of the line after a decorator, found {c.Found()}");
            if (c.Failed) return;
            c.Eat(Newline);
            // A failure of what follows must not count a problem of the decorators as its own.
            c.StartLine();
        }
        c.Finish(Python.Kind.Decorators, mark, start, c.StatementEnd);
        var definition = c.Start;
        var isAsync = c.Eat(Async);
        if (c.At(Def)) FunctionBehindDecorators(c, mark, definition, isAsync, hasDecorators: true);
        else if (c.At(TokenKind.Class) && !isAsync) ClassBehindDecorators(c, mark);
        else c.Fail($"expected a function or a class after the decorators, found {c.Found()}");
    }

    // Before 3.9: decorator: '@' dotted_name ['(' [arglist] ')'] NEWLINE
    private static void RequireDottedName(Cursor c, int index)
    {
        var (start, isName) = (c.TokenAt(index).Start, c.TokenAt(index).Kind == Name);
        if (isName) index++;
        while (c.TokenAt(index).Kind == Dot && c.TokenAt(index + 1).Kind == Name) index += 2;
        if (c.TokenAt(index).Kind == LParen) index = c.TokenAt(index).Data + 1;
        if (index != c.Position || !isName)
            Versions.Require(c, 9, start, "a decorator other than a name or its call");
    }

    // function_def_raw: ['async'] 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' block
    public static void FunctionBehindDecorators(Cursor c, int mark, int start, bool isAsync, bool hasDecorators = false)
    {
        if (!hasDecorators) c.Leaf(Python.Kind.Decorators, start, start);
        c.Bump();
        var (signatureMark, name) = (c.Mark, c.Position);
        DefinedName(c, "function");
        TypeParameters.Optional(c);
        Parameters.OfFunction(c);
        if (c.Eat(Arrow)) Expressions.Expression(c);
        else c.Absent();
        var isWhole = CompoundStatements.Colon(c, "the signature of a function");
        if (!isWhole)
        {
            BrokenSignature(c, signatureMark, name, Python.Kind.Arguments);
            c.Absent();
        }
        CompoundStatements.Body(c, "the signature of a function", isWhole, isKept: c.IsOutline && IsConstructor(c, name));
        c.Finish(isAsync ? Python.Kind.AsyncFunctionDef : Python.Kind.FunctionDef, mark, start, c.StatementEnd);
    }

    /// <summary>Is it what sets the fields of a class's objects?</summary>
    private static bool IsConstructor(Cursor c, int name) => c.Source.Bytes[c.TokenAt(name).Start..c.TokenAt(name).End].SequenceEqual("__init__"u8);

    // class_def_raw: 'class' NAME [type_params] ['(' [arguments] ')'] ':' block
    private static void ClassBehindDecorators(Cursor c, int mark)
    {
        var start = c.Start;
        c.Bump();
        var (signatureMark, name) = (c.Mark, c.Position);
        DefinedName(c, "class");
        TypeParameters.Optional(c);
        var (argumentsMark, argumentsStart) = (c.Mark, c.At(LParen) ? c.Start : c.End);
        if (c.At(LParen)) Arguments.OfClass(c);
        c.Finish(Python.Kind.ClassArguments, argumentsMark, argumentsStart);
        var isWhole = CompoundStatements.Colon(c, "the name and bases of a class");
        if (!isWhole) BrokenSignature(c, signatureMark, name, Python.Kind.ClassArguments);
        CompoundStatements.Block(c, "the name and bases of a class", isWhole);
        c.Finish(Python.Kind.ClassDef, mark, start, c.StatementEnd);
    }

    private static void DefinedName(Cursor c, string what)
    {
        if (!c.At(Name)) c.Fail($"expected the name of a {what}, found {c.Found()}");
        else c.BumpLeaf(Python.Kind.Identifier, c.Current.Data);
    }

    /// <summary>What is left of a signature that could not be understood: its name, if it has one, and no arguments.</summary>
    private static void BrokenSignature(Cursor c, int mark, int name, Kind arguments)
    {
        c.Tree.Rewind(mark);
        ref readonly var token = ref c.TokenAt(name);
        if (token.Kind == Name) c.Leaf(Python.Kind.Identifier, token.Start, token.End, token.Data);
        else CompoundStatements.Errors(c, token.Start, 1);
        c.Absent();
        c.Leaf(arguments, c.End, c.End);
    }
}
