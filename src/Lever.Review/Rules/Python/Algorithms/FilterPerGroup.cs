using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class FilterPerGroup : PythonRule
{
    public override RuleInfo Info { get; } = new("py-filter-per-group", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            For each key of a loop the whole collection is filtered again.

            ## Why it costs
            With k keys and n elements k times n elements are looked at, about 30 ns each, although each belongs to one key. One pass
            that puts every element into its key's list looks at each once. `frame[frame.key == key]` for each of `frame.key.unique()` does the
            same with frames, at some nanoseconds an element, and `groups.get_group(key)` for each of `groups.groups` takes each out by itself.
            A method that picks the elements of one key out of all that its object holds does it on each call.

            ## Example
            ```python
            def by_author(authors, posts):
                return {author: [post for post in posts if post.author == author] for author in authors}
            ```
            Use instead:
            ```python
            def by_author(authors, posts):
                posts_by_author = {}
                for post in posts:
                    posts_by_author.setdefault(post.author, []).append(post)
                return {author: posts_by_author.get(author, []) for author in authors}
            ```

            ## Keep it when
            There are two or three keys.

            ## Regime
            The example with ten elements a key, on CPython 3.8, 3.11 and 3.13: 51, 23 and 23 times faster with 100 keys, 2.6 to 4
            times with 10, even with 3, slower (0.7 to 1.0) with 2. A frame of 10,000 rows with pandas 1.5 and CPython 3.11: `groupby` is 1.8
            to 2.4 times faster than masks with 3 groups, 1.9 (numbers) to 5.6 (text) with 30, 4.5 to 14 with 300; of 1,000 rows 1.1 to 1.6
            with 3. Going through `groups` is 2.0, 3.6 and 2.4 times faster than `get_group` with 3, 30 and 300 groups. Masks of numpy arrays
            are not reported: sorting and splitting is slower with 10 groups (0.8) and 1.4 to 3 times faster with 100 to 1,000.

            ## Patch safety
            The elements keep their order, and a key without elements gets none. The keys must be hashable, with equal ones having
            equal hashes, and elements must not change their key while the loop runs.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Compare, Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["get_group"];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Compare];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.Call) FrameGroups.VisitGet(node, context);
        else if (node.Parent.Kind == Kind.Subscript) FrameGroups.VisitMask(node, context);
        else VisitScan(node, context);
    }

    private static void VisitScan(Node node, PythonContext context)
    {
        if (node.AsCompare is not { Op: CompareOp.Eq, IsChain: false } || KeyTest.Of(context.Module, node) is not { } match) return;
        var scan = match.Scan;
        if (FilterInMethod.Report(match, context)) return;
        if (!scan.IsComprehension || scan.IsAsync || scan.Region.AsComprehension is not { OnlyGenerator: not null } || match.Test.Parent.Kind != Kind.Comprehension) return;
        // What stops at the first match is a search: another rule.
        if (LinearSearchByKey.TakesFirst(scan.Region, context)) return;
        var elements = match.Elements(context.Module);
        if (elements.Kind is not (Kind.Name or Kind.Attribute or Kind.Call) || context.TypeOf(elements) is { IsOneShot: true }) return;
        if (context.RepetitionOf(scan.Region, elements) is not { } loop || loop.Trips.IsSmall) return;
        // Another key on each turn, straight from the loop: else the whole filter is the same each time, or the key's number is not known.
        if (!KeyTest.DependsOn(context.Module, match.Wanted, loop.Innermost) || !match.IsWantedPure(context.Module)) return;
        // A list that each turn changes cannot be grouped before the loop.
        var size = context.SizeOf(elements);
        if (size.IsSmall) return;

        var draft = context.Report(node, $"all of `{elements.Text}` is looked at on every turn of the loop, for the elements of one `{match.KeyName}`")
            .LabelHead(loop.Innermost.Node, "each turn filters for another key")
            .Cost("k*n*30ns", "(k + n)*60ns", "k > 3")
            .Size("k", loop.Trips)
            .Size("n", size)
            .AtTier(Evidence.Of(loop.Trips, size));
        var index = KeyedIndex.Name(context, elements, match.KeyName);
        draft.FixWithConsent($"group the elements by `{match.KeyName}` before the loop",
            index is null ? null : KeyedIndex.Lists(context, match, loop.Outermost, index),
            $"`{match.Key.Text}` and `{match.Wanted.Text}` are hashable, and equal ones have equal hashes",
            $"nothing that the loop calls changes `{elements.Text}`");
    }
}
