using System.Globalization;
using Lever.Experiments.Proofs;
using Lever.Running;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Witness = Lever.Experiments.Proofs.Witness;

namespace Lever.Proving;

/// <summary>What the compiler makes of types that a change edits: how many bytes a value takes before and after.</summary>
internal static class TypeSizes
{
    private const int Most = 8;

    /// <summary>Names of structs, enums and unions whose text is another one.</summary>
    public static IReadOnlySet<string> Changed(ProofSides sides)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in sides.Changed)
        {
            if (!path.EndsWith(".rs", StringComparison.Ordinal)) continue;
            var (before, after) = (Types(sides.Before, path), Types(sides.After, path));
            names.UnionWith(before.Where(type => after.TryGetValue(type.Key, out var now) && now != type.Value).Select(type => type.Key));
        }
        return names;
    }

    /// <summary>The types of these names that have a size on both sides, as the compiler names them; generic ones once for each of their uses.</summary>
    public static IReadOnlyList<Witness> Compare(IReadOnlySet<string> names, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after) =>
        [.. before.Where(type => names.Contains(LastName(type.Key)) && after.ContainsKey(type.Key)).OrderBy(type => type.Key, StringComparer.Ordinal).Take(Most)
            .Select(type => new Witness($"size of `{type.Key}`", Witness.BytesEach, type.Value, after[type.Key]))];

    /// <summary>The size in a line such as <c>print-type-size type: `index::Posting`: 24 bytes, alignment: 8 bytes</c>; null in other lines.</summary>
    public static (string Type, long Bytes)? InLine(string line)
    {
        const string Start = "print-type-size type: `";
        if (!line.StartsWith(Start, StringComparison.Ordinal) || line.LastIndexOf("`: ", StringComparison.Ordinal) is not (> 0 and var end) || end < Start.Length) return null;
        var count = line[(end + 3)..].Split(' ')[0];
        return long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? (line[Start.Length..end], bytes) : null;
    }

    /// <summary>Of <c>index::Pair&lt;u8, other::Thing&gt;</c>: <c>Pair</c>.</summary>
    private static string LastName(string type)
    {
        var own = type.Split('<')[0];
        return own[(own.LastIndexOf(':') + 1)..];
    }

    private static Dictionary<string, string> Types(ProjectCopy side, string path)
    {
        var (found, file) = (new Dictionary<string, string>(StringComparer.Ordinal), Path.Join(side.Folder, path));
        if (!File.Exists(file)) return found;
        var tree = RustParser.ParseOnce(SourceText.FromUtf8(File.ReadAllBytes(file)));
        for (var id = 0; id < tree.Count; id++)
            if (tree[id] is { Kind: Kind.Struct or Kind.Enum or Kind.Union, ItemName: { } name } item) found[tree.Names.Text(name.Data)] = item.Text;
        return found;
    }
}
