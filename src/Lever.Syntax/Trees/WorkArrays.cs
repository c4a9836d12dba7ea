namespace Lever.Syntax.Trees;

/// <summary>Arrays that parsers fill and reuse from file to file. They are not cleared: whoever uses one writes each element before reading it.</summary>
internal static class WorkArrays
{
    /// <summary>A longer array with the first elements of a shorter one.</summary>
    /// <param name="kept">How many elements are kept.</param>
    public static T[] Enlarged<T>(T[] items, int kept, int length)
        where T : unmanaged
    {
        var larger = GC.AllocateUninitializedArray<T>(length);
        items.AsSpan(0, kept).CopyTo(larger);
        return larger;
    }
}
