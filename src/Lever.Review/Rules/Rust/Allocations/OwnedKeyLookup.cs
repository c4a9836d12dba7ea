using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class OwnedKeyLookup : RustRule
{
    public override RuleInfo Info { get; } = new("rs-owned-key-lookup", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.A)
    {
        Checklist = ["RS3", "RS4"],
        Doc = """
            An owned key that is built only to ask a map, set or list for it.

            ## Why it costs
            A lookup of a short String takes 14 ns; the String that is made for it and freed again takes 20 ns more. Maps take the borrowed form
            of their keys: `&str` for String, `&[T]` for Vec, `&Path` for PathBuf.

            ## Example
            ```rust
            use std::collections::HashMap;

            pub fn price(prices: &HashMap<String, u64>, word: &str) -> u64 {
                prices.get(&word.to_string()).copied().unwrap_or(0)
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            pub fn price(prices: &HashMap<String, u64>, word: &str) -> u64 {
                prices.get(word).copied().unwrap_or(0)
            }
            ```

            ## Keep it when
            The key is a tuple or a struct of owned parts: these have no borrowed form. Such lookups are not reported.

            ## Regime
            All sizes and versions: lookups were 2.1 to 2.4 times as fast.

            ## Patch safety
            The borrowed form hashes, compares and orders as the owned one does; that is what `Borrow` promises.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["get", "get_mut", "contains_key", "contains", "remove", "get_key_value", "remove_entry"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMethodCall is not { Name: "get" or "get_mut" or "contains_key" or "contains" or "remove" or "get_key_value" or "remove_entry" } call) return;
        if (call.OnlyArgument is not { Kind: Kind.Reference, Data: 0 } argument || Copies.Of(argument.FirstChild, context.Module) is not { } copy) return;
        var type = context.Module.TypeOf(call.Receiver).WithoutReferences;
        while (type.Symbol is { Deref.Kind: TypeKind.Hole } && type.ArgumentCount == 1 && !type.IsVec) type = type.Argument(0).WithoutReferences;
        var isMap = type.Has(RustFacts.Hashed) || type.Has(RustFacts.Ordered);
        if (!isMap && !(type.IsSliceLike && call.Name == "contains")) return;
        var patch = new Patch(context.Module);
        var borrowed = copy.Borrowed(patch);
        var finding = context.Report(copy.Node, "an owned key is made only to be looked for")
            .Label(call.Receiver, isMap ? $"`{call.Name}` takes the borrowed form" : "its elements can be compared with the borrowed form")
            .Cost("rust.hashmap.string + rust.string.clone", "rust.hashmap.string");
        if (!RustRoles.IsRepeated(node)) finding.AtTier(Tier.B);
        // A setting that is asked for a fixed word is asked once, and a list that is asked for words of the source holds a few such words.
        var isSetting = copy.IsFixed || call.Receiver.AsPath is { } asked && Lever.Review.Semantics.Python.SizeNames.IsSmall(asked.Name);
        finding.ForProfilesUnless(!isSetting || RustRoles.IsRepeated(node) && (isMap || !copy.IsFixed));
        var key = type.Argument(0).WithoutReferences;
        // A slice of Strings is asked for Strings; its elements compare with text.
        if (isMap) finding.FixSafely($"look for `{borrowed}`", key.IsString || key.IsVec || key.Path == "std::path::PathBuf" ? patch.Replace(argument, borrowed) : null);
        else if (copy.KeepsType) finding.FixSafely($"look for `{borrowed}`", patch.Replace(argument, borrowed));
        else if (context.NewName("known") is { } known && key.IsString && copy.Type.IsStr && copy.Depth == 1)
            finding.FixSafely("compare the elements with the text", patch.Replace(new Span(call.NameSpan.Start, node.End), $"iter().any(|{known}| {known} == {copy.Source.Text})"));
        else finding.Advise($"compare the elements with `{borrowed}`");
    }
}
