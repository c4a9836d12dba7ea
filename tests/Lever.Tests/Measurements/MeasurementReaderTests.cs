using System.Text;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Tests.Profiles;

namespace Lever.Tests.Measurements;

public class MeasurementReaderTests
{
    public static IEnumerable<TheoryDataRow<string>> Everything => MeasurementSamples.All.Select(sample => new TheoryDataRow<string>(sample));

    [Theory]
    [MemberData(nameof(Everything))]
    public void Exactly_one_reader_says_yes(string sample)
    {
        var bytes = MeasurementSamples.Bytes(sample);
        var head = bytes.AsMemory(0, Math.Min(bytes.Length, ProfileReaders.HeadLength));
        Assert.Equal(sample.Split('/')[0], Assert.Single(MeasurementReaders.All, reader => reader.Recognizes(head.Span)).Format);
        Assert.DoesNotContain(ProfileReaders.All, reader => reader.Recognizes(head.Span, Path.GetFileName(sample)));
    }

    public static IEnumerable<TheoryDataRow<string>> Stacks => Samples.All.Select(sample => new TheoryDataRow<string>(sample));

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Profiles_are_no_measurements(string sample) => Assert.Null(MeasurementReaders.Recognize(Samples.Bytes(sample), Path.GetFileName(sample)));

    /// <summary>Of each file: a benchmark, its typical value, how many samples it has, and how many benchmarks there are.</summary>
    [Theory]
    [InlineData("asv/results.json", "bench.Suite.time_parse('a', 2)", 2e-3, 3L, 5)]
    [InlineData("asv/results.json", "bench.Suite.time_sort", 4.78e-7, 10L, 5)]
    [InlineData("asv/results.json", "bench.track_size", 17, null, 5)]
    [InlineData("cargo-criterion/messages.json", "sum/64", 10e-9, 3L, 1)]
    [InlineData("codspeed/walltime.json", "tests/t.py::test_sum", 1e-6, 40L, 1)]
    [InlineData("divan/table.txt", "example::add", 0.31e-9, 100L, 4)]
    [InlineData("divan/table.txt", "example::group::parse", 14.9e-6, 100L, 4)]
    [InlineData("divan/table.txt", "example::group::sized::20", 3.1, 5L, 4)]
    [InlineData("github-action-benchmark/data.js", "Rust: sum", 1000e-9, null, 2)]
    [InlineData("github-action-benchmark/data.js", "Python: tests/t.py::test_sum", 250.5, 50L, 2)]
    [InlineData("iai-callgrind/v6.json", "my_bench::group::bench_fib short [Ir]", 4912, 1L, 3)]
    [InlineData("iai-callgrind/v6.json", "my_bench::group::bench_fib short [DHAT TotalBytes]", 640, 1L, 3)]
    [InlineData("iai-callgrind/v2.json", "my_bench::group::bench_fib [Ir]", 4912, 1L, 2)]
    [InlineData("libtest/bench.txt", "tests::sum", 1234.56e-9, null, 2)]
    [InlineData("libtest/bench.txt", "tests::old", 12000e-9, null, 2)]
    [InlineData("libtest-json/bench.json", "tests::sum", 1234.5e-9, null, 1)]
    [InlineData("perf-stat/repeated.csv", "page-faults", 49, null, 4)]
    [InlineData("perf-stat/repeated.txt", "elapsed", 0.0075, 3L, 5)]
    [InlineData("perf-stat/repeated.txt", "task-clock", 0.0007, 3L, 5)]
    [InlineData("perf-stat/intervals.csv", "page-faults", 77, null, 4)]
    [InlineData("perf-stat-json/repeated.json", "task-clock", 0.00073047, null, 4)]
    [InlineData("pyperf/two.json", "memory", 1048576, 2L, 2)]
    public void Values_are_what_the_tool_wrote(string sample, string id, double typical, long? count, int benchmarks)
    {
        var file = MeasurementSamples.Read(sample);
        Assert.Equal(benchmarks, file.Benchmarks.Count);
        var benchmark = Assert.Single(file.Benchmarks, each => each.Id == id);
        Assert.Equal(typical, benchmark.Typical, typical * 1e-12);
        Assert.Equal(count, benchmark.Count);
    }

