using System.Globalization;

namespace Lever.Profiles;

/// <summary>Cautions that follow from the numbers, whatever the format.</summary>
internal static class ProfileDoubts
{
    private const double MuchIdle = 0.2;

    /// <summary>A main thread that waits for more than this of its time leaves the work to others.</summary>
    private const double MostlyWaiting = 0.5;

    /// <summary>A thread that holds less of the weight changes no share that anyone reads.</summary>
    private const double ThreadThatCounts = 0.02;

    /// <summary>Tiny functions that every optimised build inlines hold this much of the weight in a build that does not.</summary>
    private const double NeverInlined = 0.03;

    /// <summary>Functions of Rust's library so small that a symbol of their own means that nothing was inlined.</summary>
    private static readonly string[] AlwaysInlined =
    [
        "core::ops::index::Index<I>>::index", "core::ops::index::IndexMut<I>>::index_mut", "core::ops::deref::Deref>::deref", "core::ops::deref::DerefMut>::deref_mut",
        "core::iter::traits::collect::IntoIterator>::into_iter", "core::iter::range::RangeIteratorImpl>::spec_next", "core::cmp::impls::<impl core::cmp::PartialOrd for",
        "core::slice::iter::Iter<T>::new", "core::ptr::non_null::NonNull<T>::as_ptr", "core::mem::replace", "core::mem::swap", "core::num::<impl usize>::unchecked_add",
        "<core::iter::adapters::enumerate::Enumerate<I> as core::iter::traits::iterator::Iterator>::next", "core::iter::range::<impl core::iter::traits::iterator::Iterator for core::ops::range::Range<A>>::next",
    ];

    /// <param name="known">What the reader warned of itself.</param>
    public static IEnumerable<ProfileWarning> Of(Profile profile, IReadOnlyList<ProfileWarning> known)
    {
        if (!profile.HasWeight) yield break;
        if (profile.Metrics[0].Kind == MetricKind.Time && known.All(warning => warning.Kind != ProfileWarningKind.ClockUnknown))
        {
            yield return new ProfileWarning(ProfileWarningKind.ClockUnknown,
                "the file does not say whether it holds wall or processor time, nor whether idle threads were left out");
        }
        if (profile.SampleCount is { } samples && samples < SamplingError.FewSamples)
        {
            yield return new ProfileWarning(ProfileWarningKind.TooFewSamples,
                $"{samples} samples are too few to tell shares apart; record at least {SamplingError.FewSamples}");
        }
        if (profile.IdleShare(0) is > MuchIdle and var idle)
        {
            var percent = (100 * idle).ToString("0", CultureInfo.InvariantCulture);
            yield return new ProfileWarning(ProfileWarningKind.MostlyIdle,
                $"{percent} % of the weight is waiting (locks, selectors, sleep)");
        }
        if (ThreadsThatCount(profile) is > 1 and var threads && profile.Metrics[0].Kind is (MetricKind.Time or MetricKind.WallTime) && known.All(warning => warning.Kind != ProfileWarningKind.ThreadsMerged))
        {
            yield return new ProfileWarning(ProfileWarningKind.ThreadsSummed,
                string.Create(CultureInfo.InvariantCulture, $"the time of {threads} threads is added up: a share of it is no share of the time that passed"));
        }
        if (profile.Format == "pstats" && profile.SampleCount is null && profile.IdleShare(0) > MostlyWaiting && known.All(warning => warning.Kind != ProfileWarningKind.ThreadsMerged)
            && profile.Functions.Any(function => function.Origin == FunctionOrigin.Builtin && function.Name is "_thread.start_new_thread" or "_thread.start_joinable_thread"))
        {
            yield return new ProfileWarning(ProfileWarningKind.ThreadsMissing,
                "the program started threads, which cProfile does not record, and waits for more than half of the time; `lever profile run` records all threads");
        }
        if (NotInlined(profile) > NeverInlined)
        {
            yield return new ProfileWarning(ProfileWarningKind.DebugBuild,
                "its Rust was built without optimisation, as functions that vanish in a release build show: where time goes in that one, it cannot say; record one of `cargo build --release`");
        }
    }

    private static int ThreadsThatCount(Profile profile)
    {
        var stacks = profile.Stacks;
        if (stacks.IsEmpty || profile.Threads.Count < 2) return 0;
        var all = profile.Weights(0).Sum;
        var self = stacks.Self(0);
        var count = 0;
        for (var root = 0; root < stacks.Count; root = stacks.EndOf(root))
        {
            var weight = 0.0;
            foreach (var own in self[root..stacks.EndOf(root)]) weight += own;
            if (weight >= ThreadThatCounts * all) count++;
        }
        return count;
    }

    // Where inlined functions are shown they are in release builds too; of other formats than these nobody knows whether they show them.
    private static double NotInlined(Profile profile)
    {
        if (profile.Format is not ("perf-script" or "callgrind") || profile.ShowsInlined) return 0;
        var weights = profile.Weights(0);
        var weight = 0.0;
        for (var f = 0; f < profile.Functions.Count; f++)
        {
            var function = profile.Functions[f];
            if (function.Origin == FunctionOrigin.Native && AlwaysInlined.Any(name => function.Name.Contains(name, StringComparison.Ordinal)))
                weight += weights.Self[f];
        }
        return weights.Sum > 0 ? weight / weights.Sum : 0;
    }
}
