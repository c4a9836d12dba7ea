using System.Text.Json;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>What a user may do about findings: make a fix, ignore one with a reason, have the rule explained or the fix proven, make all safe fixes of a file.</summary>
internal sealed class CodeActions(ClientAbilities client, ChainPlaces chains)
{
    public const string QuickFix = "quickfix";
    public const string FixAll = "source.fixAll.lever";

    /// <summary>Kinds of our own, since neither changes anything.</summary>
    public const string Explaining = "lever.explain";
    public const string Proving = "lever.prove";

    private readonly SourceParser parser = new();

    /// <param name="only">The kinds that are wanted; null for all that a place has.</param>
    public Reply Answer(DocumentView view, LspRange range, IReadOnlyList<string>? only)
    {
        var (start, end) = (view.PlaceOf(range.Start), view.PlaceOf(range.End));
        var here = view.Findings.Where(finding => finding.Range.Start <= end && start <= finding.Range.End).ToList();
        return Reply.Of(json =>
        {
            json.WriteStartArray();
            foreach (var finding in here)
            {
                if (Wants(QuickFix) && finding.Fix is { Applicability: not Applicability.Manual, Edits.Count: > 0 }) WriteFix(json, finding, view);
                if (Wants(QuickFix) && IgnoreEdit(finding, view) is { } ignore) WriteIgnore(json, finding, ignore, view);
                if (Wants(Explaining)) WriteCommand(json, Explaining, $"Explain {finding.Rule.Name}", finding, view, arguments => arguments.WriteStringValue(finding.Rule.Name));
                if (Wants(Proving) && finding.Fix.Edits.Count > 0)
                    WriteCommand(json, Proving, $"Prove the fix of {finding.Rule.Name} by experiment", finding, view, arguments =>
                    {
                        arguments.WriteStringValue(view.Document.Uri);
                        arguments.WriteStringValue(finding.Fingerprint);
                    });
            }
            // Of the whole file; asked for by name, as editors do on saving.
            if (only is not null && Wants(FixAll)) WriteFixAll(json, view);
            json.WriteEndArray();
        });

        bool Wants(string kind) => only is null || only.Any(each => kind == each || kind.StartsWith(each + ".", StringComparison.Ordinal) || each.Length == 0);
    }

    private void WriteFix(Utf8JsonWriter json, Finding finding, DocumentView view)
    {
        var isSafe = finding.Fix.Applicability == Applicability.Safe;
        var title = isSafe ? Capital(finding.Fix.Summary) : $"{Capital(finding.Fix.Summary)}, which may change behaviour: {string.Join("; ", finding.Fix.Contract)}";
        WriteStart(json, title, QuickFix, finding, view);
        if (isSafe) json.WriteBoolean("isPreferred", true);
        WriteEdits(json, view, [.. finding.Fix.Edits.Select(edit => (edit.Span, edit.NewText))]);
        json.WriteEndObject();
    }

    private void WriteFixAll(Utf8JsonWriter json, DocumentView view)
    {
        var safe = view.Findings.Where(finding => finding.Fix is { Applicability: Applicability.Safe, Edits.Count: > 0 }).ToList();
        if (safe.Count == 0 || view.File is not { } file) return;
        var (edits, _) = FixWriter.Choose(safe, notebook: null);
        if (parser.Parse(file, SourceText.FromUtf8(FixWriter.Changed(view.Text.Bytes, edits))).Problems.Count > parser.Parse(file, view.Text).Problems.Count) return;
        WriteStart(json, "Make all fixes of Lever's that keep behaviour", FixAll, null, view);
        WriteEdits(json, view, edits);
        json.WriteEndObject();
    }

    /// <summary>A comment above the finding's line; null where a comment cannot stand there, as inside of a string.</summary>
    private (int Offset, string Before)? IgnoreEdit(Finding finding, DocumentView view)
    {
        if (view.File is not { } file) return null;
        var (start, indent) = view.IndentOf(finding.Range.Start.Line);
        var before = $"{indent}{(file.Language == Language.Rust ? "//" : "#")} lever: ignore[{finding.Rule.Name}] ";
        var changed = FixWriter.Changed(view.Text.Bytes, [(new Span(start, start), before + "reason\n")]);
        var tree = parser.Parse(file, SourceText.FromUtf8(changed));
        var stands = tree.Comments.Any(comment => comment.Start == start + indent.Length);
        return stands && tree.Problems.Count <= parser.Parse(file, view.Text).Problems.Count ? (start, before) : null;
    }

    /// <summary>The reason is left to the user: a gap where the client has such, else nothing, for which Lever asks as long as it is missing.</summary>
    private void WriteIgnore(Utf8JsonWriter json, Finding finding, (int Offset, string Before) ignore, DocumentView view)
    {
        WriteStart(json, $"Ignore {finding.Rule.Name} here, and say why", QuickFix, finding, view);
        var lineBreak = FixWriter.LineBreakOf(view.Text.Bytes);
        WriteEdit(json, view, () =>
        {
            var at = view.PositionAt(ignore.Offset);
            json.WriteStartObject();
            new LspRange(at, at).Write(json);
            if (client is { InsertsSnippets: true, EditsVersions: true })
            {
                json.WriteStartObject("snippet");
                json.WriteString("kind", "snippet");
                json.WriteString("value", $"{ignore.Before.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal)}${{1:why it is fine here}}{lineBreak}");
                json.WriteEndObject();
            }
            else
            {
                json.WriteString("newText", ignore.Before + lineBreak);
            }
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private void WriteCommand(Utf8JsonWriter json, string command, string title, Finding finding, DocumentView view, Action<Utf8JsonWriter> arguments)
    {
        WriteStart(json, title, command, finding, view);
        json.WriteStartObject("command");
        json.WriteString("title", title);
        json.WriteString("command", command);
        json.WriteStartArray("arguments");
        arguments(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteStart(Utf8JsonWriter json, string title, string kind, Finding? finding, DocumentView view)
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("kind", kind);
        if (finding is null) return;
        json.WriteStartArray("diagnostics");
        Diagnostics.Write(json, finding, view, chains);
        json.WriteEndArray();
    }

    private void WriteEdits(Utf8JsonWriter json, DocumentView view, IReadOnlyList<(Span Span, string NewText)> edits)
    {
        var lineBreak = FixWriter.LineBreakOf(view.Text.Bytes);
        WriteEdit(json, view, () =>
        {
            foreach (var (span, newText) in edits)
            {
                json.WriteStartObject();
                new LspRange(view.PositionAt(span.Start), view.PositionAt(span.End)).Write(json);
                json.WriteString("newText", FixWriter.WithBreaks(newText, lineBreak));
                json.WriteEndObject();
            }
        });
    }

    private void WriteEdit(Utf8JsonWriter json, DocumentView view, Action edits)
    {
        json.WriteStartObject("edit");
        if (client.EditsVersions)
        {
            json.WriteStartArray("documentChanges");
            json.WriteStartObject();
            json.WriteStartObject("textDocument");
            json.WriteString("uri", view.Document.Uri);
            json.WriteNumber("version", view.Version);
            json.WriteEndObject();
            json.WriteStartArray("edits");
            edits();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject("changes");
            json.WriteStartArray(view.Document.Uri);
            edits();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static string Capital(string text) => text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
