using System.Buffers.Binary;

namespace Lever.Review.Findings;

/// <summary>
/// Tells contents apart: whether a file still holds the bytes that were analysed, and one finding's code from another's. Not made
/// against anyone who sets out to forge a match.
/// </summary>
/// <remarks>Eight bytes at a time are folded in by a 64 by 64 bit multiplication, as Wang Yi's wyhash does it.</remarks>
internal readonly record struct ContentHash(int Length, ulong Value)
{
    private const ulong First = 0xa0761d6478bd642f;
    private const ulong Second = 0xe7037ed1a0b428db;

    public static ContentHash Of(ReadOnlySpan<byte> bytes)
    {
        var hash = First ^ (ulong)bytes.Length;
        var rest = bytes;
        for (; rest.Length >= 8; rest = rest[8..]) hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), Second);
        Span<byte> last = stackalloc byte[8];
        last.Clear();
        rest.CopyTo(last);
        hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(last), First);
        return new ContentHash(bytes.Length, hash);
    }

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
