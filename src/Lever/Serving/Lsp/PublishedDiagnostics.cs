using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lever.Review.Findings;

namespace Lever.Serving.Lsp;

/// <summary>Tells the client what was found in documents: pushed when there is news, or asked for. Used by the thread that looks at documents alone.</summary>
internal sealed class PublishedDiagnostics(Client client)
{
    /// <summary>The request by which a client asks for a document's.</summary>
    public const string Asking = "textDocument/diagnostic";

    private static readonly JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, (int Version, ContentHash Content)> pushed = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> written = new();
    private readonly ChainPlaces chains = new();

    public ChainPlaces Chains => chains;

    /// <summary>The report on a document that nothing is said of.</summary>
    public static Reply Nothing => Reply.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("kind", "full");
        json.WriteStartArray("items");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Sends what was found, unless the client has just that for this version.</summary>
    public void Push(DocumentView view)
    {
        var items = ItemsOf(view);
        var news = (view.Version, ContentHash.Of(items.Span));
        if (pushed.TryGetValue(view.Document.Uri, out var before) && before == news) return;
        pushed[view.Document.Uri] = news;
        Publish(view.Document, view.Version, items);
    }

    /// <summary>The document was closed, or is none of the workspace any more.</summary>
    public void Withdraw(OpenDocument document)
    {
        if (pushed.Remove(document.Uri)) Publish(document, null, "[]"u8.ToArray());
    }

    /// <param name="known">What the client got last, by the id that it was given; null where it knows nothing.</param>
    public Reply Report(DocumentView view, string? known)
    {
        var items = ItemsOf(view);
        var id = ContentHash.Of(items.Span).Value.ToString("x16", CultureInfo.InvariantCulture);
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("kind", id == known ? "unchanged" : "full");
            json.WriteString("resultId", id);
            if (id != known)
            {
                json.WritePropertyName("items");
                json.WriteRawValue(items.Span, skipInputValidation: true);
            }
            json.WriteEndObject();
        });
    }

    private void Publish(OpenDocument document, int? version, ReadOnlyMemory<byte> items) => client.Notify("textDocument/publishDiagnostics", json =>
    {
        json.WriteStartObject();
        json.WriteString("uri", document.Uri);
        if (version is { } number) json.WriteNumber("version", number);
        json.WritePropertyName("diagnostics");
        json.WriteRawValue(items.Span, skipInputValidation: true);
        json.WriteEndObject();
    });

    /// <summary>The diagnostics as JSON, valid until the next ones are asked for.</summary>
    private ReadOnlyMemory<byte> ItemsOf(DocumentView view)
    {
        written.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(written, options)) Diagnostics.WriteAll(json, view, chains);
        return written.WrittenMemory;
    }
}
