using System.Text.Json;
using Lever.Review.Rules;
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

    /// <summary>Source that is open and lies in no folder of the workspace: nothing is said of it, but its folder may come yet.</summary>
    private readonly Dictionary<string, DocumentText> outside = new(StringComparer.Ordinal);

    private readonly List<ServedProject> projects = [];
    private readonly DocumentDesk desk;
    private readonly ProjectKeeper keeper;
    private readonly PublishedDiagnostics diagnostics;
    private readonly ProofRuns proofs;
    private ClientAbilities abilities = new();
    private CodeActions actions;
    private Hovers hovers;
    private IReadOnlyList<string>? profiles;

    /// <param name="stop">Set when the server ends.</param>
    public LspSession(Host host, GlobalChoices chosen, Client client, CancellationToken stop)
    {
        (this.host, this.client, this.stop) = (host, client, stop);
        this.chosen = chosen.Config is { } configuration ? chosen with { Config = Path.GetFullPath(configuration, host.CurrentFolder) } : chosen;
        diagnostics = new PublishedDiagnostics(client);
        desk = new DocumentDesk(host.Clock, view => { if (!abilities.PullsDiagnostics) diagnostics.Push(view); }, client.LogFault);
        proofs = new ProofRuns(host, this.chosen, client);
        actions = new CodeActions(abilities, diagnostics.Chains);
        hovers = new Hovers(abilities);
        keeper = new ProjectKeeper(host.Clock, desk, client, RefreshClient, stop);
    }

    /// <summary>Takes what the client says of itself and of its workspace: all of its folders count.</summary>
    public ClientAbilities Initialize(JsonElement parameters)
    {
        abilities = ClientAbilities.Of(parameters);
        actions = new CodeActions(abilities, diagnostics.Chains);
        hovers = new Hovers(abilities);
        var folders = UrisOf(parameters.Part("workspaceFolders")).ToList();
        if (folders.Count == 0 && parameters.Text("rootUri") is { } root) folders.Add(root);
        if (folders.Count == 0 && parameters.Text("rootPath") is { } path && Path.IsPathFullyQualified(path)) folders.Add(new Uri(path).AbsoluteUri);
        profiles = parameters.Part("initializationOptions", "profiles").Texts();
        foreach (var uri in folders) Serve(uri);
        return abilities;
    }

    /// <summary>Answers a request, now or later.</summary>
    public void Answer(PendingRequest request, string method, JsonElement parameters)
    {
        switch (method)
        {
            case PublishedDiagnostics.Asking:
                var known = parameters.Text("previousResultId");
                AskOf(request, method, parameters, view => diagnostics.Report(view, known));
                break;
            case "textDocument/codeAction":
                if (LspRange.Of(parameters.Part("range")) is { } range)
                {
                    var only = parameters.Part("context", "only").Texts();
                    AskOf(request, method, parameters, view => actions.Answer(view, range, only));
                }
                else request.Answer(Reply.Fail(ResponseError.InvalidParams(method)));
                break;
            case "textDocument/hover":
                if (LspPosition.Of(parameters.Part("position")) is { } position) AskOf(request, method, parameters, view => hovers.Answer(view, position));
                else request.Answer(Reply.Fail(ResponseError.InvalidParams(method)));
                break;
            case "textDocument/codeLens":
                AskOf(request, method, parameters, view => CodeLenses.Answer(view));
                break;
            case "workspace/executeCommand":
                Execute(request, method, parameters);
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
                if (UriOf(parameters) is { } saved && documents.Find(saved) is { } document) keeper.Renew(document.Project);
                break;
            case "textDocument/didClose":
                if (UriOf(parameters) is { } closed) Forget(closed);
                break;
            case "workspace/didChangeWorkspaceFolders":
                ChangeFolders(parameters);
                break;
            case "workspace/didChangeWatchedFiles":
                foreach (var project in parameters.Part("changes").Items().Select(change => change.Text("uri")).OfType<string>().Select(uri => PlaceOf(uri)?.Project).OfType<ServedProject>().Distinct()) keeper.Renew(project);
                break;
            case "window/workDoneProgress/cancel":
                if (parameters.Part("token") is { } token) proofs.Cancel(token.GetRawText());
                break;
            case "workspace/didChangeConfiguration":
                foreach (var project in projects) keeper.Renew(project);
                break;
        }
    }

    private void Execute(PendingRequest request, string method, JsonElement parameters)
    {
        var arguments = parameters.Part("arguments").Items().Select(argument => argument.AsText()).ToList();
        switch (parameters.Text("command"), arguments)
        {
            case (CodeActions.Explaining, [{ } name]):
                request.Answer(Explain(name));
                break;
            case (CodeActions.Proving, [{ } uri, { } fingerprint]):
                var token = parameters.Part("workDoneToken")?.GetRawText();
                desk.Ask(request, documents.Find(uri), view => Prove(request, view, fingerprint, token));
                break;
            default:
                request.Answer(Reply.Fail(ResponseError.InvalidParams(method)));
                break;
        }
    }

    /// <summary>Gives the rule's page to a client that can show it; of others, which take no page, it shows the first sentence.</summary>
    private Reply Explain(string name)
    {
        if (RuleCatalog.Find(name) is not { } rule) return Reply.Fail(ResponseError.Failed($"no rule is called `{name}`{NearestWord.Hint(name, [.. RuleCatalog.All.Select(each => each.Name)])}"));
        if (!abilities.ShowsPages) client.Show(MessageKind.Info, $"{rule.Name}: {rule.Summary} `lever explain {rule.Name}` says more.");
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("name", rule.Name);
            json.WriteString("markdown", RulePage.Of(rule));
            json.WriteEndObject();
        });
    }

    /// <summary>Experiments are made with files, so the document has to be saved.</summary>
    private Reply? Prove(PendingRequest request, DocumentView view, string fingerprint, string? token)
    {
        if (view.File is not { } file || fingerprint.Length == 0 || !fingerprint.All(char.IsAsciiHexDigit)) return Reply.Fail(ResponseError.Failed("there is no such finding"));
        if (new SourceReader().Read(file).Text is not { } saved || !saved.Bytes.SequenceEqual(view.Text.Bytes)) return Reply.Fail(ResponseError.Failed("save the file first: what is proven is what is saved"));
        var project = view.Document.Project;
        proofs.Start(request, project, fingerprint, token, abilities.ShowsProgress, () => keeper.Renew(project));
        return null;
    }

    private void AskOf(PendingRequest request, string method, JsonElement parameters, Func<DocumentView, Reply?> answer)
    {
        if (UriOf(parameters) is not { } uri) request.Answer(Reply.Fail(ResponseError.InvalidParams(method)));
        else desk.Ask(request, documents.Find(uri), answer);
    }

    private void Open(JsonElement parameters)
    {
        if (parameters.Part("textDocument") is not { } item || item.Text("uri") is not { } uri || item.Text("text") is not { } text) return;
        if (!IsSource(FileUri.PathOf(uri))) return;
        Forget(uri);
        var opened = new DocumentText(uri, abilities.Encoding);
        opened.Open(VersionOf(item), text);
        Settle(opened);
    }

    private void Change(JsonElement parameters)
    {
        if (UriOf(parameters) is not { } uri || TextChange.Of(parameters.Part("contentChanges")) is not { } changes) return;
        var version = VersionOf(parameters.Part("textDocument")!.Value);
        if (outside.TryGetValue(uri, out var text)) text.Change(version, changes);
        if (documents.Find(uri) is not { } document) return;
        document.Project.CountEdit();
        document.Text.Change(version, changes);
        desk.Edit(document);
        keeper.Edit(document.Project);
    }

    /// <summary>Takes a document to the project that it lies in, or keeps its text until there is one.</summary>
    private void Settle(DocumentText text)
    {
        if (PlaceOf(text.Uri) is not { } place || !IsSource(place.Path))
        {
            outside[text.Uri] = text;
            return;
        }
        var document = new OpenDocument(text, place.Project, place.Path);
        place.Project.CountEdit();
        documents.Add(document);
        desk.Open(document);
        // A file that was made since the project was read is among its files only after it is read anew.
        if (place.Project.State?.Files.ContainsKey(place.Path) == false) keeper.Renew(place.Project);
        else keeper.Edit(place.Project);
    }

    /// <summary>Nothing is said of a document any more, and its file counts in its place.</summary>
    private void Forget(string uri)
    {
        outside.Remove(uri);
        if (documents.Find(uri) is not { } document) return;
        document.Project.CountEdit();
        documents.Remove(document);
        desk.Close(document);
        keeper.Edit(document.Project);
        if (!abilities.PullsDiagnostics) desk.Do(() => diagnostics.Withdraw(document));
    }

    /// <summary>Folders came into the workspace or left it: open documents go to the innermost folder that is there now.</summary>
    private void ChangeFolders(JsonElement parameters)
    {
        var removed = UrisOf(parameters.Part("event", "removed")).Select(WithoutSlash).ToHashSet(StringComparer.Ordinal);
        var left = projects.Where(project => removed.Contains(WithoutSlash(project.Uri))).ToList();
        projects.RemoveAll(left.Contains);
        var came = UrisOf(parameters.Part("event", "added")).Select(Serve).OfType<ServedProject>().ToList();
        foreach (var document in documents.All.Where(document => PlaceOf(document.Uri)?.Project != document.Project))
        {
            Forget(document.Uri);
            Settle(document.Text);
        }
        foreach (var text in outside.Values.Where(text => PlaceOf(text.Uri) is not null).ToList())
        {
            outside.Remove(text.Uri);
            Settle(text);
        }
        foreach (var project in left)
        {
            proofs.Drop(project);
            keeper.Drop(project);
        }
        foreach (var project in came) keeper.Renew(project);
        desk.Do(RefreshClient);
    }

    /// <summary>Makes a folder a project of the workspace.</summary>
    /// <returns>Null where it is one already, or no folder of this machine.</returns>
    private ServedProject? Serve(string uri)
    {
        if (FileUri.PathOf(uri) is not { } folder || !Directory.Exists(folder) || projects.Any(project => WithoutSlash(project.Uri) == WithoutSlash(uri))) return null;
        var project = new ServedProject(uri, new WorkspaceFolder(folder), host, chosen, documents, stop, profiles);
        projects.Add(project);
        return project;
    }

    private static IEnumerable<string> UrisOf(JsonElement? folders) => folders.Items().Select(folder => folder.Text("uri")).OfType<string>();

    private static string WithoutSlash(string uri) => uri.TrimEnd('/');

    private static bool IsSource(string? path) => path is not null && SourceFile.LanguageOf(path) is not (null or Review.Findings.Language.Notebook);

    /// <summary>The client's number of a text; where it gives none, all are the same to it.</summary>
    private static int VersionOf(JsonElement item) => item.Part("version") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var version) ? version : 0;

    private static string? UriOf(JsonElement parameters) => parameters.Part("textDocument")?.Text("uri");

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
        if (abilities.RefreshesLenses) client.Ask("workspace/codeLens/refresh");
    }

    /// <summary>Ends what is under way, and waits for what must not be left half done.</summary>
    public void Dispose()
    {
        proofs.Dispose();
        desk.Dispose();
        keeper.Dispose();
        foreach (var project in projects) project.Dispose();
    }
}
