using Lever.Review.Findings;
using Lever.Syntax.Python.Notebooks;
using Lever.Syntax.Text;

namespace Lever.Workspace;

/// <summary>A file's source, or why there is none. The text is valid until the reader reads the next file.</summary>
/// <param name="Text">Null where the file is not to be reviewed.</param>
/// <param name="Notebook">The notebook that the text is the code of; null for an ordinary file.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Hash">Of the file's bytes, where it was asked for.</param>
internal readonly record struct SourceContent(
    SourceText? Text, Notebook? Notebook, int Bytes, ContentHash Hash, IReadOnlyList<FileProblem> Problems);

/// <summary>Texts that stand in for files, as those that are open in an editor do.</summary>
internal interface IOpenTexts
{
    /// <summary>Copies the text that stands in for a file.</summary>
    /// <param name="buffer">Takes the text, in UTF-8 and without a byte order mark, then <see cref="SourceText.Padding"/> zero bytes; a larger one takes its place where need be.</param>
    /// <returns>The text's length in bytes; null where the file's own bytes count.</returns>
    int? Copy(string fullPath, ref byte[] buffer);
}

/// <summary>Reads and decodes source files, one after the other. Each worker has its own.</summary>
/// <param name="open">Texts that count in place of files; null where there are none.</param>
internal sealed class SourceReader(IOpenTexts? open = null)
{
    private readonly FileReader files = new();
    private byte[] openText = [];

    /// <param name="wantsHash">Is the file's hash needed, to write to it later?</param>
    public SourceContent Read(SourceFile file, bool wantsHash = false)
    {
        // Notebooks are left to their files: editors know them by cells.
        if (file.Language != Language.Notebook && open?.Copy(file.FullPath, ref openText) is { } length)
            return new SourceContent(new SourceText(openText, length), null, length, default, []);
        var read = files.Read(file.FullPath);
        if (read.Problem is { } trouble) return Nothing(0, new FileProblem(file.Path, 1, trouble));
        // Of what the user did not name itself, data that only looks like source by its name is passed over in silence.
        if (read.LooksBinary && file.Language != Language.Notebook)
            return file.IsNamed ? Nothing(read.Length, new FileProblem(file.Path, 1, "binary data, not source")) : Nothing(read.Length);
        // Decoding may rewrite the buffer.
        var hash = wantsHash ? ContentHash.Of(read.Bytes) : default;
        if (file.Language == Language.Notebook)
        {
            var notebook = Notebook.Read(read.Bytes);
            return new SourceContent(notebook.Text, notebook, read.Length, hash, ProblemsOf(file, read, notebook.Problems));
        }
        var decoded = file.Language == Language.Rust ? SourceDecoder.DecodeUtf8(read.Buffer, read.Length) : SourceDecoder.DecodePython(read.Buffer, read.Length);
        return new SourceContent(decoded.Text, null, read.Length, hash, decoded.Problems.Count == 0 ? [] : ProblemsOf(file, decoded));
    }

    private static SourceContent Nothing(int bytes, params IReadOnlyList<FileProblem> problems) => new(null, null, bytes, default, problems);

    private static FileProblem[] ProblemsOf(SourceFile file, FileBytes read, IReadOnlyList<Problem> problems)
    {
        if (problems.Count == 0) return [];
        var lines = new LineMap(SourceText.FromUtf8(read.Bytes));
        return [.. problems.Select(problem => new FileProblem(file.Path, lines.LineAt(problem.Span.Start), problem.Message))];
    }

    private static FileProblem[] ProblemsOf(SourceFile file, DecodedSource decoded)
    {
        var lines = new LineMap(decoded.Text);
        return [.. decoded.Problems.Select(problem => new FileProblem(file.Path, lines.LineAt(problem.Span.Start), problem.Message))];
    }
}
