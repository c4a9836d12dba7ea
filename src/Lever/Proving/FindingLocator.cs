using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>A finding with the file it is in.</summary>
/// <param name="Analysed">Of the bytes that it is about.</param>
internal sealed record LocatedFinding(Finding Finding, SourceFile File, ContentHash Analysed, Configuration Configuration);

/// <summary>Finds the finding that a user names.</summary>
internal static class FindingLocator
{
    private const int FewestDigits = 6;

    /// <param name="name">Its fingerprint or the first six digits of it or more; or <c>PATH:LINE</c>, with <c>:RULE</c> where several stand there.</param>
    /// <returns>It, or a sentence that says why not.</returns>
    public static (LocatedFinding? Found, string? Problem) Find(string name, Host host, GlobalChoices chosen)
    {
        var place = Place.Of(name);
        if (place is { } asked && host.Workspace?.Resolve(asked.File) is { Problem: { } outside }) return (null, outside);
        // The whole project is read, since names of modules, and with them fingerprints, depend on the packages around a file.
        var folder = place is { } at ? ProjectFolder.Above(Path.GetDirectoryName(Path.GetFullPath(at.File, host.CurrentFolder))!, host.Workspace) : ".";
        var request = new JobRequest { Paths = [folder], Global = chosen with { IsQuiet = true }, Everything = true };
        if (place is { } named && !File.Exists(Path.GetFullPath(named.File, host.CurrentFolder))) return (null, $"there is no file {named.File}");
        if (place is null && (name.Length < FewestDigits || !name.All(char.IsAsciiHexDigit)))
            return (null, $"`{name}` names no finding; give a fingerprint, or PATH:LINE, as `lever check --format json` lists them");
        if (ReviewJob.Collect(request, host, [.. RuleCatalog.All.Select(rule => rule.Name)]) is not { } job) return (null, "the project cannot be read");
        var run = FileChecks.Run(job, withProfile: true, wantsHashes: true);
        var found = new List<LocatedFinding>();
        foreach (var file in run.Results)
            foreach (var finding in file.Analysis?.Findings ?? [])
                if (place?.Holds(finding, host) ?? finding.Fingerprint.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                    found.Add(new LocatedFinding(finding, file.File, file.Hash, job.Configuration));
        if (found.Count == 1) return (found[0], null);
        if (found.Count == 0)
            return (null, place is { } empty ? string.Create(CultureInfo.InvariantCulture, $"there is no finding at {empty.File}:{empty.Line}") : $"there is no finding `{name}` in this folder");
        var each = found.Select(one => $"{one.Finding.Path}:{one.Finding.Range.Start.Line.ToString(CultureInfo.InvariantCulture)}:{one.Finding.Rule.Name}");
        return (null, $"`{name}` may be any of {string.Join(", ", each)}; name one of these");
    }

    private readonly record struct Place(string File, int Line, string? Rule)
    {
        public static Place? Of(string name)
        {
            var parts = name.Split(':');
            if (parts.Length < 2) return null;
            var hasRule = parts.Length > 2 && !int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
            var line = parts[hasRule ? ^2 : ^1];
            if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            return new Place(string.Join(':', parts[..(hasRule ? ^2 : ^1)]), number, hasRule ? parts[^1] : null);
        }

        public bool Holds(Finding finding, Host host) => finding.Range.Start.Line == Line
            && Path.GetFullPath(finding.Path, host.CurrentFolder) == Path.GetFullPath(File, host.CurrentFolder) && (Rule is null || finding.Rule.Name == Rule);
    }
}
