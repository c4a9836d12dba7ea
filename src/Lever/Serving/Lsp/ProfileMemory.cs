using Lever.Profiles.Joining;
using Lever.Review;
using Lever.Review.Findings;
using Lever.Review.Ranking;

namespace Lever.Serving.Lsp;

/// <summary>What a profile says of a function, ready to be shown.</summary>
/// <param name="Share">Of the profile's weight, with what the function calls: 0 to 1.</param>
internal readonly record struct FunctionShare(double Share, string Words);

/// <summary>
/// What profiles said of a document. They know places by lines of the code that ran, and only a whole check joins them to the code that is there; what
/// edits do not touch keeps until the next one what was said of it, by its fingerprint or its name.
/// </summary>
internal sealed class ProfileMemory
{
    private readonly Dictionary<string, Finding?> findings = new(StringComparer.Ordinal);
    private ILookup<string, FunctionShare> shares = Enumerable.Empty<string>().ToLookup(name => name, _ => default(FunctionShare));

    /// <summary>The findings that are worth showing, with what profiles say of them.</summary>
    /// <param name="path">The document's file, as the findings name it.</param>
    public IReadOnlyList<Finding> Learn(string path, IEnumerable<Finding> found, IReadOnlyList<ProfiledCode> joined)
    {
        findings.Clear();
        shares = (from code in joined
                  from function in code.Index.Functions
                  where function.Path == path && function.TotalShare >= ProfiledCode.Negligible
                  select (function.QualifiedName, Share: new FunctionShare(function.TotalShare, Words(function, code)))).ToLookup(each => each.QualifiedName, each => each.Share);
        var shown = new List<Finding>();
        foreach (var finding in found)
        {
            var weighed = Reviewer.Weighed(finding, joined);
            findings[finding.Fingerprint] = weighed;
            if (weighed is not null) shown.Add(weighed);
        }
        return shown;
    }

    /// <summary>The findings of an edited text with what was said of them before; new ones go by the code alone.</summary>
    public IReadOnlyList<Finding> Recall(IEnumerable<Finding> found)
    {
        var shown = new List<Finding>();
        foreach (var finding in found)
        {
            if (!findings.TryGetValue(finding.Fingerprint, out var known))
            {
                if (Reviewer.Weighed(finding, []) is { } alone) shown.Add(alone);
            }
            else if (known is not null)
            {
                shown.Add(finding with { Evidence = known.Evidence, Grade = known.Grade, Role = known.Role, Heat = known.Heat });
            }
        }
        return shown;
    }

    /// <summary>What each profile says of a function; nothing where none saw it.</summary>
    /// <param name="qualifiedName">Inside its module.</param>
    public IEnumerable<FunctionShare> SharesOf(string qualifiedName) => shares[qualifiedName];

    private static string Words(FunctionEvidence function, ProfiledCode code)
    {
        var calls = function.Calls is { } count ? $", {Figures.Count(count)} {(count == 1 ? "call" : "calls")}" : "";
        return $"{Figures.MeasuredShare(function.TotalShare)} of {code.MetricWords} in {code.Profile.Name}, {Figures.MeasuredShare(function.SelfShare)} its own{calls}";
    }
}
