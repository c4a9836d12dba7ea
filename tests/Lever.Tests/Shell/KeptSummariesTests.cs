using System.Globalization;

namespace Lever.Tests.Shell;

/// <summary>A run over changed files says the same with what earlier runs kept of the others as without, and reads only what it must.</summary>
public sealed class KeptSummariesTests : IDisposable
{
    private const int Modules = 90;

    private readonly TemporaryFolder project = new();
    private readonly TemporaryFolder caches = new();

    public KeptSummariesTests()
    {
        project.Git("", "init", "-q");
        project.Git("", "config", "core.trustctime", "false");
        project.Write("src/__init__.py");
        foreach (var at in Enumerable.Range(0, Modules)) Write(at, Module(at, (at + 1) % Modules, at % 3 == 0));
        project.Git("", "add", "-A");
        project.Git("", "commit", "-qm", "base");
    }

    [Fact]
    public void Whatever_is_edited_the_findings_are_those_of_a_run_that_reads_everything()
    {
        var random = new Random(20261123);
        var chained = 0;
        for (var step = 0; step < 40; step++)
        {
            var at = random.Next(Modules);
            switch (step % 8)
            {
                case 6: File.Delete(project[NameOf(at)]); break;
                case 7: Write(Modules + step, Module(at, random.Next(Modules), true)); break;
                // Another module stands between the caller and what it calls.
                case 5: Write(at, string.Create(CultureInfo.InvariantCulture, $"from src.m{random.Next(Modules):00} import *\n")); break;
                default: Write(at, Module(at, random.Next(Modules), random.Next(2) == 0)); break;
            }
            var answer = Check();
            Assert.Equal(Check("--no-cache"), answer);
            if (answer.Contains("\"chain\":[{", StringComparison.Ordinal)) chained++;
            if (step % 5 != 4) continue;
            project.Git("", "add", "-A");
            project.Git("", "commit", "-qm", "step");
        }
        Assert.True(chained > 10, $"only {chained} of the answers have findings through calls");
    }

    [Fact]
    public void Only_changed_files_and_those_that_ask_for_them_are_read_again()
    {
        Write(11, Module(11, 12, searches: true));
        Check();
        Write(11, Module(11, 12, searches: true) + "# edited\n");
        var expected = Check("--no-cache");
        Assert.Contains("src/m10.py", expected, StringComparison.Ordinal);
        // What does not ask for the changed file is not read, so that nobody sees what it calls by now.
        foreach (var at in Enumerable.Range(30, 50)) Replace(at, Module(at, 11, at % 3 == 0));
        Assert.Equal(expected, Check());
        Assert.NotEqual(expected, Check("--no-cache"));
    }

    /// <summary>Puts a text as long as its own into a file, without a trace that its stamp would show.</summary>
    private void Replace(int at, string text)
    {
        var path = project[NameOf(at)];
        var (time, length) = (File.GetLastWriteTimeUtc(path), new FileInfo(path).Length);
        File.WriteAllText(path, text);
        Assert.Equal(length, new FileInfo(path).Length);
        File.SetLastWriteTimeUtc(path, time);
    }

    /// <summary>A module whose function searches a list, or hands it on to the next module's, and whose loop calls it; and one that searches what the next module's class holds.</summary>
    private static string Module(int at, int next, bool searches) => string.Create(CultureInfo.InvariantCulture, $$"""
        from src.m{{next:00}} import Held{{next}}, known{{next}}


        class Held{{at}}:
            def __init__(self, listed: {{(searches ? "list" : "set")}}[str]):
                self.listed = listed


        def kept{{at}}(users: list[str], held: Held{{next}}):
            return [name for name in users if name in held.listed]


        def known{{at}}(name, listed):
            return {{(searches ? "name in listed" : $"known{next}(name, listed)")}}


        def newcomers{{at}}(users: list[str], listed: list[str]):
            return [name for name in users if not known{{next}}(name, listed)]

        """);

    private static string NameOf(int at) => string.Create(CultureInfo.InvariantCulture, $"src/m{at:00}.py");

    /// <summary>As if it had been written long before the run, at a time of its own.</summary>
    private void Write(int at, string text) => File.SetLastWriteTimeUtc(project.Write(NameOf(at), text), DateTime.UtcNow.AddHours(-1).AddSeconds(-(text.GetHashCode(StringComparison.Ordinal) & 1023)));

    private string Check(params string[] arguments)
    {
        var run = CommandRun.Of(project, new CommandRun.Setting { Variables = { ["XDG_CACHE_HOME"] = caches.Path } }, ["check", "--diff", "HEAD", "--all", "--format", "json", .. arguments]);
        Assert.Equal(0, run.Code);
        return run.Output;
    }

    public void Dispose()
    {
        project.Dispose();
        caches.Dispose();
    }
}
