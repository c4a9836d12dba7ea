using System.Collections.Immutable;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Plans;
using Lever.Review.Settings;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>How something is to be proven, in the words that the user has for it; null where the configuration or the shipped value decides.</summary>
internal sealed record ProofChoices
{
    private static readonly (string Name, Clause Clause, string Sentence)[] clauses =
    [
        ("order", Clause.Order, "elements may come in another order"), ("hashable", Clause.Hashable, "elements must be hashable"),
        ("lazy", Clause.Lazy, "a generator may stand in for a list"), ("exception-text", Clause.ExceptionText, "exceptions may carry another text"),
        ("exception-type", Clause.ExceptionType, "exceptions may be of another type"), ("type", Clause.Type, "results may be of another type with equal contents"),
        ("sharing", Clause.Sharing, "results may share objects"), ("cache", Clause.Cache, "results may be remembered"), ("output", Clause.Output, "less may be logged or written"),
    ];

    public static IEnumerable<string> ClauseNames => clauses.Select(clause => clause.Name);

    /// <summary>The function to time, as name or path.py:name, where the change touches several.</summary>
    public string? Function { get; init; }

    /// <summary>A command to run on both sides, or the name of one under <c>[workloads]</c>.</summary>
    public string? Workload { get; init; }

    public string? Call { get; init; }

    public string? Setup { get; init; }

    public string? Bench { get; init; }

    public string? Features { get; init; }

    /// <summary><c>cpu</c>, <c>wall</c> or <c>peak-memory</c>.</summary>
    public string? Metric { get; init; }

    /// <summary><c>n=4,32,1k</c> or the numbers alone.</summary>
    public string? Sweep { get; init; }

    public string? Budget { get; init; }

    public string? Bar { get; init; }

    public string? Python { get; init; }

    /// <summary>A file of calls.</summary>
    public string? Inputs { get; init; }

    /// <summary>Clauses that the change may break, by name.</summary>
    public IReadOnlyList<string> Agreed { get; init; } = [];

    /// <summary>May the change do what its finding's contract says?</summary>
    public bool AgreesToContract { get; init; }

    public IReadOnlyList<string> CargoConfiguration { get; init; } = [];

    public bool RunsTests { get; init; } = true;

    public bool Network { get; init; }

    /// <summary>What they ask for, or what is wrong with them, in the command line's terms.</summary>
    public (ProofRequest? Request, string? Problem) Request(Configuration configuration, GlobalChoices chosen, Host host)
    {
        var settings = configuration.Settings.Prove;
        var plan = Plan.Default with { Bar = settings.Bar, Confidence = settings.Confidence, Budget = settings.Budget, Seed = chosen.Seed % Plan.GreatestSeed };
        var arguments = new List<string>();
        if (Metric is { } wanted)
        {
            if (MetricNamed(wanted) is not { } found) return (null, $"--metric: `{wanted}` is not one of cpu, wall, peak-memory");
            plan = plan with { Metric = found };
            arguments.AddRange(["--metric", wanted]);
        }
        if (Budget is { } time)
        {
            if (Quantities.Nanoseconds(time) is not { } nanoseconds || nanoseconds < 1e9) return (null, $"--budget: `{time}` is no time of a second or more; write it like `3m`");
            plan = plan with { Budget = TimeSpan.FromMilliseconds(nanoseconds / 1e6) };
            arguments.AddRange(["--budget", time]);
        }
        if (Bar is { } share)
        {
            if (Quantities.Share(share) is not { } least) return (null, $"--bar: `{share}` is no share; write it like `3%`");
            plan = plan with { Bar = least };
            arguments.AddRange(["--bar", share]);
        }
        if (plan.Problem is { } wrong) return (null, wrong);
        var (sizes, badSweep) = Sizes(Sweep);
        if (badSweep is not null) return (null, badSweep);
        if (Setup is not null && Call is null) return (null, "--setup needs --call");
        if (new[] { Call, Bench, Workload }.Count(way => way is not null) > 1) return (null, "--call, --bench and --workload are ways to time a change; give one of them");
        if (Sweep is { } swept) arguments.AddRange(["--sweep", swept]);

        var (agreement, agreed, badClause) = AgreementOf(settings);
        if (badClause is not null) return (null, badClause);
        foreach (var clause in Agreed) arguments.AddRange(["--agree", clause]);
        var command = Workload;
        if (command is not null && configuration.Settings.Workloads.TryGetValue(command, out var named)) command = named.Run;
        if (command is not null) arguments.AddRange(["--workload", command]);
        var file = Inputs is { } given ? Path.GetFullPath(given, host.CurrentFolder) : null;
        if (file is not null && !File.Exists(file)) return (null, $"--inputs: there is no file {Inputs}");
        if (file is not null) arguments.AddRange(["--inputs", file]);
        foreach (var (option, name) in ((string?, string)[])[(Function, "--function"), (Call, "--call"), (Setup, "--setup"), (Bench, "--bench"), (Features, "--features"), (Python, "--python")])
            if (option is { } value) arguments.AddRange([name, value]);
        ImmutableArray<string> configured = [.. CargoConfiguration.Select(each => Path.GetFullPath(each, host.CurrentFolder) is var full && File.Exists(full) ? full : each)];
        foreach (var each in configured) arguments.AddRange(["--cargo-config", each]);
        if (!RunsTests) arguments.Add("--no-tests");
        if (Network) arguments.Add("--network");
        return (new ProofRequest
        {
            Project = configuration.Folder,
            Function = Function,
            Workload = command,
            Call = Call,
            Setup = Setup ?? "",
            Bench = Bench,
            Features = Features,
            Python = Python,
            CargoConfiguration = configured,
            Inputs = file,
            Agreement = agreement,
            Agreed = agreed,
            Sweep = sizes,
            RunsTests = RunsTests,
            Network = Network,
            Plan = plan,
            Arguments = [.. arguments],
        }, null);
    }

