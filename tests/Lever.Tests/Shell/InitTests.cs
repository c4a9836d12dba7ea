using System.Text.RegularExpressions;
using Lever.Commands;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Serving.Mcp;
using Lever.Setup;
using Lever.Workspace;

namespace Lever.Tests.Shell;

public sealed partial class InitTests
{
    private static readonly string skill = $"{AgentSkill.UsualFolder}/{AgentSkill.Name}/{AgentSkill.FileName}";

    [Fact]
    public void Settings_are_written_for_what_lies_there_and_our_own_reader_takes_them()
    {
        using var folder = Project();
        var run = CommandRun.Of(folder, "init");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal("""
            wrote lever.toml
              Python     4 files, for 3.9 and later
              Rust       1 file
              tests      1 file
              benchmarks bench/load.py
              profiles   out/cpu.pstats
            next: lever review --profile out/cpu.pstats

            """, run.Output);
        var text = File.ReadAllText(folder["lever.toml"]);
        Assert.Contains("# python = \"3.9\"", text, StringComparison.Ordinal);
        Assert.Contains("# [workloads.load]\n# run = \"python bench/load.py\"", text, StringComparison.Ordinal);
        Assert.Empty(Problems(folder));
        // What is shown behind a `#` must be right too.
        File.WriteAllText(folder["lever.toml"], CommentedSetting().Replace(text, "$1"));
        Assert.Empty(Problems(folder));
        Assert.Equal("python bench/load.py", Configuration.Load(null, folder.Path, folder.Path, []).Configuration.Settings.Workloads["load"].Run);
    }

    [Theory]
    [InlineData("lever.toml", "[goal]\nmetric = \"memory\"\n")]
    [InlineData("pyproject.toml", "[project]\nrequires-python = \">=3.9\"\n[tool.lever.goal]\nmetric = \"memory\"\n")]
    public void What_configures_Lever_already_stays_as_it_is(string name, string text)
    {
        using var folder = Project();
        folder.Write(name, text);
        var run = CommandRun.Of(folder, "init");
        Assert.Equal(0, run.Code);
        Assert.StartsWith($"{name} configures Lever already and stays as it is\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(folder[name]));
        Assert.Equal(name == "lever.toml", File.Exists(folder["lever.toml"]));
    }

    [Fact]
    public void A_skill_is_written_once_and_never_over_another()
    {
        using var folder = Project();
        Assert.EndsWith($"wrote {skill}\n", CommandRun.Of(folder, "init", "--skill").Output, StringComparison.Ordinal);
        Assert.EndsWith($"{skill} is there already\n", CommandRun.Of(folder, "init", "--skill").Output, StringComparison.Ordinal);
        File.WriteAllText(folder[skill], "mine\n");
        var refused = CommandRun.Of(folder, "init", "--skill");
        Assert.Equal(2, refused.Code);
        Assert.Contains("another text is there", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("mine\n", File.ReadAllText(folder[skill]));
        Assert.EndsWith("wrote skills/lever/SKILL.md\n", CommandRun.Of(folder, "init", "--skill", "skills").Output, StringComparison.Ordinal);
    }

    /// <summary>The rules of agentskills.io's specification, and our own.</summary>
    [Fact]
    public void The_skill_is_valid_short_and_names_only_what_wins()
    {
        var text = AgentSkill.Text();
        var parts = text.Split("---\n", 3);
        Assert.Equal("", parts[0]);
        var fields = parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(' ')).ToDictionary(line => line[..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        Assert.Empty(fields.Keys.Except(["name", "description", "license", "compatibility", "metadata", "allowed-tools"]));
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", fields["name"]);
        Assert.InRange(fields["name"].Length, 1, 64);
        Assert.Equal(fields["name"], Path.GetFileName(Path.GetDirectoryName(skill)));
        Assert.InRange(fields["description"].Length, 1, 1024);
        Assert.InRange(fields["compatibility"].Length, 1, 500);
        // In YAML a plain value holds neither `: ` nor ` #`.
        Assert.All(fields.Values, value => Assert.DoesNotMatch(": | #", value));
        Assert.DoesNotContain('<', fields["description"]);
        Assert.True(text.Split('\n').Length < 250);

        var named = RuleName().Matches(text).Select(match => match.Value).Distinct().ToList();
        Assert.True(named.Count >= 30);
        foreach (var name in named)
        {
            Assert.NotNull(RuleCatalog.Find(name));
            Assert.NotNull(RuleExperiments.Find(name));
            var rows = MeasuredEffects.Of(name);
            Assert.All(rows.Where(row => row.Size == rows.Max(other => other.Size)), row => Assert.True(row.Wins, row.ToLine()));
        }
        foreach (var grade in Enum.GetValues<Grade>()) Assert.Contains(Wording.MustNotSay(grade)[(Words.Of(grade).Length + 2)..], text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_skill_names_commands_and_tools_that_there_are()
    {
        using var folder = new TemporaryFolder();
        var help = CommandRun.Of(folder, new CommandRun.Setting { Review = Reviewing.Run }, "--help").Output;
        foreach (Match command in LeverCommand().Matches(AgentSkill.Text())) Assert.Contains($"\n  {command.Groups[1].Value} ", help, StringComparison.Ordinal);
        using var host = Serving.ServedHost.In(folder.Path);
        using var session = new Session(host, new WorkspaceFolder(folder.Path));
        var tools = LeverServer.ToolsOf(session, TextWriter.Null).Select(tool => tool.ProtocolTool.Name).ToHashSet();
        var rows = AgentSkill.Text().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(line => line.Split('|')[^2]).ToList();
        foreach (Match tool in rows.SelectMany(cell => Quoted().Matches(cell))) Assert.Contains(tool.Groups[1].Value, tools);
        Assert.Equal(9, rows.Count);
    }

    private static TemporaryFolder Project()
    {
        var folder = new TemporaryFolder();
        folder.Write("pyproject.toml", "[project]\nrequires-python = \">=3.9\"\n");
        folder.Write("app.py", "x = 1\n");
        folder.Write("tests/test_app.py", "x = 1\n");
        folder.Write("bench/load.py", "x = 1\n");
        folder.Write("bench/report.ipynb", "{\"cells\": [], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}");
        folder.Write("core/src/bench/env.rs", "fn f() {}\n");
        folder.Write("out/cpu.pstats", "");
        return folder;
    }

    private static IReadOnlyList<ConfigurationProblem> Problems(TemporaryFolder folder) =>
        Configuration.Load(null, folder.Path, folder.Path, [.. RuleCatalog.All.Select(rule => rule.Name)]).Problems;

    [GeneratedRegex("""^# (\[[\w.]+\]|[\w".-]+ = .*)$""", RegexOptions.Multiline)]
    private static partial Regex CommentedSetting();

    [GeneratedRegex(@"\b(py|rs|px)-[a-z0-9-]+")]
    private static partial Regex RuleName();

    [GeneratedRegex("`lever ([a-z]+)")]
    private static partial Regex LeverCommand();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Quoted();
}
