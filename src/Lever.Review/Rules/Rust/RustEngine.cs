using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust;

/// <summary>
/// Offers each node of a Rust tree to the rules that asked for its kind, and paths and calls of methods, functions and macros to those that asked
/// for their names, in one linear scan. It holds nothing of a file, so that workers share it.
/// </summary>
public sealed class RustEngine
{
    private readonly RustRule[][] rulesByKind = new RustRule[256][];
    /// <summary>The kinds that some rule may want to see.</summary>
    private readonly bool[] isWanted = new bool[256];
    private readonly NameIndex names;
    /// <summary>By the numbers of <see cref="names"/>.</summary>
    private readonly RulesOfName[] rulesByName;

    public RustEngine(IEnumerable<RustRule> rules)
    {
        var all = rules.ToList();
        for (var kind = 0; kind < rulesByKind.Length; kind++)
        {
            rulesByKind[kind] = [.. all.Where(rule => rule.Visits.Contains((Kind)kind) && !IsByName(rule, (Kind)kind))];
            isWanted[kind] = rulesByKind[kind].Length > 0 || (Kind)kind is Kind.Path or Kind.MethodCall or Kind.Call or Kind.MacroCall;
        }
        var wanted = all.SelectMany(rule => (IEnumerable<string>)[.. rule.MethodNames, .. rule.FunctionNames, .. rule.MacroNames, .. rule.PathNames]).Distinct(StringComparer.Ordinal).ToList();
        names = new NameIndex(wanted);
        rulesByName = [.. wanted.Select(name => new RulesOfName(
            Of(rule => rule.MethodNames, name), Of(rule => rule.FunctionNames, name), Of(rule => rule.MacroNames, name), Of(rule => rule.PathNames, name)))];
        IsEmpty = all.Count == 0;

        RustRule[] Of(Func<RustRule, IReadOnlyList<string>> namesOf, string name) => [.. all.Where(rule => namesOf(rule).Contains(name))];
    }

    /// <summary>The rules that want to see what has a name.</summary>
    internal sealed record RulesOfName(RustRule[] Methods, RustRule[] Functions, RustRule[] Macros, RustRule[] Paths);

    /// <summary>Has it no rule?</summary>
    public bool IsEmpty { get; }

    /// <param name="table">Takes the rules of the file's names; it is used again for the next file, and made larger where it is too small.</param>
    internal void Run(RustContext context, ref RulesOfName?[] table)
    {
        if (IsEmpty) return;
        context.Reset();
        var tree = context.Tree;
        var kinds = tree.RawKinds;
        if (table.Length < tree.Names.Count) table = new RulesOfName?[tree.Names.Count * 2];
        var byName = table.AsSpan(0, tree.Names.Count);
        for (var name = 0; name < byName.Length; name++) byName[name] = names.Find(tree.Names, name) is >= 0 and var number ? rulesByName[number] : null;
        for (var id = 0; id < kinds.Length; id++)
        {
            if (!isWanted[kinds[id]]) continue;
            var rules = rulesByKind[kinds[id]];
            if (rules.Length > 0) Offer(new Node(tree, id), rules, context);
            var named = (Kind)kinds[id] switch
            {
                Kind.Path => byName[tree[id].Data]?.Paths,
                Kind.MethodCall => byName[tree[id].Data]?.Methods,
                // What is called is the next node; a path holds the id of its last name.
                Kind.Call => (Kind)kinds[id + 1] == Kind.Path ? byName[tree[id + 1].Data]?.Functions : null,
                Kind.MacroCall => (Kind)kinds[id + 1] == Kind.Path ? byName[tree[id + 1].Data]?.Macros : null,
                _ => null,
            };
            if (named is { Length: > 0 }) Offer(new Node(tree, id), named, context);
        }
    }

    private static bool IsByName(RustRule rule, Kind kind) => kind switch
    {
        Kind.MethodCall => rule.MethodNames.Count > 0,
        Kind.Call => rule.FunctionNames.Count > 0,
        Kind.MacroCall => rule.MacroNames.Count > 0,
        Kind.Path => rule.PathNames.Count > 0,
        _ => false,
    };

    private static void Offer(Node node, RustRule[] rules, RustContext context)
    {
        foreach (var rule in rules)
        {
            context.Enter(rule);
            rule.Visit(node, context);
        }
    }
}
