using System.Globalization;
using System.Text;

namespace Lever.Review.Cost;

/// <summary>Writes expressions in the one canonical spelling that parses back to the same tree.</summary>
internal static class CostPrinter
{
    public static string Print(CostNode node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, CostNode node)
    {
        switch (node)
        {
            case NumberNode number:
                text.Append(number.Mantissa.ToString("R", CultureInfo.InvariantCulture)).Append(number.Unit.Name);
                break;
            case SpreadNode spread:
                Write(text, spread.Low);
                text.Append("..");
                if (spread.Middle is not null)
                {
                    Write(text, spread.Middle);
                    text.Append("..");
                }
                Write(text, spread.High);
                break;
            case NameNode name:
                text.Append(name.Name);
                break;
            case SumNode sum:
                WriteSum(text, sum);
                break;
            case ProductNode product:
                WriteProduct(text, product);
                break;
            case PowerNode power:
                WriteIn(text, power.Base, parenthesized: power.Base is SumNode or ProductNode or PowerNode);
                text.Append('^');
                WriteIn(text, power.Exponent, parenthesized: power.Exponent is SumNode or ProductNode);
                break;
            case TransferNode transfer:
                WriteIn(text, transfer.Amount, parenthesized: transfer.Amount is SumNode or ProductNode or PowerNode or TransferNode);
                text.Append('@');
                Write(text, transfer.Rate);
                break;
            case CallNode call:
                text.Append(CostFunctions.NameOf(call.Function)).Append('(');
                for (var i = 0; i < call.Arguments.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    Write(text, call.Arguments[i]);
                }
                text.Append(')');
                break;
        }
    }

    private static void WriteSum(StringBuilder text, SumNode sum)
    {
        for (var i = 0; i < sum.Terms.Count; i++)
        {
            var (node, isSubtracted) = sum.Terms[i];
            if (i > 0) text.Append(isSubtracted ? " - " : " + ");
            else if (isSubtracted) text.Append('-');
            WriteIn(text, node, parenthesized: node is SumNode);
        }
    }

    private static void WriteProduct(StringBuilder text, ProductNode product)
    {
        for (var i = 0; i < product.Factors.Count; i++)
        {
            var (node, isDivisor) = product.Factors[i];
            // A space keeps 2MB / s, a division by the size s, apart from the bandwidth 2MB/s.
            if (i > 0) text.Append(isDivisor ? node is NumberNode or SpreadNode ? "/" : " / " : "*");
            WriteIn(text, node, parenthesized: node is SumNode or ProductNode);
        }
    }

    private static void WriteIn(StringBuilder text, CostNode node, bool parenthesized)
    {
        if (parenthesized) text.Append('(');
        Write(text, node);
        if (parenthesized) text.Append(')');
    }
}
