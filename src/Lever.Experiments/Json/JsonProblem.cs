namespace Lever.Experiments.Json;

/// <summary>What is wrong with a file, and where.</summary>
/// <param name="Place">A member such as <c>plan.looks[2]</c>, or line and byte where it is not JSON at all.</param>
/// <param name="Message">Lower case, no final period.</param>
public readonly record struct JsonProblem(string Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}
