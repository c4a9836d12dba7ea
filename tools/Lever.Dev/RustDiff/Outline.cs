using System.Text;

namespace Lever.Dev.RustDiff;

/// <summary>
/// What Lever's and rustc's trees of one file have in common: items with their names, fields, variants, statements, expressions, patterns and types
/// in their nesting. Children have no order, since rustc's own structures keep another one than the source.
/// </summary>
internal sealed class Outline(string label)
{
    private readonly List<Outline> children = [];
    private ulong hash;

    public string Label { get; set; } = label;

    /// <summary>How many nodes it has, itself included.</summary>
    public int Count => 1 + children.Sum(child => child.Count);

    public bool HasOneChild => children.Count == 1;

    public Outline Add(string label)
    {
        var child = new Outline(label);
        children.Add(child);
        return child;
    }

    /// <summary>Puts the children of a node that is no part of an outline in its place.</summary>
    public void Hoist(Outline child)
    {
        children.Remove(child);
        children.AddRange(child.children);
    }

    /// <summary>Where two outlines differ first: the labels on the way, and what only one of them has there; null where they are equal.</summary>
    public static string? Difference(Outline expected, Outline actual)
    {
        expected.Settle();
        actual.Settle();
        if (expected.hash == actual.hash) return null;
        var way = new StringBuilder();
        for (; ; )
        {
            way.Append(expected.Label).Append(" > ");
            if (expected.Label != actual.Label) return way.Append("rustc ").Append(expected.Label).Append(", Lever ").Append(actual.Label).ToString();
            var (missing, extra) = (Without(expected.children, actual.children), Without(actual.children, expected.children));
            if (missing.Count != 1 || extra.Count != 1 || missing[0].Label != extra[0].Label)
                return way.Append("rustc [").AppendJoin(", ", missing.Take(8)).Append("], Lever [").AppendJoin(", ", extra.Take(8)).Append(']').ToString();
            (expected, actual) = (missing[0], extra[0]);
        }
    }

    public override string ToString() => children.Count == 0 ? Label : $"{Label}({string.Join(' ', children.Take(6).Select(child => child.Label))})";

    private void Settle()
    {
        foreach (var child in children) child.Settle();
        hash = 14695981039346656037;
        foreach (var letter in Label) hash = (hash ^ letter) * 1099511628211;
        // A sum, so that their order does not matter.
        var sum = 0UL;
        foreach (var child in children) sum += child.hash * (child.hash | 1);
        hash = (hash ^ sum) * 1099511628211;
    }

    private static List<Outline> Without(List<Outline> some, List<Outline> others)
    {
        var left = others.GroupBy(other => other.hash).ToDictionary(group => group.Key, group => group.Count());
        return [.. some.Where(one => left.GetValueOrDefault(one.hash) == 0 || left[one.hash]-- == 0)];
    }
}
