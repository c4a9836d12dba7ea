using System.Diagnostics;
using System.Globalization;
using Lever.Dev.AstDiff;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Dev.RustDiff;

/// <summary>
/// `rust-diff [--rustc EXE] [--jobs N] [--show N] PATH...`: compares which files Lever and rustc accept, and the trees of those that both do.
/// </summary>
internal static class RustDiffCommand
{
    /// <summary>A level costs four blanks on each line, so that deeply nested code prints without end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal enum Result
    {
        Equal,
        BothReject,
        TreesDiffer,
        OnlyRustcAccepts,
        OnlyLeverAccepts,
        RustcGaveUp,
    }

    internal readonly record struct Finding(RustFile File, Result Result, string Detail, int Nodes = 0);

    public static int Run(ReadOnlySpan<string> words)
    {
        var arguments = Arguments.Read(words);
        var rustc = arguments.Text("rustc", "rustc");
        var files = RustFiles.Below(arguments.Rest);
        if (files.Count == 0)
        {
            Console.Error.WriteLine("no Rust files: name files or folders that hold some");
            return 2;
        }
        var findings = new Finding[files.Count];
        var next = -1;
        var threads = Enumerable.Range(0, arguments.Number("jobs", Environment.ProcessorCount)).Select(_ => new Thread(Work, AstDiffCommand.StackSize)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Report(findings, arguments.Number("show", 20));
        return findings.All(finding => finding.Result is Result.Equal or Result.BothReject) ? 0 : 1;

        void Work()
        {
            var parser = new RustParser();
            for (var index = Interlocked.Increment(ref next); index < files.Count; index = Interlocked.Increment(ref next))
                findings[index] = Compare(files[index], rustc, parser);
        }
    }

    internal static Finding Compare(RustFile file, string rustc, RustParser parser)
    {
        var (accepts, message, expected) = Ask(rustc, file);
        if (accepts is not { } accepted) return new Finding(file, Result.RustcGaveUp, message);
        var tree = parser.Parse(SourceText.FromUtf8(File.ReadAllBytes(file.Path)), file.Edition);
        if (tree.Problems.Count > 0)
        {
            if (!accepted) return new Finding(file, Result.BothReject, "");
            var problem = tree.Problems[0];
            var line = tree.Lines.LineAt(problem.Span.Start);
            return new Finding(file, Result.OnlyRustcAccepts, string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem.Message}: {tree.Lines.TextOf(line).Trim()}"));
        }
        if (!accepted) return new Finding(file, Result.OnlyLeverAccepts, message);
        return Outline.Difference(expected, LeverOutline.Of(tree)) is { } difference
            ? new Finding(file, Result.TreesDiffer, difference)
            : new Finding(file, Result.Equal, "", expected.Count);
    }

    /// <summary>What rustc says of a file: null for nothing in time, its first error, its tree.</summary>
    private static (bool? Accepts, string Message, Outline Tree) Ask(string rustc, RustFile file)
    {
        string[] options = ["--edition", ((int)file.Edition).ToString(CultureInfo.InvariantCulture), "--error-format=short", "-Zparse-crate-root-only", "-Zunpretty=ast-tree", "--", file.Path];
        using var process = Process.Start(new ProcessStartInfo(rustc, options)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["RUSTC_BOOTSTRAP"] = "1" },
        })!;
        var isLate = false;
        using var patience = new Timer(_ =>
        {
            isLate = true;
            process.Kill();
        }, null, Patience, Timeout.InfiniteTimeSpan);
        var errors = process.StandardError.ReadToEndAsync();
        var tree = RustcTree.Read(process.StandardOutput);
        process.WaitForExit();
        var message = errors.Result.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal), "").Replace(file.Path + ":", "", StringComparison.Ordinal);
        if (isLate) return (null, "no end of its tree", tree);
        return process.ExitCode is 0 or 1 ? (process.ExitCode == 0, message, tree) : (null, message, tree);
    }

    private static void Report(Finding[] findings, int show)
    {
        foreach (var group in findings.Where(finding => finding.Result > Result.BothReject)
            .GroupBy(finding => (finding.Result, Dump.Alike(finding.Detail))).OrderByDescending(group => group.Count()).Take(show))
        {
            var first = group.First();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Count()} x {first.Result}: {first.File.Path} ({(int)first.File.Edition})"));
            Console.WriteLine("    " + first.Detail);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{findings.Length} files, {findings.Sum(finding => (long)finding.Nodes)} nodes equal: ")
            + string.Join(", ", Enum.GetValues<Result>().Select(result => string.Create(CultureInfo.InvariantCulture, $"{findings.Count(finding => finding.Result == result)} {result}"))));
    }
}
