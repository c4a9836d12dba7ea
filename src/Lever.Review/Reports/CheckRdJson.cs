using System.Text;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Reports;

/// <summary>
/// Diagnostics for reviewdog (its `rdjson`, a `DiagnosticResult` of proto/rdf/reviewdog.proto). Columns count bytes of UTF-8 from 1, so
/// that they need the source; where it cannot be read, lines are all that is told. Reviewdog refuses a document with a field that it
/// does not know, so that only those of its first version are written.
/// </summary>
public static class CheckRdJson
{
    /// <summary>A suggestion of more lines than these is no help in a review.</summary>
    private const int MostSuggestedLines = 60;

    public static void Write(Stream output, CheckResult result, ToolInfo tool, SourceLookup source)
    {
        using var json = new Utf8JsonWriter(output, FindingJson.Options);
        json.WriteStartObject();
        json.WriteStartObject("source");
        json.WriteString("name", tool.Name);
        if (tool.Home is { } home) json.WriteString("url", home);
        json.WriteEndObject();
        json.WriteStartArray("diagnostics");
        foreach (var finding in result.Findings)
        {
            WriteFinding(json, finding, finding.Cell is null ? source(finding.Path, null) : null);
            if (json.BytesPending > 1 << 16) json.Flush();
        }
        foreach (var problem in result.Problems) WriteProblem(json, problem);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static string Severity(Grade grade) => grade switch
    {
        Grade.Pattern => "INFO",
        Grade.Estimated or Grade.Profiled => "WARNING",
        _ => "ERROR",
    };

    private static void WriteFinding(Utf8JsonWriter json, Finding finding, LineMap? lines)
    {
        string?[] sentences = [FindingWords.Message(finding), Wording.Full(finding), FindingWords.Fix(finding) is { } fix ? $"fix: {fix}" : null];
        json.WriteStartObject();
        json.WriteString("message", string.Join("\n", sentences.OfType<string>().Select(Visible.Clean)));
        json.WriteStartObject("location");
        json.WriteString("path", finding.Path);
        if (finding.Cell is null && lines?.SpanOf(finding.Range.Start, finding.Range.End) is { } span) WriteRange(json, span, lines);
        else WriteLines(json, FindingWords.FirstLine(finding), FindingWords.LastLine(finding));
        json.WriteEndObject();
        json.WriteString("severity", Severity(Wording.Borne(finding)));
        json.WriteStartObject("code");
        json.WriteString("value", finding.Rule.Name);
        json.WriteEndObject();
        if (lines is not null && SuggestionOf(finding.Fix.Edits, lines) is { } suggestion)
        {
            json.WriteStartArray("suggestions");
            json.WriteStartObject();
            WriteRange(json, suggestion.Span, lines);
            json.WriteString("text", suggestion.Text);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteProblem(Utf8JsonWriter json, FileProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("message", Visible.Clean($"not reviewed: {problem.Message}"));
        json.WriteStartObject("location");
        json.WriteString("path", problem.Path);
        WriteLines(json, Math.Max(1, problem.Line), Math.Max(1, problem.Line));
        json.WriteEndObject();
        json.WriteString("severity", "INFO");
        json.WriteEndObject();
    }

    /// <summary>
    /// All edits of a fix as one replacement, from the first to the last of them: each suggestion can be taken by itself, and a part of a fix
    /// would break the code. Null where there are none, where they do not fit the source, or where too much lies between them.
    /// </summary>
    private static (Span Span, string Text)? SuggestionOf(IReadOnlyList<Edit> edits, LineMap lines)
    {
        if (edits.Count == 0 || edits[^1].Range.End.Line - edits[0].Range.Start.Line >= MostSuggestedLines) return null;
        var text = new StringBuilder();
        var (first, at) = (-1, -1);
        foreach (var edit in edits)
        {
            if (lines.SpanOf(edit.Range.Start, edit.Range.End) is not { } span || span.Start < at) return null;
            if (first < 0) first = span.Start;
            else text.Append(lines.Text.Slice(new Span(at, span.Start)));
            text.Append(edit.NewText);
            at = span.End;
        }
        return (new Span(first, at), text.ToString());
    }

    private static void WriteRange(Utf8JsonWriter json, Span span, LineMap lines)
    {
        json.WriteStartObject("range");
        WritePosition(json, "start", span.Start, lines);
        WritePosition(json, "end", span.End, lines);
        json.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter json, string name, int offset, LineMap lines)
    {
        var line = lines.LineAt(offset);
        json.WriteStartObject(name);
        json.WriteNumber("line", line);
        json.WriteNumber("column", offset - lines.StartOf(line) + 1);
        json.WriteEndObject();
    }

    /// <summary>Whole lines, the last one included.</summary>
    private static void WriteLines(Utf8JsonWriter json, int first, int last)
    {
        json.WriteStartObject("range");
        foreach (var (name, line) in (ReadOnlySpan<(string, int)>)[("start", first), ("end", last)])
        {
            json.WriteStartObject(name);
            json.WriteNumber("line", line);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
