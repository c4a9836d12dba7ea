namespace Lever.Dev.Mutations;

/// <summary>Makes an input smaller while it keeps a property, first by lines, then by bytes (Zeller's delta debugging).</summary>
internal static class Reducer
{
    /// <param name="holds">The property; true for <paramref name="source"/>.</param>
    /// <param name="budget">How often the property may be asked for.</param>
    public static byte[] Reduce(byte[] source, Func<byte[], bool> holds, int budget)
    {
        var byLine = Shrink(SplitLines(source), holds, ref budget);
        return Shrink([.. byLine.Select(value => new[] { value })], holds, ref budget);
    }

    private static byte[] Shrink(List<byte[]> parts, Func<byte[], bool> holds, ref int budget)
    {
        for (var size = Math.Max(1, parts.Count / 2); ; size = Math.Max(1, size / 2))
        {
            var shrank = false;
            for (var start = 0; start < parts.Count && budget > 0;)
            {
                var without = new List<byte[]>(parts);
                without.RemoveRange(start, Math.Min(size, parts.Count - start));
                budget--;
                if (holds(Join(without)))
                {
                    parts = without;
                    shrank = true;
                }
                else start += size;
            }
            if ((size == 1 && !shrank) || budget <= 0) return Join(parts);
        }
    }

    private static List<byte[]> SplitLines(byte[] source)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < source.Length;)
        {
            var length = source.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? source.Length : start + length + 1;
            lines.Add(source[start..end]);
            start = end;
        }
        return lines;
    }

    private static byte[] Join(List<byte[]> parts) => [.. parts.SelectMany(part => part)];
}
