namespace Lever.Profiles.Readers;

/// <summary>Callgrind's files, which pprofile, yappi, xdebug and many converters write as well; valgrind's manual, "Callgrind Format Specification".</summary>
internal sealed class CallgrindReader : ProfileReader
{
    public override string Format => "callgrind";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("# callgrind format"u8)) return true;
        return Valgrind.HasEvents(head) && (TextLines.HasOne(head, "fn="u8) || TextLines.HasOne(head, "fl="u8))
            && (TextLines.HasOne(head, "positions:"u8) || TextLines.HasOne(head, "creator:"u8) || TextLines.HasOne(head, "version:"u8));
    }

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder) => Valgrind.Fill(bytes, builder);
}
