namespace Lever.Profiles.Joining;

/// <summary>A metric's weight, divided into that of working and of waiting samples. Tables have no samples to divide.</summary>
internal sealed class IdleSplit
{
    public IdleSplit(Profile profile, int metric)
    {
        All = profile.Weights(metric).Sum;
        Active = All;
        ActiveSelf = WaitingSelf = [];
        if (profile.Stacks.IsEmpty) return;
        var stacks = profile.Stacks;
        ActiveSelf = stacks.Self(metric).ToArray();
        WaitingSelf = new double[ActiveSelf.Length];
        Active = 0;
        for (var node = 0; node < ActiveSelf.Length; node++)
        {
            if (stacks.FrameOf(node) is >= 0 and var frame && profile.IsIdle(profile.Frames[frame].Function))
                (ActiveSelf[node], WaitingSelf[node]) = (0, ActiveSelf[node]);
            Active += ActiveSelf[node];
        }
    }

    public double All { get; }

    public double Active { get; }

    /// <summary>For each node of the stack tree, the weight of the working samples that end there; empty for tables.</summary>
    public double[] ActiveSelf { get; }

    /// <summary>The same of the waiting samples.</summary>
    public double[] WaitingSelf { get; }

    /// <summary>A weight as a share of the working weight.</summary>
    public double Share(double weight) => Active > 0 ? Math.Clamp(weight / Active, 0, 1) : 0;
}
