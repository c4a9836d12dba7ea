using System.Net;
using System.Text;

namespace Lever.Dev.Site;

/// <summary>What stands around every page's body. It is valid as XML too, so that a test can read it.</summary>
internal sealed class SiteLayout(IReadOnlyList<SitePage> pages)
{
    /// <summary>With more pages than this a section is not listed beside each of them; its first page has the table.</summary>
    private const int ListedPages = 40;

    public string Page(SitePage page, Body body)
    {
        var title = WebUtility.HtmlEncode(page.Path == "index.html" ? "Lever" : $"{page.Title} · Lever");
        return $"""
            <!DOCTYPE html>
            <html lang="en" data-up="{page.Up}">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:" />
            <title>{title}</title>
            <link rel="icon" href="data:," />
            <link rel="stylesheet" href="{page.Up}site.css" />
            <script src="{page.Up}site.js" defer="defer"></script>
            </head>
            <body>
            <a class="skip" href="#main">To the text</a>
            <header>
            <a class="name" href="{page.Up}index.html">Lever</a>
            <div class="search" role="search" hidden="hidden">
            <input id="search" type="search" placeholder="Search" title="Search (press /)" autocomplete="off" role="combobox" aria-label="Search the documentation" aria-expanded="false" aria-controls="results" aria-autocomplete="list" />
            <ul id="results" role="listbox" aria-label="Pages found" hidden="hidden"></ul>
            </div>
            <button id="theme" type="button" hidden="hidden">Dark</button>
            </header>
            <div class="columns">
            <nav class="site" aria-label="Documentation">
            <details open="open"><summary>Pages</summary>
            {Navigation(page)}</details>
            </nav>
            <main id="main" tabindex="-1">
            {body.Html}</main>
            {OnThisPage(body)}</div>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private string Navigation(SitePage page)
    {
        var text = new StringBuilder("<ul>\n");
        foreach (var first in pages.Where(each => each.IsFirst))
        {
            text.Append($"<li>{Link(page, first, first.Section)}");
            var others = pages.Where(each => !each.IsFirst && each.Section == first.Section).ToList();
            if (first.Section == page.Section && others.Count is > 0 and <= ListedPages)
            {
                text.Append("\n<ul>\n");
                foreach (var other in others) text.Append($"<li>{Link(page, other, other.Title)}</li>\n");
                text.Append("</ul>\n");
            }
            text.Append("</li>\n");
        }
        return text.Append("</ul>\n").ToString();
    }

    private static string Link(SitePage from, SitePage to, string text) =>
        $"<a href=\"{from.Up}{to.Path}\"{(from == to ? " aria-current=\"page\"" : "")}>{WebUtility.HtmlEncode(text)}</a>";

    private static string OnThisPage(Body body)
    {
        var headings = body.Headings.Where(heading => heading.Level is 2 or 3).ToList();
        if (headings.Count < 3) return "";
        var text = new StringBuilder("<nav class=\"here\" aria-label=\"On this page\">\n<ul>\n");
        foreach (var heading in headings) text.Append($"<li class=\"level{heading.Level}\"><a href=\"#{heading.Id}\">{WebUtility.HtmlEncode(heading.Text)}</a></li>\n");
        return text.Append("</ul>\n</nav>\n").ToString();
    }
}
