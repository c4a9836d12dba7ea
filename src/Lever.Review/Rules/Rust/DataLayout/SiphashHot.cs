using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class SiphashHot : RustRule
{
    private static readonly FrozenSet<int> Maps = RustLibrary.AnyOf("std::collections::HashMap", "std::collections::HashSet");

    public override RuleInfo Info { get; } = new("rs-siphash-hot", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.C)
    {
        Checklist = ["RS1"],
        Doc = """
            A map with the standard library's hasher and small keys of the program's own, asked in a loop.

            ## Why it costs
            The default hasher is made to withstand keys that an attacker has chosen: 8.7 ns a lookup of a `u64`. A plain hasher takes 1.5 ns.

            ## Example
            ```rust
            use std::collections::HashMap;

            pub fn repeated(ids: &[u32]) -> usize {
                let mut counts: HashMap<u32, usize> = HashMap::new();
                for id in ids {
                    *counts.entry(*id).or_insert(0) += 1;
                }
                counts.len()
            }
            ```
            Use instead:
            ```rust
            use rustc_hash::FxHashMap;

            pub fn repeated(ids: &[u32]) -> usize {
                let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
                for id in ids {
                    *counts.entry(*id).or_insert(0) += 1;
                }
                counts.len()
            }
            ```

            ## Keep it when
            The keys come from outside: an attacker could choose them so that all fall into one place. Maps whose type others see, and maps that no loop
            asks, are not reported.

            ## Regime
            Measured for counting `u32` with a multiplying hasher: 1.4 times as fast for 100 numbers, 1.6 for 10,000. Only where a profile shows the map, since it takes a dependency or a hasher of
            one's own.

            ## Patch safety
            Entries come in another order, which was never the same from run to run.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let, Kind.RecordField];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind == Kind.RecordField) VisitField(node, context);
        else if (node.Kind == Kind.Let) VisitVariable(node, context);
    }

    private static void VisitField(Node node, RustContext context)
    {
        if (node.Child(3) is not { Kind: Kind.Path } written || written.AsPath!.Value is not { Name: "HashMap" or "HashSet" } path || HasHasher(path)) return;
        var module = context.Module;
        if (!module.Types.OfTypeNode(written).IsAny(Maps) || KeyOf(module.Types.OfTypeNode(written).Argument(0), module.Types.OfTypeNode(written)) is not { } key) return;
        var declared = new FieldDeclaration(node, 0);
        if (FieldUses.Of(declared) is not { } uses) return;
        foreach (var access in uses.Accesses)
        {
            if (!IsLookup(access) || !RustRoles.IsRepeated(access)) continue;
            Report(written, declared.Name, key, access, context);
            return;
        }
    }

    private static void VisitVariable(Node node, RustContext context)
    {
        if (node.AsLet is not { Name: not null, Value: { } value } let || value.AsCall is not { Function.AsPath: { Name: "new" or "with_capacity" } }) return;
        var module = context.Module;
        if (module.BindingAt(let.Pattern) is not { } map || !IsAskedHere(map) || module.TypeOf(map) is not { Kind: TypeKind.Path } type || !type.IsAny(Maps) || KeyOf(MapKeys.Of(map), type) is not { } key) return;
        Node? lookup = null;
        foreach (var use in map.Uses)
        {
            if (lookup is null && IsLookup(use.Node) && module.Loops.Around(use.Node) is { } loop && !loop.Node.Contains(node)) lookup = use.Node;
        }
        if (lookup is { } example) Report(value, map.Name, key, example, context);
    }

    /// <summary>Is it asked in a loop, perhaps, and never given away?</summary>
    private static bool IsAskedHere(Binding map)
    {
        var isAsked = false;
        foreach (var use in map.Uses)
        {
            // What is given away has the type that others expect.
            if (use.Kind is UseKind.Returned or UseKind.Argument or UseKind.Stored or UseKind.Borrowed or UseKind.MutBorrowed or UseKind.Unknown or UseKind.Value) return false;
            isAsked |= IsLookup(use.Node) && map.Module.Loops.MayRepeat(use.Node);
        }
        return isAsked;
    }

    private static void Report(Node node, string name, string key, Node lookup, RustContext context) =>
        context.Report(node, $"`{name}` hashes each `{key}` so that nobody outside could choose keys that clash")
            .Label(lookup.EnclosingStatement, "asked in a loop")
            .Cost("n*rust.hashmap.lookup", "n*rust.fxmap.lookup")
            .Size("n", Size.Unknown)
            .Ask("Do the keys come from outside the program?")
            .Advise("use a map with a plain hasher, such as rustc-hash's or foldhash's", "nobody outside chooses the keys", "the project takes the dependency");

    private static bool HasHasher(PathView path) => path.Argument(path.Name == "HashMap" ? 2 : 1) is not null;

    private static bool IsLookup(Node place) => place.Parent.Kind == Kind.Index || place.Parent.AsMethodCall is { } call && call.Receiver == place && call.Name is "get" or "get_mut" or "insert" or "entry" or "contains" or "contains_key" or "remove";

    /// <summary>The key's type where it is a number or a pair of numbers.</summary>
    private static string? KeyOf(RustType key, RustType map)
    {
        if (map.ArgumentCount > 2) return null;
        if (key is { IsInteger: true } && key.Path is not ("u8" or "i8")) return key.Path;
        return key is { Kind: TypeKind.Tuple, ArgumentCount: 2 } && key.Argument(0).IsInteger && key.Argument(1).IsInteger ? $"({key.Argument(0).Path}, {key.Argument(1).Path})" : null;
    }
}
