using System.Text;

namespace Lever.Review.Semantics.Python.Templates;

/// <summary>What a tag of a template does.</summary>
public enum TemplateTagKind
{
    /// <summary><c>{{ … }}</c>: writes a value.</summary>
    Value,
    /// <summary><c>{% … %}</c>.</summary>
    Statement,
}

/// <summary>A tag of a template.</summary>
/// <param name="Text">What stands between its braces, without blanks around it.</param>
/// <param name="Line">From 1.</param>
public readonly record struct TemplateTag(TemplateTagKind Kind, string Text, int Line)
{
    /// <summary>The first word of a statement.</summary>
    public string Word => Text.IndexOfAny(Blanks) is var blank and >= 0 ? Text[..blank] : Text;

    /// <summary>What follows the first word.</summary>
    public string Rest => Text.IndexOfAny(Blanks) is var blank and >= 0 ? Text[(blank + 1)..].Trim() : "";

    private static readonly char[] Blanks = [' ', '\t', '\n', '\r'];
}

/// <summary>The tags of a template of Django or Jinja, in order. Any bytes may come: what is no tag is text.</summary>
public sealed record Template(IReadOnlyList<TemplateTag> Tags)
{
    /// <summary>Larger files are taken to hold no templates; in bytes.</summary>
    public const int LargestFile = 1 << 20;

    /// <summary>Tags behind these are left aside.</summary>
    private const int MostTags = 20_000;

    /// <summary>A brace that is closed farther away opens no tag.</summary>
    private const int LongestTag = 4000;

    /// <summary>Reads a template; an empty one from a file that is too large.</summary>
    public static Template Read(ReadOnlySpan<byte> file)
    {
        var tags = new List<TemplateTag>();
        if (file.Length > LargestFile) return new Template(tags);
        var text = Encoding.UTF8.GetString(file);
        var (line, counted) = (1, 0);
        // Where the next end of each kind stands, so that braces without one cost no search each.
        Span<int> ends = [-1, -1, -1];
        for (var at = 0; tags.Count < MostTags && text.IndexOf('{', at) is >= 0 and var open && open + 1 < text.Length; at = Math.Max(at, open + 1))
        {
            at = open + 1;
            if ("{%#".IndexOf(text[at]) is not (>= 0 and var kind)) continue;
            if (ends[kind] < at + 1 && ends[kind] != int.MaxValue) ends[kind] = text.IndexOf("}}%}#}".AsSpan(kind * 2, 2).ToString(), at + 1, StringComparison.Ordinal) is >= 0 and var found ? found : int.MaxValue;
            var end = ends[kind];
            if (end == int.MaxValue || end - at > LongestTag) continue;
            if (kind < 2)
            {
                line += text.AsSpan(counted, open - counted).Count('\n');
                counted = open;
                // `{%-` and `{{-` of Jinja trim the text around them.
                var inner = text.AsSpan(at + 1, end - at - 1).TrimStart("-+").TrimEnd("-+").Trim().ToString();
                if (inner.Length > 0) tags.Add(new TemplateTag(kind == 0 ? TemplateTagKind.Value : TemplateTagKind.Statement, inner, line));
            }
            at = end + 2;
        }
        return new Template(tags);
    }
}
