using Lever.Review.Findings;

namespace Lever.Review.Reports.Html;

/// <summary>What an experiment measured before and after a fix, drawn to scale with its interval.</summary>
internal static class ProofBars
{
    private const double Width = 360;

    public static void Write(HtmlPage page, ProofEvidence proof)
    {
        if (!(proof is { Ratio: > 0, Low: > 0, High: > 0 } && double.IsFinite(proof.High))) return;
        // Before is 1; where a change made it slower, the worse end of after is the whole width.
        var unit = Width / Math.Max(1, Math.Max(1 / proof.Low, 1 / proof.Ratio));
        var label = $"before 1, after {Figure(1 / proof.Ratio)} ({Figure(1 / proof.High)} to {Figure(1 / proof.Low)})";
        page.Write($"<svg class=\"proof\" viewBox=\"0 0 {Pixels(Width + 60)} 46\" width=\"{Pixels(Width + 60)}\" height=\"46\" role=\"img\" aria-label=\"{HtmlText.Of(label)}\">");
        page.Write($"<text x=\"0\" y=\"15\">before</text><rect class=\"before\" x=\"56\" y=\"3\" width=\"{Pixels(unit)}\" height=\"15\"/>");
        page.Write($"<text x=\"0\" y=\"38\">after</text><rect class=\"after\" x=\"56\" y=\"26\" width=\"{Pixels(unit / proof.Ratio)}\" height=\"15\"/>");
        page.Write($"<line x1=\"{Pixels(56 + unit / proof.High)}\" x2=\"{Pixels(56 + unit / proof.Low)}\" y1=\"33.5\" y2=\"33.5\"/></svg>\n");
        page.Write($"<p class=\"soft\">{HtmlText.Of(label)}, on {HtmlText.Of(proof.Inputs)}; {HtmlText.Of(proof.File)}</p>\n");
    }

    private static string Pixels(double length) => HtmlText.Number(length, "0.#");

    private static string Figure(double value) => HtmlText.Number(value, "0.###");
}
