using System.Text;
using System.Text.RegularExpressions;
using Lever.Profiles;
using Lever.Review.Findings;
using Lever.Review.Reports.Html;

namespace Lever.Tests.Reports;

public class ReviewHtmlTests
{
    private static readonly Profile profile = ProfileReaders.Read(Encoding.UTF8.GetBytes("""
        main (src/feed/app.py:3);unique (src/feed/dedupe.py:8) 60
        main (src/feed/app.py:3);unique (src/feed/dedupe.py:9) 20
        main (src/feed/app.py:4) 20
        """), "app.folded");

    [Fact]
    public void A_page_holds_the_five_parts_and_every_issue()
    {
        var page = PageOf(Samples.Review);
        foreach (var part in (string[])["1. Hot path hypothesis", "2. Top issues", "3. Patch sketch", "4. Trade-offs and risks", "5. Measurement plan", "One question", "What may be claimed", "Sources"])
            Assert.Matches($"<h2[^>]*>{Regex.Escape(part)}</h2>", page);
        foreach (var issue in Samples.Review.Issues)
        {
            Assert.Contains($"id=\"issue-{issue.Rank.Position}\"", page, StringComparison.Ordinal);
            Assert.Contains(HtmlText.Of(issue.Next), page, StringComparison.Ordinal);
        }
        Assert.Contains("<span class=\"added\">+    seen = set()</span>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"removed\">-    seen = []</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_stands_with_its_marks_and_with_the_heat_of_its_lines()
    {
        var page = PageOf(Samples.Review);
        Assert.Contains("if <mark>key not in seen</mark>:", page, StringComparison.Ordinal);
        Assert.Contains("this loop repeats the search", page, StringComparison.Ordinal);
        Assert.Matches("<tr class=\"heat-8\"><td class=\"line\">8</td><td class=\"weight\">60.0 %</td>", page);
        Assert.Matches("<tr class=\"heat-6\"><td class=\"line\">9</td><td class=\"weight\">20.0 %</td>", page);
        Assert.Matches("<tr class=\"heat-0\"><td class=\"line\">6</td><td class=\"weight\"></td>", page);
    }

    [Fact]
    public void Functions_of_the_profile_know_their_issues()
    {
        var issue = Samples.Review.Issues[0] with { Finding = Samples.Profiled with { Function = "unique", Region = (3, 9) } };
        Assert.Matches("\"marks\":\\{\"\\d+\":\\[1\\]\\}", PageOf(Samples.Review with { Issues = [issue] }));
    }

    [Fact]
    public void A_proof_is_drawn()
    {
        var issue = Samples.Review.Issues[0] with { Finding = Samples.Notebook };
        var page = PageOf(Samples.Review with { Issues = [issue] });
        Assert.Contains("<svg class=\"proof\"", page, StringComparison.Ordinal);
        Assert.Contains("a frame of 10,000 rows", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_file_becomes_markup()
    {
        var issue = Samples.Review.Issues[0] with { Finding = Samples.Hostile, Next = "<script>alert(1)</script>" };
        var page = PageOf(Samples.Review with
        {
            Issues = [issue],
            Patches = [new IssuePatch(1, "x", PatchForm.Diff, "diff --git a/x b/x\n+</pre><script>alert(2)</script>\n", Applicability.Safe, ["<b>bold</b>"])],
        });
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)</script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(2)</script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', page);
        Assert.DoesNotContain('\u202E', page);
        Assert.Single(Regex.Matches(page, "<script>"));
    }

    [Fact]
    public void Without_a_profile_there_is_no_heat_and_no_graph()
    {
        using var content = new MemoryStream();
        ReviewHtml.Write(content, Samples.Review, new ReviewPageSources(Samples.Lines, ["src/feed/dedupe.py"], []));
        var page = Encoding.UTF8.GetString(content.ToArray());
        Assert.DoesNotContain("<td class=\"weight\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<canvas", page, StringComparison.Ordinal);
        Assert.Contains("<mark>key not in seen</mark>", page, StringComparison.Ordinal);
    }

    private static string PageOf(ReviewResult result)
    {
        using var content = new MemoryStream();
        ReviewHtml.Write(content, result, new ReviewPageSources(Samples.Lines, ["src/feed/dedupe.py", "src/feed/app.py", "core/src/lib.rs"], [profile]));
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
