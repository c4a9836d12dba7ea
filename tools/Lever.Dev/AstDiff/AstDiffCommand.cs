using System.Globalization;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Dev.AstDiff;

/// <summary>
/// `ast-diff --python EXE [--jobs N] [--show N] [PATH...]`: compares Lever's trees with those of a CPython, over its own standard
/// library where no path is given.
/// </summary>
internal static class AstDiffCommand
{
    /// <summary>Deep nesting must reach the parser's own limit, not the end of the stack.</summary>
    public const int StackSize = 64 << 20;

    private readonly record struct Finding(string Path, Verdict Verdict);

    public static int Run(ReadOnlySpan<string> words)
    {
        var arguments = Arguments.Read(words);
        var interpreter = arguments.Text("python", "python3");
        var (probe, trouble) = CPython.Start(interpreter);
        if (probe is null)
        {
            Console.Error.WriteLine(trouble);
            return 2;
        }
        probe.Dispose();
        var version = new PythonVersion(3, CPython.MinorVersion(interpreter));
        var files = PythonFiles.Below(arguments.Rest.Count > 0 ? arguments.Rest : [PythonFiles.StandardLibrary(interpreter)]);
        var findings = Compare(files, interpreter, version, arguments.Number("jobs", Environment.ProcessorCount));
        Report(findings, version, arguments.Number("show", 20));
        return findings.All(finding => finding.Verdict.IsAgreement) ? 0 : 1;
    }

    private static Finding[] Compare(IReadOnlyList<string> files, string interpreter, PythonVersion version, int jobs)
    {
        var findings = new Finding[files.Count];
        var next = -1;
        var threads = Enumerable.Range(0, jobs).Select(_ => new Thread(Work, StackSize)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return findings;

        void Work()
        {
            using var peer = CPython.Start(interpreter).Peer!;
            var parser = new PythonParser();
            for (var index = Interlocked.Increment(ref next); index < files.Count; index = Interlocked.Increment(ref next))
            {
                var file = File.ReadAllBytes(files[index]);
                findings[index] = new Finding(files[index], Compare(file, peer, parser, version));
            }
        }
    }

    public static Verdict Compare(ReadOnlySpan<byte> file, CPython peer, PythonParser parser, PythonVersion version)
    {
        var answer = peer.Dump(file);
        var source = SourceDecoder.DecodePython(file);
        return Verdict.OnTrees(answer, source, parser.Parse(source.Text, version), peer.Dialect);
    }

    private static void Report(Finding[] findings, PythonVersion version, int show)
    {
        var disagreements = findings.Where(finding => !finding.Verdict.IsAgreement).ToList();
        foreach (var group in disagreements.GroupBy(finding => (finding.Verdict.Outcome, finding.Verdict.Category)).OrderByDescending(group => group.Count()).Take(show))
        {
            var first = group.First();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Count()} x {first.Verdict.Outcome}: {first.Path}"));
            Console.WriteLine("    " + first.Verdict.Detail);
        }
        int Count(Outcome outcome) => findings.Count(finding => finding.Verdict.Outcome == outcome);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            CPython {version}: {findings.Length} files, {Count(Outcome.Equal)} equal, {Count(Outcome.BothReject)} rejected by both, {Count(Outcome.TreesDiffer)} trees differ, {Count(Outcome.OnlyCPythonAccepts)} only CPython accepts, {Count(Outcome.OnlyLeverAccepts)} only Lever accepts, {Count(Outcome.CPythonGaveUp)} CPython gave up
            """));
    }
}
