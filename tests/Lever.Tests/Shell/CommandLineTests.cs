using System.Text.Json;
using Lever.Review.Findings;
using Lever.Workspace;
using static Lever.Tests.Shell.CommandRun;

namespace Lever.Tests.Shell;

public class CommandLineTests
{
    private const string Slow = """
        def unique(items):
            seen = []
            for item in items:
                if item in seen:
                    continue
                seen.append(item)
            return seen
        """;

    private const string Rule = "py-membership-in-grown-list";

    private static TemporaryFolder Project()
    {
        var folder = new TemporaryFolder();
        folder.Write("pkg/__init__.py");
        folder.Write("pkg/slow.py", Slow + "\n");
        folder.Write("pkg/fine.py", "x = 1\n");
        return folder;
    }

    private static string[] Findings(CommandRun run) =>
        [.. run.Json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("path")}:{finding.GetProperty("start").GetProperty("line")}")];

    [Fact]
    public void The_version_is_one_line()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new CommandRun(0, "lever 0.1.0\n", ""), Of(folder, "--version"));
    }

    public static TheoryData<string> Pages() => ["", "check", "review", "explain", "rules", "estimate", "tree", "profile", "profile show", "serve"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_page_of_help_teaches(string command)
    {
        using var folder = new TemporaryFolder();
        var run = Of(folder, new Setting { Review = _ => throw new NotSupportedException() }, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Contains("Usage: lever", run.Output);
        Assert.Contains("Examples:", run.Output);
        Assert.Contains("--config FILE", run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 112, line));
    }

    [Theory]
    [InlineData("lever: unknown command `chekc`; did you mean `check`?", "chekc")]
    [InlineData("lever serve: say what to speak: --lsp or --mcp", "serve")]
    [InlineData("lever: unknown command `review`; choose from check, merge, explain, rules, estimate, prove, apply, replay, calibrate, doctor, profile, init, serve, tree, completions", "review")]
    [InlineData("lever check: unknown option `--selct`; did you mean `--select`?", "check", "--selct", "x")]
    [InlineData("lever check: unknown option `--selct`; did you mean `--select`?", "check", "--selct=x")]
    [InlineData("lever check: unknown option `-x`; put `--` before names that start with a hyphen", "check", "-x")]
    [InlineData("lever check: --jobs: `0` is not a whole number of at least 1", "check", "--jobs", "0")]
    [InlineData("lever check: --format: `xml` is not one of terminal, json, sarif, github, gitlab, rdjson, junit, markdown", "check", "--format", "xml")]
    [InlineData("lever check: --fail-on: `always` is not one of never, pattern, estimated, profiled, proven, proven-isolated, proven-workload, confirmed", "check", "--fail-on", "always")]
    [InlineData("lever check: --shard: `5/4` is no part; write `1/4` for the first of four", "check", "--shard", "5/4")]
    [InlineData("lever check: --unsafe-fixes needs --fix", "check", "--unsafe-fixes")]
    [InlineData("lever tree: FILE is missing", "tree")]
    [InlineData("lever explain: NAME is missing", "explain")]
    [InlineData("lever profile: unknown command `shwo`; did you mean `show`?", "profile", "shwo")]
    [InlineData("lever: ./gone: no such file or folder", "check", "./gone")]
    [InlineData("lever: -x.py: no such file or folder", "check", "--", "-x.py")]
    [InlineData("lever: no rule is called `py-membership-in-grown-lists`; did you mean `py-membership-in-grown-list`?", "check", "--select", "py-membership-in-grown-lists")]
    public void A_wrong_command_line_is_said_on_the_error_output(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = Of(folder, arguments);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Errors.Split('\n'));
    }

    [Fact]
    public void Commands_alone_show_their_page_on_the_error_output()
    {
        using var folder = new TemporaryFolder();
        foreach (var arguments in new string[][] { [], ["profile"] })
        {
            var run = Of(folder, arguments);
            Assert.Equal((2, ""), (run.Code, run.Output));
            Assert.Contains("Commands:", run.Errors);
        }
    }

    [Fact]
    public void Check_finds_and_does_not_fail_unless_asked()
    {
        using var folder = Project();
        var run = Of(folder, "check", "--format", "json");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal("lever.check/1", run.Json.GetProperty("schema").GetString());
        Assert.Equal(3, run.Json.GetProperty("files").GetProperty("read").GetInt32());
        Assert.Equal(["pkg/slow.py:4"], Findings(run));
        Assert.Equal(1, Of(folder, "check", "--fail-on", "pattern").Code);
        Assert.Equal(0, Of(folder, "check", "--fail-on", "proven").Code);
        Assert.Equal(0, Of(folder, "check", "pkg/fine.py", "--fail-on", "pattern").Code);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_on_any_number_of_threads()
    {
        using var folder = Project();
        for (var at = 0; at < 40; at++) folder.Write($"pkg/m{at}.py", Slow);
        var one = Of(folder, "check", "--jobs", "1");
        Assert.Equal(one, Of(folder, "check", "--jobs", "7"));
    }

    [Fact]
    public void Selection_comes_from_options_over_the_configuration()
    {
        using var folder = Project();
        folder.Write("lever.toml", "[check]\nignore = ['py-*']\nfail-on = 'pattern'\n");
        Assert.Equal(0, Of(folder, "check").Code);
        folder.Write("lever.toml", "[check]\nfail-on = 'pattern'\n");
        Assert.Equal(1, Of(folder, "check").Code);
        Assert.Empty(Findings(Of(folder, "check", "--format", "json", "--ignore", $"{Rule},{Rule}")));
        Assert.Single(Findings(Of(folder, "check", "--format", "json", "--select", "py-membership-*")));
        folder.Write("lever.toml", "[check]\nper-file-ignores = { 'pkg/s*' = ['*'] }\n");
        Assert.Empty(Findings(Of(folder, "check", "--format", "json")));
    }

    [Fact]
    public void A_wrong_configuration_stops_everything()
    {
        using var folder = Project();
        folder.Write("lever.toml", "[chek]\n[costs]\n'db.query' = { cost = '1.2 parsecs', source = 'me' }\n");
        var run = Of(folder, "check");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("lever: lever.toml:1: unknown key `chek`; did you mean `check`?", run.Errors);
        Assert.Contains("lever: lever.toml:3: `db.query` in [costs]: ", run.Errors);
    }

    [Fact]
    public void Only_changed_lines_count_with_diff()
    {
        using var folder = Project();
        folder.Git("", "init", "-q");
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "first");
        Assert.Empty(Findings(Of(folder, "check", "--format", "json", "--diff", "HEAD")));
        File.AppendAllText(folder["pkg/slow.py"], "\n\n" + Slow.Replace("unique", "again") + "\n");
        Assert.Equal(["pkg/slow.py:13"], Findings(Of(folder, "check", "--format", "json", "--diff", "HEAD")));
        Assert.Equal(2, Of(folder, "check", "--diff", "nonsense").Code);
    }

    [Fact]
    public void A_change_is_told_in_the_unchanged_file_that_feels_it()
    {
        using var folder = Project();
        folder.Write("pkg/client.py", "import requests\n\n\ndef fetch(url):\n    return url\n");
        folder.Write("pkg/views.py", "from pkg.client import fetch\n\n\nasync def show(request):\n    return fetch(request.url)\n");
        folder.Write("pkg/other.py", "import time\n\n\ndef rest():\n    time.sleep(1)\n\n\nasync def nap():\n    rest()\n");
        folder.Git("", "init", "-q");
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "first");
        folder.Write("pkg/client.py", "import requests\n\n\ndef fetch(url):\n    return requests.get(url)\n");
        Assert.Equal(["pkg/views.py:5"], Findings(Of(folder, "check", "--format", "json", "--diff", "HEAD")));
    }

    [Fact]
    public void Fixing_writes_the_file_and_leaves_nothing_to_find()
    {
        using var folder = Project();
        var run = Of(folder, "check", "--fix", "--unsafe-fixes", "--format", "json");
        Assert.Equal(0, run.Code);
        Assert.Empty(Findings(run));
        Assert.Contains("pkg/slow.py: 1 fixed", run.Errors);
        Assert.Contains("set()", File.ReadAllText(folder["pkg/slow.py"]));
        var again = Of(folder, "check", "--fix", "--unsafe-fixes");
        Assert.DoesNotContain("fixed\n", again.Errors);
    }

    [Fact]
    public void Without_fix_nothing_is_written()
    {
        using var folder = Project();
        Of(folder, "check");
        Assert.Equal(Slow + "\n", File.ReadAllText(folder["pkg/slow.py"]));
    }

    [Fact]
    public void An_interruption_keeps_what_is_finished_and_marks_it()
    {
        using var folder = Project();
        var run = Of(folder, new Setting { IsInterrupted = true }, "check", "--format", "json");
        Assert.Equal(130, run.Code);
        Assert.True(run.Json.GetProperty("stopped_early").GetBoolean());
    }

    [Fact]
    public void Trouble_with_a_file_does_not_keep_others_from_being_read()
    {
        using var folder = Project();
        folder.Write("pkg/bad.py", "def f(:\n");
        folder.Write("pkg/data.py", [0, 1, 2, 0]);
        File.CreateSymbolicLink(folder["pkg/gone.py"], folder["nowhere.py"]);
        var run = Of(folder, "check", "--format", "json");
        Assert.Equal(0, run.Code);
        Assert.Equal(["pkg/slow.py:4"], Findings(run));
        Assert.Equal(2, run.Json.GetProperty("files").GetProperty("skipped").GetInt32());
        Assert.Equal(["pkg/bad.py", "pkg/gone.py"], run.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("path").GetString()).Distinct());
    }

    [Fact]
    public void Notebooks_are_told_by_cell()
    {
        using var folder = new TemporaryFolder();
        var cells = new[] { "# a title", "import os\nitems = os.listdir()", Slow };
        folder.Write("n.ipynb", JsonSerializer.Serialize(new
        {
            nbformat = 4, nbformat_minor = 5, metadata = new { },
            cells = cells.Select((text, at) => new { cell_type = at == 0 ? "markdown" : "code", metadata = new { }, source = text }),
        }));
        var finding = Of(folder, "check", "--all", "--format", "json").Json.GetProperty("findings").EnumerateArray().Single();
        Assert.Equal((3, 4), (finding.GetProperty("cell").GetInt32(), finding.GetProperty("start").GetProperty("line").GetInt32()));
        Assert.Equal(0, Of(folder, "check", "--all", "--fix", "--unsafe-fixes").Code);
        Assert.Contains("set()", File.ReadAllText(folder["n.ipynb"]));
        Assert.Empty(Findings(Of(folder, "check", "--all", "--format", "json")));
    }

    [Theory]
    [InlineData(false, "", "auto", false)]
    [InlineData(true, "", "auto", true)]
    [InlineData(true, "NO_COLOR=1", "auto", false)]
    [InlineData(true, "NO_COLOR=1", "always", true)]
    [InlineData(false, "CLICOLOR_FORCE=1", "auto", true)]
    [InlineData(false, "CLICOLOR_FORCE=0", "auto", false)]
    [InlineData(true, "CLICOLOR_FORCE=1", "never", false)]
    [InlineData(true, "TERM=dumb", "auto", false)]
    [InlineData(false, "", "always", true)]
    public void Colours_follow_option_environment_and_terminal(bool isTerminal, string variable, string color, bool expected)
    {
        using var folder = Project();
        var variables = variable == "" ? [] : new Dictionary<string, string> { [variable.Split('=')[0]] = variable.Split('=')[1] };
        var run = Of(folder, new Setting { IsTerminal = isTerminal, Variables = variables }, "check", "--color", color);
        Assert.Equal(expected, run.Output.Contains("\e[", StringComparison.Ordinal));
        Assert.Equal(isTerminal && expected, run.Output.Contains("\e]8;;file://", StringComparison.Ordinal));
    }

    [Fact]
    public void Review_is_offered_where_there_is_one_and_gets_what_the_options_say()
    {
        using var folder = Project();
        folder.Write("p.folded", "main;work 10\n");
        ReviewJob? job = null;
        var setting = new Setting
        {
            Review = asked =>
            {
                job = asked;
                return new ReviewResult
                {
                    Goal = new ReviewGoal(GoalMetric.Memory, "64MB", AmountUnit.Bytes, "an option"), Files = new FileCounts(3, 0, 10),
                    Hypothesis = new Hypothesis("nothing is known", [], Flat: false), Say = new Claims([], []),
                };
            },
        };
        var run = Of(folder, setting, "review", "pkg", "--profile", "p.folded", "--goal", "memory=64MB", "--top", "3", "--seed", "7", "--format", "json");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal("lever.review/1", run.Json.GetProperty("schema").GetString());
        Assert.Equal(3, job!.Files.Count);
        Assert.Equal([folder["p.folded"]], job.Profiles);
        Assert.Equal((GoalMetric.Memory, 64e6, 3, 7UL), (job.Settings.Goal!.Metric, job.Settings.Goal.Target, job.Settings.Check.Top, job.Seed));
        Assert.Equal(2, Of(folder, setting, "review", "--goal", "memory=64ms").Code);
        Assert.Equal(2, Of(folder, setting, "review", "--profile", "gone.folded").Code);
    }

    [Fact]
    public void Trees_are_printed_and_counted()
    {
        using var folder = Project();
        Assert.StartsWith("Module 1:1-", Of(folder, "tree", "pkg/fine.py").Output);
        var lines = Of(folder, "tree", "--counts", ".").Output.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("""{"path":"pkg/fine.py","kinds":{"Assign":1,"Constant":1,"Module":1,"Name":1},"problems":0}""", lines[1]);
    }

    [Theory]
    [InlineData("terminal", Rule)]
    [InlineData("markdown", "| `" + Rule + "` | algorithm |")]
    [InlineData("json", "\"name\":\"" + Rule + "\"")]
    public void Rules_are_listed(string format, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(expected, Of(folder, "rules", "--format", format).Output);
    }

    [Theory]
    [InlineData(Rule, "Why it costs")]
    [InlineData("tier", "when a rule's findings are shown")]
    [InlineData("py.list.compare", "source:")]
    public void Names_are_explained(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = Of(folder, "explain", name);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Contains(expected, run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new CommandRun(2, "", "lever explain: no rule, term, cost row or topic is called `teir`; did you mean `tier`?\n"), Of(folder, "explain", "teir"));
    }

    [Fact]
    public void Estimates_use_the_users_rows_and_sizes()
    {
        using var folder = Project();
        folder.Write("lever.toml", "[costs]\n'db.query' = { cost = '2ms', source = 'my dashboard' }\n[sizes]\nrows = '50'\n");
        var run = Of(folder, "estimate", "rows*db.query + n*1us", "-n", "n=1000");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.StartsWith("about 100 ms", run.Output);
        Assert.Contains("my dashboard", run.Output);
        Assert.Contains("lever.toml [sizes]", run.Output);
        Assert.Equal(2, Of(folder, "estimate", "3 +").Code);
        Assert.Equal(2, Of(folder, "estimate", "3", "-n", "x").Code);
        Assert.Contains("py-membership", Of(folder, "estimate", "pkg.slow.unique").Output);
        Assert.Contains("py-membership", Of(folder, "estimate", "pkg/slow.py:unique").Output);
        Assert.Contains("10,000", Of(folder, "estimate", "batch-10k").Output);
    }

    [Fact]
    public void Profiles_are_shown()
    {
        using var folder = new TemporaryFolder();
        folder.Write("p.folded", "main;work;inner 60\nmain;work 30\nmain 10\n");
        Assert.Contains("inner", Of(folder, "profile", "show", "p.folded").Output);
        Assert.Contains("main", Of(folder, "profile", "show", "p.folded", "--callers", "work").Output);
        Assert.Contains("inner", Of(folder, "profile", "show", "p.folded", "--callees", "work").Output);
        Assert.Equal(2, Of(folder, "profile", "show", "p.folded", "--callers", "wrk").Code);
        Assert.Equal(2, Of(folder, "profile", "show", "gone").Code);
    }

    [Fact]
    public void Nothing_to_read_is_said()
    {
        using var folder = new TemporaryFolder();
        var run = Of(folder, "check");
        Assert.Equal(0, run.Code);
        Assert.Equal("lever: no Python or Rust files in .\n", run.Errors);
        Assert.Equal("", Of(folder, "check", "--quiet").Errors);
    }

    [Theory]
    [InlineData("a/b,a/c", "a")]
    [InlineData("a/b", "a/b")]
    [InlineData("a/b/x.py,a/b", "a/b")]
    [InlineData("a/b,ab", "")]
    [InlineData(".", "")]
    public void The_configuration_is_looked_for_where_all_paths_are(string paths, string expected)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a/b/x.py", "a/c/x.py", "ab/x.py" }) folder.Write(name);
        Assert.Equal(Path.TrimEndingDirectorySeparator(folder[expected]), ReviewJob.CommonFolder(paths.Split(','), folder.Path));
    }
}
