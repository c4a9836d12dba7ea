namespace Lever.Profiles.Measurements;

/// <summary>What criterion keeps of one benchmark under one baseline's name; empty where a file is missing.</summary>
/// <param name="Folder">The benchmark's folder below <c>target/criterion</c>, its name where nothing else tells it.</param>
/// <param name="Benchmark">The content of <c>benchmark.json</c>.</param>
/// <param name="Estimates">The content of <c>estimates.json</c>.</param>
/// <param name="Sample">The content of <c>sample.json</c>.</param>
public sealed record CriterionFiles(string Folder, ReadOnlyMemory<byte> Benchmark, ReadOnlyMemory<byte> Estimates, ReadOnlyMemory<byte> Sample);
