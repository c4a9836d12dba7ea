using System.Collections.Concurrent;
using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Calls;

namespace Lever.Workspace;

/// <summary>Reads what the functions of a project's Rust files call, a file at a time and from any thread.</summary>
/// <param name="project">With what its files declare.</param>
/// <param name="open">Texts that count in place of files; null where there are none.</param>
/// <param name="parsed">Where files may be kept as they were parsed; null where none are.</param>
internal sealed class RustCallReader(IReadOnlyDictionary<string, SourceFile> files, RustProject project, IOpenTexts? open, ParsedRust? parsed)
{
    /// <summary>Files are asked for in the middle of another one, whose buffers must stay as they are.</summary>
    private readonly ConcurrentBag<(SourceReader Source, RustReader Rust)> readers = [];

    /// <summary>What the functions of a file call and wait for.</summary>
    public IReadOnlyDictionary<PathKey, FunctionFacts> Read(string path) => Ask(path, FunctionFacts.Of, FunctionFacts.None);

    /// <summary>Which functions of a file go through what they are given.</summary>
    public IReadOnlyDictionary<PathKey, ScanningFunction> ReadScans(string path) => Ask(path, LinearFunction.ForOthers, ScanningFunction.None);

    private T Ask<T>(string path, Func<RustModule, T> question, T none)
    {
        if (!readers.TryTake(out var reader)) reader = (new SourceReader(open), new RustReader());
        var answer = none;
        if (parsed?.Of(files[path]) is { } kept) answer = question(reader.Rust.Read(path, kept.Tree, project));
        else if (reader.Source.Read(files[path]).Text is { } text) answer = question(reader.Rust.Read(path, text, project));
        readers.Add(reader);
        return answer;
    }
}
