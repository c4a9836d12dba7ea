using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Lever.Tests.EndToEnd;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Lever.Tests.Serving;

/// <summary>Experiments by way of the server, and fixes that rest on them.</summary>
public sealed class McpProofTests
{
    private const string Place = "feed.py:4";

    private static readonly string[] anyEnd = ["faster", "inconclusive", "host-unfit", "no-material-difference"];

    private static TemporaryFolder Project()
    {
        if (External.Run("python3", "/", ["--version"]).Code != 0) External.Lacks("this test needs python3");
        var folder = new TemporaryFolder();
        folder.Write("feed.py", SmallProject.Unique[..SmallProject.Unique.IndexOf("print", StringComparison.Ordinal)]);
        return folder;
    }

    [Fact]
    public async Task An_experiment_tells_its_progress_and_keeps_its_proof()
    {
        using var folder = Project();
        await using var session = await McpSession.Start(folder.Path);
        var told = new ConcurrentQueue<ProgressNotificationValue>();
        var proof = await session.Call("prove", new { finding = Place, budget = "4s", tests = false }, new Progress(told));
        // On a busy machine four seconds decide nothing; they must never decide wrongly.
        var verdict = proof.GetProperty("verdict").GetString();
        Assert.Contains(verdict, anyEnd);
        Assert.True(proof.GetProperty("equivalence").GetProperty("cases").GetInt32() > 10);
        Assert.NotEmpty(proof.GetProperty("say").EnumerateArray());
        Assert.NotEmpty(proof.GetProperty("must_not_say").EnumerateArray());
        Assert.Contains(told, each => each.Message == "comparing what both versions do");
        // A machine that is too busy for any timing is refused before the first block.
        if (verdict is not ("host-unfit" or "inconclusive")) Assert.Contains(told, each => each.Message!.Contains("blocks at most", StringComparison.Ordinal));
        Assert.Equal(told.Select(each => each.Progress).Order(), told.Select(each => each.Progress));
        var name = proof.GetProperty("proof").GetString()!;
        Assert.True(File.Exists(folder[$".lever/proofs/{name}"]));
        var stored = await session.Call("proof", new { name });
        Assert.Equal(proof.GetProperty("verdict").GetString(), stored.GetProperty("proofs")[0].GetProperty("verdict").GetString());
        Assert.Contains(name, await session.Read("lever://proofs"), StringComparison.Ordinal);
        Assert.Contains("\"conditions\":[{\"name\":\"interpreter\"", await session.Read($"lever://proofs/{name}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_can_be_withdrawn_while_other_questions_are_answered()
    {
        using var folder = Project();
        await using var session = await McpSession.Start(folder.Path);
        using var cancel = new CancellationTokenSource();
        var told = new ConcurrentQueue<ProgressNotificationValue>();
        var proving = session.CallUntil("prove", new { finding = Place, budget = "5m", tests = false }, new Progress(told), cancel.Token);
        while (!told.Any(each => each.Message!.Contains("blocks at most", StringComparison.Ordinal)) && !proving.IsCompleted) await Task.Delay(20, TestContext.Current.CancellationToken);
        await session.Call("explain", new { name = "tier" });
        await session.Call("review");
        Assert.False(proving.IsCompleted);
        var clock = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => proving);
        // The next experiment has its turn as soon as the withdrawn one has let go of the machine.
        await session.Refusal("prove", new { finding = "feed.py:1" });
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"the experiment went on for {clock.Elapsed}");
        Assert.Empty(Directory.GetFiles(folder[".lever/proofs"], "*.lever-proof.json"));
        Assert.Single(Directory.GetFiles(folder[".lever/proofs"], "*.journal"));
    }

    [Fact]
    public async Task No_experiment_outlives_its_client()
    {
        using var folder = Project();
        var told = new ConcurrentQueue<ProgressNotificationValue>();
        Task<JsonElement> proving;
        var clock = new Stopwatch();
        await using (var session = await McpSession.Start(folder.Path))
        {
            proving = session.Call("prove", new { finding = Place, budget = "5m", tests = false }, new Progress(told));
            while (!told.Any(each => each.Message!.Contains("blocks at most", StringComparison.Ordinal)) && !proving.IsCompleted) await Task.Delay(20, TestContext.Current.CancellationToken);
            clock.Start();
        }
        // The server's end waits for the experiment's.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"the experiment went on for {clock.Elapsed}");
        await Assert.ThrowsAnyAsync<Exception>(() => proving);
        Assert.Single(Directory.GetFiles(folder[".lever/proofs"], "*.journal"));
    }

    [Fact]
    public async Task A_patch_that_changes_behaviour_is_refused_with_what_shows_it()
    {
        using var folder = Project();
        await using var session = await McpSession.Start(folder.Path);
        const string Patch = """
            --- a/feed.py
            +++ b/feed.py
            @@ -1,3 +1,3 @@
             def unique(words: list[str]) -> list[str]:
            -    seen = []
            +    seen = ["a"]
                 for word in words:

            """;
        var proof = await session.Call("prove", new { patch = Patch, tests = false, budget = "5s" });
        Assert.Equal("behaviour-changed", proof.GetProperty("verdict").GetString());
        Assert.NotEmpty(proof.GetProperty("equivalence").GetProperty("differences").EnumerateArray());
        Assert.Contains("name one thing", await session.Refusal("prove"), StringComparison.Ordinal);
        Assert.Contains("budget", await session.Refusal("prove", new { finding = Place, budget = "2h" }), StringComparison.Ordinal);
        Assert.Contains("[workloads.touch x]", await session.Refusal("prove", new { finding = Place, workload = "touch x" }), StringComparison.Ordinal);
        Assert.Contains("outside of the workspace", await session.Refusal("prove", new { finding = Place, inputs = "/etc/hosts" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_applied_without_a_proof()
    {
        using var folder = Project();
        var before = await File.ReadAllTextAsync(folder["feed.py"], TestContext.Current.CancellationToken);
        await using var session = await McpSession.Start(folder.Path, _ => new ElicitResult { Action = "accept", Content = Answer(true) });
        Assert.Contains("no proof that it is proven-isolated", await session.Refusal("apply", new { finding = Place, confirm = true }), StringComparison.Ordinal);
        PlantedProof.In(folder.Path, Place);
        Assert.Contains("no proof that it is proven-workload", await session.Refusal("apply", new { finding = Place, require = "proven-workload", confirm = true }), StringComparison.Ordinal);
        Assert.Contains("`pattern` is not one of", await session.Refusal("apply", new { finding = Place, require = "pattern", confirm = true }), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(folder["feed.py"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_user_decides_whether_a_proven_fix_is_made()
    {
        using var folder = Project();
        var before = await File.ReadAllTextAsync(folder["feed.py"], TestContext.Current.CancellationToken);
        var fingerprint = PlantedProof.In(folder.Path, Place);
        var agrees = false;
        var asked = "";
        await using var session = await McpSession.Start(folder.Path, request =>
        {
            asked = request.Message;
            return new ElicitResult { Action = "accept", Content = Answer(agrees) };
        });
        Assert.Equal("proven-isolated", (await session.Call("finding", new { finding = fingerprint })).GetProperty("grade").GetString());
        Assert.Contains("the user did not agree", await session.Refusal("apply", new { finding = fingerprint, confirm = true }), StringComparison.Ordinal);
        Assert.Contains("times faster", asked, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(folder["feed.py"], TestContext.Current.CancellationToken));
        agrees = true;
        var applied = await session.Call("apply", new { finding = fingerprint });
        Assert.Contains("times faster", applied.GetProperty("say")[0].GetString()!, StringComparison.Ordinal);
        Assert.Contains("the service, or any program", applied.GetProperty("must_not_say")[0].GetString()!, StringComparison.Ordinal);
        Assert.Contains("seen_set", await File.ReadAllTextAsync(folder["feed.py"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // The function is another one now, so its proof holds no longer.
        Assert.False((await session.Call("proof")).GetProperty("proofs")[0].GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task A_client_that_cannot_ask_has_to_say_that_the_user_agreed()
    {
        using var folder = Project();
        var fingerprint = PlantedProof.In(folder.Path, Place);
        await using var session = await McpSession.Start(folder.Path);
        Assert.Contains("`confirm`", await session.Refusal("apply", new { finding = fingerprint }), StringComparison.Ordinal);
        await session.Call("apply", new { finding = fingerprint, confirm = true });
        Assert.Contains("seen_set", await File.ReadAllTextAsync(folder["feed.py"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Dictionary<string, JsonElement> Answer(bool yes) => new() { ["answer"] = JsonSerializer.SerializeToElement(yes) };

    /// <summary>Takes reports as they come, not one day on another thread.</summary>
    private sealed class Progress(ConcurrentQueue<ProgressNotificationValue> told) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => told.Enqueue(value);
    }
}
