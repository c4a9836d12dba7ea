using System.Runtime.CompilerServices;

namespace Lever.Syntax.Python.Lexing;

/// <summary>The tokens of one file; the memory is reused from file to file.</summary>
internal sealed class TokenList
{
    public Token[] Items { get; private set; } = new Token[4096];

    public int Count { get; private set; }

    public ref readonly Token Last => ref Items[Count - 1];

    public void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TokenKind kind, int start, int end, int data = 0)
    {
        var items = Items;
        var count = Count;
        if ((uint)count >= (uint)items.Length) items = Grow();
        items[count] = new Token(start, end, data, kind);
        Count = count + 1;
    }

    /// <summary>Notes at an opening bracket where it is closed: at the token added last.</summary>
    public void Pair(int opener)
    {
        ref var token = ref Items[opener];
        token = token with { Data = Count - 1 };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Token[] Grow()
    {
        var items = Items;
        Array.Resize(ref items, items.Length * 2);
        return Items = items;
    }
}
