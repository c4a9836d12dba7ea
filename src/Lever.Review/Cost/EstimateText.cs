using System.Globalization;
using System.Text;

namespace Lever.Review.Cost;

/// <summary>Writes estimates as plain text for a terminal or a log.</summary>
public static class EstimateText
{
    public static string Render(EstimateReport report)
    {
        var text = new StringBuilder();
        text.Append("about ").Append(report.TotalText).Append('\n');
        if (report.Terms.Count > 1)
        {
            text.Append('\n');
            Table(text, [.. report.Terms.Select(term => (string[])[Share(term.Share), term.CostText, term.Text])], rightAligned: 0);
        }
        Section(text, "costs", [.. report.Rows.Select(row => (string[])[row.Id, row.Value.ToString(), row.Source])]);
        Notes(text, report.Rows);
        Section(text, "sizes",
        [
            .. report.Sizes.Select(size => (string[])[size.Name, QuantityText.Input(size.Value), size.Source]),
            .. report.Unknown.Select(name => (string[])[name, "left open", $"give it with -n {name}=100..1000"]),
        ]);
        if (report.Bound is { } bound)
            text.Append("\nspeed of light: touching ").Append(bound.BytesText).Append(" once takes ").Append(bound.TimeText)
                .Append(" at ").Append(bound.Bandwidth.Value.Typical).Append(" (").Append(bound.Bandwidth.Id).Append(")\n");
        return text.ToString();
    }

    public static string Render(TargetEstimate target)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{target.Symbol} ({target.Path}:{target.Line})\n");
        if (target.Cost is not null) text.Append(Render(target.Cost));
        foreach (var (finding, costs) in target.Findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{finding.Path}:{finding.Range.Start.Line}: {finding.Rule.Name}: {finding.Message}\n");
            if (finding.Cost is null || costs is null) continue;
            text.Append("  now    ").Append(costs.Before).Append("  ").Append(finding.Cost.Before).Append('\n');
            text.Append("  fixed  ").Append(costs.After).Append("  ").Append(finding.Cost.After).Append('\n');
            text.Append(costs.BreakEven switch
            {
                { Kind: BreakEvenKind.Always } => "  pays at every size\n",
                { Kind: BreakEvenKind.Never } => "  never pays\n",
                { Text: { } condition } => $"  pays when {condition}\n",
                _ => "",
            });
            foreach (var size in finding.Cost.Sizes)
                text.Append("  assumed ").Append(size.Name).Append(" = ").Append(QuantityText.Input(NamedSize.Of(size).Value)).Append(", ").Append(size.Source).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>One row with everything known of it, for <c>lever explain</c>.</summary>
    public static string Render(CostRow row)
    {
        var text = new StringBuilder();
        text.Append(row.Id).Append(": ").Append(row.Value).Append('\n');
        if (row.Meaning.Length > 0) text.Append("  ").Append(row.Meaning).Append('\n');
        text.Append("  source: ").Append(row.Source).Append('\n');
        if (row.Note is not null) text.Append("  note: ").Append(row.Note).Append('\n');
        return text.ToString();
    }

    /// <summary>A template with its steps evaluated.</summary>
    public static string Render(EstimateTemplate template, CostTable table)
    {
        var text = new StringBuilder();
        text.Append(template.Title).Append('\n').Append('\n');
        var steps = new List<string[]>();
        foreach (var step in template.Steps)
            steps.Add([step.Label, Estimator.TryEstimate(step.Expression, table, [], out var report, out var problem) ? report.TotalText : problem.Message, step.Expression]);
        Table(text, steps, rightAligned: -1);
        text.Append('\n').Append(template.Remark).Append('\n');
        return text.ToString();
    }

    /// <summary>A problem under the text it is about, with a mark at its column.</summary>
    public static string Render(string expression, CostProblem problem)
    {
        var line = new StringBuilder();
        foreach (var rune in expression.EnumerateRunes()) line.Append(Rune.IsControl(rune) ? new Rune(' ') : rune);
        const int Widest = 100;
        // A long expression is shown from some way before the problem on.
        var shown = line.ToString().EnumerateRunes().ToArray();
        var from = shown.Length > Widest ? Math.Max(0, Math.Min(problem.Column - 1 - Widest / 2, shown.Length - Widest)) : 0;
        var window = string.Concat(shown.Skip(from).Take(Widest).Select(rune => rune.ToString()));
        return $"{window}\n{new string(' ', problem.Column - 1 - from)}^ {problem.Message}\n";
    }

    private static string Share(double? share) => share switch
    {
        null => "",
        < 0.01 and > 0 => "<1 %",
        { } value => value.ToString("0 %", CultureInfo.InvariantCulture),
    };

    private static void Section(StringBuilder text, string title, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0) return;
        text.Append('\n').Append(title).Append('\n');
        Table(text, rows, rightAligned: -1);
    }

    private static void Notes(StringBuilder text, IReadOnlyList<CostRow> rows)
    {
        foreach (var row in rows)
            if (row.Note is not null) text.Append("  note on ").Append(row.Id).Append(": ").Append(row.Note).Append('\n');
    }

    private static void Table(StringBuilder text, IReadOnlyList<string[]> rows, int rightAligned)
    {
        var columns = rows.Max(row => row.Length);
        var widths = new int[columns];
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++) widths[i] = Math.Max(widths[i], row[i].Length);
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var i = 0; i < row.Length; i++)
                line.Append("  ").Append(i == rightAligned ? row[i].PadLeft(widths[i]) : row[i].PadRight(widths[i]));
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }
}
