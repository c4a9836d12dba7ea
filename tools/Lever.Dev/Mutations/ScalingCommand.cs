using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Dev.Mutations;

/// <summary>
/// `scaling [--start I]`: parses sources that repeat one piece, at growing lengths and on a small stack, and shows whose time
/// grows faster than they do. Each is announced on the error output, so that one that kills the process is known.
/// </summary>
internal static class ScalingCommand
{
    private const int Short = 256 << 10;
    private const int Long = 16 * Short;

    /// <summary>Twice the time a byte is noise, or the end of a cache; a parser that is not linear takes sixteen times as long.</summary>
    private const double Suspicious = 6;

    /// <summary>Sources as head, repeated piece, and tail.</summary>
    private static readonly IReadOnlyList<(string Head, string Piece, string Tail)> python =
    [
        .. new[]
        {
            "(", "[", "{", ")", "]", "}", "((a)", "f(", "f(a)", ".a", "a.", "a[", "[0]", "not ", "-", "~", "await ", "lambda: ", "lambda x=", "a if ",
            "a if b else ", "a = ", "a, ", "*", "**", "*a, ", "a and ", "a or ", "a + ", "a ** ", "a < ", "a := ", "(a := ", "yield ", "(yield ",
            "f'{", "f\"{f'{", "f'{x}'", "f'{x:{", "{{", "'a' ", "''", "\"", "'''", "'", "b''", "t'{", "\\\n", "\\", "#", "#\n", "\n", "\r", "\f", " ", "\t",
            "if x:\n", "if x: ", "else:\n", "elif x:\n", "try:\n", "except:\n", "finally:\n", "with (", "with a, ", "with (a as b, ", "for x in ", "a for a in b ",
            "@", "@a\n", "def f(", "def f(): ", "class A: ", "class A(", "async ", "async for ", "match ", "match x:\n", "match (", "case ", "case (",
            "type X = ", "type ", "print ", "import a, ", "import a.", "from . ", ".", "...", "....", "from a import (", "global a, ", "del (", "return ", "raise ",
            "assert ", "pass;", ";", ":", "=", "->", "!", "?", "$", "\0", "é", "\u00A0", "0", "1_", "0x", "1e", "1j ", "0_", "a: ", "a: b = ", "(a): ", "x[a:b, ",
            "x[::", "{a: b, ", "{**", "{*", "[*", "(a, ", "a\n", "a\n ", " a\n", "a;", "\n(", "(\n", "[\n}", "(]", "x = [\n", "def f():\n    (\n",
        }.Select(piece => ("", piece, "")),
        ("match x:\n    case ", "(", "a: pass"),
        ("match x:\n    case ", "[", "a: pass"),
        ("match x:\n    case ", "a | ", "a: pass"),
        ("match x:\n    case ", "A(b=", "a: pass"),
        ("match x:\n    case ", "{1: ", "a: pass"),
        ("match x:\n", "    case a: pass\n", ""),
        ("with ", "(", "a as b: pass"),
        ("with (", "(a), ", "a as b): pass"),
        ("try: pass\n", "except a: pass\n", ""),
        ("if a: pass\n", "elif a: pass\n", ""),
        ("x = f'''", "{a!r:>{b}} ", "'''"),
        ("x = ", "'a' f'{b}' ", ""),
        ("def f(", "a, ", "): pass"),
        ("def f(", "*, ", "): pass"),
        ("x = {", "a: b, ", "}"),
    ];

    internal static IReadOnlyList<(Language Language, string Head, string Piece, string Tail)> Repetitions { get; } =
    [
        .. python.Select(repetition => (Language.Python, repetition.Head, repetition.Piece, repetition.Tail)),
        .. RustPieces.All.Select(repetition => (Language.Rust, repetition.Head, repetition.Piece, repetition.Tail)),
    ];

    /// <summary>What the parser promises to be content with.</summary>
    private const int StackSize = 1 << 20;

    public static int Run(ReadOnlySpan<string> words)
    {
        var start = Arguments.Read(words).Number("start", 0);
        var slow = 0;
        var worst = (PerByte: 0.0, Index: 0);
        var thread = new Thread(() => slow = Enumerable.Range(start, Repetitions.Count - start).Count(index => IsSlow(index, ref worst)), StackSize);
        thread.Start();
        thread.Join();
        Console.WriteLine($"{Repetitions.Count} repetitions of {Short >> 10} and {Long >> 10} KiB, {slow} take more than {Suspicious} times as long a byte when long");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"most: {worst.PerByte:0} ns a byte, {Shown(worst.Index)}"));
        return slow == 0 ? 0 : 1;
    }

    /// <summary>A source of about some length.</summary>
    internal static SourceText Source((Language Language, string Head, string Piece, string Tail) repetition, int length) => SourceText.From(
        new StringBuilder(repetition.Head).Insert(repetition.Head.Length, repetition.Piece, length / repetition.Piece.Length).Append(repetition.Tail).ToString());

    private static bool IsSlow(int index, ref (double PerByte, int Index) worst)
    {
        var repetition = Repetitions[index];
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{index}: {Shown(index)}"));
        var parse = repetition.Language.NewParser();
        parse(Source(repetition, Short));
        var before = PerByte(parse, Source(repetition, Short));
        var after = PerByte(parse, Source(repetition, Long));
        if (after > worst.PerByte) worst = (after, index);
        if (after < before * Suspicious) return false;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before:0.0} ns a byte become {after:0.0}: {Shown(index)}"));
        return true;
    }

    private static string Shown(int index)
    {
        var (_, head, piece, tail) = Repetitions[index];
        return $"{head}[{piece}]{(tail.Length > 40 ? "…" : tail)}".ReplaceLineEndings("\\n");
    }

    private static double PerByte(Func<SourceText, SyntaxTree> parse, SourceText source)
    {
        var best = double.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var started = Stopwatch.GetTimestamp();
            parse(source);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalNanoseconds / source.Length);
        }
        return best;
    }
}
