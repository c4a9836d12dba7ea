namespace Lever.Review.Cost;

/// <summary>Takes expressions apart into terms and factors.</summary>
internal static class CostTerms
{
    /// <summary>Products are multiplied out only as far as people still read the answer.</summary>
    private const int MostTerms = 32;

    /// <summary>The addends in order, products multiplied out over the sums in them.</summary>
    public static IReadOnlyList<CostNode> Of(CostNode node)
    {
        var terms = new List<CostNode>();
        var open = new Stack<Term>([new Term(node, IsSubtracted: false)]);
        while (open.TryPop(out var next))
        {
            var opened = next.Node as SumNode ?? (next.Node is ProductNode product ? Opened(product) : null);
            var isReadable = next.Node is SumNode || terms.Count + open.Count + opened?.Terms.Count <= MostTerms;
            if (opened is not null && isReadable)
            {
                foreach (var term in opened.Terms.Reverse()) open.Push(term with { IsSubtracted = term.IsSubtracted != next.IsSubtracted });
                continue;
            }
            terms.Add(next.IsSubtracted ? new SumNode(next.Node.Column, [next]) : next.Node);
        }
        return terms;
    }

    /// <summary>The factors of a term, transfers being bytes over a rate.</summary>
    public static IEnumerable<Factor> Factors(CostNode node)
    {
        switch (node)
        {
            case ProductNode product:
                foreach (var (part, isDivisor) in product.Factors)
                    foreach (var factor in Factors(part)) yield return factor with { IsDivisor = factor.IsDivisor != isDivisor };
                break;
            case TransferNode { Rate: var rate, Amount: ProductNode amount } transfer:
                // Only the bytes among the factors stay with the rate, which keeps its direction.
                var bytes = amount.Factors.FirstOrDefault(factor => factor is { IsDivisor: false, Node: NumberNode { Unit.Dimension: (0, 1) } });
                if (bytes.Node is null) goto default;
                yield return new Factor(new TransferNode(transfer.Column, bytes.Node, rate), IsDivisor: false);
                foreach (var factor in amount.Factors)
                    if (factor != bytes) yield return factor;
                break;
            case SumNode { Terms: [{ IsSubtracted: true, Node: var negated }] }:
                yield return new Factor(new SumNode(node.Column, [new Term(new NumberNode(node.Column, 1, Unit.None), IsSubtracted: true)]), IsDivisor: false);
                foreach (var factor in Factors(negated)) yield return factor;
                break;
            case CallNode { Function: CostFunction.Parallel, Arguments: [NumberNode { Value: >= 1 } workers, var work] }:
                foreach (var factor in Factors(work)) yield return factor;
                yield return new Factor(workers, IsDivisor: true);
                break;
            default:
                yield return new Factor(node, IsDivisor: false);
                break;
        }
    }

    /// <summary>a*(b + c) as a*b + a*c; null where no factor is a sum.</summary>
    private static SumNode? Opened(ProductNode product)
    {
        for (var i = 0; i < product.Factors.Count; i++)
        {
            if (product.Factors[i] is not { IsDivisor: false, Node: SumNode sum }) continue;
            return new SumNode(product.Column, [.. sum.Terms.Select(term => term with { Node = Replaced(product, i, term.Node) })]);
        }
        return null;
    }

    private static ProductNode Replaced(ProductNode product, int index, CostNode node)
    {
        var factors = product.Factors.ToList();
        factors.RemoveAt(index);
        factors.InsertRange(index, node is ProductNode inner ? inner.Factors : [new Factor(node, IsDivisor: false)]);
        return product with { Factors = factors };
    }
}

/// <summary>The bytes an expression of time touches, as an expression of its own.</summary>
internal static class BytesTouched
{
    /// <summary>Null where no bytes appear.</summary>
    public static CostNode? In(CostNode root, CostScope scope)
    {
        var parts = new List<Term>();
        foreach (var term in CostTerms.Of(root))
            if (InTerm(term, scope) is { } bytes) parts.Add(new Term(bytes, IsSubtracted: false));
        return Summed(parts);
    }

    private static CostNode? Summed(List<Term> parts) => parts switch
    {
        [] => null,
        [var only] => only.Node,
        _ => new SumNode(1, parts),
    };

    // Counts multiply the bytes of the one factor that has some; times and rates drop out.
    private static CostNode? InTerm(CostNode term, CostScope scope)
    {
        if (term is SumNode { Terms: [{ Node: var negated }] }) return InTerm(negated, scope);
        var factors = new List<Factor>();
        CostNode? bytes = null;
        foreach (var factor in FactorsOf(term))
        {
            if (factor is { IsDivisor: false } && Of(factor.Node, scope) is { } found) bytes ??= found;
            else if (scope.Bind(factor.Node).Dimension == Dimension.Count) factors.Add(factor);
        }
        if (bytes is null) return null;
        return factors.Count == 0 ? bytes : new ProductNode(1, [new Factor(bytes, IsDivisor: false), .. factors]);
    }

    private static IReadOnlyList<Factor> FactorsOf(CostNode term) =>
        term is ProductNode product ? product.Factors : [new Factor(term, IsDivisor: false)];

    private static CostNode? Of(CostNode factor, CostScope scope)
    {
        switch (factor)
        {
            case TransferNode transfer:
                return transfer.Amount;
            case CallNode { Function: CostFunction.Parallel } parallel:
                return In(parallel.Arguments[1], scope);
            case CallNode call when CostFunctions.Arity(call.Function).Most > 1:
                return Summed([.. call.Arguments.Select(argument => In(argument, scope)).OfType<CostNode>().Select(bytes => new Term(bytes, IsSubtracted: false))]);
            case SumNode or ProductNode:
                return In(factor, scope);
            default:
                return scope.Bind(factor).Dimension == Dimension.OfBytes ? factor : null;
        }
    }
}
