using System.Text.Json;
using Lever.Review.Findings;
using Lever.Review.Reports;

namespace Lever.Tests.Reports;

public class JsonContractTests
{
    private const string FindingFields =
        "rule language technique lever path start.line start.column end.line end.column symbol role heat tier grade message labels cost worth " +
        "fix.applicability fix.summary fix.edits fix.contract fingerprint";

    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonElement Check = Parsed(Written.CheckJson(Samples.Check));
    private static readonly JsonElement Review = Parsed(Written.ReviewJson(Samples.Review, ReviewDetail.Full));

    [Fact]
    public void A_check_has_every_required_field()
    {
        Has(Check, "schema tool.name tool.version files.read files.skipped files.bytes findings problems");
        Assert.Equal("lever.check/1", Check.GetProperty("schema").GetString());
        Assert.Equal(Samples.Check.Findings.Count, Check.GetProperty("findings").GetArrayLength());
        foreach (var finding in Check.GetProperty("findings").EnumerateArray()) Has(finding, FindingFields);
        foreach (var problem in Check.GetProperty("problems").EnumerateArray()) Has(problem, "path line message");
        var profiled = Finding(Check, "src/feed/dedupe.py", 8);
        Has(profiled, "cost.before cost.after cost.break_even cost.assumed.n cost.assumed.m worth.metric worth.low worth.high");
        foreach (var label in profiled.GetProperty("labels").EnumerateArray()) Has(label, "start.line end.column text");
        foreach (var edit in profiled.GetProperty("fix").GetProperty("edits").EnumerateArray()) Has(edit, "start.line end.column text");
    }

    [Fact]
    public void A_review_has_every_required_field()
    {
        Has(Review, "schema goal.metric goal.target evidence hypothesis.text issues patches tradeoffs measurement_plan question say must_not_say sources");
        Assert.Equal("lever.review/1", Review.GetProperty("schema").GetString());
        foreach (var issue in Review.GetProperty("issues").EnumerateArray())
            Has(issue, $"{FindingFields} rank.p_first rank.ties rank.position impact effort risks next");
        foreach (var step in Review.GetProperty("measurement_plan").EnumerateArray()) Has(step, "command metric launch_bar why");
        foreach (var item in Review.GetProperty("evidence").EnumerateArray()) Has(item, "profile format metric samples match_rate warnings source");
        Has(Review.GetProperty("question"), "text key choices default value.high");
        foreach (var claim in Review.GetProperty("say").EnumerateArray()) Has(claim, "issue grade text");
        foreach (var patch in Review.GetProperty("patches").EnumerateArray()) Has(patch, "issue path form applicability text");
    }

    [Fact]
    public void A_review_without_a_question_says_null() =>
        Assert.Equal(JsonValueKind.Null,
            Parsed(Written.ReviewJson(Samples.Review with { Question = null }, ReviewDetail.Full)).GetProperty("question").ValueKind);

    [Fact]
    public void Columns_count_code_points() =>
        Assert.Equal(46, Finding(Check, "src/données/été 2026.py", 3).GetProperty("start").GetProperty("column").GetInt32());

    [Fact]
    public void Findings_come_by_path_then_position()
    {
        var shuffled = Samples.Check with { Findings = [.. Samples.Check.Findings.Reverse()], Problems = [.. Samples.Check.Problems.Reverse()] };
        Assert.Equal(Written.CheckJson(Samples.Check), Written.CheckJson(shuffled));
        string[] paths = [.. Check.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("path").GetString()!)];
        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
    }

    [Fact]
    public void A_brief_review_keeps_to_its_length_and_says_what_it_left_out()
    {
        Issue[] issues = [.. Enumerable.Range(1, 10).Select(position => Samples.Review.Issues[0] with { Rank = new Rank(position, 0.1, []) })];
        var review = Samples.Review with { Issues = issues, Patches = ReviewPatches.Of(issues, Samples.Text), Say = Wording.Say(issues, []) };
        var text = Written.ReviewJson(review, ReviewDetail.Brief);
        var brief = Parsed(text);
        var shown = brief.GetProperty("issues").GetArrayLength();
        Assert.InRange(text.Length, 1, 8000);
        Assert.InRange(shown, 2, 9);
        Assert.Equal(review.LeftOut + 10 - shown, brief.GetProperty("left_out").GetProperty("issues").GetInt32());
        Assert.Equal(shown, brief.GetProperty("say").GetArrayLength());
        Assert.Equal(10, Parsed(Written.ReviewJson(review, ReviewDetail.Full)).GetProperty("issues").GetArrayLength());
    }

    [Fact]
    public void Every_named_source_is_listed()
    {
        Assert.Empty(Samples.Review.UnresolvedSources());
        Assert.Equal(["size:n"], (Samples.Review with { Sources = [.. Samples.Review.Sources.Where(source => source.Id != "size:n")] }).UnresolvedSources());
    }

    [Fact]
    public void A_shape_alone_bears_no_number()
    {
        var bare = Samples.Estimated with { Cost = null };
        var finding = Parsed(Written.CheckJson(new CheckResult { Files = default, Findings = [bare] })).GetProperty("findings")[0];
        Assert.Equal("pattern", finding.GetProperty("grade").GetString());
        Assert.Equal(JsonValueKind.Null, finding.GetProperty("worth").ValueKind);
    }

    [Fact]
    public void Numbers_that_are_not_finite_stay_out_of_the_document()
    {
        var odd = Samples.Estimated with { Worth = new Worth("ns", double.NaN, double.PositiveInfinity) };
        Assert.Equal(0, Parsed(Written.CheckJson(new CheckResult { Files = default, Findings = [odd] }))
            .GetProperty("findings")[0].GetProperty("worth").GetProperty("high").GetDouble());
    }

    [Fact]
    public void The_documents_read_as_committed()
    {
        Snap.Match("check.json", Indented(Check));
        Snap.Match("review.json", Indented(Review));
        Snap.Match("review-brief.json", Indented(Parsed(Written.ReviewJson(Samples.Review, ReviewDetail.Brief))));
    }

    private static JsonElement Finding(JsonElement check, string path, int line) =>
        check.GetProperty("findings").EnumerateArray().Single(finding =>
            finding.GetProperty("path").GetString() == path && finding.GetProperty("start").GetProperty("line").GetInt32() == line);

    private static void Has(JsonElement element, string paths)
    {
        foreach (var path in paths.Split(' '))
        {
            var at = element;
            foreach (var name in path.Split('.'))
                Assert.True(at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out at), $"{path} is missing in {element}");
        }
    }

    private static JsonElement Parsed(string text) => JsonDocument.Parse(text).RootElement;

    internal static string Indented(JsonElement element) =>
        JsonSerializer.Serialize(element, Pretty) + "\n";
}
