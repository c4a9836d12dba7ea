using System.Text;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.Review.Reports;

namespace Lever.Serving.Lsp;

/// <summary>What is known of a place: its findings in full, with what may and may not be said of them, and what profiles say of its function.</summary>
internal sealed class Hovers(ClientAbilities client)
{
    public Reply Answer(DocumentView view, LspPosition position)
    {
        var at = view.PlaceOf(position);
        var findings = view.Findings.Where(finding => finding.Range.Start <= at && at <= finding.Range.End).ToList();
        var parts = findings.Select(Words).ToList();
        var function = view.Functions.FirstOrDefault(function => function.DefLine == at.Line);
        if (function is not null) parts.AddRange(view.Weights.SharesOf(function.QualifiedName).Select(share => $"{Strong(function.Name)}: {share.Words}"));
        if (parts.Count == 0) return Reply.Nothing;
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("contents");
            json.WriteString("kind", client.ReadsMarkdown ? "markdown" : "plaintext");
            json.WriteString("value", string.Join(client.ReadsMarkdown ? "\n\n---\n\n" : "\n\n", parts));
            json.WriteEndObject();
            if (findings.Count > 0) view.RangeOf(findings[0].Range).Write(json);
            json.WriteEndObject();
        });
    }

    private string Words(Finding finding)
    {
        var grade = Wording.Borne(finding);
        var text = new StringBuilder();
        Paragraph($"{Strong(finding.Rule.Name)} · {Review.Findings.Words.Of(grade)} · tier {Review.Findings.Words.Of(finding.Tier)} · {Review.Findings.Words.Of(finding.Heat)} · {finding.Symbol}");
        Paragraph(finding.Message);
        if (finding.Cost is { } cost) Paragraph($"costs `{cost.Before}`, once fixed `{cost.After}`");
        Paragraph(Wording.Full(finding));
        if (finding.HeatFrom is { } source) Paragraph($"hot through `{source}`");
        if (finding.Fix.Summary.Length > 0) Paragraph($"fix: {finding.Fix.Summary} ({ReviewWords.Consent(finding.Fix.Applicability)}){string.Concat(finding.Fix.Contract.Select(term => $"; {term}"))}");
        if (finding.Question is { } question) Paragraph(question);
        Paragraph($"not to be said of what is {Wording.MustNotSay(grade)}");
        return text.ToString().TrimEnd();

        void Paragraph(string words) => text.Append(Visible.Clean(words)).Append(client.ReadsMarkdown ? "\n\n" : "\n");
    }

    private string Strong(string words) => client.ReadsMarkdown ? $"**{words}**" : words;
}
