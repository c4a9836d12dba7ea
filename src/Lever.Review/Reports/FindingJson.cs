using System.Text.Encodings.Web;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.Syntax.Text;

namespace Lever.Review.Reports;

/// <summary>The fields of a finding, the same in every JSON contract.</summary>
internal static class FindingJson
{
    /// <summary>Text stays readable: code is full of quotes and angle brackets, and no report is pasted into HTML.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the fields into the object that is open.</summary>
    /// <param name="detail">A brief finding leaves out what its claim says in words: profile, proof and the sources of its sizes.</param>
    public static void WriteFields(Utf8JsonWriter json, Finding finding, ReviewDetail detail = ReviewDetail.Full)
    {
        json.WriteString("rule", finding.Rule.Name);
        json.WriteString("language", Words.Of(finding.Rule.Language));
        json.WriteString("technique", Words.Of(finding.Rule.Technique));
        json.WriteString("lever", Words.Of(finding.Rule.Lever));
        json.WriteString("path", finding.Path);
        if (finding.Cell is { } cell) json.WriteNumber("cell", cell);
        WriteRange(json, finding.Range.Start, finding.Range.End);
        json.WriteString("symbol", finding.Symbol);
        json.WriteString("role", Words.Of(finding.Role));
        json.WriteString("heat", Words.Of(finding.Heat));
        if (finding.HeatFrom is { } source) json.WriteString("heat_from", source);
        json.WriteString("tier", Words.Of(finding.Tier));
        json.WriteString("grade", Words.Of(Wording.Borne(finding)));
        json.WriteString("message", finding.Message);
        json.WriteStartArray("labels");
        foreach (var label in finding.Labels) WriteLabel(json, label);
        json.WriteEndArray();
        if (finding.Chain.Count > 0) WriteChain(json, finding);
        WriteCost(json, finding.Cost, detail);
        // A worth that no stated assumption or profile bears is not said.
        WriteWorth(json, "worth", Wording.Borne(finding) == Grade.Pattern ? null : finding.Worth, detail);
        WriteFix(json, finding.Fix);
        if (detail != ReviewDetail.Brief && finding.Evidence is { } evidence) WriteEvidence(json, evidence);
        if (detail != ReviewDetail.Brief && finding.Proof is { } proof) WriteProof(json, proof, detail);
        if (finding.Question is { } question) json.WriteString("question", question);
        json.WriteString("fingerprint", finding.Fingerprint);
        if (detail == ReviewDetail.Exact) json.WriteString("code_fingerprint", finding.CodeFingerprint);
    }

    public static void WriteRange(Utf8JsonWriter json, Position start, Position end)
    {
        WritePosition(json, "start", start);
        WritePosition(json, "end", end);
    }

