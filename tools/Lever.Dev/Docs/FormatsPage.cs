using System.Globalization;
using System.Text;
using Lever.Profiles;
using Lever.Profiles.Measurements;

namespace Lever.Dev.Docs;

/// <summary>Every format that Lever reads: what its reader's own comment says, and what reading the samples of the tests gives.</summary>
internal static class FormatsPage
{
    private const string ProfileSamples = "tests/Lever.Tests/Cases/profiles";
    private const string MeasurementSamples = "tests/Lever.Tests/Cases/measurements";

    /// <summary>Doubts that any recording may raise, whatever its format.</summary>
    private static readonly ProfileWarningKind[] ofEveryFormat = [ProfileWarningKind.TooFewSamples, ProfileWarningKind.MostlyIdle, ProfileWarningKind.LimitReached];

    /// <param name="root">The repository's folder, which has the samples.</param>
    public static string Text(string root)
    {
        var comments = CodeComments.Of(typeof(Profile).Assembly);
        var text = new StringBuilder("<!-- Written by `lever-dev docs`; change the readers' comments or the samples, not this page. -->\n");
        text.Append("""
            # Formats

            A file's content decides who reads it, packed with gzip or zstd or not; its name only breaks ties. What cannot be read is named with its place, and the rest
            is used. `lever profile show FILE` shows what a file says, `lever review --profile FILE` ranks findings by it. What each format holds
            is told here from samples that its own tool wrote.


            """.ReplaceLineEndings("\n"));
        text.Append("Whatever the format, a profile may warn: ").AppendJoin("; ", ofEveryFormat.Select(kind => Doubt(comments, kind))).Append(".\n\n");
        text.Append("## Profiles\n");
        foreach (var reader in ProfileReaders.All)
            text.Append(CultureInfo.InvariantCulture, $"\n### {reader.Format}\n\n{comments.Of(reader.GetType())}\n\n").Append(Facts(comments, Samples(root, ProfileSamples, reader.Format)));
        text.Append("\n## Results of benchmarks\n\nThese are no profiles: `lever profile show` prints them as a table, `lever profile diff` says what changed and what is only noise.\n");
        foreach (var readers in MeasurementReaders.All.GroupBy(reader => reader.Format))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {readers.Key}\n\n").AppendJoin("\n\n", readers.Select(reader => comments.Of(reader.GetType()))).Append("\n\n");
            text.Append(Facts(MeasurementFiles(root, readers.Key)));
        }
        return text.ToString();
    }

    private static List<Profile> Samples(string root, string folder, string format) =>
        [.. FilesIn(Path.Combine(root, folder, format)).Where(file => !file.EndsWith(".expected", StringComparison.Ordinal)).Select(file => ProfileReaders.Read(File.ReadAllBytes(file), Path.GetFileName(file)))];

    private static List<MeasurementFile> MeasurementFiles(string root, string format) =>
        [.. FilesIn(Path.Combine(root, MeasurementSamples, format)).Select(file => MeasurementReaders.Read(File.ReadAllBytes(file), Path.GetFileName(file)))];

    private static IEnumerable<string> FilesIn(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal) : [];

    private static string Facts(CodeComments comments, List<Profile> samples)
    {
        string[] holds =
        [
            .. samples.Exists(sample => !sample.Stacks.IsEmpty) ? (string[])["stacks"] : [],
            .. samples.Exists(sample => sample.Stacks.IsEmpty && sample.HasWeight) ? (string[])["functions, with callers where the file has them"] : [],
            .. samples.Exists(sample => sample.HasLines) ? (string[])["lines"] : [],
            .. samples.Exists(sample => sample.Threads.Count > 1) ? (string[])["threads"] : [],
        ];
        var weights = samples.SelectMany(sample => sample.Metrics).Select(Weight).Distinct().Order(StringComparer.Ordinal);
        var doubts = samples.SelectMany(sample => sample.Warnings).Select(warning => warning.Kind).Except(ofEveryFormat).Distinct().Order();
        var text = new StringBuilder();
        Fact(text, "holds", holds);
        Fact(text, "weighs", weights);
        Fact(text, "may warn", doubts.Select(kind => Doubt(comments, kind)));
        return text.ToString();
    }

    private static string Facts(List<MeasurementFile> files)
    {
        var benchmarks = files.SelectMany(file => file.Benchmarks).ToList();
        string[] keeps =
        [
            .. benchmarks.Exists(benchmark => benchmark.Runs.Count > 0) ? (string[])["every sample"] : [],
            .. benchmarks.Exists(benchmark => benchmark.Runs.Count == 0) ? (string[])["figures of the samples only"] : [],
            .. benchmarks.Exists(benchmark => benchmark.IsExact) ? (string[])["exact counts, which the same program gives again"] : [],
        ];
        var text = new StringBuilder();
        Fact(text, "holds", keeps);
        Fact(text, "measures", benchmarks.Select(benchmark => Unit(benchmark.Unit, benchmark.UnitName)).Distinct().Order(StringComparer.Ordinal));
        return text.ToString();
    }

    private static void Fact(StringBuilder text, string name, IEnumerable<string> values)
    {
        var list = values.ToList();
        if (list.Count > 0) text.Append(CultureInfo.InvariantCulture, $"- **{name}**: {string.Join("; ", list)}\n");
    }

    private static string Weight(Metric metric) => metric.Kind switch
    {
        MetricKind.WallTime => "elapsed time, waiting included",
        MetricKind.CpuTime => "processor time",
        MetricKind.Time => "time, on a clock that the file does not name",
        MetricKind.AllocatedBytes => "bytes of memory",
        MetricKind.Allocations => "allocations",
        _ => Unit(metric.Unit, metric.Name),
    };

    private static string Unit(MetricUnit unit, string name) => unit switch
    {
        MetricUnit.Seconds => "time",
        MetricUnit.Bytes => "bytes",
        MetricUnit.Samples => "samples",
        MetricUnit.Count when name != "" => $"`{name}`",
        _ => "a figure whose unit the file does not say",
    };

    /// <summary>The comment of a kind of doubt, within a sentence.</summary>
    private static string Doubt(CodeComments comments, ProfileWarningKind kind)
    {
        var sentence = comments.Of(typeof(ProfileWarningKind), kind.ToString()).TrimEnd('.');
        return char.ToLowerInvariant(sentence[0]) + sentence[1..];
    }
}
