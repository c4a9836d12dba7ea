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
    // Ends of what is not open, a call never ended, one that outlasts its caller by rounding alone, one without an extent, one without a time.
    [InlineData("""{"name":"c","ph":"E","ts":1},{"name":"b","ph":"X","ts":2,"dur":3}""", 7, 3, 0)]
    [InlineData("""{"name":"b","ph":"B","ts":2}""", 2, 8, 0)]
    [InlineData("""{"name":"b","ph":"X","ts":8,"dur":2.9}""", 8, 2, 0)]
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

    /// <summary>Every function has the time of its own events, in the form <c>name self total</c>, in whichever order they stand.</summary>
    [Theory]
    // Begun together, the one that lasts is around the other.
    [InlineData("X a 0 1,B b 0,E b 2", "a 1 1,b 1 2")]
    [InlineData("B b 0,E b 2,X a 0 1", "a 1 1,b 1 2")]
    // Calls that overlap: the inner one goes on when the outer one is over.
    [InlineData("B a 0,B b 1,E a 9,E b 10", "a 1 9,b 9 9")]
    [InlineData("E a 9,E b 10,B a 0,B b 1", "a 1 9,b 9 9")]
    [InlineData("X a 0 10,X b 5 10", "a 5 10,b 10 10")]
    [InlineData("X a 0 10,X b 5 10,X c 8 20,X d 12 1", "a 5 10,b 3 10,c 19 20,d 1 1")]
    // An end closes the innermost call of its name, and with it what nothing ends inside.
    [InlineData("B a 0,B b 1,E a 9", "a 1 9,b 8 8")]
    [InlineData("B a 0,B a 2,E a 3,E a 9", "a 9 9")]
    [InlineData("B a 0,B b 2,E - 3,E b 4,E - 9", "a 8 9,b 1 1")]
    // A call that no end closes lasts until the recording ends.
    [InlineData("B a 0,E b 10", "a 10 10")]
    public void Each_function_has_the_time_of_its_events(string events, string expected)
    {
        var list = events.Split(',').Select(text => text.Split(' ')).Select(parts =>
            $$"""{"ph":"{{parts[0]}}",{{(parts[1] == "-" ? "" : $"\"name\":\"{parts[1]}\",")}}"ts":{{parts[2]}}{{(parts.Length > 3 ? $",\"dur\":{parts[3]}" : "")}}}""");
        var profile = Read($"[{string.Join(',', list)}]");
        Assert.Empty(profile.Problems);
        Assert.Equal(expected, string.Join(',', Enumerable.Range(0, profile.Functions.Count).OrderBy(f => profile.Functions[f].Name, StringComparer.Ordinal)
            .Select(f => FormattableString.Invariant($"{profile.Functions[f].Name} {Math.Round(1e6 * profile.Weights(0).Self[f], 6)} {Math.Round(1e6 * profile.Weights(0).Total[f], 6)}"))));
    }

    [Fact]
    public void Many_calls_that_do_not_nest_are_read_in_time()
    {
        var events = Enumerable.Range(0, 20_000).Select(i => $$"""{"name":"f{{i % 7}}","ph":"X","ts":{{i}},"dur":{{100_000 + 7 * i}}}""");
        // Of stacks deeper than a thousand none outlasts its caller, so all end with the first.
        Assert.Equal(0.1, Read($"[{string.Join(',', events)}]").Weights(0).Sum, 9);
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
