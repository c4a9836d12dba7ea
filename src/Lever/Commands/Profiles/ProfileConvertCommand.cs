using System.CommandLine;
using Lever.Profiles.Writing;
using Lever.ShellCompletion;

namespace Lever.Commands.Profiles;

/// <summary><c>lever profile convert</c>: a profile's stacks for other tools.</summary>
internal static class ProfileConvertCommand
{
    private const string Summary = "Write a profile's stacks in a format that other tools read";

    private static HelpPage Page() => new(Summary)
    {
        About = """
            folded       a line for each stack, for flame graph scripts; of the first weight only
            speedscope   for the viewer of that name
            pprof        gzipped protobuf with all weights, for pprof and what reads its files
            """,
        Examples =
        [
            ("lever profile convert perf.txt --to folded > stacks.folded", "for a flame graph"),
            ("lever profile convert run.speedscope.json --to pprof --output run.pb.gz", "into a file"),
        ],
        ExitCodes = [("0", "written"), ("2", "the file is no profile that Lever reads, or has no stacks")],
        Next = "`lever profile show FILE` shows any of them.",
    };

    public static Command Create(Host host)
    {
        var file = new Argument<string>("FILE") { Description = "A profile" }.Offering(Offers.Files);
        var format = Options.Choice("--to", "FORMAT", "The format", ProfileWriters.Formats);
        var output = Options.File("--output", "Where to write it (default: standard output)");
        var command = new TaughtCommand("convert", Summary, Page) { file, format, output };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(format)!, parsed.GetValue(output), host));
        return command;
    }

    private static int Run(string path, string format, string? output, Host host)
    {
        if (ProfileFile.Read(path, host) is not { } profile) return ExitCode.Usage;
        if (profile.Stacks.IsEmpty)
        {
            host.Error.WriteLine($"lever: {path}: a {profile.Format} file holds functions with their callers, but no stacks; record with a sampling profiler to get them");
            return ExitCode.Usage;
        }
        return ReportFile.Write(output, host, stream => ProfileWriters.Write(profile, format, stream)) ? ExitCode.Fine : ExitCode.Usage;
    }
}
