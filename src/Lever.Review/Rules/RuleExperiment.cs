using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules;

/// <summary>What of the two forms is measured.</summary>
public enum ExperimentMetric
{
    /// <summary>Processor time of the process.</summary>
    Cpu,

    /// <summary>Time on the clock, for what waits.</summary>
    Wall,

    /// <summary>The largest memory in use during one call, as <c>tracemalloc</c> counts it.</summary>
    PeakMemory,
}

/// <summary>
/// A rule's advice, or the guide's, as two Python functions to be measured against each other: <c>before(*inputs(n))</c> is the
/// costly form, <c>after(*inputs(n))</c> the advised one.
/// </summary>
/// <param name="Name">The rule's name, or <c>guide-…</c> for advice that no rule gives.</param>
/// <param name="Source">The Python module.</param>
/// <param name="Summary">What is compared, in one sentence.</param>
/// <param name="Sizes">The values of n, in ascending order.</param>
/// <param name="Wins">Where the advised form must be the better one.</param>
/// <param name="Loses">Where it is claimed to be the worse one.</param>
/// <param name="Oldest">The oldest interpreter that can run it.</param>
/// <param name="Requires">Modules that must be importable.</param>
/// <param name="NotCompared">Why the results of the two forms need not be equal; null where they must be.</param>
public sealed record RuleExperiment(
    string Name,
    string Source,
    string Summary,
    IReadOnlyList<int> Sizes,
    WinsClause Wins,
    WinsClause Loses,
    ExperimentMetric Metric,
    PythonVersion Oldest,
    IReadOnlyList<string> Requires,
    string? NotCompared)
{
    private const string Nothing = "nothing: ";

    private static readonly string[] functions = ["inputs", "before", "after"];

    /// <summary>Reads the header of an experiment without running it; null where something is missing or wrong, with the reason.</summary>
    public static RuleExperiment? Parse(string name, string source, out string problem)
    {
        var header = Header.Of(source);
        problem = header.Problem;
        if (problem.Length > 0) return null;
        if (header.Summary is not { Length: > 0 } summary) problem = "it has no docstring that says what is compared";
        else if (functions.FirstOrDefault(function => !header.Functions.Contains(function)) is { } function) problem = $"it has no function `{function}`";
        else if (header.Sizes is not { Count: > 0 } sizes || !sizes.Order().Distinct().SequenceEqual(sizes)) problem = "SIZES must be whole numbers in ascending order";
        else if (Clause(header, "WINS", out problem) is not { } wins || Clause(header, "LOSES", out problem) is not { } loses) problem = $"WINS or LOSES: {problem}";
        else if (Metrics(header.Text("METRIC")) is not { } metric) problem = "METRIC must be \"cpu\", \"wall\" or \"peak-memory\"";
        else if (OldestOf(header.Text("PYTHON")) is not { } oldest) problem = "PYTHON must be a lower bound such as \">=3.9\"";
        else if (header.Text("SAME") is not { } same || same != "result" && !(same.StartsWith(Nothing, StringComparison.Ordinal) && same.Length > Nothing.Length)) problem = "SAME must be \"result\" or \"nothing: \" with the reason";
        else if (header.Requires is not { } requires) problem = "REQUIRES must be names of modules";
        else return new RuleExperiment(name, source, summary, sizes, wins, loses, metric, oldest, requires, same == "result" ? null : same[Nothing.Length..]);
        return null;
    }

    private static WinsClause? Clause(Header header, string name, out string problem)
    {
        problem = "";
        if (header.Text(name) is { } text) return WinsClause.Parse(text, out problem);
        if (name == "LOSES") return WinsClause.Never;
        problem = "it is missing";
        return null;
    }

    private static ExperimentMetric? Metrics(string? text) => text switch
    {
        "cpu" => ExperimentMetric.Cpu,
        "wall" => ExperimentMetric.Wall,
        "peak-memory" => ExperimentMetric.PeakMemory,
        _ => null,
    };

    private static PythonVersion? OldestOf(string? text)
    {
        if (text is null) return new PythonVersion(3, 8);
        if (!text.StartsWith(">=3.", StringComparison.Ordinal)) return null;
        return text.Length is 5 or 6 && Literals.Integer(System.Text.Encoding.UTF8.GetBytes(text[4..])) is { } minor ? new PythonVersion(3, (int)minor) : null;
    }

    /// <summary>What the module says on its first level, by name.</summary>
    private sealed record Header(string Problem, string? Summary, IReadOnlySet<string> Functions, IReadOnlyDictionary<string, Node> Values)
    {
        private static readonly string[] known = ["SIZES", "WINS", "LOSES", "METRIC", "PYTHON", "REQUIRES", "SAME"];

        public static Header Of(string source)
        {
            var tree = PythonParser.ParseOnce(SourceText.From(source));
            var problem = tree.Problems.Count > 0 ? $"it does not parse: {tree.Problems[0].Message}" : "";
            string? summary = null;
            var functions = new HashSet<string>();
            var values = new Dictionary<string, Node>();
            foreach (var statement in tree.Root.Children)
            {
                if (statement.AsFunction is { IsAsync: false } function) functions.Add(function.Name);
                else if (statement.AsExpressionStatement is { AsConstant.String: { } text }) summary ??= text;
                else if (statement.AsAssign is { OnlyTarget.AsName.Id: var name, Value: var value } && known.Contains(name)) values[name] = value;
            }
            foreach (var (name, value) in values)
                if (problem.Length == 0 && (name is "SIZES" or "REQUIRES" ? value.Kind != Kind.List : value.AsConstant?.String is null)) problem = $"{name} is not written as a literal";
            return new Header(problem, summary, functions, values);
        }

        public string? Text(string name) => Values.TryGetValue(name, out var value) ? value.AsConstant?.String : null;

        /// <summary>Null where they are missing or not all whole numbers.</summary>
        public IReadOnlyList<int>? Sizes
        {
            get
            {
                if (!Values.TryGetValue("SIZES", out var list)) return null;
                var sizes = new List<int>();
                foreach (var element in list.Children)
                {
                    if (element.AsConstant?.Integer is not (>= 0 and <= int.MaxValue and var size)) return null;
                    sizes.Add((int)size);
                }
                return sizes;
            }
        }

        /// <summary>Empty where they are missing, null where they are not all text.</summary>
        public IReadOnlyList<string>? Requires
        {
            get
            {
                var modules = new List<string>();
                if (!Values.TryGetValue("REQUIRES", out var list)) return modules;
                foreach (var element in list.Children)
                {
                    if (element.AsConstant?.String is not { } module) return null;
                    modules.Add(module);
                }
                return modules;
            }
        }
    }
}
