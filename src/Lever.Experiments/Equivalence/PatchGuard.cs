using System.Collections.Immutable;

namespace Lever.Experiments.Equivalence;

/// <summary>Files that a patch must not touch, because the judgement on it rests on them.</summary>
public static class PatchGuard
{
    private static readonly ImmutableHashSet<string> testFiles =
        ["conftest.py", "pytest.ini", "tox.ini", "noxfile.py", ".coveragerc", "sitecustomize.py", "usercustomize.py", "setup.cfg", "pyproject.toml", "lever.toml", "rust-toolchain", "rust-toolchain.toml"];

    private static readonly ImmutableHashSet<string> testFolders = ["test", "tests", "testing", "benches", ".lever", "lever_harness"];

    /// <summary>What the harness imports after the project's folders are on the path, or that decides what it measures.</summary>
    private static readonly ImmutableHashSet<string> shadowing =
        ["time.py", "random.py", "json.py", "pickle.py", "copy.py", "gc.py", "threading.py", "asyncio.py", "tracemalloc.py", "annotationlib.py", "pytest.py", "unittest.py"];

    /// <summary>What a set of edited files does to the judgement; null where nothing.</summary>
    /// <param name="paths">Relative to the project, with forward slashes.</param>
    public static string? Objection(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var parts = path.Split('/', '\\');
            var name = parts[^1];
            if (testFiles.Contains(name)) return $"the patch edits `{path}`, which decides how the project is tested";
            if (name.StartsWith("lever_", StringComparison.Ordinal) || name == "worker.py" && parts.Contains("harness")) return $"the patch edits `{path}`, which is named as the harness is";
            if (name.EndsWith(".pth", StringComparison.Ordinal)) return $"the patch edits `{path}`, which the interpreter runs at its start";
            if (parts.AsSpan(0, parts.Length - 1).Contains(".cargo")) return $"the patch edits `{path}`, which decides how the project is built and run";
            if (name == "build.rs") return $"the patch edits `{path}`, which cargo runs where the tests are";
            if (IsTest(name) || parts[..^1].Any(testFolders.Contains)) return $"the patch edits the test `{path}`";
            if (shadowing.Contains(name) && parts.Length <= 2) return $"the patch edits `{path}`, which stands in for a module of the interpreter";
        }
        return null;
    }

    private static bool IsTest(string name) =>
        name.EndsWith(".py", StringComparison.Ordinal) && (name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test.py", StringComparison.Ordinal) || name == "tests.py")
        || name is "tests.rs" or "test.rs" || name.EndsWith("_tests.rs", StringComparison.Ordinal) || name.EndsWith("_test.rs", StringComparison.Ordinal);
}
