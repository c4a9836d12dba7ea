namespace Lever.Review.Findings;

/// <summary>What a run looked at.</summary>
/// <param name="Read">Files that were read whole.</param>
/// <param name="Skipped">Files that were found and not read: too large, binary, or not decodable.</param>
/// <param name="Bytes">Bytes of the files read.</param>
public readonly record struct FileCounts(int Read, int Skipped, long Bytes);

/// <summary>Something in the input that kept a file, or a part of it, from being reviewed.</summary>
/// <param name="Path">Relative to the current folder, with forward slashes.</param>
/// <param name="Line">Counted from 1; 1 where the whole file is meant.</param>
/// <param name="Message">A sentence without its final period, starting in lower case.</param>
public sealed record FileProblem(string Path, int Line, string Message)
{
    /// <summary>Is it a fault of Lever's own, and none of the file's?</summary>
    public bool IsFault { get; init; }
}

/// <summary>A finding that the project has accepted.</summary>
/// <param name="Path">Relative to the project's folder, with forward slashes.</param>
/// <param name="Symbol">What holds it, for those who read the file.</param>
/// <param name="Code">The finding's <see cref="Finding.CodeFingerprint"/>; empty where it was not known.</param>
public readonly record struct BaselineEntry(string Path, string Rule, string Symbol, string Fingerprint, string Code)
{
    /// <summary>Each once, in an order that is the same everywhere.</summary>
    public static IReadOnlyList<BaselineEntry> Sorted(IEnumerable<BaselineEntry> entries) =>
        [.. entries.Distinct().OrderBy(entry => entry.Path, StringComparer.Ordinal).ThenBy(entry => entry.Rule, StringComparer.Ordinal)
            .ThenBy(entry => entry.Symbol, StringComparer.Ordinal).ThenBy(entry => entry.Fingerprint, StringComparer.Ordinal)];
}

/// <summary>How a check stands to the findings that the project has accepted.</summary>
/// <param name="File">The baseline, as it is named to the user.</param>
/// <param name="Known">How many findings are not reported because the baseline holds them.</param>
/// <param name="Gone">What the baseline holds and nothing matches any more; null where too little was looked at to tell.</param>
public sealed record BaselineStanding(string File, int Known, IReadOnlyList<BaselineEntry>? Gone)
{
    /// <summary>Of a part of a check: what the baseline holds of files that are not there any more, and may have moved to where another part looks.</summary>
    public IReadOnlyList<BaselineEntry> Missing { get; init; } = [];
}

/// <summary>A finished check: every finding that is to be shown, in reading order.</summary>
public sealed record CheckResult
{
    public required FileCounts Files { get; init; }

    /// <summary>Sorted by path, then notebook cell, then position, whatever order they were given in.</summary>
    public required IReadOnlyList<Finding> Findings { get; init => field = ReadingOrder.Of(value); }

    /// <summary>Sorted by path, then line.</summary>
    public IReadOnlyList<FileProblem> Problems { get; init => field = ReadingOrder.Of(value); } = [];

    /// <summary>Findings that a wider selection would show: lower tiers, tests and start-up code.</summary>
    public int Withheld { get; init; }

    /// <summary>The commit whose later changes alone were looked at, as the user named it; null for all of the code.</summary>
    public string? Since { get; init; }

    /// <summary>Null where the project has no baseline.</summary>
    public BaselineStanding? Baseline { get; init; }

    /// <summary>Whether the run was interrupted, so that files may be missing.</summary>
    public bool StoppedEarly { get; init; }
}

/// <summary>The order in which every report lists places: ordinal, hence the same under any culture and on any machine.</summary>
public static class ReadingOrder
{
    public static IReadOnlyList<Finding> Of(IEnumerable<Finding> findings) => [.. findings.Order(Comparer<Finding>.Create(Compare))];

    public static IReadOnlyList<FileProblem> Of(IEnumerable<FileProblem> problems) =>
        [.. problems.OrderBy(problem => problem.Path, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Message, StringComparer.Ordinal)];

    public static int Compare(Finding left, Finding right)
    {
        var order = string.CompareOrdinal(left.Path, right.Path);
        if (order == 0) order = Nullable.Compare(left.Cell, right.Cell);
        if (order == 0) order = left.Range.Start.CompareTo(right.Range.Start);
        if (order == 0) order = left.Range.End.CompareTo(right.Range.End);
        if (order == 0) order = string.CompareOrdinal(left.Rule.Name, right.Rule.Name);
        return order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
    }
}
