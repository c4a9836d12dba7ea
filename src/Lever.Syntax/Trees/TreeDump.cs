using System.Globalization;
using System.Text;

namespace Lever.Syntax.Trees;

/// <summary>What a language tells <see cref="TreeDump"/> about its kinds.</summary>
/// <param name="KindName">A kind's name; null for nodes that only fill a slot, which are not shown.</param>
/// <param name="SlotName">The name of a parent's slot by the child's index, or null where the parent's kind has none there.</param>
/// <param name="Detail">What a node says beyond its kind: an operator, a name. Null for nothing.</param>
public sealed record TreeVocabulary(
    Func<byte, string?> KindName, Func<Node, int, string?> SlotName, Func<Node, string?> Detail);

/// <summary>A tree as text for people: one indented line a node, problems at the end.</summary>
public static class TreeDump
{
    /// <summary>How many bytes of source a detail shows.</summary>
    internal const int LongestDetail = 60;

    /// <summary>
    /// Lines such as `  left: Name 3:5-3:8 total`: slot, kind, place (lines and columns counted from 1, in code points), detail.
    /// </summary>
    public static string Render(SyntaxTree tree, TreeVocabulary language)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(language);
        var output = new StringBuilder();
        var open = new Stack<(int Id, int NextSlot)>();
        for (var id = 0; id < tree.Count; id++)
        {
            var node = tree[id];
            while (open.TryPeek(out var top) && id >= tree[top.Id].SubtreeEnd) open.Pop();
            string? slot = null;
            if (open.TryPop(out var parent))
            {
                slot = language.SlotName(tree[parent.Id], parent.NextSlot);
                open.Push((parent.Id, parent.NextSlot + 1));
            }
            if (language.KindName(node.RawKind) is { } kind)
            {
                output.Append(' ', open.Count * 2);
                if (slot is not null) output.Append(slot).Append(": ");
                output.Append(kind).Append(' ').Append(Place(tree, node.Span));
                if (language.Detail(node) is { } detail) output.Append(' ').Append(detail);
                output.Append('\n');
            }
            open.Push((id, 0));
        }
        foreach (var problem in tree.Problems)
            output.Append("problem ").Append(Place(tree, problem.Span)).Append(' ').Append(problem.Message).Append('\n');
        return output.ToString();
    }

    /// <summary>How many nodes of each kind a tree has, in the alphabetical order of the kinds' names.</summary>
    public static IReadOnlyDictionary<string, int> Counts(SyntaxTree tree, TreeVocabulary language)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(language);
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (var kind in tree.RawKinds) counts[kind]++;
        var named = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var kind = 0; kind < counts.Length; kind++)
            if (counts[kind] > 0 && language.KindName((byte)kind) is { } name) named[name] = counts[kind];
        return named;
    }

    /// <summary>A node's source on one line, cut where it is long.</summary>
    internal static string OneLine(Node node)
    {
        var bytes = node.Bytes;
        var cut = bytes.Length > LongestDetail;
        var text = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(cut ? bytes[..LongestDetail] : bytes).EnumerateRunes())
        {
            if (Rune.IsControl(rune)) text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else text.Append(rune.ToString());
        }
        return cut ? text.Append('…').ToString() : text.ToString();
    }

    private static string Place(SyntaxTree tree, Text.Span span)
    {
        var (start, end) = (tree.Lines.PositionAt(span.Start), tree.Lines.PositionAt(span.End));
        return string.Create(CultureInfo.InvariantCulture, $"{start.Line}:{start.Column}-{end.Line}:{end.Column}");
    }
}
