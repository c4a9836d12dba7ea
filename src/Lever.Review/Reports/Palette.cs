using System.Text;

namespace Lever.Review.Reports;

/// <summary>What a piece of terminal text is; the palette decides how that looks.</summary>
public enum Style
{
    Plain,
    Heading,
    Place,
    Message,
    Dim,
    Primary,
    Label,
    Code,
    Added,
    Removed,
    Hunk,
    Good,
    Bad,
}

/// <summary>
/// How styles look. Plain text in a pipe; on a terminal the sixteen colours that the user's own theme defines
/// (ECMA-48 SGR), and hyperlinks (OSC 8) on paths.
/// </summary>
public sealed class Palette
{
    private const string Reset = "\e[0m";
    private readonly bool coloured;
    private readonly string? linkRoot;

    private Palette(bool coloured, string? linkRoot)
    {
        this.coloured = coloured;
        this.linkRoot = linkRoot;
    }

    /// <summary>Text only.</summary>
    public static Palette Plain { get; } = new(coloured: false, linkRoot: null);

    /// <param name="linkRoot">The current folder as a <c>file://</c> address with a slash at its end; null for no hyperlinks.</param>
    public static Palette Terminal(string? linkRoot = null) => new(coloured: true, linkRoot);

    /// <summary>The text in the style's look. The text must hold no control characters: see <see cref="Visible"/>.</summary>
    public string Paint(Style style, string text)
    {
        if (!coloured || text.Length == 0) return text;
        var sgr = Sgr(style);
        return sgr.Length == 0 ? text : $"\e[{sgr}m{text}{Reset}";
    }

    /// <summary>The text, leading to a file where the terminal knows hyperlinks.</summary>
    public string Link(string path, string text) =>
        linkRoot is null ? text : $"\e]8;;{linkRoot}{EscapedPath(path)}\e\\{text}\e]8;;\e\\";

    /// <summary>A path as part of an address: its segments percent-encoded, its slashes kept.</summary>
    internal static string EscapedPath(string path)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (var segment in path.Split('/'))
        {
            if (escaped.Length > 0 || path.StartsWith('/')) escaped.Append('/');
            escaped.Append(Uri.EscapeDataString(segment));
        }
        return path.StartsWith('/') ? escaped.ToString(1, escaped.Length - 1) : escaped.ToString();
    }

    private static string Sgr(Style style) => style switch
    {
        Style.Heading => "1",
        Style.Place => "1",
        Style.Dim => "2",
        Style.Primary => "1;33",
        Style.Label => "36",
        Style.Code => "36",
        Style.Added => "32",
        Style.Removed => "31",
        Style.Hunk => "36",
        Style.Good => "32",
        Style.Bad => "31",
        _ => "",
    };
}
