using Lever.Profiles.Measurements.Readers;

namespace Lever.Profiles.Measurements;

/// <summary>Every format of benchmark results that Lever reads. A file's content decides which reader gets it.</summary>
public static class MeasurementReaders
{
    internal static IReadOnlyList<MeasurementReader> All { get; } =
    [
        new CriterionReader(),
        new CargoCriterionReader(),
        new PytestBenchmarkReader(),
        new PyperfReader(),
        new HyperfineReader(),
        new AsvReader(),
        new LibtestReader(),
        new LibtestJsonReader(),
        new DivanReader(),
        new IaiCallgrindReader(),
        new GithubActionBenchmarkReader(),
        new CodspeedReader(),
        new PerfStatReader(),
        new PerfStatJsonReader(),
    ];

    /// <summary>The names of the formats, in the order they are tried.</summary>
    public static IReadOnlyList<string> Formats { get; } = All.Select(reader => reader.Format).Distinct().ToArray();

    /// <summary>The format of a file, or null if no reader knows it. Enough for the head of a file; gzip is looked into.</summary>
    /// <param name="name">The file's name, with or without its folder.</param>
    public static string? Recognize(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(FileContent.Open(bytes, name, ProfileReaders.HeadLength))?.Format;
    }

    /// <summary>
    /// Reads results of any format, gzipped or not. Never throws on a file's content: what cannot be read is among
    /// <see cref="MeasurementFile.Problems"/>.
    /// </summary>
    /// <param name="name">The file's name, with or without its folder.</param>
    public static MeasurementFile Read(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var content = FileContent.Open(bytes, name, ProfileLimits.Bytes);
        var reader = Find(content);
        var builder = new MeasurementBuilder(reader?.Format ?? "unknown", name);
        if (content.Trouble is { } trouble) builder.Problem(ProfilePlace.File, trouble);
        if (reader is null) builder.Problem(ProfilePlace.File, "no reader knows these results; Lever reads those of " + string.Join(", ", Formats));
        else reader.Read(content.Bytes.Span, builder);
        return builder.Build();
    }

    /// <summary>The results of a criterion folder, whose files the caller has read.</summary>
    /// <param name="name">The folder's name.</param>
    public static MeasurementFile Read(IEnumerable<CriterionFiles> benchmarks, string name)
    {
        ArgumentNullException.ThrowIfNull(benchmarks);
        var builder = new MeasurementBuilder(CriterionReader.Name, name);
        foreach (var files in benchmarks) CriterionReader.Read(files, builder);
        return builder.Build();
    }

    /// <summary>The same for what a file begins with, decompressed.</summary>
    internal static string? Recognize(ReadOnlySpan<byte> head) => Find(head)?.Format;

    private static MeasurementReader? Find(FileContent content)
    {
        var bytes = content.Bytes.Span;
        return Find(bytes[..Math.Min(bytes.Length, ProfileReaders.HeadLength)]);
    }

    private static MeasurementReader? Find(ReadOnlySpan<byte> head)
    {
        foreach (var reader in All)
        {
            if (reader.Recognizes(head)) return reader;
        }
        return null;
    }
}
