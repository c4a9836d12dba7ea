using System.Text.Json;
using Lever.Serving;

namespace Lever.Workspace;

/// <summary>The findings that a project has accepted: an earlier <c>lever check --format json</c>, of which the fingerprints count.</summary>
internal static class Baseline
{
    /// <returns>The fingerprints, and why there are none although the configuration names a file.</returns>
    public static (IReadOnlySet<string> Known, string? Problem) Read(Configuration configuration, string currentFolder, WorkspaceFolder? within = null)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (configuration.Settings.BaselineFile is not { } name) return (known, null);
        var file = Path.GetFullPath(name, configuration.Folder);
        var shown = DisplayPath.Of(file, currentFolder);
        if (within?.Holds(file) == false) return (known, $"{shown}: outside of the workspace");
        try
        {
            var reader = new Utf8JsonReader(FileReader.ReadSmall(file));
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("fingerprint"u8)) continue;
                if (reader.Read() && reader.TokenType == JsonTokenType.String) known.Add(reader.GetString()!);
            }
            return (known, null);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return (known, $"{shown}: {Trouble.Explain(trouble)}; write the baseline with `lever check --format json > {shown}`");
        }
        catch (JsonException trouble)
        {
            return (known, $"{shown}:{trouble.LineNumber + 1}: this is no JSON; write the baseline with `lever check --format json > {shown}`");
        }
    }
}
