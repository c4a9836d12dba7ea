using Lever.Syntax.Trees;

namespace Lever.Review.Rules;

/// <summary>Rules by the names of what they want to see, found for a whole file with one look at each of its names.</summary>
internal sealed class RulesByName<TRule>
    where TRule : Rule
{
    private readonly NameIndex index;
    /// <summary>By the numbers of <see cref="index"/>.</summary>
    private readonly TRule[][] rules;

    public RulesByName(IEnumerable<TRule> all, Func<TRule, IReadOnlyList<string>> namesOf)
    {
        var byName = all.SelectMany(rule => namesOf(rule).Select(name => (name, rule))).GroupBy(entry => entry.name, entry => entry.rule, StringComparer.Ordinal).ToList();
        index = new NameIndex(byName.Select(group => group.Key));
        rules = [.. byName.Select(group => group.ToArray())];
    }

    /// <summary>The rules of each name of a file, by the name's id; null for names that no rule wants.</summary>
    /// <param name="table">Room for the answer, made larger where it is too small.</param>
    public Span<TRule[]?> Of(NameTable names, ref TRule[]?[] table)
    {
        if (table.Length < names.Count) table = new TRule[names.Count * 2][];
        var found = table.AsSpan(0, names.Count);
        found.Clear();
        if (rules.Length == 0) return found;
        for (var name = 0; name < found.Length; name++)
            if (index.Find(names, name) is >= 0 and var number) found[name] = rules[number];
        return found;
    }
}
