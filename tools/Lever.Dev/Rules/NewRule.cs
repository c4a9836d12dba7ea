using System.Text.RegularExpressions;

namespace Lever.Dev.Rules;

/// <summary>What a new rule begins as: its source, its fixture, its experiment, and its line in the catalogue.</summary>
/// <param name="Name">Such as `py-sum-of-lists`; `rs-` for a rule of Rust, `px-` for one of Rust that Python calls.</param>
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
        if (!RuleName().IsMatch(name)) problem = $"`{name}` names no rule: write `py-`, `rs-` or `px-` and lower-case words that say the pattern flagged, with hyphens between";
        else if (Array.Find(chapters, each => each.Folder == chapter) is not { } found) problem = $"`{chapter}` is no chapter: {string.Join(", ", Chapters)}";
        else return new NewRule(name, found);
        return null;
    }

    public string ClassName => string.Concat(Name.Split('-').Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The folder of its language.</summary>
    private string Language => Name[..3] switch { "py-" => "Python", "rs-" => "Rust", _ => "PyO3" };

    private bool IsRust => Language != "Python";

    private string Folder => $"src/Lever.Review/Rules/{Language}/{Chapter.Folder}";

    public string SourcePath => $"{Folder}/{ClassName}.cs";

    public string CataloguePath => $"src/Lever.Review/Rules/{(IsRust ? $"{Language}/{Language}" : "Rule")}Catalog.cs";

    public string FixturePath => $"{Folder}/{ClassName}.{(IsRust ? "rs" : "py")}";

    public string ExperimentPath => $"{Folder}/{ClassName}.experiment.{(IsRust ? "rs" : "py")}";

    public string Source => IsRust ? RustToy.Source(this, Language) : $$""""
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

    public string Fixture => IsRust ? RustToy.Fixture(Name) : $""""
        """Fixture of {Name}."""


        def reported(rows):
            for row in rows:
                slow(row)  # expect: {Name}


        def once(rows):
            # A near miss says why it is fine: here nothing repeats the call.
            slow(rows)

        """".ReplaceLineEndings("\n");

    public string Experiment => IsRust ? RustToy.Experiment : """"
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
        Insert(lines, $"        new {ClassName}(),", "        new ", "    ];");
        Insert(lines, $"using Lever.Review.Rules.{Language}.{Chapter.Folder};", "using ", "");
        return string.Join('\n', lines);
    }

    /// <summary>Puts a line among those that start alike, by the alphabet and once; they end at a line that is given.</summary>
    private static void Insert(List<string> lines, string line, string start, string end)
    {
        var last = lines.IndexOf(end);
        var at = lines.FindIndex(0, last, each => each.StartsWith(start, StringComparison.Ordinal));
        if (at < 0) at = last;
        while (at < last && string.CompareOrdinal(lines[at], line) < 0) at++;
        if (lines[at] != line) lines.Insert(at, line);
    }

    [GeneratedRegex("^(py|rs|px)(-[a-z][a-z0-9]*)+$")]
    private static partial Regex RuleName();
}

/// <summary>A folder of rules, with the lever and the technique that most of its rules have.</summary>
internal sealed record Chapter(string Folder, string Lever, string Technique);
