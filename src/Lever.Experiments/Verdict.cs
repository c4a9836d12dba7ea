namespace Lever.Experiments;

/// <summary>How an experiment ends.</summary>
public enum Verdict
{
    /// <summary>The change is shown to be faster (smaller, where memory is the metric) by at least the bar.</summary>
    Faster,

    /// <summary>The change is shown to be slower (larger) by at least the bar.</summary>
    Slower,

    /// <summary>Any difference is shown to lie within the bar.</summary>
    NoMaterialDifference,

    /// <summary>The change does not do the same; nothing was timed.</summary>
    BehaviourChanged,

    /// <summary>The budget, or an interruption, ended the experiment before it could decide.</summary>
    Inconclusive,

    /// <summary>No experiment could be made: no inputs, a process that dies, a report that cannot be.</summary>
    Untestable,

    /// <summary>The baseline differs from itself by too much, or the data cannot show that it does not: this host proves nothing.</summary>
    HostUnfit,
}

/// <summary>What the process that ran the experiment exits with.</summary>
public static class VerdictExit
{
    /// <summary>0 faster, 4 no verdict, 5 behaviour changed, 6 slower or no material difference, 7 host unfit; 130 where a stop came first.</summary>
    public static int Code(Verdict verdict, bool stoppedEarly) => stoppedEarly
        ? 130
        : verdict switch
        {
            Verdict.Faster => 0,
            Verdict.Inconclusive or Verdict.Untestable => 4,
            Verdict.BehaviourChanged => 5,
            Verdict.Slower or Verdict.NoMaterialDifference => 6,
            _ => 7,
        };
}
