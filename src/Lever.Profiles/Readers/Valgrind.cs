namespace Lever.Profiles.Readers;

/// <summary>What the files of valgrind's counting tools share.</summary>
internal static class Valgrind
{
    public static bool HasEvents(ReadOnlySpan<byte> head) => TextLines.HasOne(head, "events:"u8);

    public static void Fill(ReadOnlySpan<byte> bytes, ProfileBuilder builder)
    {
        var table = new CallgrindTable(builder);
        var lines = new TextLines(bytes);
        while (lines.Next()) table.Take(lines.Bytes);
        table.Finish();
    }
}