    /// <summary>The figures of samples equal those that the tool computed of the same samples.</summary>
    [Theory]
    [InlineData("hyperfine/sleep.json")]
    [InlineData("pytest-benchmark/data.json")]
    public void Statistics_of_samples_are_those_of_the_tool(string sample)
    {
        using var json = System.Text.Json.JsonDocument.Parse(MeasurementSamples.Bytes(sample));
        var isHyperfine = sample.StartsWith("hyperfine", StringComparison.Ordinal);
        var wanted = json.RootElement.GetProperty(isHyperfine ? "results" : "benchmarks").EnumerateArray().Select(each => isHyperfine ? each : each.GetProperty("stats")).ToArray();
        var file = MeasurementSamples.Read(sample);
        Assert.Empty(file.Problems);
        Assert.Equal(wanted.Length, file.Benchmarks.Count);
        foreach (var (stats, benchmark) in wanted.Zip(file.Benchmarks))
        {
            foreach (var (name, value) in new[] { ("mean", benchmark.Mean), ("median", benchmark.Median), ("stddev", benchmark.Deviation) })
                Assert.Equal(stats.GetProperty(name).GetDouble(), value!.Value, value.Value * 1e-9);
            Assert.Single(benchmark.Parameters);
        }
    }

    [Fact]
    public void Criterion_is_read_by_the_folder()
    {
        byte[] about = """{"group_id":"sum/bytes","function_id":"iter","value_str":"64","full_id":"sum/bytes/iter/64","directory_name":"sum_bytes/iter/64"}"""u8.ToArray();
        var file = MeasurementReaders.Read([new CriterionFiles("sum_bytes/iter/64", about, MeasurementSamples.Bytes("criterion/estimates.json"), MeasurementSamples.Bytes("criterion/sample.json"))], "criterion");
        var benchmark = Assert.Single(file.Benchmarks);
        Assert.Equal("sum/bytes/iter/64", benchmark.Id);
        Assert.Equal(20, Assert.Single(benchmark.Runs).Count);
        Assert.Equal(new BenchmarkParameter("value", "64"), Assert.Single(benchmark.Parameters));
        // The median that criterion itself wrote of these samples.
        var alone = Assert.Single(MeasurementSamples.Read("criterion/estimates.json").Benchmarks);
        Assert.Equal(alone.Median!.Value, benchmark.Median!.Value, alone.Median.Value * 1e-9);
        Assert.InRange(benchmark.Median.Value, benchmark.Interval!.Value.Low, benchmark.Interval.Value.High);
    }

    [Fact]
    public void Processes_and_units_of_pyperf_are_kept()
    {
        var file = MeasurementSamples.Read("pyperf/two.json");
        Assert.Equal(10, file.Benchmarks[0].Runs.Count);
        Assert.Equal((MetricUnit.Seconds, MetricUnit.Bytes), (file.Benchmarks[0].Unit, file.Benchmarks[1].Unit));
    }

    [Fact]
    public void Outliers_do_not_make_a_benchmark_noisy() =>
        Assert.All(MeasurementSamples.Read("pytest-benchmark/slim.json").Benchmarks, benchmark => Assert.InRange(benchmark.Spread!.Value, 0.001, 0.1));

    [Fact]
    public void Rates_are_better_when_larger()
    {
        var file = MeasurementSamples.Read("github-action-benchmark/data.js");
        Assert.Equal([false, true], file.Benchmarks.Select(each => each.MoreIsBetter));
        Assert.Equal("iter/sec", file.Benchmarks[1].UnitName);
    }

