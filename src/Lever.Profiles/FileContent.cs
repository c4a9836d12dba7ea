using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Lever.Profiles;

/// <summary>A file's content as readers want it: decompressed, and text in UTF-8 without a byte-order mark.</summary>
/// <param name="Name">The file's name without a compression suffix.</param>
/// <param name="Trouble">What went wrong on the way, if anything did.</param>
internal sealed record FileContent(ReadOnlyMemory<byte> Bytes, string Name, string? Trouble)
{
    /// <param name="limit">Bytes to decompress at most.</param>
    public static FileContent Open(ReadOnlyMemory<byte> bytes, string name, int limit)
    {
        string? trouble = null;
        if (bytes.Length > limit)
        {
            if (limit == ProfileLimits.Bytes) trouble = $"the file is longer than {limit >> 20} MiB; the rest is not read";
            bytes = bytes[..limit];
        }
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])) return new FileContent(Text(Unzip(bytes.ToArray(), limit, ref trouble)), Without(".gz", name), trouble);
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd])) return new FileContent(Text(UnpackZstd(bytes.ToArray(), limit, ref trouble)), Without(".zst", name), trouble);
        return new FileContent(Text(bytes), name, trouble);
    }

    private static string Without(string suffix, string name) => name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? name[..^suffix.Length] : name;

    private static ReadOnlyMemory<byte> Unzip(byte[] bytes, int limit, ref string? trouble)
    {
        using var source = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var content = ReadAll(source, bytes.Length, limit, "gzip", ref trouble);
        if (trouble is null && content.Length < limit && IsCutShort(bytes, content.Length)) trouble = "the gzip data is cut short";
        return content;
    }

    /// <summary>A frame that asks for a window of more than 128 MiB is refused.</summary>
    public static ReadOnlyMemory<byte> UnpackZstd(byte[] bytes, int limit, ref string? trouble)
    {
        using var source = new DecompressionStream(new MemoryStream(bytes));
        return ReadAll(source, bytes.Length, limit, "zstd", ref trouble);
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream source, int packed, int limit, string packing, ref string? trouble)
    {
        var content = new byte[Math.Min(limit, Math.Max(4096, packed))];
        var length = 0;
        try
        {
            while (true)
            {
                if (length == content.Length)
                {
                    if (length == limit) break;
                    Array.Resize(ref content, (int)Math.Min(limit, 2L * length));
                }
                var read = source.Read(content, length, content.Length - length);
                if (read == 0) break;
                length += read;
            }
            if (length == ProfileLimits.Bytes) trouble = $"the file unpacks to more than {limit >> 20} MiB; the rest is not read";
        }
        catch (EndOfStreamException)
        {
            trouble = $"the {packing} data is cut short";
        }
        catch (Exception damage) when (damage is InvalidDataException or ZstdException)
        {
            trouble = $"the {packing} data is damaged after byte {length} of the content";
        }
        return content.AsMemory(0, length);
    }

    // The stream does not tell its end from the file's. A whole file ends in the length of its last member.
    private static bool IsCutShort(ReadOnlySpan<byte> bytes, int length) =>
        bytes.Length < 18
        || (BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]) != (uint)length && bytes[10..].IndexOf((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]) < 0);

    // PowerShell's redirection writes UTF-16.
    private static ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> bytes) => bytes.Span switch
    {
        [0xff, 0xfe, .. var text] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(text)),
        [0xfe, 0xff, .. var text] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(text)),
        [0xef, 0xbb, 0xbf, ..] => bytes[3..],
        _ => bytes,
    };
}
