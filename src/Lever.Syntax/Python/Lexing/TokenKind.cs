namespace Lever.Syntax.Python.Lexing;

/// <summary>What a token is. Keywords and operators have a kind each; the order of the groups carries meaning.</summary>
internal enum TokenKind : byte
{
    // Layout: these end no expression and belong to no node's span.
    EndOfFile, Newline, Indent, Dedent,

    /// <summary>Bytes that are no token; the lexer has reported them.</summary>
    Error,

    Name, Int, Float, Complex, String, Bytes,

    // Parts of f-strings and t-strings.
    FStringStart, TStringStart, FStringMiddle, FStringEnd, FieldOpen, FieldClose, FieldColon, Exclamation,

    LParen, RParen, LBracket, RBracket, LBrace, RBrace,
    Comma, Colon, Semicolon, Dot, Ellipsis, At, Arrow, ColonEqual, Equal,
    Plus, Minus, Star, DoubleStar, Slash, DoubleSlash, Percent, Pipe, Caret, Ampersand, Tilde, LShift, RShift,
    EqualEqual, NotEqual, Less, LessEqual, Greater, GreaterEqual,

    // In the order of BinaryOperator.
    PlusEqual, MinusEqual, StarEqual, AtEqual, SlashEqual, PercentEqual, DoubleStarEqual,
    LShiftEqual, RShiftEqual, PipeEqual, CaretEqual, AmpersandEqual, DoubleSlashEqual,

    // Keywords that may stand within expressions.
    None, True, False, And, Or, Not, In, Is, If, Else, For, Async, Await, Lambda, Yield, From, As,

    // Keywords that only statements have: inside brackets they show that a bracket was never closed.
    Assert, Break, Class, Continue, Def, Del, Elif, Except, Finally, Global, Import, Nonlocal, Pass, Raise, Return, Try,
    While, With,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset after its last byte.</param>
/// <param name="Data">
/// Name: its id in the name table. Opening bracket: the index of the closing bracket's token, 0 where there is none.
/// String, Bytes, FStringMiddle: 1 when it stands for no text.
/// </param>
internal readonly record struct Token(int Start, int End, int Data, TokenKind Kind);
