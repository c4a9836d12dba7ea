namespace Lever.Profiles;

/// <summary>What one function spent on behalf of one caller.</summary>
/// <param name="Caller">Index into <see cref="Profile.Functions"/>.</param>
/// <param name="Callee">Index into <see cref="Profile.Functions"/>.</param>
/// <param name="Calls">-1 if unknown.</param>
/// <param name="Self">Weight of the callee itself; 0 where the format has none.</param>
/// <param name="Total">Weight of the callee with what it called; 0 where the format has none.</param>
public readonly record struct CallEdge(int Caller, int Callee, int Metric, long Calls, double Self, double Total);

/// <summary>Weight of one executed line, in formats that have lines but no stacks.</summary>
public readonly record struct LineRow(int Function, int Line, int Metric, double Self, double Total);

/// <summary>What formats without stacks give: call counts, callers and lines. Empty for the others.</summary>
public sealed class CallTable
{
    private readonly long[] calls;
    private readonly long[] primitiveCalls;

    internal CallTable(long[] calls, long[] primitiveCalls, CallEdge[] edges, LineRow[] lines)
    {
        this.calls = calls;
        this.primitiveCalls = primitiveCalls;
        Edges = edges;
        Lines = lines;
    }

    public bool HasCalls => calls.Length > 0;

    public IReadOnlyList<CallEdge> Edges { get; }

    public IReadOnlyList<LineRow> Lines { get; }

    /// <summary>How often the function was called, recursion included; null if unknown.</summary>
    public long? Calls(int function) => Known(calls, function);

    /// <summary>How often it was called from outside itself; null if unknown.</summary>
    public long? PrimitiveCalls(int function) => Known(primitiveCalls, function);

    private static long? Known(long[] counts, int function) =>
        function < counts.Length && counts[function] >= 0 ? counts[function] : null;
}
