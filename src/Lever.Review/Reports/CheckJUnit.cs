using System.Globalization;
using System.Text;
using System.Xml;
using Lever.Review.Findings;

namespace Lever.Review.Reports;

/// <summary>
/// JUnit's XML as Jenkins and the others that read it agree on (junit-10.xsd of Jenkins' xUnit plugin): a suite a file, a case a finding.
/// What fails the run is a failure; other findings are skipped cases, which every reader shows and none takes for a broken build; what
/// could not be reviewed is an error.
/// </summary>
public static class CheckJUnit
{
    private sealed record Suite(string Path, IReadOnlyList<Finding> Findings, IReadOnlyList<FileProblem> Problems);

    /// <param name="failOn">The grade from which on a finding fails the run; null for none.</param>
    public static void Write(Stream output, CheckResult result, Grade? failOn)
    {
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize };
        using (var xml = XmlWriter.Create(output, settings))
        {
            var suites = SuitesOf(result);
            xml.WriteStartDocument();
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", "lever");
            xml.WriteAttributeString("time", "0");
            Count(xml, "tests", Math.Max(1, result.Findings.Count + result.Problems.Count));
            Count(xml, "failures", result.Findings.Count(finding => Fails(finding, failOn)));
            Count(xml, "errors", result.Problems.Count);
            foreach (var suite in suites) WriteSuite(xml, suite, failOn);
            // A report without any case is taken for a broken one.
            if (suites.Count == 0) WriteClean(xml, result);
            xml.WriteEndElement();
        }
        output.Write("\n"u8);
    }

    private static bool Fails(Finding finding, Grade? failOn) => Wording.Borne(finding) >= failOn;

    private static List<Suite> SuitesOf(CheckResult result)
    {
        var findings = result.Findings.ToLookup(finding => finding.Path, StringComparer.Ordinal);
        var problems = result.Problems.ToLookup(problem => problem.Path, StringComparer.Ordinal);
        return [.. findings.Select(group => group.Key).Union(problems.Select(group => group.Key)).Order(StringComparer.Ordinal)
            .Select(path => new Suite(path, [.. findings[path]], [.. problems[path]]))];
    }

    private static void WriteSuite(XmlWriter xml, Suite suite, Grade? failOn)
    {
        var failures = suite.Findings.Count(finding => Fails(finding, failOn));
        StartSuite(xml, suite.Path, suite.Findings.Count + suite.Problems.Count, failures, suite.Problems.Count, suite.Findings.Count - failures);
        foreach (var finding in suite.Findings) WriteFinding(xml, finding, failOn);
        foreach (var problem in suite.Problems)
        {
            StartCase(xml, problem.Path, string.Create(CultureInfo.InvariantCulture, $"not reviewed, line {problem.Line}"));
            xml.WriteStartElement("error");
            Attribute(xml, "type", "not-reviewed");
            Attribute(xml, "message", problem.Message);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteFinding(XmlWriter xml, Finding finding, Grade? failOn)
    {
        var place = FindingWords.InCell(finding) ?? string.Create(CultureInfo.InvariantCulture, $"{finding.Range.Start.Line}:{finding.Range.Start.Column}");
        StartCase(xml, finding.Path, $"{finding.Rule.Name} at {place}");
        xml.WriteStartElement(Fails(finding, failOn) ? "failure" : "skipped");
        Attribute(xml, "type", Words.Of(Wording.Borne(finding)));
        Attribute(xml, "message", finding.Message);
        var lines = new List<string> { $"{CheckTerminal.Place(finding)}: {finding.Message}", Wording.Full(finding) };
        lines.AddRange(finding.Chain.Select(step => $"via {CheckTerminal.PlaceOf(step)}: {step.Text}"));
        if (FindingWords.Fix(finding) is { } fix) lines.Add($"fix: {fix}");
        xml.WriteString(string.Join('\n', lines.Select(Allowed)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteClean(XmlWriter xml, CheckResult result)
    {
        StartSuite(xml, "lever", 1, 0, 0, 0);
        StartCase(xml, "lever", $"no findings, {CheckTerminal.Files(result.Files)}");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void StartSuite(XmlWriter xml, string name, int tests, int failures, int errors, int skipped)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", name);
        xml.WriteAttributeString("time", "0");
        Count(xml, "tests", tests);
        Count(xml, "failures", failures);
        Count(xml, "errors", errors);
        Count(xml, "skipped", skipped);
    }

    private static void StartCase(XmlWriter xml, string owner, string name)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", owner);
        Attribute(xml, "name", name);
        xml.WriteAttributeString("time", "0");
    }

    private static void Count(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Allowed(value));

    /// <summary>Text of the characters that XML 1.0 allows (section 2.2): no reference can write the others either.</summary>
    private static string Allowed(string text)
    {
        var clean = Visible.Clean(text);
        return clean.AsSpan().ContainsAny('\uFFFE', '\uFFFF') ? clean.Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD') : clean;
    }
}
