using System.Globalization;
using System.Text;

namespace Lever.Experiments.Equivalence;

/// <summary>Walks two recorded graphs in step. Objects that correspond once must correspond everywhere.</summary>
internal sealed class GraphComparison(Observation before, Observation after, Agreement agreement, List<Difference> found)
{
    /// <summary>Enough to understand what changed.</summary>
    private const int MostDifferences = 12;

    private readonly Dictionary<int, int> forth = [];
    private readonly Dictionary<int, int> back = [];
    private readonly HashSet<(int, int)> visited = [];
    private readonly int most = found.Count + MostDifferences;

    public void Run()
    {
        Pair(Root(before, "arguments"), Root(after, "arguments"), "arguments", Aspect.Arguments);
        var (first, second) = (before.Raised, after.Raised);
        if (first != second)
        {
            Add(Aspect.Exception, "", first is null ? Outcome(before) : Shown(before, before.Roots["raised"]), second is null ? Outcome(after) : Shown(after, after.Roots["raised"]));
            return;
        }
        if (first is not null) Pair(Root(before, "raised"), Root(after, "raised"), "exception", Aspect.ExceptionArguments);
        if (before.Roots.ContainsKey("items") != after.Roots.ContainsKey("items"))
        {
            CompareLazyWithEager();
            return;
        }
        if (before.Roots.ContainsKey("items")) Pair(Root(before, "items"), Root(after, "items"), "items", Aspect.Result);
        if (before.Roots.ContainsKey("result") || after.Roots.ContainsKey("result")) Pair(Root(before, "result"), Root(after, "result"), "result", Aspect.Result);
    }

    /// <summary>One side gives an iterator: its items stand for the elements of the other's container.</summary>
    private void CompareLazyWithEager()
    {
        var (first, second) = (Contents(before), Contents(after));
        if (!agreement.Has(Clause.Lazy)) Add(Aspect.Type, "result", Kind(before), Kind(after));
        if (first is not { } one || second is not { } other)
        {
            Add(Aspect.Result, "result", Outcome(before), Outcome(after));
            return;
        }
        Children(one, other, "items", Aspect.Result, ordered: one.Kind != NodeKind.Set && other.Kind != NodeKind.Set);

        static string Kind(Observation side) => side.Facts.TryGetValue("lazy", out var lazy) ? lazy : Root(side, "result") is { IsNode: true } root ? side.Nodes[root.Node].Type : "a plain value";

        static Node? Contents(Observation side)
        {
            var root = Root(side, side.Roots.ContainsKey("items") ? "items" : "result");
            return root.IsNode && side.Nodes[root.Node].Kind is NodeKind.Sequence or NodeKind.Set ? side.Nodes[root.Node] : null;
        }
    }

    private void Pair(Reference first, Reference second, string where, Aspect aspect)
    {
        var waiting = new Stack<(Reference, Reference, string)>();
        waiting.Push((first, second, where));
        while (waiting.TryPop(out var pair) && found.Count < most)
        {
            var (one, other, place) = pair;
            if (!one.IsNode || !other.IsNode)
            {
                Scalars(one, other, place, aspect);
                continue;
            }
            var (a, b) = (before.Nodes[one.Node], after.Nodes[other.Node]);
            if (!SameObject(one.Node, a, other.Node, b, place, aspect)) continue;
            if (!visited.Add((one.Node, other.Node))) continue;
            if (a.Type != b.Type && aspect == Aspect.ExceptionArguments) Add(Aspect.ExceptionArguments, place, a.Type, b.Type);
            else if (a.Type != b.Type && !(agreement.Has(Clause.Type) && aspect == Aspect.Result)) Add(aspect == Aspect.Arguments ? Aspect.Arguments : Aspect.Type, place, a.Type, b.Type);
            if (a.Kind != b.Kind && !(agreement.Has(Clause.Type) && a.Kind is NodeKind.Sequence or NodeKind.Set && b.Kind is NodeKind.Sequence or NodeKind.Set))
            {
                if (a.Type == b.Type) Add(aspect, place, Shown(before, one), Shown(after, other));
                continue;
            }
            if (a.Text != b.Text) Add(aspect, place, a.Text, b.Text);
            if (!a.Names.SequenceEqual(b.Names))
            {
                Add(aspect, place, "attributes " + string.Join(", ", a.Names), "attributes " + string.Join(", ", b.Names));
                continue;
            }
            if (a.Kind == NodeKind.Digest)
            {
                Digests(a, b, place, aspect);
                continue;
            }
            if (a.Kind is NodeKind.Sequence or NodeKind.Map or NodeKind.Set or NodeKind.Iterator && Disordered(a, b, place, aspect)) continue;
            if (a.Children.Length != b.Children.Length)
            {
                Add(aspect, place, Shown(before, one), Shown(after, other));
                continue;
            }
            for (var at = a.Children.Length - 1; at >= 0; at--) waiting.Push((a.Children[at], b.Children[at], Step(a, at, place)));
        }
    }

