using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Review.Rules;

/// <summary>Where a claim about speed or memory is made: at which sizes, on which interpreters or compilers.</summary>
/// <remarks>
/// <c>always</c>, <c>never</c>, or comparisons of <c>n</c>, <c>python</c> or <c>rust</c> joined by <c>and</c>, such as
/// <c>n &gt;= 32 and python &gt;= 3.11</c>.
/// </remarks>
public sealed record WinsClause
{
    private readonly IReadOnlyList<Comparison> comparisons;

    private WinsClause(string text, IReadOnlyList<Comparison> comparisons)
    {
        Text = text;
        this.comparisons = comparisons;
    }

    /// <summary>Nowhere.</summary>
    public static WinsClause Never { get; } = new("never", []);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The clause of a text; null where it is none, with the reason.</summary>
    public static WinsClause? Parse(string text, out string problem)
    {
        problem = "";
        if (text == Never.Text) return Never;
        if (text == "always") return new WinsClause(text, []);
        var comparisons = new List<Comparison>();
        foreach (var part in text.Split(" and "))
        {
            if (Comparison.Of(part) is not { } comparison)
            {
                problem = $"`{part}` is no condition: write `always`, `never`, or comparisons such as `n >= 32` and `python >= 3.11`, joined by `and`";
                return null;
            }
            comparisons.Add(comparison);
        }
        return new WinsClause(text, comparisons);
    }

    /// <summary>Is the claim made for inputs of size <paramref name="n"/> with this interpreter or compiler?</summary>
    public bool Holds(long n, Toolchain toolchain) => this != Never && comparisons.All(comparison => comparison.Holds(n, toolchain));

    public bool Equals(WinsClause? other) => other is not null && other.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    /// <param name="Version">The language whose versions are compared, major times 1,000 plus minor; null where sizes are.</param>
    private readonly record struct Comparison(Language? Version, string Operator, long Bound)
    {
        public static Comparison? Of(string text)
        {
            var words = text.Split(' ');
            if (words.Length != 3 || words[1] is not (">=" or "<=" or ">" or "<" or "==")) return null;
            if (words[0] == "n") return Number(words[2]) is { } size ? new Comparison(null, words[1], size) : null;
            Language? language = words[0] switch { "python" => Language.Python, "rust" => Language.Rust, _ => null };
            if (language is null || words[2].Split('.') is not [var major, var minor]) return null;
            return Number(major) is { } first && Number(minor) is { } second ? new Comparison(language, words[1], Ordered(first, second)) : null;
        }

        public bool Holds(long n, Toolchain toolchain)
        {
            if (Version is { } language && language != toolchain.Language) return false;
            var value = Version is null ? n : Ordered(toolchain.Major, toolchain.Minor);
            return Operator switch
            {
                ">=" => value >= Bound,
                "<=" => value <= Bound,
                ">" => value > Bound,
                "<" => value < Bound,
                _ => value == Bound,
            };
        }

        private static long Ordered(long major, long minor) => major * 1_000 + minor;

        private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
