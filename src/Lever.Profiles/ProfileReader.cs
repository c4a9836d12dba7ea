namespace Lever.Profiles;

/// <summary>
/// Reads one format. A new format is one class in <c>Readers</c>, one line in <see cref="ProfileReaders"/> and its samples.
/// </summary>
internal abstract class ProfileReader
{
    /// <summary>The short name users see.</summary>
    public abstract string Format { get; }

    /// <summary>Whether the file is of this format. At most one reader may say yes to a file.</summary>
    /// <param name="head">The first 64 KiB after decompression, as UTF-8 where the file is text.</param>
    /// <param name="name">The file's name, to decide where the content could be of two formats.</param>
    public abstract bool Recognizes(ReadOnlySpan<byte> head, string name);

    /// <summary>Reads what can be read and reports the rest as problems; throws on no input.</summary>
    public abstract void Read(ReadOnlySpan<byte> bytes, ProfileBuilder builder);
}
