using System.Globalization;

namespace Lever.Review.Cost;

/// <summary>A row of the shipped tables as text; its values are parsed when somebody asks.</summary>
/// <param name="Values"><c>8.7ns</c>, or by version: <c>3.8: 37ns; 3.11: 20ns</c>.</param>
/// <param name="Spread">What an exact figure is worth: <c>20%</c> either way, or <c>x3</c> for a factor either way.</param>
internal sealed record ShippedRow(string Id, string Values, string Meaning, string? Note, string Source, string Spread);

/// <summary>
/// The embedded tables. One row a line, <c>id | value or values by version | meaning | note</c>; the note may be missing.
/// <c>@source</c> and <c>@spread</c> hold for the rows that follow, and <c>#</c> starts a comment.
/// </summary>
internal static class ShippedCosts
{
    private static readonly string[] Tables = ["machine", "python", "libraries", "rust", "boundary"];

    private static readonly Lazy<Dictionary<string, ShippedRow>> Loaded = new(Load);

    public static IReadOnlyDictionary<string, ShippedRow> Rows => Loaded.Value;

    /// <summary>The row for an interpreter: of the nearest version measured at or below it, else of the oldest measured.</summary>
    /// <param name="python">Null where the target is unknown: then the newest measured, with an interval over all of them.</param>
    public static CostRow Resolve(ShippedRow row, (int Major, int Minor)? python)
    {
        if (!row.Values.Contains(':', StringComparison.Ordinal))
            return Row(row, Value(row.Values, row.Spread), Source(row.Source, row.Values, row.Spread));

        ((int, int) Version, string Text)? chosen = null;
        Quantity? all = null;
        var versions = row.Values.Split(';');
        foreach (var part in versions)
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var version = Version(part.AsSpan(0, colon).Trim());
            var text = part[(colon + 1)..].Trim();
            var value = Value(text, row.Spread);
            all = all is { } before
                ? value with { Value = new Interval(Math.Min(before.Value.Low, value.Value.Low), value.Value.Typical, Math.Max(before.Value.High, value.Value.High)) }
                : value;
            if (chosen is null || python is not { } target || version.CompareTo(target) <= 0) chosen = (version, text);
        }
        var (used, figure) = chosen!.Value;
        var name = FormattableString.Invariant($"CPython {used.Item1}.{used.Item2}");
        if (python is not null || versions.Length == 1)
            return Row(row, Value(figure, row.Spread), $"{Source(row.Source, figure, row.Spread)}, {name}");
        var oldest = versions[0][..versions[0].IndexOf(':', StringComparison.Ordinal)].Trim();
        return Row(row, all!.Value, $"{row.Source}, {name}; interval from {oldest} on, since no version is given");
    }

    private static CostRow Row(ShippedRow row, Quantity value, string source) =>
        new(row.Id, value, row.Meaning, source, CostLayer.Shipped, row.Note);

    private static string Source(string source, string figure, string spread)
    {
        if (figure.Contains("..", StringComparison.Ordinal)) return source;
        return spread.EndsWith('%') ? $"{source}, ±{spread[..^1]} %" : $"{source}, within a factor of {spread[1..]}";
    }

    private static Quantity Value(string text, string spread)
    {
        if (!Quantities.TryParse(text, out var value, out var problem)) throw new InvalidDataException($"{text}: {problem.Message}");
        var quantity = value.Value;
        if (!quantity.Value.IsExact) return quantity;
        var exact = quantity.Value.Typical;
        if (spread.StartsWith('x'))
        {
            var factor = double.Parse(spread.AsSpan(1), CultureInfo.InvariantCulture);
            return quantity with { Value = new Interval(exact / factor, exact, exact * factor) };
        }
        var share = double.Parse(spread.AsSpan(0, spread.Length - 1), CultureInfo.InvariantCulture) / 100;
        return quantity with { Value = new Interval(exact * (1 - share), exact, exact * (1 + share)) };
    }

    private static (int, int) Version(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        return (int.Parse(text[..dot], CultureInfo.InvariantCulture), int.Parse(text[(dot + 1)..], CultureInfo.InvariantCulture));
    }

    private static Dictionary<string, ShippedRow> Load()
    {
        var rows = new Dictionary<string, ShippedRow>(StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            using var stream = typeof(ShippedCosts).Assembly.GetManifestResourceStream($"costs/{table}.costs")
                ?? throw new InvalidDataException($"the table costs/{table}.costs is not embedded");
            using var reader = new StreamReader(stream);
            var (source, spread) = ("", "");
            while (reader.ReadLine() is { } line)
            {
                if (line.Length == 0 || line[0] == '#') continue;
                if (line.StartsWith("@source ", StringComparison.Ordinal)) source = line["@source ".Length..].Trim();
                else if (line.StartsWith("@spread ", StringComparison.Ordinal)) spread = line["@spread ".Length..].Trim();
                else Add(rows, line.Split('|', 4, StringSplitOptions.TrimEntries), source, spread);
            }
        }
        return rows;
    }

    private static void Add(Dictionary<string, ShippedRow> rows, string[] fields, string source, string spread) =>
        rows.Add(fields[0], new ShippedRow(fields[0], fields[1], fields[2], fields.Length > 3 ? fields[3] : null, source, spread));
}
