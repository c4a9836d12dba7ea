using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lever.Review.Findings;

namespace Lever.Workspace;

/// <summary>What a run looks at, as far as findings depend on it: only runs that look at the same can tell that something is fixed.</summary>
/// <param name="Paths">Relative to the project's folder and sorted.</param>
/// <param name="Everything">Every tier in every role?</param>
/// <param name="WithClippy">Clippy's messages too?</param>
internal sealed record BaselineScope(IReadOnlyList<string> Paths, bool Everything, bool WithClippy)
{
    public bool Equals(BaselineScope? other) =>
        other is not null && Everything == other.Everything && WithClippy == other.WithClippy && Paths.SequenceEqual(other.Paths, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Paths.Count, Everything, WithClippy);

    /// <summary>The command that looks at this.</summary>
    public string Command => $"lever check{(Paths is ["."] ? "" : " " + string.Join(' ', Paths))}{(Everything ? " --all" : "")}{(WithClippy ? " --clippy FILE" : "")}";
}

/// <summary>
/// The findings that a project has accepted, by file and fingerprint, in a file of one line each: sorted, so that the same findings give the
/// same bytes and branches that fix different ones seldom touch the same lines. The number can only fall, unless someone asks to accept more.
/// </summary>
internal sealed class Baseline
{
    private const string Schema = "lever.baseline/1";

    /// <summary>Of what <c>lever check --format json</c> writes: it serves as well, by its fingerprints alone, since its paths start wherever it was made.</summary>
    private const string ReportSchema = "lever.check/1";

    private const string Remedy = "`lever check --write-baseline` writes it";

