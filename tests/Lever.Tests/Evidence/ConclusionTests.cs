using System.Text;
using Lever.Profiles;
using Lever.Review.Findings;
using Lever.Review.Ranking;

namespace Lever.Tests.Evidence;

/// <summary>What profiles say of a program as a whole: each claim with its share, and none where the share is small.</summary>
public class ConclusionTests
{
    private const string Rest = "main (app.py:6);parse (app.py:11) 900\n";

    public static TheoryData<string, string, string> Claims() => new()
    {
        { "gil", "main (app.py:6);parse (app.py:11);PyGILState_Ensure;take_gil;pthread_cond_timedwait 0\nmain (app.py:6);parse (app.py:11);PyEval_RestoreThread;take_gil;__lll_unlock 100\n", "taking and giving up the GIL takes 10 % (8–12 %) of the samples, most of it for `parse` (10 %)" },
        { "locks", "main (app.py:6);app::Cache::get;std::sys::sync::mutex::futex::Mutex::lock_contended;syscall;futex_wait 100\n", "waiting for locks and taking contended ones takes 10 % of all that was recorded, waiting included, most of it for `main` (10 %)" },
        { "imports", "<module> (app.py:1);_find_and_load (<frozen importlib._bootstrap>:1176);<module> (pandas/__init__.py:1) 100\n", "importing modules takes 10 % (8–12 %) of the samples, most of it for `app.py` (10 %)" },
        { "collector", "main (app.py:6);<GC> 100\n", "garbage collection takes 10 % (8–12 %) of the samples, most of it for `main` (10 %)" },
        { "objects", "main (app.py:6);__init__ (models.py:8) 100\n", "making objects of Python takes 10 % (8–12 %) of the samples, most of it for `main` (10 %)" },
        { "copies", "main (app.py:6);app::pack;__memmove_avx_unaligned_erms 100\n", "copying memory takes 10 % (8–12 %) of the samples, most of it for `main` (10 %)" },
        { "clones", "main (app.py:6);<alloc::string::String as core::clone::Clone>::clone 100\n", "making copies of values takes 10 % (8–12 %) of the samples, most of it for `main` (10 %)" },
        { "allocation", "main (app.py:7);render (app.py:15);alloc::raw_vec::RawVec<T,A>::grow_one;realloc;_int_realloc 60\nmain (app.py:7);render (app.py:15);core::ptr::drop_in_place<T>;cfree 40\n", "allocating and freeing memory takes 10 % (8–12 %) of the samples (allocating 6 %, freeing 4 %), most of it for `render` (10 %)" },
        { "boundary", "main (app.py:6);pyo3::impl_::trampoline::trampoline;pyo3::impl_::extract_argument::extract_argument 60\nmain (app.py:6);pyo3::gil::register_decref 40\n", "crossing between Python and Rust takes 10 % (8–12 %) of the samples (conversions 6 %, reference counts 4 %), most of it for `main` (10 %)" },
        { "async-runtime", "main (app.py:6);_run_once (/usr/lib/python3.11/asyncio/base_events.py:1922) 300\n", "the async runtime itself takes 25 % of the samples, where it and all tasks together take 25 %: tasks may be too small for what it costs to run one" },
        { "blocked-loop", "main (app.py:6);_run_once (/usr/lib/python3.11/asyncio/base_events.py:1922);_run (/usr/lib/python3.11/asyncio/events.py:84);handle (app.py:19);send (requests/sessions.py:701);select (selectors.py:9) 100\n",
            "calls that block hold up the event loop for 10 % of all that was recorded, made by `handle` (10 %): no other task runs meanwhile" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void A_share_worth_a_word_is_told_with_who_has_it(string kind, string stacks, string claim)
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Rest + stacks);
        var review = Reviews.Of(folder, "p.folded");
        Assert.Contains(claim, review.Conclusions());
        var told = review.GetProperty("conclusions").EnumerateArray().Single(item => item.GetProperty("kind").GetString() == kind);
        Assert.Equal("profiled", told.GetProperty("grade").GetString());
        Assert.Equal("profile:p.folded", told.GetProperty("sources")[0].GetString());
        Assert.NotEqual("", told.GetProperty("doubt").GetString());
        Assert.Contains(review.GetProperty("must_not_say").EnumerateArray(), line => line.GetString()!.StartsWith("profiled:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_better_profile_finds_small_is_not_told_by_a_weaker_one()
    {
        using var folder = Reviews.Project();
        folder.Write("many.folded", "main (app.py:6);parse (app.py:11) 9900\nmain (app.py:6);deepcopy (copy.py:128) 100\n");
        folder.Write("few.folded", "main (app.py:6);parse (app.py:11) 60\nmain (app.py:6);deepcopy (copy.py:128) 30\nmain (app.py:6);<GC> 9\n");
        // Of collection the better profile knows nothing.
        Assert.Equal(["garbage collection takes 9 % (5–16 %) of the samples, most of it for `main` (9 %)"], Reviews.Of(folder, "few.folded", "many.folded").Conclusions());
    }

    [Fact]
    public void Small_shares_are_not_told()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", "main (app.py:6);parse (app.py:11) 99000\n" + string.Concat(Claims().Select(row => row.Data.Item2)));
        Assert.Empty(Reviews.Of(folder, "p.folded").Conclusions());
    }

    [Fact]
    public void What_waits_for_work_waits_for_no_lock()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Rest + "_worker (concurrent/futures/thread.py:81);get (queue.py:171);wait (threading.py:320) 900\n<GIL>;std::thread::park 100\n");
        Assert.Empty(Reviews.Of(folder, "p.folded").Conclusions());
    }

