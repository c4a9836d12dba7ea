using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class RegexRecompile : PythonRule
{
    public override RuleInfo Info { get; } = new("py-regex-recompile", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Precision = 0.85,
        Checklist = ["PY10"],
        Doc = """
            A regular expression is compiled, or looked up among compiled ones, each time it is used.

            ## Why it costs
            Functions of `re` that take a pattern as text look it up in a cache: 200 to 300 ns beyond a match by a compiled pattern. The cache
            holds 512 patterns; where more than those take turns, none is found, and each use compiles: 40 to 60 µs and up.

            ## Example
            ```python
            import re

            def mentions(texts: list, handles: list):
                found = 0
                for handle in handles:
                    pattern = re.compile(rf"@{re.escape(handle)}\b")
                    found += sum(1 for text in texts if pattern.search(text))
                return found
            ```
            Use instead:
            ```python
            import re

            def mentions(texts: list, handles: list):
                names = "|".join(map(re.escape, handles))
                pattern = re.compile(rf"@({names})\b")
                return sum(len(pattern.findall(text)) for text in texts)
            ```

            ## Keep it when
            Each pattern is needed once in a process, or the patterns are few and the matching itself takes most of the time.

            ## Regime
            A constant pattern: 2.1, 1.7 and 1.8 times faster on short lines (CPython 3.8, 3.11, 3.13), less where matching takes longer. Six
            hundred patterns in turn: 85, 77 and 109 times faster with a cache that holds them all. A hundred: 4.2, 4.4 and 3.5 times.
            A cache of one's own gains nothing for patterns that never come again. A compiled pattern by its own method in place of `re.match`:
            3.3, 3.1 and 3.5 times.

            ## Patch safety
            Compiling a constant before use is safe; import takes as long as it takes to compile. A pattern compiled before its loop raises where
            it is wrong even if the loop never runs.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["compile", "match", "search", "fullmatch", "split", "sub", "subn", "findall", "finditer"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: var callee } call || FunctionOf(callee, context) is not { } function) return;
        if (call.Argument(0, "pattern") is not { } pattern || call.HasUnpacking) return;
        if (node.EnclosingDef?.AsFunction is not { } around || Repetition.IsMemoised(around) || IsKept(node, context)) return;
        if (context.RepetitionOf(node) is not { } repetition || repetition.Trips.IsSmall || Roles.IsOnErrorPath(node)) return;

        if (context.ValueOf(pattern) is { AsCall.Callee: var maker } && context.Path(maker) == "re.compile") ReportCompiled(node, call, function, pattern, repetition, context);
        else if (TextOf(pattern, context) is { } constant)
        {
            // Where a method of the text does it, no pattern need be compiled.
            if (!RegexOvergeneral.Tells(call, function, context)) ReportConstant(node, call, function, constant, repetition, context);
        }
        else if (repetition is { Through: null, Loop: { } loop } && context.IsInvariant(pattern, loop, trustCalls: false)) ReportInvariant(node, call, function, pattern, repetition, context);
        else if (IsBuilt(pattern, repetition, context) && !IsOneOfFew(pattern, context)) ReportVarying(node, function, pattern, repetition, context);
    }

    private static string? FunctionOf(Node callee, PythonContext context)
    {
        if (callee.Kind is not (Kind.Attribute or Kind.Name)) return null;
        var name = callee.AsAttribute?.Name ?? callee.AsName!.Value.Id;
        if (name is not ("compile" or "match" or "search" or "fullmatch" or "split" or "sub" or "subn" or "findall" or "finditer")) return null;
        return context.Path(callee) is ['r', 'e', '.', .. var function] ? function : null;
    }

    /// <summary>Compiled patterns that are stored or collected are what this rule asks for.</summary>
    private static bool IsKept(Node node, PythonContext context)
    {
        if (context.HolderOf(node) is { } holder && node.AsCall!.Value.Callee.Text.EndsWith("compile", StringComparison.Ordinal))
            foreach (var reference in holder.References)
                if (context.UseOf(reference) == Use.Escapes) return true;
        var at = node.Parent;
        if (at.Kind is Kind.ListComp or Kind.DictComp or Kind.SetComp or Kind.GeneratorExp or Kind.Return or Kind.Tuple or Kind.List or Kind.Dict or Kind.Yield or Kind.Keyword or Kind.IfExp or Kind.BoolOp)
            return node.AsCall!.Value.Callee.Text.EndsWith("compile", StringComparison.Ordinal);
        // `re.compile(p).match` as a value is kept by whoever gets it.
        if (at.Kind == Kind.Attribute) return at.Parent.Kind != Kind.Call || at.Parent.FirstChild != at;
        if (at.AsAssign is { } assign) return assign.OnlyTarget is not { Kind: Kind.Name };
        return at.Kind == Kind.Call && at.FirstChild != node && node.AsCall!.Value.Callee.Text.EndsWith("compile", StringComparison.Ordinal);
    }

    /// <summary>The literal that a pattern is, itself or by the name of a constant.</summary>
    private static Node? TextOf(Node pattern, PythonContext context)
    {
        if (pattern.Kind == Kind.Constant) return pattern;
        return context.ValueOf(pattern) is { Kind: Kind.Constant } value ? value : null;
    }

    /// <summary>Is the pattern put together from what changes from turn to turn?</summary>
    private static bool IsBuilt(Node pattern, Repetition repetition, PythonContext context)
    {
        var text = context.ValueOf(pattern) is { } value && (repetition is not { Through: null, Loop: { } loop } || loop.Region.Contains(value)) ? value : pattern;
        return text.Kind is Kind.JoinedStr or Kind.BinOp || text.AsCall is { Callee.AsAttribute.Name: "format" or "join" or "replace" };
    }

    /// <summary>Does nothing vary in the pattern but what a short loop goes through? The cache holds those.</summary>
    private static bool IsOneOfFew(Node pattern, PythonContext context)
    {
        var text = context.ValueOf(pattern) ?? pattern;
        var varies = false;
        for (var id = text.Id; id < text.SubtreeEnd; id++)
        {
            if (context.Tree[id] is not { Kind: Kind.Name } name || context.SymbolAt(name) is not { IsModuleLevel: false } symbol) continue;
            if (symbol.OnlyDefinition is not { Kind: DefinitionKind.Iterated or DefinitionKind.Unpacked } definition) return false;
            var at = definition.Node.Parent;
            while (at.Kind is Kind.Tuple or Kind.List or Kind.Starred) at = at.Parent;
            if (at.Kind is not (Kind.For or Kind.Comprehension) || !context.TripsOf(new Loop(at)).IsSmall) return false;
            varies = true;
        }
        return varies;
    }

    private static void ReportCompiled(Node node, CallView call, string function, Node pattern, Repetition repetition, PythonContext context)
    {
        if (function == "compile") return;
        var draft = Draft(node, $"`{pattern.Text}` is compiled, and is looked for in re's cache on every turn all the same", repetition, context)
            .Cost("n*py.re.cached", "n*py.re.match")
            .AtTier(Tier.C)
            .ForProfilesUnless(RunsOften(node, repetition));
        const string Summary = "call the method of the compiled pattern";
        // `re`'s functions take flags after what the methods take.
        if (call.Positional(0) is null || call.Keyword("flags") is not null || call.Positional(function is "sub" or "subn" ? 4 : function == "split" ? 3 : 2) is not null)
        {
            draft.Advise(Summary);
            return;
        }
        var arguments = new List<string>();
        foreach (var argument in call.Arguments.Skip(1)) arguments.Add(argument.Text);
        draft.FixSafely(Summary, new Patch(context.Module).Replace(node, $"{pattern.Text}.{function}({string.Join(", ", arguments)})"));
    }

    private static void ReportConstant(Node node, CallView call, string function, Node constant, Repetition repetition, PythonContext context)
    {
        var draft = Draft(node, "the same pattern is looked up in re's cache on every turn", repetition, context)
            .Cost("n*py.re.cached", "n*py.re.match")
            // Two hundred nanoseconds a turn count only where a profile says so.
            .AtTier(Tier.C)
            .ForProfilesUnless(RunsOften(node, repetition));
        const string Summary = "compile the pattern once, at module level";
        var top = TopLevel(node);
        var name = NameFor(node);
        // Flags by position differ from function to function; those by name move to `compile`.
        var flags = call.Keyword("flags");
        var mayMove = function != "compile" && call.Positional(0) is { Kind: Kind.Constant } && call.Callee.AsAttribute is { Receiver: { Kind: Kind.Name } import } && context.SymbolAt(import) is { IsModuleLevel: true } && !context.HasName(name)
            && call.Positional(function is "sub" or "subn" ? 3 : 2) is null && (flags is null || flags.Value.Text.StartsWith(call.Callee.FirstChild.Text + ".", StringComparison.Ordinal));
        if (!mayMove || call.ArgumentCount < 2)
        {
            draft.Advise(Summary);
            return;
        }
        var arguments = new List<string>();
        foreach (var argument in call.Arguments.Skip(1))
            if (argument.AsKeyword is not { Name: "flags" }) arguments.Add(argument.Text);
        var module = call.Callee.FirstChild.Text;
        draft.FixSafely(Summary, new Patch(context.Module)
            .Replace(node, $"{name}.{function}({string.Join(", ", arguments)})")
            .InsertBefore(top, $"{name} = {module}.compile({constant.Text}{(flags is { } given ? ", " + given.Text : "")})", "", ""));
    }

    private static void ReportInvariant(Node node, CallView call, string function, Node pattern, Repetition repetition, PythonContext context)
    {
        var draft = Draft(node, $"`{pattern.Text}` is the same on every turn, and is looked up in re's cache on each", repetition, context)
            .Cost("n*py.re.cached", "py.re.cached + n*py.re.match", "n > 1")
            // As for a constant pattern, what is saved is the look into the cache.
            .AtTier(Tier.C)
            .ForProfilesUnless(RunsOften(node, repetition));
        draft.Advise("compile it before the loop", "a wrong pattern raises even if the loop never runs");
    }

    private static void ReportVarying(Node node, string function, Node pattern, Repetition repetition, PythonContext context) =>
        Draft(node, "the pattern is put together anew on every turn, and compiled wherever it is none of the last 512", repetition, context)
            .Cost("n*py.re.compile", "n*py.memo.hit", "n > 512")
            // Through a call, what a parameter holds may well be fewer patterns than the cache does.
            .AtTier(repetition.Trips.IsSeen || repetition is { Trips.IsData: true, Through: null } ? Tier.A : Tier.C)
            // More than re's cache holds must take turns.
            .ForProfilesUnless(repetition.Trips.IsData)
            .Ask("Do the same patterns come again, more than 512 of them in turn?")
            .Advise("search once by a pattern of all alternatives, or keep compiled patterns in an `lru_cache` that holds them all", "a cache keeps every pattern it has seen");

    /// <summary>Does a loop over data come to the call on each turn, or call its function?</summary>
    private static bool RunsOften(Node node, Repetition repetition) =>
        repetition.Trips.IsData && (repetition is not { Through: null, Loop: { } loop } || Loops.IsOnEveryTurn(node, loop));

    private static FindingDraft Draft(Node node, string message, Repetition repetition, PythonContext context) =>
        context.Report(node, message)
            .Repeated(repetition, "once a turn")
            .Size("n", repetition.Trips);

    private static Node TopLevel(Node node)
    {
        var at = node;
        while (!at.Parent.IsRoot) at = at.Parent;
        return at;
    }

    private static string NameFor(Node node) => node.EnclosingDef!.Value.Child(1).Text.ToUpperInvariant().Trim('_') + "_PATTERN";
}
