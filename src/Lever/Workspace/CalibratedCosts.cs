using System.Globalization;
using System.Text;
using Lever.Review.Cost;

namespace Lever.Workspace;

/// <summary>
/// The cost rows that <c>lever calibrate</c> measured on this machine, in the user's data folder: a line a row,
/// <c>id | Python version | value | source</c>, under the machine's name. Rows of another machine, which a shared home folder may hold, do not count.
/// </summary>
internal static class CalibratedCosts
{
    private const string Header = "# Unit costs measured by `lever calibrate` on ";

    /// <summary>The file; null where the system names no place for it.</summary>
    public static string? PathFor(Host host)
    {
        var data = host.Variable("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg
            : OperatingSystem.IsWindows() ? host.Variable("LOCALAPPDATA")
            : host.Variable("HOME") is { Length: > 0 } home ? Path.Join(home, ".local", "share") : null;
        return data is null || !Path.IsPathFullyQualified(data) ? null : Path.Join(data, "lever", "calibrated.costs");
    }

    /// <summary>The rows measured on this machine; none where the file is missing or cannot be read.</summary>
    public static IReadOnlyList<CostEntry> Read(Host host)
    {
        if (PathFor(host) is not { } path || !File.Exists(path)) return [];
        try
        {
            return Parse(Encoding.UTF8.GetString(FileReader.ReadSmall(path)), host.MachineName);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return [];
        }
    }

    /// <summary>Lines that are not rows are passed over: the shipped rows stand in for them.</summary>
    internal static IReadOnlyList<CostEntry> Parse(string text, string machine)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != Header + machine) return [];
        var rows = new List<CostEntry>();
        foreach (var line in lines.Skip(1))
        {
            if (line.Split('|', StringSplitOptions.TrimEntries) is not [var id, var version, var value, var source]) continue;
            if (version.Split('.') is not [var major, var minor]) continue;
            if (!int.TryParse(major, CultureInfo.InvariantCulture, out var first) || !int.TryParse(minor, CultureInfo.InvariantCulture, out var second)) continue;
            rows.Add(new CostEntry(id, value, source, (first, second)));
        }
        return rows;
    }

    /// <summary>Puts the rows of one Python version in the place of those that were there for it; other versions' stay.</summary>
    /// <returns>Why nothing was written, or null.</returns>
    public static string? Write(Host host, IReadOnlyList<CostEntry> rows)
    {
        if (PathFor(host) is not { } path) return "no data folder is known; set HOME or XDG_DATA_HOME";
        var versions = rows.Select(row => row.Python).ToHashSet();
        var all = Read(host).Where(row => !versions.Contains(row.Python)).Concat(rows)
            .OrderBy(row => row.Python).ThenBy(row => row.Id, StringComparer.Ordinal);
        var text = new StringBuilder(Header).Append(host.MachineName).Append('\n');
        foreach (var row in all)
            text.Append(CultureInfo.InvariantCulture, $"{row.Id} | {row.Python!.Value.Major}.{row.Python.Value.Minor} | {row.Cost} | {row.Source}\n");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(temporary, text.ToString());
            File.Move(temporary, path, overwrite: true);
            return null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Trouble.Explain(trouble);
        }
    }
}
