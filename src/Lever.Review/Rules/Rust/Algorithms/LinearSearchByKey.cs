using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class LinearSearchByKey : RustRule
{
    public override RuleInfo Info { get; } = new("rs-linear-search-by-key", Language.Rust, LeverClass.DataStructure, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.8,
        Checklist = ["RS1"],
        Effort = Effort.Medium,
        Doc = """
            A type finds its elements by a key with a search from the front, and loops call it.

            ## Why it costs
            Each call compares half of the elements on average, 0.2 ns each for numbers and 1.5 ns for strings, where a map answers in 9 to 14 ns
            and a sorted vector in a handful of comparisons.

            ## Example
            ```rust
            pub struct Item { pub id: u64, pub weight: u64 }
            pub struct Store { items: Vec<Item> }

            impl Store {
                pub fn item(&self, id: u64) -> Option<&Item> {
                    self.items.iter().find(|item| item.id == id)
                }

                pub fn weight(&self, ids: &[u64]) -> u64 {
                    let mut sum = 0;
                    for id in ids {
                        sum += self.item(*id).map_or(0, |item| item.weight);
                    }
                    sum
                }
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            pub struct Item { pub id: u64, pub weight: u64 }
            pub struct Store { items: Vec<Item>, places: HashMap<u64, usize> }

            impl Store {
                pub fn item(&self, id: u64) -> Option<&Item> {
                    self.places.get(&id).map(|place| &self.items[*place])
                }
            }
            ```

            ## Keep it when
            There are fewer than some hundred elements with numbers as keys, or keys change in place. Where the elements are sorted by the key,
            `binary_search_by_key` needs no index.

            ## Regime
            A search for numbers takes 0.24 times as long as a map at 8 elements, 3.9 times at 100, 56 times at 2,000.

            ## Patch safety
            The index must follow every change of the vector, and several elements of one key need a rule which is found.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.SourceFile];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (!node.IsRoot || context.LinearFunctions is not { } linear) return;
        foreach (var function in linear.Values)
        {
            if (function.Search is not { Key: { } key, IsWhole: false } search || function.Parameter >= 0 || SizeNames.IsSmall(function.Scanned.Name)) continue;
            var type = module.TypeOf(key).WithoutReferences;
            if (Hashable.Is(type) == false || Hashable.IsSmallDomain(type) || !IsAskedFor(module, search.Needle)) continue;
            if (LoopCall(module, function) is not { } call) continue;
            var turns = Turns.Around(module, call)!.Value;
            var isText = type.IsString || type.IsStr;
            context.Report(function.Scan, $"`{function.Scanned.Text}` is searched from the front for a key, by each call from a loop")
                .Label(key, "the key")
                .Label(call, "called here on each turn of a loop")
                .Cost(isText ? "n*m*0.5*rust.join.pair.string" : "n*m*0.5*rust.join.pair.int", isText ? "n*rust.hashmap.string" : "n*rust.hashmap.lookup", isText ? "m > 20" : "m > 100")
                .Size("n", turns.Count)
                .Size("m", Size.Unknown)
                .AtTier(turns.Count.IsData && Hashable.Is(type) == true && (Sizes.IsNamedLarge(turns.SourceName) || Sizes.IsNamedLarge(function.Scanned.Name)) ? Tier.B : Tier.C)
                .Advise($"keep a map from `{key.Text}` to the place beside `{function.Scanned.Text}`, or keep it sorted and use `binary_search_by_key`", "keys are unique, or the first one is meant", "the keys of elements stay as they are");
        }
    }

    /// <summary>Is it a parameter that is looked for?</summary>
    private static bool IsAskedFor(RustModule module, Node needle)
    {
        for (var id = needle.Id; id < needle.SubtreeEnd; id++)
            if (module.BindingAt(needle.Tree[id]) is { Kind: BindingKind.Parameter }) return true;
        return false;
    }

    /// <summary>The first call of the function in a loop of the file.</summary>
    private static Node? LoopCall(RustModule module, LinearFunction function)
    {
        var tree = module.Tree;
        var name = function.Function.Child(2).Data;
        var kinds = tree.RawKinds;
        for (var id = 0; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] != Kind.MethodCall || tree[id].Data != name || function.Function.Contains(tree[id])) continue;
            var call = tree[id];
            if (module.TargetOf(call).Function == function.Function && Turns.Around(module, call) is { } turns && !turns.Count.IsSmall && Place.Of(module, call.FirstChild) is { } owner && turns.Outlives(owner.Root)
                && !RustRoles.IsOnErrorPath(call) && !module.IsInTest(call)) return call;
        }
        return null;
    }
}
