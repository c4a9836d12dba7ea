using System.Text.Json;
using Lever.Review.Findings;

namespace Lever.Serving.Lsp;

/// <summary>Findings and problems as the protocol's diagnostics. None is an error or a warning: the code does what it should.</summary>
internal static class Diagnostics
{
    private const int Information = 3;
    private const int Hint = 4;

    /// <summary>All of a document, as an array.</summary>
    public static void WriteAll(Utf8JsonWriter json, DocumentView view, ChainPlaces chains)
    {
        json.WriteStartArray();
        foreach (var finding in view.Findings) Write(json, finding, view, chains);
        foreach (var problem in view.Problems) Write(json, problem, view);
        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, Finding finding, DocumentView view, ChainPlaces chains)
    {
        json.WriteStartObject();
        view.RangeOf(finding.Range).Write(json);
        // A shape alone is worth a hint; what an estimate, a profile or an experiment speaks for, a line in the list of problems.
        json.WriteNumber("severity", Wording.Borne(finding) == Grade.Pattern ? Hint : Information);
        json.WriteString("code", finding.Rule.Name);
        json.WriteString("source", "lever");
        json.WriteString("message", $"{finding.Message}\n{Wording.Full(finding)}");
        if (finding.Labels.Count + finding.Chain.Count > 0)
        {
            json.WriteStartArray("relatedInformation");
            foreach (var label in finding.Labels) WriteRelated(json, view.Document.Uri, view.RangeOf(label.Range), label.Text);
            foreach (var step in finding.Chain)
                if (chains.PlaceOf(step, view) is { } place) WriteRelated(json, place.Uri, place.Range, step.Text);
            json.WriteEndArray();
        }
        json.WriteStartObject("data");
        json.WriteString("fingerprint", finding.Fingerprint);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FileProblem problem, DocumentView view)
    {
        json.WriteStartObject();
        view.LineRange(problem.Line).Write(json);
        json.WriteNumber("severity", Information);
        json.WriteString("source", "lever");
        json.WriteString("message", problem.Message);
        json.WriteEndObject();
    }

    private static void WriteRelated(Utf8JsonWriter json, string uri, LspRange range, string text)
    {
        json.WriteStartObject();
        json.WriteStartObject("location");
        json.WriteString("uri", uri);
        range.Write(json);
        json.WriteEndObject();
        json.WriteString("message", text);
        json.WriteEndObject();
    }
}
