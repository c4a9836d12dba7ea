namespace Lever.Profiles.Measurements;

/// <summary>What a file of benchmark results says.</summary>
/// <param name="Format">The reader's name for the format; <c>unknown</c> if no reader recognised the file.</param>
/// <param name="Name">The file's name as it was given to the reader.</param>
/// <param name="Producer">The tool that wrote the file, perhaps with its version; empty if the file does not tell.</param>
/// <param name="Benchmarks">In the file's order; ids are distinct.</param>
/// <param name="Problems">What could not be used; the rest was.</param>
public sealed record MeasurementFile(
    string Format, string Name, string Producer, IReadOnlyList<Benchmark> Benchmarks, IReadOnlyList<ProfileProblem> Problems);
