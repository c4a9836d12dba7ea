using Lever.Review.Findings;

namespace Lever.Workspace.Caching;

/// <summary>What the file system says of a file without its being read.</summary>
/// <param name="Time">When it was last written, in ticks of UTC.</param>
internal readonly record struct FileStamp(long Length, long Time)
{
    /// <returns>Null where there is no such file, or it may not be looked at.</returns>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks) : null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return null;
        }
    }
}

/// <summary>
/// The contents of files, known again by their stamps, so that a tree that nobody touched need not be read. The same idea, and the same
/// caution, as git's index: a file that was written just before its stamp was taken may be written again without the stamp's showing it, so
/// such a stamp is not relied on.
/// </summary>
internal static class FileStamps
{
    /// <summary>File systems count time in steps of up to two seconds.</summary>
    private static readonly long step = TimeSpan.FromSeconds(2).Ticks;

    /// <summary>Can a stamp be relied on, or may the file have been written again since without its showing it?</summary>
    /// <param name="taken">When the stamp was taken, in ticks of UTC.</param>
    public static bool Tells(FileStamp stamp, long taken) => stamp.Time < taken - step;

    /// <summary>The stamps of files; null where one of them is not to be had.</summary>
    public static FileStamp[]? Take(IReadOnlyList<SourceFile> files)
    {
        var stamps = new FileStamp[files.Count];
        for (var at = 0; at < stamps.Length; at++)
        {
            if (FileStamp.Of(files[at].FullPath) is not { } stamp) return null;
            stamps[at] = stamp;
        }
        return stamps;
    }

    /// <summary>The files' contents where an earlier run kept them under the same stamps; the others are read.</summary>
    /// <returns>The contents, and whether no file had to be read; null where nothing was kept, or a file cannot be read.</returns>
    public static (ContentHash[] Hashes, bool AllHeld)? Recall(CacheFolder cache, IReadOnlyList<SourceFile> files, FileStamp[] stamps, int jobs)
    {
        if (cache.Read(NameOf(files)) is not { } bytes || Parse(bytes, files.Count) is not { } kept) return null;
        var hashes = new ContentHash[files.Count];
        var moved = new List<SourceFile>();
        var places = new Dictionary<SourceFile, int>(ReferenceEqualityComparer.Instance);
        for (var at = 0; at < hashes.Length; at++)
        {
            var (stamp, taken, hash) = kept[at];
            hashes[at] = hash;
            if (stamp == stamps[at] && Tells(stamp, taken)) continue;
            moved.Add(files[at]);
            places.Add(files[at], at);
        }
        var read = ParallelFiles.Run(moved, jobs, () => new FileReader(), (reader, file) => Read(reader, file));
        foreach (var (file, hash) in read.Results)
        {
            if (hash is not { } known) return null;
            hashes[places[file]] = known;
        }
        return (hashes, moved.Count == 0);
    }

    /// <summary>Keeps contents with the stamps that their files had before they were read.</summary>
    /// <param name="taken">When the stamps were taken, in ticks of UTC.</param>
    public static void Keep(CacheFolder cache, IReadOnlyList<SourceFile> files, FileStamp[] stamps, ContentHash[] hashes, long taken)
    {
        using var stream = new MemoryStream(files.Count * 36);
        using var writer = new BinaryWriter(stream);
        for (var at = 0; at < stamps.Length; at++)
        {
            writer.Write(stamps[at].Length);
            writer.Write(stamps[at].Time);
            writer.Write(taken);
            writer.Write(hashes[at].Length);
            writer.Write(hashes[at].Value);
        }
        writer.Flush();
        cache.Write(NameOf(files), stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>By what files there are, so that checks of different parts of a project do not drive each other out.</summary>
    private static string NameOf(IReadOnlyList<SourceFile> files)
    {
        using var stream = new MemoryStream(files.Count * 64);
        using var writer = new BinaryWriter(stream);
        foreach (var file in files) writer.Write(file.FullPath);
        writer.Flush();
        return $"stamps-{ContentHash.Of(stream.GetBuffer().AsSpan(0, (int)stream.Length)).Value:x16}";
    }

    private static (FileStamp Stamp, long Taken, ContentHash Hash)[]? Parse(byte[] bytes, int count)
    {
        if (bytes.Length != count * 36) return null;
        var kept = new (FileStamp, long, ContentHash)[count];
        using var reader = new BinaryReader(new MemoryStream(bytes));
        for (var at = 0; at < count; at++)
            kept[at] = (new FileStamp(reader.ReadInt64(), reader.ReadInt64()), reader.ReadInt64(), new ContentHash(reader.ReadInt32(), reader.ReadUInt64()));
        return kept;
    }

    private static HashedFile Read(FileReader reader, SourceFile file)
    {
        var read = reader.Read(file.FullPath);
        return new HashedFile(file, read.Problem is null ? ContentHash.Of(read.Bytes) : null);
    }

    private sealed record HashedFile(SourceFile File, ContentHash? Hash);
}
