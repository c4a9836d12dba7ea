using System.Text.Json;
using System.Xml.Linq;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Range = Lever.Review.Findings.Range;

namespace Lever.Tests.Reports;

/// <summary>The formats that other programs read: each is a valid document whatever the findings hold, and tells places as its readers count them.</summary>
public class CheckFormatTests
{
    private static readonly CheckResult none = new() { Files = new FileCounts(3, 0, 10), Findings = [] };
    private static readonly CheckResult all = Samples.Check with { Findings = [.. Samples.Check.Findings, Samples.Estimated] };

    public static TheoryData<string> Results => ["all", "none", "problems", "hostile", "many", "twice"];

    [Theory]
    [MemberData(nameof(Results))]
    public void GitLab_gets_what_its_documentation_asks_for(string name)
    {
        var entries = Json(Written.CheckGitLab(Result(name))).EnumerateArray().ToList();
        Assert.Equal(Result(name).Findings.Count + Result(name).Problems.Count, entries.Count);
        foreach (var entry in entries)
        {
            Assert.All(["description", "check_name", "fingerprint", "severity"], field => Assert.NotEqual("", entry.GetProperty(field).GetString()));
            Assert.Contains(entry.GetProperty("severity").GetString(), (string[])["info", "minor", "major", "critical", "blocker"]);
            Assert.False(entry.GetProperty("location").GetProperty("path").GetString()!.StartsWith("./", StringComparison.Ordinal));
            var lines = entry.GetProperty("location").GetProperty("lines");
            Assert.InRange(lines.GetProperty("begin").GetInt32(), 1, lines.GetProperty("end").GetInt32());
        }
        Assert.Equal(entries.Count, entries.Select(entry => entry.GetProperty("fingerprint").GetString()).Distinct().Count());
    }

