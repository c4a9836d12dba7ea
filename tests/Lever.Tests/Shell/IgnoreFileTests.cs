using System.Text;
using Lever.Workspace;

namespace Lever.Tests.Shell;

/// <summary>The ignore rules are held against git itself, on trees and patterns made at random from a fixed seed.</summary>
public class IgnoreFileTests
{
    private static readonly string[] names =
        ["a", "b", "ab", "abc", "x.py", "y.py", "z.pyc", "build", "doc", "a b", "#x", "!y", "[q]", "a*b", "ü", "foo.py", ".z", "trail "];

    private static readonly string[] pieces =
        ["a", "b", "ab", "*", "?", "**", "*.py", "x.*", "[ab]", "[!a]", "[^b]*", "[a-c]", "[[:alpha:]]", "[z-a]", "[]a]", "\\#x", "\\!y", "\\[q\\]",
         "a\\*b", "build", "doc", "*a*b*", "ü", "?ü", "a b", "foo", "*.pyc", "[", "[[:x:]]", "\\", "a\\", ".z", "***", "x.p[!z]", "[a\\-c]", "[--0]"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Agrees_with_git(int seed)
    {
        var random = new Random(seed);
        var wrong = new List<string>();
        for (var round = 0; round < 12; round++)
        {
            using var folder = new TemporaryFolder();
            folder.Git("", "init", "-q");
            var paths = MakeTree(folder, random);
            var rules = new List<string>();
            foreach (var at in new[] { "", "a/", "a/b/", "doc/" })
            {
                if (at != "" && !Directory.Exists(folder[at])) continue;
                if (at != "" && random.Next(2) == 0) continue;
                var text = MakeRules(random);
                rules.Add($"{at}.gitignore:\n{text}");
                folder.Write(at + ".gitignore", text);
            }
            var exclude = MakeRules(random);
            folder.Write(".git/info/exclude", exclude);

            var ignored = folder.Git(string.Concat(paths.Select(path => path.TrimEnd('/') + "\0")), "check-ignore", "--no-index", "--stdin", "-z")
                .Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
            foreach (var path in paths)
            {
                var expected = ignored.Contains(path.TrimEnd('/'));
                if (IsIgnored(folder, path) != expected)
                    wrong.Add($"{path}: git says {expected}\n{string.Join('\n', rules)}\nexclude:\n{exclude}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong, the first: {wrong.FirstOrDefault()}");
    }

    private static List<string> MakeTree(TemporaryFolder folder, Random random)
    {
        var paths = new HashSet<string>();
        for (var i = 0; i < 80; i++)
        {
            var path = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => names[random.Next(names.Length)]));
            if (Path.Exists(folder[path])) continue;
            var above = path;
            var isBlocked = false;
            while ((above = Path.GetDirectoryName(above)) is { Length: > 0 }) isBlocked |= File.Exists(folder[above]);
            if (isBlocked) continue;
            folder.Write(path);
            paths.Add(path);
            while ((path = Path.GetDirectoryName(path)) is { Length: > 0 }) paths.Add(path + "/");
        }
        return [.. paths.Order(StringComparer.Ordinal)];
    }

    private static string MakeRules(Random random)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "");
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            if (random.Next(4) == 0) text.Append('!');
            if (random.Next(4) == 0) text.Append('/');
            text.AppendJoin('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => MakePart(random)));
            if (random.Next(4) == 0) text.Append('/');
            text.Append(random.Next(12) switch { 0 => " ", 1 => "\\ ", 2 => "\t", 3 => "\r", 4 => "\\\\  ", _ => "" });
            text.Append('\n');
            if (random.Next(8) == 0) text.Append("# a comment\n\n   \n");
        }
        if (random.Next(4) == 0) text.Length--;
        return text.ToString();
    }

    private static string MakePart(Random random)
    {
        var part = pieces[random.Next(pieces.Length)];
        // gitignore(5) says that two stars within a name are like one; git itself, comparing plain beginnings first, lets them
        // cross a slash after such a beginning. We follow the description, so those are not made here.
        if (random.Next(3) == 0 && part is not ("**" or "***" or "*" or "\\" or "a\\")) part += pieces[random.Next(3)];
        return part;
    }

    private static bool IsIgnored(TemporaryFolder folder, string path)
    {
        var isFolder = path.EndsWith('/');
        path = path.TrimEnd('/');
        var chain = new IgnoreChain(IgnoreFile.Parse(File.ReadAllBytes(folder[".git/info/exclude"])), 0, null);
        var at = 0;
        while (true)
        {
            var rules = folder[path[..at] + ".gitignore"];
            if (File.Exists(rules)) chain = new IgnoreChain(IgnoreFile.Parse(File.ReadAllBytes(rules)), Encoding.UTF8.GetByteCount(path[..at]), chain);
            var slash = path.IndexOf('/', at);
            var upTo = slash < 0 ? path : path[..slash];
            if (IgnoreChain.Ignores(chain, Encoding.UTF8.GetBytes(upTo), slash >= 0 || isFolder)) return true;
            if (slash < 0) return false;
            at = slash + 1;
        }
    }
}
