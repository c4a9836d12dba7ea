using System.Text;
using System.Text.RegularExpressions;
using Lever.Profiles;
using Lever.Review.Reports.Html;

namespace Lever.Tests.Reports;

/// <summary>The pages, opened by a real browser without a window, which prints what its script made of them.</summary>
public class PageInBrowserTests
{
    private const string Stacks = """
        main (app.py:1);parse (app.py:5);decode (codec.py:9) 40
        main (app.py:1);parse (app.py:5);parse (app.py:5);decode (codec.py:9) 20
        main (app.py:1);render (page.py:3) 30
        main (app.py:1);render (page.py:3);wait (/usr/lib/python3.12/threading.py:355) 10
        """;

    [Fact]
    public void The_script_draws_the_graph_and_fills_the_table()
    {
        var page = Open("");
        Assert.Contains("data-view=\"flame\" aria-pressed=\"true\"", page, StringComparison.Ordinal);
        // The height of what was laid out, row by row; a script that failed leaves it without one.
        Assert.Matches("<div class=\"spacer\" style=\"height: [1-9][0-9]*px;?\">", page);
        Assert.Matches("<canvas [^>]*width=\"[1-9][0-9]+\"", page);
        var table = Regex.Match(page, "<tbody>(.*?)</tbody>", RegexOptions.Singleline).Groups[1].Value;
        foreach (var function in (string[])["decode", "render", "parse", "main"]) Assert.Contains(function, table, StringComparison.Ordinal);
        Assert.Contains(">working and waiting<", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("view=inverted&find=decode", "inverted", "What ran, and below it what called it")]
    [InlineData("view=sandwich&find=decode", "sandwich", "Callers above, callees below: decode")]
    [InlineData("view=nonsense&find=decode", "flame", "Callers above, what they call below")]
    public void An_address_leads_to_a_view_and_a_search(string address, string view, string crumb)
    {
        var page = Open("#" + address);
        foreach (var each in (string[])["flame", "inverted", "sandwich"])
            Assert.Contains($"data-view=\"{each}\" aria-pressed=\"{(each == view ? "true" : "false")}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<p class=\"crumb\">{crumb}", page, StringComparison.Ordinal);
        // 60 of the 90 samples that work are below `decode`.
        Assert.Matches("<span class=\"found\" role=\"status\">[^<]*66\\.7 %", page);
    }

    private static string Open(string address)
    {
        using var folder = new TemporaryFolder();
        using var content = new MemoryStream();
        ProfileHtml.Write(content, ProfileReaders.Read(Encoding.UTF8.GetBytes(Stacks), "stacks.folded"));
        var path = folder.Write("page.html", content.ToArray());
        // The sandbox needs rights that containers do not give, and the page is our own.
        var answer = External.Run("chromium", folder.Path,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={folder["browser"]}", "--virtual-time-budget=5000", "--dump-dom", $"file://{path}{address}"]);
        Assert.True(answer.Code == 0 && answer.Out.Length > 0, answer.Errors);
        return answer.Out;
    }
}