    [Theory]
    // English, older: clocks in milliseconds without a unit, and shares in brackets.
    [InlineData("   2140.543052      task-clock (msec)         #    0.966 CPUs utilized", "task-clock", 2.140543052, 1)]
    [InlineData("    229.872935 task-clock                #    0.996 CPUs utilized", "task-clock", 0.229872935, 1)]
    [InlineData("   5,373,530,212      cycles    #    2.510 GHz                     [83.25%]", "cycles", 5_373_530_212, 0.8325)]
    // Newer: whole nanoseconds without a unit.
    [InlineData(" 9,285,941,030      task-clock:u                     #    0.995 CPUs utilized", "task-clock:u", 9.28594103, 1)]
    [InlineData(" 1,13,16,36,95,604      instructions              #  1.58  insn per cycle             (60.94%)", "instructions", 113_163_695_604, 0.6094)]
    // German, French and Portuguese.
    [InlineData("   186.462.389.466 cycles                    #    3,306 GHz                     [83,25%]", "cycles", 186_462_389_466, 0.8325)]
    [InlineData("      56397,171142 task-clock                #    3,576 CPUs utilized", "task-clock", 56.397171142, 1)]
    [InlineData("   173 719 355 962      instructions              #    0,46  insns per cycle", "instructions", 173_719_355_962, 1)]
    [InlineData("   1\u202f094\u202f123      page-faults              #    0,46  K/sec", "page-faults", 1_094_123, 1)]
    [InlineData("             33,32 msec task-clock                       #      0,7 CPUs  CPUs_utilized", "task-clock", 0.03332, 1)]
    public void Numbers_of_perf_are_read_in_any_language(string line, string id, double value, double share)
    {
        var counter = Assert.Single(MeasurementReaders.Read(Encoding.UTF8.GetBytes($" Performance counter stats for './a 1,5 (2,5) 1.000':\n\n{line}\n"), "p.txt")!.Benchmarks);
        Assert.Equal((id, share), (counter.Id, Math.Round(counter.CountedShare, 9)));
        Assert.Equal(value, counter.Typical, value * 1e-9);
    }

