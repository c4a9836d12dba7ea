using System.Numerics;

namespace Lever.Experiments.Statistics;

/// <summary>
/// Random numbers that a seed fixes for ever, on every platform and version: xoshiro256** by D. Blackman and S. Vigna
/// ("Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), its state filled by SplitMix64
/// (G. L. Steele, D. Lea, C. H. Flood, OOPSLA 2014), as its authors advise. Not for secrets.
/// </summary>
public sealed class SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;

    public SeededRandom(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>A seed of its own for part <paramref name="index"/> of what <paramref name="seed"/> governs; parts can be made in any order.</summary>
    public static ulong Derive(ulong seed, ulong index)
    {
        var state = seed ^ Mix(index + 0x9E3779B97F4A7C15);
        return SplitMix(ref state);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Evenly spread over 0 to <paramref name="limit"/> − 1 (D. Lemire, ACM TOMACS 29, 2019); the limit is at least 1.</summary>
    public int Below(int limit)
    {
        var range = (ulong)limit;
        var threshold = unchecked(0 - range) % range;
        while (true)
        {
            var high = Math.BigMul(Next(), range, out var low);
            if (low >= threshold) return (int)high;
        }
    }

    /// <summary>Evenly spread over [0, 1), with 53 random bits.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal value, by inversion.</summary>
    public double Gaussian() => Normal.Quantile((Next() >> 12) * (1.0 / (1UL << 52)) + 1.0 / (1UL << 53));

    /// <summary>Puts the items into random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
