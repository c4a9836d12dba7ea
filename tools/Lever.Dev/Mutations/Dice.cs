namespace Lever.Dev.Mutations;

/// <summary>SplitMix64: a stream of numbers that its seed alone decides, on every machine and version.</summary>
internal struct Dice(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 up to, not including, <paramref name="limit"/>; 0 where the limit is not positive.</summary>
    public int Below(int limit) => limit <= 0 ? 0 : (int)(Next() % (ulong)limit);

    public bool OneIn(int chances) => Below(chances) == 0;

    /// <summary>Small numbers mostly, large ones at times.</summary>
    public int Few(int most) => Math.Min(most, 1 + Below(1 << Below(9)));
}
