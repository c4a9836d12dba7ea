using System.Text;
using Lever.Serving.Lsp;

namespace Lever.Tests.Serving.Lsp;

/// <summary>Messages are read from whatever pieces they come in, and found again behind bytes that are none.</summary>
public class FrameReaderTests
{
    [Theory]
    [InlineData("Content-Length: 2\r\n\r\n{}", "{}")]
    [InlineData("Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}", "{}")]
    [InlineData("Content-Type: x\r\ncontent-length:2\r\n\r\n{}", "{}")]
    [InlineData("Content-Length: 2\n\n{}", "{}")]
    [InlineData("\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}")]
    [InlineData("Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", "|1")]
    [InlineData("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", "{}|[1]")]
    [InlineData("Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}", "!|{}")]
    [InlineData("Content-Length: -1\r\n\r\nContent-Length: 2\r\n\r\n{}", "!|{}")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", "!|{}")]
    [InlineData("Content-Length: 4294967298\r\n\r\n{}Content-Length: 2\r\n\r\n{}", "!|{}")]
    [InlineData("Content-Type: x\r\n\r\nContent-Length: 2\r\n\r\n{}", "!|{}")]
    [InlineData("junk\r\nmore junk\r\nContent-Length: 2\r\n\r\n{}", "!|{}")]
    [InlineData("Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n[]", "{|[]")]
    [InlineData("Content-Length: 9\r\n\r\n{}", "")]
    [InlineData("", "")]
    public void Messages_are_found(string sent, string expected)
    {
        foreach (var piece in (int[])[1, 3, 1000])
        {
            var reader = new FrameReader(new Drip(Encoding.UTF8.GetBytes(sent), piece));
            var found = new List<string>();
            while (reader.Read() is { } frame) found.Add(frame.Problem is null ? Encoding.UTF8.GetString(frame.Content.Span) : "!");
            Assert.Equal(expected, string.Join('|', found));
        }
    }

    [Fact]
    public void A_long_message_comes_whole_and_a_line_without_end_takes_no_memory()
    {
        var content = new byte[9_000_000];
        Array.Fill(content, (byte)'a');
        var sent = new MemoryStream();
        sent.Write(content);
        sent.Write(Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"));
        sent.Write(content);
        var reader = new FrameReader(new Drip(sent.ToArray(), 100_000));
        Assert.Equal(content.Length, reader.Read()!.Value.Content.Length);
        Assert.Null(reader.Read());
    }

    [Fact]
    public void No_room_is_made_on_the_word_of_a_header()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(new FrameReader(new Drip(Encoding.ASCII.GetBytes($"Content-Length: {FrameReader.LongestContent}\r\n\r\nfew"), 100)).Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    /// <summary>Gives a few bytes at a time, as pipes may.</summary>
    private sealed class Drip(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);
    }
}
