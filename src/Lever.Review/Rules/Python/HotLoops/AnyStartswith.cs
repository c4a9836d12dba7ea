using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class AnyStartswith : PythonRule
{
    public override RuleInfo Info { get; } = new("py-any-startswith", Language.Python, LeverClass.Interpreter, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.9,
        Doc = """
            A text is asked for one prefix or suffix after the other, where `startswith` and `endswith` take a tuple of them.

            ## Why it costs
            Each question is a method call, and inside `any` a turn of a generator besides. With a tuple the prefixes are gone through in C.

            ## Example
            ```python
            SCHEMES = ("http://", "https://", "ftp://", "mailto:")

            def outside(links: list):
                return [link for link in links if any(link.startswith(scheme) for scheme in SCHEMES)]
            ```
            Use instead:
            ```python
            SCHEMES = ("http://", "https://", "ftp://", "mailto:")

            def outside(links: list):
                return [link for link in links if link.startswith(SCHEMES)]
            ```

            ## Keep it when
            It is to be told which of the prefixes it was.

            ## Regime
            Half of 300 texts beginning with one of the prefixes, `any` against the tuple: one prefix 5.8, 6.1 and 13 times faster on CPython 3.8, 3.11 and
            3.13, four 7.4, 8.9 and 14 times, eight 9.6, 9.4 and 14 times.
            In a chain by `or` of three that begin differently 2.9, 2.9 and 2.3 times where none holds, 1.7, 1.7 and 1.5 times where the
            second decides, and as fast where the first does.

            ## Patch safety
            Safe where the receiver is known to be text and the prefixes are a tuple of texts that stands in the file. Prefixes held in a list
            or set become a tuple on each call, which is cheap beside the generator; kept as a tuple from the start they cost nothing.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.BoolOp];

    public override IReadOnlyList<string> CalleeNames => ["any"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.Call) CheckAny(node, context);
        else if (node.AsBoolOp is { Op: BoolOperator.Or } chain) CheckChain(chain, context);
    }

    private static void CheckAny(Node node, PythonContext context)
    {
        if (node.AsCall is not { OnlyArgument: { Kind: Kind.GeneratorExp } made } call || made.AsComprehension is not { OnlyGenerator: { IsAsync: false, Conditions.IsEmpty: true, Target: { Kind: Kind.Name } target } generator } each) return;
        if (Question(each.Element) is not (var receiver, { Kind: Kind.Name } argument) || argument.Data != target.Data || Mentions(receiver, target.Data)) return;
        if (!context.IsBuiltin(call.Callee, "any") || !context.IsLikelyPure(receiver) || IsQuiet(node, context)) return;
        var prefixes = generator.Iterable;
        var known = Literal(prefixes, context) ?? prefixes;
        var isTuple = known.Kind == Kind.Tuple || context.IsType(prefixes, TypeKind.Tuple);
        var method = each.Element.FirstChild.AsAttribute!.Value.Name;
        var isRepeated = context.LoopAround(node) is { } loop && context.TripsOf(loop).IsData;
        var draft = context.Report(node, $"`{method}` is called for each of `{Short(prefixes)}`, where one call takes a tuple of them")
            .Cost("2*py.call + n*(py.genexpr.step + py.str.startswith)", "py.call + py.str.startswith")
            .Size("n", context.SizeOf(prefixes) is { IsData: false, Origin: not SizeOrigin.Unknown } few ? few : Size.SmallBy("prefixes"))
            .AtTier(isRepeated ? Tier.B : Tier.C)
            .ForProfilesUnless(isRepeated);
        var whole = isTuple ? prefixes.Text : prefixes.Kind == Kind.List && prefixes.HasChildren ? AsTuple(prefixes) : $"tuple({prefixes.Text})";
        // A display needs its parentheses among the arguments.
        if (prefixes.Kind == Kind.Tuple && !whole.StartsWith('(')) whole = $"({whole})";
        var patch = whole.Contains('\n', StringComparison.Ordinal) ? null : new Patch(context.Module).Replace(node, $"{receiver.Text}.{method}({whole})");
        var summary = isTuple ? "hand it the tuple" : "hand it a tuple of them";
        if (isTuple && IsTexts(known) && context.TypeOf(receiver) is { Kind: TypeKind.Str }) draft.FixSafely(summary, patch);
        else draft.FixWithConsent(summary, patch, $"`{Short(receiver)}` is text, and so is each of `{Short(prefixes)}`");
    }

    private static void CheckChain(BoolOpView chain, PythonContext context)
    {
        if (!HasQuestions(chain)) return;
        Node? first = null, last = null;
        var texts = new List<string>();
        foreach (var value in chain.Values)
        {
            if (Question(value) is (var receiver, var argument) && argument.AsConstant is { Type: ConstantKind.Str or ConstantKind.Bytes })
            {
                if (first is { } begun && begun.FirstChild.Data == value.FirstChild.Data && begun.FirstChild.FirstChild.Bytes.SequenceEqual(receiver.Bytes)) last = value;
                else if (last is null)
                {
                    texts.Clear();
                    first = value;
                }
                else break;
                texts.Add(argument.Text);
            }
            else if (last is not null) break;
            else first = null;
        }
        if (first is not { } from || last is not { } to) return;
        var asked = from.FirstChild.FirstChild;
        // Outside of a loop it is a matter of style.
        if (context.LoopAround(chain.Node) is not { } loop || context.TripsOf(loop).IsSmall || !context.IsLikelyPure(asked) || IsQuiet(from, context)) return;
        var method = from.FirstChild.AsAttribute!.Value.Name;
        var patch = IsPlain(context, from, to) ? new Patch(context.Module).Replace(new Span(from.Start, to.End), $"{asked.Text}.{method}(({string.Join(", ", texts)}))") : null;
        var draft = context.Report(from, $"`{method}` is called {texts.Count} times, where one call takes a tuple")
            .LabelHead(loop.Region, "on every turn")
            .Cost($"n*{texts.Count}*py.str.startswith", "n*py.str.startswith")
            .Size("n", context.TripsOf(loop))
            .AtTier(Tier.C)
            .ForProfilesUnless(false);
        const string Summary = "ask once, with a tuple";
        if (context.IsType(asked, TypeKind.Str) && asked.Kind == Kind.Name) draft.FixSafely(Summary, patch);
        else draft.FixWithConsent(Summary, patch, $"`{Short(asked)}` is text");
    }

    /// <summary>Are two of the operands such questions?</summary>
    private static bool HasQuestions(BoolOpView chain)
    {
        var count = 0;
        foreach (var value in chain.Values)
            if (value.Kind == Kind.Call && Question(value) is not null && ++count > 1) return true;
        return false;
    }

    /// <summary>The text and the prefix of <c>text.startswith(prefix)</c>.</summary>
    private static (Node Receiver, Node Argument)? Question(Node expression) =>
        expression.AsCall is { OnlyArgument: { } argument, Callee.AsAttribute: { Name: "startswith" or "endswith", Receiver: var receiver } } ? (receiver, argument) : null;

    private static bool IsQuiet(Node node, PythonContext context) => context.Module.FileRole is Role.Test || Roles.IsOnErrorPath(node);

    private static Node? Literal(Node prefixes, PythonContext context) => prefixes.Kind == Kind.Name ? context.ValueOf(prefixes) : prefixes;

    private static bool IsTexts(Node literal)
    {
        if (literal.Kind != Kind.Tuple) return false;
        foreach (var element in literal.Children)
            if (element.AsConstant is not { IsString: true }) return false;
        return true;
    }

    private static string AsTuple(Node list)
    {
        var inner = list.Text[1..^1].Trim();
        return list.Children.Count == 1 && !inner.EndsWith(',') ? $"({inner},)" : $"({inner})";
    }

    private static string Short(Node node) => node.Span.Length <= 40 && node.Bytes.IndexOf((byte)'\n') < 0 ? node.Text : "…";

    /// <summary>Do only blanks and <c>or</c> stand between the calls, no parentheses and no comments?</summary>
    private static bool IsPlain(PythonContext context, Node from, Node to)
    {
        for (var at = from; at != to; at = context.Tree[at.SubtreeEnd])
            if (context.Tree.Text.Slice(new Span(at.End, context.Tree[at.SubtreeEnd].Start)).Trim() != "or") return false;
        return true;
    }

    private static bool Mentions(Node expression, int name)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
            if ((Kind)expression.Tree.RawKinds[id] == Kind.Name && expression.Tree[id].Data == name) return true;
        return false;
    }
}