    private void Children(Node one, Node other, string where, Aspect aspect, bool ordered)
    {
        if (Disordered(one, other, where, ordered ? aspect : Aspect.Result)) return;
        if (one.Children.Length != other.Children.Length)
        {
            Add(aspect, where, $"{one.Children.Length} items", $"{other.Children.Length} items");
            return;
        }
        for (var at = 0; at < one.Children.Length; at++) Pair(one.Children[at], other.Children[at], $"{where}[{at}]", aspect);
    }

    /// <summary>Whether both hold the same elements in another order; says so unless that is agreed.</summary>
    private bool Disordered(Node one, Node other, string where, Aspect aspect)
    {
        if (one.Children.Length != other.Children.Length || one.Children.Length < 2) return false;
        if (one.Kind == NodeKind.Set && other.Kind == NodeKind.Set) return false;
        var (first, second) = (Elements(before, one), Elements(after, other));
        if (first.SequenceEqual(second, StringComparer.Ordinal)) return false;
        string[] sortedFirst = [.. first.Order(StringComparer.Ordinal)], sortedSecond = [.. second.Order(StringComparer.Ordinal)];
        if (!sortedFirst.SequenceEqual(sortedSecond, StringComparer.Ordinal)) return false;
        if (one.Kind == NodeKind.Set || other.Kind == NodeKind.Set || agreement.Has(Clause.Order) && aspect == Aspect.Result) return true;
        Add(aspect is Aspect.Result or Aspect.Order ? Aspect.Order : aspect, where, string.Join(", ", first), string.Join(", ", second));
        return true;
    }

    private static string[] Elements(Observation side, Node node)
    {
        var step = node.Kind == NodeKind.Map ? 2 : 1;
        var elements = new string[node.Children.Length / step];
        for (var at = 0; at < elements.Length; at++)
        {
            elements[at] = Render(side, node.Children[at * step], 400);
            if (step == 2) elements[at] += ": " + Render(side, node.Children[at * step + 1], 400);
        }
        return elements;
    }

    private void Digests(Node one, Node other, string where, Aspect aspect)
    {
        if (one.Children.Length != 2 || other.Children.Length != 2 || one.Children[1].Text != other.Children[1].Text) Add(aspect, where, one.Text, other.Text + " that differ");
        else if (one.Children[0].Text != other.Children[0].Text && !(agreement.Has(Clause.Order) && aspect == Aspect.Result)) Add(aspect == Aspect.Result ? Aspect.Order : aspect, where, one.Text, "the same in another order");
    }

    private void Scalars(Reference one, Reference other, string where, Aspect aspect)
    {
        if (one.IsNode != other.IsNode)
        {
            Add(IsTypeAlone(aspect) ? Aspect.Type : aspect, where, Shown(before, one), Shown(after, other));
            return;
        }
        if (one.Type == other.Type && one.Text == other.Text) return;
        if (one.Type == "float" && other.Type == "float" && TryFloat(one.Text, out var x) && TryFloat(other.Text, out var y) && agreement.Floats.Accepts(x, y)) return;
        if (one.Type != other.Type && agreement.Has(Clause.Type) && aspect == Aspect.Result && one.Text == other.Text) return;
        Add(one.Type != other.Type && IsTypeAlone(aspect) ? Aspect.Type : aspect, where, Shown(before, one), Shown(after, other));

        static bool IsTypeAlone(Aspect aspect) => aspect == Aspect.Result;
    }

    private bool SameObject(int one, Node a, int other, Node b, string where, Aspect aspect)
    {
        if (!a.HasIdentity && !b.HasIdentity) return true;
        var knownForth = forth.TryGetValue(one, out var partner);
        var knownBack = back.TryGetValue(other, out var origin);
        if (!knownForth && !knownBack)
        {
            forth[one] = other;
            back[other] = one;
            return true;
        }
        if (knownForth && knownBack && partner == other && origin == one) return true;
        if (Render(before, new Reference(one, "", ""), 4000) != Render(after, new Reference(other, "", ""), 4000)) Add(aspect, where, Shown(before, new Reference(one, "", "")), Shown(after, new Reference(other, "", "")));
        else if (!(agreement.Has(Clause.Sharing) && aspect == Aspect.Result)) Add(Aspect.Aliasing, where, Says(knownForth), Says(knownBack));
        return false;

        static string Says(bool known) => known ? "an object that is met elsewhere, such as an argument" : "an object of its own";
    }

