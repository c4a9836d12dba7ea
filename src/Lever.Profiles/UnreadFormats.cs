namespace Lever.Profiles;

/// <summary>
/// Files that users bring and no reader takes: what they are, and the command that makes a readable file of them. A format leaves
/// this list when its reader joins <see cref="ProfileReaders"/>.
/// </summary>
internal static class UnreadFormats
{
    public static string Advice(ReadOnlySpan<byte> head, string name)
    {
        if (head.IsEmpty) return "the file is empty";
        if (head.StartsWith("PERFILE2"u8))
            return "this is perf's own binary file; run `perf script | inferno-collapse-perf > profile.folded` and pass that";
        if (head.StartsWith("memray\0"u8))
            return "this is memray's own binary file; run `memray transform speedscope FILE` and pass its output";
        if (head.IndexOf("<svg"u8) >= 0)
            return "this is a flame graph's picture; record again with `py-spy record -f speedscope -o profile.json`, "
                + "or keep the folded stacks: `cargo flamegraph --post-process 'tee profile.folded'`";
        if (head.StartsWith("MOJ"u8)) return "this is Austin's binary file; run `mojo2austin FILE profile.austin` and pass that";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
            return "this is packed by zstd, as heaptrack does; run `zstd -d FILE` and pass its output";
        if (head.IndexOf("<html"u8) >= 0 || head.IndexOf("<!DOCTYPE html"u8) >= 0)
            return "this is a web page; export the profile as speedscope JSON, folded stacks or pstats";
        if (head[0] == '{' || head[0] == '[')
            return "this JSON is of no profile format Lever reads; export it as speedscope JSON";
        return "no reader knows this file; Lever reads " + string.Join(", ", ProfileReaders.Formats);
    }
}
