using System.Diagnostics;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.Tests.Shell;
using Lever.Workspace;
using NJsonSchema;

namespace Lever.Tests.Reports;

public class SarifTests
{
    private static readonly CheckResult All = Samples.Check with { Findings = [.. Samples.Check.Findings, Samples.Estimated] };
    private static readonly JsonElement Run = JsonDocument.Parse(Written.CheckSarif(All)).RootElement.GetProperty("runs")[0];

    public static TheoryData<string> Logs => ["all", "none", "stopped", "hostile"];

    [Theory]
    [MemberData(nameof(Logs))]
    public async Task The_schema_accepts_every_log(string name)
    {
        var schema = await JsonSchema.FromFileAsync(Tool("sarif-2.1.0.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(Log(name)));
    }

    /// <summary>The schema alone is not enough: GitHub refuses logs that it accepts.</summary>
    [Theory]
    [MemberData(nameof(Logs))]
    public void GitHub_s_rules_find_no_error(string name) => Assert.Empty(Violations(Log(name)));

    [Fact]
    public void A_log_that_GitHub_refuses_is_noticed()
    {
        var broken = Log("all").Replace("\"message\":{\"text\"", "\"message\":{\"id\"", StringComparison.Ordinal);
        Assert.Contains("GH1015", Violations(broken));
    }

    [Fact]
    public void The_log_reads_as_committed() => Snap.Match("check.sarif", JsonContractTests.Indented(JsonDocument.Parse(Log("all")).RootElement));

    [Fact]
    public void Severity_follows_the_grade()
    {
        var levels = Run.GetProperty("results").EnumerateArray()
            .ToLookup(result => result.GetProperty("properties").GetProperty("grade").GetString(), result => result.GetProperty("level").GetString());
        Assert.All(levels["pattern"], level => Assert.Equal("note", level));
        Assert.All(levels["estimated"].Concat(levels["profiled"]), level => Assert.Equal("warning", level));
        Assert.All(levels["proven-isolated"], level => Assert.Equal("error", level));
    }

    [Fact]
    public void Ranks_order_results_as_a_review_does()
    {
        using var folder = new TemporaryFolder();
        var from = Path.Combine(RepositoryFiles.Root, "examples", "feedserver", "feedserver");
        foreach (var file in Directory.EnumerateFiles(from, "*.py")) folder.Write(Path.GetFileName(file), File.ReadAllBytes(file));
        foreach (var goal in (string[])["latency", "memory"])
        {
            folder.Write("lever.toml", $"[goal]\nmetric = \"{goal}\"\n");
            var log = JsonDocument.Parse(CommandRun.Of(folder, "check", "--format", "sarif").Output).RootElement.GetProperty("runs")[0].GetProperty("results");
            var ranks = log.EnumerateArray().ToDictionary(result => result.GetProperty("partialFingerprints").GetProperty("leverFingerprint/v1").GetString()!, result => result.GetProperty("rank").GetDouble());
            var issues = JsonDocument.Parse(CommandRun.Of(folder, new CommandRun.Setting { Review = Reviewing.Run }, "review", "--format", "json", "--top", "50").Output).RootElement.GetProperty("issues");
            var ordered = issues.EnumerateArray().Select(issue => ranks[issue.GetProperty("fingerprint").GetString()!]).ToList();
            Assert.Equal(ordered.OrderDescending(), ordered);
            Assert.True(ordered[0] - ordered[^1] > 10);
            Assert.All(ranks.Values, rank => Assert.InRange(rank, 0, 100));
        }
    }

    [Fact]
    public void A_rule_s_index_leads_to_it()
    {
        var rules = Run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (var result in Run.GetProperty("results").EnumerateArray())
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
    }

    [Fact]
    public void No_rule_is_about_security() => Assert.DoesNotContain("security", Log("all"), StringComparison.Ordinal);

    private static string Log(string name) => Written.CheckSarif(name switch
    {
        "all" => All,
        "none" => new CheckResult { Files = default, Findings = [] },
        "stopped" => All with { StoppedEarly = true },
        _ => new CheckResult { Files = default, Findings = [Samples.Hostile] },
    });

    /// <summary>Names of the rules that the log breaks, by the multitool's report: its exit code is 0 whatever it finds.</summary>
    private static List<string> Violations(string text)
    {
        var folder = Directory.CreateTempSubdirectory("lever-sarif-");
        try
        {
            var log = Path.Combine(folder.FullName, "log.sarif");
            var report = Path.Combine(folder.FullName, "report.sarif");
            File.WriteAllText(log, text);
            string[] arguments = ["validate", log, "--rule-kind", "Sarif;Gh", "--level", "Error;Warning", "--output", report];
            using (var tool = Process.Start(new ProcessStartInfo(Tool("Sarif.Multitool"), arguments) { RedirectStandardOutput = true })!)
            {
                tool.StandardOutput.ReadToEnd();
                tool.WaitForExit();
            }
            var run = JsonDocument.Parse(File.ReadAllText(report)).RootElement.GetProperty("runs")[0];
            if (!run.TryGetProperty("results", out var results)) return [];
            return [.. results.EnumerateArray().Select(result => result.GetProperty("ruleId").GetString()!)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Tool(string file)
    {
        var path = Path.Combine(RepositoryFiles.Root, "tests", "node_modules", "@microsoft", "sarif-multitool-linux", file);
        if (!File.Exists(path)) External.Lacks($"{file} is missing: run `npm ci` in the folder tests");
        return path;
    }
}
