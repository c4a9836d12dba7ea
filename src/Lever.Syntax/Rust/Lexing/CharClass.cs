namespace Lever.Syntax.Rust.Lexing;

/// <summary>What may start with a byte. The classes are letters, so that their table is a literal without any start-up cost.</summary>
internal static class CharClass
{
    public const byte Invalid = (byte)'A';
    public const byte Space = (byte)'B';
    public const byte Letter = (byte)'D';
    public const byte Digit = (byte)'E';
    public const byte Quote = (byte)'F';
    public const byte Opener = (byte)'I';
    public const byte Closer = (byte)'J';
    public const byte Comma = (byte)'K';
    public const byte Colon = (byte)'L';
    public const byte Dot = (byte)'M';
    public const byte Equal = (byte)'N';
    public const byte Operator = (byte)'O';
    public const byte Zero = (byte)'P';
    public const byte Apostrophe = (byte)'Q';
    public const byte Slash = (byte)'R';
    /// <summary>A byte that is a token by itself: see <see cref="Lexer"/>.</summary>
    public const byte Single = (byte)'S';

    /// <summary>The class of each byte, 32 a row; bytes outside ASCII count as letters, to be verified as identifiers or white space.</summary>
    public static ReadOnlySpan<byte> Table =>
        "PAAAAAAAABBBBBAAAAAAAAAAAAAAAAAA"u8
        + "BOFSSOOQIJOOKOMREEEEEEEEEELSSNSS"u8
        + "SDDDDDDDDDDDDDDDDDDDDDDDDDDIAJOD"u8
        + "ADDDDDDDDDDDDDDDDDDDDDDDDDDIOJSA"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8;
}
