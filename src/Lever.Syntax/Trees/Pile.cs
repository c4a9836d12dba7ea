using System.Runtime.CompilerServices;

namespace Lever.Syntax.Trees;

/// <summary>A stack that keeps its memory.</summary>
internal sealed class Pile<T>
{
    private T[] items = new T[32];

    public int Count { get; private set; }

    public ref T Top => ref items[Count - 1];

    public ref T this[int index] => ref items[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T item)
    {
        var items = this.items;
        if ((uint)Count >= (uint)items.Length) items = Grow();
        items[Count++] = item;
    }

    public T Pop() => items[--Count];

    public void Cut(int count) => Count = count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T[] Grow()
    {
        Array.Resize(ref items, Count * 2);
        return items;
    }
}
