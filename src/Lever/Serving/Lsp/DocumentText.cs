using System.Text.Json;
using Lever.Syntax.Text;

namespace Lever.Serving.Lsp;

/// <summary>A change of a document: a range and what takes its place; without a range, the whole text.</summary>
internal readonly record struct TextChange(LspRange? Range, string Text)
{
    /// <returns>The changes of a didChange; null where they are none.</returns>
    public static IReadOnlyList<TextChange>? Of(JsonElement? changes)
    {
        if (changes is not { ValueKind: JsonValueKind.Array }) return null;
        var found = new List<TextChange>();
        foreach (var change in changes.Items())
        {
            if (change.Text("text") is not { } text) return null;
            var range = LspRange.Of(change.Part("range"));
            if (range is null && change.Part("range") is not null) return null;
            found.Add(new TextChange(range, text));
        }
        return found;
    }
}

/// <summary>The text of a document that is open in the client, and the client's to say. One thread changes it, others take copies: all under its lock.</summary>
/// <param name="uri">As the client spells it.</param>
internal sealed class DocumentText(string uri, PositionEncoding encoding)
{
    /// <summary>A text that grows beyond this is let go of until the document is opened anew.</summary>
    private const int Longest = 128 << 20;

    private static readonly byte[] mark = [0xEF, 0xBB, 0xBF];

    private readonly Lock gate = new();
    private byte[] text = [];
    private int length;
    private bool isLost;

    public string Uri => uri;

    public PositionEncoding Encoding => encoding;

    /// <summary>As the client numbers its texts, if it does so rightly.</summary>
    public int Version { get; private set; }

    /// <summary>Counts the texts that the document has had.</summary>
    public int Serial { get; private set; }

    /// <summary>The whole text as the client sent it when it opened the document.</summary>
    public void Open(int version, string whole)
    {
        lock (gate)
        {
            isLost = false;
            (Version, Serial) = (version, Serial + 1);
            Put(0, length, whole);
        }
    }

    public void Change(int version, IReadOnlyList<TextChange> changes)
    {
        lock (gate)
        {
            (Version, Serial) = (version, Serial + 1);
            foreach (var change in changes)
            {
                if (change.Range is not { } range)
                {
                    Put(0, length, change.Text);
                    continue;
                }
                var start = OffsetOf(range.Start);
                Put(start, Math.Max(start, OffsetOf(range.End)), change.Text);
            }
        }
    }

    /// <summary>Copies the text without a byte order mark.</summary>
    /// <param name="buffer">Takes the text, then <see cref="SourceText.Padding"/> zero bytes; a larger one takes its place where need be.</param>
    /// <returns>The text's length in bytes, or null where it was let go of; its version and serial, and whether a mark was left out.</returns>
    public (int? Length, int Version, int Serial, bool HasMark) Copy(ref byte[] buffer)
    {
        lock (gate)
        {
            if (isLost) return (null, Version, Serial, false);
            var bytes = text.AsSpan(0, length);
            var hasMark = bytes.StartsWith(mark);
            if (hasMark) bytes = bytes[mark.Length..];
            if (buffer.Length < bytes.Length + SourceText.Padding) buffer = GC.AllocateUninitializedArray<byte>(bytes.Length + bytes.Length / 4 + 4096);
            bytes.CopyTo(buffer);
            buffer.AsSpan(bytes.Length, SourceText.Padding).Clear();
            return (bytes.Length, Version, Serial, hasMark);
        }
    }

    private int OffsetOf(LspPosition position)
    {
        var bytes = text.AsSpan(0, length);
        if (Characters.LineStart(bytes, position.Line) is not { } start) return length;
        return start + Characters.OffsetOf(position.Character, Characters.LineAt(bytes, start), encoding);
    }

    private void Put(int start, int end, string replacement)
    {
        var added = System.Text.Encoding.UTF8.GetByteCount(replacement);
        var wanted = (long)length - (end - start) + added;
        if (isLost || wanted > Longest)
        {
            (isLost, text, length) = (true, [], 0);
            return;
        }
        if (wanted > text.Length) Array.Resize(ref text, (int)Math.Min(Longest, wanted + wanted / 4 + 4096));
        text.AsSpan(end, length - end).CopyTo(text.AsSpan(start + added));
        System.Text.Encoding.UTF8.GetBytes(replacement, text.AsSpan(start));
        length = (int)wanted;
    }
}
