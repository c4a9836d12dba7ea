using System.Collections.Immutable;
using Lever.Experiments.Plans;
using Lever.Experiments.Statistics;

namespace Lever.Experiments.Proofs;

/// <summary>A named fact about host or toolchain, in words.</summary>
public readonly record struct Fact(string Name, string Value);

/// <summary>The code in question.</summary>
/// <param name="Fingerprint">Of the finding; null where the patch came from elsewhere.</param>
/// <param name="Rule">The finding's rule; null as above.</param>
/// <param name="Path">Relative to the project, with forward slashes.</param>
/// <param name="Symbol">What was measured: <c>feed.dedupe.unique</c>, or the workload's command.</param>
/// <param name="HashBefore">SHA-256 (hexadecimal) of the code before the patch.</param>
/// <param name="HashAfter">And after.</param>
public sealed record ProofSubject(string? Fingerprint, string? Rule, string Path, string Symbol, string HashBefore, string HashAfter);

/// <summary>One input on which the two sides did not do the same.</summary>
/// <param name="Kind">What differed: <c>result</c>, <c>exception</c>, <c>mutation</c>, <c>output</c>, <c>order</c>, <c>no-answer</c>…</param>
/// <param name="Input">The input, as source where it can be written so.</param>
/// <param name="Baseline">What the code before did.</param>
/// <param name="Patched">What the code after did.</param>
public sealed record ProofDifference(string Kind, string Input, string Baseline, string Patched);

/// <summary>The project's own tests on both sides, in words such as <c>41 passed</c>.</summary>
public sealed record ProofTests(string Command, string Baseline, string Patched);

/// <summary>How the two sides were compared before anything was timed.</summary>
/// <param name="Cases">Inputs compared.</param>
/// <param name="Different">Inputs, of those, on which the sides differ.</param>
/// <param name="Differences">The first of them.</param>
/// <param name="Policy">What counts as the same: <c>exact</c>, or what the plan or the user allowed.</param>
/// <param name="Agreed">What the user agreed the patch may change, a sentence each.</param>
/// <param name="OutsideAnnotations">Inputs outside the annotated types on which they differ; reported, not held against the patch.</param>
/// <param name="Tests">Null where the project has none or none was run.</param>
public sealed record ProofEquivalence(
    int Cases, int Different, ImmutableArray<ProofDifference> Differences, string Policy, ImmutableArray<string> Agreed, int OutsideAnnotations, ProofTests? Tests)
{
    /// <summary>Nothing was compared.</summary>
    public static ProofEquivalence None { get; } = new(0, 0, [], "exact", [], 0, null);
}

/// <summary>A count that noise does not touch, taken of both sides: instructions, opcodes, allocations, peak bytes.</summary>
public sealed record Witness(string Name, string Unit, double Baseline, double Patched)
{
    /// <summary>The unit of the size of a type's values, which the compiler fixes: it needs no experiment.</summary>
    public const string BytesEach = "bytes each";

    /// <summary>Whether it points the other way than an effect (unpatched over patched): by at least 1 %, less being no direction.</summary>
    public bool Contradicts(double effect) => effect > 1 ? Patched > Baseline * 1.01 : Baseline > Patched * 1.01;
}

/// <summary>All that one experiment found, as <c>lever.proof/1</c> keeps it.</summary>
public sealed record Proof
{
    /// <summary>Of the tool that made it.</summary>
    public required string ToolVersion { get; init; }

    public required ProofSubject Subject { get; init; }

    public required Plan Plan { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Why this verdict, with figures.</summary>
    public required string Reason { get; init; }

    /// <summary>Processor, cores, system, load, noise: what the claim is bound to.</summary>
    public ImmutableArray<Fact> Host { get; init; } = [];

    /// <summary>Interpreter, compiler and tools with their versions; a proof is out of date when they move.</summary>
    public ImmutableArray<Fact> Toolchain { get; init; } = [];

    public ProofEquivalence Equivalence { get; init; } = ProofEquivalence.None;

    /// <summary>The baseline over itself; null where nothing was timed.</summary>
    public Interval? Control { get; init; }

    /// <summary>Unpatched over patched; null where no verdict rests on it.</summary>
    public Interval? Effect { get; init; }

    /// <summary>The confidence of the effect's interval at the look that decided.</summary>
    public double Level { get; init; }

    public Resolution? ToResolve { get; init; }

    public ImmutableArray<Witness> Witnesses { get; init; } = [];

    public ImmutableArray<Regime> Regimes { get; init; } = [];

    /// <summary>The change itself as a unified diff, so that it can be tried again; empty where it is not text.</summary>
    public string Patch { get; init; } = "";

    /// <summary>The arguments that asked for it, without those that name the change.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The command that runs it again.</summary>
    public string Replay { get; init; } = "";

    public DateTimeOffset Started { get; init; }

    public DateTimeOffset Ended { get; init; }

    public bool StoppedEarly { get; init; }

    /// <summary>The raw data, process by process.</summary>
    public ImmutableArray<Block> Blocks { get; init; } = [];

    /// <summary>What the effect is a ratio of.</summary>
    public string Unit => ProofWording.Unit(Plan);

    /// <summary>What may be claimed, whole sentences without capital and final period.</summary>
    public ImmutableArray<string> MaySay => ProofWording.MaySay(this);

    /// <summary>What this experiment does not bear.</summary>
    public ImmutableArray<string> MustNotSay => ProofWording.MustNotSay(this);

    /// <summary>The proof of an experiment that ran; equivalence, witnesses, host and the rest are added by <c>with</c>.</summary>
    public static Proof Of(ExperimentResult result, ProofSubject subject, string toolVersion) => new()
    {
        ToolVersion = toolVersion,
        Subject = subject,
        Plan = result.Plan,
        Verdict = result.Verdict,
        Reason = result.Reason,
        Control = result.Control,
        Effect = result.Effect,
        Level = result.Level,
        ToResolve = result.ToResolve,
        Started = result.Started,
        Ended = result.Ended,
        StoppedEarly = result.StoppedEarly,
        Blocks = result.Blocks,
    };
}
