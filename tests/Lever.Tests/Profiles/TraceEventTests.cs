using System.Text;
using Lever.Profiles;

namespace Lever.Tests.Profiles;

public class TraceEventTests
{
    private static Profile Read(string json) => ProfileReaders.Read(Encoding.UTF8.GetBytes(json), "trace.json");

    [Theory]
    [InlineData("func (/srv/a.py:12)", "FEE", "func", "/srv/a.py", 12, FunctionOrigin.Python)]
    [InlineData("/srv/a.py(12).func", "FEE", "func", "/srv/a.py", 12, FunctionOrigin.Python)]
    [InlineData("/srv/a.py(12): func", "python_function", "func", "/srv/a.py", 12, FunctionOrigin.Python)]
    [InlineData("[builtins.len]", "FEE", "builtins.len", "", 0, FunctionOrigin.Builtin)]
    [InlineData("aten::mm", "cpu_op", "aten::mm", "", 0, FunctionOrigin.Native)]
    public void Names(string name, string category, string function, string file, int firstLine, FunctionOrigin origin)
    {
        var profile = Read($$"""[{"name":"{{name}}","cat":"{{category}}","ph":"X","ts":1,"dur":5,"pid":1,"tid":1}]""");
        var found = Assert.Single(profile.Functions);
        Assert.Equal((function, file, firstLine, origin), (found.Name, found.File, found.FirstLine, found.Origin));
        Assert.Equal(1, profile.Calls.Calls(0));
    }

    // Calls are a: from 0 to 10, and what the events say of b.
    [Theory]
    [InlineData("""{"name":"b","ph":"X","ts":2,"dur":3}""", 7, 3, 0)]
    [InlineData("""{"name":"b","ph":"X","ts":"2","dur":"3.0"}""", 7, 3, 0)]
    [InlineData("""{"name":"b","ph":"B","ts":2},{"name":"b","ph":"E","ts":5}""", 7, 3, 0)]
    [InlineData("""{"name":"b","ph":"B","ts":2},{"ph":"E","ts":5}""", 7, 3, 0)]
    // Ends of what is not open, a call never ended, one that outlasts its caller, one without an extent, one without a time.
    [InlineData("""{"name":"c","ph":"E","ts":1},{"name":"b","ph":"X","ts":2,"dur":3}""", 7, 3, 0)]
    [InlineData("""{"name":"b","ph":"B","ts":2}""", 2, 8, 0)]
    [InlineData("""{"name":"b","ph":"X","ts":8,"dur":30}""", 8, 2, 0)]
    [InlineData("""{"name":"b","ph":"X","ts":8}""", 10, 0, 0)]
    [InlineData("""{"name":"b","ph":"X"}""", 10, 0, 1)]
    public void Calls_nest(string events, double selfOfA, double selfOfB, int problems)
    {
        var profile = Read($$"""{"traceEvents":[{"name":"a","ph":"X","ts":0,"dur":10},{{events}}]}""");
        Assert.Equal(problems, profile.Problems.Count);
        Assert.Equal(selfOfA * 1e-6, profile.Weights(0).Self[Assert.Single(profile.FindFunctions("a"))], 1e-12);
        Assert.Equal(selfOfB * 1e-6, profile.FindFunctions("b").Sum(b => profile.Weights(0).Self[b]), 1e-12);
        Assert.Equal(1e-5, profile.Weights(0).Sum, 1e-12);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(",\n", 0)]
    [InlineData("]", 0)]
    [InlineData(",{\"name\":\"b\",\"ph", 1)]
    public void The_list_may_lack_its_end(string end, int problems)
    {
        var profile = Read("""[{"name":"a","ph":"X","ts":0,"dur":10}""" + end);
        Assert.Equal(problems, profile.Problems.Count);
        Assert.Equal(1e-5, profile.Weights(0).Sum, 1e-12);
    }

    [Fact]
    public void A_devices_time_is_not_the_processors()
    {
        var profile = Read("""
            {"traceEvents":[{"ph":"X","cat":"cpu_op","name":"aten::mm","pid":1,"tid":1,"ts":0,"dur":4},
            {"ph":"X","cat":"kernel","name":"sgemm","pid":0,"tid":7,"ts":1,"dur":90},
            {"ph":"X","cat":"Trace","name":"PyTorch Profiler (0)","pid":"Spans","tid":"s","ts":0,"dur":100}]}
            """);
        Assert.Equal(["time", "device time"], profile.Metrics.Select(metric => metric.Name));
        Assert.Equal(4e-6, profile.Weights(0).Sum, 1e-12);
        Assert.Equal(90e-6, profile.Weights(1).Sum, 1e-12);
    }

    [Fact]
    public void Threads_are_named_and_lost_events_said()
    {
        var profile = Samples.Read("trace-events/viztracer.json");
        Assert.Equal("MainThread 41/700", Assert.Single(profile.Threads).Name);
        Assert.Contains(profile.Warnings, warning => warning.Kind == ProfileWarningKind.EventsLost);
        Assert.Equal(2, profile.Calls.Calls(Assert.Single(profile.FindFunctions("dedupe"))));
        Assert.False(Samples.Read("trace-events/py-spy.chrometrace.json").Calls.HasCalls);
    }

    [Theory]
    [InlineData("""[{"ph":"M","name":"process_name"}]""", "no events of functions")]
    [InlineData("""[{"ph":"b","name":"a","ts":1,"id":1}]""", "asynchronous")]
    public void Files_without_calls_say_so(string json, string expected) =>
        Assert.Contains(expected, Assert.Single(Read(json).Problems).Message);
}
