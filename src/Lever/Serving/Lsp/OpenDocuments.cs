using System.Collections.Concurrent;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>The documents that are open, by URI and by file.</summary>
internal sealed class OpenDocuments : IOpenTexts
{
    private readonly ConcurrentDictionary<string, OpenDocument> byUri = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OpenDocument> byPath = new(StringComparer.Ordinal);

    public IReadOnlyList<OpenDocument> All => [.. byUri.Values];

    public OpenDocument? Find(string uri) => byUri.GetValueOrDefault(uri);

    public void Add(OpenDocument document)
    {
        byUri[document.Uri] = document;
        byPath[document.Path] = document;
    }

    public void Remove(OpenDocument document)
    {
        byUri.TryRemove(document.Uri, out _);
        byPath.TryRemove(new KeyValuePair<string, OpenDocument>(document.Path, document));
    }

    public int? Copy(string fullPath, ref byte[] buffer) => byPath.TryGetValue(fullPath, out var document) ? document.Text.Copy(ref buffer).Length : null;
}
