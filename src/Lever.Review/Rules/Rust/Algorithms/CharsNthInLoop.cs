using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class CharsNthInLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-chars-nth-in-loop", Language.Rust, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.98,
        Precision = 0.95,
        Checklist = ["RS1"],
        Doc = """
            A loop asks a text or other sequence for its next part by number, counting from the front each time.

            ## Why it costs
            Characters have no fixed width, so `chars().nth(i)` walks over all before: 36 ns at 1,000 characters, 152 ns at 10,000. Of lines, splits and
            filtered iterators each skipped element costs its full work.

            ## Example
            ```rust
            fn runs(text: &str) -> usize {
                let mut runs = 0;
                let mut last = None;
                for at in 0..text.chars().count() {
                    let letter = text.chars().nth(at);
                    if letter != last {
                        runs += 1;
                    }
                    last = letter;
                }
                runs
            }
            ```
            Use instead:
            ```rust
            fn runs(text: &str) -> usize {
                let mut runs = 0;
                let mut last = None;
                for letter in text.chars() {
                    if Some(letter) != last {
                        runs += 1;
                    }
                    last = Some(letter);
                }
                runs
            }
            ```

            ## Keep it when
            The text has a dozen characters, or the numbers jump about and a `Vec<char>` of four bytes a character is too large. `nth` of a slice's
            iterator takes constant time and is not reported.

            ## Regime
            8.6 times as long at 16 characters, 40 times at 200, 269 times at 4,000.

            ## Patch safety
            One walk gives the same characters. Indexing `as_bytes()` is only the same for ASCII.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["nth", "next"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsMethodCall is not { Name: "nth" or "next" } call) return;
        var (iterator, index) = (call.Receiver, call.OnlyArgument);
        if (call.Name == "next")
        {
            // `skip(i).next()`
            if (iterator.AsMethodCall is not { Name: "skip", OnlyArgument: { } skipped } skip) return;
            (iterator, index) = (skip.Receiver, skipped);
        }
        if (index is not { } at || at.Kind == Kind.Literal) return;
        var module = context.Module;
        if (SourceOf(module, iterator) is not { } source || Place.Of(module, source.Value) is not { } place) return;
        if (Turns.Around(module, node) is not { } turns || !turns.Outlives(place.Root) || turns.Count.IsSmall || !turns.Varies(at) || !place.ChangesIn(turns.Node).IsNone) return;
        if (RustRoles.IsOnErrorPath(node)) return;
        var size = Sizes.Of(module, place.Node);
        if (size.IsSmall) return;
        context.Report(node, $"`{call.Name}` walks over the {source.What} of `{place.Text}` from the front on every turn of the loop")
            .LabelHead(turns.Node, "each turn counts from the front")
            .Label(at, "differs from turn to turn")
            .Cost("0.5*n^2*0.015ns", "n*1ns")
            .Size("n", size)
            .Advise($"go through the {source.What} once beside the loop, or collect them before it", "the same parts are met in the same order");
    }

    /// <summary>The text or collection that an iterator without random access walks over.</summary>
    private static (Node Value, string What)? SourceOf(RustModule module, Node iterator)
    {
        var isWalk = false;
        var what = "elements";
        while (iterator.AsMethodCall is { } call)
        {
            switch (call.Name)
            {
                case "rev" or "enumerate" or "map" or "copied" or "cloned" or "peekable":
                    break;
                case "filter" or "filter_map" or "flat_map" or "flatten" or "skip_while" or "take_while":
                    isWalk = true;
                    break;
                case "chars" or "char_indices" or "lines" or "split" or "split_whitespace" or "split_ascii_whitespace" or "split_terminator" or "graphemes" or "match_indices":
                    if (!IsText(module, call.Receiver)) return null;
                    return (call.Receiver, call.Name is "chars" or "char_indices" or "graphemes" ? "characters" : call.Name == "lines" ? "lines" : "parts");
                case "iter" or "keys" or "values":
                    var type = module.TypeOf(call.Receiver);
                    return isWalk && type.IsSliceLike || type.IsMap || type.Is(RustLibrary.HashSet) || type.Is(RustLibrary.BTreeSet) || type.Path == "std::collections::LinkedList" ? (call.Receiver, what) : null;
                default:
                    return null;
            }
            iterator = call.Receiver;
        }
        return null;
    }

    private static bool IsText(RustModule module, Node value) => module.TypeOf(value) is var type && (type.IsString || type.IsStr || type.Is(RustLibrary.Path("std::borrow::Cow")));
}
