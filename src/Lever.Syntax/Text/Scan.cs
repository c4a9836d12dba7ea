using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lever.Syntax.Text;

/// <summary>
/// Finds where runs of bytes end, sixteen bytes a step. The zero padding after the text stops each of them, so none needs
/// an end check.
/// </summary>
internal static unsafe class Scan
{
    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>A block's first bytes, zeros after them.</summary>
    /// <param name="length">How many bytes are kept: 0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> First(Vector128<byte> block, int length) =>
        block & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(16 - length));

    /// <summary>How many of a block's first bytes belong to identifiers: ASCII letters, digits, underscores, bytes outside ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IdentifierLength(Vector128<byte> block, out bool isAscii)
    {
        var high = block.ExtractMostSignificantBits();
        var length = BitOperations.TrailingZeroCount(~(InsideIdentifier(block) | high));
        isAscii = (high & ((1u << length) - 1)) == 0;
        return length;
    }

    /// <summary>The end of a run of identifier bytes.</summary>
    public static byte* Identifier(byte* at, out bool isAscii)
    {
        isAscii = true;
        for (; ; at += 16)
        {
            var length = IdentifierLength(Vector128.Load(at), out var isBlockAscii);
            isAscii &= isBlockAscii;
            if (length < 16) return at + length;
        }
    }

    // Comparisons only: a table look-up in a register would need SSSE3, which ahead-of-time code for any x64 does without.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InsideIdentifier(Vector128<byte> block)
    {
        var letter = (block | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a');
        var digit = block - Vector128.Create((byte)'0');
        var inside = Vector128.Equals(Vector128.Min(letter, Vector128.Create((byte)25)), letter)
            | Vector128.Equals(Vector128.Min(digit, Vector128.Create((byte)9)), digit)
            | Vector128.Equals(block, Vector128.Create((byte)'_'));
        return inside.ExtractMostSignificantBits();
    }

    /// <summary>The first line break or zero byte.</summary>
    public static byte* LineEnd(byte* at)
    {
        for (; ; at += 16)
        {
            var block = Vector128.Load(at);
            var stop = Vector128.Equals(block, Vector128.Create((byte)'\n'))
                | Vector128.Equals(block, Vector128.Create((byte)'\r'))
                | Vector128.Equals(block, Vector128<byte>.Zero);
            var bits = stop.ExtractMostSignificantBits();
            if (bits != 0) return at + BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>The first of a quote, a backslash, a line break or a zero byte; some other control characters also stop it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* StringPart(byte* at, byte quote)
    {
        for (; ; at += 16)
        {
            var block = Vector128.Load(at);
            var stop = Vector128.Equals(block, Vector128.Create(quote))
                | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.Equals(Vector128.Min(block, Vector128.Create((byte)'\r')), block);
            var bits = stop.ExtractMostSignificantBits();
            if (bits != 0) return at + BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>The first of a quote, a backslash or a zero byte.</summary>
    public static byte* TripleStringPart(byte* at, byte quote)
    {
        for (; ; at += 16)
        {
            var block = Vector128.Load(at);
            var stop = Vector128.Equals(block, Vector128.Create(quote))
                | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.Equals(block, Vector128<byte>.Zero);
            var bits = stop.ExtractMostSignificantBits();
            if (bits != 0) return at + BitOperations.TrailingZeroCount(bits);
        }
    }

    /// <summary>The first byte that is no blank.</summary>
    public static byte* Spaces(byte* at)
    {
        for (; ; at += 16)
        {
            var bits = Vector128.Equals(Vector128.Load(at), Vector128.Create((byte)' ')).ExtractMostSignificantBits();
            if (bits != 0xFFFF) return at + BitOperations.TrailingZeroCount(~bits);
        }
    }
}
