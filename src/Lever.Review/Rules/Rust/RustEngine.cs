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
    private readonly RulesByName<RustRule> byMethod;
    private readonly RulesByName<RustRule> byFunction;
    private readonly RulesByName<RustRule> byMacro;
    private readonly RulesByName<RustRule> byPath;

    public RustEngine(IEnumerable<RustRule> rules)
    {
        var all = rules.ToList();
        for (var kind = 0; kind < rulesByKind.Length; kind++)
            rulesByKind[kind] = [.. all.Where(rule => rule.Visits.Contains((Kind)kind) && !IsByName(rule, (Kind)kind))];
        byMethod = new RulesByName<RustRule>(all, rule => rule.MethodNames);
        byFunction = new RulesByName<RustRule>(all, rule => rule.FunctionNames);
        byMacro = new RulesByName<RustRule>(all, rule => rule.MacroNames);
        byPath = new RulesByName<RustRule>(all, rule => rule.PathNames);
        IsEmpty = all.Count == 0;
    }

    /// <summary>Has it no rule?</summary>
    public bool IsEmpty { get; }

    /// <summary>The rules of a file's names, in tables that are used again for the next file.</summary>
    internal sealed class Tables
    {
        public RustRule[]?[] Methods = [];
        public RustRule[]?[] Functions = [];
        public RustRule[]?[] Macros = [];
        public RustRule[]?[] Paths = [];
    }

    internal void Run(RustContext context, Tables tables)
    {
        if (IsEmpty) return;
        var tree = context.Tree;
        var kinds = tree.RawKinds;
        var methods = byMethod.Of(tree.Names, ref tables.Methods);
        var functions = byFunction.Of(tree.Names, ref tables.Functions);
        var macros = byMacro.Of(tree.Names, ref tables.Macros);
        var paths = byPath.Of(tree.Names, ref tables.Paths);
        for (var id = 0; id < kinds.Length; id++)
        {
            var rules = rulesByKind[kinds[id]];
            if (rules.Length > 0) Offer(new Node(tree, id), rules, context);
            var named = (Kind)kinds[id] switch
            {
                Kind.Path => paths[tree[id].Data],
                Kind.MethodCall => methods[tree[id].Data],
                // What is called is the next node; a path holds the id of its last name.
                Kind.Call => (Kind)kinds[id + 1] == Kind.Path ? functions[tree[id + 1].Data] : null,
                Kind.MacroCall => (Kind)kinds[id + 1] == Kind.Path ? macros[tree[id + 1].Data] : null,
                _ => null,
            };
            if (named is not null) Offer(new Node(tree, id), named, context);
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