    [Fact]
    public void GitLab_s_fingerprints_survive_edits_elsewhere_in_the_file()
    {
        var moved = Samples.Estimated with { Range = new Range(new Position(50, 1), new Position(50, 9)) };
        Assert.Equal(
            Json(Written.CheckGitLab(none with { Findings = [Samples.Estimated] }))[0].GetProperty("fingerprint").GetString(),
            Json(Written.CheckGitLab(none with { Findings = [moved] }))[0].GetProperty("fingerprint").GetString());
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void Reviewdog_s_format_is_accepted_by_a_validator_and_holds_no_field_that_reviewdog_would_refuse(string name)
    {
        var text = Written.CheckRdJson(Result(name));
        var document = Json(text);
        OnlyFields(document, "source diagnostics");
        foreach (var diagnostic in document.GetProperty("diagnostics").EnumerateArray())
        {
            OnlyFields(diagnostic, "message location severity code suggestions");
            OnlyFields(diagnostic.GetProperty("location"), "path range");
            Assert.Contains(diagnostic.GetProperty("severity").GetString(), (string[])["INFO", "WARNING", "ERROR"]);
        }
        if (!Directory.Exists(Path.Combine(RepositoryFiles.Root, "tests", "node_modules", "@umbrelladocs"))) External.Lacks("rdformat-validator is missing: run `npm ci` in the folder tests");
        const string Script = "const { validate } = require('@umbrelladocs/rdformat-validator'); validate(JSON.parse(require('fs').readFileSync(0, 'utf8'))).then(found => console.log(found.valid, JSON.stringify(found.errors.slice(0, 3))));";
        Assert.Equal("true []", External.Run("node", Path.Combine(RepositoryFiles.Root, "tests"), ["-e", Script], text).Out.Trim());
    }

    /// <summary>Columns count bytes: `名前` is six of them, `ß` and `ö` two each.</summary>
    [Fact]
    public void Reviewdog_s_columns_count_bytes_of_UTF_8()
    {
        var place = Json(Written.CheckRdJson(none with { Findings = [Samples.Unicode] })).GetProperty("diagnostics")[0].GetProperty("location").GetProperty("range");
        var line = Samples.Text(Samples.Unicode.Path, null)!.ToString().Split('\n')[2];
        var before = line[..line.IndexOf("x not in", StringComparison.Ordinal)];
        Assert.Equal(1 + System.Text.Encoding.UTF8.GetByteCount(before), place.GetProperty("start").GetProperty("column").GetInt32());
        Assert.Equal(1 + System.Text.Encoding.UTF8.GetByteCount(before + "x not in self.schlüssel_liste"), place.GetProperty("end").GetProperty("column").GetInt32());
    }

    [Fact]
    public void Without_its_source_a_place_is_told_by_lines_and_no_suggestion_is_made()
    {
        var gone = Samples.Estimated with { Path = "gone.py" };
        var diagnostic = Json(Written.CheckRdJson(none with { Findings = [gone] })).GetProperty("diagnostics")[0];
        Assert.Equal("""{"start":{"line":8},"end":{"line":8}}""", diagnostic.GetProperty("location").GetProperty("range").GetRawText());
        Assert.False(diagnostic.TryGetProperty("suggestions", out _));
    }

    /// <summary>A review offers each suggestion by itself, so that a fix of several edits is one.</summary>
    [Fact]
    public void A_suggestion_makes_the_whole_fix()
    {
        var suggestion = Json(Written.CheckRdJson(none with { Findings = [Samples.Estimated] })).GetProperty("diagnostics")[0].GetProperty("suggestions").EnumerateArray().Single();
        var source = Samples.Text(Samples.Estimated.Path, null)!;
        var lines = new LineMap(source);
        int Offset(string end) => lines.StartOf(suggestion.GetProperty("range").GetProperty(end).GetProperty("line").GetInt32()) + suggestion.GetProperty("range").GetProperty(end).GetProperty("column").GetInt32() - 1;
        var made = source.Slice(new Span(0, Offset("start"))) + suggestion.GetProperty("text").GetString() + source.Slice(new Span(Offset("end"), source.Length));
        Assert.Equal(source.ToString().Replace("seen = []", "seen = set()", StringComparison.Ordinal).Replace("seen.append(key)", "seen.add(key)", StringComparison.Ordinal), made);
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void JUnit_s_counts_and_elements_are_as_its_readers_expect(string name)
    {
        foreach (Grade? failOn in (Grade?[])[null, Grade.Pattern, Grade.Estimated])
        {
            var text = Written.CheckJUnit(Result(name), failOn);
            var root = XDocument.Parse(text).Root!;
            Assert.Equal("testsuites", root.Name.LocalName);
            Assert.NotEmpty(root.Descendants("testcase"));
            Counts(root, root.Descendants("testcase"));
            foreach (var suite in root.Elements())
            {
                Assert.Equal("testsuite", suite.Name.LocalName);
                Counts(suite, suite.Elements("testcase"));
                Assert.Equal(suite.Descendants("skipped").Count(), (int)suite.Attribute("skipped")!);
                OnlyAttributes(suite, "name time tests failures errors skipped");
                foreach (var one in suite.Elements())
                {
                    OnlyAttributes(one, "classname name time");
                    Assert.True(one.Elements().Count() <= 1);
                    foreach (var outcome in one.Elements()) OnlyAttributes(outcome, "type message");
                }
            }
            Assert.Equal(Result(name).Problems.Count, root.Descendants("error").Count());
            Assert.Equal(Result(name).Findings.Count(finding => Wording.Borne(finding) >= failOn), root.Descendants("failure").Count());
            // A second opinion on which characters XML allows.
            var other = External.Run("xmllint", RepositoryFiles.Root, ["--noout", "--huge", "-"], text);
            Assert.Equal((0, ""), (other.Code, other.Errors));
        }
    }

    [Theory]
    [MemberData(nameof(Results))]
    public void A_comment_is_found_by_its_first_line_and_fits(string name)
    {
        var text = Written.CheckMarkdown(Result(name), "https://example.org/blob/abc");
        Assert.StartsWith("<!-- lever -->\n### Lever: ", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 65_536);
        var rows = text.Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal)).ToList();
        // Every row has four cells: no text of a finding ends one.
        Assert.All(rows, row => Assert.Equal(5, row.Replace("\\|", "", StringComparison.Ordinal).Count(character => character == '|')));
        Assert.Equal(name == "many", rows.Count < Result(name).Findings.Count);
        Assert.Equal(text.Split("<details>").Length, text.Split("</details>").Length);
    }

    [Fact]
    public void The_formats_read_as_committed()
    {
        Snap.Match("check.gitlab.json", JsonContractTests.Indented(Json(Written.CheckGitLab(all))));
        Snap.Match("check.rdjson", JsonContractTests.Indented(Json(Written.CheckRdJson(all))));
        Snap.Match("check.junit.xml", Written.CheckJUnit(all, Grade.Profiled));
        var compared = all with { Since = "origin/main", Baseline = new BaselineStanding("lever-baseline.json", 12, [new BaselineEntry("src/old.py", "py-iterrows", "old.f", "0123456789abcdef", "fedcba9876543210")]) };
        Snap.Match("check.md", Written.CheckMarkdown(compared, "https://example.org/blob/abc"));
    }

