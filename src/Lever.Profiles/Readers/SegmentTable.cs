namespace Lever.Profiles.Readers;

/// <summary>
/// Numbers the distinct texts of a file without copying them: it keeps where each stands first. The hash is seeded anew in every
/// run, so no file can be made to collide.
/// </summary>
internal sealed class SegmentTable
{
    private readonly List<(int Start, int Length, int Hash)> segments = [];
    private int[] slots = new int[256];

    public int Count => segments.Count;

    /// <summary>The number of the text at a place of the file; a new text gets <see cref="Count"/> as it was before.</summary>
    public int Intern(ReadOnlySpan<byte> file, int start, int length)
    {
        var text = file.Slice(start, length);
        var hash = Hash(text);
        var mask = slots.Length - 1;
        var slot = hash & mask;
        while (slots[slot] != 0)
        {
            var known = segments[slots[slot] - 1];
            if (known.Hash == hash && known.Length == length && file.Slice(known.Start, known.Length).SequenceEqual(text))
                return slots[slot] - 1;
            slot = (slot + 1) & mask;
        }
        segments.Add((start, length, hash));
        slots[slot] = segments.Count;
        if (segments.Count * 2 > slots.Length) Grow();
        return segments.Count - 1;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var i = 0; i < segments.Count; i++)
        {
            var slot = segments[i].Hash & mask;
            while (slots[slot] != 0) slot = (slot + 1) & mask;
            slots[slot] = i + 1;
        }
    }

    private static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}
