namespace Lever.Profiles.Readers;

/// <summary>Cachegrind's files: the costs of every line, without calls; valgrind's manual, "Cachegrind Output File Format".</summary>
internal sealed class CachegrindReader : ProfileReader
{
    public override string Format => "cachegrind";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) =>
        (head.StartsWith("desc:"u8) || head.StartsWith("cmd:"u8)) && Valgrind.HasEvents(head) && TextLines.HasOne(head, "fl="u8)
        && !TextLines.HasOne(head, "positions:"u8) && !TextLines.HasOne(head, "creator:"u8) && !TextLines.HasOne(head, "version:"u8);

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("cachegrind");
        Valgrind.Fill(bytes, builder);
    }
}
