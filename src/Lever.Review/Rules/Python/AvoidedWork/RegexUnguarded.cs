using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Regex;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class RegexUnguarded : PythonRule
{
    public override RuleInfo Info { get; } = new("py-regex-unguarded", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.8,
        Doc = """
            A pattern that begins with a repeat is searched for in every text, though few texts hold the character that each match needs.

            ## Why it costs
            A pattern such as `[\w.]+@[\w.]+` can begin anywhere, so the search tries the repeat at each character and finds out at its end that
            no `@` follows: 1 µs for a text of twenty characters, 5 µs for 200, more where the repeat runs long. `"@" in text` takes
            20 to 40 ns.

            ## Example
            ```python
            import re

            ADDRESS = re.compile(r"[\w.]+@[\w.]+")

            def masked(lines: list[str]):
                return [ADDRESS.sub("…", line) for line in lines]
            ```
            Use instead:
            ```python
            import re

            ADDRESS = re.compile(r"[\w.]+@[\w.]+")

            def masked(lines: list[str]):
                return [ADDRESS.sub("…", line) if "@" in line else line for line in lines]
            ```

            ## Keep it when
            Nearly every text holds what the pattern needs, or the texts are few.

            ## Regime
            A thousand lines of which one in a hundred holds an address: with the question first 26 times faster for lines of 20 characters, 50 for
            80, 77 for 400, alike on CPython 3.8, 3.11 and 3.13. Where every line holds what is needed, the question is 20 to 40 ns lost. Patterns
            that begin with a literal or with white space are left alone: `re` looks for those by itself, and asking first gains microseconds at most.

            ## Patch safety
            Safe where the value is known to be text: without that character the pattern cannot match, and `sub` gives the text as it is.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["compile", "search", "sub", "findall", "finditer"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee.Kind: Kind.Attribute or Kind.Name } call || context.Path(call.Callee) is not ['r', 'e', '.', .. var function]) return;
        if (call.Argument(0, "pattern") is not { } argument) return;
        var literal = argument.Kind == Kind.Constant ? argument : context.ValueOf(argument) ?? argument;
        if (RegexLiterals.PatternOf(literal, out var isBytes) is not { } pattern || isBytes || pattern.AsSpan().IndexOfAny('*', '+') < 0) return;
        if (RegexLiterals.FlagsOf(context.Module, call, function, isBytes) is not { } flags || RegexParser.Parse(pattern, flags) is not { } tree) return;
        if (RequiredLiteral.LeadingRepeat(tree) is not { } repeat || RequiredLiteral.Of(tree) is not { } needed || !IsTelling(needed)) return;
        foreach (var use in RegexUse.Of(context.Module, call, function)) Judge(use, needed, pattern[repeat.Start..repeat.End], context);
    }

    private static void Judge(RegexUse use, string needed, string repeat, PythonContext context)
    {
        if (use.Function is not ("search" or "sub" or "findall" or "finditer") || use.Text is not { Kind: Kind.Name or Kind.Attribute } text || Roles.IsOnErrorPath(use.Call)) return;
        if (context.RepetitionOf(use.Call) is not { Trips.IsSmall: false } repetition || IsAsked(use.Call, text)) return;
        var runsOften = repetition is { Through: null, Trips.IsData: true, Loop: { } loop } && Loops.IsOnEveryTurn(use.Call, loop);
        var quoted = $"\"{needed}\"";
        var draft = context.Report(use.Call, $"the search tries `{repeat}` at each character of `{text.Text}`, also where no `{needed}` can follow")
            .Cost("n*m*py.regex.step", "n*py.str.contains")
            .Size("n", repetition.Trips)
            .Size("m", Size.Unknown with { Low = 10, Typical = 40, High = 200, Source = "prior for a line's length" })
            .AtTier(runsOften && repetition.Trips.IsSeen ? Tier.B : Tier.C)
            .ForProfilesUnless(runsOften)
            .Repeated(repetition, "once a turn");
        var summary = $"ask `{quoted} in {text.Text}` first";
        // `sub` in an expression gives the text itself where nothing matches.
        if (use.Function != "sub" || use.Call.Parent.Kind is Kind.Attribute or Kind.Subscript or Kind.BinOp)
        {
            draft.Advise(summary, $"`{text.Text}` is text", "most texts do not hold it");
            return;
        }
        var patch = new Patch(context.Module).Replace(use.Call, $"({use.Call.Text} if {quoted} in {text.Text} else {text.Text})");
        if (context.IsType(text, TypeKind.Str)) draft.FixSafely(summary, patch);
        else draft.FixWithConsent(summary, patch, $"`{text.Text}` is text");
    }

    /// <summary>Letters, digits and spaces are in every text, and so is what separates words; what must be escaped in a literal is left alone.</summary>
    private static bool IsTelling(string needed)
    {
        var tells = false;
        foreach (var value in needed)
        {
            if (value is < ' ' or > '~' or '"' or '\\') return false;
            tells |= !char.IsAsciiLetterOrDigit(value) && value is not (' ' or '.' or ',' or '-' or '_');
        }
        return tells;
    }

    /// <summary>Is the text asked what it holds, around the search or on the way to it?</summary>
    private static bool IsAsked(Node call, Node text)
    {
        for (var at = call.Parent; !at.IsRoot && !at.IsFunction; at = at.Parent)
        {
            var test = at.Kind switch { Kind.If or Kind.While => at.FirstChild, Kind.IfExp => at.Child(1), Kind.BoolOp => at.FirstChild, _ => default(Node?) };
            if (test is { } asked && !asked.Contains(call) && Mentions(asked, text)) return true;
            if (at.IsComprehension)
                foreach (var part in at.Children)
                    if (part.AsGenerator is { } generator)
                        foreach (var condition in generator.Conditions)
                            if (!condition.Contains(call) && Mentions(condition, text)) return true;
        }
        return false;
    }

    private static bool Mentions(Node test, Node text)
    {
        for (var id = test.Id; id < test.SubtreeEnd; id++)
            if (test.Tree[id] is var node && node.Kind == text.Kind && node.Data == text.Data) return true;
        return false;
    }
}
