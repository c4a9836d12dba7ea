using System.Globalization;
using System.Text;
using Lever.Review.Cost;

namespace Lever.Dev.Docs;

/// <summary>Every shipped cost row with its value on each interpreter measured, and what stands behind it.</summary>
internal static class CostPage
{
    public static string Text()
    {
        var text = new StringBuilder("<!-- Written by `lever-dev docs`; change the tables in src/Lever.Review/Cost/Tables, not this page. -->\n");
        text.Append("""
            # Unit costs

            What `lever estimate` and the findings reckon with. A typical value comes with the interval it lies in. Rows that differ between
            interpreters are given for each that was measured; a row of another version is taken from the nearest one below it. Your own
            figures, under `[costs]` in `lever.toml`, beat these. `lever explain ROW` says the same of one row.

            """.ReplaceLineEndings("\n"));
        text.Append("\n| row | cost | what it is | source |\n|---|---|---|---|\n");
        foreach (var id in CostTable.Shipped.Ids)
        {
            var row = CostTable.Shipped.Find(id)!;
            var meaning = row.Note is null ? row.Meaning : $"{row.Meaning} ({row.Note})";
            text.Append(CultureInfo.InvariantCulture, $"| `{id}` | {Values(id)} | {MarkdownText.Cell(MarkdownText.Escaped(meaning))} | {MarkdownText.Cell(MarkdownText.Escaped(row.Source))} |\n");
        }
        return text.ToString();
    }

    private static string Values(string id)
    {
        var byVersion = CostTable.MeasuredPythons.Select(python => (python, Value: CostTable.Shipped.For(python).Find(id)!.Value.ToString())).ToList();
        if (byVersion.TrueForAll(entry => entry.Value == byVersion[0].Value)) return byVersion[0].Value;
        return string.Join("<br>", byVersion.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.python.Major}.{entry.python.Minor}: {entry.Value}")));
    }
}
