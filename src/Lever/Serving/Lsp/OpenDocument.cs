namespace Lever.Serving.Lsp;

/// <summary>An open document of a project. Folders come and go in a workspace, so the same text may come to belong to another one.</summary>
/// <param name="path">Absolute, without links.</param>
internal sealed class OpenDocument(DocumentText text, ServedProject project, string path)
{
    public DocumentText Text => text;

    public string Uri => text.Uri;

    public ServedProject Project => project;

    public string Path => path;
}
