using System.IO.Compression;
using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class ReaderTests
{
    public static IEnumerable<TheoryDataRow<string>> Everything => Samples.All.Select(sample => new TheoryDataRow<string>(sample));

    [Theory]
    [MemberData(nameof(Everything))]
    public void Exactly_one_reader_says_yes(string sample)
    {
        var bytes = Samples.Bytes(sample);
        var head = bytes.AsMemory(0, Math.Min(bytes.Length, 64 << 10));
        foreach (var name in new[] { Path.GetFileName(sample), "profile" })
        {
            var format = Assert.Single(ProfileReaders.All, reader => reader.Recognizes(head.Span, name)).Format;
            Assert.Equal(sample.Split('/')[0], format);
            Assert.Equal(format, ProfileReaders.Recognize(bytes, name));
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Gzip_changes_nothing(string sample)
    {
        var plain = Samples.Read(sample);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Samples.Bytes(sample));
        var profile = ProfileReaders.Read(zipped.ToArray(), Path.GetFileName(sample) + ".gz");
        Assert.Equal(plain.Format, profile.Format);
        Assert.Equal(plain.Weights(0).Sum, profile.Weights(0).Sum);

        var cut = ProfileReaders.Read(zipped.ToArray().AsMemory(0, (int)zipped.Length / 2), Path.GetFileName(sample) + ".gz");
        Assert.NotEmpty(cut.Problems);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_second_reading_is_the_same(string sample)
    {
        var (a, b) = (Samples.Read(sample), Samples.Read(sample));
        Assert.Equal(a.Functions, b.Functions);
        Assert.Equal(a.Frames, b.Frames);
        Assert.Equal(Nodes(a), Nodes(b));

        static IEnumerable<(int, int, int)> Nodes(Profile profile) => Enumerable.Range(0, profile.Stacks.Count)
            .Select(node => (profile.Stacks.FrameOf(node), profile.Stacks.ParentOf(node), profile.Stacks.EndOf(node))).ToArray();
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Text_of_any_Unicode_encoding_is_read(string encoding)
    {
        var text = "main (a.py:1);grüße (ä.py:2) 3\r\n\r\n# note\r\nmain (a.py:1) 1\r\n";
        var bytes = Encoding.GetEncoding(encoding).GetPreamble().Concat(Encoding.GetEncoding(encoding).GetBytes(text)).ToArray();
        var profile = ProfileReaders.Read(bytes, "out.txt");
        Assert.Empty(profile.Problems);
        Assert.Equal(["main", "grüße"], profile.Functions.Select(function => function.Name));
        Assert.Equal(4, profile.Weights(0).Sum);
    }

    /// <summary>Two maps, from 1 to a message and from 2 to a string, which have the numbers of a pprof's first fields.</summary>
    [Fact]
    public void Labels_of_Pyroscope_are_no_profile()
    {
        byte[] labels = [0x0a, 10, 8, 1, 0x12, 6, 0x0a, 4, 8, 1, 0x10, 3, 0x12, 15, 8, 1, 0x12, 11, .. "thread_name"u8];
        var profile = ProfileReaders.Read(labels, "labels.pb");
        Assert.Equal("unknown", profile.Format);
        Assert.Contains("jfrconv", Assert.Single(profile.Problems).Message);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("PERFILE2....", "perf script")]
    [InlineData("memray\0...", "memray flamegraph FILE")]
    [InlineData("SIMPLEPERF...", "stackcollapse.py")]
    [InlineData("FLR\0...", "jfrconv")]
    [InlineData("PK\u0003\u0004...", "unpack it")]
    [InlineData("heap profile: 1: 2 [3: 4] @ heap_v2/1", "pprof -proto")]
    [InlineData("{\"meta\":{\"version\":24},\"threads\":[{\"samples\":{\"schema\":{}},\"stackTable\":{}}]}", "raw Gecko")]
    [InlineData("<?xml version=\"1.0\"?><svg width=\"1200\">", "py-spy record -f speedscope")]
    [InlineData("<!DOCTYPE html><html>", "web page")]
    [InlineData("<!DOCTYPE html><html><head><title>Tachyon Profiler - Heatmap Report</title>", "run --binary")]
    [InlineData("{\"a\": 1}", "no profile format")]
    [InlineData("hello world", "Lever reads pstats, speedscope, ")]
    public void Other_files_get_advice(string content, string advice)
    {
        var profile = ProfileReaders.Read(Encoding.UTF8.GetBytes(content), "some.file");
        Assert.Equal("unknown", profile.Format);
        Assert.False(profile.HasWeight);
        Assert.Contains(advice, Assert.Single(profile.Problems).Message);
        Assert.Null(ProfileReaders.Recognize(Encoding.UTF8.GetBytes(content), "some.file"));
    }
}
