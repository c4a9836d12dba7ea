using System.Text;

namespace Lever.Profiles.Names;

/// <summary>
/// Names of Rust functions as demangled symbols spell them. They are brought to the path by which a source knows the function:
/// <code>
/// app::queue::Queue&lt;T&gt;::drain::h0123456789abcdef           app::queue::Queue::drain
/// &lt;app::queue::Queue as core::ops::drop::Drop&gt;::drop         app::queue::Queue::drop
/// app::run::{{closure}}   app::run::{closure#0}              app::run
/// app::a::&lt;impl app::b::Queue&gt;::drain                        app::b::Queue::drain
/// </code>
/// </summary>
internal static class RustNames
{
    /// <summary>Types nested deeper than this are left as they are.</summary>
    private const int Deepest = 8;

    /// <summary>Is a source file's language one whose symbols these are?</summary>
    public static bool AreOf(string path) => path.EndsWith(".rs", StringComparison.Ordinal);

    /// <summary>Has a symbol the form of a path?</summary>
    public static bool IsPath(string symbol) => symbol.Contains("::", StringComparison.Ordinal);

    /// <summary>Is it code without a name inside a function?</summary>
    public static bool IsClosure(string symbol) => symbol.Contains("{{closure}}", StringComparison.Ordinal) || symbol.Contains("{closure", StringComparison.Ordinal);

    public static string Normalize(string symbol) => symbol.AsSpan().ContainsAny('<', '{', ':') ? string.Join("::", SegmentsOf(symbol, 0)) : symbol;

    /// <summary>The last name of a normalised path.</summary>
    public static string Last(string path) => path.LastIndexOf("::", StringComparison.Ordinal) is >= 0 and var at ? path[(at + 2)..] : path;

    /// <summary>Whether one normalised path can mean what the other means: equal, or one is the other with more of its path before it.</summary>
    public static bool Agree(string a, string b)
    {
        if (a.Length == b.Length) return a == b;
        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        return longer.EndsWith("::" + shorter, StringComparison.Ordinal);
    }

    private static List<string> SegmentsOf(ReadOnlySpan<char> symbol, int depth)
    {
        var segments = new List<string>();
        var word = new StringBuilder();
        for (var at = 0; at < symbol.Length; at++)
        {
            if (symbol[at] == '<')
            {
                var end = Closing(symbol, at);
                var inside = symbol[(at + 1)..Math.Max(at + 1, end)];
                if (word.Length == 0 && depth < Deepest && (segments.Count == 0 || inside.StartsWith("impl ")))
                    segments = SegmentsOf(TypeIn(inside), depth + 1);
                at = end;
            }
            else if (symbol[at] == ':' && at + 1 < symbol.Length && symbol[at + 1] == ':')
            {
                Finish(word, segments);
                at++;
            }
            else word.Append(symbol[at]);
        }
        Finish(word, segments);
        // Older compilers end symbols with a hash.
        if (segments is [_, .., ['h', .. { Length: 16 } hash]] && hash.All(char.IsAsciiHexDigitLower)) segments.RemoveAt(segments.Count - 1);
        return segments;
    }

    private static void Finish(StringBuilder word, List<string> segments)
    {
        if (word.Length > 0 && word[0] != '{') segments.Add(word.ToString());
        word.Clear();
    }

    /// <summary>The type of `T as Trait`, `impl T` and `impl Trait for T`, without references.</summary>
    private static ReadOnlySpan<char> TypeIn(ReadOnlySpan<char> inside)
    {
        if (inside.StartsWith("impl "))
        {
            inside = inside[5..];
            if (AtTop(inside, " for ") is >= 0 and var target) inside = inside[(target + 5)..];
        }
        else if (AtTop(inside, " as ") is >= 0 and var trait) inside = inside[..trait];
        while (true)
        {
            var rest = inside.TrimStart("&* ");
            foreach (var prefix in (ReadOnlySpan<string>)["mut ", "const ", "dyn "])
                if (rest.StartsWith(prefix)) rest = rest[prefix.Length..];
            if (rest.Length == inside.Length) return rest;
            inside = rest;
        }
    }

    /// <summary>Where a word stands outside of brackets; -1 for nowhere.</summary>
    private static int AtTop(ReadOnlySpan<char> text, string word)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '<') at = Closing(text, at);
            else if (text[at..].StartsWith(word)) return at;
        }
        return -1;
    }

    /// <summary>The bracket that closes the one at a place, or the text's last character where none does.</summary>
    private static int Closing(ReadOnlySpan<char> text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            if (text[at] == '<') depth++;
            else if (text[at] == '>' && text[at - 1] != '-' && --depth == 0) return at;
        }
        return text.Length - 1;
    }
}
