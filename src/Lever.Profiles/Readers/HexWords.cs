using System.Buffers.Text;

namespace Lever.Profiles.Readers;

/// <summary>Hexadecimal numbers between blanks.</summary>
internal ref struct HexWords(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;

    /// <summary>The next number; false at the end, and at what is no number.</summary>
    public bool Next(out long number)
    {
        rest = rest.TrimStart((byte)' ');
        if (!Utf8Parser.TryParse(rest, out number, out var length, 'x')) return false;
        rest = rest[length..];
        return true;
    }

    /// <summary>What stands behind the number read last, without the blank between.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest.IsEmpty ? rest : rest[1..];
}
