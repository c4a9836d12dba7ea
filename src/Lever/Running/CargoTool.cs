using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>What cargo made of one target.</summary>
/// <param name="Kinds">Such as <c>bin</c>, <c>cdylib</c> and <c>bench</c>.</param>
/// <param name="Executable">Null where it is no program.</param>
/// <param name="Files">All that was made of it; absolute.</param>
internal sealed record CargoProduct(string Name, ImmutableArray<string> Kinds, string? Executable, ImmutableArray<string> Files);

/// <param name="Problem">Why there is no more, in the compiler's words; null where all was built.</param>
internal sealed record CargoBuild(ImmutableArray<CargoProduct> Products, string? Problem);

/// <summary>cargo of this machine, for copies of a project.</summary>
/// <param name="Program">Its file.</param>
/// <param name="Compiler">The compiler that it calls in the project, with its version: <c>rustc 1.95.0</c>.</param>
/// <param name="CompilerFile">The compiler's own file, behind what rustup puts before it.</param>
/// <param name="Configuration">What the user adds to its configuration: a <c>KEY=VALUE</c> or a file each.</param>
/// <param name="Network">May it fetch crates?</param>
internal sealed record CargoTool(IProcessRunner Runner, string Program, string Compiler, string CompilerFile, ImmutableArray<string> Configuration, bool Network)
{
    public const string Missing = "cargo is not on PATH; Rust is built with it, so install Rust or add its folder to PATH";

    private static readonly Limits limits = new(TimeSpan.FromMinutes(30), 0);

    /// <param name="folder">Where the project is: it may name its own version of the compiler.</param>
    /// <param name="environment">What cargo is to see.</param>
    public static (CargoTool? Cargo, string? Problem) Find(IProcessRunner runner, string folder, ImmutableDictionary<string, string> environment, ImmutableArray<string> configuration, bool network)
    {
        var path = environment.GetValueOrDefault("PATH", "");
        if (Executables.Find("cargo", folder, path) is not { } cargo) return (null, Missing);
        if (Executables.Find("rustc", folder, path) is not { } compiler) return (null, "rustc is not on PATH, only cargo is; install Rust whole or add its folder to PATH");
        var (version, problem) = Ask(["-V"]);
        var (root, _) = Ask(["--print", "sysroot"]);
        if (version is null) return (null, $"rustc does not say its version: {problem}");
        var own = Path.Join(root, "bin", "rustc");
        return (new CargoTool(runner, cargo, string.Join(' ', version.Split(' ').Take(2)), File.Exists(own) ? own : compiler, configuration, network), null);

        (string? Answer, string? Problem) Ask(ImmutableArray<string> words)
        {
            using var process = runner.Start(new ProcessRequest(compiler, words, folder, environment, limits, network, Pipes: false));
            var outcome = process.Wait(limits.Time);
            return outcome.Succeeded ? (outcome.Output.Text.Trim(), null) : (null, LastLine.Of(outcome.Errors.Text) ?? outcome.Problem ?? "it failed without a word");
        }
    }

    /// <summary>Builds.</summary>
    /// <param name="words">From the subcommand on: <c>build --release</c>; a toolchain (<c>+nightly</c>) may stand before it.</param>
    /// <param name="compiling">What the compiler is told beside it, where the subcommand is <c>rustc</c>.</param>
    public CargoBuild Build(string folder, ImmutableDictionary<string, string> environment, IReadOnlyList<string> words, IReadOnlyList<string>? compiling = null)
    {
        var request = Request(folder, environment, [.. words, "--message-format", "json-diagnostic-short,json-render-diagnostics"]) with { Pipes = true };
        using var process = Runner.Start(compiling is null ? request : request with { Arguments = [.. request.Arguments, "--", .. compiling] });
        var products = ImmutableArray.CreateBuilder<CargoProduct>();
        while (process.Receive(limits.Time) is { Kind: ReceivedKind.Line or ReceivedKind.TooLong } line)
            if (ProductIn(line.Line) is { } product) products.Add(product);
        var outcome = process.Wait(limits.Time);
        return new CargoBuild(products.ToImmutable(), outcome.Succeeded ? null : CargoErrors.In(outcome));
    }

