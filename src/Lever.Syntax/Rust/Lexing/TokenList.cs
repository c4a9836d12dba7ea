using System.Runtime.CompilerServices;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust.Lexing;

/// <summary>The tokens of one file; the memory is reused from file to file.</summary>
internal sealed class TokenList
{
    private const int Reserve = 1 << 16;

    public Token[] Items { get; private set; } = new Token[4096];

    public int Count { get; private set; }

    /// <summary>Drops all tokens, and makes room for those of a text.</summary>
    /// <param name="length">The text's length in bytes.</param>
    public void Clear(int length)
    {
        Count = 0;
        // Nearly all texts have fewer, so that no array is outgrown; what is not touched costs nothing.
        if (Items.Length < Math.Min(length / 3, Reserve) || Items.Length < length / 4) Items = WorkArrays.Enlarged(Items, 0, Math.Max(length / 3, Reserve));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TokenKind kind, int start, int end, int data = 0)
    {
        var items = Items;
        var count = Count;
        if ((uint)count >= (uint)items.Length) items = Grow();
        items[count] = new Token(start, end, data, kind);
        Count = count + 1;
    }

    /// <summary>Notes at an opening bracket where it is closed.</summary>
    public void Pair(int opener, int closer) => Items[opener] = Items[opener] with { Data = closer };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Token[] Grow() => Items = WorkArrays.Enlarged(Items, Count, Items.Length * 2);
}
