using Lever.Review.Reports.Html;

namespace Lever.Commands.Profiles;

/// <summary><c>lever profile show --format html</c>.</summary>
internal static class ProfilePage
{
    public static int Write(string path, string? output, Host host)
    {
        if (MeasurementReport.Holds(path, host))
        {
            host.Error.WriteLine($"lever: {path}: these are benchmark results, which have no page; `lever profile show` prints them");
            return ExitCode.Usage;
        }
        if (ProfileFile.Read(path, host) is not { } profile) return ExitCode.Usage;
        return ReportFile.Write(output, host, stream => ProfileHtml.Write(stream, profile)) ? ExitCode.Fine : ExitCode.Usage;
    }
}
