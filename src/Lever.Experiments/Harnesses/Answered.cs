namespace Lever.Experiments.Harnesses;

/// <summary>Why an answer is missing.</summary>
public enum Lack
{
    None,

    /// <summary>The worker says that the function, or this input of it, cannot be tested.</summary>
    Untestable,

    /// <summary>The worker met trouble and goes on.</summary>
    Failed,

    /// <summary>The worker died, hangs or does not speak the protocol; it must be replaced.</summary>
    Lost,
}

/// <summary>An answer of a worker, or why there is none.</summary>
public readonly record struct Answered<T>(T? Value, Lack Lack, string? Problem)
{
    public bool Has => Lack == Lack.None;

    internal Answered<TOther> As<TOther>() => new(default, Lack, Problem);
}
