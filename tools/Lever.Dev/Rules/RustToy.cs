namespace Lever.Dev.Rules;

/// <summary>What a new rule of Rust begins as.</summary>
internal static class RustToy
{
    public static string Source(NewRule rule, string folder) => $$""""
        using Lever.Review.Findings;
        using Lever.Review.Semantics;
        using Lever.Review.Semantics.Rust;
        using Lever.Syntax.Rust;
        using Lever.Syntax.Trees;{{(folder == "Rust" ? "" : "\nusing Lever.Review.Rules.Rust;")}}

        namespace Lever.Review.Rules.{{folder}}.{{rule.Chapter.Folder}};

        public sealed class {{rule.ClassName}} : RustRule
        {
            public override RuleInfo Info { get; } = new("{{rule.Name}}", Language.Rust, LeverClass.{{rule.Chapter.Lever}}, Technique.{{rule.Chapter.Technique}}, Tier.B)
            {
                Checklist = [],
                Doc = """
                    A sentence that says the pattern.

                    ## Why it costs
                    What the machine does for it, with figures.

                    ## Example
                    ```rust
                    fn example(rows: &[Row]) {
                        for row in rows {
                            row.slow();
                        }
                    }
                    ```
                    Use instead:
                    ```rust
                    fn example(rows: &[Row]) {
                        fast(rows);
                    }
                    ```

                    ## Keep it when
                    The sizes and the uses for which the code is right as it is.

                    ## Regime
                    The sizes and versions on which the advice was measured to pay, and those on which it loses.

                    ## Patch safety
                    What stays the same, and what someone has to agree to.
                    """,
            };

            public override ReadOnlySpan<Kind> Visits => [];

            public override IReadOnlyList<string> MethodNames => ["slow"];

            public override void Visit(Node node, RustContext context)
            {
                if (node.AsMethodCall is not { Name: "slow" } || !RustRoles.IsRepeated(node)) return;
                context.Report(node, "`slow` is called on every turn of the loop")
                    .Cost("n*rust.call", "rust.call")
                    .Size("n", Size.Unknown)
                    .Advise("call `fast` once, before the loop");
            }
        }

        """".ReplaceLineEndings("\n");

    public static string Fixture(string name) => $$"""
        //! Fixture of {{name}}.

        fn reported(rows: &[Row]) {
            for row in rows {
                row.slow(); // expect: {{name}}
            }
        }

        fn once(row: &Row) {
            // A near miss says why it is fine: here nothing repeats the call.
            row.slow();
        }

        """.ReplaceLineEndings("\n");

    public static string Experiment => """
        //! What is compared, in one sentence.
        //!
        //! SIZES: 4, 300
        //! WINS: always
        //! METRIC: cpu
        //! SAME: result
        use crate::forms::Random;

        struct Inputs {
            rows: Vec<u64>,
        }

        fn inputs(n: usize, seed: u64) -> Inputs {
            let mut random = Random::new(seed);
            Inputs { rows: (0..n).map(|_| random.next() >> 32).collect() }
        }

        fn slow(row: u64) -> u64 {
            std::hint::black_box(row)
        }

        fn before(inputs: &Inputs) -> u64 {
            inputs.rows.iter().map(|row| slow(*row)).sum()
        }

        fn after(inputs: &Inputs) -> u64 {
            inputs.rows.iter().sum()
        }

        """.ReplaceLineEndings("\n");
}
