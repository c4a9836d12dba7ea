using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ModelContextProtocol;

namespace Lever.Serving.Mcp;

/// <summary>Where the next page of a list begins. Clients pass it back as it is.</summary>
/// <param name="List">The list that it goes through.</param>
/// <param name="Offset">Items before the page.</param>
internal readonly record struct Cursor(string List, int Offset)
{
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Offset}:{List}")));

    /// <exception cref="McpException">No answer of this server gave such a cursor.</exception>
    public static Cursor Parse(string text)
    {
        if (text.Length < 1000 && Base64Url.IsValid(text))
        {
            var plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
            var colon = plain.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && int.TryParse(plain.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)) return new Cursor(plain[(colon + 1)..], offset);
        }
        throw new McpException("`cursor` is none that this server gave; leave it out to begin at the start");
    }

    /// <summary>Where a page of a list begins: at the start without a cursor.</summary>
    /// <exception cref="McpException">The cursor is none of this list's.</exception>
    public static int OffsetIn(string list, string? text)
    {
        if (text is null) return 0;
        var cursor = Parse(text);
        return cursor.List == list ? cursor.Offset : throw new McpException("`cursor` belongs to another list; leave it out to begin at the start");
    }

    /// <summary>A page, how many items follow it, and the cursor of the next one.</summary>
    public static (IReadOnlyList<T> Page, int LeftOut, string? Next) Cut<T>(string list, IReadOnlyList<T> items, string? cursor, int size)
    {
        var offset = Math.Min(OffsetIn(list, cursor), items.Count);
        var page = items.Skip(offset).Take(size).ToList();
        var end = offset + page.Count;
        return (page, items.Count - end, end < items.Count ? new Cursor(list, end).ToString() : null);
    }
}
