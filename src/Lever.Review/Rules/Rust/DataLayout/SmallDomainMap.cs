using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class SmallDomainMap : RustRule
{
    private const int MostVariants = 64;
    private const long LargestValue = 128;

    private static readonly FrozenSet<int> Hashed = RustLibrary.AnyOf("std::collections::HashMap", "std::collections::HashSet");

    public override RuleInfo Info { get; } = new("rs-small-domain-map", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS1"],
        Effort = Effort.Medium,
        Doc = """
            A hash map or set whose keys are bytes, `bool`s or the variants of an enum: there are so few of them that the key can be an index.

            ## Why it costs
            A lookup hashes the key and searches a table: 7.3 ns for a `u8`. An array of as many places as there are keys takes 0.28 ns, and no allocation;
            a set of them fits into a few words of bits.

            ## Example
            ```rust
            use std::collections::HashMap;

            pub fn most_frequent(text: &str) -> usize {
                let mut counts: HashMap<u8, usize> = HashMap::new();
                for byte in text.bytes() {
                    *counts.entry(byte).or_insert(0) += 1;
                }
                counts.values().copied().max().unwrap_or(0)
            }
            ```
            Use instead:
            ```rust
            pub fn most_frequent(text: &str) -> usize {
                let mut counts = [0usize; 256];
                for byte in text.bytes() {
                    counts[usize::from(byte)] += 1;
                }
                counts.into_iter().max().unwrap_or(0)
            }
            ```

            ## Keep it when
            The values are large and most keys have none. Values above 128 bytes, enums of more than 64 variants, and maps that are serialized are not
            reported. Maps that no loop of the file asks are shown with `--all` only.

            ## Regime
            Measured for counting bytes: 11 times as fast with an array for 1,000 bytes, 20 for 50,000. For 16 it is as fast as the map (0.93): so
            many places have to be cleared first.

            ## Patch safety
            An array holds a place for every key: whether a key was ever put in has to be told by the value (`Option`, 0). Going through it gives the keys
            in order, where a hash map gives them in any.
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
        if (node.Parent.Parent is not { Kind: Kind.Struct } owner || node.Child(3) is not { Kind: Kind.Path } written || !MayBeMap(written)) return;
        if (owner.Derives("Serialize"u8) || owner.Derives("Deserialize"u8) || owner.Derives("Encode"u8)) return;
        var module = context.Module;
        if (!module.Types.OfTypeNode(written).IsAny(Hashed) || Domain(written, context) is not { } domain) return;
        var declared = new FieldDeclaration(node, 0);
        var isRepeated = false;
        if (FieldUses.Of(declared) is { } uses)
            foreach (var access in uses.Accesses) isRepeated |= IsLookup(access) && module.Loops.Around(access) is { } loop && (!domain.Keys.StartsWith("the variants", StringComparison.Ordinal) || module.Loops.Around(loop) is not null);
        Report(written, domain, declared.Name, isRepeated, context);
    }

    private static void VisitVariable(Node node, RustContext context)
    {
        if (node.AsLet is not { Name: not null, Value: { } value } let || value.AsCall is not { Function.AsPath: { Name: "new" or "default" or "with_capacity" } }) return;
        var module = context.Module;
        if (module.BindingAt(let.Pattern) is not { } map || module.TypeOf(map) is not { Kind: TypeKind.Path } type || !type.IsAny(Hashed)) return;
        var domain = let.Type is { Kind: Kind.Path } written && written.AsPath!.Value.Argument(0) is { Kind: not Kind.InferredType } ? Domain(written, context) : DomainOf(MapKeys.Of(map), type.Argument(1), context);
        if (domain is not { } found) return;
        var isRepeated = false;
        foreach (var use in map.Uses)
        {
            // What is given away must be what the other side expects.
            if (use.Kind is not (UseKind.Receiver or UseKind.Operand) && !(use.IsWhole && use.Kind == UseKind.Iterated) && !(use.Kind == UseKind.Borrowed && use.Place.Parent.Parent.Kind == Kind.For)) return;
            // Kinds are listed by a single loop as often as they are looked up; bytes and flags come from data.
            isRepeated |= IsLookup(use.Node) && module.Loops.Around(use.Node) is { } loop && !loop.Node.Contains(node)
                && (!found.Keys.StartsWith("the variants", StringComparison.Ordinal) || module.Loops.Around(loop) is { } outer && !outer.Node.Contains(node));
        }
        Report(value, found, map.Name, isRepeated, context);
    }

    private static void Report(Node node, (string Keys, int Count) domain, string name, bool isRepeated, RustContext context) =>
        context.Report(node, $"`{name}` hashes {domain.Keys}, of which there are {domain.Count}")
            .Cost("n*rust.hashmap.lookup", "n*rust.array.map")
            .Size("n", Size.Unknown)
            .ForProfilesUnless(isRepeated)
            .Advise(domain.Count <= 2 ? "use two variables or an array of two" : $"use an array of {domain.Count}, indexed by the key; for a set, bits", "every key has a place, whether it was put in or not");

    private static bool MayBeMap(Node written) => written.AsPath!.Value is { Name: "HashMap" or "HashSet" or "FxHashMap" or "FxHashSet" or "AHashMap" or "AHashSet" };

    private static bool IsLookup(Node place) => place.Parent.Kind == Kind.Index || place.Parent.AsMethodCall is { } call && call.Receiver == place && call.Name is "get" or "get_mut" or "insert" or "entry" or "contains" or "contains_key" or "remove";

    private static (string Keys, int Count)? Domain(Node written, RustContext context)
    {
        var path = written.AsPath!.Value;
        if (path.Argument(0) is not { Kind: Kind.Path } key) return null;
        if (path.Argument(1) is { } value && path.Name.EndsWith("Map", StringComparison.Ordinal) && context.Module.Layouts.Of(value) is { Size: > LargestValue }) return null;
        if (key.AsName is { } plain && DomainOf(plain.Name) is { } primitive) return primitive;
        return context.Module.Layouts.VariantsOfPlainEnum(key) is > 1 and <= MostVariants and var count ? ($"the variants of `{key.AsPath!.Value.Name}`", count) : null;
    }

    private static (string Keys, int Count)? DomainOf(RustType key, RustType value, RustContext context)
    {
        if (key.Kind != TypeKind.Path || context.Module.Layouts.SizeOf(value) is { Size: > LargestValue }) return null;
        if (DomainOf(key.Path) is { } primitive) return primitive;
        return context.Module.Layouts.VariantsOfPlainEnum(key) is > 1 and <= MostVariants and var count ? ($"the variants of `{key.Path[(key.Path.LastIndexOf(':') + 1)..]}`", count) : null;
    }

    private static (string Keys, int Count)? DomainOf(string key) => key switch
    {
        "u8" or "i8" => ("bytes", 256),
        "bool" => ("`bool`s", 2),
        _ => null,
    };
}
