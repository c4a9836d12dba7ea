using System.Globalization;
using Lever.Benchmarks;

namespace Lever.Tests;

/// <summary>Looking at a file in which there is nothing to find costs next to nothing: the committed counts are upper bounds.</summary>
public class AllocationTests
{
    private const string Remedy = "; where it is meant to, `dotnet run -c Release --project bench/Lever.Benchmarks -- allocations examples > bench/allocations.txt`";

    /// <summary>Debug and release builds differ by an object or two of this size; a list or string a node would be hundreds of times as much.</summary>
    private const long Slack = 96;

    [Fact]
    public void Files_without_findings_allocate_no_more_than_stated()
    {
        var stated = File.ReadLines(Path.Combine(RepositoryFiles.Root, "bench", "allocations.txt")).Where(line => !line.StartsWith('#')).Select(Count).ToDictionary(count => count.Path);
        foreach (var count in AllocationCounts.Of(Path.Combine(RepositoryFiles.Root, "examples")))
        {
            Assert.True(stated.TryGetValue(count.Path, out var bound), $"{count.Path} is not in bench/allocations.txt{Remedy}");
            Assert.True(count.Parse <= bound!.Parse, $"{count.Path}: parsing allocates {count.Parse} bytes, not {bound.Parse}{Remedy}");
            Assert.True(count.Check <= bound.Check + Slack, $"{count.Path}: checking allocates {count.Check} bytes, not {bound.Check}{Remedy}");
        }
    }

    private static AllocationCount Count(string line)
    {
        var words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return new AllocationCount(words[2], long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
    }
}
