using System.Diagnostics;
using System.Text.Json;

namespace Lever.Tests.EndToEnd;

/// <summary>The way from a finding to an applied fix, with the real program and a real interpreter.</summary>
public sealed class ProvingTests
{
    private const string ParseInt = """
        def parse_int(text: str) -> int:
            return int(text)

        """;

    /// <summary>The guide's fast path: digits as Unicode sees them are not those that arithmetic on character codes means.</summary>
    private const string FastPath = """
        diff --git a/numbers_of.py b/numbers_of.py
        --- a/numbers_of.py
        +++ b/numbers_of.py
        @@ -1,2 +1,7 @@
         def parse_int(text: str) -> int:
        -    return int(text)
        +    if text.isdigit():
        +        number = 0
        +        for digit in text:
        +            number = number * 10 + ord(digit) - 48
        +        return number
        +    return int(text)

        """;

    [Fact]
    public void A_patch_that_changes_behaviour_is_refused_with_the_inputs_that_show_it()
    {
        using var folder = WithPython();
        folder.Write("numbers_of.py", ParseInt);
        folder.Write("fast.diff", FastPath);
        var run = LeverProgram.Run(folder.Path, "prove", "--patch", "fast.diff", "--format", "json", "--no-tests");
        Assert.True(run.Code == 5, run.Out + run.Errors);
        using var proof = JsonDocument.Parse(run.Out);
        Assert.Equal("behaviour-changed", proof.RootElement.GetProperty("verdict").GetString());
        Assert.NotEqual(0, proof.RootElement.GetProperty("equivalence").GetProperty("differences").GetArrayLength());
        Assert.Equal(ParseInt, File.ReadAllText(folder["numbers_of.py"]));
    }

    [Fact]
    public void What_is_not_proven_is_not_applied()
    {
        using var folder = WithPython();
        folder.Write("feed.py", SmallProject.Unique);
        var run = LeverProgram.Run(folder.Path, "apply", "feed.py:4");
        Assert.Equal(4, run.Code);
        Assert.Contains("nothing was changed", run.Errors, StringComparison.Ordinal);
        Assert.Contains("lever prove feed.py:4", run.Errors, StringComparison.Ordinal);
        Assert.Equal(SmallProject.Unique, File.ReadAllText(folder["feed.py"]));
    }

    [Fact]
    public void A_killed_experiment_leaves_nothing_behind_and_goes_on_where_it_was()
    {
        using var folder = WithPython();
        var source = SmallProject.Unique[..SmallProject.Unique.IndexOf("print", StringComparison.Ordinal)];
        folder.Write("feed.py", source);
        string[] arguments = ["prove", "feed.py:4", "--budget", "25s", "--no-tests"];
        using (var first = Process.Start(new ProcessStartInfo(LeverProgram.FullPath, arguments) { WorkingDirectory = folder.Path, RedirectStandardError = true, RedirectStandardOutput = true })!)
        {
            var clock = Stopwatch.StartNew();
            while (Lines(folder) < 3 && clock.Elapsed < TimeSpan.FromMinutes(2)) Thread.Sleep(50);
            first.Kill(entireProcessTree: false);
            first.WaitForExit();
            Assert.Equal(source, File.ReadAllText(folder["feed.py"]));
            Assert.True(IsEmptyWithin(TimeSpan.FromSeconds(20), first.Id), "processes of the killed experiment are still at work");
        }
        var second = LeverProgram.Run(folder.Path, arguments);
        Assert.Contains("going on after", second.Errors, StringComparison.Ordinal);
        // On a busy machine the rest of the budget may decide nothing; it must never decide wrongly.
        Assert.Contains(second.Code, (int[])[0, 4, 7]);
        Assert.Equal(source, File.ReadAllText(folder["feed.py"]));
        if (second.Code != 0) return;
        Assert.Contains("proven-isolated", LeverProgram.Run(folder.Path, "check", "--all").Out, StringComparison.Ordinal);
        Assert.Equal(0, LeverProgram.Run(folder.Path, "apply", "feed.py:4").Code);
        Assert.DoesNotContain(SmallProject.Rule, LeverProgram.Run(folder.Path, "check", "--all").Out, StringComparison.Ordinal);
    }

    /// <summary>Lines of the journal: its head and a line a block.</summary>
    private static int Lines(TemporaryFolder folder)
    {
        var proofs = folder[Path.Combine(".lever", "proofs")];
        if (!Directory.Exists(proofs)) return 0;
        var journal = Directory.GetFiles(proofs, "*.journal");
        if (journal.Length == 0) return 0;
        using var reader = new StreamReader(new FileStream(journal[0], FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }

    /// <summary>Whether all that ran in temporary folders of that process is gone in time.</summary>
    private static bool IsEmptyWithin(TimeSpan time, int process)
    {
        if (!OperatingSystem.IsLinux()) return true;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            if (!Directory.GetDirectories("/proc").Any(entry => int.TryParse(Path.GetFileName(entry), out _) && CommandLine(entry).Contains($"lever-run-{process}-", StringComparison.Ordinal))) return true;
            Thread.Sleep(100);
        }
        return false;
    }

    private static string CommandLine(string entry)
    {
        try
        {
            return File.ReadAllText(Path.Combine(entry, "cmdline"));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static TemporaryFolder WithPython()
    {
        External.Run("python3", Path.GetTempPath(), ["--version"]);
        return new TemporaryFolder();
    }
}
