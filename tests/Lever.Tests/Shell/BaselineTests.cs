using System.Text.Json;
using Lever.Workspace;
using static Lever.Tests.Shell.CommandRun;

namespace Lever.Tests.Shell;

/// <summary>The findings that a project has accepted: their number falls, and rises only where someone asks for it.</summary>
public class BaselineTests
{
    private const string Slow = """
        def unique(words: list[str]) -> list[str]:
            seen = []
            for word in words:
                if word in seen:
                    continue
                seen.append(word)
            return seen

        """;

    private const string Fast = """
        def unique(words: list[str]) -> list[str]:
            return list(dict.fromkeys(words))

        """;

    [Fact]
    public void What_is_known_is_not_told_again_and_what_is_new_is()
    {
        using var folder = Project();
        var first = Of(folder, "check", "--write-baseline", "--fail-on", "pattern");
        Assert.Equal((0, "known.json: 2 findings, 2 findings accepted\n"), (first.Code, first.Errors));
        Assert.Empty(Findings(Of(folder, "check", "--format", "json")));
        Assert.Contains("2 known in known.json", Of(folder, "check").Output, StringComparison.Ordinal);
        folder.Write("pkg/new.py", Slow);
        var run = Of(folder, "check", "--format", "json", "--fail-on", "pattern");
        Assert.Equal(1, run.Code);
        Assert.Equal(["pkg/new.py:4"], Findings(run));
        Assert.Equal((2, 0), Standing(run));
    }

    [Fact]
    public void What_is_fixed_is_told_and_taken_out_and_what_is_new_is_not_let_in()
    {
        using var folder = Project();
        Of(folder, "check", "--write-baseline");
        folder.Write("pkg/a.py", Fast);
        folder.Write("pkg/new.py", Slow);
        var run = Of(folder, "check", "--format", "json");
        Assert.Equal("lever: known.json: 1 finding fixed; `lever check --write-baseline` takes it out\n", run.Errors);
        Assert.Equal((1, 1), Standing(run));
        Assert.Equal("", Of(folder, "check", "--quiet").Errors);
        var written = Of(folder, "check", "--write-baseline", "--format", "json", "--fail-on", "pattern");
        Assert.Equal((1, "known.json: 1 finding, 1 finding fixed and taken out\n"), (written.Code, written.Errors));
        Assert.Equal(["pkg/new.py:4"], Findings(written));
        // Someone may ask for more.
        Assert.Equal(0, Of(folder, "check", "--write-baseline", "--accept-new", "--fail-on", "pattern").Code);
        Assert.Empty(Findings(Of(folder, "check", "--format", "json")));
    }