    private readonly Dictionary<(string Path, string Fingerprint), BaselineEntry> known = [];
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);

    private readonly Lazy<IReadOnlyList<BaselineEntry>> missing;

    /// <param name="isThere">Is there a file at a path, relative to the project's folder?</param>
    private Baseline(string fullPath, string shown, BaselineScope? scope, IReadOnlyList<BaselineEntry> entries, ContentHash hash, Func<string, bool> isThere)
    {
        (FullPath, Shown, Scope, Entries, Hash) = (fullPath, shown, scope, entries, hash);
        foreach (var entry in entries) known[(entry.Path, entry.Fingerprint)] = entry;
        missing = new Lazy<IReadOnlyList<BaselineEntry>>(() =>
        {
            var gone = entries.Select(entry => entry.Path).Distinct(StringComparer.Ordinal).Where(path => !isThere(path)).ToHashSet(StringComparer.Ordinal);
            return [.. entries.Where(entry => gone.Contains(entry.Path))];
        });
    }

    public string FullPath { get; }

    /// <summary>Its path relative to the current folder.</summary>
    public string Shown { get; }

    /// <summary>What the run looked at that wrote it; null where there is no file yet.</summary>
    public BaselineScope? Scope { get; }

    public IReadOnlyList<BaselineEntry> Entries { get; }

    /// <summary>Of the file's bytes.</summary>
    public ContentHash Hash { get; }

    /// <summary>Those whose files are not there any more.</summary>
    public IReadOnlyList<BaselineEntry> Missing => missing.Value;

    /// <param name="path">Relative to the project's folder.</param>
    public BaselineEntry? Find(string path, string fingerprint) => known.TryGetValue((path, fingerprint), out var entry) ? entry : null;

    /// <summary>Does a report that serves as a baseline hold it?</summary>
    public bool Reports(string fingerprint) => reported.Contains(fingerprint);

    /// <param name="isWritten">Is it about to be written, so that it may be missing?</param>
    /// <returns>Null where none is configured, or with what is wrong with it.</returns>
    public static (Baseline? Baseline, string? Problem) Read(Configuration configuration, string currentFolder, bool isWritten, WorkspaceFolder? within = null)
    {
        if (configuration.Settings.BaselineFile is not { } name)
            return (null, isWritten ? "--write-baseline needs a place for it: write `file = \"lever-baseline.json\"` under [baseline] in lever.toml" : null);
        var file = Path.GetFullPath(name, configuration.Folder);
        var shown = DisplayPath.Of(file, currentFolder);
        if (within?.Holds(file) == false) return (null, $"{shown}: outside of the workspace");
        // Of what lies outside nothing is told, not even whether it is there.
        bool IsThere(string path) => path.Contains('\0') || Path.GetFullPath(path, configuration.Folder) is var full && (within?.Holds(full) == false || File.Exists(full));
        try
        {
            if (isWritten && !File.Exists(file)) return (new Baseline(file, shown, null, [], default, IsThere), null);
            var bytes = FileReader.ReadSmall(file);
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var schema = root.GetProperty("schema").GetString();
            if (schema == ReportSchema)
            {
                if (isWritten) return (null, $"{shown}: this is a report of `lever check`, which counts as a baseline but is not written to; remove it, then {Remedy}");
                var report = new Baseline(file, shown, null, [], ContentHash.Of(bytes), IsThere);
                foreach (var finding in root.GetProperty("findings").EnumerateArray()) report.reported.Add(Text(finding, "fingerprint"));
                return (report, null);
            }
            if (schema != Schema) return (null, $"{shown}: this is no baseline of this version of Lever; remove it, then {Remedy}");
            var scope = new BaselineScope([.. root.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!)], root.GetProperty("all").GetBoolean(), root.GetProperty("clippy").GetBoolean());
            var entries = root.GetProperty("findings").EnumerateArray().Select(entry => new BaselineEntry(
                Text(entry, "path"), Text(entry, "rule"), Text(entry, "symbol"), Text(entry, "fingerprint"), entry.TryGetProperty("code", out var code) ? code.GetString() ?? "" : ""));
            return (new Baseline(file, shown, scope, BaselineEntry.Sorted(entries), ContentHash.Of(bytes), IsThere), null);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return (null, $"{shown}: {Trouble.Explain(trouble)}; {Remedy}");
        }
        catch (JsonException trouble)
        {
            return (null, $"{shown}:{trouble.LineNumber + 1}: this is no JSON; put it right, or remove it, and {Remedy}");
        }
        catch (Exception trouble) when (trouble is KeyNotFoundException or InvalidOperationException)
        {
            return (null, $"{shown}: this is no baseline of Lever; remove it, then {Remedy}");
        }
    }

    /// <summary>Writes other entries in place of its own, whole or not at all.</summary>
    /// <returns>Why nothing was written; null where the file holds them now.</returns>
    public string? Write(BaselineScope scope, IEnumerable<BaselineEntry> entries)
    {
        var content = Content(scope, BaselineEntry.Sorted(entries));
        if (Scope is not null) return ContentHash.Of(content) == Hash ? null : SafeFile.Replace(FullPath, Hash, content);
        try
        {
            WholeFile.Write(FullPath, content);
            return null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Trouble.Explain(trouble);
        }
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? throw new InvalidOperationException();

    private static byte[] Content(BaselineScope scope, IReadOnlyList<BaselineEntry> entries)
    {
        var text = new StringBuilder("{\n");
        text.Append($"\"schema\": {Quoted(Schema)},\n");
        text.Append($"\"paths\": [{string.Join(", ", scope.Paths.Select(Quoted))}],\n");
        text.Append($"\"all\": {(scope.Everything ? "true" : "false")},\n");
        text.Append($"\"clippy\": {(scope.WithClippy ? "true" : "false")},\n");
        text.Append("\"findings\": [");
        foreach (var (index, entry) in entries.Index())
            text.Append(index == 0 ? "\n" : ",\n").Append($"{{\"path\": {Quoted(entry.Path)}, \"rule\": {Quoted(entry.Rule)}, \"symbol\": {Quoted(entry.Symbol)}, \"fingerprint\": {Quoted(entry.Fingerprint)}, \"code\": {Quoted(entry.Code)}}}");
        return Encoding.UTF8.GetBytes(text.Append("\n]\n}\n").ToString());
    }

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