    [Fact]
    public void Fields_of_perf_are_known_without_a_heading_and_metrics_alone_are_passed_over()
    {
        var file = MeasurementReaders.Read("S0,1,1.89,msec,cpu-clock,1887692,100.00,1.013,CPUs utilized\nS0,1,189544,,cycles,1263158,67.00,0.100,GHz\nS0,1,,,,,,,1.34,stalled cycles per insn\n"u8.ToArray(), "p.csv")!;
        Assert.Equal(["cpu-clock", "cycles"], file.Benchmarks.Select(counter => counter.Id));
        Assert.Equal(0.00189, file.Benchmarks[0].Typical, 1e-12);
        Assert.Contains("cycles were counted part of the time", Assert.Single(file.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#           time             counts unit events\n     0.100160554               0.87 msec task-clock    #    0.009 CPUs utilized\n     0.200160554               0.13 msec task-clock    #    0.009 CPUs utilized\n")]
    [InlineData(" Performance counter stats for 'system wide':\n\nS0-D0-C0           1               0.75 msec task-clock    #    1.019 CPUs utilized\nS0-D0-C1           1               0.25 msec task-clock    #    1.019 CPUs utilized\n")]
    [InlineData(" Performance counter stats for 'system wide':\n\nCPU0                 0.75 msec task-clock    #    1.019 CPUs utilized\nCPU1                 0.25 msec task-clock    #    1.019 CPUs utilized\n")]
    [InlineData("#           time core               cpus             counts unit events\n     0.100160554 S0-D0-C0           1               1.00 msec task-clock    #    1.019 CPUs utilized\n")]
    public void What_perf_counted_apart_is_added_up(string text) =>
        Assert.Equal(("task-clock", 0.001), Assert.Single(MeasurementReaders.Read(Encoding.UTF8.GetBytes(text), "p.txt")!.Benchmarks.Select(counter => (counter.Id, Math.Round(counter.Typical, 9)))));

    [Fact]
    public void What_was_not_counted_is_named_by_its_event_and_not_by_its_unit()
    {
        var file = MeasurementReaders.Read(" Performance counter stats for 'a':\n\n 5 faults\n     <not counted> msec task-clock\n   <not supported>      cycles\n"u8.ToArray(), "p.txt")!;
        Assert.Equal("not counted on this machine: cycles, task-clock", Assert.Single(file.Problems).Message);
    }

    [Fact]
    public void Of_several_outputs_of_perf_the_last_is_used()
    {
        var file = MeasurementReaders.Read(" Performance counter stats for 'a':\n\n 5 faults\n\n Performance counter stats for 'a':\n\n 7 faults\n"u8.ToArray(), "p.txt")!;
        Assert.Equal(7, Assert.Single(file.Benchmarks).Typical);
        Assert.StartsWith("the file holds 2 outputs of perf stat", Assert.Single(file.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_perf_could_not_count_is_said() =>
        Assert.Contains("branch-misses, branches, cycles, instructions", Assert.Single(MeasurementSamples.Read("perf-stat/repeated.txt").Problems).Message);

    [Theory]
    [MemberData(nameof(Everything))]
    public void Damage_is_survived_in_bounded_memory(string sample)
    {
        var original = MeasurementSamples.Bytes(sample);
        var random = new Random(original.Length);
        var reader = MeasurementReaders.All.Single(reader => reader.Format == sample.Split('/')[0]);
        for (var round = 0; round < Damage.Rounds; round++)
        {
            var bytes = Damage.Mutate(original, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            // The reader itself, since damage may make the file unrecognisable; then the front door.
            var builder = new MeasurementBuilder(reader.Format, "x");
            reader.Read(bytes, builder);
            Check(builder.Build());
            Check(MeasurementReaders.Read(bytes, Path.GetFileName(sample)));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000 + 400L * bytes.Length);
        }
    }

    public static IEnumerable<TheoryDataRow<string>> Hostile =>
    [
        new("{\"results\":[" + Repeat("{\"command\":\"a\",\"times\":[],\"user\":1,\"mean\":1},", 50_000)),
        new("{\"machine_info\":1,\"benchmarks\":[{\"params\":{" + Repeat("\"a\":1,", 300_000)),
        new("{\"machine_info\":1,\"benchmarks\":" + Repeat("[", 300_000)),
        new("{\"result_columns\":[\"result\",\"params\"],\"results\":{\"a\":[[" + Repeat("1,", 100_000) + "],[" + Repeat("[],", 100_000) + "]]}}"),
        new("window.BENCHMARK_DATA = {\"entries\":{" + Repeat("\"s\":[{\"benches\":[{\"name\":\"a\",\"value\":1}]}],", 30_000)),
        new("a fastest │ slowest │\n" + Repeat("├─ a\n", 200_000)),
        new(" ... bench: /iter (+/-\n" + Repeat("test a ... bench: 1 ns/iter (+/- 1)\n", 50_000)),
        new("# started on \n" + Repeat(",,,,,,,,,,\n", 100_000)),
        new("# started on \n1,,a,1,1\n" + Repeat(",", 2_000_000)),
        new("{\"counter-value\":\"NaN\",\"event\":" + Repeat("NaN", 300_000)),
    ];

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void Hostile_files_are_read_in_linear_time_and_space(string content)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = MeasurementReaders.Read(Encoding.UTF8.GetBytes(content), "x");
        Assert.NotEqual("unknown", file.Format);
        Check(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000 + 400L * content.Length);
    }

    private static void Check(MeasurementFile file)
    {
        Assert.Equal(file.Benchmarks.Count, file.Benchmarks.Select(each => each.Id).Distinct().Count());
        foreach (var benchmark in file.Benchmarks)
        {
            Assert.InRange(benchmark.Typical, 0, 1e18);
            Assert.True(benchmark.Spread is not { } spread || spread >= 0);
        }
        if (file.Benchmarks.Count == 0) Assert.NotEmpty(file.Problems);
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
