using System.Diagnostics;
using System.Globalization;
using Lever.Experiments.Running;
using Lever.Running;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Experiments.Running;

public sealed class SupervisedRunnerTests : IDisposable
{
    /// <summary>A grandchild that has left session and parent, and says its number.</summary>
    private const string Daemon = """
        import os, sys, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                with open("daemon~", "w") as out:
                    print(os.getpid(), file=out)
                os.rename("daemon~", "daemon")
                time.sleep(600)
            os._exit(0)
        os.wait()

        """;

    private readonly Runs runs = new();

    [Fact]
    public void A_program_gets_its_arguments_and_nothing_but_its_environment()
    {
        var request = runs.Python("import os, sys; print(sys.argv[1:], sorted(os.environ), os.getcwd(), sys.stdin.read() == '')");
        request = request with { Arguments = [.. request.Arguments, "a b", "", "$HOME 'é\n"], Environment = Runs.Variables.Add("SÖME", "thing=1") };
        var outcome = runs.Outcome(request);
        Assert.Equal(ProcessEnd.Exited, outcome.End);
        Assert.Equal(0, outcome.ExitCode);
        // Python itself adds LC_CTYPE where no locale is given.
        Assert.Equal($"['a b', '', \"$HOME 'é\\n\"] ['LC_CTYPE', 'PATH', 'SÖME'] {runs.Folder.Path} True\n", outcome.Output.Text);
        Assert.Equal("", outcome.Errors.Text);
    }

    [Fact]
    public void Exit_codes_signals_and_output_come_back()
    {
        var failed = runs.Outcome(runs.Shell("echo out; echo err >&2; exit 7"));
        Assert.Equal((ProcessEnd.Exited, 7, "out\n", "err\n"), (failed.End, failed.ExitCode, failed.Output.Text, failed.Errors.Text));
        var crashed = runs.Outcome(runs.Shell("kill -SEGV $$"));
        Assert.Equal((ProcessEnd.Signalled, 11), (crashed.End, crashed.Signal));
        Assert.Contains("wrong memory access", crashed.Problem, StringComparison.Ordinal);
        // The program is not started with signals ignored, as the framework ignores this one.
        var piped = runs.Outcome(runs.Shell("kill -PIPE $$"));
        Assert.Equal((ProcessEnd.Signalled, 13), (piped.End, piped.Signal));
    }

    [Theory]
    [InlineData("lever-no-such-program", "there is no program `lever-no-such-program`")]
    [InlineData("./missing", "there is no program `./missing`")]
    [InlineData("", "there is no program ``")]
    public void What_cannot_be_started_says_why(string program, string problem)
    {
        using var process = runs.Runner.Start(runs.Request(program));
        var outcome = process.Wait(TimeSpan.Zero);
        Assert.Equal((ProcessEnd.NotStarted, problem), (outcome.End, outcome.Problem));
        Assert.Equal(ReceivedKind.Ended, process.Receive(TimeSpan.Zero).Kind);
        Assert.False(process.TrySend("anything"));
    }

