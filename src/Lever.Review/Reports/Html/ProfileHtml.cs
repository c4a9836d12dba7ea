using System.Globalization;
using System.Text.Json;
using Lever.Profiles;
using Lever.Profiles.Writing;

namespace Lever.Review.Reports.Html;

/// <summary>The page of <c>lever profile show --format html</c>.</summary>
public static class ProfileHtml
{
    public static void Write(Stream output, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        using var page = new HtmlPage(output, profile.Name.Length > 0 ? profile.Name : "Profile");
        WritePanel(page, profile, marks: null);
    }

    /// <summary>What the profile is, what to doubt, the graph with its table, and what was left out.</summary>
    internal static void WritePanel(HtmlPage page, Profile profile, IReadOnlyDictionary<int, IReadOnlyList<int>>? marks)
    {
        page.Write($"<p class=\"soft\">{HtmlText.Of(Summary(profile))}</p>\n");
        if (profile.IdleShare(0) is > 0 and var idle)
        {
            var shown = profile.Stacks.IsEmpty ? "it stands in the table, marked" : "it is shown apart, by the choice of samples";
            page.Write($"<p>{(idle < 0.0005 ? "Less than 0.1 %" : Percent(idle))} of the weight is waiting; {shown}.</p>\n");
        }
        if (profile.Stacks.IsEmpty)
            page.Write($"<p>A {HtmlText.Of(profile.Format)} file holds functions with their callers, but no stacks, so there is no flame graph; a sampling profiler records them.</p>\n");
        foreach (var problem in profile.Problems) page.Write($"<p class=\"warning\">{HtmlText.Prose($"{problem.Place}: {problem.Message}")}</p>\n");
        foreach (var warning in profile.Warnings) page.Write($"<p class=\"warning\">{HtmlText.Prose(warning.Message)}</p>\n");
        var left = page.Profile(stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            return PageData.Write(json, profile, marks);
        });
        if (LeftOutText(left) is { } text) page.Write($"<p class=\"soft left-out\">{HtmlText.Of(text)}</p>\n");
    }

    private static string Summary(Profile profile)
    {
        var producer = profile.Producer.Length > 0 ? $" by {profile.Producer}" : "";
        var samples = profile.SampleCount is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} samples") : "";
        return $"{profile.Format}{producer}, {string.Join(" and ", profile.Metrics.Select(metric => metric.Name))}{samples}";
    }

    /// <summary>What a page does not draw apart; null where it holds everything.</summary>
    internal static string? LeftOutText(LeftOut left) => left.Limit <= 0
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"To open quickly, this page does not draw apart {left.Stacks} stacks of {left.Limit * 100:0.#####} % of the weight or less. ")
            + $"Together they hold {Percent(left.Share)}, and stand as “(lighter stacks)” where they were called. The table holds their weight too, but for single threads.";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");
}
