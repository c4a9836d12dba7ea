using Lever.Workspace;

namespace Lever.Tests.Shell;

public class SourceFinderTests
{
    private static string[] Find(TemporaryFolder folder, params string[] paths)
    {
        var found = SourceFinder.Find(paths, folder.Path);
        Assert.Empty(found.Problems);
        return [.. found.Files.Select(file => file.Path)];
    }

    [Fact]
    public void Finds_source_sorted_by_path_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "b.py", "a/x.py", "a-b/x.py", "a/x.pyi", "n.ipynb", "data.txt", "script", "a/.hidden.py", ".config/x.py" })
            folder.Write(name, "x");
        Assert.Equal(["a-b/x.py", "a/x.py", "a/x.pyi", "b.py", "n.ipynb"], Find(folder, "."));
    }

    [Fact]
    public void Leaves_out_environments_caches_and_output()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[]
                 {
                     "m.py", "venv/x.py", "node_modules/x.py", "__pycache__/x.py", "lib/site-packages/x.py", "build/lib/x.py", "dist/x.py", ".lever/x.py",
                     "env/pyvenv.cfg", "env/x.py", "target/CACHEDIR.TAG", "target/x.py", "pip/build/__init__.py", "pip/build/x.py",
                 })
            folder.Write(name, "x");
        Assert.Equal(["m.py", "pip/build/__init__.py", "pip/build/x.py"], Find(folder, "."));
        // What the user names is taken whatever it is called.
        Assert.Equal(["env/x.py", "lib/site-packages/x.py"], Find(folder, "env", "lib/site-packages"));
    }

    [Fact]
    public void Finds_Rust_beside_Python_but_not_what_cargo_built()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "Cargo.toml", "src/lib.rs", "src/build/plan.rs", "py/a.py", "target/debug/build/x.rs", "kernel/target/arm.rs", "kernel/build/x.py" })
            folder.Write(name, "x");
        Assert.Equal(["kernel/target/arm.rs", "py/a.py", "src/build/plan.rs", "src/lib.rs"], Find(folder, "."));
        Assert.Equal(["target/debug/build/x.rs"], Find(folder, "target"));
    }

    [Fact]
    public void Follows_the_ignore_rules_of_every_level()
    {
        using var folder = new TemporaryFolder();
        folder.Git("", "init", "-q");
        folder.Write(".gitignore", "/gen/\n*_pb2.py\n!keep_pb2.py\n");
        folder.Write("a/.gitignore", "local.py\n!b_pb2.py\n");
        folder.Write(".git/info/exclude", "mine.py\n");
        foreach (var name in new[]
                 {
                     "gen/x.py", "x_pb2.py", "keep_pb2.py", "a/local.py", "a/b_pb2.py", "a/c_pb2.py", "a/gen/y.py", "b/local.py", "b/mine.py", "b/y.py",
                 })
            folder.Write(name, "x");
        Assert.Equal(["a/b_pb2.py", "a/gen/y.py", "b/local.py", "b/y.py", "keep_pb2.py"], Find(folder, "."));
        // A walk that starts below the repository's folder obeys the rules above it.
        Assert.Equal(["a/b_pb2.py", "a/gen/y.py"], Find(folder, "a"));
        Assert.Equal(["b/local.py", "b/y.py"], Find(folder, folder["b"]));
        Assert.Equal(["gen/x.py", "x_pb2.py"], Find(folder, "gen", "x_pb2.py"));
    }

    [Fact]
    public void A_repository_within_a_repository_has_rules_of_its_own()
    {
        using var folder = new TemporaryFolder();
        folder.Git("", "init", "-q");
        folder.Write(".gitignore", "x.py\n");
        folder.Write("inner/.git/info/exclude", "/z.py\n");
        foreach (var name in new[] { "x.py", "inner/x.py", "inner/z.py", "inner/a/z.py" }) folder.Write(name, "x");
        Assert.Equal(["inner/a/z.py", "inner/x.py"], Find(folder, "."));
    }

    [Fact]
    public void A_linked_worktree_shares_its_excludes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main/a.py", "x");
        folder.Git("", "init", "-q", "main");
        folder.Git("", "-C", "main", "add", ".");
        folder.Git("", "-C", "main", "commit", "-q", "-m", "a");
        folder.Git("", "-C", "main", "worktree", "add", "-q", folder["linked"]);
        folder.Write("main/.git/info/exclude", "b.py\n");
        folder.Write("linked/b.py", "x");
        Assert.Equal(["linked/a.py"], Find(folder, "linked"));
    }

    [Fact]
    public void Links_in_circles_end()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/x.py", "x");
        Directory.CreateSymbolicLink(folder["a/again"], folder["a"]);
        File.CreateSymbolicLink(folder["y.py"], folder["a/x.py"]);
        Assert.Equal(["a/x.py", "y.py"], Find(folder, "."));
        Assert.Equal(["a/again/x.py"], Find(folder, "a/again"));
    }

    [Fact]
    public void A_file_named_twice_is_found_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/x.py", "x");
        Assert.Equal(["a/x.py"], Find(folder, "a/x.py", ".", "./a/../a", folder["a/x.py"]));
    }

    [Fact]
    public void A_script_without_an_ending_is_taken_when_it_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tool", "#!/usr/bin/env python3\nprint(1)\n");
        folder.Write("shell", "#!/bin/sh\n# python\n");
        Assert.Empty(Find(folder, "."));
        Assert.Equal(["tool"], Find(folder, "tool"));
        var found = SourceFinder.Find(["shell", "./gone.py", "tool"], folder.Path);
        Assert.Equal(["shell"], found.Problems.Select(problem => problem.Path));
        Assert.Equal(["./gone.py"], found.Missing);
    }

    [Fact]
    public void Files_above_the_current_folder_are_shown_with_dots()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/x.py", "x");
        Directory.CreateDirectory(folder["b"]);
        Assert.Equal(["../a/x.py"], SourceFinder.Find(["../a"], folder["b"]).Files.Select(file => file.Path));
        var file = SourceFinder.Find(["../a"], folder["b"]).Files.Single();
        Assert.Equal("a/x.py", file.PathIn(folder.Path));
        Assert.Equal("../a/x.py", file.PathIn(folder["b"]));
    }

    [Fact]
    public void Agrees_with_git_on_a_random_tree()
    {
        var random = new Random(7);
        for (var round = 0; round < 10; round++)
        {
            using var folder = new TemporaryFolder();
            folder.Git("", "init", "-q");
            for (var i = 0; i < 60; i++)
                folder.Write(string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $"{(char)('a' + random.Next(4))}/")) + $"{(char)('a' + random.Next(6))}.py", "x");
            foreach (var at in new[] { "", "a/", "b/a/" })
                folder.Write(at + ".gitignore", string.Concat(Enumerable.Range(0, 5).Select(_ =>
                    (random.Next(3) == 0 ? "!" : "") + (random.Next(3) == 0 ? "/" : "") + new[] { "a.py", "[b-d].py", "a/", "*/b", "c/**/e.py", "**/d", "?.py" }[random.Next(7)] + "\n")));
            var expected = folder.Git("", "ls-files", "-co", "--exclude-standard", "-z", "*.py").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(expected.Order(StringComparer.Ordinal), Find(folder, "."));
        }
    }
}
