using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Lever.Review.Findings;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever tree</c>: what the parser makes of a file.</summary>
internal static class TreeCommand
{
    private const string Summary = "Show the syntax tree of a file, for rule authors and bug reports";

    private static HelpPage Page() => new(Summary)
    {
        Examples =
        [
            ("lever tree app.py", "one indented line a node: slot, kind, place, detail"),
            ("lever tree --counts src", "one JSON line a file: how many nodes of each kind"),
        ],
        ExitCodes = [("0", "the trees were printed, whatever is wrong with the source"), ("2", "a file cannot be read")],
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var paths = new Argument<string[]>("FILE") { Description = "A Python or Rust file or a notebook; with --counts also folders", Arity = ArgumentArity.OneOrMore }.Offering(Offers.Files);
        var counts = Options.Flag("--counts", "Print one JSON line a file: {\"path\", \"kinds\", \"problems\"}");
        var command = new TaughtCommand("tree", Summary, Page) { paths, counts };
        command.SetAction(parsed =>
        {
            var found = SourceFinder.Find(parsed.GetValue(paths)!, host.CurrentFolder);
            foreach (var missing in found.Missing) host.Error.WriteLine($"lever: {missing}: no such file or folder");
            foreach (var problem in found.Problems) host.Error.WriteLine($"lever: {problem.Path}: {problem.Message}");
            if (found.Missing.Count > 0) return ExitCode.Usage;
            var code = parsed.GetValue(counts) ? Count(found.Files, global.Read(parsed).Jobs, host) : Print(found.Files, host);
            return found.Problems.Count > 0 ? ExitCode.Usage : code;
        });
        return command;
    }

    private static int Print(IReadOnlyList<SourceFile> files, Host host)
    {
        var code = ExitCode.Fine;
        // Deep source needs the room that the threads for files have.
        var run = ParallelFiles.Run(files, 1, () => (Reader: new SourceReader(), Parser: new SourceParser()), (worker, file) =>
        {
            var source = worker.Reader.Read(file);
            return new Printed(source.Text is null ? null : SourceParser.Render(file, worker.Parser.Parse(file, source.Text)), source.Problems);
        });
        foreach (var printed in run.Results)
        {
            if (printed.Text is null) code = ExitCode.Usage;
            host.Out.Write(printed.Text);
            foreach (var problem in printed.Problems) host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lever: {problem.Path}:{problem.Line}: {problem.Message}"));
        }
        return code;
    }

    private sealed record Printed(string? Text, IReadOnlyList<FileProblem> Problems);

    private static int Count(IReadOnlyList<SourceFile> files, int jobs, Host host)
    {
        var stop = host.StopOnInterrupt();
        var run = ParallelFiles.Run(files, jobs, () => (Reader: new SourceReader(), Parser: new SourceParser()), (worker, file) =>
        {
            var source = worker.Reader.Read(file);
            if (source.Text is null) return Line(file.Path, null, source.Problems.Count);
            var tree = worker.Parser.Parse(file, source.Text);
            return Line(file.Path, SourceParser.Counts(file, tree), source.Problems.Count + tree.Problems.Count);
        }, stop: stop);
        foreach (var line in run.Results) host.Output.Write(line);
        return run.IsWhole ? ExitCode.Fine : ExitCode.Interrupted;
    }

    private static byte[] Line(string path, IReadOnlyDictionary<string, int>? kinds, int problems)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteStartObject("kinds");
            foreach (var (kind, count) in kinds ?? new Dictionary<string, int>()) json.WriteNumber(kind, count);
            json.WriteEndObject();
            json.WriteNumber("problems", problems);
            json.WriteEndObject();
        }
        line.Write("\n"u8);
        return line.ToArray();
    }
}