    /// <summary>Whether it compiles, without making anything that runs; null where it does, else the compiler's words.</summary>
    /// <param name="options">More of cargo's own.</param>
    public string? Check(string folder, ImmutableDictionary<string, string> environment, IReadOnlyList<string> options)
    {
        using var process = Runner.Start(Request(folder, environment, ["check", "--message-format", "short", .. options]));
        var outcome = process.Wait(limits.Time + TimeSpan.FromSeconds(5));
        return outcome.Succeeded ? null : CargoErrors.In(outcome);
    }

    /// <summary>The sizes that the compiler works out for types of one target, by the names that it gives them; none where it does not say.</summary>
    /// <param name="environment">With a target folder of its own: the compiler is asked as if it were a nightly one.</param>
    /// <param name="target">The options that choose the target.</param>
    public IReadOnlyDictionary<string, long> Sizes(string folder, ImmutableDictionary<string, string> environment, IReadOnlyList<string> target)
    {
        // What was compiled before is not laid out again.
        var asking = environment.SetItem("RUSTC_BOOTSTRAP", "1").SetItem("CARGO_INCREMENTAL", "0");
        var request = Request(folder, asking, ["rustc", .. target]);
        using var process = Runner.Start(request with { Arguments = [.. request.Arguments, "--", "-Zprint-type-sizes"], Pipes = true });
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        while (process.Receive(limits.Time) is { Kind: ReceivedKind.Line or ReceivedKind.TooLong } line)
            if (Proving.TypeSizes.InLine(line.Line) is var (type, bytes)) sizes[type] = bytes;
        return process.Wait(limits.Time).Succeeded ? sizes : new Dictionary<string, long>();
    }

    /// <summary>The package whose manifest is in a folder; or what cargo says against it.</summary>
    public (CargoPackage? Package, string? Problem) Package(string folder, ImmutableDictionary<string, string> environment)
    {
        using var process = Runner.Start(Request(folder, environment, ["metadata", "--no-deps", "--format-version", "1"]) with { Pipes = true });
        var text = "";
        while (process.Receive(limits.Time) is { Kind: ReceivedKind.Line or ReceivedKind.TooLong } line) text += line.Line;
        var outcome = process.Wait(limits.Time);
        if (!outcome.Succeeded) return (null, CargoErrors.In(outcome));
        return CargoPackage.In(folder, text) is { } package ? (package, null) : (null, $"cargo knows no package in {folder}");
    }

    /// <summary>Builds and runs the project's tests, those in its documentation too.</summary>
    public TestRun Test(string folder, ImmutableDictionary<string, string> environment)
    {
        using var process = Runner.Start(Request(folder, environment, ["test", "--no-fail-fast", "--message-format", "short"]));
        var outcome = process.Wait(limits.Time + TimeSpan.FromSeconds(5));
        var outcomes = LibtestOutput.Read(outcome.Output.Text);
        var failed = outcomes.Values.Any(each => each == TestOutcome.Failed);
        var problem = outcome.Succeeded || failed ? null : CargoErrors.In(outcome);
        return new TestRun(TestFramework.Cargo, outcomes, problem);
    }

    private ProcessRequest Request(string folder, ImmutableDictionary<string, string> environment, IReadOnlyList<string> words)
    {
        IEnumerable<string> configured = Configuration.SelectMany(each => (string[])["--config", each]);
        IEnumerable<string> offline = Network ? [] : ["--offline"];
        return new ProcessRequest(Program, [.. words, .. configured, .. offline, "--color", "never"], folder, environment, limits, Network, Pipes: false);
    }

