using System.Runtime.CompilerServices;

namespace Lever.Tests;

/// <summary>
/// Compares a text with a committed one. <c>UPDATE_SNAPSHOTS=1</c> rewrites those that differ; on a build server
/// (<c>CI=true</c>) nothing is ever written.
/// </summary>
internal static class Snap
{
    public static void Match(string name, string actual, [CallerFilePath] string caller = "")
    {
        var area = Path.GetFileName(Path.GetDirectoryName(caller)!);
        var file = Path.Combine(RepositoryFiles.Root, "tests", "Lever.Tests", "Snapshots", area, name);
        var expected = File.Exists(file) ? File.ReadAllText(file) : null;
        if (expected == actual) return;
        var update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1" && Environment.GetEnvironmentVariable("CI") != "true";
        if (!update)
        {
            Assert.True(expected is not null, $"there is no snapshot {area}/{name} yet; UPDATE_SNAPSHOTS=1 writes it");
            Assert.Equal(expected, actual);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, actual);
    }
}
