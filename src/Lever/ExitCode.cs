namespace Lever;

/// <summary>What the process says to the one that started it; a contract.</summary>
internal static class ExitCode
{
    /// <summary>Nothing at or above <c>fail-on</c>.</summary>
    public const int Fine = 0;

    /// <summary>Findings at or above <c>fail-on</c>.</summary>
    public const int Found = 1;

    /// <summary>The command line, the configuration or the input is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A fault of Lever's own, or a tool that it runs failed.</summary>
    public const int Fault = 3;

    /// <summary>No verdict: the budget did not suffice, or there was nothing to test with.</summary>
    public const int NoVerdict = 4;

    /// <summary>The patch changes what the code does.</summary>
    public const int BehaviourChanged = 5;

    /// <summary>The patch makes it slower, or makes no difference that matters.</summary>
    public const int NotFaster = 6;

    /// <summary>This machine does not agree with itself closely enough to measure anything.</summary>
    public const int Unfit = 7;

    /// <summary>Interrupted; what was finished was kept and is marked.</summary>
    public const int Interrupted = 130;

    /// <summary>All of them, by the names that they have here.</summary>
    public static IReadOnlyList<(string Name, int Code)> All { get; } =
    [
        (nameof(Fine), Fine), (nameof(Found), Found), (nameof(Usage), Usage), (nameof(Fault), Fault), (nameof(NoVerdict), NoVerdict),
        (nameof(BehaviourChanged), BehaviourChanged), (nameof(NotFaster), NotFaster), (nameof(Unfit), Unfit), (nameof(Interrupted), Interrupted),
    ];
}
