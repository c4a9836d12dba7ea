using System.Collections.Immutable;
using System.Globalization;

namespace Lever.Experiments.Equivalence;

/// <summary>A change of behaviour that a user may accept.</summary>
public enum Clause
{
    /// <summary>Elements of results may come in another order.</summary>
    Order,

    /// <summary>Elements must be hashable: <c>TypeError</c> for those that are not.</summary>
    Hashable,

    /// <summary>An iterator in place of a list, or the other way round; errors may appear while it is consumed.</summary>
    Lazy,

    /// <summary>Exceptions of the same type may carry another text.</summary>
    ExceptionText,

    /// <summary>Any exception in place of any other; never one in place of a result.</summary>
    ExceptionType,

    /// <summary>Results may be of another type with equal contents.</summary>
    Type,

    /// <summary>Results may share objects with arguments or with each other.</summary>
    Sharing,

    /// <summary>Results may be remembered from call to call.</summary>
    Cache,

    /// <summary>Less may be logged or written.</summary>
    Output,
}

/// <summary>How near two floats must be to count as equal.</summary>
/// <param name="Relative">Largest difference as a part of the larger; 0 where it does not count.</param>
/// <param name="Ulps">Largest number of representable values between them; 0 where it does not count.</param>
public readonly record struct FloatTolerance(double Relative, long Ulps)
{
    public static FloatTolerance Exact { get; }

    /// <summary>Reads <c>exact</c>, <c>rel:1e-9</c> or <c>ulp:4</c>.</summary>
    public static FloatTolerance? Parse(string text)
    {
        if (text == "exact") return Exact;
        if (text.StartsWith("rel:", StringComparison.Ordinal) && double.TryParse(text.AsSpan(4), NumberStyles.Float, CultureInfo.InvariantCulture, out var relative)
            && relative is >= 0 and < 1)
            return new FloatTolerance(relative, 0);
        if (text.StartsWith("ulp:", StringComparison.Ordinal) && long.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var ulps))
            return new FloatTolerance(0, ulps);
        return null;
    }

    public bool Accepts(double one, double other)
    {
        if (this == Exact || double.IsNaN(one) || double.IsNaN(other) || double.IsInfinity(one) || double.IsInfinity(other)) return false;
        if (one == 0 && other == 0) return double.IsNegative(one) == double.IsNegative(other);
        if (Math.Abs(one - other) <= Relative * Math.Max(Math.Abs(one), Math.Abs(other))) return true;
        return double.IsNegative(one) == double.IsNegative(other) && Math.Abs(BitConverter.DoubleToInt64Bits(one) - BitConverter.DoubleToInt64Bits(other)) <= Ulps;
    }
}

/// <summary>What the user accepts as no difference. Everything else counts.</summary>
/// <param name="Exceptions">Pairs of exception types, by their last names: the second may be raised in place of the first.</param>
public sealed record Agreement(ImmutableHashSet<Clause> Clauses, ImmutableArray<(string Before, string After)> Exceptions, FloatTolerance Floats)
{
    public static Agreement Nothing { get; } = new([], [], FloatTolerance.Exact);

    public bool Has(Clause clause) => Clauses.Contains(clause);

    /// <summary>
    /// The clauses that the sentences of a finding's contract amount to. A sentence that speaks of code and not of what a call
    /// shows, such as one about what a loop changes, adds nothing: behaviour under it must stay the same.
    /// </summary>
    public static Agreement FromContract(IEnumerable<string> sentences, FloatTolerance floats)
    {
        var clauses = ImmutableHashSet.CreateBuilder<Clause>();
        var exceptions = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var sentence in sentences)
        {
            if (Says("hashable")) clauses.Add(Clause.Hashable);
            if (Says("order may change") || Says("any order") || Says("order does not matter")) clauses.Add(Clause.Order);
            if (Says("as a stream") || Says("generator") || Says("go through the result once")) clauses.Add(Clause.Lazy);
            if (Says("the same result object") || Says("do not change the results") || Says("not changed by callers") || Says("very same object"))
                clauses.UnionWith([Clause.Cache, Clause.Sharing]);
            if (Says("parts that are shared")) clauses.Add(Clause.Sharing);
            if (Replaced(sentence) is { } pair) exceptions.Add(pair);
            if (Says("last digits") && floats == FloatTolerance.Exact) floats = new FloatTolerance(1e-9, 0);

            bool Says(string words) => sentence.Contains(words, StringComparison.OrdinalIgnoreCase);
        }
        return new Agreement(clauses.ToImmutable(), exceptions.ToImmutable(), floats);
    }

    /// <summary>Reads "may raise A in place of B" and "raises A instead of B".</summary>
    private static (string, string)? Replaced(string sentence)
    {
        var words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var raise = Array.FindIndex(words, word => word is "raise" or "raises");
        if (raise < 0 || raise + 1 >= words.Length) return null;
        for (var at = raise + 2; at + 2 < words.Length; at++)
        {
            if (words[at] is "in" && words[at + 1] == "place" && at + 3 < words.Length && words[at + 2] == "of") return (Bare(words[at + 3]), Bare(words[raise + 1]));
            if (words[at] is "instead" && words[at + 1] == "of") return (Bare(words[at + 2]), Bare(words[raise + 1]));
        }
        return null;
    }

    /// <summary>The last name of a type: that is what an exception is known by, wherever it comes from.</summary>
    private static string Bare(string word) => word.Trim('`', '.', ',', ';') is var name ? name[(name.LastIndexOf('.') + 1)..] : word;
}
