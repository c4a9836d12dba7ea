using Lever.Profiles.Readers;

namespace Lever.Profiles;

/// <summary>Every format Lever reads. A file's content decides which reader gets it, its name only breaks ties.</summary>
public static class ProfileReaders
{
    /// <summary>How much of a file readers see to recognise it.</summary>
    internal const int HeadLength = 64 << 10;

    internal static IReadOnlyList<ProfileReader> All { get; } =
    [
        new PstatsReader(),
        new SpeedscopeReader(),
        new FirefoxReader(),
        new TraceEventReader(),
        new SvgReader(),
        new PyinstrumentReader(),
        new ScaleneReader(),
        new MemrayReader(),
        new MemrayStatsReader(),
        new DhatReader(),
        new FlamebearerReader(),
        new MojoReader(),
        new TachyonReader(),
        new TachyonLinesReader(),
        new TachyonPageReader(),
        new PprofReader(),
        new PerfScriptReader(),
        new LineProfilerReader(),
        new LineProfilerTextReader(),
        new MemoryProfilerReader(),
        new MprofReader(),
        new TracemallocReader(),
        new ImportTimeReader(),
        new CallgrindReader(),
        new CachegrindReader(),
        new MassifReader(),
        new HeaptrackReader(),
        new CozReader(),
        new FoldedReader(),
    ];

    /// <summary>The names of the formats, in the order they are tried.</summary>
    public static IReadOnlyList<string> Formats { get; } = All.Select(reader => reader.Format).ToArray();

    /// <summary>
    /// The format of a file, or null if no reader knows it. Enough for the head of a file; gzip is looked into.
    /// </summary>
    /// <param name="name">The file's name, with or without its folder.</param>
    public static string? Recognize(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var content = FileContent.Open(bytes, name, HeadLength);
        return Find(content)?.Format;
    }

    /// <summary>
    /// Reads a profile of any format, gzipped or not. Never throws on a file's content: what cannot be read is among
    /// <see cref="Profile.Problems"/>, and a file of no known format gives an empty profile with advice.
    /// </summary>
    /// <param name="name">The file's name, with or without its folder.</param>
    public static Profile Read(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var content = FileContent.Open(bytes, name, ProfileLimits.Bytes);
        var reader = Find(content);
        var builder = new ProfileBuilder(reader?.Format ?? "unknown", name);
        if (content.Trouble is { } trouble) builder.Problem(ProfilePlace.File, trouble);
        if (reader is null) builder.Problem(ProfilePlace.File, UnreadFormats.Advice(Head(content.Bytes.Span), name));
        else reader.Read(content.Bytes.Span, builder);
        return builder.Build();
    }

    private static ProfileReader? Find(FileContent content)
    {
        var head = Head(content.Bytes.Span);
        foreach (var reader in All)
        {
            if (reader.Recognizes(head, content.Name)) return reader;
        }
        return null;
    }

    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, HeadLength)];
}
