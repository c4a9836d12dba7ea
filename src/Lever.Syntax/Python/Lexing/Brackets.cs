namespace Lever.Syntax.Python.Lexing;

/// <summary>An open bracket.</summary>
/// <param name="Byte">Its opening byte.</param>
/// <param name="Token">The index of its token.</param>
/// <param name="FString">For a replacement field the index of its f-string among the open ones; -1 for other brackets.</param>
/// <param name="InSpec">Is the lexer behind the colon of this replacement field?</param>
internal readonly record struct Bracket(byte Byte, int Token, int FString, bool InSpec)
{
    public bool IsField => FString >= 0;

    /// <summary>In ASCII `)` follows `(`, and the others stand two places apart.</summary>
    public byte Closer => (byte)(Byte == '(' ? ')' : Byte + 2);
}

/// <summary>An f-string or t-string whose end is not reached.</summary>
/// <param name="Start">Offset of its prefix.</param>
/// <param name="Quote">The quote byte.</param>
/// <param name="Size">1 or 3 quotes.</param>
/// <param name="Raw">Do backslashes stand for themselves?</param>
/// <param name="Depth">How many brackets were open before it.</param>
internal readonly record struct OpenFString(int Start, byte Quote, int Size, bool Raw, int Depth);
