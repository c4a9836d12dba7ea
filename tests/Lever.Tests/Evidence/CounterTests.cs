namespace Lever.Tests.Evidence;

/// <summary>Hardware counters beside a review.</summary>
public class CounterTests
{
    private const string Stalled = """

         Performance counter stats for 'app':

                  4,000.00 msec task-clock                #    0.400 CPUs utilized
             8,000,000,000      cycles                    #    2.000 GHz
             4,000,000,000      instructions              #    0.50  insn per cycle
             1,000,000,000      branches
                 5,000,000      branch-misses             #    0.50% of all branches
                40,000,000      cache-misses
                       100      page-faults

              10.000000000 seconds time elapsed


        """;

    [Fact]
    public void Each_sign_of_trouble_is_a_claim_and_what_is_fine_is_one()
    {
        using var folder = Reviews.Project();
        folder.Write("stat.txt", Stalled);
        var review = Reviews.Of(folder, "stat.txt");
        Assert.Equal(
        [
            "processors in use: 0.4, where less than 0.7 is a sign of trouble: the program waits for more than a quarter of the time that passes",
            "instructions a cycle: 0.5, where less than 1 is a sign of trouble: the processor waits, for memory as a rule, more than it works",
            "cache misses per 1,000 instructions: 10, where more than 5 is a sign of trouble: data lies too far apart, or is too large for the caches: look at layouts and at the order of access",
            "hardware counters show nothing out of the ordinary: branch misses in % of branches 0.5, page faults a second of processor time 25",
        ], review.Conclusions());
        Assert.Equal("results:stat.txt", review.GetProperty("conclusions")[0].GetProperty("sources")[0].GetString());
        Assert.Contains(review.GetProperty("sources").EnumerateArray(), source => source.GetProperty("id").GetString() == "results:stat.txt" && source.GetProperty("kind").GetString() == "measurement");
    }

    [Fact]
    public void Events_of_hybrid_processors_and_modifiers_are_known()
    {
        using var folder = Reviews.Project();
        folder.Write("stat.csv", "# started on Mon Nov 23 09:00:00 2026\n\n4000.00,msec,task-clock,4000000000,100.00,,\n9000000000,,cpu_core/cycles/u,4000000000,100.00,,\n3000000000,,cpu_core/instructions/u,4000000000,100.00,,\n");
        Assert.StartsWith("instructions a cycle: 0.33", Assert.Single(Reviews.Of(folder, "stat.csv").Conclusions()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_counters_says_so_and_claims_nothing()
    {
        using var folder = Reviews.Project();
        folder.Write("stat.txt", " Performance counter stats for 'true':\n\n   <not supported>      cycles\n   <not supported>      instructions\n         0.001 seconds time elapsed\n\n");
        var review = Reviews.Of(folder, "stat.txt");
        Assert.Empty(review.Conclusions());
        Assert.Contains(review.Warnings(), warning => warning.StartsWith("not counted on this machine: cycles, instructions", StringComparison.Ordinal));
    }
}
