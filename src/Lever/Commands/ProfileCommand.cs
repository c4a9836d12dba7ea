using System.CommandLine;
using Lever.Commands.Profiles;

namespace Lever.Commands;

/// <summary><c>lever profile</c>: recording profiles and looking at them.</summary>
internal static class ProfileCommand
{
    private const string Summary = "Look at profiles";

    private static HelpPage Page() => new(Summary)
    {
        Examples =
        [
            ("lever profile run -- python app.py", "record a program with the best profiler that is there"),
            ("lever profile show out.pstats", "the functions that took most"),
            ("lever profile diff before.folded after.folded", "what changed, and what is only noise"),
        ],
    };

    public static Command Create(GlobalOptions global, Host host) => new TaughtCommand("profile", Summary, Page)
    {
        ProfileRunCommand.Create(host), ProfileShowCommand.Create(global, host), ProfileDiffCommand.Create(host), ProfileConvertCommand.Create(host),
    };
}
