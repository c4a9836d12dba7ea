using System.Security.Cryptography;
using System.Text;

namespace Lever.Review.Reports.Html;

/// <summary>
/// One file that needs no other and no network: its policy lets run only the script and the style that it holds, which it names by their
/// hashes (Content Security Policy Level 3).
/// </summary>
internal sealed class HtmlPage : IDisposable
{
    private static readonly string[] scripts = ["model.js", "layout.js", "words.js", "graph.js", "table.js", "view.js", "main.js"];

    private readonly Stream output;
    private readonly StreamWriter text;
    private int profiles;

    public HtmlPage(Stream output, string title)
    {
        this.output = output;
        text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 15, leaveOpen: true) { NewLine = "\n" };
        var (script, style) = (Script(), Resource("page.css"));
        var policy = $"default-src 'none'; script-src '{HashOf(script)}'; style-src '{HashOf(style)}'; base-uri 'none'; form-action 'none'";
        Write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
        Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"lever\">\n");
        Write($"<title>{HtmlText.Of(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n");
        Write($"<header><h1>{HtmlText.Of(title)}</h1><button type=\"button\" class=\"theme\">Light / dark</button><button type=\"button\" class=\"help\" aria-label=\"Keys\">?</button></header>\n");
    }

    /// <summary>Writes markup; what comes from outside must have gone through <see cref="HtmlText"/>.</summary>
    public void Write(string markup) => text.Write(markup);

    /// <summary>The controls of a profile, and its data.</summary>
    /// <param name="writeData">Writes one JSON object in which <c>&lt;</c> is escaped.</param>
    public T Profile<T>(Func<Stream, T> writeData)
    {
        profiles++;
        var id = "profile-" + ReviewWords.Number(profiles);
        Write($"<section class=\"profile\" data-source=\"{id}\" aria-label=\"Profile\">\n{Resource("profile.html")}</section>\n");
        Write($"<script type=\"application/json\" id=\"{id}\">");
        text.Flush();
        var result = writeData(output);
        Write("</script>\n");
        return result;
    }

    public void Dispose()
    {
        Write(Resource("help.html"));
        Write($"<script>{Script()}</script>\n</body>\n</html>\n");
        text.Dispose();
    }

    private static string Script() => "\n'use strict';\n" + string.Concat(scripts.Select(Resource));

    private static string HashOf(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("page/" + name)!, Encoding.UTF8);
        // What is hashed must be what a browser reads, and that reads every line end as this one.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
