using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python.Boundary;

namespace Lever.Tests;

/// <summary>Each rule's experiment stands beside it and can be run; whether its claims hold is for `lever prove` to say.</summary>
public class RuleExperimentTests
{
    private const string Folder = "src/Lever.Review/Rules";

    /// <summary>The guide's advice that no rule gives.</summary>
    private static readonly string[] Guide =
    [
        "guide-cache-cheap-function",
        "guide-generator-consumed-whole",
        "guide-hoist-attribute-chain",
        "guide-is-enabled-for",
        "guide-parse-int-fast-path",
        "guide-preallocate-list",
        "guide-reuse-dict-clear",
        "guide-rust-field-order",
        "guide-rust-index-tree",
        "guide-rust-log-enabled",
        "guide-rust-varint-fast-path",
        "guide-set-membership",
        "guide-set-membership-few",
        "guide-slots-attribute-read",
    ];

    [Fact]
    public void Rules_and_the_guide_s_advice_have_experiments_and_nothing_else_has()
    {
        Assert.Equal([.. Guide, .. RuleCatalog.All.Select(info => info.Name)], RuleExperiments.Names);
        Assert.Equal(RuleExperiments.Names.Order(StringComparer.Ordinal), RuleExperiments.Names);
        Assert.All(RuleExperiments.Names, name => Assert.Equal(name, RuleExperiments.Find(name)!.Name));
        Assert.Null(RuleExperiments.Find("py-no-such-rule"));
    }

