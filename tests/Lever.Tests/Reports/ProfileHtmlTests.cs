using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lever.Profiles;
using Lever.Profiles.Writing;
using Lever.Review.Reports.Html;

namespace Lever.Tests.Reports;

public partial class ProfileHtmlTests
{
    private const string Folded = """
        main (app.py:1);parse (app.py:5);decode (codec.py:9) 40
        main (app.py:1);parse (app.py:5);parse (app.py:5);decode (codec.py:9) 20
        main (app.py:1);render (page.py:3) 30
        main (app.py:1);render (page.py:3);wait (/usr/lib/python3.12/threading.py:355) 10
        """;

    [Fact]
    public void Functions_weigh_what_the_view_of_the_profile_says()
    {
        var profile = Read(Folded);
        var data = DataOf(profile);
        var names = Strings(data.GetProperty("functions").GetProperty("name"));
        var weights = data.GetProperty("weights")[0];
        foreach (var row in ProfileView.Top(profile, 100))
        {
            var at = names.IndexOf(row.Name);
            Assert.Equal(row.Self, weights.GetProperty("self")[at].GetDouble(), 9);
            Assert.Equal(row.Total, weights.GetProperty("total")[at].GetDouble(), 9);
            // Of 100 samples 10 sleep, below main and render.
            var waits = row.Name is "main" or "render" or "wait" ? 10 : 0;
            Assert.Equal(row.Total - waits, weights.GetProperty("working")[at].GetDouble(), 9);
            Assert.Equal(row.IsIdle ? 1 : 0, data.GetProperty("functions").GetProperty("idle")[at].GetInt32());
        }
        Assert.Equal(0, data.GetProperty("leftOut").GetProperty("limit").GetDouble());
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(60)]
    [InlineData(7)]
    public void Stacks_add_up_however_much_is_left_out(int mostNodes)
    {
        var profile = Read(ManyStacks());
        var data = DataOf(profile, mostNodes, out var left);
        var nodes = data.GetProperty("nodes");
        var self = nodes.GetProperty("self")[0].EnumerateArray().Select(weight => weight.GetDouble()).ToArray();
        Assert.Equal(profile.Weights(0).Sum, self.Sum(), 6);
        Assert.Equal(self.Length, nodes.GetProperty("fn").GetArrayLength());
        Assert.Equal(self.Length, nodes.GetProperty("depth").GetArrayLength());
        var rest = data.GetProperty("rest").GetInt32();
        var drawn = nodes.GetProperty("fn").EnumerateArray().Count(function => function.GetInt32() < rest);
        Assert.True(drawn <= mostNodes, $"{drawn} nodes are drawn");
        Assert.Equal(mostNodes < 1000, left.Limit > 0);
        Assert.Equal(left.Limit > 0, ProfileHtml.LeftOutText(left) is not null);
        Assert.Equal(left.Share * profile.Weights(0).Sum, self.Where((_, node) => nodes.GetProperty("fn")[node].GetInt32() >= rest).Sum(), 6);
        var idle = data.GetProperty("functions").GetProperty("idle");
        var waiting = self.Where((_, node) => nodes.GetProperty("fn")[node].GetInt32() is >= 0 and var function && idle[function].GetInt32() == 1).Sum();
        Assert.Equal(profile.IdleShare(0) * profile.Weights(0).Sum, waiting, 6);
    }

    [Fact]
    public void Callees_called_at_several_lines_are_one_node()
    {
        var data = DataOf(Read("a (x.py:1);b (x.py:5) 3\na (x.py:2);b (x.py:6) 4\na (x.py:2);b (x.py:7) 5\n"));
        // The thread, a and b, however the reader takes the numbers.
        var functions = data.GetProperty("nodes").GetProperty("fn").GetArrayLength();
        Assert.Equal(1 + data.GetProperty("rest").GetInt32(), functions);
    }

    [Fact]
    public void Nothing_of_a_profile_becomes_markup()
    {
        const string Evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \u202e&amp; 5\n\"'`;b 2\n";
        var page = PageOf(ProfileReaders.Read(Encoding.UTF8.GetBytes(Evil), "<b>name</b>\u2028.folded"));
        Assert.DoesNotContain("alert(1)<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "</script>", RegexOptions.IgnoreCase));
        var names = Strings(Embedded(page).GetProperty("functions").GetProperty("name"));
        Assert.Contains(names, name => name.Contains("</script>", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_asks_for_nothing_and_lets_run_only_its_own_script_and_style()
    {
        var page = PageOf(Read(Folded));
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Handler(), page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        var script = page[(page.LastIndexOf("<script>", StringComparison.Ordinal) + 8)..page.LastIndexOf("</script>", StringComparison.Ordinal)];
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];
        foreach (var content in (string[])[script, style])
            Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_without_stacks_has_its_edges()
    {
        var profile = ProfileReaders.Read(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "examples/feedserver/profiles/cpu.pstats")), "cpu.pstats");
        var data = DataOf(profile);
        Assert.Equal(0, data.GetProperty("nodes").GetProperty("fn").GetArrayLength());
        var edges = data.GetProperty("edges");
        Assert.Equal(profile.Calls.Edges.Count, edges.GetProperty("caller").GetArrayLength());
        Assert.Equal(profile.Calls.Edges.Sum(edge => edge.Total), edges.GetProperty("total").EnumerateArray().Sum(weight => weight.GetDouble()), 6);
        Assert.Equal(data.GetProperty("rest").GetInt32(), data.GetProperty("functions").GetProperty("calls").GetArrayLength());
    }

    [Fact]
    public void Weights_are_written_short_and_whole()
    {
        var stacks = string.Concat(Enumerable.Range(1, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"a;f{i} {i * 100}\n")));
        var page = PageOf(Read(stacks));
        var sum = Embedded(page).GetProperty("nodes").GetProperty("self")[0].EnumerateArray().Sum(weight => weight.GetDouble());
        Assert.Equal(46_500, sum);
    }

    private static string ManyStacks()
    {
        var text = new StringBuilder();
        for (var i = 1; i <= 400; i++)
            text.Append(CultureInfo.InvariantCulture, $"main;step{i % 7};work{i % 40};{(i % 9 == 0 ? "wait (/usr/lib/python3.12/threading.py:355)" : $"leaf{i}")} {1 + i * i % 97}\n");
        return text.ToString();
    }

    private static Profile Read(string text) => ProfileReaders.Read(Encoding.UTF8.GetBytes(text), "stacks.folded");

    private static JsonElement DataOf(Profile profile) => DataOf(profile, PageData.MostNodes, out _);

    private static JsonElement DataOf(Profile profile, int mostNodes, out LeftOut left)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content)) left = PageData.Write(json, profile, mostNodes: mostNodes);
        return JsonDocument.Parse(content.ToArray()).RootElement;
    }

    private static string PageOf(Profile profile)
    {
        using var content = new MemoryStream();
        ProfileHtml.Write(content, profile);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static JsonElement Embedded(string page)
    {
        const string Start = "<script type=\"application/json\" id=\"profile-1\">";
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return JsonDocument.Parse(page[from..page.IndexOf("</script>", from, StringComparison.Ordinal)]).RootElement;
    }

    private static List<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(each => each.GetString()!)];

    [GeneratedRegex("<[a-z]+ [^>]*\\bon[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();
}
