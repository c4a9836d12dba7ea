using System.Globalization;
using System.Text;

namespace Lever.Profiles.Names;

/// <summary>
/// Symbols of Rust as the linker has them, where a profiler left them so. Two schemes occur in one program: the older one of
/// names and a hash (<c>_ZN3app3run17h0123456789abcdefE</c>) and that of RFC 2603 (<c>_RNvCs1234_3app3run</c>). Hashes,
/// disambiguators and lifetimes are left out.
/// </summary>
internal static class RustMangling
{
    /// <summary>The path a symbol stands for; the symbol itself if it is not one of Rust's.</summary>
    public static string Demangle(string symbol)
    {
        var name = Core(symbol);
        if (name.StartsWith("_ZN") || name.StartsWith("ZN")) return Older(name[(name.IndexOf('N') + 1)..]) ?? symbol;
        if (!name.StartsWith("_R") || name.Length < 4 || !char.IsAsciiLetterUpper(name[2])) return symbol;
        var path = new RustSymbolPath(name[2..]);
        return path.Read() ?? symbol;
    }

    // Compilers append .llvm.1234, .cold and the like; macOS puts one more underscore before.
    private static ReadOnlySpan<char> Core(string symbol)
    {
        var name = symbol.AsSpan();
        if (name.StartsWith("__ZN") || name.StartsWith("__R")) name = name[1..];
        var dot = name.StartsWith("_R") ? name.IndexOf('.') : name.LastIndexOf("E.");
        return dot > 0 ? name[..(name[dot] == 'E' ? dot + 1 : dot)] : name;
    }

    // 3app3run17h0123456789abcdefE
    private static string? Older(ReadOnlySpan<char> text)
    {
        var names = new List<string>();
        while (text.Length > 0 && text[0] != 'E')
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 4 || !int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return null;
            if (length == 0 || digits + length > text.Length) return null;
            names.Add(Unescape(text.Slice(digits, length)));
            text = text[(digits + length)..];
        }
        // Without the hash it is a name of C++.
        if (text is not "E" || names is not [.., ['h', .. { Length: 16 } hash]] || !hash.All(char.IsAsciiHexDigitLower)) return null;
        return string.Join("::", names.SkipLast(1));
    }

    // _$LT$app..A$u20$as$u20$core..Drop$GT$
    private static string Unescape(ReadOnlySpan<char> name)
    {
        if (name.StartsWith("_$")) name = name[1..];
        var text = new StringBuilder();
        while (!name.IsEmpty)
        {
            if (name.StartsWith(".."))
            {
                text.Append("::");
                name = name[2..];
                continue;
            }
            var end = name[0] == '$' ? name[1..].IndexOf('$') + 1 : 0;
            if (end > 0 && Escaped(name[1..end]) is { } letter)
            {
                text.Append(letter);
                name = name[(end + 1)..];
                continue;
            }
            text.Append(name[0]);
            name = name[1..];
        }
        return text.ToString();
    }

    private static string? Escaped(ReadOnlySpan<char> code) => code switch
    {
        "SP" => "@",
        "BP" => "*",
        "RF" => "&",
        "LT" => "<",
        "GT" => ">",
        "LP" => "(",
        "RP" => ")",
        "C" => ",",
        ['u', .. var hex] when int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && Rune.IsValid(point) =>
            new Rune(point).ToString(),
        _ => null,
    };
}
