using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class StrptimeIso : PythonRule
{
    public override RuleInfo Info { get; } = new("py-strptime-iso", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.97,
        Precision = 0.9,
        Doc = """
            Times in the ISO form are read one by one by the general parser.

            ## Why it costs
            `strptime` builds a regular expression match and looks names of months up in the locale, 4 to 5 µs a text, mostly in Python.
            `fromisoformat` reads the one form that it knows in C.

            ## Example
            ```python
            from datetime import datetime

            def stamps(rows: list):
                return [datetime.strptime(row["at"], "%Y-%m-%dT%H:%M:%S") for row in rows]
            ```
            Use instead:
            ```python
            from datetime import datetime

            def stamps(rows: list):
                return [datetime.fromisoformat(row["at"]) for row in rows]
            ```

            ## Keep it when
            Texts come without leading zeros, as in `2024-5-1`, or others than the exact form must be refused, or it happens a few times.

            ## Regime
            65, 38 and 41 times faster (CPython 3.8, 3.11, 3.13), on any number of texts. Before 3.11 fractions must have three or six digits,
            and a zone of `Z` or `+0100` is not read; fractions of any length and zones are read from 3.11 on.

            ## Patch safety
            What is accepted differs: `strptime` takes fields of one digit, `fromisoformat` does not, and takes other ISO forms instead, such as
            a date alone. Someone must say that the texts are written in full.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["strptime"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee.AsAttribute: { Name: "strptime" } method, ArgumentCount: 2 } call || context.Path(call.Callee) != "datetime.datetime.strptime") return;
        if (call.Positional(0) is not { } text || call.Positional(1) is not { } format || !IsIso(FormatOf(format, context), context)) return;
        // Once a process, or once a request, it costs nothing that counts.
        var repetition = context.RepetitionOf(node);
        if (repetition is { Trips.IsSmall: true } || repetition is null && !IsReader(text, context)) return;

        var draft = context.Report(node, repetition is null ? "the general parser reads a time in the ISO form" : "the general parser reads a time in the ISO form on every turn")
            .Cost("n*py.strptime", "n*py.fromisoformat")
            .Size("n", repetition?.Trips ?? Size.Unknown)
            .AtTier(repetition is { Trips.IsData: true } ? Tier.B : Tier.C);
        if (repetition is { } found) draft.Repeated(found, "repeated here");
        draft.FixWithConsent("read it by `fromisoformat`",
            new Patch(context.Module).Replace(node, $"{method.Receiver.Text}.fromisoformat({text.Text})"),
            "every text is written in full, with two digits a field: a text such as 2024-5-1 is refused from now on",
            "other ISO forms, such as a date alone, are no longer refused");
    }

    private static string? FormatOf(Node format, PythonContext context) => format.AsConstant?.String ?? context.ValueOf(format)?.AsConstant?.String;

    private static bool IsIso(string? format, PythonContext context) => format switch
    {
        "%Y-%m-%d" or "%Y-%m-%dT%H:%M" or "%Y-%m-%dT%H:%M:%S" or "%Y-%m-%d %H:%M" or "%Y-%m-%d %H:%M:%S" => true,
        // Fractions of any length and zones without a colon are read from 3.11 on.
        "%Y-%m-%dT%H:%M:%S.%f" or "%Y-%m-%d %H:%M:%S.%f" or "%Y-%m-%dT%H:%M:%S%z" or "%Y-%m-%dT%H:%M:%S.%f%z" or "%Y-%m-%d %H:%M:%S%z"
            or "%Y-%m-%d %H:%M:%S.%f%z" => context.Supports(3, 11),
        _ => false,
    };

    /// <summary>Is it a function's own business to read the text that it is given?</summary>
    private static bool IsReader(Node text, PythonContext context) =>
        text.Kind == Kind.Name && context.SymbolAt(text) is { IsParameter: true } && text.EnclosingDef is { } function && !function.Child(1).Bytes.SequenceEqual("__init__"u8);
}
