using Lever.Commands;
using Lever.Review.Rules;
using Lever.Workspace;
using Lever.Workspace.Caching;

namespace Lever.Tests.Shell;

/// <summary>With what earlier runs kept, a check says to the byte what it says without; and it analyses only what it must.</summary>
public sealed class CheckCacheTests : IDisposable
{
    private const string Source = """
        def unique(events: list[str]) -> list[str]:
            seen = []
            for event in events:
                if event not in seen:
                    seen.append(event)
            return seen

        """;

    private readonly TemporaryFolder project = new();
    private readonly TemporaryFolder caches = new();

    public CheckCacheTests()
    {
        foreach (var at in Enumerable.Range(0, 80)) project.Write($"src/module{at:00}.py", at % 8 == 0 ? Source : "x = 1\n");
        foreach (var file in Directory.EnumerateFiles(project.Path, "*.py", SearchOption.AllDirectories)) Age(file);
    }

    [Fact]
    public void An_unchanged_tree_is_not_analysed_again()
    {
        var first = Run();
        Assert.Equal((true, 10), (first.Analysed, first.Findings));
        Assert.Equal((false, 10), (Run().Analysed, Run().Findings));
    }

    [Fact]
    public void Contents_decide_and_not_times()
    {
        Run();
        File.SetLastWriteTimeUtc(project["src/module00.py"], DateTime.UtcNow.AddMinutes(-1));
        Assert.False(Run().Analysed);
        // Back on a branch that was checked before.
        Age(project.Write("src/module00.py", "x = 2\n"));
        Assert.Equal((true, 9), (Run().Analysed, Run().Findings));
        Age(project.Write("src/module00.py", Source));
        Assert.Equal((false, 10), (Run().Analysed, Run().Findings));
    }

    [Fact]
    public void A_file_that_was_written_a_moment_ago_is_read_whatever_its_stamp_says()
    {
        var path = project.Write("src/module00.py", "x = 1\n");
        var time = File.GetLastWriteTimeUtc(path);
        Assert.Equal(9, Run().Findings);
        // As long, and written within the same tick of the file system's clock.
        File.WriteAllText(path, "x = 9\n");
        File.SetLastWriteTimeUtc(path, time);
        Assert.True(Run().Analysed);
    }

    [Fact]
    public void What_was_asked_belongs_to_the_answer()
    {
        Run();
        Assert.True(Run(select: "x-*").Analysed);
        Assert.True(Run(everything: true).Analysed);
        project.Write("lever.toml", "[check]\nper-file-ignores = { \"src/module00.py\" = [\"*\"] }\n");
        Assert.Equal((true, 9), (Run().Analysed, Run().Findings));
        project.Write("lever.toml", "[scope]\ntest = [\"src/module08.py\"]\n");
        Assert.Equal((true, 9), (Run().Analysed, Run().Findings));
        project.Write("src/new.py", Source);
        Assert.Equal((true, 10), (Run().Analysed, Run().Findings));
        File.Delete(project["src/new.py"]);
        Assert.Equal(9, Run().Findings);
    }

    [Fact]
    public void What_manifests_say_belongs_to_the_answer()
    {
        Age(project.Write("src/main.rs", "fn main() {}\n"));
        var manifest = "[package]\nname = \"a\"\nedition = \"2021\"\n";
        project.Write("Cargo.toml", manifest);
        var plain = Run();
        Assert.Equal((false, plain.Findings), (Run().Analysed, Run().Findings));
        project.Write("Cargo.toml", manifest + "[profile.release]\nopt-level = 1\n");
        var slow = Run();
        Assert.Equal((true, plain.Findings + 1), (slow.Analysed, slow.Findings));
        File.Delete(project["Cargo.toml"]);
        Assert.Equal((true, plain.Findings), (Run().Analysed, Run().Findings));
    }

    [Fact]
    public void What_templates_show_belongs_to_the_answer()
    {
        Age(project.Write("shop/__init__.py", ""));
        Age(project.Write("shop/models.py", "from django.db import models\n\nclass Author(models.Model):\n    name = models.TextField()\n\nclass Book(models.Model):\n    author = models.ForeignKey(Author, on_delete=models.CASCADE)\n"));
        Age(project.Write("shop/views.py", "from django.shortcuts import render\n\nfrom shop.models import Book\n\ndef show(request):\n    return render(request, \"books.html\", {\"books\": Book.objects.all()})\n"));
        Directory.CreateDirectory(project["shop/templates"]);
        var none = Run();
        project.Write("shop/templates/books.html", "{% for book in books %}{{ book.author.name }}{% endfor %}");
        var shown = Run();
        Assert.Equal((true, none.Findings + 1), (shown.Analysed, shown.Findings));
        Assert.Equal((false, shown.Findings), (Run().Analysed, Run().Findings));
        project.Write("shop/templates/books.html", "{% for book in books %}{{ book.author_id }}{% endfor %}");
        Assert.Equal((true, none.Findings), (Run().Analysed, Run().Findings));
    }

