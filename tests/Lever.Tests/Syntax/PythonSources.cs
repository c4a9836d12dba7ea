using CsCheck;

namespace Lever.Tests.Syntax;

/// <summary>Generated sources that look enough like Python to get deep into the parser.</summary>
internal static class PythonSources
{
    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "...", "=", "==", "!=", ":=", "->", "+", "-", "*", "**", "/", "//", "%", "@",
        "~", "|", "&", "<<", "+=", "<", "<=", "!", "\\", "\\\n", "#c", "\n", "\n", "\n", "\n ", "\n  ", "\n    ", "\n\t", " ", " ",
        "\r\n", "\f", "\0", "é", "€", "x", "y", "_", "match", "case", "type", "print", "1", "0x", "1_", "1j", ".5", "'", "\"", "\"\"\"",
        "'s'", "b'b'", "f'", "f\"", "t'", "rf'''", "{x!r", ":>{", "}}", "{{", "f'{x}'", "\\N{", "\\x", "if ", "elif ", "else", "for ",
        " in ", " not ", " and ", " or ", " is ", "lambda ", "yield ", "from ", "await ", "async ", " as ", "def ", "class ", "return ",
        "del ", "import ", "global ", "with ", "while ", "try", "except ", "except*", "finally", "raise ", "assert ", "pass", "break",
        "None", "True", "f(", "x = ", "if x:\n  ", "def f(x):\n  ", "match x:\n  case ", "try:\n  x\nexcept ", "with (x as y",
    ];

    public static Gen<string> Soup { get; } = Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 60].Select(string.Concat);
}
