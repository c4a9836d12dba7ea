namespace Lever.Syntax.Python.Lexing;

/// <summary>What may start with a byte. The classes are letters, so that their table is a literal without any start-up cost.</summary>
internal static class CharClass
{
    public const byte Invalid = (byte)'A';
    public const byte Space = (byte)'B';
    public const byte LineBreak = (byte)'C';
    public const byte Letter = (byte)'D';
    public const byte Digit = (byte)'E';
    public const byte Quote = (byte)'F';
    public const byte Hash = (byte)'G';
    public const byte Backslash = (byte)'H';
    public const byte Opener = (byte)'I';
    public const byte Closer = (byte)'J';
    public const byte Comma = (byte)'K';
    public const byte Colon = (byte)'L';
    public const byte Dot = (byte)'M';
    public const byte Equal = (byte)'N';
    public const byte Operator = (byte)'O';
    public const byte Zero = (byte)'P';

    /// <summary>The class of each byte, 32 a row; bytes outside ASCII count as letters, to be verified as identifiers.</summary>
    public static ReadOnlySpan<byte> Table =>
        "PAAAAAAAABCABCAAAAAAAAAAAAAAAAAA"u8
        + "BOFGAOOFIJOOKOMOEEEEEEEEEELOONOA"u8
        + "ODDDDDDDDDDDDDDDDDDDDDDDDDDIHJOD"u8
        + "ADDDDDDDDDDDDDDDDDDDDDDDDDDIOJOA"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8
        + "DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD"u8;
}