    [Fact]
    public void Prices_are_those_of_today()
    {
        var before = Check();
        project.Write("lever.toml", "[sizes]\n\"module00.unique.events\" = \"3..4\"\n");
        var after = Check();
        Assert.NotEqual(before, after);
        Assert.Equal(Check("--no-cache"), after);
    }

    [Fact]
    public void Every_finding_of_every_rule_is_told_as_without()
    {
        foreach (var rule in RuleCatalog.Rules)
        {
            var path = RepositoryFiles.FixtureOf(rule);
            Age(project.Write($"fixtures/{Path.GetFileName(path)}", File.ReadAllText(path)));
        }
        project.Write("fixtures/Cargo.toml", "[package]\nname = \"fixtures\"\nedition = \"2021\"\n[dependencies]\npyo3 = \"0.22\"\n");
        var without = Check("--all", "--no-cache");
        Assert.Equal(without, Check("--all"));
        Assert.False(Run(everything: true).Analysed);
        Assert.Equal(without, Check("--all"));
    }

    [Fact]
    public void Damage_is_as_if_nothing_were_kept()
    {
        var expected = Check();
        var random = new Random(7);
        foreach (var file in Directory.EnumerateFiles(caches["lever"]).ToList())
        {
            var whole = File.ReadAllBytes(file);
            for (var round = 0; round < 24; round++)
            {
                var damaged = whole.ToArray();
                switch (round % 4)
                {
                    case 0: damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256); break;
                    case 1: damaged = damaged[..random.Next(damaged.Length)]; break;
                    case 2: damaged = [.. damaged, .. damaged]; break;
                    default: random.NextBytes(damaged); break;
                }
                File.WriteAllBytes(file, damaged);
                Assert.Equal(expected, Check());
            }
        }
    }

    [Fact]
    public void Entries_of_another_shape_are_passed_over()
    {
        var expected = Check();
        // Whole by its checksum, yet not what this version writes.
        var cache = new CacheFolder(caches["lever"]);
        foreach (var file in Directory.EnumerateFiles(caches["lever"]).ToList()) cache.Write(Path.GetFileName(file), "{\"Recipe\":\"\"}"u8);
        Assert.Equal(expected, Check());
        Assert.False(Run().Analysed);
    }

    [Fact]
    public void Runs_at_the_same_time_do_not_disturb_each_other()
    {
        var expected = Check("--no-cache");
        var answers = new string[16];
        Parallel.For(0, answers.Length, at => answers[at] = Check());
        Assert.All(answers, answer => Assert.Equal(expected, answer));
        Assert.DoesNotContain(Directory.EnumerateFiles(caches["lever"]), file => Path.GetFileName(file).StartsWith('.'));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_keeps_nothing_and_says_nothing()
    {
        caches.Write("lever", "a file where the folder would be");
        var run = CommandRun.Of(project, new CommandRun.Setting { Variables = { ["XDG_CACHE_HOME"] = caches.Path } }, "check");
        Assert.Equal((0, ""), (run.Code, run.Errors));
    }

    [Fact]
    public void Old_entries_make_room()
    {
        var cache = new CacheFolder(caches["lever"]);
        foreach (var at in Enumerable.Range(0, 300)) cache.Write($"check-{at}", "content"u8);
        Assert.InRange(Directory.EnumerateFiles(caches["lever"]).Count(), 1, 64);
        Assert.NotNull(cache.Read("check-299"));
    }

    /// <summary>As if it had been written long before the run.</summary>
    private static void Age(string path) => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));

    private string Check(params string[] arguments)
    {
        var run = CommandRun.Of(project, new CommandRun.Setting { Variables = { ["XDG_CACHE_HOME"] = caches.Path } }, ["check", "--format", "json", .. arguments]);
        Assert.Equal(0, run.Code);
        return run.Output;
    }

    /// <summary>A check: whether it had to analyse the files, and how much it found.</summary>
    private (bool Analysed, int Findings) Run(bool everything = false, string? select = null)
    {
        using var host = new Host(Stream.Null, TextWriter.Null, project.Path) { Variable = name => name == "XDG_CACHE_HOME" ? caches.Path : null, Today = () => new DateOnly(2026, 11, 22) };
        var job = ReviewJob.Collect(new JobRequest
        {
            Paths = ["."],
            Global = new GlobalChoices(null, UseCache: true, Jobs: 2, IsQuiet: true, ColorMode.Never, MayAsk: false, Seed: 0),
            Everything = everything,
            Override = settings => select is null ? settings : settings with { Check = CheckCommand.Overridden(settings.Check, [select], [], null) },
        }, host, [])!;
        var analysed = false;
        var found = job.Cache!.Run(job, _ =>
        {
            analysed = true;
            return FileChecks.Run(job, wantsHashes: true);
        });
        return (analysed, found.Findings.Count);
    }

    public void Dispose()
    {
        project.Dispose();
        caches.Dispose();
    }
}
