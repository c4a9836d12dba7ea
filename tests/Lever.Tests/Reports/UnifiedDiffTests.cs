using System.Text;
using CsCheck;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Syntax.Text;

namespace Lever.Tests.Reports;

public sealed class UnifiedDiffTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("lever-diff-");

    public UnifiedDiffTests() => Git("init", "-q");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>A text of few different lines, so that lines repeat, with every kind of terminator, the last perhaps without.</summary>
    private static readonly Gen<string> Text =
        from lines in Gen.Select(Of("", "a", "b", "    return x", "é", "-- x", "++ y", "\\ z"), Of("\n", "\n", "\r\n", "\r")).List[0, 30]
        from last in Of("", "", "end", "}")
        select string.Concat(lines.Select(line => line.Item1 + line.Item2)) + last;

    private static readonly Gen<(string Text, List<Edit> Edits)> Change =
        from text in Text
        from cuts in Gen.Double.Unit.List[0, 6]
        from inserted in Of("", "x", "\n", "new\n", "one\r\ntwo\r\n", "no end", "    y = 1\n    z = 2\n").List[3]
        select (text, EditsOf(text, cuts, inserted));

    [Fact]
    public void Git_applies_every_diff_to_the_same_bytes() => Change.Sample(change =>
    {
        var before = SourceText.From(change.Text);
        var after = PatchText.Apply(before, change.Edits);
        return Applied("src/some file.py", before, after).AsSpan().SequenceEqual(after.Bytes);
    }, iter: 150, threads: 1);

    public static TheoryData<string, byte[], byte[]> Places => new()
    {
        { "empty.py", [], "a\n"u8.ToArray() },
        { "emptied.py", "a"u8.ToArray(), [] },
        { "no-end.py", "a\nb"u8.ToArray(), "a\nb\n"u8.ToArray() },
        { "latin1.py", [.. "# caf\xE9\n"u8, 0xE9, (byte)'\n', .. "x = 1\n"u8], [.. "# caf\xE9\n"u8, 0xE9, (byte)'\n', .. "x = 2\n"u8] },
        { "mit \"Anführung\" und\ttab.py", "a\n"u8.ToArray(), "b\n"u8.ToArray() },
        { "été/名前.py", "a\r\nb\r\n"u8.ToArray(), "a\r\nc\r\n"u8.ToArray() },
        { "back\\slash.py", "a\n"u8.ToArray(), "b\n"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Git_applies_at_the_edges(string path, byte[] before, byte[] after) =>
        Assert.Equal(after, Applied(path, SourceText.FromUtf8(before), SourceText.FromUtf8(after)));

    [Fact]
    public void Equal_texts_have_no_diff() => Assert.Empty(UnifiedDiff.Bytes("a.py", SourceText.From("a\n"), SourceText.From("a\n")));

    [Fact]
    public void A_text_that_is_no_UTF8_has_bytes_but_no_text() =>
        Assert.Null(UnifiedDiff.Text("a.py", SourceText.FromUtf8([0xE9]), SourceText.From("e")));

    [Fact]
    public void Overlapping_edits_are_refused()
    {
        Edit[] edits = [EditAt(0, 3, "x"), EditAt(2, 4, "y")];
        Assert.Contains("overlaps", Assert.Throws<ArgumentException>(() => PatchText.Apply(SourceText.From("abcdef"), edits)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_outside_the_text_is_refused() =>
        Assert.Throws<ArgumentException>(() => PatchText.Apply(SourceText.From("abc"), [EditAt(2, 4, "x")]));

    [Fact]
    public void Insertions_at_one_place_keep_their_order() =>
        Assert.Equal("a12b", PatchText.Apply(SourceText.From("ab"), [EditAt(1, 1, "1"), EditAt(1, 1, "2")]).ToString());

    [Fact]
    public void A_cell_s_patch_is_a_sketch_and_a_manual_fix_shows_the_rule_s_replacement()
    {
        Issue[] issues = [.. Samples.Check.Findings.Select((finding, at) =>
            new Issue { Finding = finding, Rank = new Rank(at + 1, 0, []), Effort = Effort.Small, Next = "" })];
        var patches = ReviewPatches.Of(issues, Samples.Text);
        Assert.Equal([PatchForm.Diff, PatchForm.Sketch, PatchForm.Sketch, PatchForm.Diff, PatchForm.Sketch], patches.Select(patch => patch.Form));
        Assert.Contains("#cell3", patches[1].Text, StringComparison.Ordinal);
        Assert.StartsWith("seen = set(seen_list)\n", patches[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_page_without_replacement_gives_no_sketch() => Assert.Null(ReviewPatches.Replacement("A page.\n\n## Example\n```python\nx\n```\n"));

    private static Gen<string> Of(params string[] texts) => Gen.OneOf(texts);

    private static List<Edit> EditsOf(string text, List<double> cuts, List<string> inserted)
    {
        // Cuts fall between code points, since that is where rules place their edits.
        var bounds = text.EnumerateRunes().Aggregate(new List<int> { 0 }, (ends, rune) => [.. ends, ends[^1] + rune.Utf8SequenceLength]);
        int[] at = [.. cuts.Select(cut => bounds[(int)(cut * (bounds.Count - 1))]).Order()];
        List<Edit> edits = [];
        for (var pair = 0; pair + 1 < at.Length; pair += 2) edits.Add(EditAt(at[pair], at[pair + 1], inserted[pair / 2]));
        return edits;
    }

    private static Edit EditAt(int start, int end, string text) => new(new Span(start, end), default, text);

    private byte[] Applied(string path, SourceText before, SourceText after)
    {
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, before.Bytes);
        var diff = UnifiedDiff.Bytes(path, before, after);
        if (diff.Length == 0) return before.Bytes.ToArray();
        File.WriteAllBytes(Path.Combine(folder.FullName, "change.diff"), diff);
        Git("-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "change.diff");
        return File.ReadAllBytes(file);
    }

    private void Git(params string[] arguments)
    {
        var git = External.Run("git", folder.FullName, arguments);
        Assert.True(git.Code == 0, git.Errors);
    }
}
