using System.Buffers.Binary;
using Lever.Review.Findings;

namespace Lever.Workspace.Caching;

/// <summary>
/// What earlier runs kept, in the user's cache folder: files that are written whole or not at all, checked when they are read, and
/// removed when they grow many. Nothing here is ever needed: whatever is missing, damaged or not to be written is made anew.
/// </summary>
/// <remarks>A file is a mark, the content's length and hash, then the content.</remarks>
internal sealed class CacheFolder(string folder)
{
    /// <summary>Tells the format; the digit changes with it.</summary>
    private static ReadOnlySpan<byte> Mark => "LEVERC1\n"u8;

    private const int Head = 8 + sizeof(int) + sizeof(ulong);

    /// <summary>Beyond so many files those unused for longest are removed.</summary>
    private const int Most = 64;

    /// <summary>Larger entries cost more to read than they save.</summary>
    private const int Largest = 256 << 20;

    /// <summary>The user's cache folder for Lever; null where the system names no place for it.</summary>
    public static CacheFolder? Of(Host host)
    {
        var caches = host.Variable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : OperatingSystem.IsWindows() ? host.Variable("LOCALAPPDATA")
            : host.Variable("HOME") is { Length: > 0 } home ? Path.Join(home, ".cache") : null;
        return caches is null || !Path.IsPathFullyQualified(caches) ? null : new CacheFolder(Path.Join(caches, "lever"));
    }

    /// <summary>The content kept under a name; null where there is none that is whole.</summary>
    public byte[]? Read(string name)
    {
        var path = Path.Join(folder, name);
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: >= Head and <= Largest }) return null;
            var bytes = File.ReadAllBytes(path);
            if (!bytes.AsSpan().StartsWith(Mark)) return null;
            var content = bytes.AsSpan(Head);
            var hash = new ContentHash(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)), BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(12)));
            return ContentHash.Of(content) == hash ? content.ToArray() : null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return null;
        }
    }

    /// <summary>Keeps a content under a name, in the place of what was there.</summary>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        if (content.Length > Largest - Head) return;
        var temporary = Path.Join(folder, $".{name}.{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            Prune();
            var head = new byte[Head];
            Mark.CopyTo(head);
            var hash = ContentHash.Of(content);
            BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), hash.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(12), hash.Value);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(head);
                stream.Write(content);
            }
            File.Move(temporary, Path.Join(folder, name), overwrite: true);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            TryRemove(temporary);
        }
    }

    /// <summary>Says that a content was of use, so that others are removed before it.</summary>
    public void Touch(string name)
    {
        try
        {
            File.SetLastWriteTimeUtc(Path.Join(folder, name), DateTime.UtcNow);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            // Another run may have removed it; it is then written anew.
        }
    }

    private void Prune()
    {
        var files = new DirectoryInfo(folder).GetFiles();
        if (files.Length < Most) return;
        foreach (var file in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(Most / 2)) TryRemove(file.FullName);
    }

    private static void TryRemove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            // It stays until a later run can remove it.
        }
    }
}