    [Theory]
    [InlineData("join (threading.py:1060);_wait_for_tstate_lock (threading.py:1080);_thread.lock.acquire")]
    [InlineData("get (multiprocessing/queues.py:365);__enter__ (multiprocessing/synchronize.py:95);_multiprocessing.SemLock.__enter__")]
    public void Locks_by_which_queues_and_joins_wait_are_not_contended(string stack)
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Rest + $"main (app.py:6);{stack} 900\n");
        Assert.Empty(Reviews.Of(folder, "p.folded").Conclusions());
    }

    [Fact]
    public void Those_who_wait_have_their_shares_of_all_that_waited_and_worked()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Rest + "main (app.py:6);std::sys::sync::mutex::futex::Mutex::lock_contended;syscall;futex_wait 300\nmain (app.py:6);app::Cache::get;pthread_mutex_lock 10\n");
        Assert.Contains("waiting for locks and taking contended ones takes 25 % of all that was recorded, waiting included, most of it for `main` (25 %)", Reviews.Of(folder, "p.folded").Conclusions());
    }

    [Fact]
    public void Few_samples_of_a_runtime_say_nothing_of_it()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", "main (app.py:6);parse (app.py:11) 3\ntokio::runtime::scheduler::multi_thread::worker::run 1\n");
        Assert.Empty(Reviews.Of(folder, "p.folded").Conclusions());
    }

    [Fact]
    public void A_thread_made_for_blocking_may_block_and_the_runtime_never_waits()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Rest + "tokio::runtime::scheduler::multi_thread::worker::run;tokio::runtime::blocking::pool::Inner::run;app::load;std::fs::read 200\n_run_once (asyncio/base_events.py:1922);_read_ready (asyncio/selector_events.py:9);__libc_recv 100\n");
        Assert.DoesNotContain(Reviews.Of(folder, "p.folded").Conclusions(), claim => claim.Contains("hold up the event loop", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_that_block_are_found_in_tables_by_their_callers()
    {
        // The example's own profile: its server sleeps in a handler.
        var profile = ProfileReaders.Read(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "examples", "feedserver", "profiles", "cpu.pstats")), "cpu.pstats");
        var blocked = Assert.Single(Conclusions.Of(profile), conclusion => conclusion.Kind == ConclusionKind.BlockedLoop);
        Assert.StartsWith("calls that block hold up the event loop for 3 % of all that was recorded, made by `throttle` (3 %)", blocked.Text, StringComparison.Ordinal);
        Assert.Contains("who called whom", blocked.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void An_issue_on_the_same_calls_is_not_told_again()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", "import asyncio\nimport time\n\n\nasync def handle(request):\n    time.sleep(0.1)\n    return request\n\n\nasync def main():\n    await asyncio.gather(*[handle(i) for i in range(3)])\n");
        folder.Write("p.folded", "_run_once (asyncio/base_events.py:1922);_run (asyncio/events.py:84);handle (app.py:6);time.sleep 900\n");
        var review = Reviews.Of(folder, "p.folded");
        Assert.Contains(review.GetProperty("issues").EnumerateArray(), issue => issue.GetProperty("rule").GetString() == "py-blocking-in-async");
        Assert.DoesNotContain(review.Conclusions(), claim => claim.Contains("hold up the event loop", StringComparison.Ordinal));
    }

    [Fact]
    public void A_listing_of_import_times_is_told_and_carries_no_hypothesis()
    {
        using var folder = Reviews.Project();
        folder.Write("import.txt", File.ReadAllBytes(Path.Combine(Profiles.Samples.Folder, "importtime", "importtime.txt")));
        var review = Reviews.Of(folder, "import.txt");
        Assert.Matches("^imports take .* of each start; the heaviest with what they import: `", Assert.Single(review.Conclusions()));
        Assert.StartsWith("nothing that was measured weighs this code", review.Hypothesis(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sites_of_allocation_are_named_and_count_for_the_goal_of_memory()
    {
        using var folder = Reviews.Project();
        folder.Write("t.folded", Rest);
        folder.Write("m.austin", "# austin: 3.7.0\n# interval: 100\n# mode: memory\n\nP1;T0:1;app.py:main:7;app.py:render:15 900000\nP1;T0:1;app.py:main:6;app.py:parse:11 100000\n");
        var review = Reviews.Of(folder, ["--goal", "memory"], ["t.folded", "m.austin"]);
        Assert.StartsWith("`render` in app.py dominates with 90 % of the bytes allocated", review.Hypothesis(), StringComparison.Ordinal);
        Assert.Contains("of the memory, most is by `render` (90 %), `parse` (10 %)", review.Conclusions());
    }

    [Fact]
    public void Threads_of_Python_that_are_off_their_processors_while_at_work_wait_for_the_GIL()
    {
        // What wall and processor time say of three threads that count at once, as a sampler that records both writes it.
        var text = new StringBuilder("# austin: 3.7.0\n# interval: 10000\n# mode: full\n\n");
        foreach (var thread in Enumerable.Range(1, 3))
            text.Append($"P1;T0:{thread};/srv/app.py:main:6;/srv/app.py:parse:11 100000,1,0\nP1;T0:{thread};/srv/app.py:main:6;/srv/app.py:parse:11 50000,0,0\n");
        var profile = ProfileReaders.Read(Encoding.UTF8.GetBytes(text.ToString()), "full.austin");
        Assert.Equal([MetricKind.WallTime, MetricKind.CpuTime], profile.Metrics.Take(2).Select(metric => metric.Kind));
        var claim = Assert.Single(Conclusions.Of(profile), conclusion => conclusion.Kind is ConclusionKind.Gil or ConclusionKind.Waiting);
        Assert.Equal("threads that were at work, and not waiting, were on a processor for 33 % of that time: Python lets one of them run at a time, so they wait for the GIL", claim.Text);
    }

    [Fact]
    public void Two_recordings_of_py_spy_tell_who_held_the_GIL()
    {
        using var folder = Reviews.Project();
        const string Frames = "\"shared\": {\"frames\": [{\"name\": \"parse\", \"file\": \"app.py\", \"line\": 11}]}";
        string Spied(int samples) => "{\"$schema\": \"https://www.speedscope.app/file-format-schema.json\", \"exporter\": \"py-spy@0.4.0\", " + Frames
            + ", \"profiles\": [{\"type\": \"sampled\", \"name\": \"t\", \"unit\": \"seconds\", \"startValue\": 0, \"endValue\": 1, \"samples\": [" + string.Join(",", Enumerable.Repeat("[0]", samples))
            + "], \"weights\": [" + string.Join(",", Enumerable.Repeat("0.01", samples)) + "]}]}";
        folder.Write("all.json", Spied(500));
        folder.Write("gil.json", Spied(400));
        Assert.Contains("threads held the GIL in 80 % of the samples of Python code: more threads of Python can add 20 % at most", Reviews.Of(folder, "all.json", "gil.json").Conclusions());
    }

    [Fact]
    public void Many_short_calls_of_the_projects_compiled_module_are_told()
    {
        using var folder = new TemporaryFolder();
        var example = Path.Combine(RepositoryFiles.Root, "examples", "tokencount");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(example, "tokencount"), "*.py")) folder.Write("tokencount/" + Path.GetFileName(file), File.ReadAllText(file));
        folder.Write("cpu.pstats", File.ReadAllBytes(Path.Combine(example, "profiles", "cpu.pstats")));
        Assert.Contains(Reviews.Of(folder, "cpu.pstats").Conclusions(), claim => claim.StartsWith("`tokencount._tokencount.is_word` is called 2,880,000 times, most by `word_share`, for 180 ns each: 23 % of the time", StringComparison.Ordinal));
    }
}
