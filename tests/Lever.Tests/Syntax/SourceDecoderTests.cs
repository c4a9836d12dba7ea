using System.Text;
using CsCheck;
using Lever.Syntax.Text;

namespace Lever.Tests.Syntax;

public class SourceDecoderTests
{
    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Files are written here as Latin-1, so that every byte can be named by an escape.</summary>
    public static TheoryData<string, string, string> Readable => new()
    {
        { "", "", "utf-8" },
        { "x = 1\n", "x = 1\n", "utf-8" },
        { "s = '\u00C3\u00A9'\n", "s = 'é'\n", "utf-8" },
        { "\u00EF\u00BB\u00BFx = 1\n", "x = 1\n", "utf-8" },
        { "\u00EF\u00BB\u00BF# coding: utf-8\n", "# coding: utf-8\n", "utf-8" },
        { "# -*- coding: UTF_8 -*-\ns = '\u00C3\u00A9'", "# -*- coding: UTF_8 -*-\ns = 'é'", "utf-8" },
        { "# coding: utf-8-sig\n\u00C3\u00A9", "# coding: utf-8-sig\né", "utf-8" },
        { "# -*- coding: latin-1 -*-\ns = '\u00E9'", "# -*- coding: latin-1 -*-\ns = 'é'", "iso-8859-1" },
        { "#!/usr/bin/python\r\n# vim: set fileencoding=iso-8859-15 :\r\n'\u00A4'", "#!/usr/bin/python\r\n# vim: set fileencoding=iso-8859-15 :\r\n'€'", "iso-8859-15" },
        { "#!/usr/bin/python\r# coding=latin1\r'\u00E9'", "#!/usr/bin/python\r# coding=latin1\r'é'", "iso-8859-1" },
        { "\n# coding=cp1252\n'\u0080'", "\n# coding=cp1252\n'€'", "windows-1252" },
        { " \t\f# coding=windows-1251\n'\u00C6'", " \t\f# coding=windows-1251\n'Ж'", "windows-1251" },
        { "# coding: koi8-r\n'\u00F6'", "# coding: koi8-r\n'Ж'", "koi8-r" },
        { "# coding: latin2\n'\u00B1'", "# coding: latin2\n'ą'", "iso-8859-2" },
        { "# coding: cp437\n'\u0081'", "# coding: cp437\n'ü'", "ibm437" },
        { "# coding: shift_jis\n'\u0083\u0065'", "# coding: shift_jis\n'テ'", "shift_jis" },
        { "# coding: gbk\n'\u00D6\u00D0'", "# coding: gbk\n'中'", "gb2312" },
        { "# coding: euc-jp\n'\u00A5\u00C6'", "# coding: euc-jp\n'テ'", "euc-jp" },
        { "# coding: euc_kr\n'\u00C7\u00D1'", "# coding: euc_kr\n'한'", "ks_c_5601-1987" },
        { "# coding: big5\n'\u00A4\u00A4'", "# coding: big5\n'中'", "big5" },
        { "# coding: ascii\nx", "# coding: ascii\nx", "us-ascii" },
        // Too late, after code, or no declaration at all.
        { "\n\n# coding: latin-1\n'\u00C3\u00A9'", "\n\n# coding: latin-1\n'é'", "utf-8" },
        { "x = 1\n# coding: latin-1\n'\u00C3\u00A9'", "x = 1\n# coding: latin-1\n'é'", "utf-8" },
        { "# encoding latin-1\n'\u00C3\u00A9'", "# encoding latin-1\n'é'", "utf-8" },
        { "# coding: \n'\u00C3\u00A9'", "# coding: \n'é'", "utf-8" },
    };

    [Theory, MemberData(nameof(Readable))]
    public void Decodes(string file, string text, string encoding)
    {
        var bytes = Latin1(file);
        var decoded = SourceDecoder.DecodePython(bytes);
        Assert.Equal(text, decoded.Text.ToString());
        Assert.Equal(encoding, decoded.EncodingName);
        Assert.Empty(decoded.Problems);
        Assert.Equal(bytes, decoded.Encode(decoded.Text.Bytes));
    }

    public static TheoryData<string, string, int, string> Unreadable => new()
    {
        { "x = '\u00E9'\n", "x = '?'\n", 5, "not valid UTF-8;" },
        { "\u00EF\u00BB\u00BFx = '\u00E9\u00FF'\n", "x = '??'\n", 5, "not valid UTF-8 (and 1 more such bytes)" },
        { "# coding: utf-8\n\u00ED\u00A0\u0080", "# coding: utf-8\n???", 16, "not valid UTF-8" },
        { "\u00F0\u009F\u0098", "???", 0, "not valid UTF-8" },
        { "# coding: ascii\n'\u00E9'", "# coding: ascii\n'?'", 17, "`ascii`" },
        { "# coding: cp1252\n'\u0081'", "# coding: cp1252\n'\u0081'", 18, "`cp1252`" },
        { "# coding: klingon\nx", "# coding: klingon\nx", 10, "`klingon` is no encoding" },
        { "# coding: utf-16\nx", "# coding: utf-16\nx", 10, "`utf-16` is no encoding" },
        { "\u00EF\u00BB\u00BF# coding: latin-1\nx", "# coding: latin-1\nx", 10, "byte order mark" },
        { "\u00FF\u00FEx\u0000=\u00001\u0000", "x=1", 0, "UTF-16" },
        { "\u00FE\u00FF\u0000x", "x", 0, "UTF-16" },
        { "x = 1\u0000\n", "x = 1\u0000\n", 5, "null byte" },
    };

    [Theory, MemberData(nameof(Unreadable))]
    public void Says_what_is_wrong_and_decodes_the_rest(string file, string text, int problemAt, string message)
    {
        var decoded = SourceDecoder.DecodePython(Latin1(file));
        Assert.Equal(text, decoded.Text.ToString());
        var problem = Assert.Single(decoded.Problems);
        Assert.Equal(problemAt, problem.Span.Start);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Null(decoded.Encode("y"u8));
    }

    [Fact]
    public void Other_languages_have_no_declarations() =>
        Assert.Equal("// # coding: latin-1\né", SourceDecoder.DecodeUtf8("// # coding: latin-1\né"u8).Text.ToString());

    [Fact]
    public void Utf8_stays_where_it_was_read_to()
    {
        var buffer = new byte[1000];
        Array.Fill(buffer, (byte)'#');
        "é = 1"u8.CopyTo(buffer);
        var decoded = SourceDecoder.DecodePython(buffer, 6);
        Assert.Same(buffer, decoded.Text.Buffer);
        Assert.Equal("é = 1", decoded.Text.ToString());
    }

    [Fact]
    public void What_an_encoding_lacks_is_not_written()
    {
        var decoded = SourceDecoder.DecodePython(Latin1("# coding: latin-1\n"));
        Assert.NotNull(decoded.Encode("é"u8));
        Assert.Null(decoded.Encode("€"u8));
    }

    [Fact]
    public void Any_bytes_decode() =>
        Gen.Select(Gen.OneOf("", "# coding: cp1252\n", "# coding: gb18030\n", "# coding: iso-2022-jp\n", "\u00FF\u00FE", "# coding: "), Gen.Byte.Array)
            .Sample((head, tail) =>
            {
                var decoded = SourceDecoder.DecodePython([.. Latin1(head), .. tail]);
                foreach (var problem in decoded.Problems)
                    Assert.InRange(problem.Span.Start, 0, decoded.Text.Length);
                return System.Text.Unicode.Utf8.IsValid(decoded.Text.Bytes);
            }, iter: 20_000);
}
