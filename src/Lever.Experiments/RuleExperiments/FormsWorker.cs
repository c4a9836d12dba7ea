using System.Globalization;
using System.Text.Json;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Plans;
using Lever.Experiments.Running;

namespace Lever.Experiments.RuleExperiments;

/// <summary>
/// A process that runs the two forms of a rule's experiment: <c>before</c> and <c>after</c>, on inputs of a size. It is asked in words, <c>load</c>,
/// <c>same SIZE SEED</c> or <c>measure FORM SIZE SEED METRIC</c>, and answers each with one object of JSON on a line, which holds <c>problem</c> where it failed.
/// </summary>
public sealed class FormsWorker(IRunningProcess process) : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The Python program that measures; the standard library is all that it needs. Its arguments are the experiment's file and the modules that
    /// the experiment needs.
    /// </summary>
    public static string PythonProgram => Resource("forms.py");

    /// <summary>The module <c>forms</c> of the Rust program that measures; the standard library is all that it needs.</summary>
    public static string RustModule => Resource("forms.rs") + RustHarnessFiles.SystemCalls;

    /// <summary>What follows the source of an experiment to make it the root of that program.</summary>
    public static string RustMain => "\nmod forms;\n\nfn main() {\n    forms::answer_questions()\n}\n";

    /// <returns>Modules that this interpreter does not have, or why the experiment cannot be loaded.</returns>
    public (IReadOnlyList<string> Missing, string? Problem) Load()
    {
        var (answer, problem) = Ask("load");
        using (answer)
            return problem is not null ? ([], problem) : ([.. answer!.RootElement.GetProperty("missing").EnumerateArray().Select(name => name.GetString()!)], null);
    }

    /// <summary>How the two forms differ on inputs of a size; null where they give the same.</summary>
    public string? Difference(int size, ulong seed)
    {
        var (answer, problem) = Ask(string.Create(CultureInfo.InvariantCulture, $"same {size} {seed}"));
        using (answer) return problem ?? answer!.RootElement.GetProperty("difference").GetString();
    }

    public Measured Measure(string form, int size, PlanMetric metric, ulong seed)
    {
        var (answer, problem) = Ask(string.Create(CultureInfo.InvariantCulture, $"measure {form} {size} {seed} {Names.Of(metric)}"));
        using (answer)
        {
            if (problem is not null) return new Measured(null, problem);
            var root = answer!.RootElement;
            return new Measured(new Measurement(Number(root, "cpu"), Number(root, "wall"), (long)Number(root, "peak"), (long)Number(root, "loops")), null);
        }
    }

    public void Dispose() => process.Dispose();

    private static string Resource(string name)
    {
        using var stream = typeof(FormsWorker).Assembly.GetManifestResourceStream("forms/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static double Number(JsonElement answer, string name) => answer.TryGetProperty(name, out var value) && value.TryGetDouble(out var number) ? number : 0;

    private (JsonDocument? Answer, string? Problem) Ask(string question)
    {
        if (!process.TrySend(question)) return (null, Ended());
        var received = process.Receive(patience);
        if (received.Kind == ReceivedKind.TimedOut) return (null, "no answer within two minutes");
        if (received.Kind != ReceivedKind.Line) return (null, Ended());
        try
        {
            var answer = JsonDocument.Parse(received.Line);
            if (!answer.RootElement.TryGetProperty("problem", out var problem)) return (answer, null);
            var text = problem.GetString();
            answer.Dispose();
            return (null, text ?? "it failed");
        }
        catch (JsonException)
        {
            return (null, "its answer cannot be read");
        }
    }

    private string Ended()
    {
        var outcome = process.Wait(TimeSpan.FromSeconds(5));
        var lines = outcome.Errors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 ? $"its process ended: {lines[^1]}" : outcome.Problem ?? "its process ended";
    }
}

/// <summary>One arm of a rule's experiment at one size.</summary>
public sealed class FormSubject(FormsWorker worker, Arm arm, int size, PlanMetric metric) : ISubject
{
    public Measured Measure(int round, ulong seed) => worker.Measure(arm == Arm.Patched ? "after" : "before", size, metric, seed);

    public void Dispose() => worker.Dispose();
}
