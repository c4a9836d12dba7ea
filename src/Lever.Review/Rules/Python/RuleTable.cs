using Lever.Syntax.Python;

namespace Lever.Review.Rules.Python;

/// <summary>Which rules want to see which nodes, in some circumstances.</summary>
internal sealed class RuleTable
{
    private const int Kinds = 256;

    /// <param name="callees">All names that rules want calls of, with their numbers.</param>
    /// <param name="isInLoop">Does a loop stand around the nodes?</param>
    public RuleTable(IReadOnlyList<PythonRule> rules, IReadOnlyDictionary<string, int> callees, bool isInLoop)
    {
        (ByKind, ByAssigned, ByCallee) = (Empty(Kinds), Empty(Kinds), Empty(callees.Count));
        foreach (var rule in rules)
        {
            foreach (var kind in rule.Visits)
            {
                if (!isInLoop && rule.OnlyInLoops.Contains(kind)) continue;
                if (kind == Kind.Call && rule.CalleeNames.Count > 0)
                    foreach (var name in rule.CalleeNames) Add(ByCallee, callees[name], rule);
                else if (kind == Kind.Assign && rule.AssignedKinds.Length > 0)
                    foreach (var assigned in rule.AssignedKinds) Add(ByAssigned, (int)assigned, rule);
                else Add(ByKind, (int)kind, rule);
            }
        }
    }

    /// <summary>Rules that want all nodes of a kind, by the kind.</summary>
    public PythonRule[][] ByKind { get; }

    /// <summary>Rules that want assignments to one target, by the kind of what is assigned.</summary>
    public PythonRule[][] ByAssigned { get; }

    /// <summary>Rules that want calls, by the number of the callee's last name.</summary>
    public PythonRule[][] ByCallee { get; }

    private static PythonRule[][] Empty(int count)
    {
        var table = new PythonRule[count][];
        Array.Fill(table, []);
        return table;
    }

    private static void Add(PythonRule[][] table, int at, PythonRule rule) => table[at] = [.. table[at], rule];
}
