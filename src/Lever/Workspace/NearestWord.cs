namespace Lever.Workspace;

/// <summary>Finds what someone who mistyped a word probably meant.</summary>
internal static class NearestWord
{
    /// <summary>
    /// The candidate with the least edits (insert, delete, replace, swap two neighbours) from the word; null where even that one
    /// differs in more than a third of its letters. The first of equals wins.
    /// </summary>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(word, candidate);
            if (distance >= least || distance > Math.Max(1, Math.Max(word.Length, candidate.Length) / 3)) continue;
            nearest = candidate;
            least = distance;
        }
        return nearest;
    }

    /// <summary>"; did you mean `x`?", or the choices where nothing is near.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> candidates)
    {
        if (To(word, candidates) is { } nearest) return $"; did you mean `{nearest}`?";
        return candidates.Count is 0 or > 20 ? "" : $"; choose from {string.Join(", ", candidates)}";
    }

    /// <summary>The optimal string alignment distance (Damerau and Levenshtein's, each letter edited once).</summary>
    private static int Distance(string left, string right)
    {
        // A word this long is no typing slip of ours, and the table grows with the product of the lengths.
        if (left.Length > 100 || right.Length > 100) return int.MaxValue;
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                var best = Math.Min(replace, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    best = Math.Min(best, table[i - 2, j - 2] + 1);
                table[i, j] = best;
            }
        }
        return table[left.Length, right.Length];
    }
}
