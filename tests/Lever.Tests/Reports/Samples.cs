using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Tests.Reports;

/// <summary>Hand-made findings and a hand-made review, over sources whose places are found by their text.</summary>
internal static class Samples
{
    public static readonly ToolInfo Tool = new("lever", "0.1.0", "https://example.org/lever");

    private static readonly Dictionary<(string, int?), SourceText> Sources = new()
    {
        [("src/feed/dedupe.py", null)] = SourceText.From("""
            def unique(items):
                seen = []
                for item in items:
                    key = item.key
                    # Keys are compared by value.
                    if key.deleted:
                        continue
                    if key not in seen:
                        seen.append(key)
                return seen


            def names(rows):
                return [row["name"] for row in rows if row["name"] not in known_names and row["kind"] in allowed_kinds and not row["hidden"]]

            """),
        [("src/données/été 2026.py", null)] = SourceText.From("""
            class Meldung:
                def größe(self, 名前, items):
                    return sum([len(x) for x in items if x not in self.schlüssel_liste])

            """),
        [("core/src/lib.rs", null)] = SourceText.From("""
            fn build_response(data: &ResponseData) -> String {
            	let name = data.name.clone();
            	let id = data.id.clone();
            	format!("User {} ({})", name, id)
            }

            """),
        [("notebooks/explore.ipynb", 3)] = SourceText.From("""
            df = load()
            for _, row in df.iterrows():
                total += row["amount"]

            """),
    };

    public static readonly RuleInfo Membership =
        new("py-membership-list-in-loop", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.A)
        {
            Doc = """
                A membership test on a list, repeated by a loop.

                ## Why it costs
                A list is searched from the front.

                ## Example
                ```python
                for item in items:
                    if item in seen_list: ...
                ```
                Use instead:
                ```python
                seen = set(seen_list)
                for item in items:
                    if item in seen: ...
                ```

                ## Keep it when
                The list holds eight elements or fewer.
                """,
            Checklist = ["PY1"],
            Precision = 0.96,
        };

