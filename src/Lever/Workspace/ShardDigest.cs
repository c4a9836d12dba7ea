using System.Globalization;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Reports;

namespace Lever.Workspace;

/// <summary>What tells parts of one check from parts of different ones.</summary>
internal static class ShardDigest
{
    /// <param name="job">Of one part.</param>
    public static ShardInfo Of(ReviewJob job)
    {
        var (request, settings, shard) = (job.Request, job.Settings, job.Request.Shard!.Value);
        var text = new StringBuilder();
        foreach (var path in request.Paths) Add("path", path);
        foreach (var pattern in request.RulePatterns) Add("rules", pattern);
        Add("select", string.Join(',', settings.Check.Select.Select(pattern => pattern.Text)));
        Add("ignore", string.Join(',', settings.Check.Ignore.Select(pattern => pattern.Text)));
        Add("all", job.Everything ? "yes" : "no");
        Add("since", job.Changed?.Commit);
        Add("python", settings.Target.Python?.ToString());
        Add("rust", settings.Target.Rust?.ToString());
        Add("configuration", job.Configuration.Origin is { } file ? FileDigest(Path.GetFullPath(file, job.CurrentFolder)) : null);
        Add("clippy", request.Clippy is { } clippy ? FileDigest(Path.GetFullPath(clippy, job.CurrentFolder)) : null);
        Add("baseline", job.Baseline is { } baseline ? Hex(baseline.Hash) : null);
        foreach (var row in job.Calibrated) Add("cost", row.ToString());
        return new ShardInfo(shard.Index, shard.Count, Digest(text.ToString()), Digest(string.Join('\n', job.Project.Select(each => each.Path))));

        void Add(string what, string? value) => text.Append(what).Append('=').Append(value).Append('\n');
    }

    private static string FileDigest(string file)
    {
        try
        {
            return Hex(ContentHash.Of(FileReader.ReadSmall(file)));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            // It was there a moment ago; parts that see it still will differ.
            return "";
        }
    }

    private static string Digest(string text) => Hex(ContentHash.Of(Encoding.UTF8.GetBytes(text)));

    private static string Hex(ContentHash hash) => hash.Value.ToString("x16", CultureInfo.InvariantCulture);
}
