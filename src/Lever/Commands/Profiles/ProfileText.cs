using System.Globalization;
using Lever.Profiles;

namespace Lever.Commands.Profiles;

/// <summary>How weights, shares and functions of profiles are written.</summary>
internal static class ProfileText
{
    /// <param name="numbers">How many columns are right-aligned; all but the last where it is not given.</param>
    public static void Table(TextWriter output, List<string[]> rows, int? numbers = null)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == row.Length - 1 ? cell : column < (numbers ?? row.Length) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            output.Write(string.Join("  ", cells) + "\n");
        }
        output.Write('\n');
    }

    public static string Place(string name, string file, int line, bool isIdle)
    {
        var place = file == "" ? "" : line > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({file}:{line})") : $" ({file})";
        var text = Clean(name + place);
        return isIdle ? text + " [waiting]" : text;
    }

    /// <summary>Text without what a terminal would obey: names come from files.</summary>
    public static string Clean(string text) => string.Concat(text.Select(letter => char.IsControl(letter) && letter != '\n' ? '\uFFFD' : letter));

    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    public static string Calls(long? calls) => calls?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Amount(double weight, MetricUnit unit) => unit switch
    {
        MetricUnit.Seconds when weight < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{weight * 1e6:0.#} µs"),
        MetricUnit.Seconds when weight < 1 => string.Create(CultureInfo.InvariantCulture, $"{weight * 1e3:0.##} ms"),
        MetricUnit.Seconds => string.Create(CultureInfo.InvariantCulture, $"{weight:0.###} s"),
        MetricUnit.Bytes when weight >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{weight / 1e6:0.#} MB"),
        MetricUnit.Bytes => string.Create(CultureInfo.InvariantCulture, $"{weight:0} B"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{weight:0.##}"),
    };
}
