namespace Lever.Profiles.Readers;

/// <summary>
/// Austin's binary file, its default since version 4: events of one byte and their fields, frames from the root. Specified by
/// P403n1x87/austin's wiki and austin-python's format/mojo.py; versions 1 to 4.
/// </summary>
internal sealed class MojoReader : ProfileReader
{
    public override string Format => "austin-mojo";

    public override bool Recognizes(ReadOnlySpan<byte> head, string name) => head.Length > 4 && head.StartsWith("MOJ"u8) && head[3] is > 0 and < 32;

    public override void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        builder.WrittenBy("Austin");
        new MojoEvents(bytes, builder).Read();
    }
}
