using System.Text;

namespace Lever.Profiles.Readers;

/// <summary>The lines of a text, one after the other, without their ends; very long ones are cut.</summary>
internal ref struct TextLines(ReadOnlySpan<byte> text)
{
    /// <summary>Longer than any line that a tool writes for people, templates and their names included.</summary>
    private const int Longest = 16 << 10;

    private ReadOnlySpan<byte> rest = text;

    /// <summary>The current line, its end left out.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>From 1; 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>Where it stands in the file.</summary>
    public readonly ProfilePlace Place => ProfilePlace.Line(Number);

    /// <summary>The current line as text, invalid UTF-8 replaced.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    public bool Next()
    {
        if (rest.IsEmpty) return false;
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
        Bytes = line[..Math.Min(line.Length, Longest)];
        Number++;
        return true;
    }

    /// <summary>Whether a line of a text begins with another text.</summary>
    public static bool HasOne(ReadOnlySpan<byte> head, ReadOnlySpan<byte> start)
    {
        for (var at = 0; at <= head.Length;)
        {
            var found = head[at..].IndexOf(start);
            if (found < 0) return false;
            at += found;
            if (at == 0 || head[at - 1] == '\n') return true;
            at++;
        }
        return false;
    }
}
