using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lever.Syntax.Python.Lexing;

/// <summary>
/// Finds where runs of bytes end, sixteen bytes a step. The zero padding after the text stops each of them, so none needs
/// an end check.
/// </summary>
internal static unsafe class Scan
{
    /// <summary>Which high nibbles go with a low nibble in an identifier's bytes, a bit a group of high nibbles.</summary>
    private static Vector128<byte> LowNibbles => Vector128.Create(
        (byte)0b11101, 0b11111, 0b11111, 0b11111, 0b11111, 0b11111, 0b11111, 0b11111,
        0b11111, 0b11111, 0b11110, 0b10010, 0b10010, 0b10010, 0b10010, 0b10110);

    /// <summary>3x: digits, bit 0. 4x and 6x: letters, bit 1. 5x: letters and underscore, bit 2. 7x: bit 3. Not ASCII: bit 4.</summary>
    private static Vector128<byte> HighNibbles => Vector128.Create(
        (byte)0, 0, 0, 0b00001, 0b00010, 0b00100, 0b00010, 0b01000,
        0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000);

    /// <summary>The end of a run of identifier bytes: ASCII letters, digits, underscores, and all bytes outside ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Identifier(byte* at, out bool ascii)
    {
        var block = Vector128.Load(at);
        var stop = OutsideIdentifier(block);
        var high = block.ExtractMostSignificantBits();
        if (stop == 0) return LongIdentifier(at, out ascii);
        var length = BitOperations.TrailingZeroCount(stop);
        ascii = (high & ((1u << length) - 1)) == 0;
        return at + length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* LongIdentifier(byte* at, out bool ascii)
    {
        ascii = true;
        for (; ; at += 16)
        {
            var block = Vector128.Load(at);
            var stop = OutsideIdentifier(block);
            var high = block.ExtractMostSignificantBits();
            if (stop == 0)
            {
                ascii &= high == 0;
                continue;
            }
            var length = BitOperations.TrailingZeroCount(stop);
            ascii &= (high & ((1u << length) - 1)) == 0;
            return at + length;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OutsideIdentifier(Vector128<byte> block)
    {
        var nibble = Vector128.Create((byte)0x0F);
        var low = Vector128.ShuffleNative(LowNibbles, block & nibble);
        var high = Vector128.ShuffleNative(HighNibbles, Vector128.ShiftRightLogical(block.AsUInt16(), 4).AsByte() & nibble);
        return Vector128.Equals(low & high, Vector128<byte>.Zero).ExtractMostSignificantBits();
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
