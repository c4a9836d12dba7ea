using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>Numbers the sources in the order in which a report first names them: <c>[1, 2]</c>.</summary>
internal sealed class SourceMarks(IReadOnlyList<NumberSource> sources)
{
    private readonly Dictionary<string, NumberSource> known = sources
        .DistinctBy(source => source.Id)
        .ToDictionary(source => source.Id, StringComparer.Ordinal);
    private readonly List<NumberSource> named = [];

    /// <summary>The sources named so far, in the order of their numbers.</summary>
    public IReadOnlyList<NumberSource> Named => named;

    /// <summary>A mark to stand after a claim, with a space in front; empty where the claim has no source.</summary>
    public string Of(IEnumerable<string> ids)
    {
        int[] numbers = [.. ids.Where(known.ContainsKey).Select(NumberOf).Distinct().Order()];
        return numbers.Length == 0
            ? ""
            : $" [{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";
    }

    private int NumberOf(string id)
    {
        var at = named.FindIndex(source => source.Id == id);
        if (at >= 0) return at + 1;
        named.Add(known[id]);
        return named.Count;
    }
}
