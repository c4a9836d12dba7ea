using System.Numerics;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>
/// A full path as 128 bits that are the same in every file, so that the files of a project look each other's declarations up without the path's text. That
/// two of a million paths have one key is less likely than one in 10^26.
/// </summary>
internal readonly record struct PathKey(ulong First, ulong Second)
{
    /// <summary>What all paths are below.</summary>
    public static PathKey Root { get; } = new(0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f);

    /// <summary>The key of the path below this one.</summary>
    /// <param name="name">Its last name, as UTF-8.</param>
    public PathKey Below(ReadOnlySpan<byte> name)
    {
        // The length tells `a::b` from `ab`.
        var (first, second) = (First ^ (ulong)name.Length, Second);
        for (; !name.IsEmpty; name = name[Math.Min(name.Length, 16)..])
        {
            var (low, high) = (NameTable.Word(name), name.Length > 8 ? NameTable.Word(name[8..]) : 0);
            (first, second) = (Folded(first ^ low ^ 0xa0761d6478bd642f, second ^ high ^ 0xe7037ed1a0b428db), Folded(second ^ low ^ 0x8ebc6af09c88c6e3, BitOperations.RotateLeft(first, 32) ^ high ^ 0x589965cc75374cc3));
        }
        return new PathKey(first, second);
    }

    /// <summary>The halves of a product: each of its bits hangs on nearly all of both numbers.</summary>
    private static ulong Folded(ulong left, ulong right) => Math.BigMul(left, right, out var low) ^ low;

    public override int GetHashCode() => (int)First;
}