    [Fact]
    public void A_report_of_a_check_serves_as_well()
    {
        using var folder = Project();
        File.Delete(folder["lever.toml"]);
        var known = Of(folder, "check", "--format", "json");
        folder.Write("lever.toml", "[baseline]\nfile = 'known.json'\n");
        folder.Write("known.json", known.Output);
        Assert.Empty(Findings(Of(folder, "check", "--format", "json")));
        folder.Write("pkg/new.py", Slow);
        Assert.Equal(["pkg/new.py:4"], Findings(Of(folder, "check", "--format", "json")));
        var written = Of(folder, "check", "--write-baseline");
        Assert.Equal(2, written.Code);
        Assert.Contains("counts as a baseline but is not written to", written.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_findings_give_the_same_bytes_a_line_each()
    {
        using var folder = Project();
        Of(folder, "check", "--write-baseline", "--jobs", "1");
        var text = File.ReadAllText(folder["known.json"]);
        Assert.Equal(2, text.Split('\n').Count(line => line.StartsWith("{\"path\": \"pkg/", StringComparison.Ordinal)));
        Assert.Equal("lever.baseline/1", JsonDocument.Parse(text).RootElement.GetProperty("schema").GetString());
        // Entries that a merge left in disorder and twice are put right.
        var lines = text.Split('\n');
        var entries = lines.Where(line => line.StartsWith("{\"path\"", StringComparison.Ordinal)).Select(line => line.TrimEnd(',')).ToList();
        File.WriteAllText(folder["known.json"], text.Replace(string.Join(",\n", entries), string.Join(",\n", [entries[1], entries[0], entries[1]]), StringComparison.Ordinal));
        Assert.Empty(Findings(Of(folder, "check", "--format", "json")));
        Of(folder, "check", "--write-baseline", "--jobs", "8");
        Assert.Equal(text, File.ReadAllText(folder["known.json"]));
        var stamp = File.GetLastWriteTimeUtc(folder["known.json"]);
        Of(folder, "check", "--write-baseline");
        Assert.Equal(stamp, File.GetLastWriteTimeUtc(folder["known.json"]));
    }

    [Fact]
    public void Branches_that_fix_different_things_merge()
    {
        using var folder = Project();
        foreach (var name in new[] { "c", "d", "e", "f" }) folder.Write($"pkg/{name}.py", Slow);
        Of(folder, "check", "--write-baseline");
        folder.Git("", "init", "-q", "-b", "main");
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "start");
        foreach (var (branch, file) in (ReadOnlySpan<(string, string)>)[("one", "pkg/a.py"), ("two", "pkg/e.py")])
        {
            folder.Git("", "checkout", "-q", "-b", branch, "main");
            folder.Write(file, Fast);
            Of(folder, "check", "--write-baseline");
            folder.Git("", "commit", "-q", "-a", "-m", branch);
        }
        folder.Git("", "merge", "-q", "--no-edit", "one");
        var run = Of(folder, "check", "--format", "json", "--fail-on", "pattern");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal((4, 0), Standing(run));
    }

    [Fact]
    public void A_copy_of_a_file_brings_new_findings()
    {
        using var folder = Project();
        Of(folder, "check", "--write-baseline");
        folder.Write("other/a.py", Slow);
        Assert.Equal(["other/a.py:4"], Findings(Of(folder, "check", "--format", "json")));
    }

    [Fact]
    public void A_file_that_is_renamed_or_moved_keeps_what_is_accepted_of_it()
    {
        using var folder = Project();
        Of(folder, "check", "--write-baseline");
        File.Move(folder["pkg/a.py"], folder["pkg/renamed.py"]);
        Directory.CreateDirectory(folder["deep"]);
        File.Move(folder["pkg/b.py"], folder["deep/b.py"]);
        var run = Of(folder, "check", "--format", "json", "--fail-on", "pattern");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal((2, 0), Standing(run));
        // It is written where it stands now, and then known there.
        Assert.Equal("known.json: 2 findings\n", Of(folder, "check", "--write-baseline").Errors);
        Assert.Equal(["deep/b.py", "pkg/renamed.py"], JsonDocument.Parse(File.ReadAllText(folder["known.json"])).RootElement.GetProperty("findings").EnumerateArray().Select(entry => entry.GetProperty("path").GetString()));
        Assert.Equal((2, 0), Standing(Of(folder, "check", "--format", "json")));
    }

    [Fact]
    public void Of_equal_code_no_more_moves_than_went()
    {
        using var folder = Project();
        // Two files with equal code are accepted; one goes and one comes: it moved.
        folder.Write("pkg/b.py", Slow);
        Of(folder, "check", "--write-baseline");
        File.Delete(folder["pkg/a.py"]);
        folder.Write("pkg/c.py", Slow);
        Assert.Equal((2, 0), Standing(Of(folder, "check", "--format", "json", "--fail-on", "pattern")));
        // Of two that come, one is new.
        folder.Write("pkg/d.py", Slow);
        var run = Of(folder, "check", "--format", "json");
        Assert.Equal(["pkg/d.py:4"], Findings(run));
        Assert.Equal((2, 0), Standing(run));
        // What is there still did not move, whatever became of its code.
        folder.Write("pkg/a.py", Fast);
        run = Of(folder, "check", "--format", "json");
        Assert.Equal(["pkg/c.py:4", "pkg/d.py:4"], Findings(run));
        Assert.Equal((1, 1), Standing(run));
    }

    [Fact]
    public void A_file_that_was_edited_while_it_moved_keeps_what_is_the_same()
    {
        using var folder = Project();
        folder.Write("pkg/a.py", Slow + "\n\n" + Slow.Replace("unique", "other", StringComparison.Ordinal));
        Of(folder, "check", "--write-baseline");
        File.Delete(folder["pkg/a.py"]);
        folder.Write("pkg/c.py", Slow + "\n\n" + Slow.Replace("unique", "another", StringComparison.Ordinal));
        var run = Of(folder, "check", "--format", "json");
        Assert.Equal(["pkg/c.py:13"], Findings(run));
        Assert.Equal((2, 1), Standing(run));
    }

    [Fact]
    public void A_baseline_of_an_earlier_version_is_read_and_learns_of_moves_when_it_is_written()
    {
        using var folder = Project();
        Of(folder, "check", "--write-baseline");
        var written = File.ReadAllText(folder["known.json"]);
        folder.Write("known.json", System.Text.RegularExpressions.Regex.Replace(written, ", \"code\": \"[0-9a-f]*\"", ""));
        Assert.Equal((2, 0), Standing(Of(folder, "check", "--format", "json")));
        Of(folder, "check", "--write-baseline");
        Assert.Equal(written, File.ReadAllText(folder["known.json"]));
    }

    [Fact]
    public void A_review_ranks_what_was_accepted_and_says_so()
    {
        using var folder = Project();
        var reviews = new Setting { Review = Reviewing.Run };
        Of(folder, "check", "--write-baseline");
        var run = Of(folder, reviews, "review", "--format", "json");
        Assert.Equal(2, run.Json.GetProperty("issues").GetArrayLength());
        Assert.Equal("lever: note: 2 of these 2 issues are accepted in known.json; a review ranks what was accepted too, `lever check` does not tell it again\n", run.Errors);
        Assert.Equal("", Of(folder, reviews, "review", "--quiet").Errors);
    }

    /// <summary>A run that looks at less must not take what it did not see for fixed.</summary>
    [Fact]
    public void Only_a_run_that_looks_at_the_same_tells_what_is_fixed()
    {
        using var folder = Project();
        Of(folder, "check", "--all", "--write-baseline");
        folder.Write("pkg/a.py", Fast);
        foreach (var narrow in (string[][])[["check"], ["check", "--all", "pkg/b.py"], ["check", "--all", "--select", "py-*"]])
        {
            var run = Of(folder, [.. narrow, "--format", "json"]);
            Assert.Equal("", run.Errors);
            Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("baseline").GetProperty("gone").ValueKind);
        }
        var before = File.ReadAllText(folder["known.json"]);
        var refused = Of(folder, "check", "pkg", "--write-baseline");
        Assert.Equal((2, "lever: known.json: not written: it is that of `lever check --all`, and this is `lever check pkg`; remove it to begin anew\n"), (refused.Code, refused.Errors));
        Assert.Contains("--write-baseline needs a whole run, without --select", Of(folder, "check", "--write-baseline", "--select", "py-*").Errors, StringComparison.Ordinal);
        Assert.Contains("--write-baseline and --watch exclude each other", Of(folder, "check", "--write-baseline", "--watch").Errors, StringComparison.Ordinal);
        Assert.Contains("--accept-new needs --write-baseline", Of(folder, "check", "--accept-new").Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(folder["known.json"]));
        Assert.Equal(1, Standing(Of(folder, "check", "--all", "--format", "json")).Gone);
    }