    /// <summary>What a line of cargo's messages says was made; null for messages of other kinds.</summary>
    public static CargoProduct? ProductIn(string line)
    {
        if (!line.StartsWith("{\"reason\":\"compiler-artifact\"", StringComparison.Ordinal)) return null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var (message, target) = (document.RootElement, document.RootElement.GetProperty("target"));
            var executable = message.TryGetProperty("executable", out var program) && program.ValueKind == JsonValueKind.String ? program.GetString() : null;
            return new CargoProduct(target.GetProperty("name").GetString()!, Texts(target.GetProperty("kind")), executable, Texts(message.GetProperty("filenames")));
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static ImmutableArray<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetString() ?? "")];
}

/// <summary>What cargo and rustc complain of, in one sentence.</summary>
internal static class CargoErrors
{
    private const int Most = 3;
    private static readonly string[] ofAbsence = ["no matching package", "failed to download", "you're using offline mode", "attempting to make an HTTP request", "can't checkout from", "unable to update"];

    /// <summary>The first errors that have a place in the source, as <c>src/lib.rs:10:16: error[E0308]: mismatched types</c>; else what cargo says.</summary>
    public static string In(ProcessOutcome outcome)
    {
        if (outcome.End != ProcessEnd.Exited) return $"cargo {outcome.Problem}";
        var lines = outcome.Errors.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var placed = lines.Where(line => line.Contains(": error", StringComparison.Ordinal) && !line.StartsWith("error", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (placed.Count > 0)
            return string.Join("; ", placed.Take(Most)) + (placed.Count > Most ? string.Create(CultureInfo.InvariantCulture, $"; and {placed.Count - Most} more") : "");
        var own = lines.FirstOrDefault(line => line.StartsWith("error", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "cargo failed without a word";
        var cause = lines.SkipWhile(line => line != "Caused by:").Skip(1).FirstOrDefault();
        var whole = cause is null ? own : $"{own}: {cause}";
        return Array.Exists(ofAbsence, mark => outcome.Errors.Text.Contains(mark, StringComparison.Ordinal))
            ? $"{whole}; a crate is not on this machine: run `cargo fetch` once, say with --cargo-config where crates are, or allow --network"
            : whole;
    }
}

/// <summary>What Rust's own test programs write.</summary>
internal static class LibtestOutput
{
    /// <summary>Outcomes by the test's name. A name that several programs have passes where it always does.</summary>
    public static ImmutableSortedDictionary<string, TestOutcome> Read(string output)
    {
        var outcomes = ImmutableSortedDictionary.CreateBuilder<string, TestOutcome>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n'))
        {
            if (!line.StartsWith("test ", StringComparison.Ordinal) || line.LastIndexOf(" ... ", StringComparison.Ordinal) is not (> 0 and var at)) continue;
            TestOutcome? outcome = line[(at + 5)..].TrimEnd() switch
            {
                "ok" => TestOutcome.Passed,
                "FAILED" => TestOutcome.Failed,
                var other => other.StartsWith("ignored", StringComparison.Ordinal) ? TestOutcome.Skipped : null,
            };
            var name = NameIn(line[5..at]);
            if (outcome is { } known) outcomes[name] = outcomes.TryGetValue(name, out var earlier) && Rank(earlier) > Rank(known) ? earlier : known;
        }
        return outcomes.ToImmutable();
    }

    /// <summary>Which of several outcomes of one name counts, whatever the order that they came in.</summary>
    private static int Rank(TestOutcome outcome) => outcome switch { TestOutcome.Failed => 2, TestOutcome.Passed => 1, _ => 0 };

    /// <summary>Tests in documentation are named after their lines, which a patch moves.</summary>
    private static string NameIn(string text)
    {
        var name = text.Split(" - should panic")[0].Split(" - compile")[0];
        var line = name.LastIndexOf(" (line ", StringComparison.Ordinal);
        return line > 0 ? name[..line] : name;
    }
}
