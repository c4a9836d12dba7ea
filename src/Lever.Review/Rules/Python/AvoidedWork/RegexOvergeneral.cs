using System.Buffers;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Regex;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class RegexOvergeneral : PythonRule
{
    /// <summary>What makes a pattern more than a text, unless a backslash stands before it.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create("*+?[{(|.$");

    public override RuleInfo Info { get; } = new("py-regex-overgeneral", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.9,
        Doc = """
            A regular expression without anything to vary does what a method of text does.

            ## Why it costs
            A compiled pattern takes 80 to 320 ns on a short line, and one given as text 200 to 400 ns more to be found in `re`'s cache; the
            method of the text takes 20 to 75 ns.

            ## Example
            ```python
            import re

            def errors(path):
                with open(path) as lines:
                    return [line for line in lines if re.search("ERROR: ", line)]
            ```
            Use instead:
            ```python
            def errors(path):
                with open(path) as lines:
                    return [line for line in lines if "ERROR: " in line]
            ```

            ## Keep it when
            The pattern comes from a setting, or will grow.

            ## Regime
            On lines of forty characters, a compiled pattern against the method, CPython 3.8, 3.11 and 3.13: `search` against `in` 2.9, 3.5 and
            3.4 times slower, `match` against `startswith` 2.2, 2.4 and 5.8, `sub` against `replace` 4.3, 2.9 and 2.8, `split` 1.5, 1.6 and 1.5.
            With the pattern as text `search` is 20 times slower. Whole loops over lines gain 2.9, 2.6 and 2.9 times.

            ## Patch safety
            Safe where the value is known to be text: the pattern matches that one text and no other. Elsewhere someone must say that it is: on
            another type `re` raises.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["compile", "match", "search", "fullmatch", "split", "sub"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee.Kind: Kind.Attribute or Kind.Name } call || context.Path(call.Callee) is not ['r', 'e', '.', .. var function]) return;
        if (PlainOf(call, function, context) is not { } plain) return;
        foreach (var use in RegexUse.Of(context.Module, call, function)) Judge(use, plain, use.Call.Id == node.Id, context);
    }

    /// <summary>Does the rule report a call of one of `re`'s functions?</summary>
    internal static bool Tells(CallView call, string function, PythonContext context)
    {
        if (PlainOf(call, function, context) is not { } plain) return false;
        foreach (var use in RegexUse.Of(context.Module, call, function))
            if (use.Call.Id == call.Node.Id && use.Text is not null && !call.HasUnpacking && Replacement(use, plain, call, true) is not null) return true;
        return false;
    }

    /// <summary>The one text that the pattern of a call matches; null where it matches others too.</summary>
    private static RegexLiteral? PlainOf(CallView call, string function, PythonContext context)
    {
        if (call.Argument(0, "pattern") is not { } argument) return null;
        var literal = argument.Kind == Kind.Constant ? argument : context.ValueOf(argument) ?? argument;
        if (RegexLiterals.PatternOf(literal, out var isBytes) is not { Length: > 0 } pattern || isBytes || pattern.AsSpan().ContainsAny(Special) && !pattern.Contains('\\')) return null;
        return RegexLiterals.FlagsOf(context.Module, call, function, isBytes) is { } flags && RegexParser.Parse(pattern, flags) is { } tree ? RegexLiteral.Of(tree) : null;
    }

    private static void Judge(RegexUse use, RegexLiteral plain, bool isFunction, PythonContext context)
    {
        if (use.Text is not { } text || use.Call.AsCall is not { HasUnpacking: false } call || Roles.IsOnErrorPath(use.Call)) return;
        var repetition = context.RepetitionOf(use.Call);
        if (repetition is { Trips.IsSmall: true } || Replacement(use, plain, call, isFunction) is not var (place, method, source)) return;
        // A pattern stands for text, or the call would raise; what its methods are given beyond the text limits where they look.
        var isText = context.IsType(text, TypeKind.Str);
        var runsOften = repetition is { Through: null, Trips.IsData: true, Loop: { } loop } && Loops.IsOnEveryTurn(use.Call, loop);
        var draft = context.Report(use.Call, $"a pattern that matches one text alone is searched for by `re`, where `{method}` does it")
            .Cost(isFunction ? "n*py.re.cached" : "n*py.re.match", "n*py.str.contains")
            .Size("n", repetition?.Trips ?? Size.Exactly(1, "once a call"))
            .AtTier(runsOften && repetition is { Trips.IsSeen: true } ? Tier.B : Tier.C)
            .ForProfilesUnless(runsOften);
        if (repetition is { } found) draft.Repeated(found, "once a turn");
        var summary = method == "in" ? "test with `in`" : method == "==" ? "compare with `==`" : $"call `{method}` of the text";
        var patch = new Patch(context.Module).Replace(place, source);
        if (isText) draft.FixSafely(summary, patch);
        else draft.FixWithConsent(summary, patch, $"`{text.Text}` is text");
    }

    /// <summary>What stands for a use: the place to replace, the method and the new source; null where the match itself is used, or anything else that the text cannot do.</summary>
    private static (Node Place, string Method, string Source)? Replacement(RegexUse use, RegexLiteral plain, CallView call, bool isFunction)
    {
        var text = use.Text!.Value;
        // Positions, counts and flags are told the functions apart by: with those the call is left alone.
        var expected = (use.Function == "sub" ? 2 : 1) + (isFunction ? 1 : 0);
        if (call.ArgumentCount != expected || text.Kind == Kind.Starred) return null;
        var receiver = text.Kind is Kind.Name or Kind.Attribute or Kind.Call or Kind.Subscript ? text.Text : $"({text.Text})";
        var quoted = Quoted(plain.Text);
        if (use.Function == "split" && !plain.AtStart && !plain.AtEnd) return (use.Call, "split", $"{receiver}.split({quoted})");
        if (use.Function == "sub" && !plain.AtStart && !plain.AtEnd)
        {
            if (call.Positional(isFunction ? 1 : 0) is not { AsConstant.String: { } replacement } given || replacement.Contains('\\')) return null;
            return (use.Call, "replace", $"{receiver}.replace({quoted}, {given.Text})");
        }
        if (use.Function is not ("match" or "search" or "fullmatch") || Tested(use.Call) is not var (place, isNegated)) return null;
        var isWhole = use.Function == "fullmatch" || plain.AtEnd && (plain.AtStart || use.Function == "match");
        if (isWhole) return (place, "==", $"{receiver} {(isNegated ? "!=" : "==")} {quoted}");
        if (use.Function == "search" && !plain.AtStart && !plain.AtEnd) return (place, "in", $"{quoted} {(isNegated ? "not in" : "in")} {receiver}");
        var method = plain.AtEnd ? "endswith" : "startswith";
        return (place, method, $"{(isNegated ? "not " : "")}{receiver}.{method}({quoted})");
    }

    /// <summary>Where a match is only asked whether it is there: the expression that asks, and whether it asks for the contrary.</summary>
    private static (Node Place, bool IsNegated)? Tested(Node match)
    {
        if (match.Parent.AsCompare is { IsChain: false, Op: CompareOp.Is or CompareOp.IsNot, Right.IsNone: true } compare && compare.Left == match) return (match.Parent, compare.Op == CompareOp.Is);
        if (match.Parent.AsUnary is { Op: UnaryOperator.Not }) return (match.Parent, true);
        if (match.Parent.AsCall is { OnlyArgument: { } asked, Callee.AsName.Id: "bool" } && asked == match) return (match.Parent, false);
        return Usage.IsTested(match) ? (match, false) : null;
    }

    private static string Quoted(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var value in text)
            literal.Append(value switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\t' => "\\t", '\r' => "\\r", < ' ' or '\x7f' => $"\\x{(int)value:x2}", _ => value.ToString() });
        return literal.Append('"').ToString();
    }
}
