using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Regex;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

public sealed class RegexBacktracking : PythonRule
{
    public override RuleInfo Info { get; } = new("py-regex-backtracking", Language.Python, LeverClass.Algorithm, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.99,
        Precision = 0.95,
        Checklist = ["PY1"],
        Doc = """
            A regular expression can match the same text in very many ways, and tries all of them before it fails.

            ## Why it costs
            Python's `re` goes back and tries the next way whenever one fails. Where a repeat holds another that can match the same text, as in
            `(a+)+`, each further character doubles the ways: thirty characters take minutes. Where two repeats in a row can share a text out
            between them, as in `\s*,?\s*`, the ways grow with the square of the text's length, and three make the cube. Each finding
            was shown on the pattern: a matcher like Python's was run over the text that the finding names, at growing lengths.

            ## Example
            ```python
            import re

            NAMES = re.compile(r"(?:[a-z]+,?)*;")

            def is_list(text):
                return NAMES.match(text) is not None
            ```
            Use instead:
            ```python
            import re

            NAMES = re.compile(r"(?:[a-z]+(?:,[a-z]+)*,?)?;")

            def is_list(text):
                return NAMES.match(text) is not None
            ```

            ## Keep it when
            The text is short and comes from your own program, so that nobody can make it fail late.

            ## Regime
            The example on texts of letters without a semicolon: 1.6 times faster at 4 letters, 40 to 42 times at 10, 1,850 to 1,960 times at 16
            (CPython 3.8, 3.11, 3.13). Where the match succeeds the two forms take about as long.

            ## Patch safety
            No patch: the pattern must go on matching the same texts. From Python 3.11 on a possessive repeat (`a++`) or an atomic group
            (`(?>a+)`) never goes back, and matches less where what follows needs a character of it.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["compile", "match", "search", "fullmatch", "split", "sub", "subn", "findall", "finditer"];

    public override void Visit(Node node, PythonContext context)
    {
        // A test chooses its texts itself.
        if (context.Module.FileRole is Role.Test) return;
        if (node.AsCall is not { Callee.Kind: Kind.Attribute or Kind.Name } call || context.Path(call.Callee) is not ['r', 'e', '.', .. var function]) return;
        if (call.Argument(0, "pattern") is not { } argument || LiteralOf(argument, context) is not { } literal) return;
        if (RegexLiterals.PatternOf(literal, out var isBytes) is not { } pattern || !HasRepeat(pattern)) return;
        if (RegexLiterals.FlagsOf(context.Module, call, function, isBytes) is not { } flags || RegexParser.Parse(pattern, flags) is not { } tree) return;
        var uses = RegexUse.Of(context.Module, call, function);
        var harmless = new HashSet<(bool, bool)>();
        foreach (var use in uses)
        {
            var size = use.Text is { } text ? context.SizeOf(text) : Size.Unknown;
            if (size.IsSmall || use.Text is { } measured && IsMeasured(measured, context)) continue;
            // Nearly every pattern that begins with a repeat is slow to be searched for in a text made for that; it counts where texts are long.
            var way = (use.IsSearch && size.IsSeen, use.ReachesTheEnd);
            if (harmless.Contains(way)) continue;
            if (Backtracking.Of(tree, way.Item1, way.Item2) is not { } witness)
            {
                harmless.Add(way);
                continue;
            }
            Report(use.Call, size, witness, pattern, literal, context);
            return;
        }
        // Used elsewhere, in ways that this file does not show: at least from the text's start.
        if (uses.Count == 0 && function == "compile" && Backtracking.Of(tree, isSearch: false, toTheEnd: false) is { } own)
            Report(node, Size.Unknown, own, pattern, literal, context);
    }

    private static Node? LiteralOf(Node argument, PythonContext context)
    {
        if (argument.Kind == Kind.Constant) return argument;
        return context.ValueOf(argument) is { Kind: Kind.Constant } value ? value : null;
    }

    /// <summary>Without an endless repeat nothing can go wrong; a quick look before the pattern is read.</summary>
    private static bool HasRepeat(string pattern) => pattern.AsSpan().IndexOfAny('*', '+', '{') >= 0;

    /// <summary>Does the code compare the text's length with something, and so keep long texts out?</summary>
    private static bool IsMeasured(Node text, PythonContext context)
    {
        if (text.Kind != Kind.Name || context.SymbolAt(text) is not { IsLocal: true } symbol) return false;
        foreach (var reference in symbol.References)
            if (reference.Parent.AsCall is { } call && context.IsBuiltin(call.Callee, "len") && call.Node.Parent.Kind == Kind.Compare) return true;
        return false;
    }

    private static void Report(Node place, Size text, BacktrackingWitness witness, string pattern, Node literal, PythonContext context)
    {
        var (first, second) = (Part(pattern, witness.First), Part(pattern, witness.Second));
        var growth = witness.Degree switch { null => "exponential", 2 => "quadratic", 3 => "cubic", var degree => $"of degree {degree}" };
        var message = witness.IsExponential ? $"`{first}` can match the same text in more ways with each character, and all of them are tried before the match fails"
            : witness.IsBySearch ? $"the search tries `{second}` from each place that it can begin at: a failing search takes time {growth} in the text's length"
            : witness.First == witness.Second ? $"turns of `{first}` can share the same text out between them: a failing match takes time {growth} in the text's length"
            : first == second ? $"one `{first}` and another can share the same text out between them: a failing match takes time {growth} in the text's length"
            : $"`{first}` and `{second}` can share the same text out between them: a failing match takes time {growth} in the text's length";
        // A square of a short text's length is nothing to wait for.
        var tier = witness.IsExponential || witness is { IsBySearch: false, Degree: > 2 } && text.IsSeen ? Tier.B : Tier.C;
        var draft = context.Report(place, message)
            .Label(literal, $"a text to try: {Attack(witness)}")
            .Cost(witness.IsExponential ? "2^n*py.regex.step" : string.Create(CultureInfo.InvariantCulture, $"n^{witness.Degree}*py.regex.step"), "n*py.regex.step")
            .Size("n", witness.IsExponential ? Size.Unknown with { Low = 5, Typical = 25, High = 40, Source = "prior for the length of a text that fails" } : text)
            .AtTier(tier)
            .ForProfilesUnless(witness.IsExponential || text.IsData)
            .Ask("Can the text come from outside, or be long?");
        var possessive = context.Supports(3, 11) ? ", or repeat possessively" : "";
        var summary = witness.IsExponential ? $"write `{first}` so that each character can be matched in one way only{possessive}"
            : witness.IsBySearch ? "look for what must follow first, or match from a place that is known"
            : $"let the two repeats match no character in common, or put what must stand between them there{possessive}";
        draft.Advise(summary, "the new pattern matches the same texts");
    }

    /// <summary>A part of the pattern on one line.</summary>
    private static string Part(string pattern, (int Start, int End) place)
    {
        var text = pattern[place.Start..place.End];
        if (text.Contains('\n')) text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 48 ? text : text[..30] + "…" + text[^15..];
    }

    private static string Attack(BacktrackingWitness witness)
    {
        var text = $"{Quoted(witness.Pump)} * {(witness.IsExponential ? 30 : 10000).ToString(CultureInfo.InvariantCulture)}";
        if (witness.Prefix.Length > 0) text = $"{Quoted(witness.Prefix)} + {text}";
        return witness.Suffix.Length > 0 ? $"{text} + {Quoted(witness.Suffix)}" : text;
    }

    /// <summary>A Python literal of a text.</summary>
    private static string Quoted(string text)
    {
        var literal = new System.Text.StringBuilder("\"");
        foreach (var value in text)
            literal.Append(value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)value:x2}"),
                _ => value.ToString(),
            });
        return literal.Append('"').ToString();
    }
}
