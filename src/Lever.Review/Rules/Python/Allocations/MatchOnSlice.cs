using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class MatchOnSlice : PythonRule
{
    public override RuleInfo Info { get; } = new("py-match-on-slice", Language.Python, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY1"],
        Doc = """
            The rest of a text is cut out in a loop only to be matched, where the method takes the position itself.

            ## Why it costs
            `text[at:]` copies all that is left, on every turn: over a text of n characters n²/2 of them. `startswith`, `find` and the methods of a
            compiled pattern take the position as an argument and copy nothing.

            ## Example
            ```python
            import re

            TOKEN = re.compile(r"\\w+|\\s+|.")

            def tokens(text: str):
                at = 0
                while at < len(text):
                    token = TOKEN.match(text[at:]).group()
                    yield token
                    at += len(token)
            ```
            Use instead:
            ```python
            import re

            TOKEN = re.compile(r"\\w+|\\s+|.")

            def tokens(text: str):
                at = 0
                while at < len(text):
                    token = TOKEN.match(text, at).group()
                    yield token
                    at += len(token)
            ```

            ## Keep it when
            The text never holds more than some hundred characters, or the pattern begins with `^`, `\\b` or a look-behind, which see what stands
            before the position.

            ## Regime
            A text of n characters taken apart into words by `match`: 1.2, 1.3 and 1.3 times faster at 60 characters on CPython 3.8, 3.11 and 3.13, 1.3 to 1.4
            times at 6,000, 1.9, 2.1 and 2.1 times at 60,000, and more with every further character.

            ## Patch safety
            Safe for `startswith` of a known text with a prefix that is not empty. A match's `start` and `end` count from the front of the text
            where the position is given, and from the cut where the text was cut. `re.match` and its like take no position: the pattern must be
            compiled.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["match", "fullmatch", "search", "startswith"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee.AsAttribute: { Name: "match" or "fullmatch" or "search" or "startswith" } method } call || context.Module.FileRole is Role.Test) return;
        var isPrefix = method.Name == "startswith";
        // Most calls cut nothing, and are done with before anything is looked up.
        if (!(isPrefix ? RestOf(method.Receiver) is not null : HasRest(call))) return;
        var isFunction = !isPrefix && context.Path(call.Callee)?.StartsWith("re.", StringComparison.Ordinal) == true;
        if ((isPrefix ? method.Receiver : isFunction ? call.Positional(1) : call.OnlyArgument) is not { } cut || RestOf(cut) is not { } lower) return;
        var text = cut.FirstChild;
        // A list is cut too, and other objects have methods of these names.
        if (context.TypeOf(text) is { Kind: not (TypeKind.Str or TypeKind.Bytes or TypeKind.ByteArray) } || !isPrefix && !isFunction && !IsPattern(method.Receiver, context)) return;
        if (RepeatingLoop(node, text, lower, context) is not { } loop || Roles.IsOnErrorPath(node)) return;
        var pattern = isPrefix ? null : PatternOf(isFunction ? call.Arguments[0] : method.Receiver, context);
        if (pattern is not null && LooksBack(pattern)) return;
        var size = context.SizeOf(text);
        if (size.IsSmall || context.TripsOf(loop).IsSmall || IsShortByName(text)) return;

        // A word, a line, a path is short whoever passes it.
        var isLong = size.IsSeen || size.IsData && context.TypeOf(text) is not null;
        var draft = context.Report(cut, $"the rest of `{text.Text}` is copied on every turn, only to be matched")
            .LabelHead(loop.Region, "this loop repeats it")
            .Cost("0.5*n*m*py.bytes.slice*1B", "n*py.call", "m > 500")
            .Size("n", context.TripsOf(loop))
            .Size("m", size)
            .AtTier(isLong ? Tier.B : Tier.C)
            .ForProfilesUnless(isLong);
        if (isPrefix)
        {
            var patch = call.OnlyArgument is { } prefix && !lower.Bytes.Contains((byte)'\n') ? new Patch(context.Module).Replace(cut, text.Text).InsertAfter(prefix, $", {lower.Text}") : null;
            if (context.TypeOf(text) is not null && call.OnlyArgument?.AsConstant is { String.Length: > 0 }) draft.FixSafely("hand the position to `startswith`", patch);
            else draft.FixWithConsent("hand the position to `startswith`", patch, $"`{text.Text}` is text, and what it is asked for is not empty");
        }
        else if (isFunction) draft.Advise($"compile the pattern and hand its `{method.Name}` the position", "the match then counts its places from the front of the text");
        else
        {
            var patch = Usage.IsTested(node) || node.Parent.AsAttribute?.Name is "group" or "groups" or "groupdict" ? new Patch(context.Module).Replace(cut, $"{text.Text}, {lower.Text}") : null;
            draft.FixWithConsent($"hand the position to `{method.Name}`", patch, "the pattern does not look at what stands before the position", "the match counts its places from the front of the text");
        }
    }

    /// <summary>The beginning of a cut that goes to the end; null where it is a constant, so that it is cut once as a rule.</summary>
    private static Node? RestOf(Node cut) =>
        cut.AsSubscript is { Value.Kind: Kind.Name or Kind.Attribute, Index.AsSlice: { Lower: { } lower, Upper: null, Step: null } } && lower.Kind is not (Kind.Constant or Kind.UnaryOp) ? lower : null;

    private static bool HasRest(CallView call)
    {
        foreach (var argument in call.Arguments)
            if (RestOf(argument) is not null) return true;
        return false;
    }

    /// <summary>The loop on whose turns the position moves through a text that stays.</summary>
    private static Loop? RepeatingLoop(Node node, Node text, Node lower, PythonContext context)
    {
        if (context.LoopAround(node) is not { } loop || Loops.LeavesAfter(node.EnclosingStatement, loop)) return null;
        var root = text;
        while (root.Kind == Kind.Attribute) root = root.FirstChild;
        if (root.Kind != Kind.Name || context.SymbolAt(root) is not { } symbol || symbol.IsDefinedIn(loop.Region)) return null;
        if (text.Kind == Kind.Attribute)
            for (var id = loop.Region.Id; id < loop.Region.SubtreeEnd; id++)
                if ((Kind)context.Tree.RawKinds[id] == Kind.Attribute && context.Tree[id].Data == text.Data && Usage.IsStored(context.Tree[id])) return null;
        // A position that stays on all turns is another rule's business.
        for (var id = lower.Id; id < lower.SubtreeEnd; id++)
        {
            var part = context.Tree[id];
            if (part.Kind == Kind.Name && context.SymbolAt(part) is { } position && position.IsDefinedIn(loop.Region)) return loop;
            if (part.Kind == Kind.Attribute && IsStoredIn(part, loop.Region)) return loop;
        }
        return null;
    }

    /// <summary>Is it a line, a word or a date, by its name?</summary>
    private static bool IsShortByName(Node text)
    {
        var name = PythonContext.BaseNameOf(text) ?? "";
        return name.Contains("line", StringComparison.OrdinalIgnoreCase) || name.Contains("time", StringComparison.OrdinalIgnoreCase) || name.Contains("date", StringComparison.OrdinalIgnoreCase)
            || name.Contains("word", StringComparison.OrdinalIgnoreCase) || name.Contains("name", StringComparison.OrdinalIgnoreCase) || name.Contains("path", StringComparison.OrdinalIgnoreCase)
            || name.Contains("key", StringComparison.OrdinalIgnoreCase) || name.Contains("token", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsStoredIn(Node attribute, Node region)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if ((Kind)region.Tree.RawKinds[id] == Kind.Attribute && region.Tree[id].Data == attribute.Data && Usage.IsStored(region.Tree[id])) return true;
        return false;
    }

    private static bool IsPattern(Node receiver, PythonContext context)
    {
        if (context.TypeOf(receiver) is { } type) return type.Kind == TypeKind.Pattern;
        // A pattern by its name, in a file that works with patterns.
        var name = PythonContext.BaseNameOf(receiver) ?? "";
        return context.HasName("re") && (name.Contains("re", StringComparison.OrdinalIgnoreCase) || name.Contains("pat", StringComparison.OrdinalIgnoreCase) || name.Contains("rx", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The literal of a pattern, where the file shows it.</summary>
    private static string? PatternOf(Node pattern, PythonContext context)
    {
        if (pattern.Kind == Kind.Name && context.ValueOf(pattern) is { } made) pattern = made;
        if (pattern.AsCall is { } compiled && context.Path(compiled.Callee) == "re.compile") pattern = compiled.Positional(0) ?? pattern;
        return pattern.AsConstant?.String;
    }

    /// <summary>Does a pattern ask what stands before it?</summary>
    private static bool LooksBack(string pattern) =>
        pattern.StartsWith('^') || pattern.Contains("\\A", StringComparison.Ordinal) || pattern.Contains("\\b", StringComparison.Ordinal) || pattern.Contains("\\B", StringComparison.Ordinal)
            || pattern.Contains("(?<=", StringComparison.Ordinal) || pattern.Contains("(?<!", StringComparison.Ordinal);
}