    public static readonly RuleInfo Clone =
        new("rs-clone-then-borrow", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
        {
            Doc = "A value is cloned only to be borrowed.\n\n## Why it costs\nA clone of a `String` allocates.",
            Checklist = ["RS3"],
        };

    public static readonly RuleInfo Rows =
        new("py-iterrows", Language.Notebook, LeverClass.Interpreter, Technique.MemoryLayout, Tier.B)
        {
            Doc = "A data frame is walked row by row.\n\n## Example\n```python\nfor _, row in df.iterrows(): ...\n```\nUse instead:\n```python\ntotal = df[\"amount\"].sum()\n```\n",
            Effort = Effort.Medium,
        };

    public static LineMap? Lines(string path, int? cell) => Text(path, cell) is { } text ? new LineMap(text) : null;

    public static SourceText? Text(string path, int? cell) => Sources.GetValueOrDefault((path, cell));

    public static Finding Estimated { get; } = new()
    {
        Rule = Membership,
        Path = "src/feed/dedupe.py",
        Span = SpanOf("src/feed/dedupe.py", "key not in seen"),
        Range = RangeOf("src/feed/dedupe.py", "key not in seen"),
        Symbol = "feed.dedupe.unique",
        FunctionLine = 1,
        Region = (1, 1),
        Role = Role.Library,
        Heat = Heat.Warm,
        Tier = Tier.A,
        Grade = Grade.Estimated,
        Message = "`seen` is a list, searched from the front on every turn of the loop",
        Labels =
        [
            LabelOf("src/feed/dedupe.py", "for item in items:\n        key = item.key\n", "this loop repeats the search"),
            LabelOf("src/feed/dedupe.py", "seen = []", "the list is made here and grows below, so that each turn searches more of it than the one before"),
        ],
        Cost = new FindingCost("n*m*py.list.compare", "n*py.set.lookup", "m > 8",
            [new("n", 100, 1000, 10_000, "prior"), new("m", 1000, 1000, 1000, "literal, line 40")]),
        Worth = new Worth("ns", 310_000, 21_700_000),
        Fix = new Fix(Applicability.Unsafe, "keep the keys in a set",
            [EditOf("src/feed/dedupe.py", "seen = []", "seen = set()"), EditOf("src/feed/dedupe.py", "seen.append(key)", "seen.add(key)")],
            ["the keys are hashable", "the order of the result may change"]),
        Fingerprint = "9f1c2d3e4a5b6c7d",
    };

    public static Finding Profiled { get; } = Estimated with
    {
        Grade = Grade.Profiled,
        Role = Role.Hot,
        Heat = Heat.Hot,
        Worth = new Worth("ns-profiled", 40e6, 110e6),
        Evidence = new ProfileEvidence("app.folded", "samples", 0.381, "line", 4704, "samples", Calls: null),
    };

    public static Finding LongLine { get; } = new()
    {
        Rule = Membership,
        Path = "src/feed/dedupe.py",
        Span = SpanOf("src/feed/dedupe.py", "row[\"kind\"] in allowed_kinds"),
        Range = RangeOf("src/feed/dedupe.py", "row[\"kind\"] in allowed_kinds"),
        Symbol = "feed.dedupe.names",
        FunctionLine = 13,
        Region = (13, 13),
        Role = Role.Library,
        Heat = Heat.Warm,
        Tier = Tier.B,
        Grade = Grade.Pattern,
        Message = "`allowed_kinds` is a list, searched from the front on every turn of the comprehension",
        Labels = [LabelOf("src/feed/dedupe.py", "for row in rows", "this comprehension repeats it")],
        Chain = [new ChainStep("src/données/été 2026.py", RangeOf("src/données/été 2026.py", "x not in self.schlüssel_liste"), "données.Meldung.größe", "`allowed_kinds` is searched here")],
        Cost = new FindingCost("n*m*py.list.compare", "n*py.set.lookup", null, []),
        Fix = new Fix(Applicability.Manual, "make `allowed_kinds` a set where it is defined", [], []),
        Question = "Does `allowed_kinds` hold more than eight elements?",
        Fingerprint = "0a1b2c3d4e5f6071",
    };

    public static Finding Unicode { get; } = new()
    {
        Rule = Membership,
        Path = "src/données/été 2026.py",
        Span = SpanOf("src/données/été 2026.py", "x not in self.schlüssel_liste"),
        Range = RangeOf("src/données/été 2026.py", "x not in self.schlüssel_liste"),
        Symbol = "données.Meldung.größe",
        FunctionLine = 2,
        Region = (2, 2),
        Role = Role.Library,
        Heat = Heat.Warm,
        Tier = Tier.A,
        Grade = Grade.Pattern,
        Message = "`self.schlüssel_liste` is a list, searched from the front",
        Labels = [LabelOf("src/données/été 2026.py", "名前", "an argument of two wide characters")],
        Fix = new Fix(Applicability.Manual, "keep the keys in a set", [], []),
        Fingerprint = "1111222233334444",
    };

    public static Finding Rust { get; } = new()
    {
        Rule = Clone,
        Path = "core/src/lib.rs",
        Span = SpanOf("core/src/lib.rs", "data.name.clone()"),
        Range = RangeOf("core/src/lib.rs", "data.name.clone()"),
        Symbol = "core::build_response",
        FunctionLine = 1,
        Region = (1, 1),
        Role = Role.Library,
        Heat = Heat.Warm,
        Tier = Tier.B,
        Grade = Grade.Estimated,
        Message = "`data.name` is cloned and then only borrowed",
        Labels = [LabelOf("core/src/lib.rs", "name, id", "borrowed here, and nowhere else")],
        Cost = new FindingCost("rust.alloc.small", "0", null, []),
        Worth = new Worth("ns", 20, 50),
        Fix = new Fix(Applicability.Safe, "borrow it: `&data.name`",
            [EditOf("core/src/lib.rs", "data.name.clone()", "&data.name")], []),
        Fingerprint = "5555666677778888",
    };

    public static Finding Notebook { get; } = new()
    {
        Rule = Rows,
        Path = "notebooks/explore.ipynb",
        Cell = 3,
        Span = SpanOf("notebooks/explore.ipynb", "df.iterrows()", 3),
        Range = RangeOf("notebooks/explore.ipynb", "df.iterrows()", 3),
        Region = (1, 1),
        Symbol = "",
        Role = Role.Init,
        Heat = Heat.Warm,
        Tier = Tier.B,
        Grade = Grade.ProvenIsolated,
        Message = "`df` is walked row by row",
        Proof = new ProofEvidence("rows.lever-proof.json", 118.3, 96, 141, "a frame of 10,000 rows", Saved: null),
        Fix = new Fix(Applicability.Unsafe, "sum the column",
            [new Edit(new Span(12, 42), RangeOf("notebooks/explore.ipynb", "for _, row in df.iterrows():\n    total += row[\"amount\"]", 3), "total += df[\"amount\"].sum()")],
            ["the sum's last digits may differ"]),
        Fingerprint = "99990000aaaabbbb",
    };

    /// <summary>Whatever a file's name and text may hold that would break a line, a field or the terminal.</summary>
    public static Finding Hostile { get; } = Estimated with
    {
        Path = "a%b,c:d/\e[31m\u202Eevil.py",
        Symbol = "x\ny",
        Message = "`a\r\nb` %0A ::error:: | <b>bold</b> \e]0;title\a",
        Labels = [],
        Cost = null,
        Worth = null,
        Grade = Grade.Pattern,
        Fix = new Fix(Applicability.Manual, "", [], []),
    };

    public static CheckResult Check { get; } = new()
    {
        Files = new FileCounts(2137, 3, 37_590_245),
        Findings = [Unicode, Profiled, LongLine, Notebook, Rust],
        Problems =
        [
            new FileProblem("src/bad.py", 3, "unterminated string"),
            new FileProblem("lever.toml", 7, "`selct` is no key of [check]; did you mean `select`?"),
        ],
        Withheld = 12,
    };

    public static ReviewResult Review { get; } = MakeReview();

    private static ReviewResult MakeReview()
    {
        Issue[] issues =
        [
            new()
            {
                Finding = Profiled,
                Rank = new Rank(1, 0.62, [2]),
                Impact = new Impact(new Estimate(40e6, 90e6, 110e6, AmountUnit.Nanoseconds), "profiled run",
                    new Estimate(0.12, 0.3, 0.38, AmountUnit.Share), ["profile:app.folded", "row:py.list.compare", "row:py.set.lookup"]),
                Effort = Effort.Small,
                Risks = [new(RiskKind.Correctness, "the result is a set, so that its order is lost"), new(RiskKind.Memory, "a set takes about four times the list's memory")],
                Next = "lever prove 9f1c2d3e4a5b6c7d --sweep m=4,32,1k",
                AlsoAt = [new Place("src/feed/dedupe.py", null, new Range(new(31, 8), new(31, 23)), "feed.dedupe.unique")],
            },
            new()
            {
                Finding = Rust,
                Rank = new Rank(2, 0.3, [1]),
                Impact = new Impact(new Estimate(20, 30, 50, AmountUnit.Nanoseconds), "call", Share: null, ["row:rust.alloc.small"]),
                Effort = Effort.Small,
                Next = "lever apply 5555666677778888",
            },
            new()
            {
                Finding = Unicode,
                Rank = new Rank(3, 0.08, []),
                Effort = Effort.Medium,
                Next = "lever explain py-membership-list-in-loop",
            },
        ];
        return new ReviewResult
        {
            Goal = new ReviewGoal(GoalMetric.Latency, "300ms", AmountUnit.Nanoseconds, "lever.toml"),
            Files = new FileCounts(2137, 0, 37_590_245),
            Evidence =
            [
                new EvidenceItem("app.folded", "folded", "samples", 12_345, 0.97,
                    ["sampled on the wall clock: waiting counts as work"], "profile:app.folded"),
            ],
            Hypothesis = new Hypothesis(
                "`feed.dedupe.unique` dominates: it takes 38 % of samples, nearly all of them in one search of a list",
                [
                    new Fact("line 8 takes 38 % of samples", ["profile:app.folded"]),
                    new Fact("the loop around it runs n = 1,000 times (100–10,000, prior), and the list grows with it", ["size:n"]),
                ],
                Flat: false),
            Conclusions =
            [
                new Conclusion(ConclusionKind.Allocation, "allocating and freeing memory takes 12 % (11–13 %) of the samples (allocating 8 %, freeing 4 %), most of it for `feed.dedupe.unique` (9 %); issue 1 is there",
                    "another allocator would save a part of it, only fewer allocations save it all", "lever profile run --with memray -- COMMAND", 0.12, [1], ["profile:app.folded"]),
            ],
            Issues = issues,
            LeftOut = 4,
            Patches = ReviewPatches.Of(issues, Text),
            Tradeoffs =
            [
                new Tradeoff(RiskKind.Correctness, "keys must be hashable, and the order of the result is lost", [1]),
                new Tradeoff(RiskKind.Complexity, "none of the changes adds a dependency", []),
            ],
            MeasurementPlan =
            [
                new MeasurementStep("lever prove 9f1c2d3e4a5b6c7d --workload 'python bench/feed.py'", "wall time of the workload",
                    "at least 3 % faster, lower bound above 1", "decides whether the gain of issue 1 reaches the request"),
                new MeasurementStep("py-spy record -o after.folded -f raw -- python bench/feed.py", "samples in `feed.dedupe.unique`",
                    "below 5 % of samples", "shows what dominates next"),
            ],
            Question = new OpenQuestion("How many distinct keys does one call of `feed.dedupe.unique` see?", "feed.dedupe.unique.keys",
                [new Choice("8", "at most 8"), new Choice("1000", "about a thousand"), new Choice("100000", "a hundred thousand or more")],
                1, new Estimate(0, 0.1, 0.2, AmountUnit.Share)),
            Say = Wording.Say(issues, []),
            Sources =
            [
                new NumberSource("profile:app.folded", SourceKind.Profile, "app.folded, 12,345 samples, taken 2026-10-02"),
                new NumberSource("size:n", SourceKind.Assumption, "n = 1,000 (100–10,000): the prior for a public function's parameter"),
                new NumberSource("row:py.list.compare", SourceKind.CostRow, "`py.list.compare` = 6 ns on CPython 3.11, shipped table"),
                new NumberSource("row:py.set.lookup", SourceKind.CostRow, "`py.set.lookup` = 17 ns on CPython 3.11, shipped table"),
                new NumberSource("row:rust.alloc.small", SourceKind.CostRow, "`rust.alloc.small` = 20–50 ns, the guide's table"),
            ],
        };
    }

    private static Span SpanOf(string path, string text, int? cell = null)
    {
        var source = Sources[(path, cell)];
        var start = source.Bytes.IndexOf(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.True(start >= 0, $"the sample {path} holds no {text}");
        return new Span(start, start + System.Text.Encoding.UTF8.GetByteCount(text));
    }

    private static Range RangeOf(string path, string text, int? cell = null)
    {
        var lines = new LineMap(Sources[(path, cell)]);
        var span = SpanOf(path, text, cell);
        return new Range(lines.PositionAt(span.Start), lines.PositionAt(span.End));
    }

    private static Label LabelOf(string path, string text, string note) => new(RangeOf(path, text), note);

    private static Edit EditOf(string path, string text, string replacement) => new(SpanOf(path, text), RangeOf(path, text), replacement);
}
