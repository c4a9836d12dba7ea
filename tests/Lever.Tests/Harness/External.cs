using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Lever.Tests;

/// <summary>What a program that a test ran answered.</summary>
internal sealed record Answer(int Code, string Out, string Errors);

/// <summary>Runs programs that tests need beside the .NET SDK.</summary>
internal static class External
{
    /// <summary>A program still at work after this long hangs.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    public static Answer Run(string program, string folder, IReadOnlyList<string> arguments, string input = "", IReadOnlyDictionary<string, string?>? environment = null)
    {
        var utf8 = new UTF8Encoding(false);
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
            StandardErrorEncoding = utf8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} hangs");
        }
        return new Answer(process.ExitCode, output.Result, errors.Result);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception trouble)
        {
            Lacks($"this test needs the program `{start.FileName}`, which cannot be started: {trouble.Message}");
            throw;
        }
    }

    /// <summary>
    /// Ends a test that lacks something beside the .NET SDK: skipped on a newcomer's machine, with what is missing; failed in
    /// CI, which must have everything.
    /// </summary>
    public static void Lacks(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(what);
        Assert.Skip(what);
    }
}
