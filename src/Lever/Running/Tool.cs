using System.ComponentModel;
using System.Diagnostics;

namespace Lever.Running;

/// <summary>What a tool of the system's answered.</summary>
/// <param name="Problem">Why it gave no answer: it is not there, or took too long. Null where it ended by itself.</param>
internal sealed record ToolAnswer(int Code, string Output, string Errors, string? Problem)
{
    public bool Succeeded => Problem is null && Code == 0;
}

/// <summary>Asks trusted tools, such as git, quick questions. Programs under experiment go through <see cref="SupervisedRunner"/>.</summary>
internal static class Tool
{
    public static ToolAnswer Run(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = new StreamCapture(process.StandardOutput.BaseStream);
            var errors = new StreamCapture(process.StandardError.BaseStream);
            var isInTime = process.WaitForExit(limit);
            if (!isInTime) process.Kill(entireProcessTree: true);
            var patience = TimeSpan.FromSeconds(isInTime ? 5 : 1);
            var (text, complaint) = (output.Read(patience).Text, errors.Read(patience).Text);
            return isInTime ? new ToolAnswer(process.ExitCode, text, complaint, null) : new ToolAnswer(-1, text, complaint, $"{program} did not answer in time");
        }
        catch (Exception trouble) when (trouble is Win32Exception or IOException)
        {
            return new ToolAnswer(-1, "", "", $"{program} cannot be started: {trouble.Message.TrimEnd('.')}");
        }
    }
}
