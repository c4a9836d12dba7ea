using System.Collections.Concurrent;

namespace Lever.Review.Cost;

/// <summary>
/// Unit costs in three layers, the nearer first: the user's, calibrated ones, shipped ones. Immutable; reading it from
/// several threads is safe.
/// </summary>
public sealed class CostTable
{
    private readonly IReadOnlyDictionary<string, CostRow> user;
    private readonly IReadOnlyList<(CostRow Row, (int Major, int Minor)? Python)> calibrated;
    private readonly ConcurrentDictionary<string, CostRow> resolved = new(StringComparer.Ordinal);

    private CostTable(
        (int Major, int Minor)? python,
        IReadOnlyList<(CostRow Row, (int Major, int Minor)? Python)> calibrated,
        IReadOnlyDictionary<string, CostRow> user)
    {
        Python = python;
        this.calibrated = calibrated;
        this.user = user;
    }

    /// <summary>The shipped rows alone, for no interpreter in particular.</summary>
    public static CostTable Shipped { get; } = new(null, [], new Dictionary<string, CostRow>());

    /// <summary>The CPython versions that rows which depend on the interpreter were measured on, oldest first.</summary>
    public static IReadOnlyList<(int Major, int Minor)> MeasuredPythons { get; } = [(3, 8), (3, 11), (3, 13)];

    /// <summary>The interpreter whose rows are used; null where it is unknown, and intervals cover all versions.</summary>
    public (int Major, int Minor)? Python { get; }

    /// <summary>The same table for an interpreter version.</summary>
    public CostTable For((int Major, int Minor)? python) => python == Python ? this : new CostTable(python, calibrated, user);

    /// <summary>Adds what calibration measured. Rows that cannot be used are left out and told of.</summary>
    public CostTable WithCalibrated(IEnumerable<CostEntry> entries, out IReadOnlyList<CostEntryProblem> problems)
    {
        var read = Read(entries, CostLayer.Calibrated, out problems);
        return new CostTable(Python, [.. read, .. calibrated], user);
    }

    /// <summary>Adds the user's <c>[costs]</c>, new ids included. Rows that cannot be used are left out and told of.</summary>
    public CostTable WithUser(IEnumerable<CostEntry> entries, out IReadOnlyList<CostEntryProblem> problems)
    {
        var rows = new Dictionary<string, CostRow>(user, StringComparer.Ordinal);
        foreach (var (row, _) in Read(entries, CostLayer.User, out problems)) rows[row.Id] = row;
        return new CostTable(Python, calibrated, rows);
    }

    /// <summary>The row in force for an id; null where there is none.</summary>
    public CostRow? Find(string id)
    {
        if (user.TryGetValue(id, out var own)) return own;
        foreach (var (row, python) in calibrated)
            if (row.Id == id && (python is null || Python is null || python == Python)) return row;
        if (!ShippedCosts.Rows.TryGetValue(id, out var shipped)) return null;
        return resolved.GetOrAdd(id, static (_, row) => ShippedCosts.Resolve(row.shipped, row.Python), (shipped, Python));
    }

    /// <summary>Every id there is a row for, in ordinal order.</summary>
    public IReadOnlyList<string> Ids =>
        [.. ShippedCosts.Rows.Keys.Concat(user.Keys).Concat(calibrated.Select(row => row.Row.Id)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The id most like a name that has no row; null where none is near.</summary>
    public string? Nearest(string name)
    {
        if (name.Length > 64) return null;
        var (best, least) = ((string?)null, Math.Min(2, name.Length / 3) + 1);
        foreach (var id in Ids)
        {
            var distance = Distance(name, id);
            if (distance < least) (best, least) = (id, distance);
        }
        return best ?? Ids.FirstOrDefault(id => id.EndsWith("." + name, StringComparison.Ordinal));
    }

    /// <summary>Why a name that is no row was probably meant as one, with the remedy; null where it reads as a size.</summary>
    internal string? MistakeIn(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return null;
        if (Nearest(name) is { } nearest) return $"no cost row '{name}'; the nearest is '{nearest}'. If it is a size, give it: -n {name}=100..1000";
        var family = name[..(dot + 1)];
        return Ids.Any(id => id.StartsWith(family, StringComparison.Ordinal))
            ? $"no cost row '{name}'. If it is a size, give it: -n {name}=100..1000; if it is a cost, write the figure itself, such as 3us, or add the row under [costs]"
            : null;
    }

    /// <summary>Whether a text can name a size or a row: words of letters, digits and underscores with dots between.</summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= 256
        && (char.IsLetter(text[0]) || text[0] == '_')
        && text.Split('.').All(word => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c == '_'))
        && CostFunctions.Named(text) is null;

    private static List<(CostRow Row, (int Major, int Minor)? Python)> Read(
        IEnumerable<CostEntry> entries, CostLayer layer, out IReadOnlyList<CostEntryProblem> problems)
    {
        var rows = new List<(CostRow, (int, int)?)>();
        var found = new List<CostEntryProblem>();
        problems = found;
        foreach (var entry in entries)
        {
            if (!IsName(entry.Id))
            {
                found.Add(new(entry.Id, new CostProblem(1, $"'{entry.Id}' cannot name a cost row; use words of letters, digits and '_' with dots between, such as db.orders")));
                continue;
            }
            if (!Quantities.TryParse(entry.Cost, out var value, out var problem))
            {
                found.Add(new(entry.Id, problem));
                continue;
            }
            var shipped = ShippedCosts.Rows.TryGetValue(entry.Id, out var row) ? ShippedCosts.Resolve(row, null) : null;
            if (shipped is not null && shipped.Value.Dimension != value.Value.Dimension)
            {
                found.Add(new(entry.Id, new CostProblem(1, $"'{entry.Id}' is {shipped.Value.Dimension}, such as {shipped.Value.Typical}, but '{entry.Cost}' is {value.Value.Dimension}")));
                continue;
            }
            rows.Add((new CostRow(entry.Id, value.Value, shipped?.Meaning ?? "", entry.Source, layer, null), entry.Python));
        }
        return rows;
    }

    /// <summary>Edits between two names, an exchange of neighbours being one (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 2) return int.MaxValue;
        var (last, previous, row) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++) row[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            (last, previous, row) = (previous, row, last);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var isSame = one[i - 1] == other[j - 1];
                row[j] = Math.Min(Math.Min(row[j - 1], previous[j]) + 1, previous[j - 1] + (isSame ? 0 : 1));
                var isExchange = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if (isExchange) row[j] = Math.Min(row[j], last[j - 2] + 1);
            }
        }
        return row[other.Length];
    }
}
