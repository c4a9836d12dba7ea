using System.Globalization;
using Lever.Experiments.Harnesses;

namespace Lever.Experiments.Equivalence;

/// <summary>Compares what two calls of Rust code did, by the texts that the harness made of it.</summary>
internal static class RustComparison
{
    private const int Longest = 200;

    /// <param name="isOrderFree">The baseline's own order varies, as that of a hash map does: it says nothing.</param>
    /// <returns>At most one difference of each aspect.</returns>
    public static List<Difference> Compare(int number, RustObservation before, RustObservation after, Agreement agreement, bool isOrderFree = false)
    {
        var found = new List<Difference>();
        var label = before.Call.Length > 0 ? before.Call : after.Call.Length > 0 ? after.Call : string.Create(CultureInfo.InvariantCulture, $"input {number}");
        if (before.Panicked is null != after.Panicked is null) Hold(Aspect.Exception, Outcome(before), Outcome(after));
        else if (before.Panicked != after.Panicked && !agreement.Has(Clause.ExceptionText)) Hold(Aspect.ExceptionArguments, Outcome(before), Outcome(after));
        else if (before.Panicked is null)
        {
            if (before.ToldBy != after.ToldBy && !agreement.Has(Clause.Type)) Hold(Aspect.Type, $"told by {before.ToldBy}", $"told by {after.ToldBy}");
            else if (Differing(before.Result, after.Result) is { } result) Hold(result == Aspect.Order ? result : Aspect.Result, before.Result, after.Result);
            if (Differing(before.Arguments, after.Arguments) is { } arguments) Hold(arguments == Aspect.Order ? arguments : Aspect.Arguments, before.Arguments, after.Arguments);
        }
        if (before.Output != after.Output && !agreement.Has(Clause.Output)) Hold(Aspect.Output, before.Output, after.Output);
        return found;

        void Hold(Aspect aspect, string one, string other) => found.Add(new Difference(number, label, aspect, "", Shortened(one), Shortened(other)));

        Aspect? Differing(string one, string other)
        {
            if (one == other || AreNear(one, other, agreement.Floats)) return null;
            if (!HasSameParts(one, other)) return Aspect.Result;
            return isOrderFree || agreement.Has(Clause.Order) ? null : Aspect.Order;
        }
    }

    /// <summary>Does a call leave its variables in another state, so that a second one gives something else?</summary>
    public static bool ChangesItsVariables(RustObservation seen) => seen.Again is { } again && again != seen.Result && !HasSameParts(seen.Result, again);

    private static string Outcome(RustObservation seen) => seen.Panicked is { } message ? $"panics: {message}" : seen.Result;

    /// <summary>The same text but for floats that count as equal.</summary>
    private static bool AreNear(string one, string other, FloatTolerance floats)
    {
        if (floats == FloatTolerance.Exact) return false;
        var (first, second) = (Parts(one), Parts(other));
        if (first.Count != second.Count) return false;
        for (var at = 0; at < first.Count; at++)
        {
            if (first[at] == second[at]) continue;
            if (!double.TryParse(first[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var left) || !double.TryParse(second[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var right) || !floats.Accepts(left, right)) return false;
        }
        return true;
    }

    private static bool HasSameParts(string one, string other)
    {
        if (Sum(one) is { } sum) return sum == Sum(other);
        return one.Length == other.Length && Parts(one).Order(StringComparer.Ordinal).SequenceEqual(Parts(other).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>Of a text that was too long to be told: its length and the hash in which order plays no part. They stand before the other hash.</summary>
    private static string? Sum(string text) => text.LastIndexOf("… ", StringComparison.Ordinal) is >= 0 and var at && text[at..].Split(' ') is [_, var length, "bytes", var sum, { Length: 16 }] ? $"{length} {sum}" : null;

    /// <summary>What stands between the brackets, commas and colons of a text that was made for reading.</summary>
    private static List<string> Parts(string text)
    {
        var (parts, start) = (new List<string>(), 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] is not (',' or ' ' or '[' or ']' or '{' or '}' or '(' or ')' or ':')) continue;
            if (at > start) parts.Add(text[start..at]);
            start = at + 1;
        }
        return parts;
    }

    private static string Shortened(string text) => text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
}
