using System.Collections.Concurrent;
using Lever.Review.Findings;
using Lever.Review.Semantics.Rust.Traits;

namespace Lever.Review.Semantics.Rust.Calls;

/// <summary>A way through functions of the project to a call that holds its thread.</summary>
/// <param name="Steps">The calls on the way; the last one is that which waits.</param>
/// <param name="IsSure">Does no branch on the way decide whether it is gone?</param>
internal sealed record WayToWaiting(RustSymbol Symbol, IReadOnlyList<ChainStep> Steps, bool IsSure);

/// <summary>
/// The calls between the functions of a project. A file's part is read when a question first comes to it, so that projects that ask nothing pay nothing.
/// </summary>
/// <param name="read">Reads the facts of a file's functions; called by several threads, perhaps twice for a file.</param>
/// <param name="readScans">Reads which functions of a file go through what they are given, in the same way.</param>
internal sealed class CallGraph(RustIndex index, Func<string, IReadOnlyDictionary<PathKey, FunctionFacts>> read, Func<string, IReadOnlyDictionary<PathKey, ScanningFunction>> readScans)
{
    /// <summary>Functions on a way: longer ones convince nobody.</summary>
    private const int Longest = 4;

    /// <summary>Functions that one question looks at.</summary>
    private const int Most = 200;

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<PathKey, FunctionFacts>> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<PathKey, WayToWaiting?> ways = new();

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<PathKey, ScanningFunction>> scans = new(StringComparer.Ordinal);

    /// <summary>What each call of a function of another file goes through; null where none is known.</summary>
    /// <param name="function">Its full path.</param>
    /// <param name="from">The file that asks, which knows its own functions.</param>
    public ScanningFunction? ScanOf(PathKey function, string from) =>
        index.FileOf(function) is { } file && file != from ? scans.GetOrAdd(file, readScans).GetValueOrDefault(function) : null;

    /// <summary>
    /// The shortest way from a function to a call that holds its thread; null where none is known. Ways that are surely gone come first, and what waits for
    /// a file alone comes after all others.
    /// </summary>
    public WayToWaiting? ToWaiting(ProjectFunction function) =>
        ways.TryGetValue(function.Key, out var known) ? known : ways.GetOrAdd(function.Key, FindWay(function.Key, function.Path));

    private WayToWaiting? FindWay(PathKey function, string path)
    {
        // The nearest way may be one that a branch decides on, while a longer one is sure.
        var sure = Nearest(function, path, isSureOnly: true);
        if (sure is { Symbol.Waiting: not Waiting.File }) return sure;
        var any = Nearest(function, path, isSureOnly: false);
        return any is { Symbol.Waiting: not Waiting.File } ? any : sure ?? any;
    }

    /// <summary>The shortest way to what waits for anything but a file, or else for a file.</summary>
    /// <param name="isSureOnly">Are ways left out on which a branch decides?</param>
    private WayToWaiting? Nearest(PathKey function, string path, bool isSureOnly)
    {
        WayToWaiting? toFile = null;
        var seen = new HashSet<PathKey> { function };
        var open = new Queue<(PathKey Function, string Path, ChainStep[] Steps, bool IsSure)>();
        open.Enqueue((function, path, [], true));
        while (open.TryDequeue(out var at))
        {
            if (index.FileOf(at.Function) is not { } file || FactsOf(at.Function, file) is not { } facts) continue;
            foreach (var wait in facts.Waits)
            {
                if (isSureOnly && !wait.IsSure) continue;
                var way = new WayToWaiting(wait.Symbol, [.. at.Steps, new ChainStep(file, wait.Range, at.Path, $"`{wait.Symbol.ShortPath}` holds the thread here")], at.IsSure && wait.IsSure);
                if (wait.Symbol.Waiting != Waiting.File) return way;
                toFile ??= way;
            }
            if (at.Steps.Length + 1 == Longest) continue;
            foreach (var call in facts.Calls)
                if ((call.IsSure || !isSureOnly) && seen.Count < Most && seen.Add(call.Callee)) open.Enqueue((call.Callee, call.Path, [.. at.Steps, new ChainStep(file, call.Range, at.Path, $"calls `{call.Path[(call.Path.LastIndexOf(':') + 1)..]}`")], at.IsSure && call.IsSure));
        }
        return toFile;
    }

    private FunctionFacts? FactsOf(PathKey function, string file) => files.GetOrAdd(file, read).GetValueOrDefault(function);
}
