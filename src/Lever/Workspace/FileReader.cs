using System.Text;
using Lever.Running;
using Lever.Syntax.Text;

namespace Lever.Workspace;

/// <summary>A file's bytes in a buffer that the next read overwrites.</summary>
/// <param name="Buffer">The bytes, then at least <see cref="SourceText.Padding"/> zero bytes.</param>
/// <param name="Problem">Why there are none; null where the file was read.</param>
internal readonly record struct FileBytes(byte[] Buffer, int Length, string? Problem)
{
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>Is it no text? Source holds no NUL; that the first 8 KB tell is git's rule.</summary>
    public bool LooksBinary => Bytes[..Math.Min(Length, 8000)].Contains((byte)0);
}

/// <summary>Reads whole files, one after the other, into one buffer. Each worker has its own.</summary>
internal sealed class FileReader
{
    /// <summary>A buffer larger than this is not kept for the next file.</summary>
    private const int Kept = 16 << 20;

    private static readonly int largest = Array.MaxLength - SourceText.Padding;

    private byte[] buffer = [];

    public FileBytes Read(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux() && ReadDirectly(path) is { } all) return Finish(all);
            // The length comes first: it is 0 for pipes and devices, and merely opening those could wait forever.
            var expected = new FileInfo(path).Length;
            if (expected == 0) return Finish(0);
            using var handle = File.OpenHandle(path);
            var length = RandomAccess.GetLength(handle);
            if (length > largest) return new FileBytes([], 0, "larger than 2 GB");
            Reserve((int)length);
            var read = 0;
            while (read < length)
            {
                var count = RandomAccess.Read(handle, buffer.AsSpan(read, (int)length - read), read);
                if (count == 0) break;
                read += count;
            }
            return Finish(read);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return new FileBytes([], 0, Trouble.Explain(trouble));
        }
    }

    /// <summary>
    /// Reads a file by five calls of the system, where .NET's classes make eight and some objects. Projects have thousands of files, most of
    /// them small.
    /// </summary>
    /// <returns>The file's length; null where it is empty, very long, no file at all, or cannot be read: the long way knows what to say.</returns>
    private int? ReadDirectly(string path)
    {
        // A pipe is opened at once that way, and has no length.
        var file = LinuxCalls.Open(path, LinuxCalls.OpenReadOnly | LinuxCalls.OpenNonBlocking | LinuxCalls.OpenNotAsTerminal | LinuxCalls.OpenCloseOnExec);
        if (file < 0) return null;
        try
        {
            var length = LinuxCalls.Length(file);
            if (length is not (> 0 and <= Kept)) return null;
            Reserve((int)length);
            var read = 0;
            while (read < length)
            {
                var count = LinuxCalls.Read(file, buffer.AsSpan(read, (int)length - read));
                if (count < 0) return null;
                if (count == 0) break;
                read += count;
            }
            return read;
        }
        finally
        {
            LinuxCalls.Close(file);
        }
    }

    /// <summary>The bytes of a small file, such as a configuration.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static byte[] ReadSmall(string path) => new FileInfo(path).Length == 0 ? [] : File.ReadAllBytes(path);

    /// <summary>The text of a small file in UTF-8, without its byte order mark.</summary>
    /// <inheritdoc cref="ReadSmall" path="/exception"/>
    public static string ReadSmallText(string path)
    {
        var bytes = ReadSmall(path);
        return Encoding.UTF8.GetString(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes);
    }

    private void Reserve(int length)
    {
        var isWide = buffer.Length > Kept && length + SourceText.Padding <= Kept;
        if (buffer.Length >= length + SourceText.Padding && !isWide) return;
        // Room to spare saves growing again and again; a giant gets what it needs and no more.
        var wanted = length < Kept / 2 ? Math.Max(1 << 16, length * 2) : length;
        buffer = GC.AllocateUninitializedArray<byte>(wanted + SourceText.Padding);
    }

    private FileBytes Finish(int length)
    {
        Reserve(length);
        buffer.AsSpan(length, SourceText.Padding).Clear();
        return new FileBytes(buffer, length, null);
    }
}
