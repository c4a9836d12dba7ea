using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>
/// pstats files: one marshalled dictionary of functions, without header or version. Written by cProfile, profile,
/// <c>profiling.tracing</c>, pytest-profiling, yappi, Austin's and pyinstrument's exports, and by Tachyon with <c>--pstats</c>.
/// Specified by CPython's Lib/pstats.py and Lib/cProfile.py:
/// <code>
/// {(file, first line, name): (primitive calls, calls, self seconds, total seconds, callers)}
/// callers = {(file, first line, name): (calls, primitive calls, self, total) or calls}
/// </code>
/// </summary>
internal sealed class PstatsReader : ProfileReader
{
    // The interpreter's own dumps stay below a few MiB; values take 24 bytes each once read.
    private const int MaxLength = 32 << 20;

    public override string Format => "pstats";

    // A dictionary whose first key is a tuple of three, or of one where Tachyon says that it sampled, or an empty dictionary.
    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        if (head.Length < 2 || (head[0] & 0x7f) != '{') return false;
        var arity = (head[1] & 0x7f) switch
        {
            (byte)'(' when head.Length >= 6 && head[3..6].IndexOfAnyExcept((byte)0) < 0 => head[2],
            (byte)')' when head.Length >= 3 => head[2],
            _ => 0,
        };
        return arity is 1 or 3 || (head[0] == 0xfb && head[1] == '0') || (head[1] == '0' && head.Length == 2);
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        if (bytes.Length > MaxLength)
        {
            builder.Problem(ProfilePlace.File, $"a pstats file above {MaxLength >> 20} MiB is not read; profile a shorter run");
            return;
        }
        var reader = new MarshalReader(bytes);
        var top = reader.Read();
        if (reader.Fault is { } fault) builder.Problem(ProfilePlace.Byte(reader.Position), fault);
        if (top.Kind != MarshalKind.Dictionary) return;
        if (reader.Fault is null && reader.Position < bytes.Length)
            builder.Problem(ProfilePlace.Byte(reader.Position), $"{bytes.Length - reader.Position} bytes follow the profile");
        var table = new PstatsTable(builder, top.Items);
        table.Fill();
    }
}
