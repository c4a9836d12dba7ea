using System.Collections.Concurrent;
using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Workspace;

/// <summary>A Rust file as it was read and parsed.</summary>
/// <param name="Problems">Those of reading it.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Hash">Of the file's bytes, where it was asked for.</param>
internal sealed record ParsedFile(PackedTree Tree, IReadOnlyList<FileProblem> Problems, int Bytes, ContentHash Hash);

/// <summary>
/// The Rust files of a run as they were parsed when their declarations were read, kept until they are checked: each is read and parsed once. Those of
/// which there is no room are read again.
/// </summary>
/// <param name="wantsHashes">Will the files be written to?</param>
internal sealed class ParsedRust(ReviewJob job, bool wantsHashes) : IDisposable
{
    /// <summary>How many bytes of trees are kept: those of some sixty megabytes of source.</summary>
    private const long Room = 144 << 20;

    private readonly TreeStore store = new(Room);
    private readonly ConcurrentDictionary<string, ParsedFile> files = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<RustReader> readers = [];
    private readonly HashSet<SourceFile>? own = job.Files.Count + job.Around.Count < job.Project.Count ? [.. job.Files, .. job.Around] : null;

    public bool WantsHashes => wantsHashes;

    /// <summary>Keeps a file, if it is going to be checked.</summary>
    public void Keep(SourceFile file, SourceContent source, SyntaxTree tree)
    {
        if (own?.Contains(file) != false && store.Pack(tree) is { } packed) files[file.Path] = new ParsedFile(packed, source.Problems, source.Bytes, source.Hash);
    }

    public ParsedFile? Of(SourceFile file) => files.GetValueOrDefault(file.Path);

    /// <summary>A reader whose buffers serve again when the files are checked.</summary>
    public RustReader NewReader()
    {
        var reader = new RustReader();
        readers.Add(reader);
        return reader;
    }

    /// <summary>A reader that nobody uses any more; a new one where there is none.</summary>
    public RustReader TakeReader() => readers.TryTake(out var reader) ? reader : new RustReader();

    public void ForgetReaders() => readers.Clear();

    public void Dispose() => store.Dispose();
}
