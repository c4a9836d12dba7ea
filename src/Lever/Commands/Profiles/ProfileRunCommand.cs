using System.CommandLine;
using Lever.Profiling;
using Lever.Running;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands.Profiles;

/// <summary><c>lever profile run</c>: records a program with the best profiler that is there.</summary>
internal static class ProfileRunCommand
{
    private const string Summary = "Run a program under a profiler";

    private const int Hertz = 200;

    private static HelpPage Page() => new(Summary)
    {
        About = "The best profiler that is installed records it, of Python and of native programs in this order; --with names another:\n\n"
            + string.Join('\n', Profilers.All.Select(profiler => $"{profiler.Name,-10} {(profiler.Kind == ProgramKind.Python ? "Python" : "native")}: {profiler.Measures} ({profiler.Install})"))
            + "\n\nOf `cargo run`, `cargo bench` and `cargo test` the program alone is recorded, built with the names that a profile needs. Processes that the program starts are seen by perf only.",
        Examples =
        [
            ("lever profile run -- python app.py --fast", "a Python program"),
            ("lever profile run -- cargo run --release --bin server", "a Rust program, until it ends or is interrupted"),
            ("lever profile run --with memray -- pytest tests/test_load.py", "what it allocates"),
        ],
        ExitCodes = [("0", "recorded, however the program ended"), ("2", "no such program, or no profiler for it"), ("3", "a fault of Lever's own")],
        Next = "`lever review --profile FILE` ranks what to do by the profile.",
    };

    public static Command Create(Host host)
    {
        var with = Options.Text("--with", "TOOL", $"The profiler: {string.Join(", ", Profilers.All.Select(profiler => profiler.Name))}").Offering(Offers.Words(Profilers.All.Select(profiler => profiler.Name)));
        var output = Options.File("--output", "The profile (default: profile.*, in the current folder)");
        var rate = Options.Whole("--rate", "HERTZ", 1, $"Samples of a Python program a second (default {Hertz})");
        var words = new Argument<string[]>("COMMAND") { Description = "The program and its arguments, behind --", Arity = ArgumentArity.OneOrMore }.Offering(Offers.Files);
        var command = new TaughtCommand("run", Summary, Page) { with, output, rate, words };
        command.SetAction(parsed => Run(parsed.GetValue(words)!, parsed.GetValue(with), parsed.GetValue(output), parsed.GetValue(rate) ?? Hertz, host));
        return command;
    }

    private static int Run(IReadOnlyList<string> words, string? with, string? output, int hertz, Host host)
    {
        var path = host.Variable("PATH") ?? "";
        if (with is not null && Profilers.All.All(profiler => profiler.Name != with)) return Refuse(host, $"`{with}` is not one of {string.Join(", ", Profilers.All.Select(profiler => profiler.Name))}");
        if (with is null && RecordedCommand.IsLauncher(words)) return Refuse(host, $"`{words[0]} run` starts the program, and it alone would be recorded; put Lever behind it: {words[0]} run lever profile run -- {string.Join(' ', words.Skip(2))}");
        var stop = host.StopOnInterrupt();
        var (built, problem) = Recorder.Build(words, host.CurrentFolder, host.Error, stop);
        if (built is null) return Refuse(host, problem!);
        RecordedCommand? program;
        try
        {
            program = RecordedCommand.Of(built, host.CurrentFolder, path);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Refuse(host, $"{built[0]}: {Trouble.Explain(trouble)}");
        }
        if (program is null) return Refuse(host, $"there is no program `{built[0]}`");
        var folder = TemporaryFolders.OfSystem().Create("profile");
        try
        {
            var request = new RecordingRequest(program, hertz, folder, name => Executables.Find(name, host.CurrentFolder, path));
            return Plan(request, with, out problem) is var (profiler, recording) ? Record(profiler, recording, output, folder, host, stop) : Refuse(host, problem);
        }
        finally
        {
            TemporaryFolders.Remove(folder);
        }
    }

    private static (Profiler, Recording)? Plan(RecordingRequest request, string? with, out string problem)
    {
        problem = "";
        var kind = request.Program.Kind;
        foreach (var profiler in Profilers.All.Where(profiler => with is null ? profiler.Kind == kind : profiler.Name == with))
        {
            if (profiler.Kind == ProgramKind.Python && kind != ProgramKind.Python)
            {
                problem = $"{profiler.Name} records Python programs, and `{request.Program.Words[0]}` is none that Lever can tell; start it by its interpreter: python …";
                return null;
            }
            if (profiler.Plan(request) is { } recording) return (profiler, recording);
            if (with is not null) problem = $"{profiler.Name} cannot be used here: {profiler.Install}";
        }
        if (problem.Length == 0) problem = "no profiler for native programs can be used here; one of these makes it possible: " + string.Join("; ", Profilers.All.Where(profiler => profiler.Kind == ProgramKind.Native).Select(profiler => $"{profiler.Name} ({profiler.Install})"));
        return null;
    }

    private static int Record(Profiler profiler, Recording recording, string? output, string folder, Host host, CancellationToken stop)
    {
        host.Error.WriteLine($"lever: recording with {profiler.Name}: {profiler.Measures}");
        var (code, problem) = Recorder.Run(recording.Command, recording.Environment, host.CurrentFolder, null, stop);
        if (problem is not null) return Refuse(host, problem);
        if (code != 0) host.Error.WriteLine($"lever: note: it ended with exit code {code}");
        if (!File.Exists(recording.Raw)) return Refuse(host, $"{profiler.Name} wrote no profile: the program was killed, or left without letting it");
        var file = recording.Raw;
        if (recording.Convert is { } convert)
        {
            var printed = Path.Combine(folder, "printed");
            (code, problem) = Recorder.Run(convert, recording.Environment, folder, printed, CancellationToken.None);
            file = recording.Converted ?? printed;
            if (problem is not null || code != 0) return Refuse(host, problem ?? $"{Path.GetFileName(convert[0])} could not read what was recorded");
        }
        var target = output is null ? FreeName(host.CurrentFolder, recording.Extension) : Path.GetFullPath(output, host.CurrentFolder);
        try
        {
            WholeFile.Write(target, File.ReadAllBytes(file));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Refuse(host, $"{target}: {Trouble.Explain(trouble)}");
        }
        var shown = DisplayPath.Of(target, host.CurrentFolder);
        host.Error.WriteLine($"lever: the profile is {shown}; `lever review --profile {shown}` ranks what to do by it");
        return ProfileCommand.Show(shown, top: 10, null, null, host);
    }

    /// <summary>A name that no file has.</summary>
    private static string FreeName(string folder, string extension)
    {
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(folder, (number == 1 ? "profile" : $"profile-{number}") + extension);
            if (!File.Exists(path)) return path;
        }
    }

    private static int Refuse(Host host, string problem)
    {
        host.Error.WriteLine($"lever: {problem}");
        return ExitCode.Usage;
    }
}
