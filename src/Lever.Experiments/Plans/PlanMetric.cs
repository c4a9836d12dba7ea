namespace Lever.Experiments.Plans;

/// <summary>What an experiment decides on. The other figures are recorded with it.</summary>
public enum PlanMetric
{
    /// <summary>Processor time of all threads.</summary>
    Cpu,

    /// <summary>Elapsed time.</summary>
    Wall,

    /// <summary>Highest resident memory.</summary>
    PeakMemory,
}

/// <summary>What ran.</summary>
public enum PlanScope
{
    /// <summary>The changed function on given inputs; grade proven-isolated.</summary>
    Isolated,

    /// <summary>A command of the user's; grade proven-workload.</summary>
    Workload,
}
