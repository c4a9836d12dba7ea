using Lever.Review.Semantics.Python;

namespace Lever.Review.Rules.Python.Data;

/// <summary>How patches of Django's queries load related rows together with the rows that ask for them.</summary>
internal static class RelatedRows
{
    /// <summary>What such a patch asks of whoever makes it.</summary>
    public const string Contract = "what is related is read together with the rows, and held in memory with them";

    /// <summary>The steps at a query's end; empty where nothing can be loaded ahead.</summary>
    public static string Steps(IReadOnlyList<RowNeed> needs)
    {
        var (joined, ahead) = (Paths(needs, RowNeedKind.Joined), Paths(needs, RowNeedKind.Prefetched));
        return (joined.Count > 0 ? $".select_related({Listed(joined)})" : "") + (ahead.Count > 0 ? $".prefetch_related({Listed(ahead)})" : "");
    }

    /// <summary>The longest paths of a kind: they load the shorter ones too.</summary>
    public static List<string> Paths(IReadOnlyList<RowNeed> needs, RowNeedKind kind)
    {
        var paths = needs.Where(need => need.Kind == kind).Select(need => need.Path).Distinct().ToList();
        return [.. paths.Where(path => !paths.Exists(other => other.StartsWith(path + "__", StringComparison.Ordinal)))];
    }

    public static string Listed(IReadOnlyList<string> paths) => string.Join(", ", paths.Select(path => $"\"{path}\""));
}
