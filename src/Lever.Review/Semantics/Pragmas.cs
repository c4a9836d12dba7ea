using System.Globalization;
using System.Text;
using Lever.Review.Findings;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics;

/// <summary>An ignore comment. It covers the line it ends, or the next line of code where it stands alone.</summary>
/// <param name="Rules">The rules named; <c>*</c> for all.</param>
public sealed record Ignore(Span Span, int Line, int CoveredLine, IReadOnlyList<string> Rules, string Reason, DateOnly? Until);

/// <summary>How comments to Lever are written in a language.</summary>
/// <param name="Mark">What starts a comment that ends its line.</param>
/// <param name="Example">A rule of the language, for messages.</param>
public sealed record PragmaStyle(string Mark, string Example, string Reason)
{
    public static PragmaStyle Python { get; } = new("#", "py-membership-list-in-loop", "n <= 8 by schema");

    public static PragmaStyle Rust { get; } = new("//", "rs-linkedlist", "spliced in the middle");
}

/// <summary>What `# lever:` comments say: places to ignore and code to count as hot or start-up.</summary>
/// <param name="Roles">The lines that such a comment covers.</param>
public sealed record Pragmas(IReadOnlyList<Ignore> Ignores, IReadOnlyDictionary<int, Role> Roles, IReadOnlyList<Problem> Problems)
{
    public static Pragmas None { get; } = new([], new Dictionary<int, Role>(), []);

    /// <summary>Reads the comments of a tree; most files have none, which costs one search a comment.</summary>
    public static Pragmas Of(SyntaxTree tree, PragmaStyle style)
    {
        List<Ignore>? ignores = null;
        List<Problem>? problems = null;
        Dictionary<int, Role>? roles = null;
        // Most files never speak of it, and to look through all of one at once is cheaper than through each of its comments.
        if (tree.Text.Bytes.IndexOf("lever:"u8) < 0) return None;
        foreach (var span in tree.Comments)
        {
            var bytes = tree.Text[span];
            var at = bytes.IndexOf("lever:"u8);
            if (at < 0 || !IsPragma(bytes[..at], style)) continue;
            var text = Encoding.UTF8.GetString(bytes[(at + "lever:".Length)..]).Trim();
            var line = tree.Lines.LineAt(span.Start);
            var covered = StandsAlone(tree, span) ? NextCodeLine(tree, line, style) : line;
            if (text.StartsWith("hot", StringComparison.Ordinal)) (roles ??= [])[covered] = Role.Hot;
            else if (text.StartsWith("init", StringComparison.Ordinal)) (roles ??= [])[covered] = Role.Init;
            else if (ParseIgnore(text, span, line, covered, style, out var problem) is { } ignore) (ignores ??= []).Add(ignore);
            else (problems ??= []).Add(new Problem(span, problem));
        }
        if (ignores is null && problems is null && roles is null) return None;
        return new Pragmas(ignores ?? [], roles ?? [], problems ?? []);
    }

    private static bool IsPragma(ReadOnlySpan<byte> before, PragmaStyle style)
    {
        // Three slashes and more document what follows them; more number signs are but decoration.
        var text = before.Trim(" \t"u8);
        return style.Mark == "#" ? text.Trim("#/ \t"u8).IsEmpty : text.SequenceEqual("//"u8);
    }

    private static Ignore? ParseIgnore(string text, Span span, int line, int covered, PragmaStyle style, out string problem)
    {
        problem = "";
        var close = text.IndexOf(']');
        if (!text.StartsWith("ignore[", StringComparison.Ordinal) || close < 0)
        {
            problem = "a lever comment says `ignore[rule] reason`, `hot` or `init`";
            return null;
        }
        var rules = text["ignore[".Length..close].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var reason = text[(close + 1)..].Trim();
        DateOnly? until = null;
        var marker = reason.LastIndexOf("until ", StringComparison.Ordinal);
        if (marker >= 0 && DateOnly.TryParseExact(reason[(marker + 6)..].Trim(), ["yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            until = date;
            reason = reason[..marker].Trim().TrimEnd(',', ';');
        }
        if (rules.Length == 0)
        {
            problem = $"an ignore names at least one rule: `{style.Mark} lever: ignore[{style.Example}] {style.Reason}`";
            return null;
        }
        if (reason.Length == 0)
        {
            problem = $"an ignore needs its reason after the bracket: `{style.Mark} lever: ignore[{string.Join(", ", rules)}] why it is fine here`";
            return null;
        }
        return new Ignore(span, line, covered, rules, reason, until);
    }

    private static bool StandsAlone(SyntaxTree tree, Span comment)
    {
        var start = tree.Lines.StartOf(tree.Lines.LineAt(comment.Start));
        return tree.Text[new Span(start, comment.Start)].Trim(" \t"u8).IsEmpty;
    }

    private static int NextCodeLine(SyntaxTree tree, int line, PragmaStyle style)
    {
        for (var next = line + 1; next <= tree.Lines.LineCount; next++)
        {
            var text = tree.Lines.TextOf(next).AsSpan().Trim();
            if (text.Length > 0 && !text.StartsWith(style.Mark)) return next;
        }
        return line;
    }
}