    /// <summary>Names and text that no encoding can write are replaced, never let through.</summary>
    [Theory]
    [MemberData(nameof(Results))]
    public void The_other_formats_are_whole_too(string name)
    {
        Assert.Equal(Result(name).Findings.Count, Json(Written.CheckJson(Result(name))).GetProperty("findings").GetArrayLength());
        Assert.Equal(Result(name).Findings.Count, Json(Written.CheckSarif(Result(name))).GetProperty("runs")[0].GetProperty("results").GetArrayLength());
        Assert.Equal(Result(name).Findings.Count + Result(name).Problems.Count, Written.CheckGitHub(Result(name)).Split('\n').Length - 1);
        foreach (var text in new[] { Written.CheckJson(Result(name)), Written.CheckSarif(Result(name)), Written.CheckGitLab(Result(name)), Written.CheckRdJson(Result(name)), Written.CheckJUnit(Result(name), null) })
            Assert.DoesNotContain('\0', text);
    }

    /// <summary>A comment calls nobody, whatever the code is named.</summary>
    [Fact]
    public void A_comment_calls_nobody()
    {
        var called = Samples.Estimated with { Message = "the decorator @someone runs, see #12", Fix = new Fix(Applicability.Manual, "ask @everyone", [], []) };
        var text = Written.CheckMarkdown(none with { Findings = [called] }, null);
        Assert.DoesNotContain("@someone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SARIF_keeps_within_what_GitHub_takes_and_says_so()
    {
        var many = none with { Findings = [.. Enumerable.Range(1, 25_010).Select(At), Samples.Notebook] };
        var run = Json(Written.CheckSarif(many)).GetProperty("runs")[0];
        Assert.Equal(25_000, run.GetProperty("results").GetArrayLength());
        Assert.Contains(run.GetProperty("results").EnumerateArray(), result => result.GetProperty("level").GetString() == "error");
        var said = run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray().Single().GetProperty("message").GetProperty("text").GetString();
        Assert.StartsWith("11 findings of the lowest grade are left out", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_fits_what_GitHub_shows_of_rules()
    {
        foreach (var rule in Lever.Review.Rules.RuleCatalog.All)
        {
            Assert.InRange(rule.Summary.Length, 1, 1024);
            Assert.InRange(rule.Checklist.Count + 4, 4, 20);
        }
    }

    [Fact]
    public void Problems_are_told_in_every_format()
    {
        const string Message = "unterminated string";
        string[] texts =
        [
            Written.CheckGitHub(all), Written.CheckJson(all), Written.CheckGitLab(all), Written.CheckRdJson(all), Written.CheckJUnit(all, null), Written.CheckMarkdown(all, null),
        ];
        Assert.All(texts, text => Assert.Contains(Message, text, StringComparison.Ordinal));
        Assert.Contains("Unterminated string", Written.CheckSarif(all), StringComparison.Ordinal);
    }

    private static CheckResult Result(string name) => name switch
    {
        "all" => all,
        "none" => none,
        "problems" => none with { Problems = all.Problems },
        "twice" => none with { Findings = [Samples.Estimated, Samples.Estimated, Samples.Rust], Problems = [all.Problems[0], all.Problems[0]] },
        "many" => none with { Findings = [.. Enumerable.Range(1, 10_000).Select(At)], Problems = [.. Enumerable.Range(1, 2_000).Select(line => new FileProblem("src/bad.py", line, "unexpected indent"))] },
        _ => none with
        {
            Findings =
            [
                Samples.Hostile,
                Samples.Hostile with { Path = "\ud800lone\udc00/\uffff\ufffe\u0001\n]]>&<x a=\"1\">.py", Message = "`\udfff` | \0 ]]> &amp; <!-- --> \uffff", Fix = new Fix(Applicability.Manual, "\ud800", [], ["a|b\0"]) },
            ],
            Problems = [new FileProblem("\ud800|]]>.py", 0, "\0\uffff\ud801 of <this> & that")],
        },
    };

    private static Finding At(int line) => Samples.Estimated with
    {
        Range = new Range(new Position(line, 1), new Position(line, 5)), Labels = [], Fix = new Fix(Applicability.Manual, "keep a set", [], []),
        Fingerprint = line.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
    };

    private static void Counts(XElement owner, IEnumerable<XElement> cases)
    {
        var list = cases.ToList();
        Assert.Equal(list.Count, (int)owner.Attribute("tests")!);
        Assert.Equal(list.Count(one => one.Element("failure") is not null), (int)owner.Attribute("failures")!);
        Assert.Equal(list.Count(one => one.Element("error") is not null), (int)owner.Attribute("errors")!);
    }

    private static void OnlyAttributes(XElement element, string names) => Assert.Subset(names.Split(' ').ToHashSet(), element.Attributes().Select(attribute => attribute.Name.LocalName).ToHashSet());

    private static void OnlyFields(JsonElement element, string names) => Assert.Subset(names.Split(' ').ToHashSet(), element.EnumerateObject().Select(property => property.Name).ToHashSet());

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
