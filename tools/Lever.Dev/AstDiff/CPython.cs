using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Lever.Dev.AstDiff;

/// <summary>What CPython says of one source.</summary>
internal enum CPythonStatus
{
    Accepted,
    Rejected,
    /// <summary>It ran out of stack or memory, or died: that says nothing about the source.</summary>
    GaveUp,
}

/// <param name="Text">The dump of an accepted source, line and message of a rejected one.</param>
internal readonly record struct CPythonAnswer(CPythonStatus Status, byte[] Text)
{
    public string Message => Encoding.UTF8.GetString(Text);
}

/// <summary>One running interpreter that answers through pipes; it is started again where a source kills it.</summary>
internal sealed class CPython : IDisposable
{
    private readonly string interpreter;
    private Process process;

    private CPython(string interpreter, Process process, AstDialect dialect)
    {
        this.interpreter = interpreter;
        this.process = process;
        Dialect = dialect;
    }

    public AstDialect Dialect { get; }

    /// <summary>Starts an interpreter, or says why that failed.</summary>
    public static (CPython? Peer, string? Trouble) Start(string interpreter)
    {
        try
        {
            var process = Launch(interpreter);
            var line = ReadLine(process.StandardOutput.BaseStream);
            if (AstDialect.Parse(line) is { } dialect) return (new CPython(interpreter, process, dialect), null);
            process.Dispose();
            return (null, $"`{interpreter}` does not run ast_dump.py; CPython 3.8 or later is needed");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return (null, $"`{interpreter}` could not be started: {error.Message}");
        }
    }

    /// <summary>The minor version of the interpreter, as 13 for 3.13.</summary>
    public static int MinorVersion(string interpreter)
    {
        using var process = Process.Start(new ProcessStartInfo(interpreter, ["-c", "import sys; print(sys.version_info[1])"])
        {
            RedirectStandardOutput = true,
        })!;
        return int.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    public CPythonAnswer Dump(ReadOnlySpan<byte> source) => Ask("dump", source);

    public CPythonAnswer Accepts(ReadOnlySpan<byte> source) => Ask("accept", source);

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5))) process.Kill();
        process.Dispose();
    }

    private CPythonAnswer Ask(string mode, ReadOnlySpan<byte> source)
    {
        try
        {
            var input = process.StandardInput.BaseStream;
            input.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{mode} {source.Length}\n")));
            input.Write(source);
            input.Flush();
            var output = process.StandardOutput.BaseStream;
            if (ReadLine(output).Split(' ') is [var status, var length])
            {
                var text = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
                output.ReadExactly(text);
                return new CPythonAnswer(Status(status), text);
            }
        }
        catch (IOException)
        {
            // The interpreter is gone; what it died of is this source.
        }
        process.Dispose();
        process = Launch(interpreter);
        ReadLine(process.StandardOutput.BaseStream);
        return new CPythonAnswer(CPythonStatus.GaveUp, "the interpreter died"u8.ToArray());
    }

    private static CPythonStatus Status(string word) => word switch
    {
        "accepted" => CPythonStatus.Accepted,
        "rejected" => CPythonStatus.Rejected,
        _ => CPythonStatus.GaveUp,
    };

    private static Process Launch(string interpreter) =>
        Process.Start(new ProcessStartInfo(interpreter, ["-I", "-S", Path.Combine(AppContext.BaseDirectory, "ast_dump.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (var value = stream.ReadByte(); value >= 0 && value != '\n'; value = stream.ReadByte()) line.Append((char)value);
        return line.ToString();
    }
}
