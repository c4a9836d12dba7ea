using Lever.Review.Rules.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules;

/// <summary>Offers each node of a tree to the rules that asked for its kind, in one linear scan.</summary>
public sealed class RuleEngine
{
    private readonly PythonRule[][] rulesByKind = new PythonRule[256][];

    public RuleEngine(IEnumerable<PythonRule> rules)
    {
        var all = rules.ToList();
        for (var kind = 0; kind < rulesByKind.Length; kind++)
        {
            var wanted = new List<PythonRule>();
            foreach (var rule in all)
                if (rule.Visits.Contains((Kind)kind)) wanted.Add(rule);
            rulesByKind[kind] = [.. wanted];
        }
    }

    public void Run(PythonContext context)
    {
        var tree = context.Tree;
        var kinds = tree.RawKinds;
        for (var id = 0; id < kinds.Length; id++)
        {
            foreach (var rule in rulesByKind[kinds[id]])
            {
                context.Enter(rule);
                rule.Visit(new Node(tree, id), context);
            }
        }
    }
}
