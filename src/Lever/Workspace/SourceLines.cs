using Lever.Syntax.Text;

namespace Lever.Workspace;

/// <summary>Reads again, one at a time, the files that a report quotes from.</summary>
/// <param name="open">Texts that count in place of files; null where there are none.</param>
internal sealed class SourceLines(IEnumerable<SourceFile> files, IOpenTexts? open = null)
{
    private Dictionary<string, SourceFile>? filesByPath;
    private (string Path, int? Cell) last;
    private SourceText? text;

    /// <summary>The text of a file or of a notebook's cell; null where it cannot be read.</summary>
    public SourceText? TextOf(string path, int? cell)
    {
        if (last == (path, cell)) return text;
        last = (path, cell);
        text = null;
        filesByPath ??= files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        if (!filesByPath.TryGetValue(path, out var file)) return null;
        var source = new SourceReader(open).Read(file);
        text = source.Text;
        if (source.Notebook is { } notebook)
            text = notebook.Cells.Any(each => each.Number == cell) ? notebook.TextOf(notebook.Cells.First(each => each.Number == cell)) : null;
        return text;
    }

    public LineMap? LinesOf(string path, int? cell) => TextOf(path, cell) is { } found ? new LineMap(found) : null;
}
