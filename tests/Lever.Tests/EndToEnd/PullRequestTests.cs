using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lever.Tests.EndToEnd;

/// <summary>What runs in other people's pipelines, run as it stands: the steps of the Action, the job of GitLab's template, the hook of pre-commit.</summary>
public partial class PullRequestTests
{
    private static readonly string modules = Path.Combine(RepositoryFiles.Root, "tests", "node_modules");

    [Fact]
    public void The_action_fits_its_schema_and_a_broken_one_would_not()
    {
        Assert.Equal(0, Validate(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "action.yml"))));
        Assert.NotEqual(0, Validate(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "action.yml")).Replace("using: composite", "uses: composite", StringComparison.Ordinal)));

        static int Validate(string text)
        {
            using var folder = new TemporaryFolder();
            folder.Write("action.yml", text);
            return External.Run("node", folder.Path, [Module("@action-validator/cli/cli.mjs"), "action.yml"]).Code;
        }
    }

    [Fact]
    public void The_action_writes_one_comment_edits_it_and_fails_where_asked()
    {
        using var forge = new FakeForge();
        using var folder = Branch();
        // The comment of the run before may stand on a later page.
        forge.Comments.AddRange(Enumerable.Repeat("a person says something", 150));

        Assert.Equal(0, RunAction(folder, forge, "never").Code);
        Assert.Equal(["POST"], forge.Writes);
        Assert.StartsWith("<!-- lever -->\n### Lever: 1 new finding in what changed since `origin/main`", forge.Comments[150], StringComparison.Ordinal);
        Assert.Contains($"[`pkg/new.py:4`](https://forge.example/owner/name/blob/{Head}/pkg/new.py#L4)", forge.Comments[150], StringComparison.Ordinal);
        Assert.Equal(forge.Comments[150], File.ReadAllText(folder["temp/summary"]));

        var failing = RunAction(folder, forge, "estimated");
        Assert.Equal(1, failing.Code);
        Assert.Contains("::warning file=pkg/new.py,line=4,", failing.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("pkg/old.py", failing.Out, StringComparison.Ordinal);
        var outputs = File.ReadAllLines(folder["temp/output"]).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal(1, JsonDocument.Parse(File.ReadAllText(outputs["sarif"])).RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
        Assert.Equal(1, JsonDocument.Parse(File.ReadAllText(outputs["json"])).RootElement.GetProperty("findings").GetArrayLength());
        Assert.StartsWith("<!-- lever -->", File.ReadAllText(outputs["markdown"]), StringComparison.Ordinal);

        folder.Write("pkg/new.py", "x = 1\n");
        Assert.Equal(0, RunAction(folder, forge, "estimated").Code);
        Assert.Equal(["POST", "PATCH", "PATCH"], forge.Writes);
        Assert.Contains("### Lever: no new findings", forge.Comments[150], StringComparison.Ordinal);
        Assert.Equal(151, forge.Comments.Count);
    }

    [Fact]
    public void Where_there_is_nothing_to_say_no_comment_is_written_and_one_that_may_not_be_is_no_failure()
    {
        using var forge = new FakeForge();
        using var folder = Branch();
        forge.IsReadOnly = true;
        var refused = RunAction(folder, forge, "never");
        Assert.Equal(0, refused.Code);
        Assert.Contains("::warning title=lever::no comment was written", refused.Out, StringComparison.Ordinal);
        forge.IsReadOnly = false;
        folder.Write("pkg/new.py", "x = 1\n");
        Assert.Equal(0, RunAction(folder, forge, "never").Code);
        Assert.Empty(forge.Comments);
    }

    [Fact]
    public void The_action_says_what_a_shallow_checkout_lacks()
    {
        using var forge = new FakeForge();
        using var folder = Branch();
        using var clones = new TemporaryFolder();
        clones.Git("", "clone", "-q", "--depth", "1", "file://" + folder.Path, "one");
        Directory.CreateDirectory(clones["one/temp"]);
        var step = Steps()[0];
        var run = RunStep(step, clones["one"], forge, "never");
        Assert.Equal(2, run.Code);
        Assert.Contains("`fetch-depth: 0` of actions/checkout", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_s_job_writes_one_note_edits_it_and_fails_where_asked()
    {
        using var forge = new FakeForge();
        using var folder = Branch();
        folder.Write(".gitlab-ci.yml", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "ci", "gitlab", "lever.gitlab-ci.yml")));
        folder.Git("", "add", ".gitlab-ci.yml");
        forge.Comments.AddRange(Enumerable.Repeat("a person says something", 100));
        var start = folder.Git("", "rev-parse", "origin/main").Trim();

        var first = RunJob(folder, forge, start);
        Assert.True(first.Code == 0, first.Out + first.Errors);
        Assert.Contains("json schema validated", first.Out + first.Errors, StringComparison.Ordinal);
        Assert.Equal(["POST"], forge.Writes);
        Assert.StartsWith($"<!-- lever -->\n### Lever: 1 new finding in what changed since `{start}`", forge.Comments[100], StringComparison.Ordinal);
        // The widget compares whole reports.
        var entries = JsonDocument.Parse(File.ReadAllText(folder["gl-code-quality-report.json"])).RootElement.EnumerateArray();
        Assert.Equal(["pkg/new.py", "pkg/old.py"], entries.Select(entry => entry.GetProperty("location").GetProperty("path").GetString()));

        var failing = RunJob(folder, forge, start, "LEVER_FAIL_ON=estimated");
        Assert.NotEqual(0, failing.Code);
        Assert.Equal(["POST", "PUT"], forge.Writes);
        Assert.Equal(101, forge.Comments.Count);
    }

    [Fact]
    public void GitLab_s_template_fits_its_schema_and_a_broken_one_would_not()
    {
        using var forge = new FakeForge();
        using var folder = Branch();
        folder.Write(".gitlab-ci.yml", File.ReadAllText(Path.Combine(RepositoryFiles.Root, "ci", "gitlab", "lever.gitlab-ci.yml")).Replace("codequality:", "codequalities:", StringComparison.Ordinal));
        var run = RunJob(folder, forge, "HEAD");
        Assert.NotEqual(0, run.Code);
        Assert.Contains("codequalities", run.Out + run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hook_stops_a_commit_of_slow_lines_and_lets_others_through()
    {
        const string Manifest = ".pre-commit-hooks.yaml";
        var valid = External.Run("pre-commit", RepositoryFiles.Root, ["validate-manifest", Manifest]);
        Assert.True(valid.Code == 0, valid.Out);
        using var hooks = new TemporaryFolder();
        hooks.Git("", "init", "-q");
        hooks.Write(Manifest, File.ReadAllText(Path.Combine(RepositoryFiles.Root, Manifest)));
        hooks.Git("", "add", "-A");
        hooks.Git("", "commit", "-q", "-m", "hooks");
        using var folder = new TemporaryFolder();
        folder.Git("", "init", "-q");
        folder.Write(".pre-commit-config.yaml", $"repos:\n  - repo: {hooks.Path}\n    rev: {hooks.Git("", "rev-parse", "HEAD").Trim()}\n    hooks:\n      - id: lever\n");
        folder.Write("pkg/old.py", SmallProject.Unique);
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "start");
        var environment = Environment(folder);
        environment["PRE_COMMIT_HOME"] = folder["cache"];
        Assert.Equal(0, External.Run("pre-commit", folder.Path, ["install"], environment: environment).Code);

        // A slow file that nobody commits stops nothing, and neither do old findings in lines that stay.
        folder.Write("pkg/scratch.py", SmallProject.Unique);
        folder.Write("pkg/old.py", "# A word on it.\n" + SmallProject.Unique);
        folder.Git("", "add", "pkg/old.py");
        var through = External.Run("git", folder.Path, ["commit", "-q", "-m", "a comment"], environment: environment);
        Assert.True(through.Code == 0, through.Out + through.Errors);

        folder.Write("pkg/new.py", SmallProject.Unique);
        folder.Git("", "add", "pkg/new.py");
        var stopped = External.Run("git", folder.Path, ["commit", "-q", "-m", "slow"], environment: environment);
        Assert.Equal(1, stopped.Code);
        Assert.Contains("pkg/new.py:4:", stopped.Out + stopped.Errors, StringComparison.Ordinal);
        Assert.Equal("a comment", folder.Git("", "log", "-1", "--format=%s").Trim());

        // The user's own arguments take the place of the hook's.
        var config = folder[".pre-commit-config.yaml"];
        File.AppendAllText(config, "        args: [--fail-on, proven]\n");
        folder.Git("", "add", ".pre-commit-config.yaml");
        var allowed = External.Run("git", folder.Path, ["commit", "-q", "-m", "slow"], environment: environment);
        Assert.True(allowed.Code == 0, allowed.Out + allowed.Errors);
    }

    private const string Head = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>A checkout of a branch that adds a slow file to a project with another one.</summary>
    private static TemporaryFolder Branch()
    {
        // Each is skipped with its name where it is missing.
        foreach (var program in new[] { "curl", "jq", "rsync" }) External.Run(program, RepositoryFiles.Root, ["--version"]);
        var folder = new TemporaryFolder();
        folder.Git("", "init", "-q", "-b", "main");
        folder.Git("", "remote", "add", "origin", "https://forge.example/owner/name.git");
        folder.Write(".gitignore", "temp/\n");
        folder.Write("pkg/__init__.py");
        folder.Write("pkg/old.py", SmallProject.Unique);
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "start");
        folder.Git("", "update-ref", "refs/remotes/origin/main", "HEAD");
        folder.Git("", "checkout", "-q", "-b", "mine");
        folder.Write("pkg/new.py", SmallProject.Unique);
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "mine");
        Directory.CreateDirectory(folder["temp"]);
        return folder;
    }

    /// <summary>Nothing of whoever runs the tests, and the program under test first on the path.</summary>
    private static Dictionary<string, string?> Environment(TemporaryFolder folder) => new()
    {
        ["PATH"] = Path.GetDirectoryName(LeverProgram.FullPath) + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH"),
        ["HOME"] = folder["temp"],
        ["XDG_DATA_HOME"] = "/dev/null",
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_SYSTEM"] = "/dev/null",
        ["GIT_AUTHOR_NAME"] = "Test",
        ["GIT_AUTHOR_EMAIL"] = "test@example.invalid",
        ["GIT_COMMITTER_NAME"] = "Test",
        ["GIT_COMMITTER_EMAIL"] = "test@example.invalid",
        // A proxy of the machine's is not to be asked for this machine.
        ["NO_PROXY"] = "127.0.0.1",
    };

    /// <summary>A step of the Action: its environment, whose values are expressions, and what it runs.</summary>
    private sealed record Step(string Name, IReadOnlyDictionary<string, string> Variables, string Script);

    /// <summary>The steps one after the other, until one fails, as GitHub's runner does it.</summary>
    private static Answer RunAction(TemporaryFolder folder, FakeForge forge, string failOn)
    {
        var (code, output, errors) = (0, new StringBuilder(), new StringBuilder());
        foreach (var name in new[] { "temp/summary", "temp/output" }) File.Delete(folder[name]);
        foreach (var step in Steps())
        {
            var run = RunStep(step, folder.Path, forge, failOn);
            output.Append(run.Out);
            errors.Append(run.Errors);
            if ((code = run.Code) != 0) break;
        }
        return new Answer(code, output.ToString(), errors.ToString());
    }

    private static Answer RunStep(Step step, string folder, FakeForge forge, string failOn)
    {
        using var scratch = new TemporaryFolder();
        var environment = Environment(scratch);
        environment["GITHUB_BASE_REF"] = "main";
        environment["GITHUB_SERVER_URL"] = "https://forge.example";
        environment["GITHUB_API_URL"] = forge.Address.TrimEnd('/');
        environment["GITHUB_REPOSITORY"] = "owner/name";
        environment["RUNNER_TEMP"] = Path.Combine(folder, "temp");
        environment["GITHUB_STEP_SUMMARY"] = Path.Combine(folder, "temp", "summary");
        environment["GITHUB_OUTPUT"] = Path.Combine(folder, "temp", "output");
        foreach (var (name, expression) in step.Variables)
        {
            environment[name] = expression switch
            {
                "inputs.paths" => "pkg/new.py\npkg/old.py pkg",
                "inputs.fail-on" => failOn,
                "inputs.token" => FakeForge.Token,
                "github.event.pull_request.number" => "7",
                "github.event.pull_request.head.sha || github.sha" => Head,
                _ => throw new InvalidOperationException($"no value for {expression}"),
            };
        }
        // What `shell: bash` means to the runner.
        return External.Run("bash", folder, ["--noprofile", "--norc", "-eo", "pipefail", scratch.Write("step.sh", step.Script)], environment: environment);
    }

    /// <summary>Takes the steps out of the Action's file, whose form its schema has vouched for.</summary>
    private static List<Step> Steps()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "action.yml"));
        var steps = text[text.IndexOf("  steps:\n", StringComparison.Ordinal)..].Split("    - name: ")[1..];
        var found = steps.Select(step => new Step(
            step[..step.IndexOf('\n', StringComparison.Ordinal)],
            Variable().Matches(step).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value),
            string.Concat(step[(step.IndexOf("run: |\n", StringComparison.Ordinal) + 7)..].Split('\n').TakeWhile(line => line.Length == 0 || line.StartsWith("        ", StringComparison.Ordinal)).Select(line => line.Trim().Length == 0 ? "\n" : line[8..] + "\n")))).ToList();
        Assert.Equal(["Check", "Comment", "Annotate"], found.Select(step => step.Name));
        return found;
    }

    private static Answer RunJob(TemporaryFolder folder, FakeForge forge, string start, params string[] variables)
    {
        string[] all =
        [
            "CI_API_V4_URL=" + forge.Address + "api/v4", "CI_PROJECT_ID=5", "CI_MERGE_REQUEST_IID=7", "LEVER_GITLAB_TOKEN=" + FakeForge.Token,
            "CI_MERGE_REQUEST_DIFF_BASE_SHA=" + start, .. variables,
        ];
        using var home = new TemporaryFolder();
        return External.Run("node", folder.Path, [Module("gitlab-ci-local/dist/index.js"), "lever", "--force-shell-executor", "--home", home.Path, .. all.SelectMany(variable => new[] { "--variable", variable })], environment: Environment(home));
    }

    private static string Module(string file)
    {
        var path = Path.Combine(modules, file);
        if (!File.Exists(path)) External.Lacks($"{file} is missing: run `npm ci` in the folder tests");
        return path;
    }

    [GeneratedRegex(@"^        (LEVER_\w+): \$\{\{ (.+) \}\}$", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
