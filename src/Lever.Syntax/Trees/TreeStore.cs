using System.Runtime.InteropServices;

namespace Lever.Syntax.Trees;

/// <summary>
/// Memory for trees that are put away, outside of the collected heap: they are many, large, and all given up at once. Any number of threads may
/// put trees away at a time.
/// </summary>
public sealed unsafe class TreeStore : IDisposable
{
    private const int ChunkSize = 8 << 20;

    private readonly Lock gate = new();
    private readonly List<nint> chunks = [];
    private long left;
    private byte* next;
    private long room;

    /// <param name="limit">How many bytes of trees it takes; those past it have to be parsed again.</param>
    public TreeStore(long limit) => left = limit;

    /// <summary>Puts a tree away; null where there is no more room.</summary>
    public PackedTree? Pack(SyntaxTree tree) => PackedTree.Of(tree, this);

    /// <summary>Room for so many bytes; null where there is no more.</summary>
    internal byte* Take(long size)
    {
        size = (size + sizeof(long) - 1) & -sizeof(long);
        lock (gate)
        {
            if (size > left) return null;
            left -= size;
            if (size > room) Begin(Math.Max(size, ChunkSize));
            var taken = next;
            next += size;
            room -= size;
            return taken;
        }
    }

    private void Begin(long size)
    {
        // Pages of the usual size: a virtual machine takes huge ones that nobody uses back to its host, and gives them out again many times more slowly.
        next = (byte*)NativeMemory.Alloc((nuint)size);
        room = size;
        chunks.Add((nint)next);
    }

    /// <summary>Gives all memory back; the trees are gone.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var chunk in chunks) NativeMemory.Free((void*)chunk);
            chunks.Clear();
            (left, room) = (0, 0);
        }
    }
}
