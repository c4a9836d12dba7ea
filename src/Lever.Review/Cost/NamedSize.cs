using System.Diagnostics.CodeAnalysis;
using Lever.Review.Findings;

namespace Lever.Review.Cost;

/// <summary>A size by name, such as <c>n</c> or <c>feed.items</c>.</summary>
/// <param name="Value">A count, or bytes where the size was given in bytes.</param>
/// <param name="Source">Where the figure comes from.</param>
public sealed record NamedSize(string Name, Quantity Value, string Source)
{
    public static NamedSize Of(SizeAssumption size) =>
        new(size.Name, new Quantity(new Interval(size.Low, size.Typical, size.High), Dimension.Count), size.Source);

    /// <summary>Reads <c>n=10K</c>, <c>n=100..1000</c> or <c>page=4KiB</c>.</summary>
    public static bool TryParse(
        string text, string source, [NotNullWhen(true)] out NamedSize? size, [NotNullWhen(false)] out CostProblem? problem)
    {
        size = null;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? "" : text[..equals].Trim();
        if (!CostTable.IsName(name))
        {
            problem = new CostProblem(1, $"'{text}' is not a size; write name=size, such as n=10K or n=100..1000");
            return false;
        }
        if (!Quantities.TryParse(text[(equals + 1)..], out var value, out problem)) return false;
        size = new NamedSize(name, value.Value, source);
        return true;
    }
}

/// <summary>Reads single quantities: <c>1.2ms</c>, <c>100..1000</c>, <c>16GB/s</c>.</summary>
internal static class Quantities
{
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Quantity? quantity, [NotNullWhen(false)] out CostProblem? problem)
    {
        var parser = new CostParser(text);
        quantity = parser.ParseLiteral() switch
        {
            NumberNode number => new Quantity(Interval.Exactly(number.Value), number.Unit.Dimension),
            SpreadNode spread => new Quantity(spread.Value, spread.Low.Unit.Dimension),
            _ => null,
        };
        problem = parser.Problem;
        return quantity is not null;
    }
}
