namespace Lever.Review.Semantics;

/// <summary>A function that a benchmark tool runs.</summary>
/// <param name="Function">Its dotted name inside its module; of Rust functions the whole path.</param>
/// <param name="Line">Where it is defined, or registered under a name.</param>
/// <param name="Name">The name that it is registered under, its groups before it; null where the tool goes by the function's own.</param>
/// <param name="Callees">The project's functions that are called while time is taken: dotted names with their modules, or paths of Rust. Each once.</param>
public sealed record BenchFunction(string Function, int Line, string? Name, IReadOnlyList<string> Callees);
