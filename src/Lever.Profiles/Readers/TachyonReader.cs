using System.Buffers.Binary;

namespace Lever.Profiles.Readers;

/// <summary>
/// The binary file of Python 3.15's sampling profiler (<c>python -m profiling.sampling run --binary</c>), specified by CPython's
/// InternalDocs/profiling_binary_format.md: a header, samples that share the outer frames of the one before, then strings and
/// frames. Stacks stand innermost first. The samples may be compressed with zstd.
/// </summary>
internal sealed class TachyonReader : ProfileReader
{
    private const uint Magic = 0x54414348;
    private const int HeaderLength = 64;

    public override string Format => "tachyon";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        head.Length >= HeaderLength && (head.StartsWith("HCAT"u8) || head.StartsWith("TACH"u8));

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("Tachyon");
        if (bytes.Length < HeaderLength || !TryHeader(bytes, out var header))
        {
            builder.Problem(ProfilePlace.File, "the header is not that of a Tachyon file");
            return;
        }
        if (header.IsCompressed && !TryUnpack(ref bytes, ref header, builder)) return;
        new TachyonSamples(bytes, builder, header).Read();
    }

    /// <summary>Puts the samples in place as if they had never been compressed.</summary>
    private static bool TryUnpack(ref ReadOnlySpan<byte> bytes, ref TachyonHeader header, ProfileBuilder builder)
    {
        string? trouble = null;
        var packed = bytes[HeaderLength..(int)header.Strings];
        var samples = FileContent.UnpackZstd(packed.ToArray(), ProfileLimits.Bytes - bytes.Length, ref trouble).Span;
        if (trouble is not null) builder.Problem(ProfilePlace.Byte(HeaderLength), trouble);
        if (samples.IsEmpty) return false;
        bytes = (byte[])[.. bytes[..HeaderLength], .. samples, .. bytes[(int)header.Strings..]];
        var growth = (ulong)((long)samples.Length - packed.Length);
        header = header with { Strings = header.Strings + growth, Frames = header.Frames + growth, IsCompressed = false };
        return true;
    }

    // The counts were widened during the betas without a new version, so the layout is the one whose offsets make sense.
    private static bool TryHeader(ReadOnlySpan<byte> bytes, out TachyonHeader header)
    {
        var isLittle = BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Magic;
        var interval = Long(bytes, 20, isLittle);
        // The mode shares its word with what else was captured: the lowest three bits are its own.
        var mode = (TachyonMode)(Int(bytes, 60, isLittle) & 7);
        header = new TachyonHeader(isLittle, interval, Long(bytes, 40, isLittle), Long(bytes, 48, isLittle), Int(bytes, 56, isLittle) == 1, mode);
        if (IsSane(header, bytes, Int(bytes, 56, isLittle))) return true;
        header = new TachyonHeader(isLittle, interval, Long(bytes, 36, isLittle), Long(bytes, 44, isLittle), Int(bytes, 52, isLittle) == 1, TachyonMode.Unknown);
        return IsSane(header, bytes, Int(bytes, 52, isLittle));
    }

    private static bool IsSane(TachyonHeader header, ReadOnlySpan<byte> bytes, uint compression) =>
        compression <= 1 && header.Strings >= HeaderLength && header.Strings <= (ulong)bytes.Length
        && header.Frames >= HeaderLength && header.Frames <= (ulong)bytes.Length;

    private static uint Int(ReadOnlySpan<byte> bytes, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    public static ulong Long(ReadOnlySpan<byte> bytes, int at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]);
}

/// <summary>What a Tachyon file's header tells.</summary>
/// <param name="Interval">Microseconds between two samples.</param>
/// <param name="Strings">Where the strings begin and the samples end.</param>
internal readonly record struct TachyonHeader(bool IsLittle, ulong Interval, ulong Strings, ulong Frames, bool IsCompressed, TachyonMode Mode);

/// <summary>Which samples Tachyon kept. The numbers are those of its files.</summary>
internal enum TachyonMode
{
    Unknown,
    /// <summary>All of them.</summary>
    Wall,
    /// <summary>Of threads on a processor.</summary>
    Cpu,
    /// <summary>Of threads that held Python's global lock.</summary>
    Gil,
    /// <summary>All, as in <see cref="Wall"/>, with more about each thread's state.</summary>
    All,
    /// <summary>Of threads with an exception at hand.</summary>
    Exception,
}
