using System.Diagnostics.CodeAnalysis;

namespace Lever.Review.Cost;

/// <summary>What is wrong with an expression, a row or a size, and what to do about it.</summary>
/// <param name="Column">Where in the text, counted from 1 in Unicode code points.</param>
/// <param name="Message">A sentence without its final period, starting in lower case.</param>
public sealed record CostProblem(int Column, string Message);

/// <summary>
/// A parsed cost expression; immutable. The grammar:
/// <code>
/// sum      = ["-"] product { ("+" | "-") product }
/// product  = power { ("*" | "/") power }
/// power    = transfer [ "^" factor ]
/// transfer = primary [ "@" (name | number) ]
/// primary  = number [".." number [".." number]] | name | function "(" sum {"," sum} ")" | "(" sum ")"
/// factor   = ["-"] power
/// </code>
/// Numbers take a suffix (K, M, G), a unit or a rate (<c>16GB/s</c>, without spaces); names are letters, digits,
/// underscores and dots.
/// </summary>
public sealed class CostExpression
{
    internal CostExpression(CostNode root) => Root = root;

    internal CostNode Root { get; }

    /// <summary>Parses a text; never throws, whatever the text.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out CostExpression? expression, [NotNullWhen(false)] out CostProblem? problem)
    {
        var parser = new CostParser(text);
        var root = parser.Parse();
        problem = parser.Problem;
        expression = root is null ? null : new CostExpression(root);
        return expression is not null;
    }

    /// <summary>The expression in canonical spelling; parsing it gives the same expression again.</summary>
    public override string ToString() => CostPrinter.Print(Root);
}