    [Fact]
    public void A_file_that_cannot_be_read_whole_keeps_its_entries()
    {
        using var folder = Project();
        Of(folder, "check", "--write-baseline");
        var before = File.ReadAllText(folder["known.json"]);
        folder.Write("pkg/a.py", "def f(:\n");
        Assert.Equal(0, Standing(Of(folder, "check", "--format", "json")).Gone);
        Of(folder, "check", "--write-baseline");
        Assert.Equal(before, File.ReadAllText(folder["known.json"]));
        File.Delete(folder["pkg/a.py"]);
        Assert.Equal(1, Standing(Of(folder, "check", "--format", "json")).Gone);
    }

    [Fact]
    public void An_interrupted_run_writes_nothing()
    {
        using var folder = Project();
        var run = Of(folder, new Setting { IsInterrupted = true }, "check", "--write-baseline");
        Assert.Equal((130, false), (run.Code, File.Exists(folder["known.json"])));
    }

    [Theory]
    [InlineData("", "known.json:1: this is no JSON; put it right, or remove it, and `lever check --write-baseline` writes it")]
    [InlineData("{\"schema\": \"lever.baseline/9\"}", "known.json: this is no baseline of this version of Lever; remove it, then")]
    [InlineData("[]", "known.json: this is no baseline of Lever; remove it, then")]
    [InlineData("{\"schema\": \"lever.baseline/1\", \"paths\": [], \"all\": false, \"clippy\": false, \"findings\": [{}]}", "known.json: this is no baseline of Lever")]
    public void A_broken_baseline_is_said_and_left_as_it_is(string text, string expected)
    {
        using var folder = Project();
        folder.Write("known.json", text);
        foreach (var command in (string[][])[["check"], ["check", "--write-baseline"]])
        {
            var run = Of(folder, command);
            Assert.Equal(2, run.Code);
            Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
        }
        Assert.Equal(text, File.ReadAllText(folder["known.json"]));
    }

    [Fact]
    public void A_missing_baseline_or_place_for_it_is_said()
    {
        using var folder = Project();
        Assert.Contains("lever: known.json: no such file or folder; `lever check --write-baseline` writes it", Of(folder, "check").Errors, StringComparison.Ordinal);
        folder.Write("lever.toml");
        Assert.Contains("write `file = \"lever-baseline.json\"` under [baseline]", Of(folder, "check", "--write-baseline").Errors, StringComparison.Ordinal);
    }

    private static TemporaryFolder Project()
    {
        var folder = new TemporaryFolder();
        folder.Write("lever.toml", "[baseline]\nfile = 'known.json'\n");
        folder.Write("pkg/__init__.py");
        folder.Write("pkg/a.py", Slow);
        folder.Write("pkg/b.py", Slow);
        return folder;
    }

    private static List<string> Findings(CommandRun run) =>
        [.. run.Json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("path").GetString()}:{finding.GetProperty("start").GetProperty("line").GetInt32()}")];

    private static (int Known, int Gone) Standing(CommandRun run)
    {
        var baseline = run.Json.GetProperty("baseline");
        return (baseline.GetProperty("known").GetInt32(), baseline.GetProperty("gone").GetArrayLength());
    }
}
