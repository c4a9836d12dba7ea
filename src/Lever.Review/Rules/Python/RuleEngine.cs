using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>
/// Offers each node of a tree to the rules that asked for its kind, and each call to those that asked for its callee's name,
/// in one linear scan.
/// </summary>
public sealed class RuleEngine
{
    private readonly PythonRule[][] rulesByKind = new PythonRule[256][];
    private readonly RulesByName<PythonRule> rulesByCallee;

    public RuleEngine(IEnumerable<PythonRule> rules)
    {
        var all = rules.ToList();
        CallRules = [.. all.OfType<CallRule>()];
        for (var kind = 0; kind < rulesByKind.Length; kind++)
        {
            var wanted = new List<PythonRule>();
            foreach (var rule in all)
                if (rule.Visits.Contains((Kind)kind) && !((Kind)kind == Kind.Call && rule.CalleeNames.Count > 0)) wanted.Add(rule);
            rulesByKind[kind] = [.. wanted];
        }
        rulesByCallee = new RulesByName<PythonRule>(all, rule => rule.CalleeNames);
    }

    /// <summary>Those of the rules that look at the call graph.</summary>
    public IReadOnlyList<CallRule> CallRules { get; }

    public void Run(PythonContext context)
    {
        var tree = context.Tree;
        var kinds = tree.RawKinds;
        var byName = context.CalleeRules(rulesByCallee);
        for (var id = 0; id < kinds.Length; id++)
        {
            var kind = kinds[id];
            var rules = rulesByKind[kind];
            if (rules.Length > 0) Offer(new Node(tree, id), rules, context);
            if (kind != (byte)Kind.Call) continue;
            // The callee is the next node; a name and an attribute both hold the id of their last name.
            if ((Kind)kinds[id + 1] is Kind.Name or Kind.Attribute && byName[tree[id + 1].Data] is { } named) Offer(new Node(tree, id), named, context);
        }
    }

    private static void Offer(Node node, PythonRule[] rules, PythonContext context)
    {
        foreach (var rule in rules)
        {
            context.Enter(rule, node);
            rule.Visit(node, context);
        }
    }
}
