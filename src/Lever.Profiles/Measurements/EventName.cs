namespace Lever.Profiles.Measurements;

/// <summary>Names of perf's events.</summary>
public static class EventName
{
    /// <summary>The event without the unit that counted it and without what was counted of it: <c>cpu_core/cycles/u</c> and <c>cycles:u</c> are <c>cycles</c>.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('/');
        var plain = parts.Length >= 2 ? parts[1] : name;
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? plain[..colon] : plain;
    }

    /// <summary>
    /// Whether the name is of one of several kinds of cores that a processor has: each counts while the program runs on it, and perf
    /// scales that up as if it had run there all the time.
    /// </summary>
    public static bool IsOfOneKindOfCore(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("cpu_", StringComparison.Ordinal) && name.Contains('/', StringComparison.Ordinal);
    }
}
