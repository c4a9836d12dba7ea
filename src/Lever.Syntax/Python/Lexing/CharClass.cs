namespace Lever.Syntax.Python.Lexing;

/// <summary>What may start with a byte.</summary>
internal static class CharClass
{
    public const byte Invalid = 0;
    public const byte Space = 1;
    public const byte LineBreak = 2;
    public const byte Letter = 3;
    public const byte Digit = 4;
    public const byte Quote = 5;
    public const byte Hash = 6;
    public const byte Backslash = 7;
    public const byte Opener = 8;
    public const byte Closer = 9;
    public const byte Comma = 10;
    public const byte Colon = 11;
    public const byte Dot = 12;
    public const byte Equal = 13;
    public const byte Operator = 14;
    public const byte Zero = 15;

    /// <summary>The class of each byte; bytes outside ASCII count as letters, to be verified as identifiers.</summary>
    public static byte[] Table { get; } = Build();

    private static byte[] Build()
    {
        var table = new byte[256];
        for (var value = 0; value < 256; value++) table[value] = Of((char)value);
        return table;
    }

    private static byte Of(char value) => value switch
    {
        '\0' => Zero,
        ' ' or '\t' or '\f' => Space,
        '\n' or '\r' => LineBreak,
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or >= '\x80' => Letter,
        >= '0' and <= '9' => Digit,
        '"' or '\'' => Quote,
        '#' => Hash,
        '\\' => Backslash,
        '(' or '[' or '{' => Opener,
        ')' or ']' or '}' => Closer,
        ',' => Comma,
        ':' => Colon,
        '.' => Dot,
        '=' => Equal,
        '+' or '-' or '*' or '/' or '%' or '|' or '&' or '^' or '~' or '<' or '>' or '!' or '@' or ';' => Operator,
        _ => Invalid,
    };
}
