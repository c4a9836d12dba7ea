using Lever.Review.Findings;
using Lever.Review.Settings;
using Lever.Workspace;

namespace Lever.Tests.Shell;

public class ConfigurationTests
{
    private const string Everything = """
        [goal]
        metric = "latency"
        target = "300ms"
        [scope]
        hot = ["src/feed/**"]
        init = ["**/settings.py"]
        test = ["tests/**"]
        [check]
        select = ["*"]
        ignore = ["py-x"]
        top = 5
        fail-on = "proven"
        per-file-ignores = { "scripts/**" = ["*"] }
        [target]
        python = "3.11"
        rust = "1.80"
        [sizes]
        "feed.dedupe.unique.items" = "100..1000"
        plain = 32
        [costs]
        "db.query" = { cost = "1.2ms", source = "production dashboard, 2026-09" }
        [answers]
        goal = "latency"
        threads = 4
        [workloads.feed]
        run = "python bench/feed.py"
        [prove]
        bar = "5%"
        confidence = 0.99
        budget = "90s"
        float = "ulp:4"
        [baseline]
        file = "lever-baseline.json"
        """;

    private static Configuration Load(TemporaryFolder folder, string start = "", string? named = null)
    {
        var (configuration, problems) = Configuration.Load(named, Path.TrimEndingDirectorySeparator(folder[start]), folder.Path, []);
        Assert.Empty(problems);
        return configuration;
    }

    private static string[] ProblemsOf(string toml, params string[] rules)
    {
        using var folder = new TemporaryFolder();
        folder.Write("lever.toml", toml);
        return [.. Configuration.Load(null, folder.Path, folder.Path, rules).Problems.Select(problem => problem.ToString())];
    }