    private static string Step(Node node, int at, string where) => node.Kind switch
    {
        NodeKind.Map => at % 2 == 0 ? $"{where}[key {at / 2}]" : $"{where}[{at / 2}]",
        NodeKind.Object or NodeKind.Exception when at < node.Names.Length => $"{where}.{node.Names[at]}",
        _ => $"{where}[{at}]",
    };

    private static Reference Root(Observation side, string name) => side.Roots.TryGetValue(name, out var root) ? root : new Reference(-1, "nothing", "");

    private void Add(Aspect aspect, string where, string one, string other) => found.Add(new Difference(before.Case, before.Call, aspect, where, Comparison.Short(one), Comparison.Short(other)));

    private static string Outcome(Observation side) =>
        side.Roots.TryGetValue("result", out var result) ? "gives " + Shown(side, result)
        : side.Roots.TryGetValue("items", out var items) ? "gives the items " + Shown(side, items) : "gives nothing";

    private static string Shown(Observation side, Reference reference) => Render(side, reference, 280);

    /// <summary>A value's record as text, the same for equal values; cut at a length, beyond which a hash stands for the rest.</summary>
    internal static string Render(Observation side, Reference reference, int length)
    {
        var text = new StringBuilder();
        Write(side, reference, text, [], 0, Math.Max(length, 1) * 50);
        if (text.Length <= length) return text.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"{text.ToString(0, length)}… #{Hash(text.ToString()):x16}");
    }

    /// <summary>FNV-1a over UTF-16 units.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text) hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }

    private static void Write(Observation side, Reference reference, StringBuilder text, HashSet<int> within, int depth, int most)
    {
        if (text.Length > most) return;
        if (!reference.IsNode)
        {
            text.Append(reference.Type switch
            {
                "float" when TryFloat(reference.Text, out var value) => Readable(value),
                "str" => $"'{reference.Text}'",
                "bytes" => $"b'{reference.Text}'",
                "int" or "bool" or "NoneType" => reference.Text,
                _ => $"{reference.Type} {reference.Text}",
            });
            return;
        }
        var node = side.Nodes[reference.Node];
        if (depth > 200 || !within.Add(reference.Node))
        {
            text.Append('…');
            return;
        }
        var (open, close) = node.Type switch
        {
            "list" => ("[", "]"),
            "tuple" => ("(", ")"),
            "dict" or "set" => ("{", "}"),
            _ => (node.Type + "(", ")"),
        };
        text.Append(open).Append(node.Text);
        for (var at = 0; at < node.Children.Length && text.Length <= most; at++)
        {
            if (at > 0) text.Append(node.Kind == NodeKind.Map && at % 2 == 1 ? ": " : ", ");
            if (node.Kind == NodeKind.Object && at < node.Names.Length) text.Append(node.Names[at]).Append('=');
            Write(side, node.Children[at], text, within, depth + 1, most);
        }
        text.Append(close);
        within.Remove(reference.Node);
    }

    private static string Readable(double value) =>
        value == 0 && double.IsNegative(value) ? "-0.0" : value.ToString("R", CultureInfo.InvariantCulture) is var shown && shown.AsSpan().IndexOfAny('.', 'E', 'N') < 0 && double.IsFinite(value) ? shown + ".0" : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads Python's <c>float.hex</c>.</summary>
    internal static bool TryFloat(string text, out double value)
    {
        value = 0;
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative) rest = rest[1..];
        if (rest is "nan" or "inf")
        {
            value = rest is "nan" ? double.NaN : negative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        var point = rest.IndexOf('.');
        var power = rest.IndexOf('p');
        if (!rest.StartsWith("0x") || power < 0 || !int.TryParse(rest[(power + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)) return false;
        var whole = point < 0 ? rest[2..power] : rest[2..point];
        var fraction = point < 0 ? [] : rest[(point + 1)..power];
        if (fraction.Length > 13 || !ulong.TryParse(whole, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)) return false;
        ulong low = 0;
        if (fraction.Length > 0 && !ulong.TryParse(fraction, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out low)) return false;
        value = Math.ScaleB(high * (double)(1L << (4 * fraction.Length)) + low, exponent - 4 * fraction.Length);
        if (negative) value = -value;
        return true;
    }
}
