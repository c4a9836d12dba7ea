using System.Globalization;
using CsCheck;
using static Lever.Tests.Shell.CommandRun;

namespace Lever.Tests.Shell;

/// <summary>Parts of a check, put together, are the check: to the byte, in every format.</summary>
public class MergeTests
{
    private const string Slow = "def unique(words: list[str]) -> list[str]:\n    seen = []\n    for word in words:\n        if word in seen:\n            continue\n        seen.append(word)\n    return seen\n";

    private static readonly string[] formats = ["json", "terminal", "sarif", "github", "gitlab", "rdjson", "junit", "markdown"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    public void The_parts_together_are_the_whole_in_every_format(int count)
    {
        using var folder = Project();
        var parts = Parts(folder, count, "--all");
        var whole = Of(folder, "check", "--all", "--format", "json");
        // The point of it: a chain over files of different parts.
        Assert.Contains("\"chain\":", whole.Output, StringComparison.Ordinal);
        foreach (var format in formats)
        {
            var expected = Of(folder, "check", "--all", "--format", format, "--fail-on", "estimated");
            var merged = Of(folder, ["merge", .. parts.Reverse(), "--format", format, "--fail-on", "estimated"]);
            Assert.Equal(expected, merged);
        }
    }

    [Fact]
    public void The_parts_of_a_change_together_are_the_change()
    {
        using var folder = Project();
        folder.Git("", "init", "-q");
        folder.Git("", "add", "-A");
        folder.Git("", "commit", "-q", "-m", "start");
        // What is called changes; what calls it, in another file, is told.
        folder.Write("pkg/store.py", File.ReadAllText(folder["pkg/store.py"]).Replace("0.1", "0.2", StringComparison.Ordinal));
        var whole = Of(folder, "check", "--diff", "HEAD", "--format", "json");
        Assert.Contains("pkg/handler.py", whole.Output, StringComparison.Ordinal);
        Assert.Equal(whole, Of(folder, ["merge", .. Parts(folder, 3, "--diff", "HEAD"), "--format", "json"]));
    }

    [Fact]
    public void What_is_fixed_of_a_baseline_is_told_as_by_the_whole()
    {
        using var folder = Project();
        folder.Write("lever.toml", "[baseline]\nfile = 'known.json'\n");
        Of(folder, "check", "--write-baseline");
        File.Delete(folder["pkg/m1.py"]);
        folder.Write("pkg/m2.py", "x = 1\n");
        folder.Write("pkg/new.py", Slow.Replace("seen", "known", StringComparison.Ordinal));
        var whole = Of(folder, "check", "--format", "json");
        Assert.Equal(2, whole.Json.GetProperty("baseline").GetProperty("gone").GetArrayLength());
        Assert.Equal(whole, Of(folder, ["merge", .. Parts(folder, 4), "--format", "json"]));
    }

    [Fact]
    public void What_moved_is_told_as_by_the_whole_whichever_parts_see_it()
    {
        using var folder = Project();
        folder.Write("lever.toml", "[baseline]\nfile = 'known.json'\n");
        Of(folder, "check", "--write-baseline");
        var before = Of(folder, "check", "--format", "json").Json.GetProperty("baseline").GetProperty("known").GetInt32();
        var code = File.ReadAllText(folder["pkg/m1.py"]);
        File.Delete(folder["pkg/m1.py"]);
        // Copies that fall to different parts: one of them moved.
        foreach (var name in (string[])["a_copy", "m_copy", "z_copy"]) folder.Write($"pkg/{name}.py", code);
        var whole = Of(folder, "check", "--format", "json");
        Assert.Equal(2, whole.Json.GetProperty("findings").GetArrayLength());
        Assert.Equal(before, whole.Json.GetProperty("baseline").GetProperty("known").GetInt32());
        foreach (var count in (int[])[2, 3, 5]) Assert.Equal(whole, Of(folder, ["merge", .. Parts(folder, count), "--format", "json"]));
    }

    [Fact]
    public void Parts_that_do_not_belong_together_are_refused_with_the_file_and_why()
    {
        using var folder = Project();
        var parts = Parts(folder, 3);
        Refused("lever: parts 2, 3 of 3 missing", parts[0]);
        Refused($"lever: {parts[0]}: part 1, as {parts[0]} is", [parts[0], .. parts]);
        Refused("lever: gone.json: no such file or folder", parts[0], "gone.json");
        folder.Write("whole.json", Of(folder, "check", "--format", "json").Output);
        Refused("lever: whole.json: this is the report of a whole check, not of a part", "whole.json");
        folder.Write("cut.json", File.ReadAllText(folder[parts[0]])[..200]);
        Refused("lever: cut.json: this is no JSON, at line 1; was it written to its end?", "cut.json");
        folder.Write("other.json", "{}");
        Refused("lever: other.json: this is no report of `lever check --format json`", "other.json");
        folder.Write("odd.json", """{"schema": "lever.check/1", "shard": 3}""");
        Refused("lever: odd.json: this is no report of `lever check` as this version writes it", "odd.json");
        folder.Write("all.json", Of(folder, "check", "--all", "--shard", "1/3", "--format", "json").Output);
        Refused($"lever: all.json: made with another configuration, other options, or another baseline than {parts[1]}", parts[1], "all.json", parts[2]);
        folder.Write("four.json", Of(folder, "check", "--shard", "4/4", "--format", "json").Output);
        Refused("lever: four.json: one of 4 parts, and shard-1.json is one of 3", [.. parts, "four.json"]);
        folder.Write("old.json", File.ReadAllText(folder[parts[2]]).Replace("\"version\":\"", "\"version\":\"9", StringComparison.Ordinal));
        Refused("lever: old.json: written by lever 9", parts[0], parts[1], "old.json");
        folder.Write("pkg/another.py", Slow);
        folder.Write("later.json", Of(folder, "check", "--shard", "3/3", "--format", "json").Output);
        Refused("lever: later.json: made over other files than shard-1.json; check out the same commit", parts[0], parts[1], "later.json");

        void Refused(string expected, params string[] files)
        {
            var run = Of(folder, ["merge", .. files]);
            Assert.Equal((2, ""), (run.Code, run.Output));
            Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
        }
    }

    /// <summary>A report is a file like any other: whatever became of its bytes, it is merged or refused.</summary>
    [Fact]
    public void Broken_reports_are_refused_and_break_nothing()
    {
        string[] odd = ["", "0", "-1", "1e999", "99999999999", "null", "\"", "[", "{}", "\\ud800", "\"x\":"];
        using var folder = Project();
        var text = File.ReadAllText(folder[Parts(folder, 1, "--all")[0]]);
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Int[0, 12], Gen.Int[0, odd.Length - 1]).Array[1, 2].Sample(edits =>
        {
            var broken = text;
            foreach (var (at, length, instead) in edits) broken = broken[..Math.Min(at, broken.Length)] + odd[instead] + broken[Math.Min(at + length, broken.Length)..];
            folder.Write("broken.json", broken);
            foreach (var format in formats)
            {
                var run = Of(folder, "merge", "broken.json", "--format", format);
                if (run.Code is not (0 or 2) || run.Code == 2 && (run.Output.Length > 0 || !run.Errors.StartsWith("lever: ", StringComparison.Ordinal))) throw new InvalidOperationException(run.Errors);
            }
        }, iter: 300, threads: 1);
    }

