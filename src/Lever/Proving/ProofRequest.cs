using System.Collections.Immutable;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Plans;

namespace Lever.Proving;

/// <summary>What is to be proven, and how much may be spent on it.</summary>
internal sealed record ProofRequest
{
    /// <summary>The project's folder; absolute.</summary>
    public required string Project { get; init; }

    /// <summary>The finding whose fix is tried; null where the change comes from elsewhere.</summary>
    public LocatedFinding? Finding { get; init; }

    /// <summary>The function to test, as <c>name</c> or <c>path.py:name</c>; null for those that the change touches.</summary>
    public string? Function { get; init; }

    /// <summary>A command to run on both sides in place of the function alone; null to test functions.</summary>
    public string? Workload { get; init; }

    /// <summary>An expression of Rust that calls what the change touches; null to make inputs of the functions' types.</summary>
    public string? Call { get; init; }

    /// <summary>Statements that make the variables of <see cref="Call"/>; empty where it needs none.</summary>
    public string Setup { get; init; } = "";

    /// <summary>A bench of the crate's to run on both sides, as <c>NAME</c> or, for one of criterion's benchmarks in it, <c>NAME:ID</c>.</summary>
    public string? Bench { get; init; }

    /// <summary>Features of the crate to build with, as cargo takes them; null for its default ones.</summary>
    public string? Features { get; init; }

    /// <summary>An interpreter that the user names; null for the project's.</summary>
    public string? Python { get; init; }

    /// <summary>What is added to cargo's configuration: a <c>KEY=VALUE</c> or an absolute file each.</summary>
    public ImmutableArray<string> CargoConfiguration { get; init; } = [];

    /// <summary>A file of calls: <c>.json</c>, <c>.pickle</c> or <c>.py</c>; absolute. Null to record or generate them.</summary>
    public string? Inputs { get; init; }

    /// <summary>What the user agrees that the change may change.</summary>
    public Agreement Agreement { get; init; } = Agreement.Nothing;

    /// <summary>The same in words, for the proof.</summary>
    public ImmutableArray<string> Agreed { get; init; } = [];

    /// <summary>Sizes to go through; empty for one size.</summary>
    public ImmutableArray<int> Sweep { get; init; } = [];

    /// <summary>Run the project's own tests on both sides?</summary>
    public bool RunsTests { get; init; } = true;

    /// <summary>May what runs use the network?</summary>
    public bool Network { get; init; }

    /// <summary>Bar, confidence, budget, seed and metric.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The command line that asks for the same again.</summary>
    public required ImmutableArray<string> Arguments { get; init; }
}
