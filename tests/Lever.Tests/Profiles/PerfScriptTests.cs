using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class PerfScriptTests
{
    private static Profile Read(string text) => ProfileReaders.Read(Encoding.UTF8.GetBytes(text), "p.txt");

    [Theory]
    [InlineData("cc1 12 3.5: 7 cycles:\n\t 1a f+0x2 (/bin/cc1)\n", "cycles", 7)]
    [InlineData("Web Content 12/13 [003] 3.5:     7 cycles:uppp: \n\t 1a f (/bin/a)\n\n", "cycles", 7)]
    [InlineData("      kworker/0:1    12 [003] 3.500000: 9 cpu_core/cycles/: \r\n\t 1a f (/bin/a)\r\n\r\n", "cpu_core/cycles/", 9)]
    [InlineData("xwax  1896 cycles: \n\t 1a f ([kernel.kallsyms])\n", "cycles", 1)]
    [InlineData("a 1 -1 2.5: sched:sched_switch: \n\t 1a f (/a)\n", "sched:sched_switch", 1)]
    [InlineData("   false 39654 19115.489719:   1 cycles:      7fa6 f+0x4 (/usr/lib/ld.so)\n", "cycles", 1)]
    public void Heads_of_samples(string text, string metric, double sum)
    {
        var profile = Read(text);
        Assert.Equal("perf-script", profile.Format);
        Assert.Empty(profile.Problems);
        Assert.Equal(metric, profile.Metrics[0].Name);
        Assert.Equal(sum, profile.Weights(0).Sum);
        Assert.Equal("f", Assert.Single(profile.Functions).Name);
        Assert.Equal(1, profile.SampleCount);
    }

    [Theory]
    [InlineData("core::ops::function::FnOnce<()>>::call_once+0x1f (/a/b)", "core::ops::function::FnOnce<()>>::call_once", "/a/b", FunctionOrigin.Native)]
    [InlineData("operator()(int)+0x1 (/tmp/a (deleted))", "operator()(int)", "/tmp/a (deleted)", FunctionOrigin.Native)]
    [InlineData("do_syscall_64+0x5b ([kernel.kallsyms])", "do_syscall_64", "[kernel.kallsyms]", FunctionOrigin.Kernel)]
    [InlineData("xdp+0xa9 (/lib/modules/5.4/mlx5_core.ko)", "xdp", "/lib/modules/5.4/mlx5_core.ko", FunctionOrigin.Kernel)]
    [InlineData("[unknown] ([unknown])", "[unknown]", "", FunctionOrigin.Synthetic)]
    [InlineData("clock_gettime+0x1 ([vdso])", "clock_gettime", "[vdso]", FunctionOrigin.Native)]
    public void Frames(string frame, string name, string module, FunctionOrigin origin)
    {
        var function = Assert.Single(Read($"a 1 2.5: 1 cycles: \n\t    55d0 {frame}\n").Functions);
        Assert.Equal((name, module, origin), (function.Name, function.Module, function.Origin));
    }

    [Fact]
    public void An_inlined_function_is_of_its_owners_module_and_sources_give_lines()
    {
        var profile = Read("""
            b 7 2.5: 1000000 cpu-clock:
            	 19 engine::mix+0xe2 (inlined)
              engine.rs:12 (inlined)
            	 19 engine::tokenise+0xe2 (/srv/b)
              engine.rs:40
            	 20 main+0x1 (/srv/b)
            """.Replace("\r", ""));
        var mix = profile.Functions[Assert.Single(profile.FindFunctions("engine::mix"))];
        Assert.Equal(("/srv/b", "engine.rs"), (mix.Module, mix.File));
        Assert.Equal([0, 12, 40], profile.Frames.Select(frame => frame.Line).Order());
        Assert.Equal(new Metric("cpu-clock", MetricUnit.Seconds, MetricKind.CpuTime), profile.Metrics[0]);
        Assert.Equal(0.001, profile.Weights(0).Sum, 1e-12);
    }

    /// <summary>Where perf knows of no inlining, a function's address may have the source of what was inlined there.</summary>
    [Fact]
    public void A_symbol_is_one_function_whatever_its_sources()
    {
        var profile = Read("a 1 2.5: 5 cycles: \n\t 1 sort+0x1 (/a)\n  sort.rs:12\n\na 1 2.6: 3 cycles: \n\t 9 sort+0x9 (/a)\n  cmp.rs:7\n\n");
        Assert.Equal("sort.rs", Assert.Single(profile.Functions).File);
        Assert.Equal([0, 12], profile.Frames.Select(frame => frame.Line).Order());
        Assert.Equal(8, profile.Weights(0).Self[0]);
    }

    [Fact]
    public void Events_are_metrics_of_their_own()
    {
        var profile = Read("a 1 2.5: 5 cycles: \n\t 1 f (/a)\n\na 1 2.6: 3 cache-misses: \n\t 1 g (/a)\n\n");
        Assert.Equal(["cycles", "cache-misses"], profile.Metrics.Select(metric => metric.Name));
        Assert.Equal((5, 3), (profile.Weights(0).Sum, profile.Weights(1).Sum));
        Assert.Equal(1, profile.SampleCount);
    }

    [Theory]
    [InlineData("\t 1 f (/a)\n\t 2 ?? ([unknown])\n", "break off")]
    [InlineData("\t 1 f (/a)\n", "no callers")]
    [InlineData("\t 1 f (/a)\n\t 2 main (/a)\n\t 3 __libc_start_main (/libc)\n\t 6ce2 [unknown] ([unknown])\n", null)]
    [InlineData("\t 1 f ([kernel.kallsyms])\n\t 2 ret_from_fork ([kernel.kallsyms])\n", null)]
    public void Broken_stacks_are_said(string stack, string? expected)
    {
        var warnings = Read($"a 1 2.5: 1 cycles: \n{stack}\n").Warnings.Where(warning => warning.Kind == ProfileWarningKind.BrokenStacks).ToArray();
        if (expected is null) Assert.Empty(warnings);
        else Assert.Contains(expected, Assert.Single(warnings).Message);
    }

    [Fact]
    public void Samples_without_a_stack_keep_their_weight()
    {
        var profile = Read("a 1 2.5: 5 cycles: \n\t 1 f (/a)\n\na 1 2.6: 3 cycles: \n\njunk\n");
        Assert.Equal(8, profile.Weights(0).Sum);
        Assert.Equal(3, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("[no stack]"))]);
        Assert.Equal("line 6", Assert.Single(profile.Problems).Place.ToString());
    }

    [Fact]
    public void Lost_events_are_said() =>
        Assert.Contains(Samples.Read("perf-script/python-trampoline.perf").Warnings, warning => warning.Kind == ProfileWarningKind.EventsLost);
}
