using System.Security.Cryptography;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>A function that can be called from outside: at module level, or a method of a class there. What is nested in it belongs to it.</summary>
/// <param name="Name">Qualified inside its module, as Python does it.</param>
/// <param name="Source">Its text, decorators included.</param>
/// <param name="FirstLine">Of the decorators or the definition, from 1.</param>
/// <param name="LastLine">The last one of its body.</param>
internal sealed record FunctionSource(string Name, string Source, int FirstLine, int LastLine)
{
    /// <summary>SHA-256 of the text in hexadecimal: what a proof is bound to.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Source)));
}

/// <summary>The functions of a file by name.</summary>
internal static class FunctionSources
{
    /// <summary>In source order. Of several with one name (overloads, alternatives under <c>if</c>) the last counts, as it does for Python.</summary>
    public static IReadOnlyList<FunctionSource> Of(ReadOnlySpan<byte> file)
    {
        var tree = PythonParser.ParseOnce(SourceDecoder.DecodePython(file).Text);
        var found = new Dictionary<string, FunctionSource>(StringComparer.Ordinal);
        Collect(tree.Root, "", tree.Lines, found);
        return [.. found.Values.OrderBy(function => function.FirstLine)];
    }

    /// <summary>The functions that both versions of a file have, with different texts; as they were before.</summary>
    public static IReadOnlyList<FunctionSource> Changed(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var now = Of(after).ToDictionary(function => function.Name, StringComparer.Ordinal);
        return [.. Of(before).Where(function => now.TryGetValue(function.Name, out var other) && other.Source != function.Source)];
    }

    /// <summary>Where a change touches what stands in class bodies beside the methods, such as <c>__slots__</c>: how these classes make their objects.</summary>
    public static IReadOnlyList<FunctionSource> MakersOfChangedClasses(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var (old, now) = (Classes(before), Classes(after));
        return [.. Of(before).Where(function => function.Name.EndsWith(".__init__", StringComparison.Ordinal) && function.Name[..^".__init__".Length] is var owner
            && old.TryGetValue(owner, out var was) && now.TryGetValue(owner, out var @is) && was != @is)];
    }

    /// <summary>The texts of the classes at module level.</summary>
    private static Dictionary<string, string> Classes(ReadOnlySpan<byte> file)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var statement in PythonParser.ParseOnce(SourceDecoder.DecodePython(file).Text).Root.Children)
            if (statement.AsClass is { } owner) found[owner.Name] = statement.Text;
        return found;
    }

    private static void Collect(Node block, string prefix, LineMap lines, Dictionary<string, FunctionSource> found)
    {
        foreach (var statement in block.Children)
        {
            switch (statement.Kind)
            {
                case Kind.FunctionDef or Kind.AsyncFunctionDef:
                    var name = prefix + statement.Child(1).Text;
                    // A decorator is part of what a function does.
                    var start = statement.FirstChild is { Kind: Kind.Decorators, HasChildren: true } decorators ? decorators.FirstChild.Start : statement.Start;
                    var text = System.Text.Encoding.UTF8.GetString(statement.Tree.Text[new Lever.Syntax.Text.Span(start, statement.End)]);
                    found[name] = new FunctionSource(name, text, lines.LineAt(start), lines.LineAt(Math.Max(statement.Start, statement.End - 1)));
                    break;
                case Kind.ClassDef:
                    Collect(statement.LastChild, prefix + statement.Child(1).Text + ".", lines, found);
                    break;
                case Kind.If or Kind.Try or Kind.TryStar or Kind.With or Kind.Block or Kind.Handlers or Kind.ExceptHandler:
                    Collect(statement, prefix, lines, found);
                    break;
            }
        }
    }
}
