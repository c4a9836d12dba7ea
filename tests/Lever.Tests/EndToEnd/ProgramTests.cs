using System.Text.Json;
using static Lever.Tests.EndToEnd.LeverProgram;

namespace Lever.Tests.EndToEnd;

/// <summary>What must hold of the real program on the examples, whatever rules there are.</summary>
public class ProgramTests
{
    private static readonly string Service = Path.Combine(RepositoryFiles.Root, "examples", "feedserver");

    [Fact]
    public void Each_format_of_check_holds_the_same_findings()
    {
        var json = Json("check", "--format", "json").GetProperty("findings").EnumerateArray().ToList();
        Assert.Contains(json, finding => finding.GetProperty("rule").GetString() == SmallProject.Rule && finding.GetProperty("path").GetString() == "feedserver/dedupe.py");
        var sarif = Json("check", "--format", "sarif").GetProperty("runs")[0].GetProperty("results");
        Assert.Equal(json.Count, sarif.GetArrayLength());
        var github = Run(Service, "check", "--format", "github").Out;
        Assert.Equal(json.Count, github.Split('\n').Count(line => line.StartsWith("::warning ", StringComparison.Ordinal) || line.StartsWith("::notice ", StringComparison.Ordinal)));
        Assert.Equal(json.Count, JsonDocument.Parse(Run(Service, "check", "--format", "gitlab").Out).RootElement.GetArrayLength());
        Assert.Equal(json.Count, Json("check", "--format", "rdjson").GetProperty("diagnostics").GetArrayLength());
        Assert.Equal(json.Count, Run(Service, "check", "--format", "junit").Out.Split("<testcase ").Length - 1);
        Assert.Equal(json.Count, Run(Service, "check", "--format", "markdown").Out.Split("\n| [").Length - 1);
        var terminal = Run(Service, "check").Out;
        foreach (var finding in json)
            Assert.Contains($"{finding.GetProperty("path")}:{finding.GetProperty("start").GetProperty("line")}:{finding.GetProperty("start").GetProperty("column")}: ", terminal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_turns_estimates_into_shares()
    {
        var without = Json("review", "--format", "json");
        Assert.DoesNotContain("profiled", Grades(without));
        Assert.Equal(0, without.GetProperty("evidence").GetArrayLength());
        var with = Json("review", "--profile", "profiles/cpu.pstats", "--format", "json");
        Assert.Equal("profiled", Grades(with)[0]);
        Assert.Equal(SmallProject.Rule, with.GetProperty("issues")[0].GetProperty("rule").GetString());
        Assert.True(with.GetProperty("evidence").GetArrayLength() > 0);
    }

    [Fact]
    public void A_review_answers_in_five_parts()
    {
        var review = Run(Service, "review", "--profile", "profiles/cpu.pstats").Out;
        var at = -1;
        foreach (var part in new[] { "\nHot path hypothesis\n", "\nTop issues\n", "\nPatch sketch\n", "\nTrade-offs and risks\n", "\nMeasurement plan\n" })
        {
            var next = review.IndexOf(part, StringComparison.Ordinal);
            Assert.True(next > at, $"{part.Trim()} is missing or out of order");
            at = next;
        }
    }

    /// <summary>A report that names a command answers for it.</summary>
    [Fact]
    public void Every_command_that_a_review_names_is_understood()
    {
        using var folder = CopyOfService();
        var review = Run(folder.Path, "review", "--profile", "profiles/cpu.pstats").Out;
        var commands = review.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("next  lever ", StringComparison.Ordinal)).Distinct().ToList();
        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var words = command["next  lever ".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // An experiment takes its time; that it would find its finding is seen by applying, which without a proof changes nothing.
            var isExperiment = words[0] == "prove";
            if (isExperiment) words[0] = "apply";
            var run = Run(folder.Path, words);
            Assert.True(run.Code == (isExperiment ? 4 : 0), $"{command}: {run.Code} {run.Errors}");
        }
    }

    [Fact]
    public void A_broken_profile_leaves_the_review_of_the_code()
    {
        using var folder = SmallProject.Create();
        folder.Write("no.pstats", "this is no profile\n");
        var run = Run(folder.Path, "review", "--profile", "no.pstats");
        Assert.Equal(0, run.Code);
        Assert.Contains("no.pstats:1: file: no reader knows this file", run.Out + run.Errors, StringComparison.Ordinal);
        Assert.Contains("pkg.unique.unique", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, Run(folder.Path, "review", "--profile", "gone.pstats").Code);
    }

    [Fact]
    public void The_exit_code_is_for_those_who_ask()
    {
        using var folder = SmallProject.Create();
        Assert.Equal(0, Run(folder.Path, "check").Code);
        Assert.Equal(1, Run(folder.Path, "check", "--fail-on", "estimated").Code);
        Assert.Equal(0, Run(folder.Path, "check", "--fail-on", "proven").Code);
        Assert.Equal(1, Run(folder.Path, "review", "--fail-on", "pattern").Code);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("terminal")]
    [InlineData("sarif")]
    [InlineData("gitlab")]
    [InlineData("rdjson")]
    [InlineData("junit")]
    [InlineData("markdown")]
    public void Threads_and_order_do_not_show(string format)
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Service, "feedserver"), "*.py").Select(path => Path.GetRelativePath(Service, path)).Order(StringComparer.Ordinal)];
        var one = Run(Service, ["check", "--all", "--format", format, "--jobs", "1", .. files]);
        Assert.Equal(0, one.Code);
        Assert.Equal(one, Run(Service, ["check", "--all", "--format", format, "--jobs", "2", .. files.Reverse()]));
        var shuffled = files.ToArray();
        new Random(7).Shuffle(shuffled);
        Assert.Equal(one, Run(Service, ["check", "--all", "--format", format, "--jobs", "8", .. shuffled]));
        Assert.Equal(one, Run(Service, "check", "--all", "--format", format, "feedserver"));
    }

    [Fact]
    public void Reviews_are_the_same_on_any_number_of_threads()
    {
        string[] review = ["review", "--profile", "profiles/cpu.pstats", "--jobs"];
        var one = Run(Service, [.. review, "1"]);
        Assert.Equal(one, Run(Service, [.. review, "8"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("check")]
    [InlineData("merge")]
    [InlineData("review")]
    [InlineData("explain")]
    [InlineData("rules")]
    [InlineData("estimate")]
    [InlineData("tree")]
    [InlineData("profile show")]
    public void Each_page_of_help_is_printed(string command)
    {
        var run = Run(Service, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Contains("\nUsage: lever", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void All_rules_are_listed()
    {
        var rules = Json("rules", "--format", "json").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("name").GetString());
        Assert.Equal(Lever.Review.Rules.RuleCatalog.All.Select(rule => rule.Name), rules);
    }

    private static JsonElement Json(params string[] arguments)
    {
        var run = Run(Service, arguments);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private static List<string?> Grades(JsonElement review) => [.. review.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("grade").GetString())];

    private static TemporaryFolder CopyOfService()
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Service, "*", SearchOption.AllDirectories))
            folder.Write(Path.GetRelativePath(Service, file), File.ReadAllBytes(file));
        return folder;
    }
}