    public static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WriteProblems(Utf8JsonWriter json, IReadOnlyList<FileProblem> problems)
    {
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("path", problem.Path);
            json.WriteNumber("line", problem.Line);
            json.WriteString("message", problem.Message);
            if (problem.IsFault) json.WriteBoolean("fault", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteTool(Utf8JsonWriter json, ToolInfo tool)
    {
        json.WriteStartObject("tool");
        json.WriteString("name", tool.Name);
        json.WriteString("version", tool.Version);
        json.WriteEndObject();
    }

    public static void WriteFiles(Utf8JsonWriter json, FileCounts files)
    {
        json.WriteStartObject("files");
        json.WriteNumber("read", files.Read);
        json.WriteNumber("skipped", files.Skipped);
        json.WriteNumber("bytes", files.Bytes);
        json.WriteEndObject();
    }

    /// <summary>Two significant figures: more would claim a precision that no estimate has.</summary>
    public static void WriteAmount(Utf8JsonWriter json, string name, double amount)
    {
        var rounded = Figures.Rounded(amount, 2);
        if (rounded == Math.Floor(rounded) && Math.Abs(rounded) < 1e15) json.WriteNumber(name, (long)rounded);
        else json.WriteNumber(name, rounded);
    }

    private static void WriteAmount(Utf8JsonWriter json, string name, double amount, ReviewDetail detail)
    {
        if (detail == ReviewDetail.Exact && double.IsFinite(amount)) json.WriteNumber(name, amount);
        else WriteAmount(json, name, amount);
    }

    private static void WritePosition(Utf8JsonWriter json, string name, Position position)
    {
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line);
        json.WriteNumber("column", position.Column);
        json.WriteEndObject();
    }

    private static void WriteLabel(Utf8JsonWriter json, Label label)
    {
        json.WriteStartObject();
        WriteRange(json, label.Range.Start, label.Range.End);
        json.WriteString("text", label.Text);
        json.WriteEndObject();
    }

    private static void WriteChain(Utf8JsonWriter json, Finding finding)
    {
        if (finding.ChainLeadsHere) json.WriteBoolean("chain_leads_here", true);
        json.WriteStartArray("chain");
        foreach (var step in finding.Chain)
        {
            json.WriteStartObject();
            json.WriteString("path", step.Path);
            WriteRange(json, step.Range.Start, step.Range.End);
            json.WriteString("symbol", step.Symbol);
            json.WriteString("text", step.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteCost(Utf8JsonWriter json, FindingCost? cost, ReviewDetail detail)
    {
        if (cost is null)
        {
            json.WriteNull("cost");
            return;
        }
        json.WriteStartObject("cost");
        json.WriteString("before", cost.Before);
        json.WriteString("after", cost.After);
        json.WriteString("break_even", cost.BreakEven);
        json.WriteStartObject("assumed");
        foreach (var size in cost.Sizes) WriteSize(json, size.Name, size.Typical);
        json.WriteEndObject();
        if (detail != ReviewDetail.Brief) WriteSizes(json, cost.Sizes);
        json.WriteEndObject();
    }

    private static void WriteSizes(Utf8JsonWriter json, IReadOnlyList<SizeAssumption> sizes)
    {
        json.WriteStartArray("sizes");
        foreach (var size in sizes)
        {
            json.WriteStartObject();
            json.WriteString("name", size.Name);
            WriteSize(json, "low", size.Low);
            WriteSize(json, "high", size.High);
            json.WriteString("source", size.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Sizes are facts or settings, so they keep their figures.</summary>
    private static void WriteSize(Utf8JsonWriter json, string name, double size)
    {
        if (size == Math.Floor(size) && Math.Abs(size) < 1e15) json.WriteNumber(name, (long)size);
        else json.WriteNumber(name, double.IsFinite(size) ? size : 0);
    }

    private static void WriteWorth(Utf8JsonWriter json, string name, Worth? worth, ReviewDetail detail)
    {
        if (worth is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("metric", worth.Metric);
        WriteAmount(json, "low", worth.Low, detail);
        WriteAmount(json, "high", worth.High, detail);
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, Fix fix)
    {
        json.WriteStartObject("fix");
        json.WriteString("applicability", Words.Of(fix.Applicability));
        json.WriteString("summary", fix.Summary);
        json.WriteStartArray("edits");
        foreach (var edit in fix.Edits)
        {
            json.WriteStartObject();
            WriteRange(json, edit.Range.Start, edit.Range.End);
            json.WriteString("text", edit.NewText);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteStrings(json, "contract", fix.Contract);
        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, ProfileEvidence evidence)
    {
        json.WriteStartObject("evidence");
        json.WriteString("profile", evidence.Profile);
        json.WriteString("metric", evidence.Metric);
        WriteAmount(json, "share", evidence.Share);
        json.WriteString("scope", evidence.Scope);
        WriteAmount(json, "weight", evidence.Weight);
        json.WriteString("unit", evidence.Unit);
        if (evidence.Calls is { } calls) json.WriteNumber("calls", calls);
        json.WriteEndObject();
    }

    private static void WriteProof(Utf8JsonWriter json, ProofEvidence proof, ReviewDetail detail)
    {
        json.WriteStartObject("proof");
        json.WriteString("file", proof.File);
        WriteAmount(json, "ratio", proof.Ratio, detail);
        WriteAmount(json, "low", proof.Low, detail);
        WriteAmount(json, "high", proof.High, detail);
        json.WriteString("inputs", proof.Inputs);
        if (proof.Saved is { } saved) WriteWorth(json, "saved", saved, detail);
        json.WriteEndObject();
    }
}
