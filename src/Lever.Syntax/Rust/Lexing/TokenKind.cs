namespace Lever.Syntax.Rust.Lexing;

/// <summary>Kinds of tokens. `&gt;` is always a token of its own, and so is each `&lt;` of a `&lt;&lt;`: the grammar puts them together where it wants operators.</summary>
internal enum TokenKind : byte
{
    EndOfFile,

    /// <summary>What the cursor shows after a failure: it starts and continues nothing.</summary>
    Failure,

    /// <summary>Bytes that belong to no token.</summary>
    Error,

    Name, Lifetime,
    Int, Float, Char, Byte, Str, ByteStr, CStr,

    OpenParen, CloseParen, OpenBracket, CloseBracket, OpenBrace, CloseBrace,
    Comma, Semicolon, Colon, ColonColon, Dot, DotDot, DotDotDot, DotDotEqual, Arrow, FatArrow, Hash, Dollar, Question, At, Tilde,
    Equal, EqualEqual, NotEqual, Less, LessEqual, Greater, Bang,
    Plus, Minus, Star, Slash, Percent, Caret, And, Or, AndAnd, OrOr,

    // In the order of these operators without the sign of equality.
    PlusEqual, MinusEqual, StarEqual, SlashEqual, PercentEqual, CaretEqual, AndEqual, OrEqual,

    // Keywords.
    As, Async, Await, Become, Break, Const, Continue, Crate, Dyn, Else, Enum, Extern, False, Fn, For, If, Impl, In, Let, Loop, Macro, Match, Mod,
    Move, Mut, Pub, Ref, Return, SelfValue, SelfType, Static, Struct, Super, Trait, True, Try, Type, Unsafe, Use, Where, While, Yield,
    /// <summary>A single `_`.</summary>
    Underscore,

    /// <summary>A word that is reserved and has no meaning yet.</summary>
    Reserved,
}

/// <summary>One token.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset after its last byte.</param>
/// <param name="Data">
/// Name, Lifetime: its id in the name table. Opening bracket: the index of the closing bracket's token; where there is none, of the token
/// that shows it.
/// </param>
internal readonly record struct Token(int Start, int End, int Data, TokenKind Kind);
