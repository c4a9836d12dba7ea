using Lever.Tests.Shell;

namespace Lever.Tests.Profiles;

public class ProfileRunTests
{
    private const string Program = """
        import sys, threading, time

        def heavy(n):
            total = 0
            for i in range(n):
                total += i * i % 7
            return total

        def light(n):
            total = 0
            for i in range(n):
                total += i * i % 7
            return total

        def waits():
            time.sleep(0.4)

        def main():
            waiter = threading.Thread(target=waits, name="waiter")
            waiter.start()
            begun = time.thread_time()
            while time.thread_time() < begun + 0.6:
                heavy(90000)
                light(10000)
            waiter.join()
            assert sys.argv[1:] == ["--flag", "two words"], sys.argv
            assert __name__ == "__main__"

        main()
        if "--leave" in sys.argv:
            sys.exit(3)
        """;

    private static CommandRun Run(TemporaryFolder folder, params string[] arguments) =>
        CommandRun.Of(folder, new CommandRun.Setting { Variables = { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! } }, ["profile", "run", .. arguments]);

    [Fact]
    public void The_sampler_names_what_takes_the_time_and_what_waits()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", Program);
        var run = Run(folder, "--with", "sampler", "--", "python3", "app.py", "--flag", "two words");
        Assert.Equal(0, run.Code);
        var rows = run.Output.Split('\n').Where(line => line.Contains("(app.py:") || line.Contains("app.py:")).ToList();
        Assert.Contains("heavy", rows[0]);
        Assert.True(File.Exists(folder["profile.pb.gz"]));
        Assert.Contains("waits", CommandRun.Of(folder, "profile", "convert", "profile.pb.gz", "--to", "speedscope").Output);
        // A second recording takes nobody's place.
        Run(folder, "--with", "sampler", "--", "python3", "-c", "sum(i * i for i in range(2000000))");
        Assert.True(File.Exists(folder["profile-2.pb.gz"]));
    }

    /// <summary>Compiled functions have no frames; what a thread waits in is told by the call it stands at.</summary>
    [Fact]
    public void What_threads_wait_in_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", """
            import asyncio, threading, time
            LOCK = threading.Lock()
            def save():
                with LOCK: time.sleep(0.01)
            def saves():
                for _ in range(20): save()
            async def handle():
                for _ in range(40): time.sleep(0.01)
            threads = [threading.Thread(target=saves) for _ in range(4)]
            for thread in threads: thread.start()
            asyncio.run(handle())
            for thread in threads: thread.join()

            """);
        var run = Run(folder, "--with", "sampler", "--", "python3", "app.py");
        Assert.Equal(0, run.Code);
        Assert.Contains("waiting for locks and taking contended ones takes", run.Output);
        Assert.Contains("most of it for `save`", run.Output);
        Assert.Contains("calls that block hold up the event loop", run.Output);
        Assert.Contains("made by `handle`", run.Output);
    }

    /// <summary>Signals wait for the main thread, which waits for the others.</summary>
    [Fact]
    public void Threads_are_sampled_while_the_main_one_waits_for_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", """
            import threading
            def spin(n): return sum(i * i % 7 for i in range(n))
            def light(): spin(3_000_000)
            def heavy(): spin(12_000_000)
            threads = [threading.Thread(target=work) for work in (light, heavy)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()

            """);
        Assert.Equal(0, Run(folder, "--with", "sampler", "--", "python3", "app.py").Code);
        var profile = CommandRun.Of(folder, "profile", "show", "profile.pb.gz", "--format", "json").Json;
        Assert.InRange(profile.GetProperty("samples").GetInt64(), 20, 100_000);
        var shares = profile.GetProperty("functions").EnumerateArray().ToLookup(function => function.GetProperty("name").GetString(), function => function.GetProperty("total_share").GetDouble());
        Assert.InRange(shares["heavy"].Sum() / shares["light"].Sum(), 2, 8);
    }

    [Fact]
    public void Tracing_comes_with_Python()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", Program);
        var run = Run(folder, "--with", "cProfile", "--output", "out.pstats", "--", "python3", "app.py", "--flag", "two words");
        Assert.Equal(0, run.Code);
        Assert.Contains("heavy", run.Output);
        Assert.True(File.Exists(folder["out.pstats"]));
    }

    [Fact]
    public void The_profile_is_kept_however_the_program_ends()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", "import sys\nsum(i * i for i in range(3000000))\nsys.exit(3)\n");
        var run = Run(folder, "--with", "sampler", "--", "python3", "app.py");
        Assert.Equal(0, run.Code);
        Assert.Contains("exit code 3", run.Errors);
    }

    [Fact]
    public void The_profile_is_kept_when_the_program_is_told_to_end()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", "import os, signal\ndef work(): return sum(i * i for i in range(3000000))\nwork()\nos.kill(os.getpid(), signal.SIGTERM)\nwhile True: pass\n");
        var run = Run(folder, "--with", "sampler", "--", "python3", "app.py");
        Assert.Equal(0, run.Code);
        Assert.Contains("exit code 143", run.Errors);
        Assert.Contains("work (app.py:2)", run.Output);
    }

    /// <summary>The program fails, forks and is told of as if it ran by itself.</summary>
    [Fact]
    public void The_sampler_stays_out_of_what_the_program_prints()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", """
            import os, sys
            child = os.fork()
            if child == 0:
                sum(i * i for i in range(6000000))
                os._exit(0)
            os.waitpid(child, 0)
            print(sys.stdin.read())
            raise ValueError("nothing")

            """);
        var sampler = Path.Combine(RepositoryFiles.Root, "src", "Lever", "Running", "Python", "lever_sampler.py");
        var ran = External.Run("python3", folder.Path, [sampler, "out.pb.gz", "200", "app.py"], "fed");
        Assert.Equal((1, "fed\n"), (ran.Code, ran.Out.ReplaceLineEndings("\n")));
        Assert.Matches("""^lever: note: processes that the program started used [0-9.]+ s of processor time, which is not in the profile; `--with perf` sees them\nTraceback \(most recent call last\):\n  File ".*app.py", line 8, in <module>\n    raise ValueError\("nothing"\)\nValueError: nothing\n$""",
            ran.Errors.ReplaceLineEndings("\n"));
        Assert.True(File.Exists(folder["out.pb.gz"]));
    }

    [Fact]
    public void Scripts_lead_to_their_interpreter()
    {
        using var folder = new TemporaryFolder();
        var python = Lever.Tests.Experiments.Harnesses.Pythons.Real("python3");
        var exec = "'''exec'";
        foreach (var (name, head) in new[] { ("plain", $"#!{python}\n"), ("env", "#!/usr/bin/env python3\n"), ("long", $"#!/bin/sh\n{exec} \"{python}\" \"$0\" \"$@\"\n' '''\n") })
        {
            folder.Write(name, head + "sum(i * i for i in range(2000000))\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var run = Run(folder, "--with", "sampler", "--output", name + ".pb.gz", "--", "./" + name);
            Assert.True(run.Code == 0, run.Errors);
            Assert.Contains("<genexpr>", run.Output);
        }
        Assert.Contains("uv run lever profile run -- pytest -q", Run(folder, "--", "uv", "run", "pytest", "-q").Errors);
    }

    [Fact]
    public void What_cannot_be_recorded_is_said()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", "import os\nos._exit(0)\n");
        Assert.Contains("wrote no profile", Run(folder, "--with", "sampler", "--", "python3", "app.py").Errors);
        var gone = Run(folder, "--", "no-such-program");
        Assert.Equal(2, gone.Code);
        Assert.Contains("there is no program `no-such-program`", gone.Errors);
        Assert.Contains("is not one of", Run(folder, "--with", "gprof", "--", "python3", "app.py").Errors);
        Assert.Contains("records Python programs", Run(folder, "--with", "sampler", "--", "true").Errors);
    }
}
