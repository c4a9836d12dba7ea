using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Lever.Experiments.Plans;
using Lever.Experiments.Running;

namespace Lever.Experiments.Harnesses;

/// <summary>The harness' own modules, to be compiled into a copy of the crate under test.</summary>
public static class RustHarnessFiles
{
    /// <summary>Makes inputs and tells results; a public module of the crate's root, named <c>lever_machine</c>. Any edition, nothing unsafe.</summary>
    public static string Machine { get; } = Resource("lever_machine.rs");

    /// <summary>Answers questions; a module of the program's root, named <c>lever_worker</c>.</summary>
    /// <param name="isEdition2024">Foreign functions are declared in another way there.</param>
    public static string Worker(bool isEdition2024) => isEdition2024 ? worker.Replace("extern \"C\" {", "unsafe extern \"C\" {", StringComparison.Ordinal) : worker;

    /// <summary>What programs that measure ask of the system, to follow the source of one: its processor clock, its files, and the allocator, which counts under the cfg <c>lever_memory</c>.</summary>
    public static string SystemCalls { get; } = Resource("system.rs");

    private static readonly string worker = Resource("lever_worker.rs") + SystemCalls;

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(RustHarnessFiles).Assembly.GetManifestResourceStream("crate/" + name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>The programs that call one version of a crate.</summary>
/// <param name="Programs">One and the same code each, at other places in memory; the first is as the compiler lays it out.</param>
/// <param name="CaseTime">How long one call may take before it counts as no answer.</param>
public sealed record RustArm(IProcessRunner Runner, ImmutableArray<ProcessRequest> Programs, TimeSpan CaseTime);

/// <summary>What one call did, as the harness wrote it down.</summary>
/// <param name="Call">As a reader would write it; empty where it panicked.</param>
/// <param name="Panicked">The message; null where there is a result.</param>
/// <param name="ToldBy">How the result became text: <c>items</c>, <c>debug</c>, <c>hash</c>, or <c>nothing</c> where its type allows none of these.</param>
/// <param name="Again">The result of a second call with the same variables; null where none was made.</param>
/// <param name="Arguments">Those that the call can change, as they are after it.</param>
/// <param name="Output">What was written to standard output.</param>
internal sealed record RustObservation(string Call, string? Panicked, string Result, string ToldBy, string? Again, string Arguments, string Output);

/// <summary>A process that calls one version of a crate; it is asked one thing at a time.</summary>
internal sealed class RustHarness : IDisposable
{
    /// <summary>A measurement goes through many calls.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    private readonly IRunningProcess process;
    private readonly TimeSpan caseTime;

    /// <param name="layout">Which of the arm's programs, counted on from the first.</param>
    public RustHarness(RustArm arm, int layout = 0) => (process, caseTime) = (arm.Runner.Start(arm.Programs[layout % arm.Programs.Length]), arm.CaseTime);

    /// <summary>Whether it can still be asked.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Makes one call and writes down what it does.</summary>
    /// <param name="target">The number of the call among those of the program.</param>
    /// <param name="isOdd">Sizes vary and extremes are among the inputs.</param>
    public Answered<RustObservation> Observe(int target, ulong seed, int size, bool isOdd)
    {
        var answer = Ask(string.Create(CultureInfo.InvariantCulture, $"observe {target} {seed} {size} {(isOdd ? "odd" : "usual")}"), caseTime);
        if (!answer.Has) return answer.As<RustObservation>();
        var value = answer.Value;
        return new Answered<RustObservation>(
            new RustObservation(value.Text("call") ?? "", value.Text("panicked"), value.Text("result") ?? "", value.Text("told_by") ?? "", value.Text("again"), value.Text("arguments") ?? "", value.Text("output") ?? ""),
            Lack.None, null);
    }

    /// <summary>Measures once, on inputs made for this seed.</summary>
    public Answered<(Measurement Value, double Allocations)> Measure(int target, ulong seed, int size, PlanMetric metric)
    {
        var answer = Ask(string.Create(CultureInfo.InvariantCulture, $"measure {target} {seed} {size} {Names.Of(metric)}"), patience);
        if (!answer.Has) return answer.As<(Measurement, double)>();
        var value = answer.Value;
        var measured = new Measurement(value.Number("cpu"), value.Number("wall"), (long)value.Number("peak"), Math.Max(1, (long)value.Number("loops")));
        return measured is { CpuNanoseconds: > 0, WallNanoseconds: > 0 }
            ? new Answered<(Measurement, double)>((measured, value.Number("allocations")), Lack.None, null)
            : new Answered<(Measurement, double)>(default, Lack.Failed, "it measures no time at all");
    }

    public void Dispose() => process.Dispose();

    private Answered<JsonElement> Ask(string question, TimeSpan time)
    {
        if (!IsAlive || !process.TrySend(question)) return Lost("the process is gone" + HowItEnded());
        var received = process.Receive(time);
        if (received.Kind == ReceivedKind.TimedOut) return Lost(string.Create(CultureInfo.InvariantCulture, $"a call takes longer than {time.TotalSeconds:0} s"));
        if (received.Kind == ReceivedKind.TooLong) return Lost("what the process tells is too long");
        if (received.Kind == ReceivedKind.Ended) return Lost("the process ends during a call" + HowItEnded());
        if (Lines.Parse(received.Line) is not { } answer) return Lost("what the process tells cannot be read");
        return answer.Text("problem") is { } problem ? new Answered<JsonElement>(default, Lack.Failed, problem) : new Answered<JsonElement>(answer, Lack.None, null);
    }

    private Answered<JsonElement> Lost(string why)
    {
        IsAlive = false;
        return new Answered<JsonElement>(default, Lack.Lost, why);
    }

    private string HowItEnded()
    {
        var outcome = process.Wait(TimeSpan.FromSeconds(2));
        var last = outcome.Errors.Text.TrimEnd().Split('\n')[^1];
        var how = outcome.Problem is { } problem ? ": " + problem : outcome.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $" with exit code {code}") : "";
        return last.Length is > 0 and < 300 ? $"{how} ({last})" : how;
    }
}
