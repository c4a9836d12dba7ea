using System.Globalization;
using System.Text;

namespace Lever.Review.Reports.Html;

/// <summary>Text for HTML. Names, messages and code come from files: nothing of them is ever markup.</summary>
internal static class HtmlText
{
    /// <summary>Text for an element or a quoted attribute, with control characters made visible.</summary>
    public static string Of(string text) => Escaped(Visible.Clean(text));

    /// <summary>The same of code, whose tabs and spaces count.</summary>
    public static string OfCode(string code) => Escaped(Visible.Code(code).Text);

    /// <summary>Text in which what stands between backticks is code.</summary>
    public static string Prose(string text)
    {
        var parts = Visible.Clean(text).Split('`');
        var prose = new StringBuilder();
        for (var at = 0; at < parts.Length; at++)
        {
            if (at % 2 == 1 && at < parts.Length - 1) prose.Append("<code>").Append(Escaped(parts[at])).Append("</code>");
            else prose.Append(at % 2 == 1 ? "`" : "").Append(Escaped(parts[at]));
        }
        return prose.ToString();
    }

    public static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    private static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny("&<>\"'") < 0) return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            escaped = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                _ => escaped.Append(character),
            };
        }
        return escaped.ToString();
    }
}
