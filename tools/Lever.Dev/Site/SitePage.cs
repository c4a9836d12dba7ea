namespace Lever.Dev.Site;

/// <summary>One page of the site.</summary>
/// <param name="Path">Below the site, with forward slashes.</param>
/// <param name="Source">The file below the repository that it comes from, or where one would lie: what its links are relative to.</param>
/// <param name="Section">The entry of the navigation that it belongs to.</param>
/// <param name="Markdown">Its text, which begins with its title as a heading.</param>
internal sealed record SitePage(string Path, string Source, string Section, string Markdown)
{
    public string Title { get; } = Markdown.Split('\n').First(line => line.StartsWith("# ", StringComparison.Ordinal))[2..].Trim();

    /// <summary>Whether the navigation leads here, and to other pages of the section from here.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The way from this page up to the site's folder: empty, or <c>../</c>.</summary>
    public string Up => string.Concat(Enumerable.Repeat("../", Path.Count(letter => letter == '/')));
}
