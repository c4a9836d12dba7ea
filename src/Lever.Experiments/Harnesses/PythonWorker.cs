using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments.Running;

namespace Lever.Experiments.Harnesses;

/// <summary>How workers of one interpreter are started.</summary>
/// <param name="Interpreter">The program, such as <c>/usr/bin/python3.11</c>.</param>
/// <param name="Folder">Where <see cref="PythonHarnessFiles"/> were written, absolute; not below the project.</param>
/// <param name="Variables">The environment, complete but for the hash seed, which is added.</param>
/// <param name="Limits">Of one worker process.</param>
/// <param name="CaseTime">How long one call may take before it counts as no answer.</param>
public sealed record PythonWorker(string Interpreter, string Folder, ImmutableDictionary<string, string> Variables, Limits Limits, TimeSpan CaseTime)
{
    internal ProcessRequest Request(string root, ulong hashSeed)
    {
        // Zero would switch the seed off, and ten digits are the most that the interpreter takes.
        var seed = (hashSeed % 4294967294UL + 1).ToString(CultureInfo.InvariantCulture);
        var environment = Variables.SetItem("PYTHONHASHSEED", seed).SetItem("PYTHONDONTWRITEBYTECODE", "1");
        return new ProcessRequest(Interpreter, ["-B", Folder + "/worker.py"], root, environment, Limits, Network: false, Pipes: true);
    }
}

/// <summary>The function to test, the same in all versions of a project.</summary>
/// <param name="File">Relative to the project's root; null where <paramref name="Module"/> is given.</param>
/// <param name="Module">A dotted name; null where <paramref name="File"/> is given.</param>
/// <param name="Name">Qualified as Python does it: <c>f</c>, <c>Class.method</c>, <c>outer.&lt;locals&gt;.inner</c>.</param>
/// <param name="Path">Further folders for imports, absolute or relative to the root.</param>
/// <param name="Hints">Types, written as annotations are, for parameters that have none.</param>
public sealed record PythonTarget(string? File, string? Module, string Name, ImmutableArray<string> Path, ImmutableDictionary<string, string> Hints)
{
    public static PythonTarget InFile(string file, string name) => new(file, null, name, [], ImmutableDictionary<string, string>.Empty);
}

/// <summary>Where inputs come from.</summary>
public enum InputSource
{
    /// <summary>Made from annotations, defaults and hints.</summary>
    Generated,

    /// <summary>A file of the user's: <c>.json</c>, <c>.pickle</c> or <c>.py</c>.</summary>
    Given,

    /// <summary>A file that <see cref="PythonHarness.Record"/> wrote.</summary>
    Recorded,
}

/// <param name="File">Absolute; null for generated inputs.</param>
/// <param name="Limit">Most cases that are compared.</param>
/// <param name="Size">How many elements containers get, and characters texts, while timing; sweeps vary it.</param>
/// <param name="Distinct">How many different inputs one measurement goes through.</param>
public sealed record InputPlan(InputSource Source, string? File, ulong Seed, int Limit, int Size, int Distinct)
{
    public static InputPlan Generated(ulong seed) => new(InputSource.Generated, null, seed, 300, 32, 8);
}
