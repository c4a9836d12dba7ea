using System.Diagnostics;
using System.Text;
using CsCheck;
using Lever.Review.Settings;

namespace Lever.Tests.Shell;

public class GlobPatternTests
{
    [Theory]
    [InlineData("src/feed/**", "src/feed/a.py", true)]
    [InlineData("src/feed/**", "src/feed/x/y/a.py", true)]
    [InlineData("src/feed/**", "src/feed", false)]
    [InlineData("src/feed/**", "lib/src/feed/a.py", false)]
    [InlineData("**/settings.py", "settings.py", true)]
    [InlineData("**/settings.py", "a/b/settings.py", true)]
    [InlineData("**/settings.py", "a/b/mysettings.py", false)]
    [InlineData("settings.py", "a/b/settings.py", true)]
    [InlineData("/settings.py", "a/settings.py", false)]
    [InlineData("tests", "pkg/tests/deep/test_a.py", true)]
    [InlineData("tests/", "pkg/tests/deep/test_a.py", true)]
    [InlineData("tests/", "pkg/tests", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/b/**/z", "a/b/b/c/z", true)]
    [InlineData("a/**/b/*/z", "a/x/b/y/b/c/z", true)]
    [InlineData("*.py[co]", "x/m.pyc", true)]
    [InlineData("*.py[!co]", "x/m.pyi", true)]
    [InlineData("*.py[^co]", "x/m.pyc", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("a*c", "a/c", false)]
    [InlineData("d/a*b*c", "d/axbybzc", true)]
    [InlineData("[a/b]x", "ax", true)]
    [InlineData("[[:digit:][:upper:]]", "q/7", true)]
    [InlineData("[[:nonsense:]]", "n", false)]
    [InlineData("[z-a]", "m", false)]
    [InlineData("[]-]", "]", true)]
    [InlineData("[a", "a", false)]
    [InlineData("a\\", "a\\", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("\\#x", "#x", true)]
    [InlineData("", "a", false)]
    [InlineData("/", "a", false)]
    [InlineData("**", "a/b", true)]
    [InlineData("größe*", "x/größer.py", true)]
    public void Covers(string pattern, string path, bool expected) => Assert.Equal(expected, GlobPattern.Parse(pattern).Covers(path));

    [Fact]
    public void Any_bytes_compile_and_match_without_trouble() =>
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[1, 40])
            .Sample((pattern, path) => { GlobPattern.Parse(pattern).IsMatch(path, isFolder: false); }, iter: 20_000);

    [Fact]
    public void Patterns_made_to_backtrack_are_decided_at_once()
    {
        var clock = Stopwatch.StartNew();
        var stars = GlobPattern.Parse(string.Concat(Enumerable.Repeat("*a", 1000)) + "b");
        Assert.False(stars.IsMatch(Encoding.ASCII.GetBytes(new string('a', 4000)), isFolder: false));
        var depths = GlobPattern.Parse(string.Concat(Enumerable.Repeat("**/a/", 500)) + "b");
        Assert.False(depths.IsMatch(Encoding.ASCII.GetBytes(string.Join('/', Enumerable.Repeat("a", 2000))), isFolder: false));
        // Exponential time would not end in a lifetime; the bound only has to tell the two apart.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }
}