    [Fact]
    public void The_embedded_experiments_are_the_files_beside_the_rules()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, Folder), "*.experiment.*", SearchOption.AllDirectories).Where(RuleExperiments.IsExperiment)];
        Assert.Equal(files.Length, RuleExperiments.All.Count());
        foreach (var file in files)
        {
            var experiment = RuleExperiments.Find(RuleExperiments.NameOf(Path.GetFileName(file)));
            Assert.NotNull(experiment);
            Assert.Equal(File.ReadAllText(file), experiment.Source);
        }
    }

    [Fact]
    public void Claims_are_about_sizes_that_are_measured_and_do_not_contradict_each_other()
    {
        Toolchain[] toolchains = [.. Enumerable.Range(8, 7).Select(minor => Toolchain.Python(3, minor)), .. Enumerable.Range(70, 50).Select(minor => Toolchain.Rust(1, minor))];
        foreach (var experiment in RuleExperiments.All)
        {
            Assert.EndsWith(".", experiment.Summary, StringComparison.Ordinal);
            var places = experiment.Sizes.SelectMany(n => toolchains.Where(each => each.Language == experiment.Language).Select(toolchain => (n, toolchain))).ToList();
            Assert.DoesNotContain(places, place => experiment.Wins.Holds(place.n, place.toolchain) && experiment.Loses.Holds(place.n, place.toolchain));
            foreach (var clause in (WinsClause[])[experiment.Wins, experiment.Loses])
                Assert.True(clause == WinsClause.Never || places.Exists(place => clause.Holds(place.n, place.toolchain)), $"{experiment.Name}: nothing is measured where `{clause}`");
        }
    }

    /// <summary>
    /// Rules for calls into native code are measured with stand-ins of the standard library, which they do not report, and so are rules for crates other
    /// than it and for manifests: experiments in Rust have neither.
    /// </summary>
    public static TheoryData<string> Reporting =>
        [.. RuleCatalog.Rules.Where(rule => rule is not NativeRule
            && !File.ReadLines(RepositoryFiles.FixtureOf(rule)).First().StartsWith("// needs:", StringComparison.Ordinal)).Select(rule => rule.Info.Name)];

    [Fact]
    public void Rules_win_somewhere() =>
        Assert.All(RuleExperiments.All.Where(experiment => RuleCatalog.Rules.Any(rule => rule.Info.Name == experiment.Name && rule is not NativeRule)), experiment => Assert.NotEqual(WinsClause.Never, experiment.Wins));

    /// <summary>What is measured is what the rule reports, and what it advises is nothing that it reports.</summary>
    [Theory]
    [MemberData(nameof(Reporting))]
    public void The_rule_reports_the_first_form_and_not_the_second(string name)
    {
        var rule = RuleCatalog.Rules.Single(rule => rule.Info.Name == name);
        var source = RuleExperiments.Find(name)!.Source;
        var advised = source.IndexOf(rule.Info.Language == Language.Rust ? "\nfn after(" : "\ndef after(", StringComparison.Ordinal);
        var reported = RuleFixtureTests.Run(rule, "experiment" + RepositoryFiles.EndingOf(rule), source[..(advised + 1)]).Findings.Count;
        Assert.NotEqual(0, reported);
        Assert.True(RuleFixtureTests.Run(rule, "experiment" + RepositoryFiles.EndingOf(rule), source).Findings.Count <= reported, $"{name} reports what it advises");
    }

    /// <summary>One process imports every experiment in Python and runs both forms at the smallest size.</summary>
    [Fact]
    public void Both_forms_of_every_experiment_in_Python_give_the_same()
    {
        const string Check = """
            import importlib.util, os, random, sys
            ran = 0
            for line in sys.stdin.read().splitlines():
                path, size, same, minor, *modules = line.split("|")
                if sys.version_info < (3, int(minor)):
                    continue
                if any(importlib.util.find_spec(name) is None for name in modules):
                    continue
                spec = importlib.util.spec_from_file_location("experiment", path)
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
                ran += 1
                for seed in (1, 2, 3):
                    random.seed(seed)
                    given = module.inputs(int(size))
                    old, new = module.before(*given), module.after(*given)
                    if same == "True" and not (type(old) is type(new) and old == new):
                        print(os.path.basename(path), "seed", seed, "before gives", repr(old)[:200], "after gives", repr(new)[:200])
            print(ran, "ran")
            """;
        using var folder = new TemporaryFolder();
        var experiments = RuleExperiments.All.Where(experiment => experiment.Language == Language.Python).ToList();
        var lines = experiments.Select(experiment => string.Join('|',
            [folder.Write($"experiment_{experiment.Name}.py", experiment.Source), $"{experiment.Sizes[0]}", $"{experiment.NotCompared is null}", $"{experiment.Oldest.Minor}", .. experiment.Requires]));
        var answer = External.Run("python3", folder.Path, ["-X", "utf8", "-W", "ignore", "-c", Check], string.Join('\n', lines));
        Assert.True(answer.Code == 0, answer.Errors);
        var said = answer.Out.TrimEnd().Split('\n');
        Assert.True(said.Length == 1, answer.Out);
        Assert.True(int.Parse(said[0].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) > experiments.Count / 2, answer.Out);
    }

    [Theory]
    [InlineData("always", 0, 8, true)]
    [InlineData("never", 1_000, 13, false)]
    [InlineData("n >= 32", 32, 8, true)]
    [InlineData("n >= 32", 31, 8, false)]
    [InlineData("n <= 4", 4, 8, true)]
    [InlineData("n < 4", 4, 8, false)]
    [InlineData("n > 4", 5, 8, true)]
    [InlineData("n == 4", 4, 8, true)]
    [InlineData("n == 4", 5, 8, false)]
    [InlineData("python >= 3.11", 1, 11, true)]
    [InlineData("python >= 3.11", 1, 9, false)]
    [InlineData("python <= 3.9", 1, 13, false)]
    [InlineData("n >= 32 and python >= 3.11", 32, 11, true)]
    [InlineData("n >= 32 and python >= 3.11", 32, 10, false)]
    [InlineData("n >= 32 and python >= 3.11", 31, 11, false)]
    public void Clauses_hold_where_they_say(string text, int n, int minor, bool holds)
    {
        var clause = WinsClause.Parse(text, out var problem);
        Assert.Equal("", problem);
        Assert.Equal(text, clause!.ToString());
        Assert.Equal(holds, clause.Holds(n, Toolchain.Python(3, minor)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sometimes")]
    [InlineData("n => 4")]
    [InlineData("n >= -4")]
    [InlineData("n >= 4.5")]
    [InlineData("n >= 99999999999")]
    [InlineData("m >= 4")]
    [InlineData("n>=4")]
    [InlineData("python >= 3")]
    [InlineData("python >= 3.11.2")]
    [InlineData("n >= 4 and")]
    [InlineData("n >= 4 and always")]
    [InlineData("n >= 4 or n <= 2")]
    [InlineData("rust >= 1")]
    [InlineData("rustc >= 1.81")]
    public void Other_clauses_are_refused(string text)
    {
        Assert.Null(WinsClause.Parse(text, out var problem));
        Assert.Contains("`n >= 32`", problem, StringComparison.Ordinal);
    }

    private const string Toy = "\"\"\"A toy.\"\"\"\nSIZES = [1, 2_000]  # values of n\nWINS = \"n >= 2\"\nMETRIC = \"wall\"\nSAME = \"result\"\n\ndef inputs(n):\n    return ()\n\ndef before():\n    pass\n\ndef after():\n    pass\n";

    [Fact]
    public void Headers_are_read_without_running_anything()
    {
        var experiment = RuleExperiment.Parse("toy", Toy + "LOSES = \"n <= 1\"\nPYTHON = \">=3.11\"\nREQUIRES = [\"numpy\", \"pandas\"]\n", out _)!;
        Assert.Equal("A toy.", experiment.Summary);
        Assert.Equal([1, 2_000], experiment.Sizes);
        Assert.Equal("n >= 2", experiment.Wins.Text);
        Assert.Equal("n <= 1", experiment.Loses.Text);
        Assert.Equal(ExperimentMetric.Wall, experiment.Metric);
        Assert.Equal(Toolchain.Python(3, 11), experiment.Oldest);
        Assert.Equal(["numpy", "pandas"], experiment.Requires);
        Assert.Null(experiment.NotCompared);

        var plain = RuleExperiment.Parse("toy", Toy.Replace("\"result\"", "\"nothing: order varies\"", StringComparison.Ordinal), out _)!;
        Assert.Equal(WinsClause.Never, plain.Loses);
        Assert.Equal(Toolchain.Python(3, 8), plain.Oldest);
        Assert.Empty(plain.Requires);
        Assert.Equal("order varies", plain.NotCompared);
    }

    [Theory]
    [InlineData("\"\"\"A toy.\"\"\"\n", "", "docstring")]
    [InlineData("def before()", "def earlier()", "`before`")]
    [InlineData("def after()", "async def after()", "`after`")]
    [InlineData("[1, 2_000]", "[2_000, 1]", "ascending")]
    [InlineData("[1, 2_000]", "[]", "SIZES")]
    [InlineData("[1, 2_000]", "[1.5]", "SIZES")]
    [InlineData("[1, 2_000]", "range(3)", "literal")]
    [InlineData("WINS", "WINNER", "WINS")]
    [InlineData("\"n >= 2\"", "\"often\"", "`often`")]
    [InlineData("\"wall\"", "\"stars\"", "METRIC")]
    [InlineData("METRIC = ", "PYTHON = \"3.9\"\nMETRIC = ", "PYTHON")]
    [InlineData("METRIC = ", "PYTHON = \">=3.x\"\nMETRIC = ", "PYTHON")]
    [InlineData("METRIC = ", "REQUIRES = [numpy]\nMETRIC = ", "REQUIRES")]
    [InlineData("\"result\"", "\"nothing\"", "SAME")]
    [InlineData("return ()", "return (", "parse")]
    public void Faulty_headers_are_refused_with_the_reason(string part, string instead, string reason)
    {
        Assert.Null(RuleExperiment.Parse("toy", Toy.Replace(part, instead, StringComparison.Ordinal), out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
