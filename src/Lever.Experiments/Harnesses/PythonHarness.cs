using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Running;

namespace Lever.Experiments.Harnesses;

/// <summary>What a worker says of the interpreter that it runs in.</summary>
/// <param name="TickNanoseconds">The smallest step that its clocks are seen to take.</param>
public sealed record PythonRuntime(string Version, string Implementation, double TickNanoseconds);

/// <summary>A loaded function.</summary>
/// <param name="Kind"><c>function</c>, <c>method</c>, <c>staticmethod</c>, <c>classmethod</c> or <c>property</c>.</param>
/// <param name="Flavour"><c>function</c>, <c>generator</c>, <c>coroutine</c> or <c>async generator</c>.</param>
/// <param name="Remark">Where another function than the one named is tested: which, and why.</param>
/// <param name="NoSignature">Why inputs cannot be generated; null where they can.</param>
/// <param name="Signature">Parameters with what they take, as the worker wrote it; other versions are given the baseline's.</param>
/// <param name="Pool">Constants of the code, as the worker wrote them.</param>
/// <param name="Replaced">Functions of the interpreter that importing the project replaced.</param>
public sealed record LoadedFunction(
    string Module, string Name, string Kind, string Flavour, string? Remark, string? NoSignature, JsonElement Signature, JsonElement Pool, ImmutableArray<string> Replaced);

/// <summary>What one round's measurement of one worker came to.</summary>
/// <param name="SpentNanoseconds">CPU time of everything that the command made the worker do, by its own clock.</param>
/// <param name="Counts">Per input the instructions of a call before the timed ones and after: fewer after means that results are remembered.</param>
internal sealed record TimedRound(Measurement Measurement, double CpuNanoseconds, double WallNanoseconds, double SpentNanoseconds,
    ImmutableArray<(double First, double Again)> Counts, ImmutableArray<Observation> Samples);

/// <summary>What one call holds beyond what was there before it.</summary>
/// <param name="PeakBytes">At the highest.</param>
/// <param name="KeptBytes">At its end, its result included.</param>
/// <param name="KeptBlocks">Allocated blocks at its end.</param>
public readonly record struct CallMemory(double PeakBytes, double KeptBytes, double KeptBlocks);

/// <summary>What a recording came to.</summary>
/// <param name="Unkept">Calls whose arguments cannot be pickled or are too large.</param>
/// <param name="ExitCode">Of the tests or the script.</param>
public sealed record Recording(string File, int Kept, int Seen, int Distinct, int Unkept, int ExitCode);

/// <summary>
/// A worker process of the Python harness. It is asked one thing at a time; every question gets an answer or a reason, whatever
/// the process does.
/// </summary>
public sealed class PythonHarness : IDisposable
{
    /// <summary>How much longer than its own limit a worker may take to say so.</summary>
    private static readonly TimeSpan grace = TimeSpan.FromSeconds(15);

    private readonly IRunningProcess process;
    private readonly PythonWorker worker;
    private int asked;
    private string? lost;

    private PythonHarness(IRunningProcess process, PythonWorker worker) => (this.process, this.worker) = (process, worker);

    /// <summary>Whether it can still be asked.</summary>
    public bool IsAlive => lost is null;

    /// <summary>The CPU time of the worker as the system counts it.</summary>
    public TimeSpan CpuTime => process.CpuTime;

    public static PythonHarness Start(IProcessRunner runner, PythonWorker worker, string root, ulong hashSeed) =>
        new(runner.Start(worker.Request(root, hashSeed)), worker);

    public Answered<PythonRuntime> Hello()
    {
        var answer = Ask("hello", _ => { }, grace);
        return answer.Has ? Given(new PythonRuntime(answer.Value.Text("python") ?? "", answer.Value.Text("implementation") ?? "", answer.Value.Number("tick"))) : answer.As<PythonRuntime>();
    }

    /// <summary>Imports the function's module as the project would.</summary>
    /// <param name="signature">The baseline's; null to read it from the code.</param>
    public Answered<LoadedFunction> Load(string root, PythonTarget target, JsonElement? signature)
    {
        var answer = Ask("load", json =>
        {
            json.WriteString("root", root);
            if (target.File is not null) json.WriteString("file", target.File);
            if (target.Module is not null) json.WriteString("module", target.Module);
            json.WriteString("name", target.Name);
            json.WriteStartArray("path");
            foreach (var folder in target.Path) json.WriteStringValue(folder);
            json.WriteEndArray();
            json.WriteStartObject("hints");
            foreach (var (name, type) in target.Hints.OrderBy(hint => hint.Key, StringComparer.Ordinal)) json.WriteString(name, type);
            json.WriteEndObject();
            if (signature is not { } given) return;
            json.WritePropertyName("signature");
            given.WriteTo(json);
        }, TimeSpan.FromSeconds(60));
        if (!answer.Has) return answer.As<LoadedFunction>();
        var value = answer.Value;
        value.TryGetProperty("signature", out var read);
        value.TryGetProperty("pool", out var pool);
        return Given(new LoadedFunction(value.Text("module") ?? "", value.Text("name") ?? "", value.Text("kind") ?? "", value.Text("flavour") ?? "",
            value.Text("remark"), value.Text("no_signature"), read, pool, value.Texts("replaced")));
    }