    /// <summary>The same for a finding: what its contract says counts as agreed where the user says so.</summary>
    public ProofRequest ForFinding(ProofRequest request, LocatedFinding found)
    {
        request = request with { Project = found.Configuration.Folder, Finding = found };
        return AgreesToContract ? WithContract(request, found.Finding.Fix.Contract) : request;
    }

    internal static ProofRequest WithContract(ProofRequest request, IReadOnlyList<string> contract)
    {
        var agreement = Agreement.FromContract(contract, request.Agreement.Floats);
        return request with { Agreement = agreement, Agreed = [.. contract], Arguments = [.. request.Arguments, "--agree"] };
    }

    private (Agreement Agreement, ImmutableArray<string> Agreed, string? Problem) AgreementOf(ProveSettings settings)
    {
        var floats = settings.Float.Comparison switch
        {
            FloatComparison.Ulps => new FloatTolerance(0, (long)settings.Float.Tolerance),
            FloatComparison.Relative => new FloatTolerance(settings.Float.Tolerance, 0),
            _ => FloatTolerance.Exact,
        };
        var accepted = ImmutableHashSet.CreateBuilder<Clause>();
        var sentences = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Agreed)
        {
            var at = Array.FindIndex(clauses, clause => clause.Name == name);
            if (at < 0) return (default!, [], $"--agree: `{name}` is not one of {string.Join(", ", ClauseNames)}");
            accepted.Add(clauses[at].Clause);
            sentences.Add(clauses[at].Sentence);
        }
        return (new Agreement(accepted.ToImmutable(), [], floats), sentences.ToImmutable(), null);
    }

    /// <summary><c>n=4,32,1k</c> or the numbers alone.</summary>
    internal static (ImmutableArray<int> Sizes, string? Problem) Sizes(string? text)
    {
        if (text is null) return ([], null);
        var list = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var sizes = ImmutableArray.CreateBuilder<int>();
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Quantities.Count(part) is not { } size || size is < 0 or > 10_000_000 || size != Math.Floor(size))
                return ([], $"--sweep: `{part}` is no size; write them like n=4,32,1k");
            sizes.Add((int)size);
        }
        return (sizes.ToImmutable(), null);
    }

    private static PlanMetric? MetricNamed(string name) => name switch
    {
        "cpu" => PlanMetric.Cpu,
        "wall" => PlanMetric.Wall,
        "peak-memory" => PlanMetric.PeakMemory,
        _ => null,
    };
}
