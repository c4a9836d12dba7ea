using System.Globalization;
using System.Text;

namespace Lever.Syntax.Text;

/// <summary>The encodings that a coding cookie may name, by the names that CPython's codec registry gives them.</summary>
internal static class PythonEncodings
{
    /// <summary>The code page of ISO-2022-JP, the one encoding here whose text may be ASCII bytes that are not ASCII.</summary>
    public const int Iso2022Japanese = 50220;

    /// <param name="IsUtf8">Needs no transcoding.</param>
    /// <param name="Codec">The encoding otherwise; null where the name means nothing here.</param>
    /// <param name="IsUnusualName">CPython knows UTF-8 by this name, yet rejects it next to a byte order mark.</param>
    public readonly record struct Found(bool IsUtf8, Encoding? Codec, bool IsUnusualName = false);

    public static Found Find(string name)
    {
        var normal = name.ToLowerInvariant().Replace('_', '-');
        if (normal == "utf-8" || normal.StartsWith("utf-8-", StringComparison.Ordinal)) return new(true, null);
        normal = string.Join('-', normal.Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (normal is "utf-8" or "utf8" or "u8" or "utf" or "cp65001") return new(true, null, IsUnusualName: true);
        if (normal is "ascii" or "us-ascii" or "646" or "ansi-x3.4-1968") return new(false, WithPlaceholder(20127));
        if (normal is "latin-1" or "latin1" or "latin" or "l1" or "8859" or "cp819" or "iso8859" or "iso8859-1" or "iso-8859-1" or "iso-latin-1"
            || normal.StartsWith("latin-1-", StringComparison.Ordinal)
            || normal.StartsWith("iso-8859-1-", StringComparison.Ordinal)
            || normal.StartsWith("iso-latin-1-", StringComparison.Ordinal))
            return new(false, Encoding.Latin1);
        var page = CodePage(normal);
        return new(false, page == 0 ? null : WithPlaceholder(page));
    }

    /// <summary>The index of the first character that stands for bytes the encoding does not define, or -1.</summary>
    /// <remarks>Undefined bytes of the Windows code pages decode to control characters, which CPython does not accept.</remarks>
    public static int FirstUndefined(Encoding codec, string text)
    {
        var bad = text.IndexOf('\uFFFD', StringComparison.Ordinal);
        if (codec.CodePage is not (874 or (>= 1250 and <= 1258))) return bad;
        var control = text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F');
        return bad < 0 || (control >= 0 && control < bad) ? control : bad;
    }

    private static int CodePage(string name) => name switch
    {
        "koi8-r" => 20866,
        "koi8-u" => 21866,
        "mac-roman" or "macroman" or "macintosh" => 10000,
        "mac-cyrillic" => 10007,
        "shift-jis" or "sjis" or "s-jis" or "shiftjis" or "csshiftjis" or "ms932" or "mskanji" or "ms-kanji" => 932,
        "euc-jp" or "eucjp" or "ujis" or "u-jis" => 51932,
        "iso-2022-jp" or "iso2022jp" or "csiso2022jp" => Iso2022Japanese,
        "gbk" or "ms936" or "gb2312" or "euc-cn" or "euccn" or "gb2312-80" or "eucgb2312-cn" or "chinese" => 936,
        "gb18030" or "gb18030-2000" => 54936,
        "big5" or "big5-tw" or "csbig5" or "ms950" => 950,
        "euc-kr" or "euckr" or "korean" or "ksc5601" or "ks-c-5601" or "ks-c-5601-1987" or "ms949" or "uhc" => 949,
        "latin2" or "l2" => 28592,
        "latin3" or "l3" => 28593,
        "latin4" or "l4" => 28594,
        "cyrillic" => 28595,
        "arabic" => 28596,
        "greek" or "greek8" => 28597,
        "hebrew" => 28598,
        "latin5" or "l5" => 28599,
        "latin7" or "l7" => 28603,
        "latin9" or "l9" => 28605,
        _ => Numbered(name),
    };

    private static int Numbered(string name)
    {
        var part = NumberAfter(name, "iso-8859-") ?? NumberAfter(name, "iso8859-");
        if (part is not null) return part is (>= 2 and <= 9) or 13 or 15 ? 28590 + part.Value : 0;
        var page = NumberAfter(name, "windows-") ?? NumberAfter(name, "cp") ?? NumberAfter(name, "ibm") ?? 0;
        return page is 437 or 737 or 775 or 850 or 852 or 855 or 857 or 858 or (>= 860 and <= 866) or 869 or 874 or 932 or 936 or 949 or 950
            or (>= 1250 and <= 1258) ? page : 0;
    }

    private static int? NumberAfter(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static Encoding WithPlaceholder(int page)
    {
        var provider = page == 20127 ? null : CodePagesEncodingProvider.Instance;
        var decoder = new DecoderReplacementFallback("\uFFFD");
        var encoder = new EncoderReplacementFallback("?");
        return provider?.GetEncoding(page, encoder, decoder) ?? Encoding.GetEncoding(page, encoder, decoder);
    }
}
