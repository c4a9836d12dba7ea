using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Lever.Tests.Serving;

/// <summary>What the tools of the server answer, by the protocol's own client.</summary>
public sealed class McpToolTests
{
    private const string Dedupe = "feedserver/dedupe.py:25";

    private static readonly string[] tools = ["apply", "doctor", "estimate", "explain", "finding", "keep_answer", "profile_add", "profile_query", "proof", "prove", "review"];

    private static TemporaryFolder FeedServer()
    {
        var folder = new TemporaryFolder();
        var from = Path.Combine(RepositoryFiles.Root, "examples", "feedserver");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            if (!file.Contains("__pycache__", StringComparison.Ordinal)) folder.Write(Path.GetRelativePath(from, file), File.ReadAllBytes(file));
        return folder;
    }

    [Fact]
    public async Task Tools_say_what_they_do_and_what_they_answer()
    {
        using var folder = new TemporaryFolder();
        await using var session = await McpSession.Start(folder.Path);
        var listed = await session.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(tools, listed.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        foreach (var tool in listed.Select(tool => tool.ProtocolTool))
        {
            Assert.NotNull(tool.OutputSchema);
            Assert.True(tool.Description!.Length > 60, tool.Name);
            Assert.All(tool.InputSchema.GetProperty("properties").EnumerateObject(), argument => Assert.True(argument.Value.TryGetProperty("description", out _), $"{tool.Name}.{argument.Name}"));
            Assert.Equal(tool.Name is not ("apply" or "keep_answer" or "prove" or "profile_add"), tool.Annotations!.ReadOnlyHint);
            Assert.Equal(tool.Name is "apply" or "keep_answer", tool.Annotations.DestructiveHint);
            Assert.Equal(tool.Name is not ("apply" or "keep_answer"), tool.Annotations.IdempotentHint);
            Assert.False(tool.Annotations.OpenWorldHint);
        }
    }

    [Fact]
    public async Task A_review_is_paged_and_every_page_is_short()
    {
        using var folder = FeedServer();
        await using var session = await McpSession.Start(folder.Path);
        await session.Call("profile_add", new { path = "profiles/cpu.pstats" });
        var page = await session.Call("review");
        var ranks = new List<int>();
        var whole = page;
        while (true)
        {
            Assert.True(page.GetRawText().Length <= 7000, $"a page of {page.GetRawText().Length} characters");
            ranks.AddRange(page.GetProperty("issues").EnumerateArray().Select(issue => issue.GetProperty("rank").GetInt32()));
            Assert.NotEmpty(page.GetProperty("must_not_say").EnumerateArray());
            if (page.GetProperty("next_cursor").GetString() is not { } cursor) break;
            page = await session.Call("review", new { cursor });
        }
        Assert.Equal(0, page.GetProperty("issues_left_out").GetInt32());
        Assert.Equal(Enumerable.Range(1, ranks.Count), ranks);
        Assert.True(ranks.Count > 8);
        Assert.Equal("profiled", whole.GetProperty("issues")[0].GetProperty("grade").GetString());
        var run = JsonDocument.Parse(await session.Read(whole.GetProperty("run").GetString()!)).RootElement;
        Assert.Equal(ranks.Count, run.GetProperty("issues").GetArrayLength());
    }

    [Fact]
    public async Task The_question_is_asked_where_the_client_can_ask_and_its_answer_counts()
    {
        using var folder = FeedServer();
        ElicitRequestParams? asked = null;
        await using var session = await McpSession.Start(folder.Path, request =>
        {
            asked = request;
            return new ElicitResult { Action = "accept", Content = new Dictionary<string, JsonElement> { ["answer"] = JsonSerializer.SerializeToElement("100000") } };
        });
        var unasked = await session.Call("review", new { profiles = (string[])["profiles/cpu.pstats"], ask = false });
        Assert.Null(asked);
        var key = unasked.GetProperty("question").GetProperty("key").GetString()!;
        var answered = await session.Call("review", new { profiles = (string[])["profiles/cpu.pstats"] });
        Assert.Equal(unasked.GetProperty("question").GetProperty("text").GetString(), asked!.Message);
        Assert.NotEqual(key, answered.GetProperty("question").ValueKind == JsonValueKind.Null ? null : answered.GetProperty("question").GetProperty("key").GetString());
        Assert.Contains(key.Split('.')[^1], answered.GetProperty("issues")[0].GetProperty("say").GetString()!, StringComparison.Ordinal);
        Assert.NotEqual(unasked.GetProperty("issues")[0].GetProperty("say").GetString(), answered.GetProperty("issues")[0].GetProperty("say").GetString());
    }

    [Fact]
    public async Task A_client_that_cannot_ask_answers_by_an_argument()
    {
        using var folder = FeedServer();
        await using var session = await McpSession.Start(folder.Path);
        var first = await session.Call("review");
        var question = first.GetProperty("question");
        var answers = new Dictionary<string, string> { [question.GetProperty("key").GetString()!] = question.GetProperty("choices")[0].GetProperty("value").GetString()! };
        var second = await session.Call("review", new { answers });
        Assert.NotEqual(question.GetProperty("key").GetString(), second.GetProperty("question") is { ValueKind: JsonValueKind.Object } next ? next.GetProperty("key").GetString() : null);
        Assert.Contains("`key`", await session.Refusal("review", new { answers = new Dictionary<string, string> { ["goal"] = "x" } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_comes_with_its_patch_and_what_may_be_said_of_it()
    {
        using var folder = FeedServer();
        await using var session = await McpSession.Start(folder.Path);
        var finding = await session.Call("finding", new { finding = Dedupe });
        Assert.Equal("estimated", finding.GetProperty("grade").GetString());
        Assert.StartsWith("worth up to", finding.GetProperty("say").GetString()!, StringComparison.Ordinal);
        Assert.StartsWith("estimated:", finding.GetProperty("must_not_say")[0].GetString()!, StringComparison.Ordinal);
        Assert.Contains("+    seen_set = set()", finding.GetProperty("patch").GetString()!, StringComparison.Ordinal);
        var same = await session.Call("finding", new { finding = finding.GetProperty("fingerprint").GetString()![..8] });
        Assert.Equal(finding.GetRawText(), same.GetRawText());
    }

    [Fact]
    public async Task Profiles_are_asked_for_functions_neighbours_and_lines()
    {
        using var folder = FeedServer();
        folder.Write("lines.folded", "main (app.py:3);work (app.py:10) 7\nmain (app.py:3);work (app.py:12) 2\nmain (app.py:4) 1\n");
        await using var session = await McpSession.Start(folder.Path);
        var added = await session.Call("profile_add", new { path = "profiles/cpu.pstats" });
        Assert.Equal("pstats", added.GetProperty("format").GetString());
        var page = await session.Call("profile_query", new { limit = 2 });
        Assert.Equal("unique_events", page.GetProperty("rows")[0].GetProperty("name").GetString());
        Assert.Equal(added.GetProperty("functions").GetInt32(), page.GetProperty("left_out").GetInt32() + 2);
        var next = await session.Call("profile_query", new { limit = 2, cursor = page.GetProperty("next_cursor").GetString() });
        Assert.NotEqual(page.GetProperty("rows")[0].GetProperty("name").GetString(), next.GetProperty("rows")[0].GetProperty("name").GetString());
        Assert.Contains("another list", await session.Refusal("profile_query", new { order = "total", cursor = page.GetProperty("next_cursor").GetString() }), StringComparison.Ordinal);
        var callers = await session.Call("profile_query", new { view = "callers", function = "unique_events" });
        Assert.Equal("publish", callers.GetProperty("rows")[0].GetProperty("name").GetString());
        var lines = await session.Call("profile_query", new { profile = "lines.folded", view = "lines", function = "work" });
        Assert.Equal([10, 12], lines.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("line").GetInt32()));
        Assert.Equal(0.7, lines.GetProperty("rows")[0].GetProperty("share").GetDouble());
        Assert.Contains("unique_events", await session.Refusal("profile_query", new { view = "callees", function = "uniqe_events" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_benchmarks_are_taken_where_profiles_are()
    {
        using var folder = FeedServer();
        folder.Write("bench.json", """{"results": [{"command": "python a.py", "mean": 0.5, "stddev": 0.01, "median": 0.49, "times": [0.48, 0.49, 0.53]}, {"command": "python b.py", "mean": 0.2, "stddev": 0.01, "median": 0.2, "times": [0.2, 0.2, 0.2]}]}""");
        await using var session = await McpSession.Start(folder.Path);
        var added = await session.Call("profile_add", new { path = "bench.json" });
        Assert.Equal(("hyperfine", 2), (added.GetProperty("format").GetString(), added.GetProperty("benchmarks").GetInt32()));
        var page = await session.Call("profile_query", new { limit = 1 });
        Assert.Equal("benchmarks", page.GetProperty("view").GetString());
        Assert.Equal(1, page.GetProperty("left_out").GetInt32());
        var row = page.GetProperty("benchmarks")[0];
        Assert.Equal(("python a.py", 0.49, "seconds"), (row.GetProperty("name").GetString(), row.GetProperty("typical").GetDouble(), row.GetProperty("unit").GetString()));
        var next = await session.Call("profile_query", new { limit = 1, cursor = page.GetProperty("next_cursor").GetString() });
        Assert.Equal("python b.py", next.GetProperty("benchmarks")[0].GetProperty("name").GetString());
        Assert.Contains("have no callers", await session.Refusal("profile_query", new { view = "callers", function = "x" }), StringComparison.Ordinal);
        // A review takes them as it would from the command line.
        await session.Call("review");
    }

    [Fact]
    public async Task Results_outside_of_the_workspace_stay_unread_whatever_links_lead_there()
    {
        using var folder = new TemporaryFolder();
        var (description, estimates) = ("""{"full_id": "parse/1", "directory_name": "parse/1"}""", """{"mean": {"point_estimate": 5.0, "confidence_interval": {"lower_bound": 4.0, "upper_bound": 6.0, "confidence_level": 0.95}}}""");
        folder.Write("outside/criterion/parse/new/benchmark.json", description);
        folder.Write("outside/criterion/parse/new/estimates.json", estimates);
        folder.Write("work/target/keep.txt", "");
        folder.Write("work/own/criterion/parse/new/benchmark.json", description);
        File.CreateSymbolicLink(folder["work/own/criterion/parse/new/estimates.json"], folder["outside/criterion/parse/new/estimates.json"]);
        Directory.CreateSymbolicLink(folder["work/target/criterion"], folder["outside/criterion"]);
        await using var session = await McpSession.Start(folder["work"]);
        Assert.Contains("outside of the workspace", await session.Refusal("profile_add", new { path = "target/criterion" }), StringComparison.Ordinal);
        await session.Refusal("profile_add", new { path = "." });
        await session.Refusal("profile_add", new { path = "own/criterion" });
    }

    [Fact]
    public async Task The_layout_of_a_type_is_explained_within_the_workspace()
    {
        using var folder = new TemporaryFolder();
        folder.Write("work/Cargo.toml", "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        folder.Write("work/src/lib.rs", "#[repr(C)]\npub struct Record { a: u8, b: u64, c: u8 }\n");
        folder.Write("other/src/lib.rs", "pub struct Secret { a: u8 }\n");
        File.CreateSymbolicLink(folder["work/src/linked.rs"], folder["other/src/lib.rs"]);
        await using var session = await McpSession.Start(folder["work"]);
        var answer = await session.Call("explain", new { name = "layout src/lib.rs:Record" });
        Assert.Equal("feed::Record", answer.GetProperty("name").GetString());
        Assert.Contains("24 bytes", answer.GetProperty("page").GetString()!, StringComparison.Ordinal);
        Assert.Contains("no struct, enum or union `Recrd`", await session.Refusal("explain", new { name = "layout src/lib.rs:Recrd" }), StringComparison.Ordinal);
        Assert.Contains("is not PATH:TYPE", await session.Refusal("explain", new { name = "layout Record" }), StringComparison.Ordinal);
        foreach (var outside in (string[])["../other/src/lib.rs", folder["other/src/lib.rs"], "src/linked.rs"])
            Assert.Contains("outside of the workspace", await session.Refusal("explain", new { name = $"layout {outside}:Secret" }), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", await session.Refusal("explain", new { name = "layout src:Secrt" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task An_answer_is_written_down_only_with_consent(bool? agrees, bool confirm)
    {
        using var folder = FeedServer();
        folder.Write("lever.toml", "# Ours.\n[check]\ntop = 5 # enough\n");
        var asked = new List<string>();
        ElicitResult Answer(ElicitRequestParams question)
        {
            asked.Add(question.Message!);
            return new ElicitResult { Action = agrees == true ? "accept" : "decline", Content = new Dictionary<string, JsonElement> { ["answer"] = JsonSerializer.SerializeToElement(agrees == true) } };
        }
        await using var session = await McpSession.Start(folder.Path, agrees is null ? null : Answer);
        var question = (await session.Call("review", new { ask = false })).GetProperty("question");
        var (key, value) = (question.GetProperty("key").GetString()!, question.GetProperty("choices")[0].GetProperty("value").GetString()!);
        Assert.Contains("of this session", await session.Refusal("keep_answer", new { key = "size:other", value, confirm = true }), StringComparison.Ordinal);
        Assert.Contains("of this session", await session.Refusal("keep_answer", new { key, value = "7", confirm = true }), StringComparison.Ordinal);
        var isWritten = agrees ?? confirm;
        if (isWritten)
        {
            var kept = await session.Call("keep_answer", new { key, value, confirm });
            Assert.Equal(("lever.toml", "[answers]"), (kept.GetProperty("path").GetString(), kept.GetProperty("table").GetString()));
            Assert.Equal($"# Ours.\n[check]\ntop = 5 # enough\n\n[answers]\n\"{key}\" = \"{value}\"\n", File.ReadAllText(folder["lever.toml"]));
            // Another session knows it now.
            await using var later = await McpSession.Start(folder.Path);
            var next = (await later.Call("review", new { ask = false })).GetProperty("question");
            Assert.NotEqual(key, next is { ValueKind: JsonValueKind.Object } ? next.GetProperty("key").GetString() : null);
        }
        else
        {
            Assert.Contains("nothing was written", await session.Refusal("keep_answer", new { key, value, confirm }), StringComparison.Ordinal);
            Assert.Equal("# Ours.\n[check]\ntop = 5 # enough\n", File.ReadAllText(folder["lever.toml"]));
        }
        Assert.Equal(agrees is null ? 0 : 1, asked.Count);
        Assert.All(asked, message => Assert.Contains(key, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_looked_up_is_explained_or_estimated()
    {
        using var folder = FeedServer();
        await using var session = await McpSession.Start(folder.Path);
        Assert.Contains("Why it costs", (await session.Call("explain", new { name = "py-membership-in-grown-list" })).GetProperty("page").GetString()!, StringComparison.Ordinal);
        Assert.Contains("did you mean `tier`", await session.Refusal("explain", new { name = "teir" }), StringComparison.Ordinal);
        var estimate = await session.Call("estimate", new { expression = "n*db.query", sizes = (string[])["n=200"] });
        Assert.StartsWith("about ", estimate.GetProperty("say").GetString()!, StringComparison.Ordinal);
        Assert.StartsWith("estimated:", estimate.GetProperty("must_not_say").GetString()!, StringComparison.Ordinal);
        Assert.Contains("no cost row", await session.Refusal("estimate", new { expression = "n*db.quer" }), StringComparison.Ordinal);
        Assert.Contains("unique_events", (await session.Call("estimate", new { expression = "feedserver.dedupe.unique_events" })).GetProperty("text").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_and_prompts_are_there()
    {
        using var folder = FeedServer();
        await using var session = await McpSession.Start(folder.Path);
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(["costs", "proofs", "rules", "runs"], (await session.Client.ListResourcesAsync(cancellationToken: token)).Select(each => each.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["cost", "proof", "rule", "run"], (await session.Client.ListResourceTemplatesAsync(cancellationToken: token)).Select(each => each.Name).Order(StringComparer.Ordinal));
        Assert.Contains("py-membership-in-grown-list", await session.Read("lever://rules"), StringComparison.Ordinal);
        Assert.Contains("Why it costs", await session.Read("lever://rules/py-membership-in-grown-list"), StringComparison.Ordinal);
        Assert.Contains("py.call", await session.Read("lever://costs"), StringComparison.Ordinal);
        Assert.StartsWith("py.call: ", await session.Read("lever://costs/py.call"), StringComparison.Ordinal);
        Assert.Contains("\"proofs\":[]", await session.Read("lever://proofs"), StringComparison.Ordinal);
        Assert.Equal(["flat_profile", "measurement_plan", "review"], (await session.Client.ListPromptsAsync(cancellationToken: token)).Select(each => each.Name).Order(StringComparer.Ordinal));
        var prompt = await session.Client.GetPromptAsync("flat_profile", new Dictionary<string, object?> { ["profile"] = "cpu\u001b[2J.pstats" }, cancellationToken: token);
        Assert.DoesNotContain('\u001b', ((TextContentBlock)prompt.Messages[0].Content).Text);
    }
}
