using System.Collections.Immutable;
using System.Globalization;
using Lever.Experiments.Proofs;
using Lever.Running;

namespace Lever.Proving;

/// <summary>The facts of a machine that a proof is bound to, in words.</summary>
internal static class HostDescription
{
    public static ImmutableArray<Fact> Of(HostFacts facts)
    {
        var found = ImmutableArray.CreateBuilder<Fact>();
        found.Add(new Fact("system", $"{facts.System}, {facts.Architecture}"));
        found.Add(new Fact("processor", facts.Processor ?? "unknown"));
        found.Add(new Fact("cores", facts.Cores.ToString(CultureInfo.InvariantCulture)));
        if (facts.Load is { } load) found.Add(new Fact("load at the start", load.ToString("0.0", CultureInfo.InvariantCulture)));
        if (facts.Governor is { } governor) found.Add(new Fact("frequency governor", governor));
        if (facts.RandomizesAddresses is { } random) found.Add(new Fact("address randomisation", random ? "on" : "off"));
        if (facts.Virtualization is { } kind) found.Add(new Fact("virtualised", kind));
        found.Add(new Fact("network", facts.Network.IsPossible ? "cut off" : facts.Network.Explanation));
        return found.ToImmutable();
    }
}

/// <summary>The toolchain that a proof was made with; when it moves, the proof is out of date.</summary>
internal static class Toolchains
{
    private const string Executable = "executable";
    private const string Stamp = "executable stamp";
    private const string Compiler = "compiler";
    private const string CompilerFile = "compiler's file";
    private const string CompilerStamp = "compiler's stamp";

    public static ImmutableArray<Fact> Of(Interpreter interpreter) =>
    [
        new Fact("interpreter", Prover.Name(interpreter)), new Fact(Executable, interpreter.Executable), new Fact(Stamp, StampOf(interpreter.Executable)),
    ];

    public static ImmutableArray<Fact> OfCompiler(CargoTool cargo) =>
        [new Fact(Compiler, cargo.Compiler), new Fact(CompilerFile, cargo.CompilerFile), new Fact(CompilerStamp, StampOf(cargo.CompilerFile))];

    /// <summary>Why a proof's toolchain is no longer the one it was made with; null where it is, as far as can be told without running it.</summary>
    public static string? MovedSince(Proof proof)
    {
        var facts = proof.Toolchain.DistinctBy(fact => fact.Name).ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        return Moved(facts, "interpreter", Executable, Stamp) ?? Moved(facts, Compiler, CompilerFile, CompilerStamp);
    }

    private static string? Moved(Dictionary<string, string> facts, string what, string file, string stamp)
    {
        if (!facts.TryGetValue(file, out var path) || !facts.TryGetValue(stamp, out var known)) return null;
        if (!File.Exists(path)) return $"the {what} {path} is gone";
        return StampOf(path) == known ? null : $"the {what} {path} was replaced";
    }

    /// <summary>Size and time of the last change of the file that a path leads to.</summary>
    private static string StampOf(string path)
    {
        try
        {
            var file = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
            return string.Create(CultureInfo.InvariantCulture, $"{file.Length} {new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds()}");
        }
        catch (Exception trouble) when (Workspace.Trouble.IsExpected(trouble))
        {
            return "unknown";
        }
    }
}
