using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Lever.Experiments.Equivalence;

/// <summary>Places that vary from run to run of the baseline alone, and therefore say nothing about a patch.</summary>
/// <param name="Places">An aspect with a place, indexes left out, such as <c>result[].id</c>.</param>
internal sealed record Masks(ImmutableHashSet<(Aspect Aspect, string Where)> Places)
{
    public static Masks None { get; } = new([]);

    public bool Cover(Difference difference)
    {
        var where = Folded(difference.Where);
        if (Places.Contains((difference.Aspect, where))) return true;
        // What varies as a whole varies in its parts.
        return Places.Any(place => place.Aspect == difference.Aspect && place.Aspect != Aspect.Order && where.StartsWith(place.Where, StringComparison.Ordinal)
            && where.Length > place.Where.Length && where[place.Where.Length] is '.' or '[');
    }

    public Masks With(IEnumerable<Difference> varying) => new(Places.Union(varying.Select(one => (one.Aspect, Folded(one.Where)))));

    internal static string Folded(string where)
    {
        var folded = new StringBuilder();
        var inside = false;
        foreach (var letter in where)
        {
            if (letter == ']') inside = false;
            if (!inside) folded.Append(letter);
            if (letter == '[') inside = true;
        }
        return folded.ToString();
    }
}

/// <summary>Compares what two versions did on one input.</summary>
internal static class Comparison
{
    /// <summary>All differences but those that the user agreed to. Nothing seen on one side is a difference.</summary>
    public static List<Difference> Compare(Observation before, Observation after, Agreement agreement)
    {
        var found = new List<Difference>();
        if (before.NoAnswer is not null || after.NoAnswer is not null || before.Unmade is not null || after.Unmade is not null)
        {
            var (first, second) = (Absence(before), Absence(after));
            // Equal silence shows nothing.
            found.Add(new Difference(before.Case, before.Call, Aspect.NoAnswer, "", first, second));
            return found;
        }
        // Equal arguments were made by each side's own classes, so the calls may read differently; the baseline's is shown.
        if (IsAgreedException(before, after, agreement)) return found;
        new GraphComparison(before, after, agreement, found).Run();
        CompareFacts(before, after, agreement, found);
        if (!before.Unseen.IsEmpty || !after.Unseen.IsEmpty)
            found.Add(new Difference(before.Case, before.Call, Aspect.Unseen, "", Short(string.Join(", ", before.Unseen)), Short(string.Join(", ", after.Unseen))));
        return found;
    }

    private static string Absence(Observation side) =>
        side.NoAnswer ?? (side.Unmade is { } why ? "the arguments cannot be made: " + why : "an answer");

    private static bool IsAgreedException(Observation before, Observation after, Agreement agreement)
    {
        if (after.Raised is not { } raised) return false;
        if (agreement.Has(Clause.Hashable) && raised == "TypeError" && before.Raised != "TypeError" && TextOf(after).Contains("unhashable", StringComparison.Ordinal)) return true;
        if (before.Raised is not { } original) return false;
        return agreement.Has(Clause.ExceptionType) && original != raised
            || agreement.Exceptions.Any(pair => Last(original) == pair.Before && Last(raised) == pair.After);
    }

    private static string TextOf(Observation side) => GraphComparison.Render(side, side.Roots["raised"], 2000);

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static void CompareFacts(Observation before, Observation after, Agreement agreement, List<Difference> found)
    {
        var values = found.Exists(one => one.Aspect is Aspect.Result or Aspect.Order or Aspect.Type) || agreement.Has(Clause.Order) || agreement.Floats != FloatTolerance.Exact;
        var raises = before.Raised != after.Raised;
        foreach (var name in before.Facts.Keys.Union(after.Facts.Keys).Order(StringComparer.Ordinal))
        {
            var (first, second) = (before.Facts.GetValueOrDefault(name, ""), after.Facts.GetValueOrDefault(name, ""));
            if (first == second) continue;
            // The digests of items as they came add something only where the items themselves are equal at the end.
            if (name == "items" && values) continue;
            // How far an input was read before an exception is part of the exception's difference.
            if (raises && name is "when" or "end") continue;
            var aspect = AspectOf(name);
            if (aspect == Aspect.Laziness && agreement.Has(Clause.Lazy)) continue;
            if (aspect is Aspect.Output or Aspect.Logging && agreement.Has(Clause.Output)) continue;
            if (aspect == Aspect.Globals && agreement.Has(Clause.Cache)) continue;
            found.Add(new Difference(before.Case, before.Call, aspect, Where(aspect, name), Short(first), Short(second)));
        }
    }

    private static string Where(Aspect aspect, string name) => aspect switch
    {
        Aspect.Output => name,
        Aspect.Laziness => name switch
        {
            "lazy" => "an iterator or not",
            "consumed" or "taken" => "how much of a one-shot input is taken",
            "when" => "when it raises",
            "items" => "items as they come",
            _ => "how the iteration ends",
        },
        _ => "",
    };

    private static Aspect AspectOf(string fact) => fact switch
    {
        "stdout" or "stderr" => Aspect.Output,
        "logging" => Aspect.Logging,
        "warnings" => Aspect.Warnings,
        "files" => Aspect.Files,
        "calls" => Aspect.Callbacks,
        "globals" => Aspect.Globals,
        "process" => Aspect.Process,
        "left running" => Aspect.LeftRunning,
        _ => Aspect.Laziness,
    };

    internal static string Short(string text) => text.Length switch
    {
        0 => "nothing",
        > 300 => string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 280)}… ({text.Length} characters)"),
        _ => text,
    };
}
