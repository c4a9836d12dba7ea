using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lever.Dev.Site;

/// <summary>What the search in the browser looks through: a script, since pages opened from the disk may not fetch anything.</summary>
internal sealed partial class SearchIndex
{
    private const int LongestSummary = 160;

    private readonly List<(SitePage Page, string Summary, string Words)> entries = [];

    public void Add(SitePage page, Body body)
    {
        var words = Word().Matches(body.Text.ToLowerInvariant()).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);
        entries.Add((page, Summary(page, body.Text), string.Join(' ', words)));
    }

    public string Script()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var (page, summary, words) in entries)
            {
                json.WriteStartArray();
                foreach (var text in new[] { page.Path, page.Title, page.Section, summary, words }) json.WriteStringValue(text);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        return $"\"use strict\";\nwindow.leverPages = {Encoding.UTF8.GetString(buffer.ToArray())};\n";
    }

    /// <summary>The first sentence that is neither the title nor a rule's line of properties.</summary>
    private static string Summary(SitePage page, string text)
    {
        var line = text.Split('\n').Select(each => each.Trim()).FirstOrDefault(each => each.Length > 0 && each != page.Title && !each.Contains(" · ", StringComparison.Ordinal)) ?? "";
        return line.Length <= LongestSummary ? line : line[..(LongestSummary - 1)] + "…";
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}_.-]*[\p{L}\p{N}]")]
    private static partial Regex Word();
}
