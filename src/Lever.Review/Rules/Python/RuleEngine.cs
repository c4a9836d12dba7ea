using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>
/// Offers each node of a tree to the rules that want to see it, in one linear scan. What rules say of themselves is put into tables once, so
/// that a node costs no more than a look into them: most nodes are wanted by nobody.
/// </summary>
public sealed class RuleEngine
{
    /// <summary>How many nodes are looked through at once for those that matter.</summary>
    private const int BlockLength = 512;

    private readonly NameIndex callees;
    private readonly Tables withOrm;
    private readonly Tables withoutOrm;
    /// <summary>By kind: 1 where some rule may want a node of it, or it makes a loop; 0 for all others.</summary>
    private readonly byte[] matters;

    public RuleEngine(IEnumerable<PythonRule> rules)
    {
        var all = rules.ToList();
        CallRules = [.. all.OfType<CallRule>()];
        string[] names = [.. all.SelectMany(rule => rule.CalleeNames).Distinct(StringComparer.Ordinal)];
        callees = new NameIndex(names);
        var numbers = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        withOrm = Tables.Of(all, numbers);
        withoutOrm = Tables.Of([.. all.Where(rule => !rule.NeedsOrm)], numbers);
        matters = [.. withOrm.InLoops.ByKind.Select((wanting, kind) => wanting.Length > 0 || (Kind)kind is Kind.Call or Kind.Assign || IsLoop((Kind)kind) ? (byte)1 : (byte)0)];
    }

    /// <param name="Outside">For nodes around which no loop stands.</param>
    private sealed record Tables(RuleTable Outside, RuleTable InLoops)
    {
        public static Tables Of(IReadOnlyList<PythonRule> rules, IReadOnlyDictionary<string, int> callees) =>
            new(new RuleTable(rules, callees, isInLoop: false), new RuleTable(rules, callees, isInLoop: true));
    }

    /// <summary>Those of the rules that look at the call graph.</summary>
    public IReadOnlyList<CallRule> CallRules { get; }

    public void Run(PythonContext context)
    {
        var tree = context.Tree;
        var kinds = tree.RawKinds;
        var calleeNumbers = context.NumbersOfNames(callees);
        var tables = context.Module.Orm.IsUsed ? withOrm : withoutOrm;
        var table = tables.Outside;
        var loopsEnd = 0;
        Span<int> block = stackalloc int[BlockLength];
        for (var start = 0; start < kinds.Length; start += BlockLength)
        {
            foreach (var id in Those(block, start, kinds[start..Math.Min(start + BlockLength, kinds.Length)], matters))
            {
                var kind = kinds[id];
                if (id >= loopsEnd) table = tables.Outside;
                var rules = table.ByKind[kind];
                if (rules.Length > 0) Offer(new Node(tree, id), rules, context);
                switch ((Kind)kind)
                {
                    case Kind.Call when (Kind)kinds[id + 1] is Kind.Name or Kind.Attribute:
                        // The callee is the next node; a name and an attribute both hold the id of their last name.
                        if (calleeNumbers[tree[id + 1].Data] is > 0 and var number) Offer(new Node(tree, id), table.ByCallee[number - 1], context);
                        break;
                    case Kind.Assign:
                        // With one target, the value is the second child and the last.
                        var value = tree[tree[id + 1].SubtreeEnd];
                        if (table.ByAssigned[value.RawKind] is { Length: > 0 } assigned && value.SubtreeEnd == tree[id].SubtreeEnd) Offer(new Node(tree, id), assigned, context);
                        break;
                    default:
                        if (IsLoop((Kind)kind) && tree[id].SubtreeEnd > loopsEnd) (table, loopsEnd) = (tables.InLoops, tree[id].SubtreeEnd);
                        break;
                }
            }
        }
    }

    /// <summary>The nodes of a block that matter. Whether the next one does can't be foreseen, so that a scan without branches is the quicker one.</summary>
    private static ReadOnlySpan<int> Those(Span<int> found, int start, ReadOnlySpan<byte> kinds, ReadOnlySpan<byte> matters)
    {
        var count = 0;
        for (var at = 0; at < kinds.Length; at++)
        {
            found[count] = start + at;
            count += matters[kinds[at]];
        }
        return found[..count];
    }

    private static bool IsLoop(Kind kind) => kind is Kind.For or Kind.AsyncFor or Kind.While or Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp;

    private static void Offer(Node node, PythonRule[] rules, PythonContext context)
    {
        foreach (var rule in rules)
        {
            context.Enter(rule, node);
            rule.Visit(node, context);
        }
    }
}
