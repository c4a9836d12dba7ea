namespace Lever.Profiles.Measurements;

/// <summary>
/// Reads the results of one benchmark tool. A new format is one class in <c>Readers</c>, one line in <see cref="MeasurementReaders"/>
/// and its samples.
/// </summary>
internal abstract class MeasurementReader
{
    /// <summary>The short name users see.</summary>
    public abstract string Format { get; }

    /// <summary>Whether the file is of this format. At most one reader may say yes to a file.</summary>
    /// <param name="head">The first 64 KiB after decompression, as UTF-8 where the file is text.</param>
    public abstract bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>Reads what can be read and reports the rest as problems; throws on no input.</summary>
    public abstract void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder);
}
