using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Lever.Dev.Site;
using Lever.Profiles;
using Lever.Profiles.Measurements;
using Lever.Review.Rules;

namespace Lever.Tests.Documentation;

/// <summary>The site as it is written, read as a browser and a reader would.</summary>
public sealed class SiteTests : IDisposable
{
    private readonly TemporaryFolder site = new();
    private readonly Dictionary<string, XDocument> pages;

    public SiteTests()
    {
        SiteCommand.Write(RepositoryFiles.Root, site.Path);
        pages = Directory.EnumerateFiles(site.Path, "*.html", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(site.Path, file).Replace('\\', '/'), Parsed, StringComparer.Ordinal);
    }

    public void Dispose() => site.Dispose();

    /// <summary>Every element is closed and every attribute quoted, or this throws with the place.</summary>
    private static XDocument Parsed(string file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        foreach (var (path, page) in pages)
        {
            foreach (var link in page.Descendants("a").Select(link => link.Attribute("href")!.Value).Where(link => !link.StartsWith("https://", StringComparison.Ordinal)))
            {
                var parts = link.Split('#', 2);
                var target = parts[0] == "" ? path : Path.GetRelativePath(site.Path, Path.GetFullPath(parts[0], Path.GetDirectoryName(site[path])!));
                Assert.True(pages.ContainsKey(target), $"{path} links to {link}, which is no page");
                if (parts.Length > 1) Assert.True(Ids(pages[target]).Contains(parts[1]), $"{path} links to {link}, which the page has no place for");
            }
        }
    }

    [Fact]
    public void Nothing_is_loaded_from_elsewhere()
    {
        foreach (var (path, page) in pages)
        {
            var loaded = page.Descendants().Where(element => element.Name.LocalName is not "a")
                .SelectMany(element => element.Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href")).Select(attribute => attribute.Value);
            foreach (var address in loaded.Where(address => address != "data:,"))
                Assert.True(File.Exists(Path.GetFullPath(address, Path.GetDirectoryName(site[path])!)), $"{path} loads {address}, which is not of the site");
        }
        foreach (var asset in new[] { "site.css", "site.js" })
        {
            var text = File.ReadAllText(site[asset]);
            Assert.All(new[] { "http:", "https:", "url(", "@import", "//cdn" }, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Everything_that_Lever_knows_has_its_page()
    {
        Assert.All(RuleCatalog.All, rule => Assert.Contains($"rules/{rule.Name}.html", pages.Keys));
        Assert.All(CommandLine.Pages(), command => Assert.Contains($"commands/{command.Name.Replace(' ', '-')}.html", pages.Keys));
        Assert.All(Commands.Topics.Names, topic => Assert.Contains($"topics/{topic}.html", pages.Keys));
        Assert.Superset(ProfileReaders.Formats.Concat(MeasurementReaders.Formats).ToHashSet(), Ids(pages["formats.html"]));
        Assert.Superset(Commands.Glossary.Terms.Keys.ToHashSet(), Ids(pages["glossary.html"]));
    }

    [Fact]
    public void Every_page_has_one_title_and_places_of_different_names()
    {
        foreach (var (path, page) in pages)
        {
            Assert.True(page.Descendants("h1").Count() == 1, $"{path} has not one heading of the first level");
            var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), $"{path} has two places of one name");
        }
    }

    [Fact]
    public void Search_knows_every_page()
    {
        var script = File.ReadAllText(site["search.js"]);
        var start = script.IndexOf('[', StringComparison.Ordinal);
        using var index = JsonDocument.Parse(script[start..(script.LastIndexOf(']') + 1)]);
        Assert.Equal(pages.Keys.Order(StringComparer.Ordinal), index.RootElement.EnumerateArray().Select(entry => entry[0].GetString()!).Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Ids(XDocument page) => [.. page.Descendants().Attributes("id").Select(id => id.Value)];
}
