using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>Rule patterns as the user writes them, held against the rules there are.</summary>
internal static class RuleNames
{
    /// <summary>What is wrong with a pattern: it selects nothing. Null where it is right, or the names are not known.</summary>
    public static string? ProblemOf(GlobPattern pattern, IReadOnlyList<string> ruleNames)
    {
        if (ruleNames.Count == 0 || ruleNames.Any(pattern.Covers)) return null;
        return $"no rule is called `{pattern}`{NearestWord.Hint(pattern.Text, ruleNames)}";
    }
}
