using Lever.Review.Rules;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lever.Dev.Site;

/// <summary>A heading that a reader may want to go to.</summary>
internal readonly record struct Heading(int Level, string Id, string Text);

/// <summary>A page's body.</summary>
/// <param name="Text">Its words without any markup.</param>
internal sealed record Body(string Html, string Text, IReadOnlyList<Heading> Headings);

/// <summary>Makes HTML of Markdown. Links between files become links between pages; those to files that are no pages become plain text.</summary>
internal sealed class Markup(IReadOnlyList<SitePage> pages)
{
    /// <summary>Characters above which a cell of a table counts as a sentence.</summary>
    private const int LongCell = 40;

    private static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private readonly Dictionary<string, string> paths = pages.GroupBy(page => page.Source).ToDictionary(group => group.Key, group => group.First().Path, StringComparer.Ordinal);
    private readonly HashSet<string> known = [.. pages.Select(page => page.Path)];

    public Body Render(SitePage page)
    {
        var document = Markdown.Parse(page.Markdown, pipeline);
        foreach (var html in document.Descendants<HtmlInline>().Where(html => html.Tag == "<br>")) html.Tag = "<br />";
        foreach (var link in document.Descendants<LinkInline>().ToList()) Lead(page, link);
        foreach (var code in document.Descendants<CodeInline>().ToList()) LinkRule(page, code);
        // Wide tables are scrolled, with the arrow keys too, and their sentences must not be squeezed into columns of single words.
        foreach (var table in document.Descendants<Table>()) table.GetAttributes().AddPropertyIfNotExist("tabindex", "0");
        foreach (var cell in document.Descendants<TableCell>().Where(cell => cell.Span.Length > LongCell)) cell.GetAttributes().AddClass("long");
        var headings = document.Descendants<HeadingBlock>().Select(heading => new Heading(heading.Level, heading.GetAttributes().Id ?? "", TextOf(heading))).ToList();
        return new Body(Markdown.ToHtml(document, pipeline), Markdown.ToPlainText(page.Markdown, pipeline), headings);
    }

    private void Lead(SitePage page, LinkInline link)
    {
        if (link.Url is not { } url || url.Contains("://", StringComparison.Ordinal)) return;
        var parts = url.Split('#', 2);
        if (parts[0] == "") return;
        var source = Normal(page.Source, parts[0]);
        // Generated pages have no file; they are named as if they had one beside the page.
        var path = paths.GetValueOrDefault(source) ?? Normal(page.Path, Path.ChangeExtension(parts[0], ".html"));
        if (known.Contains(path)) link.Url = page.Up + path + (parts.Length > 1 ? "#" + parts[1] : "");
        else Unlink(link);
    }

    /// <summary>A rule's name leads to its page wherever it stands.</summary>
    private void LinkRule(SitePage page, CodeInline code)
    {
        var path = $"rules/{code.Content}.html";
        if (RuleCatalog.Find(code.Content) is null || !known.Contains(path) || path == page.Path || code.Parent is LinkInline) return;
        var link = new LinkInline(page.Up + path, "");
        code.ReplaceBy(link);
        link.AppendChild(code);
    }

    private static void Unlink(LinkInline link)
    {
        foreach (var child in link.ToList())
        {
            child.Remove();
            link.InsertBefore(child);
        }
        link.Remove();
    }

    private static string TextOf(HeadingBlock heading) => string.Concat(heading.Inline!.Descendants().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    }));

    /// <summary>A relative path from a file's folder, without <c>..</c> where that is possible.</summary>
    private static string Normal(string from, string relative)
    {
        var parts = from.Split('/')[..^1].ToList();
        foreach (var part in relative.Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
