namespace Lever.Syntax.Text;

/// <summary>Counts lines where a <see cref="LineMap"/> would not pay. Lines end at <c>\n</c>, <c>\r\n</c> and a lone <c>\r</c>.</summary>
public static class LineBreaks
{
    /// <summary>How many line breaks bytes hold. One that the bytes' end cuts in two counts as one.</summary>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        var count = bytes.Count((byte)'\n');
        // Carriage returns are rare, and most stand before the line feed that has been counted.
        for (var at = bytes.IndexOf((byte)'\r'); at >= 0;)
        {
            if (at + 1 == bytes.Length || bytes[at + 1] != '\n') count++;
            var next = bytes[(at + 1)..].IndexOf((byte)'\r');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return count;
    }
}
