using System.Globalization;
using System.Text;

namespace Lever.Review.Rules;

/// <summary>What one experiment of a rule came to with one interpreter or compiler at one size.</summary>
/// <param name="Experiment">The rule, or <c>guide-…</c>.</param>
/// <param name="Toolchain">What ran or compiled it.</param>
/// <param name="Size">The n of the inputs.</param>
/// <param name="Metric"><c>cpu</c>, <c>wall</c> or <c>peak-memory</c>.</param>
/// <param name="Ratio">The costly form over the advised one: above 1 the advice wins.</param>
/// <param name="Low">Lower end of the ratio's interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Noise">How far the costly form was from itself in the same experiment, at most, as a share: what the interval has to clear.</param>
/// <param name="Stamp">Of the experiment's source and method; another one makes the figure out of date.</param>
public sealed record MeasuredEffect(string Experiment, Toolchain Toolchain, int Size, string Metric, double Ratio, double Low, double High, double Noise, string Stamp)
{
    /// <summary>The least difference that is worth a word.</summary>
    private const double Bar = 0.03;

    /// <summary>Is the advised form shown to be the better one?</summary>
    public bool Wins => Low > 1 + Noise && Ratio >= 1 + Bar;

    /// <summary>Is it shown to be the worse one?</summary>
    public bool Loses => High < 1 / (1 + Noise) && Ratio <= 1 / (1 + Bar);

    public string ToLine() => string.Create(CultureInfo.InvariantCulture,
        $"{Experiment}\t{Toolchain}\t{Size}\t{Metric}\t{Ratio:G4}\t{Low:G4}\t{High:G4}\t{Noise:G2}\t{Stamp}");

    /// <summary>Null where the line is no row.</summary>
    public static MeasuredEffect? OfLine(string line)
    {
        if (line.StartsWith('#') || line.Split('\t') is not [var name, var version, var size, var metric, var ratio, var low, var high, var noise, var stamp]) return null;
        if (Toolchain.Parse(version) is not { } toolchain) return null;
        return int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && Number(ratio, out var r) && Number(low, out var l) && Number(high, out var h) && Number(noise, out var e)
            ? new MeasuredEffect(name, toolchain, n, metric, r, l, h, e, stamp.Trim())
            : null;
    }

    private static bool Number(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

/// <summary>The committed table of what rules' experiments came to, as <c>lever prove --rule '*' --output</c> writes it.</summary>
public static class MeasuredEffects
{
    public const string Header = "# What the advice of rules was measured to do: experiment, version of Python or rustc, n, metric, ratio (costly over advised), its 95 % interval, noise, stamp.";

    private static readonly Lazy<ILookup<string, MeasuredEffect>> byExperiment = new(Load);

    /// <summary>The rows of a rule or advice, by version and size; none where it was not measured.</summary>
    public static IReadOnlyList<MeasuredEffect> Of(string experiment) => [.. byExperiment.Value[experiment]];

    /// <summary>
    /// The share of the costly form's time that the advised one saved, at the largest size measured and in the middle of the versions; null where time was not
    /// measured, or nothing was saved.
    /// </summary>
    public static double? ShareSaved(string experiment)
    {
        double[] saved = [.. Of(experiment).Where(row => row.Metric != "peak-memory").GroupBy(row => row.Toolchain)
            .Select(rows => 1 - 1 / rows.MaxBy(row => row.Size)!.Ratio).Order()];
        return saved.Length > 0 && saved[saved.Length / 2] is > 0 and var middle ? middle : null;
    }

    /// <summary>What was measured as a table in Markdown, sizes down and versions across; null where nothing was.</summary>
    public static string? Table(string experiment)
    {
        var rows = Of(experiment);
        if (rows.Count == 0) return null;
        Toolchain[] toolchains = [.. rows.Select(row => row.Toolchain).Distinct().OrderBy(toolchain => toolchain.Order)];
        var text = new StringBuilder(rows[0].Metric switch
        {
            "wall" => "Wall time",
            "peak-memory" => "Peak memory",
            _ => "CPU time",
        });
        text.Append(" of the costly form over that of the advised one, with 95 % intervals; above 1 the advice wins.\n");
        text.Append(CultureInfo.InvariantCulture, $"`lever prove --rule {experiment}` measures it again.\n\n| n | {string.Join(" | ", toolchains.Select(toolchain => toolchain.Name))} |\n");
        text.Append("|---:").Append(string.Concat(Enumerable.Repeat("|---:", toolchains.Length))).Append("|\n");
        foreach (var size in rows.Select(row => row.Size).Distinct().Order())
        {
            text.Append(CultureInfo.InvariantCulture, $"| {size:#,0} ");
            foreach (var toolchain in toolchains) text.Append("| ").Append(Cell(rows.FirstOrDefault(row => row.Size == size && row.Toolchain == toolchain))).Append(' ');
            text.Append("|\n");
        }
        return text.ToString();
    }

    private static string Cell(MeasuredEffect? row)
    {
        if (row is null) return "";
        var digits = row.Ratio < 10 ? "0.00" : row.Ratio < 100 ? "0.0" : "0";
        string Number(double value) => value.ToString(digits, CultureInfo.InvariantCulture);
        return $"{Number(row.Ratio)} ({Number(row.Low)} to {Number(row.High)}){(row.Wins ? "" : row.Loses ? " loses" : " undecided")}";
    }

    /// <summary>The rows of a table; lines that are none are passed over.</summary>
    public static IReadOnlyList<MeasuredEffect> Parse(string table) => [.. table.Split('\n').Select(MeasuredEffect.OfLine).OfType<MeasuredEffect>()];

    /// <summary>A table of rows, in the order of experiment, version and size.</summary>
    public static string Write(IEnumerable<MeasuredEffect> rows) => string.Join('\n', rows
        .OrderBy(row => row.Experiment, StringComparer.Ordinal).ThenBy(row => row.Toolchain.Order).ThenBy(row => row.Size)
        .Select(row => row.ToLine()).Prepend(Header)) + "\n";

    private static ILookup<string, MeasuredEffect> Load()
    {
        using var stream = typeof(MeasuredEffects).Assembly.GetManifestResourceStream("effects/measured.tsv");
        if (stream is null) return Array.Empty<MeasuredEffect>().ToLookup(row => row.Experiment);
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd()).ToLookup(row => row.Experiment, StringComparer.Ordinal);
    }
}
