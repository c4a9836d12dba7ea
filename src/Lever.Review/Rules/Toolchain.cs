using System.Globalization;
using Lever.Review.Findings;

namespace Lever.Review.Rules;

/// <summary>What an experiment is measured with: CPython or rustc, of a version.</summary>
public readonly record struct Toolchain(Language Language, int Major, int Minor)
{
    private const string Compiler = "rustc-";

    public static Toolchain Python(int major, int minor) => new(Language.Python, major, minor);

    public static Toolchain Rust(int major, int minor) => new(Language.Rust, major, minor);

    /// <summary>The version alone, such as <c>3.11</c>.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    /// <summary>In words: <c>CPython 3.11</c> or <c>rustc 1.95</c>.</summary>
    public string Name => (Language == Language.Rust ? "rustc " : "CPython ") + Version;

    /// <summary>As it stands in the table of what was measured: <c>3.11</c> for CPython, <c>rustc-1.95</c> for rustc.</summary>
    public override string ToString() => Language == Language.Rust ? Compiler + Version : Version;

    /// <summary>Of a text as <see cref="ToString"/> writes it; null where it is none.</summary>
    public static Toolchain? Parse(string text)
    {
        var isRust = text.StartsWith(Compiler, StringComparison.Ordinal);
        if ((isRust ? text[Compiler.Length..] : text).Split('.') is not [var first, var second]) return null;
        return Number(first) is { } major && Number(second) is { } minor ? new Toolchain(isRust ? Language.Rust : Language.Python, major, minor) : null;
    }

    /// <summary>To sort by: the language, then from old to new.</summary>
    public (Language, int, int) Order => (Language, Major, Minor);

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
