using System.Text.Json;

namespace Lever.Serving.Lsp;

/// <summary>What the client said of itself when it initialized the server, as far as the server acts on it.</summary>
internal sealed record ClientAbilities
{
    public PositionEncoding Encoding { get; private init; }

    /// <summary>Does it ask for diagnostics? They are not pushed then.</summary>
    public bool PullsDiagnostics { get; private init; }

    public bool RefreshesDiagnostics { get; private init; }

    public bool RefreshesLenses { get; private init; }

    public bool WatchesFiles { get; private init; }

    public bool ShowsProgress { get; private init; }

    /// <summary>Can it check a document's version before it edits it?</summary>
    public bool EditsVersions { get; private init; }

    /// <summary>Can it leave a gap for the user to fill in what it inserts?</summary>
    public bool InsertsSnippets { get; private init; }

    public bool ReadsMarkdown { get; private init; }

    /// <summary>Does it show the pages of rules itself, as Lever's own extension does?</summary>
    public bool ShowsPages { get; private init; }

    /// <param name="parameters">Those of <c>initialize</c>.</param>
    public static ClientAbilities Of(JsonElement parameters)
    {
        if (parameters.Part("capabilities") is not { } said) said = default;
        return new ClientAbilities
        {
            Encoding = EncodingOf(said),
            PullsDiagnostics = said.Part("textDocument", "diagnostic") is not null,
            RefreshesDiagnostics = said.IsTrue("workspace", "diagnostics", "refreshSupport"),
            RefreshesLenses = said.IsTrue("workspace", "codeLens", "refreshSupport"),
            WatchesFiles = said.IsTrue("workspace", "didChangeWatchedFiles", "dynamicRegistration"),
            ShowsProgress = said.Part("window", "workDoneProgress") is { ValueKind: JsonValueKind.True },
            EditsVersions = said.IsTrue("workspace", "workspaceEdit", "documentChanges"),
            InsertsSnippets = said.IsTrue("workspace", "workspaceEdit", "snippetEditSupport"),
            ReadsMarkdown = said.Part("textDocument", "hover", "contentFormat").Items().Any(format => format.AsText() == "markdown"),
            ShowsPages = parameters.Part("initializationOptions", "showsPages") is { ValueKind: JsonValueKind.True },
        };
    }

    /// <summary>The client's first choice that is known here; UTF-16 where it says none, as the protocol wants.</summary>
    private static PositionEncoding EncodingOf(JsonElement said)
    {
        foreach (var offered in said.Part("general", "positionEncodings").Items())
            switch (offered.AsText())
            {
                case "utf-8": return PositionEncoding.Utf8;
                case "utf-16": return PositionEncoding.Utf16;
                case "utf-32": return PositionEncoding.Utf32;
            }
        return PositionEncoding.Utf16;
    }
}

/// <summary>What the server says of itself.</summary>
internal static class ServerAbilities
{
    /// <summary>Files whose changes outside of the editor matter.</summary>
    private static readonly string[] watched = ["**/*.py", "**/*.pyi", "**/*.rs", "**/*.ipynb", "**/lever.toml", "**/pyproject.toml", "**/setup.cfg", "**/Cargo.toml", "**/.gitignore"];

    public static void Write(Utf8JsonWriter json, ClientAbilities client)
    {
        json.WriteStartObject();
        json.WriteStartObject("capabilities");
        json.WriteString("positionEncoding", client.Encoding switch { PositionEncoding.Utf8 => "utf-8", PositionEncoding.Utf32 => "utf-32", _ => "utf-16" });
        json.WriteStartObject("textDocumentSync");
        json.WriteBoolean("openClose", true);
        json.WriteNumber("change", 2);
        json.WriteBoolean("save", true);
        json.WriteEndObject();
        if (client.PullsDiagnostics)
        {
            json.WriteStartObject("diagnosticProvider");
            json.WriteString("identifier", "lever");
            json.WriteBoolean("interFileDependencies", true);
            json.WriteBoolean("workspaceDiagnostics", false);
            json.WriteEndObject();
        }
        json.WriteStartObject("codeActionProvider");
        json.WriteStartArray("codeActionKinds");
        foreach (var kind in (string[])[CodeActions.QuickFix, CodeActions.FixAll, CodeActions.Explaining, CodeActions.Proving]) json.WriteStringValue(kind);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteBoolean("hoverProvider", true);
        json.WriteStartObject("codeLensProvider");
        json.WriteEndObject();
        json.WriteStartObject("executeCommandProvider");
        json.WriteStartArray("commands");
        json.WriteStringValue(CodeActions.Explaining);
        json.WriteStringValue(CodeActions.Proving);
        json.WriteEndArray();
        json.WriteBoolean("workDoneProgress", true);
        json.WriteEndObject();
        json.WriteStartObject("workspace");
        json.WriteStartObject("workspaceFolders");
        json.WriteBoolean("supported", true);
        json.WriteBoolean("changeNotifications", true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("serverInfo");
        json.WriteString("name", ToolVersion.Info.Name);
        json.WriteString("version", ToolVersion.Text);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Asks the client to watch files.</summary>
    public static void WriteWatchers(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("registrations");
        json.WriteStartObject();
        json.WriteString("id", "lever-files");
        json.WriteString("method", "workspace/didChangeWatchedFiles");
        json.WriteStartObject("registerOptions");
        json.WriteStartArray("watchers");
        foreach (var pattern in watched)
        {
            json.WriteStartObject();
            json.WriteString("globPattern", pattern);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