    /// <summary>Chooses the source of inputs; gives the number of cases.</summary>
    /// <param name="pools">Constants of every version's code: generated inputs aim at them.</param>
    public Answered<int> Inputs(InputPlan plan, params IEnumerable<JsonElement> pools)
    {
        var answer = Ask("inputs", json =>
        {
            json.WriteString("source", plan.Source switch { InputSource.Generated => "generated", InputSource.Given => "given", _ => "recorded" });
            if (plan.File is not null) json.WriteString("file", plan.File);
            json.WriteNumber("seed", plan.Seed);
            json.WriteNumber("limit", plan.Limit);
            json.WriteNumber("usual", Math.Clamp(plan.Limit / 5, 16, 48));
            json.WriteStartObject("pool");
            foreach (var name in (string[])["ints", "strs", "floats", "sizes"])
            {
                json.WriteStartArray(name);
                foreach (var text in pools.Where(pool => pool.ValueKind == JsonValueKind.Object).SelectMany(pool => pool.Items(name)).Select(item => item.GetRawText())
                             .Distinct(StringComparer.Ordinal))
                    json.WriteRawValue(text);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }, TimeSpan.FromSeconds(60));
        return answer.Has ? Given(answer.Value.Integer("cases")) : answer.As<int>();
    }

    /// <summary>Runs one case and writes down what it does.</summary>
    internal Answered<Observation> Observe(int number)
    {
        var answer = Ask("observe", json =>
        {
            json.WriteNumber("case", number);
            json.WriteNumber("seconds", worker.CaseTime.TotalSeconds);
        }, 2 * worker.CaseTime + grace);
        if (!answer.Has) return answer.As<Observation>();
        return answer.Value.Integer("case") == number ? Given(Lines.Observation(answer.Value)) : Lose<Observation>("it answers for another case than the one asked for");
    }

    /// <summary>Per case the instructions of a first call, of an equal one after it, and of an equal one after all others; below zero where unknown.</summary>
    /// <param name="warm">Cases that are called before any is counted.</param>
    internal Answered<ImmutableArray<(int Case, double First, double Second, double Third)>> Count(IReadOnlyList<int> cases, IReadOnlyList<int> warm)
    {
        var answer = Ask("count", json =>
        {
            Numbers(json, "cases", cases);
            Numbers(json, "warm", warm);
            json.WriteNumber("seconds", worker.CaseTime.TotalSeconds);
        }, (3 * cases.Count + warm.Count + 1) * worker.CaseTime + grace);
        if (!answer.Has) return answer.As<ImmutableArray<(int, double, double, double)>>();
        return Given<ImmutableArray<(int, double, double, double)>>([.. answer.Value.Items("counts")
            .Where(row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 4).Select(row => ((int)At(row, 0), At(row, 1), At(row, 2), At(row, 3)))]);
    }

    /// <summary>Mean instructions of the calls that a measurement with this seed times; the same on every run.</summary>
    public Answered<double> Instructions(InputPlan plan, ulong seed)
    {
        var answer = Ask("count_timed", json => Timed(json, plan, seed), (plan.Distinct + 2) * worker.CaseTime + grace);
        if (!answer.Has) return answer.As<double>();
        double[] counts = [.. answer.Value.Items("counts").Where(one => one.ValueKind == JsonValueKind.Number).Select(one => one.GetDouble()).Where(one => one >= 0)];
        return counts.Length == 0 ? new Answered<double>(0, Lack.Failed, "no call could be counted") : Given(counts.Average());
    }

    /// <summary>Mean memory of the calls that a measurement with this seed times.</summary>
    public Answered<CallMemory> Memory(InputPlan plan, ulong seed, bool consume)
    {
        var answer = Ask("memory", json =>
        {
            Timed(json, plan, seed);
            json.WriteBoolean("consume", consume);
        }, (plan.Distinct + 2) * worker.CaseTime + grace);
        if (!answer.Has) return answer.As<CallMemory>();
        JsonElement[] calls = [.. answer.Value.Items("memory").Where(one => one.ValueKind == JsonValueKind.Object)];
        if (calls.Length == 0) return new Answered<CallMemory>(default, Lack.Failed, "no call could be measured");
        return Given(new CallMemory(calls.Average(one => one.Number("peak")), calls.Average(one => one.Number("kept")), calls.Average(one => one.Number("blocks"))));
    }

    /// <summary>Measures once, on inputs made for this seed.</summary>
    /// <param name="fresh">Every call gets its own copies of the arguments.</param>
    /// <param name="consume">Results are iterated to their end.</param>
    /// <param name="witness">Whether calls are also counted before and after.</param>
    internal Answered<TimedRound> Time(InputPlan plan, ulong seed, bool fresh, bool consume, bool witness)
    {
        var answer = Ask("time", json =>
        {
            Timed(json, plan, seed);
            json.WriteBoolean("fresh", fresh);
            json.WriteBoolean("consume", consume);
            json.WriteBoolean("witness", witness);
            json.WriteNumber("sample", 1);
        }, (plan.Distinct * 4 + 10) * worker.CaseTime + grace);
        if (!answer.Has) return answer.As<TimedRound>();
        var value = answer.Value;
        var (cpu, wall, calls) = (value.Number("cpu"), value.Number("wall"), value.Number("calls"));
        if (cpu <= 0 || wall <= 0 || calls < 1) return Lose<TimedRound>("it measures no time at all");
        var counts = value.Items("counts").Where(row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == 2).Select(row => (At(row, 0), At(row, 1)));
        return Given(new TimedRound(new Measurement(cpu / calls, wall / calls, (long)value.Number("peak"), (long)calls), cpu, wall, value.Number("spent"), [.. counts],
            [.. value.Items("samples").Where(one => one.ValueKind == JsonValueKind.Object).Select(Lines.Observation)]));
    }

    /// <summary>Runs the project's tests or a script and keeps a sample of the calls that the function gets.</summary>
    /// <param name="how"><c>pytest</c>, <c>unittest</c> or <c>script</c>.</param>
    /// <param name="arguments">Of the test runner, or the script with its own.</param>
    /// <param name="to">The file to write, absolute.</param>
    public Answered<Recording> Record(string how, IEnumerable<string> arguments, string to, int limit, ulong seed, TimeSpan time)
    {
        var answer = Ask("record", json =>
        {
            json.WriteString("how", how);
            json.WriteStartArray("arguments");
            foreach (var argument in arguments) json.WriteStringValue(argument);
            json.WriteEndArray();
            json.WriteString("to", to);
            json.WriteNumber("limit", limit);
            json.WriteNumber("seed", seed);
            json.WriteNumber("seconds", time.TotalSeconds);
        }, time + grace);
        if (!answer.Has) return answer.As<Recording>();
        var value = answer.Value;
        return Given(new Recording(to, value.Integer("kept"), value.Integer("seen"), value.Integer("distinct"), value.Integer("unkept"), value.Integer("exit")));
    }

    public void Dispose() => process.Dispose();

    private void Timed(Utf8JsonWriter json, InputPlan plan, ulong seed)
    {
        json.WriteNumber("seed", seed);
        json.WriteNumber("size", plan.Size);
        json.WriteNumber("inputs", plan.Distinct);
        json.WriteNumber("seconds", worker.CaseTime.TotalSeconds);
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static double At(JsonElement row, int index) => row[index].ValueKind == JsonValueKind.Number ? row[index].GetDouble() : -1;

    private static Answered<T> Given<T>(T value) => new(value, Lack.None, null);

    private Answered<T> Lose<T>(string why)
    {
        lost ??= why;
        return new Answered<T>(default, Lack.Lost, lost);
    }

    private Answered<JsonElement> Ask(string command, Action<Utf8JsonWriter> content, TimeSpan patience)
    {
        if (lost is not null) return Lose<JsonElement>(lost);
        var id = ++asked;
        var line = Lines.Write(json =>
        {
            json.WriteNumber("id", id);
            json.WriteString("do", command);
            content(json);
        });
        if (!process.TrySend(line)) return Lose<JsonElement>("the worker is gone" + HowItEnded());
        var received = process.Receive(patience);
        switch (received.Kind)
        {
            case ReceivedKind.TimedOut:
                return Lose<JsonElement>(string.Create(CultureInfo.InvariantCulture, $"the worker gives no answer to `{command}` within {patience.TotalSeconds:0} s"));
            case ReceivedKind.Ended:
                return Lose<JsonElement>($"the worker ends during `{command}`" + HowItEnded());
            case ReceivedKind.TooLong:
                return Lose<JsonElement>($"the worker's answer to `{command}` is too long");
        }
        if (Lines.Parse(received.Line) is not { } answer || answer.Integer("id") != id) return Lose<JsonElement>($"the worker's answer to `{command}` is not one");
        if (answer.Text("untestable") is { } untestable) return new Answered<JsonElement>(default, Lack.Untestable, untestable);
        if (answer.Text("problem") is { } problem) return new Answered<JsonElement>(default, Lack.Failed, problem);
        return Given(answer);
    }

    private string HowItEnded()
    {
        var outcome = process.Wait(TimeSpan.FromSeconds(2));
        var last = outcome.Errors.Text.TrimEnd().Split('\n')[^1];
        var how = outcome.Problem is { } problem ? ": " + problem : outcome.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $" with exit code {code}") : "";
        return last.Length is > 0 and < 300 ? $"{how} ({last})" : how;
    }
}
