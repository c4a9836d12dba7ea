using Lever.Review.Findings;
using Lever.Review.Reports.Html;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever review --format html</c>.</summary>
internal static class ReviewPage
{
    public static void Write(Host host, ReviewJob job, ReviewResult result)
    {
        var lines = new SourceLines(job.Project);
        host.Out.Flush();
        ReviewHtml.Write(host.Output, result, new ReviewPageSources(lines.LinesOf, [.. job.Project.Select(file => file.Path)], Reviewing.Profiles(job)));
    }
}
