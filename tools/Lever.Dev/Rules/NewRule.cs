using System.Text.RegularExpressions;

namespace Lever.Dev.Rules;

/// <summary>What a new rule begins as: its source, its fixture, its experiment, and its line in the catalogue.</summary>
/// <param name="Name">Such as `py-sum-of-lists`.</param>
/// <param name="Chapter">The folder it goes to.</param>
internal sealed partial record NewRule(string Name, Chapter Chapter)
{
    private static readonly Chapter[] chapters =
    [
        new("Algorithms", "Algorithm", "Algorithm"),
        new("Allocations", "Allocation", "Allocation"),
        new("Api", "AvoidedWork", "Api"),
        new("Async", "AvoidedWork", "Async"),
        new("AvoidedWork", "AvoidedWork", "AvoidedWork"),
        new("Data", "Boundary", "Api"),
        new("DataLayout", "DataStructure", "MemoryLayout"),
        new("HotLoops", "Interpreter", "AvoidedWork"),
        new("Logging", "AvoidedWork", "Logging"),
    ];

    public static IEnumerable<string> Chapters => chapters.Select(chapter => chapter.Folder);

    /// <summary>A rule of these names; null where they are not fit, with the reason.</summary>
    public static NewRule? Of(string name, string chapter, out string problem)
    {
        problem = "";
        if (!RuleName().IsMatch(name)) problem = $"`{name}` names no rule: write `py-` and lower-case words that say the pattern flagged, with hyphens between";
        else if (Array.Find(chapters, each => each.Folder == chapter) is not { } found) problem = $"`{chapter}` is no chapter: {string.Join(", ", Chapters)}";
        else return new NewRule(name, found);
        return null;
    }

    public string ClassName => string.Concat(Name.Split('-').Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private string Folder => $"src/Lever.Review/Rules/Python/{Chapter.Folder}";

    public string SourcePath => $"{Folder}/{ClassName}.cs";

    public string FixturePath => $"{Folder}/{ClassName}.py";

    public string ExperimentPath => $"{Folder}/{ClassName}.experiment.py";

    public string Source => $$""""
        using Lever.Review.Findings;
        using Lever.Syntax.Python;
        using Lever.Syntax.Trees;

        namespace Lever.Review.Rules.Python.{{Chapter.Folder}};

        public sealed class {{ClassName}} : PythonRule
        {
            public override RuleInfo Info { get; } = new("{{Name}}", Language.Python, LeverClass.{{Chapter.Lever}}, Technique.{{Chapter.Technique}}, Tier.B)
            {
                Checklist = [],
                Doc = """
                    A sentence that says the pattern.

                    ## Why it costs
                    What the machine does for it, with figures.

                    ## Example
                    ```python
                    def example(rows):
                        for row in rows:
                            slow(row)
                    ```
                    Use instead:
                    ```python
                    def example(rows):
                        fast(rows)
                    ```

                    ## Keep it when
                    The sizes and the uses for which the code is right as it is.

                    ## Regime
                    The sizes and versions on which the advice was measured to pay, and those on which it loses.

                    ## Patch safety
                    What stays the same, and what someone has to agree to.
                    """,
            };

            public override ReadOnlySpan<Kind> Visits => [Kind.Call];

            public override void Visit(Node node, PythonContext context)
            {
                if (node.AsCall is not { Callee.AsName.Id: "slow" }) return;
                if (context.LoopAround(node) is not { } loop) return;
                context.Report(node, "`slow` is called on every turn of the loop")
                    .LabelHead(loop.Node, "this loop repeats it")
                    .Cost("n*py.call", "py.call")
                    .Size("n", context.TripsOf(loop))
                    .Advise("call `fast` once, before the loop");
            }
        }

        """".ReplaceLineEndings("\n");

    public string Fixture => $""""
        """Fixture of {Name}."""


        def reported(rows):
            for row in rows:
                slow(row)  # expect: {Name}


        def once(rows):
            # A near miss says why it is fine: here nothing repeats the call.
            slow(rows)

        """".ReplaceLineEndings("\n");

    public static string Experiment => """"
        """What is compared, in one sentence."""
        import random

        SIZES = [4, 300]
        WINS = "always"
        METRIC = "cpu"
        SAME = "result"


        def inputs(n):
            return ([random.randrange(1_000) for _ in range(n)],)


        def slow(row):
            return row


        def fast(rows):
            return sum(rows)


        def before(rows):
            total = 0
            for row in rows:
                total += slow(row)
            return total


        def after(rows):
            return fast(rows)

        """".ReplaceLineEndings("\n");

    /// <summary>The catalogue with the rule's line at its place, and its chapter's namespace.</summary>
    public string In(string catalogue)
    {
        var lines = catalogue.Split('\n').ToList();
        Insert(lines, $"        new {ClassName}(),", line => line.StartsWith("        new ", StringComparison.Ordinal), line => line.StartsWith("    ];", StringComparison.Ordinal));
        Insert(lines, $"using Lever.Review.Rules.Python.{Chapter.Folder};", line => line.StartsWith("using ", StringComparison.Ordinal), line => line.Length == 0);
        return string.Join('\n', lines);
    }

    /// <summary>Puts a line among those of its sort, by the alphabet and once; they end before a line that <paramref name="ends"/> knows.</summary>
    private static void Insert(List<string> lines, string line, Func<string, bool> isOfItsSort, Func<string, bool> ends)
    {
        if (lines.Contains(line)) return;
        var first = lines.FindIndex(each => isOfItsSort(each));
        if (first < 0) first = lines.FindIndex(each => ends(each));
        var at = first;
        while (isOfItsSort(lines[at]) && string.CompareOrdinal(lines[at], line) < 0) at++;
        lines.Insert(at, line);
    }

    [GeneratedRegex("^py(-[a-z][a-z0-9]*)+$")]
    private static partial Regex RuleName();
}

/// <summary>A folder of rules, with the lever and the technique that most of its rules have.</summary>
internal sealed record Chapter(string Folder, string Lever, string Technique);
