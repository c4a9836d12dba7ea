using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class BtreemapUnordered : RustRule
{
    private static readonly FrozenSet<int> Ordered = RustLibrary.AnyOf("std::collections::BTreeMap", "std::collections::BTreeSet");

    public override RuleInfo Info { get; } = new("rs-btreemap-unordered", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS1"],
        Doc = """
            A `BTreeMap` or `BTreeSet` that is only ever asked by key, so that nobody sees its order.

            ## Why it costs
            A tree compares its way down from the root: 15 ns a lookup at 1,000 entries, 85 ns at a million. A hash map takes 8.7 ns with the default hasher
            and 1.5 ns with a plain one, whatever its size.

            ## Example
            ```rust
            use std::collections::BTreeMap;

            pub fn repeated(ids: &[u64]) -> usize {
                let mut counts = BTreeMap::new();
                for id in ids {
                    *counts.entry(*id).or_insert(0usize) += 1;
                }
                ids.iter().filter(|id| counts[*id] > 1).count()
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            pub fn repeated(ids: &[u64]) -> usize {
                let mut counts = HashMap::new();
                for id in ids {
                    *counts.entry(*id).or_insert(0usize) += 1;
                }
                ids.iter().filter(|id| counts[*id] > 1).count()
            }
            ```

            ## Keep it when
            It is gone through, shown, compared or serialized somewhere: order makes results the same from run to run. Maps that anything but lookups,
            insertions and removals by key happens to are not reported, nor fields that other files can use. Ten entries or fewer are found as
            quickly in a tree, and a hash map now and then takes long for one insertion, when it grows.

            ## Regime
            Measured for counting numbers: 4.3 times as fast with a hash map at 1,000 keys, 4.1 at 100,000; at 8 keys it LOSES, 0.35 times.

            ## Patch safety
            The order is gone, which the file never looks at. The key must have a `Hash` that agrees with `Eq`, as derived ones do.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let, Kind.RecordField];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind == Kind.Let) VisitVariable(node, context);
        else if (node.Kind == Kind.RecordField) VisitField(node, context);
    }

    private static void VisitVariable(Node node, RustContext context)
    {
        if (node.AsLet is not { Name: not null, Value: { } value } let || !IsMadeEmpty(value)) return;
        var module = context.Module;
        if (module.BindingAt(let.Pattern) is not { IsUnused: false } map || !IsAskedByKey(map) || module.TypeOf(map) is not { Kind: TypeKind.Path } type || !type.IsAny(Ordered) || !HasHash(MapKeys.Of(map), module) || context.HasName("alloc")) return;
        Node? repeated = null;
        foreach (var use in map.Uses)
        {
            // A tree that one loop fills is small, mostly, or dropped before its lookups add up.
            if (repeated is null && module.Loops.IsHot(use.Node) && module.Loops.Around(module.Loops.Around(use.Node)!.Value) is { } outer && !outer.Node.Contains(node)) repeated = use.Node;
        }
        var name = NameOf(type);
        var patch = value.AsCall?.Function.AsPath is { QualifierName: { } qualifier, Qualifier: { HasChildren: false } before } && qualifier == name && let.Type is null && !context.HasName("btree_map") && !context.HasName("btree_set")
            ? new Patch(module).Replace(before, Hashed(name)).AddUse("std::collections::" + Hashed(name), node) : null;
        Report(value, name, $"`{map.Name}`", repeated is { EnclosingFunction: { } function } && Callers.IsOften(module, function) && !IsQuick(MapKeys.Of(map)), context)
            .FixWithConsent($"use a `{Hashed(name)}`", patch, "the map grows beyond some ten entries");
    }

    private static void VisitField(Node node, RustContext context)
    {
        if (node.Parent.Parent is not { Kind: Kind.Struct } owner || node.Child(3) is not { Kind: Kind.Path } written || written.AsPath!.Value is not { Name: "BTreeMap" or "BTreeSet" }) return;
        var module = context.Module;
        var type = module.Types.OfTypeNode(written);
        if (!type.IsAny(Ordered) || !HasHash(type.Argument(0), module) || IsShown(owner) || context.HasName("alloc") || RustRoles.OfPath(module.Path) is Role.Test) return;
        var declared = new FieldDeclaration(node, 0);
        if (FieldUses.Of(declared) is not { } uses || uses.Accesses.Count == 0 || FieldUses.IsAmbiguous(declared)) return;
        var isRepeated = false;
        foreach (var access in uses.Accesses)
        {
            if (!IsByKey(access)) return;
            isRepeated |= module.Loops.IsHot(access) && access.EnclosingFunction is { } function && Callers.IsOften(module, function);
        }
        foreach (var value in uses.Values)
            if (!IsMadeEmpty(value)) return;
        var name = NameOf(type);
        Report(written, name, $"`{declared.Name}`", isRepeated && !IsQuick(type.Argument(0)), context)
            .Advise($"use a `{Hashed(name)}`", "the map grows beyond some ten entries", "nobody relies on the order in which it is shown");
    }

    private static FindingDraft Report(Node node, string type, string what, bool isRepeated, RustContext context) =>
        context.Report(node, $"{what} is a `{type}` that is only asked by key: each lookup compares its way down a tree")
            .Cost("n*rust.btree.lookup", "n*rust.hashmap.lookup", "n > 10")
            .Size("n", Size.Unknown)
            .ForProfilesUnless(isRepeated);

    /// <summary>A number is compared several times while the default hash works on it: only large maps of them gain.</summary>
    private static bool IsQuick(RustType key) => key.WithoutReferences.IsInteger;

    private static string NameOf(RustType type) => type.Path == "std::collections::BTreeSet" ? "BTreeSet" : "BTreeMap";

    private static string Hashed(string ordered) => ordered == "BTreeSet" ? "HashSet" : "HashMap";

    private static bool IsMadeEmpty(Node value) => value.AsCall is { ArgumentCount: 0, Function.AsPath: { Name: "new" or "default" } };

    private static bool IsAskedByKey(Binding map)
    {
        foreach (var use in map.Uses)
            if (!IsByKey(use.Node)) return false;
        return true;
    }

    /// <summary>Does a place ask for one key, or for nothing that order shows in?</summary>
    private static bool IsByKey(Node place)
    {
        var parent = place.Parent;
        if (parent.AsIndex is { } index) return index.Value == place && index.Index.Kind != Kind.Range;
        return parent.AsMethodCall is { } call && call.Receiver == place && call.Name is "get" or "get_mut" or "insert" or "remove" or "contains" or "contains_key" or "entry" or "len" or "is_empty" or "clear" or "take" or "replace" or "get_key_value" or "remove_entry";
    }

    /// <summary>Is the key known to have a hash: numbers, texts, and what derives it?</summary>
    private static bool HasHash(RustType key, RustModule module)
    {
        var bare = key.WithoutReferences;
        if (bare.Kind == TypeKind.Tuple)
        {
            for (var at = 0; at < bare.ArgumentCount; at++)
                if (!HasHash(bare.Argument(at), module)) return false;
            return bare.ArgumentCount > 0;
        }
        if (bare.IsInteger || bare.IsString || bare.IsStr || bare.Kind == TypeKind.Path && bare.Path is "bool" or "char" or "std::path::PathBuf" or "std::path::Path") return true;
        return bare.Kind == TypeKind.Path && module.Names.Item(bare.PathId, Namespace.Type) is { } item && item.Derives("Hash"u8);
    }

    /// <summary>Does the struct derive what the order shows in?</summary>
    private static bool IsShown(Node owner) =>
        owner.Derives("Hash"u8) || owner.Derives("Ord"u8) || owner.Derives("PartialOrd"u8) || owner.Derives("Serialize"u8) || owner.Derives("Deserialize"u8) || owner.Derives("Encode"u8) || owner.Derives("Archive"u8) || owner.Derives("BorshSerialize"u8);
}
