using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class NestedMap : RustRule
{
    private static readonly FrozenSet<int> Maps = RustLibrary.AnyOf("std::collections::HashMap");

    public override RuleInfo Info { get; } = new("rs-nested-map", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.C)
    {
        Checklist = ["RS1"],
        Effort = Effort.Medium,
        Doc = """
            A map of maps that is always asked with both keys at once.

            ## Why it costs
            Each lookup hashes and searches twice, 19 ns against 11 ns for one map, and every inner map has a header of 48 bytes and a table of its own.

            ## Example
            ```rust
            use std::collections::HashMap;

            #[derive(Default)]
            pub struct Ratings {
                stars: HashMap<u32, HashMap<u32, u8>>,
            }

            impl Ratings {
                pub fn rate(&mut self, user: u32, item: u32, stars: u8) {
                    self.stars.entry(user).or_default().insert(item, stars);
                }

                pub fn rating(&self, user: u32, item: u32) -> Option<u8> {
                    self.stars.get(&user)?.get(&item).copied()
                }
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            #[derive(Default)]
            pub struct Ratings {
                stars: HashMap<(u32, u32), u8>,
            }

            impl Ratings {
                pub fn rate(&mut self, user: u32, item: u32, stars: u8) {
                    self.stars.insert((user, item), stars);
                }

                pub fn rating(&self, user: u32, item: u32) -> Option<u8> {
                    self.stars.get(&(user, item)).copied()
                }
            }
            ```

            ## Keep it when
            All entries of one outer key are gone through or removed together. Keys that are texts are not reported: a pair of them cannot be looked
            up by references without a library such as hashbrown.

            ## Regime
            Measured for pairs of `u32`: 2.5 times as fast with one map for 10 outer keys, 2.6 for 300 and 3,000.

            ## Patch safety
            The same entries under another type. Where an outer key without entries means something, that is lost.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.RecordField];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind != Kind.RecordField || node.Child(3) is not { Kind: Kind.Path } written || written.AsPath!.Value.Argument(1) is not { Kind: Kind.Path } inner || inner.AsPath!.Value.Argument(1) is null) return;
        var module = context.Module;
        var type = module.Types.OfTypeNode(written);
        if (!type.IsAny(Maps) || !type.Argument(1).IsAny(Maps) || !IsPlain(type.Argument(0), module) || !IsPlain(type.Argument(1).Argument(0), module)) return;
        var declared = new FieldDeclaration(node, 0);
        if (FieldUses.Of(declared) is not { } uses || FieldUses.IsAmbiguous(declared)) return;
        Node? lookup = null;
        foreach (var access in uses.Accesses)
        {
            if (!IsByBothKeys(access, out var isLookup)) return;
            if (isLookup) lookup ??= access;
        }
        if (lookup is not { } example) return;
        context.Report(written, $"`{declared.Name}` is a map of maps, and each lookup names both keys")
            .Label(example.EnclosingStatement, "asked with both")
            .Cost("n*2*rust.hashmap.lookup", "n*rust.hashmap.lookup")
            .Size("n", Size.Unknown)
            .Advise("keep one map whose key is the pair", "an outer key without entries means nothing");
    }

    private static bool IsPlain(RustType key, RustModule module) => key.Kind != TypeKind.Unknown && key.IsCopy == true && !key.IsReference;

    /// <summary>Does a place go through both maps in one expression, or ask for what both forms know?</summary>
    private static bool IsByBothKeys(Node access, out bool isLookup)
    {
        isLookup = false;
        if (access.Parent.AsMethodCall is not { } outer || outer.Receiver != access) return false;
        if (outer.Name is "clear" or "is_empty") return true;
        if (outer.Name is not ("get" or "get_mut" or "entry")) return false;
        isLookup = true;
        var at = outer.Node;
        while (at.Parent is var parent && (parent.Kind == Kind.Try || parent.AsMethodCall is { Name: "or_default" or "or_insert_with" or "unwrap" or "expect" or "or_insert" } step && step.Receiver == at)) at = at.Parent;
        if (at.Parent.AsMethodCall is not { } next || next.Receiver != at) return false;
        if (next.Name is "get" or "get_mut" or "insert" or "entry" or "contains_key" or "remove") return true;
        return next.Name is "and_then" or "map" or "is_some_and" && next.OnlyArgument?.AsClosure is { } closure && closure.Body.AsMethodCall is { Name: "get" or "get_mut" or "contains_key" };
    }
}