    [Fact]
    public void A_missing_folder_and_impossible_arguments_say_so()
    {
        Assert.Contains("no folder", runs.Outcome(runs.Shell("true") with { WorkingDirectory = runs.Folder["nowhere"] }).Problem, StringComparison.Ordinal);
        Assert.Contains("NUL", runs.Outcome(runs.Request("echo", "a\0b")).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_go_back_and_forth()
    {
        using var process = runs.Runner.Start(Piped(runs.Python("""
            import sys
            for line in sys.stdin:
                print(line.strip().upper(), flush=True)
            """)));
        for (var round = 0; round < 50; round++)
        {
            Assert.True(process.TrySend($"é line {round}"));
            Assert.Equal(new Received(ReceivedKind.Line, $"É LINE {round}"), process.Receive(Runs.Patience));
        }
        Assert.Equal(ReceivedKind.TimedOut, process.Receive(TimeSpan.FromMilliseconds(30)).Kind);
    }

    [Fact]
    public void A_dead_peer_ends_the_lines()
    {
        using var process = runs.Runner.Start(Piped(runs.Python("print('last', flush=True); import sys; sys.stdout.write('no end'); sys.exit(3)")));
        Assert.Equal("last", process.Receive(Runs.Patience).Line);
        Assert.Equal(ReceivedKind.Ended, process.Receive(Runs.Patience).Kind);
        Assert.Equal(3, process.Wait(Runs.Patience).ExitCode);
        Assert.False(process.TrySend("anyone there?"));
    }

    [Fact]
    public void A_closed_output_is_seen_while_the_program_runs_on()
    {
        using var process = runs.Runner.Start(Piped(runs.Python("import os, time; os.close(1); time.sleep(600)")));
        Assert.Equal(ReceivedKind.Ended, process.Receive(Runs.Patience).Kind);
        Assert.Equal(ProcessEnd.Running, process.Wait(TimeSpan.Zero).End);
    }

    [Fact]
    public void A_peer_that_does_not_read_does_not_hold_us()
    {
        var request = Piped(runs.Python("import time; time.sleep(600)"));
        using var process = runs.Runner.Start(request with { Limits = new Limits(TimeSpan.FromSeconds(2), 0) });
        var line = new string('x', 1 << 20);
        var isTaken = true;
        for (var sent = 0; sent < 4 && isTaken; sent++) isTaken = process.TrySend(line);
        Assert.False(isTaken);
    }

    [Fact]
    public void A_huge_line_and_a_flood_of_lines_fill_no_memory()
    {
        using var process = runs.Runner.Start(Piped(runs.Python($$"""
            import sys
            sys.stdout.write("x" * {{LineReader.LongestLine + 5}} + "\nsmall\n")
            line = "y" * 1000 + "\n"
            for _ in range(100_000):
                sys.stdout.write(line)
            sys.stdout.write("end\n")
            """)));
        var first = process.Receive(Runs.Patience);
        Assert.Equal((ReceivedKind.TooLong, true), (first.Kind, first.Line.Length <= 1000));
        Assert.Equal("small", process.Receive(Runs.Patience).Line);
        var count = 0;
        while (process.Receive(Runs.Patience) is { Kind: ReceivedKind.Line, Line: not "end" }) count++;
        Assert.Equal(100_000, count);
    }

    [Fact]
    public void A_flood_of_output_is_counted_but_not_kept()
    {
        var outcome = runs.Outcome(runs.Python("import sys\nfor _ in range(300): sys.stdout.write('z' * 100_000)\nsys.stderr.write('done')"));
        Assert.Equal((30_000_000L, StreamCapture.Kept, "done"), (outcome.Output.TotalBytes, outcome.Output.Text.Length, outcome.Errors.Text));
        var other = runs.Outcome(runs.Python("import sys\nfor _ in range(100): sys.stdout.write('z' * 300_000)"));
        Assert.Equal(outcome.Output.Hash, other.Output.Hash);
        Assert.NotEqual(outcome.Output.Hash, runs.Outcome(runs.Python("print('z')")).Output.Hash);
    }

    [Fact]
    public void Time_is_limited_for_the_whole_tree()
    {
        var request = runs.Python(Daemon + "time.sleep(600)") with { Limits = new Limits(TimeSpan.FromSeconds(2), 0) };
        var outcome = runs.Outcome(request);
        Assert.Equal(ProcessEnd.TimedOut, outcome.End);
        Assert.Null(outcome.ExitCode);
        Assert.False(Runs.IsAlive(runs.Number("daemon")));
    }

    [Fact]
    public void Memory_is_limited()
    {
        const string Hungry = "try:\n    held = bytearray(800_000_000)\n    print('got it')\nexcept MemoryError:\n    print('refused')";
        Assert.Equal("refused\n", runs.Outcome(runs.Python(Hungry) with { Limits = new Limits(Runs.Patience, 400_000_000) }).Output.Text);
        Assert.Equal("got it\n", runs.Outcome(runs.Python(Hungry)).Output.Text);
    }

    [Fact]
    public void Time_and_memory_of_the_whole_tree_are_measured()
    {
        const string Work = """
            import os, time
            def work():
                held = b"x" * 100_000_000
                until = time.process_time() + 0.3
                while time.process_time() < until: pass
            if os.fork() == 0:
                if os.fork() == 0: work()
                os._exit(0)
            os.wait()
            work()
            """;
        var outcome = runs.Outcome(runs.Python(Work));
        Assert.Equal(ProcessEnd.Exited, outcome.End);
        Assert.InRange(outcome.CpuTime.TotalSeconds, 0.55, 5);
        Assert.True(outcome.WallTime.TotalSeconds >= 0.25);
        Assert.InRange(outcome.PeakBytes, 100_000_000, 200_000_000);
        // The supervisor's own memory is not counted: a shell needs very little.
        Assert.InRange(runs.Outcome(runs.Shell("true")).PeakBytes, 1, 8_000_000);
    }

    [Fact]
    public void Cpu_time_is_known_while_the_program_runs()
    {
        using var process = runs.Runner.Start(Piped(runs.Python("""
            import sys, time
            for line in sys.stdin:
                until = time.process_time() + float(line)
                while time.process_time() < until: pass
                print(time.process_time_ns(), flush=True)
            """)));
        foreach (var amount in (string[])["0.1", "0.2"])
        {
            process.TrySend(amount);
            var own = long.Parse(process.Receive(Runs.Patience).Line, CultureInfo.InvariantCulture);
            Assert.InRange(process.CpuTime.TotalNanoseconds - own, 0, 50e6);
        }
    }

    [Fact]
    public void A_daemon_does_not_outlive_the_program()
    {
        var outcome = runs.Outcome(runs.Python(Daemon + "while not os.path.exists('daemon'): time.sleep(0.01)"));
        Assert.Equal((ProcessEnd.Exited, 1), (outcome.End, outcome.Leftovers));
        Assert.False(Runs.IsAlive(runs.Number("daemon")));
    }

    [Fact]
    public void Dispose_ends_all()
    {
        using (runs.Runner.Start(runs.Python(Daemon + "time.sleep(600)"))) runs.Number("daemon");
        Assert.False(Runs.IsAlive(runs.Number("daemon")));
        using (runs.Runner.Start(runs.Shell("sleep 600")))
        {
            // Disposed of before the supervisor is there.
        }
        Assert.Empty(Directory.EnumerateDirectories(runs.Folder.Path));
    }

    [Fact]
    public void Many_children_end_with_it()
    {
        var request = runs.Python("""
            import os, time
            while True:
                if os.fork() == 0:
                    os.setsid()
                    time.sleep(600)
                with open("count", "a") as out: print("one", file=out)
                time.sleep(0.002)
            """);
        var before = ProcessTable.All().Select(entry => entry.Id).ToHashSet();
        using (runs.Runner.Start(request)) Runs.Until(() => File.Exists(runs.Folder["count"]) && new FileInfo(runs.Folder["count"]).Length > 200, "no children");
        Assert.DoesNotContain(ProcessTable.All(), entry => !before.Contains(entry.Id) && !entry.HasEnded && IsIn(entry.Id, runs.Folder.Path));
    }

    [Fact]
    public void A_killed_supervisor_takes_its_programs_along()
    {
        using var process = runs.Runner.Start(runs.Python(Daemon + "time.sleep(600)"));
        using var other = runs.Runner.Start(Piped(runs.Request("cat")));
        var daemon = runs.Number("daemon");
        var program = Started("python3");
        var supervisor = ProcessTable.Of(program)!.Value.Parent;
        Assert.Equal(0, LinuxCalls.Kill(supervisor, LinuxCalls.SignalKill));
        Runs.Gone(daemon, program);
        var outcome = process.Wait(Runs.Patience);
        Assert.Equal(ProcessEnd.Killed, outcome.End);
        Assert.Contains("supervisor was killed", outcome.Problem, StringComparison.Ordinal);
        // Nobody else's program suffers.
        Assert.True(other.TrySend("still here"));
        Assert.Equal("still here", other.Receive(Runs.Patience).Line);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_killed_Lever_leaves_nothing(bool withItsSupervisor)
    {
        // What Lever does, done by a process that can be killed.
        using var other = new TemporaryFolder();
        var folder = Directory.CreateDirectory(other["run"]).FullName;
        var files = new SupervisorFiles(folder);
        files.Write(new SupervisorOrder(new Limits(Runs.Patience, 0), [], [.. withItsSupervisor ? (string[])["setpriv", "--pdeathsig", "KILL", "--"] : [], "python3", "-c", Daemon + "time.sleep(600)"]));
        files.MakePipes();
        var script = $"exec 9<>'{files.Control}'; '{LeverProgram.FullPath}' supervise '{folder}' 9>&- & echo $! > supervisor; wait";
        using var lever = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = runs.Folder.Path })!;
        var daemon = runs.Number("daemon");
        var supervisor = runs.Number("supervisor");
        Runs.Until(() => files.ReadStarted() is not null, "the supervisor never says what it started");
        var program = files.ReadStarted()!.Value;
        lever.Kill();
        if (withItsSupervisor) LinuxCalls.Kill(supervisor, LinuxCalls.SignalKill);
        Runs.Gone(program, supervisor);
        // Of those killed both at once, only the program's own process is sure to end; the test ends the other.
        if (withItsSupervisor) LinuxCalls.Kill(daemon, LinuxCalls.SignalKill);
        Runs.Gone(daemon);
    }

    [Fact]
    public void A_supervisor_whose_folder_is_taken_away_leaves_nothing()
    {
        var folder = Directory.CreateDirectory(runs.Folder["run"]).FullName;
        var files = new SupervisorFiles(folder);
        files.Write(new SupervisorOrder(new Limits(TimeSpan.FromSeconds(2), 0), [], ["python3", "-c", Daemon + "time.sleep(600)"]));
        files.MakePipes();
        var control = LinuxCalls.Open(files.Control, LinuxCalls.OpenReadWrite | LinuxCalls.OpenCloseOnExec);
        using var supervisor = Process.Start(new ProcessStartInfo(LeverProgram.FullPath, [Supervisor.Verb, folder]) { WorkingDirectory = runs.Folder.Path })!;
        var daemon = runs.Number("daemon");
        Directory.Delete(folder, recursive: true);
        Runs.Gone(daemon, supervisor.Id);
        LinuxCalls.Close(control);
    }

    [Fact]
    public void The_network_is_cut_where_that_is_possible()
    {
        const string Reach = """
            import socket
            server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen()
            print(sorted(name for _, name in socket.if_nameindex()))
            try:
                socket.create_connection(server.getsockname(), timeout=5); print("loopback")
            except OSError as trouble: print(trouble)
            """;
        if (!NetworkCut.OfThisSystem.IsPossible)
        {
            Assert.NotEmpty(NetworkCut.OfThisSystem.Explanation);
            return;
        }
        var outcome = runs.Outcome(runs.Python(Reach) with { Network = false });
        Assert.StartsWith("['lo']\n", outcome.Output.Text, StringComparison.Ordinal);
        Assert.True(outcome.Succeeded, outcome.Errors.Text);
    }

    [Fact]
    public void Without_a_supervisor_programs_are_run_and_ended_too()
    {
        using (var echo = SupervisedRunner.StartPlainly("/bin/cat", Piped(runs.Request("cat"))))
        {
            Assert.True(echo.TrySend("line"));
            Assert.Equal("line", echo.Receive(Runs.Patience).Line);
        }
        using var failed = SupervisedRunner.StartPlainly("/bin/sh", runs.Shell("echo out; exit 3"));
        var outcome = failed.Wait(Runs.Patience);
        Assert.Equal((ProcessEnd.Exited, 3, "out\n"), (outcome.End, outcome.ExitCode, outcome.Output.Text));
        using var slow = SupervisedRunner.StartPlainly("/bin/sh", runs.Shell("sleep 600; true") with { Limits = new Limits(TimeSpan.FromSeconds(1), 0) });
        Assert.Equal(ProcessEnd.TimedOut, slow.Wait(Runs.Patience).End);
    }

    [Fact]
    public void The_hidden_verb_refuses_others()
    {
        Assert.Equal(2, LeverProgram.Run(runs.Folder.Path, "supervise", runs.Folder.Path).Code);
        Assert.DoesNotContain("supervise", LeverProgram.Run(runs.Folder.Path, "--help").Out, StringComparison.Ordinal);
    }

    public void Dispose() => runs.Dispose();

    private static ProcessRequest Piped(ProcessRequest request) => request with { Pipes = true };

    /// <summary>The process of a program that works in this test's folder and whose parent is a supervisor.</summary>
    private int Started(string name) => ProcessTable.All().First(entry =>
        IsIn(entry.Id, runs.Folder.Path) && CommandOf(entry.Id).StartsWith(name, StringComparison.Ordinal) && CommandOf(entry.Parent).Contains("supervise", StringComparison.Ordinal)).Id;

    private static bool IsIn(int process, string folder) => new FileInfo($"/proc/{process}/cwd").LinkTarget == folder;

    private static string CommandOf(int process)
    {
        var words = File.ReadAllText($"/proc/{process}/cmdline").Split('\0');
        return Path.GetFileName(words[0]) + " " + string.Join(' ', words[1..]);
    }
}
