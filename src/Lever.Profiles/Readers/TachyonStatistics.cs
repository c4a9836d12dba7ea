using System.Buffers.Binary;
using System.Globalization;

namespace Lever.Profiles.Readers;

/// <summary>
/// What Tachyon tells of its own work in the block before a binary file's footer: how long it sampled, how often, and how many
/// samples it could not take. Older files have a shorter block without the last, or none.
/// </summary>
internal static class TachyonStatistics
{
    private const int FooterLength = 32;
    private const int Length = 56;
    private const int SignatureAt = 40;
    private const uint HasFailures = 1;

    /// <summary>A share of samples that failed above which the others may no longer stand for them, in percent.</summary>
    private const double ManyFailures = 5;

    /// <summary>
    /// Warns where many samples failed. Those that fail are of stacks that change while they are read, so what is left shows too
    /// little of short calls.
    /// </summary>
    public static void Warn(ReadOnlySpan<byte> file, bool isLittle, ProfileBuilder builder)
    {
        var start = file.Length - FooterLength - Length;
        if (start < 0) return;
        var block = file.Slice(start, Length);
        if (!block[SignatureAt..].StartsWith("TACHSTAT"u8) || Word(block[52..], isLittle) != Length || (Word(block[32..], isLittle) & HasFailures) == 0) return;
        var failed = isLittle ? BinaryPrimitives.ReadDoubleLittleEndian(block[16..]) : BinaryPrimitives.ReadDoubleBigEndian(block[16..]);
        if (!(failed is > ManyFailures and <= 100)) return;
        builder.Warn(ProfileWarningKind.EventsLost, string.Create(CultureInfo.InvariantCulture,
            $"Tachyon could not read {failed:0} % of its samples; those are of stacks that change while they are read, so short calls have more than the share shown"));
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
