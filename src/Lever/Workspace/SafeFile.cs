using Lever.Review.Findings;

namespace Lever.Workspace;

/// <summary>Where a replacement has got to; tests interrupt it at each.</summary>
internal enum ReplacementStep
{
    TemporaryCreated,
    Written,
    Flushed,
    Verified,
    Renamed,
}

/// <summary>
/// Replaces a file's content whole or not at all: the new content goes to a file beside it, to the disk, and then takes the old
/// one's name in one step of the file system. Whatever happens meanwhile, the name leads to all of the old or all of the new.
/// </summary>
/// <remarks>
/// The new file has the old one's permissions. Where it has several names (hard links), the others keep the old content.
/// </remarks>
internal static class SafeFile
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <param name="path">The file; where it is a link, what it leads to is replaced and the link stays.</param>
    /// <param name="expected">What the file must still hold.</param>
    /// <param name="atStep">Told of every step when it is done.</param>
    /// <returns>Why nothing was written, or null where the new content stands.</returns>
    public static string? Replace(string path, ContentHash expected, ReadOnlySpan<byte> content, Action<ReplacementStep>? atStep = null)
    {
        string? temporary = null;
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var isUnix = !OperatingSystem.IsWindows();
            var mode = isUnix ? File.GetUnixFileMode(target) : default;
            // A folder that may be written to lets one replace even a file that may not.
            var isReadOnly = isUnix ? (mode & AnyWrite) == 0 : File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly);
            if (isReadOnly) return "the file is read-only";

            var name = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.lever");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (isUnix) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(name, options))
            {
                temporary = name;
                atStep?.Invoke(ReplacementStep.TemporaryCreated);
                stream.Write(content);
                if (isUnix) File.SetUnixFileMode(stream.SafeFileHandle, mode);
                atStep?.Invoke(ReplacementStep.Written);
                stream.Flush(flushToDisk: true);
                atStep?.Invoke(ReplacementStep.Flushed);
            }
            // Last of all, so that as little time as possible is left for another to write.
            if (ContentHash.Of(FileReader.ReadSmall(target)) != expected) return "the file has changed since it was read";
            atStep?.Invoke(ReplacementStep.Verified);
            File.Move(name, target, overwrite: true);
            temporary = null;
            atStep?.Invoke(ReplacementStep.Renamed);
            return null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Trouble.Explain(trouble);
        }
        finally
        {
            if (temporary is not null) Remove(temporary);
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            // A file that cannot be removed stays, hidden; the original is whole, which is what matters.
        }
    }
}
