using System.Text.Json;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>What an initialized server knows and does: the projects of the client's workspace, the documents it has open, and an answer to each request.</summary>
internal sealed class LspSession : IDisposable
{
    private readonly Host host;
    private readonly GlobalChoices chosen;
    private readonly Client client;
    private readonly CancellationToken stop;
    private readonly OpenDocuments documents = new();
    private readonly List<ServedProject> projects = [];
    private readonly DocumentDesk desk;
    private readonly ProjectKeeper keeper;
    private readonly PublishedDiagnostics diagnostics;
    private ClientAbilities abilities = new();

    /// <param name="stop">Set when the server ends.</param>
    public LspSession(Host host, GlobalChoices chosen, Client client, CancellationToken stop)
    {
        (this.host, this.client, this.stop) = (host, client, stop);
        this.chosen = chosen.Config is { } configuration ? chosen with { Config = Path.GetFullPath(configuration, host.CurrentFolder) } : chosen;
        diagnostics = new PublishedDiagnostics(client);
        desk = new DocumentDesk(host.Clock, view => { if (!abilities.PullsDiagnostics) diagnostics.Push(view); });
        keeper = new ProjectKeeper(host.Clock, desk, client, RefreshClient, stop);
    }

    /// <summary>Takes what the client says of itself and of its workspace: all of its folders count, as they are now.</summary>
    public ClientAbilities Initialize(JsonElement parameters)
    {
        abilities = ClientAbilities.Of(parameters);
        var folders = parameters.Part("workspaceFolders").Items().Select(folder => folder.Text("uri")).OfType<string>().ToList();
        if (folders.Count == 0 && parameters.Text("rootUri") is { } root) folders.Add(root);
        if (folders.Count == 0 && parameters.Text("rootPath") is { } path && Path.IsPathFullyQualified(path)) folders.Add(new Uri(path).AbsoluteUri);
        foreach (var uri in folders.Distinct())
            if (FileUri.PathOf(uri) is { } folder && Directory.Exists(folder)) projects.Add(new ServedProject(uri, new WorkspaceFolder(folder), host, chosen, documents, stop));
        return abilities;
    }

    /// <summary>Answers a request, now or later.</summary>
    public void Answer(PendingRequest request, string method, JsonElement parameters)
    {
        switch (method)
        {
            case "textDocument/diagnostic":
                var known = parameters.Text("previousResultId");
                AskOf(request, method, parameters, view => diagnostics.Report(view, known));
                break;
            default:
                request.Answer(Reply.Fail(ResponseError.MethodNotFound(method)));
                break;
        }
    }

    /// <summary>Takes note of what the client tells. What it tells wrongly, or of files that are none of this workspace, changes nothing.</summary>
    public void Notice(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "initialized":
                if (abilities.WatchesFiles) client.Ask("client/registerCapability", ServerAbilities.WriteWatchers);
                foreach (var project in projects) keeper.Renew(project);
                break;
            case "textDocument/didOpen":
                Open(parameters);
                break;
            case "textDocument/didChange":
                Change(parameters);
                break;
            case "textDocument/didSave":
                if (DocumentOf(parameters) is { } saved) keeper.Renew(saved.Project);
                break;
            case "textDocument/didClose":
                Close(parameters);
                break;
            case "workspace/didChangeWatchedFiles":
                foreach (var project in parameters.Part("changes").Items().Select(change => change.Text("uri")).OfType<string>().Select(uri => PlaceOf(uri)?.Project).OfType<ServedProject>().Distinct()) keeper.Renew(project);
                break;
            case "workspace/didChangeConfiguration":
                foreach (var project in projects) keeper.Renew(project);
                break;
        }
    }

    /// <summary>Waits for what must not be left half done when the server ends.</summary>
    public void Finish()
    {
    }

    private void AskOf(PendingRequest request, string method, JsonElement parameters, Func<DocumentView, Reply> answer)
    {
        if (parameters.Part("textDocument")?.Text("uri") is not { } uri) request.Answer(Reply.Fail(ResponseError.InvalidParams(method)));
        else desk.Ask(request, documents.Find(uri), answer);
    }

    private void Open(JsonElement parameters)
    {
        if (parameters.Part("textDocument") is not { } item || item.Text("uri") is not { } uri || item.Text("text") is not { } text) return;
        if (PlaceOf(uri) is not { } place || SourceFile.LanguageOf(place.Path) is null or Review.Findings.Language.Notebook) return;
        if (documents.Find(uri) is { } before) desk.Close(before);
        var document = new OpenDocument(uri, place.Project, place.Path, abilities.Encoding);
        document.Open(VersionOf(item), text);
        documents.Add(document);
        place.Project.CountEdit();
        desk.Open(document);
        // A file that was made since the project was read is among its files only after it is read anew.
        if (place.Project.State?.Files.ContainsKey(place.Path) == false) keeper.Renew(place.Project);
        else keeper.Edit(place.Project);
    }

    private void Change(JsonElement parameters)
    {
        if (DocumentOf(parameters) is not { } document || TextChange.Of(parameters.Part("contentChanges")) is not { } changes) return;
        document.Change(VersionOf(parameters.Part("textDocument")!.Value), changes);
        document.Project.CountEdit();
        desk.Edit(document);
        keeper.Edit(document.Project);
    }

    private void Close(JsonElement parameters)
    {
        if (DocumentOf(parameters) is not { } document) return;
        documents.Remove(document);
        document.Project.CountEdit();
        desk.Close(document);
        keeper.Edit(document.Project);
        if (!abilities.PullsDiagnostics) desk.Do(() => diagnostics.Withdraw(document));
    }

    /// <summary>The client's number of a text; where it gives none, all are the same to it.</summary>
    private static int VersionOf(JsonElement item) => item.Part("version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var version) ? version : 0;

    private OpenDocument? DocumentOf(JsonElement parameters) => parameters.Part("textDocument")?.Text("uri") is { } uri ? documents.Find(uri) : null;

    /// <summary>The innermost project that a URI leads into, and the file that it names there; null where it leads into none.</summary>
    private (ServedProject Project, string Path)? PlaceOf(string uri)
    {
        if (FileUri.PathOf(uri) is not { } named) return null;
        (ServedProject Project, string Path)? best = null;
        foreach (var project in projects)
            if (project.Folder.Resolve(named).FullPath is { } path && (best is null || project.Folder.Root.Length > best.Value.Project.Folder.Root.Length)) best = (project, path);
        return best;
    }

    /// <summary>What a whole check changed, a client that asks for itself asks for again.</summary>
    private void RefreshClient()
    {
        if (abilities is { PullsDiagnostics: true, RefreshesDiagnostics: true }) client.Ask("workspace/diagnostic/refresh");
    }

    public void Dispose()
    {
        desk.Dispose();
        keeper.Dispose();
        foreach (var project in projects) project.Dispose();
    }
}
