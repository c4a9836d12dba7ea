using Lever.Workspace;

namespace Lever.Commands;

/// <summary>A report that goes to standard output, or whole into a file.</summary>
internal static class ReportFile
{
    /// <summary>Writes it, and says what is wrong with the file.</summary>
    /// <param name="output">A file's path; null for standard output.</param>
    /// <returns>Whether it was written.</returns>
    public static bool Write(string? output, Host host, Action<Stream> write)
    {
        if (output is null)
        {
            host.Out.Flush();
            write(host.Output);
            return true;
        }
        using var content = new MemoryStream();
        write(content);
        try
        {
            WholeFile.Write(Path.GetFullPath(output, host.CurrentFolder), content.ToArray());
            return true;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            host.Error.WriteLine($"lever: {output}: {Trouble.Explain(trouble)}");
            return false;
        }
    }
}