    [Fact]
    public void Everything_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lever.toml", Everything);
        var configuration = Load(folder);
        var settings = configuration.Settings;
        Assert.Equal("lever.toml", configuration.Origin);
        Assert.Equal(folder.Path, configuration.Folder);
        Assert.Equal(new Goal(GoalMetric.Latency, 300e6, "300ms"), settings.Goal);
        Assert.Equal(Role.Hot, settings.Scope.RoleOf("src/feed/a.py"));
        Assert.Equal(Role.Init, settings.Scope.RoleOf("src/feed/settings.py"));
        Assert.Equal(Role.Test, settings.Scope.RoleOf("tests/x/test_a.py"));
        Assert.Null(settings.Scope.RoleOf("lib/a.py"));
        Assert.True(settings.Check.Selects("py-y"));
        Assert.False(settings.Check.Selects("py-x"));
        Assert.Equal(5, settings.Check.Top);
        Assert.Equal(Grade.ProvenIsolated, settings.Check.FailOn);
        Assert.True(settings.Check.Ignores("scripts/a/b.py", "py-y"));
        Assert.False(settings.Check.Ignores("src/a.py", "py-y"));
        Assert.Equal(new LanguageVersion(3, 11), settings.Target.Python);
        Assert.Equal(new LanguageVersion(1, 80), settings.Target.Rust);
        Assert.Equal(new SizeRange(100, 1000), settings.Sizes["feed.dedupe.unique.items"]);
        Assert.Equal(new SizeRange(32, 32), settings.Sizes["plain"]);
        Assert.Equal(new UserCost("1.2ms", "production dashboard, 2026-09", 21), settings.Costs["db.query"]);
        Assert.Equal("4", settings.Answers["threads"]);
        Assert.Equal(new Workload("python bench/feed.py"), settings.Workloads["feed"]);
        Assert.Equal(new ProveSettings { Bar = 0.05, Confidence = 0.99, Budget = TimeSpan.FromSeconds(90), Float = new(FloatComparison.Ulps, 4) }, settings.Prove);
        Assert.Equal("lever-baseline.json", settings.BaselineFile);
    }

    [Theory]
    [InlineData("pyproject.toml", "tool.lever")]
    [InlineData("Cargo.toml", "workspace.metadata.lever")]
    [InlineData("Cargo.toml", "package.metadata.lever")]
    public void Another_tools_file_may_hold_it(string file, string table)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, $"[{table}.check]\ntop = 3\n[{table}.goal]\nmetric = 'memory'\ntarget = '64MiB'\n");
        Directory.CreateDirectory(folder["a/b"]);
        var configuration = Load(folder, "a/b");
        Assert.Equal(file, configuration.Origin);
        Assert.Equal(folder.Path, configuration.Folder);
        Assert.Equal(3, configuration.Settings.Check.Top);
        Assert.Equal(new Goal(GoalMetric.Memory, 64 << 20, "64MiB"), configuration.Settings.Goal);
    }

    [Fact]
    public void The_nearest_wins_and_lever_toml_before_others()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lever.toml", "check.top = 1");
        folder.Write("a/pyproject.toml", "[tool.lever.check]\ntop = 2\n");
        folder.Write("a/b/lever.toml", "check.top = 3");
        folder.Write("a/b/pyproject.toml", "[tool.lever.check]\ntop = 4\n");
        Directory.CreateDirectory(folder["a/c"]);
        Assert.Equal(3, Load(folder, "a/b").Settings.Check.Top);
        Assert.Equal(2, Load(folder, "a/c").Settings.Check.Top);
        Assert.Equal(1, Load(folder).Settings.Check.Top);
        Assert.Equal(4, Load(folder, "a/b", "a/b/pyproject.toml").Settings.Check.Top);
    }

    [Fact]
    public void The_search_ends_at_the_repository()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lever.toml", "check.top = 1");
        Directory.CreateDirectory(folder["r/.git"]);
        Directory.CreateDirectory(folder["r/a"]);
        var configuration = Load(folder, "r/a");
        Assert.Null(configuration.Origin);
        Assert.Equal(folder["r"], configuration.Folder);
        Assert.Equal(10, configuration.Settings.Check.Top);
    }

    [Theory]
    [InlineData("[goal]\nmetrik = 'latency'", "lever.toml:2: unknown key `metrik` in [goal]; did you mean `metric`?")]
    [InlineData("[chekc]\ntop = 1", "lever.toml:1: unknown key `chekc`; did you mean `check`?")]
    [InlineData("[goal]\nmetric = 'latencyy'", "lever.toml:2: `metric` in [goal] is \"latencyy\", not one of latency, throughput, memory; did you mean \"latency\"?")]
    [InlineData("[goal]\nmetric = 'latency'\ntarget = '300'", "lever.toml:3: `target` in [goal] is \"300\", which is not understood; write it like \"300ms\"")]
    [InlineData("[goal]\nmetric = 'throughput'\ntarget = '300ms'", "lever.toml:3: `target` in [goal] is \"300ms\", which is not understood; write it like \"2000/s\"")]
    [InlineData("[check]\ntop = 0", "lever.toml:2: `top` in [check] must be a whole number of at least 1")]
    [InlineData("[check]\ntop = 'ten'", "lever.toml:2: `top` in [check] must be a whole number of at least 1")]
    [InlineData("[check]\nselect = 'all'", "lever.toml:2: `select` in [check] must be an array of strings such as [\"py-*\"], not a string")]
    [InlineData("[check]\nselect = [1]", "lever.toml:2: `select` in [check] must hold strings only, not a whole number")]
    [InlineData("[check]\nfail-on = 'provn'", "lever.toml:2: `fail-on` in [check] is \"provn\", not one of never, pattern, estimated, profiled, proven, proven-isolated, proven-workload, confirmed; did you mean \"proven\"?")]
    [InlineData("[scope]\nhot = ['!a']", "lever.toml:2: \"!a\": a pattern cannot take others back with `!` here")]
    [InlineData("[target]\npython = 3.11", "lever.toml:2: `python` in [target] must be a string such as \"3.11\", not a number")]
    [InlineData("[prove]\nconfidence = 95", "lever.toml:2: `confidence` in [prove] must lie between 0 and 1")]
    [InlineData("[prove]\nbar = 'much'", "lever.toml:2: `bar` in [prove] is \"much\", which is not understood; write it like \"3%\"")]
    [InlineData("[costs]\ndb.query = { cost = '1ms' }", "lever.toml:2: `db` in [costs]: put a dotted name in quotes")]
    [InlineData("[costs]\ndb = { cost = '1ms' }", "lever.toml:2: `db` in [costs] needs `source`: every number names where it comes from")]
    [InlineData("[sizes]\nn = '9..3'", "lever.toml:2: `n` in [sizes] must be a count or a range such as \"100..1000\"")]
    [InlineData("[workloads.feed]\nrum = 'x'", "lever.toml:2: unknown key `rum` in [workloads.feed]; did you mean `run`?", "lever.toml:1: [workloads.feed] needs `run`, the command to run")]
    [InlineData("goal = 'latency'", "lever.toml:1: `goal` is a table: write [goal]")]
    [InlineData("[goal]\nmetric = 1", "lever.toml:2: `metric` in [goal] must be a string such as \"latency\", not a whole number")]
    public void What_is_wrong_is_said_with_its_place(string toml, params string[] expected) => Assert.Equal(expected, ProblemsOf(toml));

    [Theory]
    [InlineData("[check]\nselect = ['py-one', 'py-t*']")]
    [InlineData("[check]\nselect = ['py-on']", "lever.toml:2: `select` in [check]: no rule is called `py-on`; did you mean `py-one`?")]
    [InlineData("[check]\nper-file-ignores = { 'a/**' = ['rs-*'] }", "lever.toml:2: `a/**` in [check.per-file-ignores]: no rule is called `rs-*`; choose from py-one, py-two")]
    public void A_pattern_that_selects_no_rule_is_reported(string toml, params string[] expected) =>
        Assert.Equal(expected, ProblemsOf(toml, "py-one", "py-two"));

    [Theory]
    [InlineData("[goal\n")]
    [InlineData("a = 1\na = 2\n")]
    [InlineData("a = \"")]
    [InlineData("a = \"b\\")]
    [InlineData("\"a\\")]
    [InlineData("\0\0")]
    public void Broken_syntax_is_one_problem_with_a_line(string toml) => Assert.StartsWith("lever.toml:", Assert.Single(ProblemsOf(toml)));

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        Assert.Contains("nested too deep", Assert.Single(ProblemsOf("a = " + new string('[', 100_000))));
        Assert.Contains("nested too deep", Assert.Single(ProblemsOf("a = " + string.Concat(Enumerable.Repeat("{a=", 100_000)))));
        Assert.Contains("larger than 1 MB", Assert.Single(ProblemsOf(new string('#', 2_000_000))));
    }

    [Fact]
    public void Any_bytes_are_read_without_trouble() =>
        CsCheck.Check.Sample(CsCheck.Gen.String[CsCheck.Gen.Char["[]{}=.\"'#\n\r ab1-*,:\0é"], 0, 60], text => { TomlFile.Parse(text, "f"); }, iter: 20_000);

    [Fact]
    public void A_broken_file_of_another_tool_concerns_us_only_where_it_names_us()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pyproject.toml", "[project\nrequires-python = '>=3.9'");
        Assert.Null(Load(folder).Settings.Target.Python);
        folder.Write("pyproject.toml", "[tool.lever\n");
        Assert.Single(Configuration.Load(null, folder.Path, folder.Path, []).Problems);
    }

    [Fact]
    public void A_named_file_must_exist_and_hold_the_table()
    {
        using var folder = new TemporaryFolder();
        folder.Write("pyproject.toml", "[project]\nname = 'x'\n");
        folder.Write("my.toml", "check.top = 2");
        Assert.Equal("gone.toml: no such file or folder", Configuration.Load("gone.toml", folder.Path, folder.Path, []).Problems.Single().ToString());
        Assert.Equal("pyproject.toml: has no table [tool.lever]", Configuration.Load("pyproject.toml", folder.Path, folder.Path, []).Problems.Single().ToString());
        Assert.Equal(2, Load(folder, "", "my.toml").Settings.Check.Top);
    }

    [Theory]
    [InlineData("pyproject.toml", "[project]\nrequires-python = '>=3.9,<4'", "3.9")]
    [InlineData("pyproject.toml", "[project]\nrequires-python = '~=3.10'", "3.10")]
    [InlineData("pyproject.toml", "[project]\nrequires-python = '!=3.9.0, >= 3.8.2'", "3.8")]
    [InlineData("pyproject.toml", "[project]\nrequires-python = '==3.12.*'", "3.12")]
    [InlineData("pyproject.toml", "[project]\nrequires-python = '>=3'", "3.0")]
    [InlineData("pyproject.toml", "[project]\nrequires-python = '<4'", null)]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\npython = '^3.11'", "3.11")]
    [InlineData("setup.cfg", "[metadata]\nname = x\n[options]\npython_requires = >=3.7\n", "3.7")]
    [InlineData("setup.cfg", "[other]\npython_requires = >=3.7\n", null)]
    public void The_target_version_comes_from_the_project(string file, string text, string? expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, text);
        Directory.CreateDirectory(folder[".git"]);
        Assert.Equal(expected, Load(folder).Settings.Target.Python?.ToString());
    }
}
