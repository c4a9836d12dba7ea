using System.Text.RegularExpressions;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>Types of parameters as docstrings give them: <c>:type x: int</c>, numpy's <c>x : int</c>, Google's <c>x (int): …</c>.</summary>
internal static partial class DocumentedTypes
{
    public static string? Of(FunctionView function, string name, PythonModule module)
    {
        var body = function.Body;
        if (!body.HasChildren || body.FirstChild is not { Kind: Kind.Expr } first || first.FirstChild.AsConstant is not { String: { } text }) return null;
        return Fields().Matches(text).Where(match => match.Groups["name"].Value == name).Select(match => Read(match.Groups["type"].Value, module)).FirstOrDefault(type => type is not null);
    }

    /// <summary>A type in a docstring's words; null where the words mean none that is known.</summary>
    internal static string? Read(string words, PythonModule module)
    {
        var text = words.Trim().Trim('`', '.', '*').Trim();
        foreach (var ending in (string[])[", optional", "(optional)"])
            if (text.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) text = text[..^ending.Length].Trim();
        if (Holding().Match(text) is { Success: true } holding)
        {
            var outer = Simple(holding.Groups["outer"].Value);
            var inner = Read(holding.Groups["inner"].Value.TrimEnd('s', ')', ']'), module) ?? Read(holding.Groups["inner"].Value.TrimEnd(')', ']'), module);
            return outer is "list" or "set" or "frozenset" or "Iterable" or "Iterator" or "Sequence" && inner is not null ? $"{outer}[{inner}]" : outer;
        }
        if (Simple(text) is { } simple) return simple;
        return text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            && module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(text)) is { OnlyDefinition.Kind: DefinitionKind.Class } ? text : null;
    }

    private static string? Simple(string word) => word.ToLowerInvariant() switch
    {
        "str" or "string" or "unicode" or "basestring" or "text" => "str",
        "int" or "integer" or "long" => "int",
        "float" or "number" or "real" => "float",
        "bool" or "boolean" => "bool",
        "bytes" => "bytes",
        "list" or "array" => "list",
        "dict" or "dictionary" => "dict",
        "set" => "set",
        "frozenset" => "frozenset",
        "tuple" => "tuple",
        "sequence" or "seq" => "Sequence",
        "iter" or "iterable" => "Iterable",
        "iterator" or "generator" => "Iterator",
        "callable" or "function" or "func" => "Callable",
        "file" or "file-like" or "stream" => "TextIO",
        _ => null,
    };

    [GeneratedRegex(@"^[ \t]*(?:[:@](?:type|param)[ ]+(?<name>\w+)[ ]*:|(?<name>\w+)[ ]+:|(?<name>\w+)[ ]*\()[ ]*(?<type>[^\n:]*?)(?:\):[^\n]*)?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Fields();

    [GeneratedRegex(@"^(?<outer>\w+)(?:[ ]+of[ ]+|[\[\(])(?<inner>.+)$", RegexOptions.NonBacktracking)]
    private static partial Regex Holding();
}
