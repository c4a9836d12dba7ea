using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Lever.Dev.Power;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Experiments.Statistics;

namespace Lever.Tests.Experiments;

public sealed class ProofTests
{
    private static readonly ProofSubject Unique = new("3f2a", "py-membership-list-in-loop", "src/feed/dedupe.py", "feed.dedupe.unique", "aa", "bb");

    [Fact]
    public void A_proof_comes_back_as_it_was_written()
    {
        var proof = Measured(1.5) with
        {
            Host = [new("cpu", "2 cores"), new("system", "Linux")],
            Toolchain = [new("python", "3.11.7")],
            Equivalence = new(200, 0, [], "exact", ["elements are hashable"], 3, new("pytest -q", "41 passed", "41 passed")),
            Witnesses = [new("opcodes", "opcodes per call", 1200, 700)],
            Regimes = [new("3.11", 12, new Interval(1.2, 1.1, 1.3), Verdict.Faster), new("3.11", 4, null, Verdict.Untestable)],
            Replay = "lever replay unique.lever-proof.json",
        };
        var bytes = ProofFile.Write(proof);
        var (read, problems) = ProofFile.Read(bytes);
        Assert.Empty(problems);
        Assert.Equal(bytes, ProofFile.Write(read!));
        Assert.Equal(PlanJson.Hash(proof.Plan), PlanJson.Hash(read!.Plan));
        Assert.Equal(proof.Effect, read.Effect);
        Assert.Equal(proof.Blocks.Length, read.Blocks.Length);
        Assert.EndsWith("}\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_has_the_members_of_its_contract_in_order()
    {
        using var document = JsonDocument.Parse(ProofFile.Write(Measured(1.5)));
        var root = document.RootElement;
        Assert.Equal(
            ["schema", "tool", "verdict", "reason", "grade", "subject", "plan", "host", "toolchain", "control", "equivalence", "effect", "to_resolve", "witnesses",
             "regimes", "may_say", "must_not_say", "replay", "arguments", "patch", "started", "ended", "stopped_early", "blocks"],
            root.EnumerateObject().Select(member => member.Name));
        Holds("plan", ["hash", "metric", "bar", "processes", "rounds", "seed", "order"]);
        Holds("control", ["ratio", "low", "high"]);
        Holds("equivalence", ["cases", "differences", "policy"]);
        Holds("effect", ["ratio", "low", "high", "unit"]);
        Assert.Equal("lever.proof/1", root.GetProperty("schema").GetString());
        Assert.Equal("faster", root.GetProperty("verdict").GetString());

        void Holds(string member, string[] names) => Assert.Empty(names.Except(root.GetProperty(member).EnumerateObject().Select(one => one.Name)));
    }

    public static TheoryData<string, string, string> Broken => new()
    {
        { "\"rounds\": 20", "\"rounds\": 21", "plan.hash: the plan was changed after it was hashed" },
        { "\"bar\": 0.05", "\"bar\": \"5\"", "plan.bar: expected a number" },
        { "\"metric\": \"cpu\"", "\"metric\": \"luck\"", "plan.metric: expected one of cpu, wall, peak-memory" },
        { "lever.proof/1", "lever.proof/9", "schema: expected lever.proof/1; another version of Lever may have written it" },
        { "\"verdict\": \"faster\"", "\"verdict\": \"slower\"", "verdict: is slower, but by the blocks it is faster" },
        { "\"seconds\":", "\"secs\":", "blocks[0].seconds: is missing; expected a number" },
        { "\"symbol\":", "\"simbol\":", "subject.symbol: is missing; expected a text" },
        { "\"stopped_early\": false", "\"stopped_early\": 0", "stopped_early: expected true or false" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_changed_file_is_told_with_its_place(string from, string to, string problem)
    {
        var text = Encoding.UTF8.GetString(ProofFile.Write(Measured(1.5)));
        Assert.Contains(from, text, StringComparison.Ordinal);
        var (proof, problems) = ProofFile.Read(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
        Assert.Null(proof);
        Assert.Equal(problem, problems[0].ToString());
    }

    [Fact]
    public void A_prettier_effect_than_the_data_is_noticed()
    {
        var proof = Measured(1.5);
        var (read, problems) = ProofFile.Read(ProofFile.Write(proof with { Effect = proof.Effect!.Value with { Estimate = 9 } }));
        Assert.Null(read);
        Assert.StartsWith("effect: is not that of the blocks, 1.5", problems[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("blocks: are empty", ProofFile.Read(ProofFile.Write(proof with { Blocks = [] })).Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_files_name_the_line()
    {
        var bytes = ProofFile.Write(Measured(1.5));
        Assert.Matches("^line [0-9]+, byte [0-9]+: is not JSON", ProofFile.Read(bytes.AsMemory(0, bytes.Length / 2)).Problems[0].ToString());
        Assert.Equal("schema: is missing; expected a text", ProofFile.Read("[]"u8.ToArray()).Problems[0].ToString());
        Assert.NotNull(ProofFile.Read((byte[])[0xEF, 0xBB, 0xBF, .. bytes]).Proof);
    }

    [Fact]
    public void No_bytes_make_the_reader_crash()
    {
        var whole = ProofFile.Write(Measured(1.5) with { Blocks = [], Verdict = Verdict.Inconclusive, Effect = null, Host = [new("cpu", "2")] });
        var random = new SeededRandom(9);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = whole.ToArray();
            for (var edits = random.Below(3); edits >= 0; edits--)
                bytes[random.Below(bytes.Length)] = random.Below(3) switch { 0 => (byte)random.Below(256), 1 => (byte)'0', _ => (byte)'-' };
            var (proof, problems) = ProofFile.Read(bytes);
            Assert.True(proof is null == problems.Length > 0);
        }
    }

    [Fact]
    public void Text_that_is_no_text_is_written_all_the_same()
    {
        var proof = Measured(1.5) with
        {
            Verdict = Verdict.BehaviourChanged, Effect = null, Control = null, Blocks = [],
            Equivalence = new(10, 1, [new("result", "'\ud800'", "\u0000\u2028", "²")], "exact", [], 0, null),
        };
        var (read, problems) = ProofFile.Read(ProofFile.Write(proof));
        Assert.Empty(problems);
        Assert.Equal("²", read!.Equivalence.Differences[0].Patched);
        Assert.Empty(ProofFile.Read(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(ProofFile.Write(proof)).Replace("²", "\\ud800", StringComparison.Ordinal))).Problems
            .Where(problem => problem.Message != "expected a text"));
    }

    [Fact]
    public void What_may_and_must_not_be_said_follows_verdict_and_grade()
    {
        var plan = Plan.Default with { Inputs = "generated inputs", Interpreter = "CPython 3.11.7" };
        var faster = new Proof
        {
            ToolVersion = "0.1.0", Subject = Unique, Plan = plan, Verdict = Verdict.Faster, Reason = "because",
            Effect = new Interval(2.1, 2.0, 2.2), Equivalence = new(200, 0, [], "exact", [], 0, null),
        };
        var workload = plan with { Scope = PlanScope.Workload, Metric = PlanMetric.Wall };
        var memory = plan with { Metric = PlanMetric.PeakMemory };
        var bench = Unique with { Symbol = "python bench/feed.py" };
        (string Title, Proof Proof)[] proofs =
        [
            ("faster, isolated", faster),
            ("faster, with a witness against it and regimes", faster with
            {
                Witnesses = [new("opcodes", "opcodes per call", 100, 140)],
                Regimes = [.. new[] { 4L, 12, 1000 }.SelectMany(n => new[] { "3.11", "3.13" }, (n, version) => new Regime(version, n, null, n < 12 ? Verdict.Slower : Verdict.Faster))],
                Equivalence = new(200, 0, [], "exact", ["elements are hashable"], 0, null),
            }),
            ("faster, workload", faster with { Plan = workload, Subject = bench, Effect = new Interval(1.3, 1.28, 1.33) }),
            ("smaller", faster with { Plan = memory, Effect = new Interval(2, 1.9, 2.1) }),
            ("slower", faster with { Verdict = Verdict.Slower, Effect = new Interval(0.8, 0.78, 0.82) }),
            ("larger", faster with { Plan = memory, Verdict = Verdict.Slower, Effect = new Interval(0.5, 0.5, 0.5) }),
            ("no material difference", faster with { Verdict = Verdict.NoMaterialDifference, Effect = new Interval(1.001, 0.99, 1.012) }),
            ("behaviour changed", faster with { Verdict = Verdict.BehaviourChanged, Effect = null, Equivalence = new(200, 12, [new("result", "'²'", "ValueError", "130")], "exact", [], 0, null) }),
            ("inconclusive", faster with { Verdict = Verdict.Inconclusive, Effect = new Interval(1.02, 0.98, 1.06) }),
            ("inconclusive, few blocks", faster with { Verdict = Verdict.Inconclusive, Effect = new Interval(1.02, 0, double.PositiveInfinity) }),
            ("untestable", faster with { Verdict = Verdict.Untestable, Effect = null, Equivalence = ProofEquivalence.None, Reason = "no inputs" }),
            ("host unfit", faster with { Verdict = Verdict.HostUnfit }),
            ("stopped", faster with { Verdict = Verdict.Inconclusive, Effect = null, StoppedEarly = true }),
        ];
        var text = new StringBuilder();
        foreach (var (title, proof) in proofs)
        {
            text.Append(title).Append('\n');
            foreach (var sentence in proof.MaySay)
                text.Append("  may: ").Append(sentence).Append('\n');
            foreach (var sentence in proof.MustNotSay)
                text.Append("  not: ").Append(sentence).Append('\n');
        }

        Snap.Match("wording.txt", text.ToString());
    }

    [Fact]
    public void Without_a_verdict_no_direction_is_claimed()
    {
        foreach (var verdict in new[] { Verdict.Inconclusive, Verdict.HostUnfit, Verdict.Untestable, Verdict.BehaviourChanged, Verdict.NoMaterialDifference })
        {
            var proof = Measured(1.5) with { Verdict = verdict };
            Assert.DoesNotContain(proof.MaySay, sentence => sentence.Contains("faster", StringComparison.Ordinal) || sentence.Contains("slower", StringComparison.Ordinal));
        }
    }

    private static Proof Measured(double speedup)
    {
        var plan = Plan.Short with { Seed = 3, Inputs = "generated inputs", Interpreter = "CPython 3.11.7", Looks = [8, 12] };
        var host = new NoisyHost(new HostNoise(0.005, 0.01, 0, 0), speedup, 5);
        var result = Experiment.Run(plan, host.Start, host);
        Assert.Equal(Verdict.Faster, result.Verdict);
        return Proof.Of(result, Unique, "0.1.0");
    }
}
