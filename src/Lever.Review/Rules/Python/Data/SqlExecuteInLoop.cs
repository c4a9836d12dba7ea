using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class SqlExecuteInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("x-sql-execute-in-loop", Language.Python, LeverClass.Boundary, Technique.Api, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Effort = Effort.Medium,
        Doc = """
            One statement is sent to a database server for each row.

            ## Why it costs
            Each execution is a round trip of 0.1 to 5 ms, and the server parses and plans the statement anew, 50 to 500 µs. Many rows in
            one statement share both.

            ## Example
            ```python
            import psycopg

            def store(connection: psycopg.Connection, rows: list):
                for row in rows:
                    connection.execute("INSERT INTO prices (name, price) VALUES (%s, %s)", (row.name, row.price))
            ```
            Use instead:
            ```python
            import psycopg

            def store(connection: psycopg.Connection, rows: list):
                with connection.cursor() as cursor:
                    cursor.executemany(
                        "INSERT INTO prices (name, price) VALUES (%s, %s)", [(row.name, row.price) for row in rows])
            ```

            ## Keep it when
            Each row's failure is dealt with on its own, or what one statement gives decides the next.

            ## Regime
            Rows sent to a database 0.3 ms away: ten rows in one call 9 times faster on CPython 3.8, 3.11 and 3.13, 200 rows 60 times. For one
            row it gains nothing.
            In psycopg 3 `executemany` is sent as a pipeline; psycopg2's loops inside and gains nothing, `execute_values` does. An sqlite database in
            the same process has no round trip: `executemany` gains nothing there, and it is not reported.

            ## Patch safety
            Rows share a statement's fate: one that is refused undoes those beside it. What the statement returns for each row is no longer at hand.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["execute", "fetch", "fetchrow", "fetchval"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute } callee } call || call.Positional(0) is not { } sql) return;
        if (context.LoopAround(node) is not { IsWhile: false } loop) return;
        if (context.Known(callee) is not { Bulk: { } bulk, Blocking: Blocking.Database } || !context.IsInvariant(callee.FirstChild, loop)) return;
        if (VerbOf(sql, context) is not { } verb || !VariesByValues(sql, call, loop, context)) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips || Roles.IsOnErrorPath(node) || Loops.LeavesAfter(node.EnclosingStatement, loop)) return;

        var isRead = verb == "SELECT";
        var draft = context.Report(node, isRead ? "a query is sent to the database on every turn" : $"each turn sends an `{verb}` of its own to the database")
            .LabelHead(loop.Region, "one round trip for each row")
            .Cost("n*(200us..5ms)", "n/500*(1ms..10ms) + n*10us", "n > 2")
            .Size("n", trips)
            .AtTier(trips.IsData && !HandlesFailures(node, loop) ? Tier.A : Tier.B)
            .ForProfilesUnless(trips.IsData);
        if (isRead) draft.Advise("ask for the rows of all keys in one query, with `= ANY(…)` or a join, and keep them in a dict", "keys may be bound in their number by the server");
        else
            draft.FixWithConsent($"send many rows in one statement, by `{bulk}`", Many(call, sql, loop, context), "rows share a statement's fate: one that is refused undoes those beside it");
    }

    /// <summary>What a statement does, where that is shown and many rows can be given to it at once.</summary>
    private static string? VerbOf(Node sql, PythonContext context)
    {
        if (context.ValueOf(sql) is { } value) sql = value;
        else if (sql.Kind == Kind.Name && context.SymbolAt(sql) is { OnlyDefinition: { Kind: DefinitionKind.Assigned } constant }) sql = constant.Value;
        if (sql.Kind is not (Kind.Constant or Kind.JoinedStr)) return null;
        var text = sql.Bytes[Math.Max(0, sql.Bytes.IndexOfAny((byte)'"', (byte)'\''))..].TrimStart("\"' \t\r\n\\"u8);
        foreach (var verb in (ReadOnlySpan<string>)["INSERT", "UPDATE", "DELETE", "SELECT", "REPLACE", "MERGE"])
            if (text.Length > verb.Length && System.Text.Ascii.EqualsIgnoreCase(text[..verb.Length], verb)) return verb;
        return null;
    }

    /// <summary>Is it the same statement on every turn, with other values: as parameters, or put into its text?</summary>
    private static bool VariesByValues(Node sql, CallView call, Loop loop, PythonContext context)
    {
        for (var id = call.Callee.SubtreeEnd; id < call.Node.SubtreeEnd; id++)
        {
            if (context.Tree[id] is not { Kind: Kind.Name } name || context.SymbolAt(name) is not { } symbol || !symbol.IsDefinedIn(loop.Region)) continue;
            if (!sql.Contains(name)) return context.IsInvariant(sql, loop);
            // Another table or column is another statement.
            if (!IsInPlaceOfValue(name, sql)) return false;
            return true;
        }
        return false;
    }

    private static bool IsInPlaceOfValue(Node name, Node sql)
    {
        var field = name;
        while (field.Kind != Kind.FormattedValue && field != sql) field = field.Parent;
        if (field == sql) return false;
        var before = sql.Tree.Text.Slice(new Span(sql.Start, field.Start)).TrimEnd('{', '"', '\'', ' ', '`');
        return before.EndsWith('=') || before.EndsWith('(') || before.EndsWith(',') || before.EndsWith("VALUES", StringComparison.OrdinalIgnoreCase) || before.EndsWith("LIKE", StringComparison.OrdinalIgnoreCase);
    }

    private static bool HandlesFailures(Node node, Loop loop)
    {
        for (var at = node.Parent; at != loop.Region && !at.IsRoot; at = at.Parent)
            if (at.Kind is Kind.Try or Kind.TryStar) return true;
        return false;
    }

    /// <summary>A loop that does nothing else becomes one call, where the driver's cursor takes many rows itself.</summary>
    private static Patch? Many(CallView call, Node sql, Loop loop, PythonContext context)
    {
        if (call.Callee.AsAttribute is not { Name: "execute", Receiver: var receiver } || context.Known(call.Callee) is not { Bulk: "executemany", Name: var path }) return null;
        // psycopg's connections take single statements alone.
        if (Library.Find(path[..path.LastIndexOf('.')])?.Child("executemany") is null) return null;
        if (loop.Node.AsFor is not { OrElse: null, Body: var body } || body.FirstChild.SubtreeEnd != body.SubtreeEnd || !context.IsInvariant(sql, loop)) return null;
        if (body.FirstChild.AsExpressionStatement is not { } statement || (statement.Kind == Kind.Await ? statement.FirstChild : statement) != call.Node) return null;
        if (call.ArgumentCount != 2 || call.Positional(1) is not { Kind: Kind.Tuple or Kind.List or Kind.Dict or Kind.Name } values) return null;
        var rows = $"[{Parenthesised(values)} for {loop.Target!.Value.Text} in {loop.Iterable!.Value.Text}]";
        return new Patch(context.Module).Replace(loop.Node, $"{(statement.Kind == Kind.Await ? "await " : "")}{receiver.Text}.executemany({sql.Text}, {rows})");
    }

    private static string Parenthesised(Node values) => values.Kind == Kind.Tuple && values.Bytes[0] != (byte)'(' ? $"({values.Text})" : values.Text;
}
