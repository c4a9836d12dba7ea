using System.Text;
using Lever.Syntax.Python;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Dev.Mutations;

/// <summary>A language whose parser is put to the test.</summary>
/// <param name="Extension">How its files' names end, without the dot.</param>
/// <param name="Inserts">Pieces that mutations insert.</param>
/// <param name="NewParser">A parser with buffers of its own.</param>
/// <param name="FindViolation">What is wrong with a tree, or null.</param>
internal sealed record Language(string Extension, IReadOnlyList<byte[]> Inserts, Func<Func<SourceText, SyntaxTree>> NewParser, Func<SyntaxTree, string?> FindViolation)
{
    private static readonly Edition[] editions = [Edition.Rust2021, Edition.Rust2015, Edition.Rust2018, Edition.Rust2024];

    public static Language Python { get; } = new("py",
    [
        .. new[]
        {
            "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "\"\"\"", "f'", "f\"{", "rb'", "t'", ":", ",", ";", "=", ":=", "->", ".", "...",
            "*", "**", "@", "\\", "\\\n", "\n", "\n\n", "\r", "\r\n", "\t", "    ", "\n    ", "\n\t", "\f", "#", "# type:", "!", "!r", "?", "$", "`",
            "\0", "é", "\u00A0", "\uFEFF", "x", "_", "0", "1_000", "0x", "1e", "1.j", "0777", " if ", " else ", " elif ", " for ", " in ", " not ",
            " is ", " and ", " lambda ", " lambda: ", " await ", " async ", " yield ", " from ", " import ", " def f(", " class ", " with ",
            " as ", " try:", " except ", " except* ", " finally:", " return ", " match ", " case ", " type X = ", " global ", " del ", " raise ",
            " assert ", " pass", " None", " print ", " == ", " != ", "<>", " // ", " >>= ", "{x!r:>{y}}", "{{", "}}", "\\N{DASH}", "/", "*,", "/,",
            "x=1, ", "*a, ", "**k, ", "x for x in y", "if x:\n", "else:\n", "\nelse:\n", "\n@", "[T]", "[*T]", "_ ", "|",
        }.Select(Encoding.UTF8.GetBytes),
    ], () =>
    {
        var parser = new PythonParser();
        return text => parser.Parse(text);
    }, Syntax.Python.TreeVerifier.FindViolation);

    /// <summary>The length of a text decides its edition, so that all have their turn.</summary>
    public static Language Rust { get; } = new("rs",
    [
        .. new[]
        {
            "(", ")", "[", "]", "{", "}", "<", ">", "'", "'a", "'a: ", "\"", "r\"", "r#\"", "\"#", "b\"", "b'x'", "c\"", "br##\"", "//", "///", "//!", "/*", "*/",
            ":", "::", "::<", ",", ";", "=", "==", "=>", "->", ".", "..", "..=", "...", "*", "&", "&&", "|", "||", "+", "-", "!", "?", "@", "#", "#!", "#[a]", "#![a]",
            "$", "~", "%", "^", "<<", ">>", ">>=", "<=", ">=", "!=", "+=", "\\", "\n", "\r", "\r\n", "\t", "\f", "\0", "é", "\u2028", "\uFEFF", "x", "_", "0", "0x",
            "1_000", "1e", "1.", "0.1", "1u8", ".0.1", "r#if", " if ", " if let ", " else ", " else if ", " match ", " for ", " in ", " while ", " loop ", " let ", " mut ", " ref ",
            " move ", " async ", " await", ".await", " unsafe ", " const ", " static ", " fn f(", " impl ", " trait ", " struct ", " enum ", " union ", " mod m", " use a::{", " pub ",
            " pub(crate) ", " extern ", " crate", " self", "&self", " Self", " super::", " where ", " dyn ", " impl ", " as ", " return ", " break ", " continue ", " yield ", " box ",
            " try ", " macro ", "macro_rules! m {", "m!(", "m![", "m!{", "println!(", "vec![", "matches!(", "select! {", "format!(\"{}\", ", "|x| ", "|| ", "for<'a> ", "Fn(A) -> B",
            "<A as B>::C", "S { a, ..b }", "[0; 4]", "..=3", "x @ ", "Some(", "#[cfg(a)] ", " default ", " auto ", " safe ", " gen ", " raw ", "&raw const ",
        }.Select(Encoding.UTF8.GetBytes),
    ], () =>
    {
        var parser = new RustParser();
        return text => parser.Parse(text, editions[text.Length % editions.Length]);
    }, Syntax.Rust.TreeVerifier.FindViolation);

    public static IReadOnlyList<Language> All { get; } = [Python, Rust];

    public IReadOnlyList<byte[]> Files(IEnumerable<string> places)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return [.. places
            .SelectMany(place => File.Exists(place) ? new[] { place }.Where(file => file.EndsWith("." + Extension, StringComparison.Ordinal)) : Directory.EnumerateFiles(place, "*." + Extension, options))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .Where(file => file.Length > 0)];
    }
}