    private static string[] Parts(TemporaryFolder folder, int count, params string[] options)
    {
        var files = new string[count];
        for (var at = 1; at <= count; at++)
        {
            files[at - 1] = string.Create(CultureInfo.InvariantCulture, $"shard-{at}.json");
            var part = Of(folder, ["check", .. options, "--shard", string.Create(CultureInfo.InvariantCulture, $"{at}/{count}"), "--format", "json"]);
            Assert.Equal(0, part.Code);
            folder.Write(files[at - 1], part.Output);
        }
        return files;
    }

    /// <summary>Findings within files and over files, of both languages, trouble of several kinds, a notebook, and an ignore that only a look over files can match.</summary>
    private static TemporaryFolder Project()
    {
        var folder = new TemporaryFolder();
        folder.Write("pkg/__init__.py");
        folder.Write("pkg/store.py", "import time\n\n\ndef load(key: str) -> str:\n    time.sleep(0.1)\n    return key\n");
        folder.Write("pkg/service.py", "from pkg.store import load\n\n\ndef serve(key: str) -> str:\n    return load(key)\n");
        folder.Write("pkg/handler.py", "from pkg.service import serve\n\n\nasync def handle(key: str) -> str:\n    return serve(key)\n\n\nasync def quiet(key: str) -> str:\n    return serve(key)  # lever: ignore[py-blocking-reached-from-async] measured\n\n\nasync def idle(key: str) -> str:\n    return key  # lever: ignore[py-blocking-reached-from-async] stale\n");
        for (var at = 0; at < 5; at++) folder.Write($"pkg/m{at}.py", Slow);
        folder.Write("pkg/bad.py", "def f(:\n");
        folder.Write("tests/test_slow.py", Slow);
        folder.Write("src/lib.rs", "pub fn names(rows: &[String]) -> Vec<String> {\n    let mut seen = Vec::new();\n    for row in rows {\n        if !seen.contains(row) {\n            seen.push(row.clone());\n        }\n    }\n    seen\n}\n");
        File.CreateSymbolicLink(folder["pkg/gone.py"], folder["nowhere.py"]);
        return folder;
    }
}
