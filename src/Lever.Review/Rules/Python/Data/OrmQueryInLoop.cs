using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class OrmQueryInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("x-orm-query-in-loop", Language.Python, LeverClass.Algorithm, Technique.Api, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Effort = Effort.Medium,
        Checklist = ["PY1", "PY5"],
        Doc = """
            A query of Django or SQLAlchemy asks for one element at a time.

            ## Why it costs
            Each query is a round trip: 0.05 to 1 ms on a local network, and 100 µs and more of the processor's time to build the statement
            and the row. One query with `IN` asks for all of them.

            ## Example
            ```python
            from django.db import models

            class Product(models.Model):
                name = models.TextField()

            def names(ids: list):
                found = []
                for key in ids:
                    found.append(Product.objects.get(pk=key).name)
                return found
            ```
            Use instead:
            ```python
            from django.db import models

            class Product(models.Model):
                name = models.TextField()

            def names(ids: list):
                found = []
                product_by_key = Product.objects.in_bulk(ids)
                for key in ids:
                    found.append(product_by_key[key].name)
                return found
            ```

            ## Keep it when
            There are a few elements, rows are found early and the rest is never asked for, or each row must be read as it is at that moment.

            ## Regime
            Django 3.2 with SQLite in memory, so the processor's time without any round trip: 200 keys 16 and 14 times faster, ten keys 7.5 and
            7.4 times, one key 1.0 and 0.9 times (CPython 3.11, 3.13). Over a network each query saved is 0.05 to 1 ms more.

            ## Patch safety
            All rows are read at one moment, and a missing one is a `KeyError` in place of `DoesNotExist`. Databases limit the number of
            parameters of a statement, SQLite to 999 in old versions: more keys than that are asked for in portions.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.For, Kind.Comprehension];

    public override bool NeedsOrm => true;

    private static readonly string[] callees =
        ["get", "first", "last", "earliest", "latest", "count", "exists", "aggregate", "in_bulk", "one", "one_or_none", "scalar", "scalars", "execute", "all", "list", "len", "set", "tuple"];

    public override IReadOnlyList<string> CalleeNames => callees;

    private const string Keys = "the keys are not more than the database takes in one statement";

    public override void Visit(Node node, PythonContext context)
    {
        if (!context.Module.Orm.IsUsed) return;
        var query = node;
        if (node.Kind is Kind.For or Kind.Comprehension) query = node.Child(1);
        else if (node.AsCall is not { Callee: { Kind: Kind.Name or Kind.Attribute } callee } call || Array.IndexOf(callees, callee.AsAttribute?.Name ?? callee.AsName!.Value.Id) < 0) return;
        else if (callee.AsAttribute is null)
        {
            // `list(query)` runs the query that it is given.
            if (call.OnlyArgument is not { } given) return;
            query = given;
        }
        if (context.LoopAround(query) is not { IsWhile: false } loop || query.Kind is not (Kind.Call or Kind.Name or Kind.Attribute)) return;
        if (context.Module.Orm.QueryAt(query) is not { Kind: QueryKind.Rows or QueryKind.Row or QueryKind.Value } found) return;
        if (!QueryText.FollowsTurn(context, query, loop)) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || QueryText.GoesByPortions(loop) || Loops.LeavesAfter(query.EnclosingStatement, loop)) return;
        if (Roles.IsOnErrorPath(query) || QueryText.IsRemembered(query, loop) || QueryChain.Of(context.Module, query) is not { } chain) return;
        // What a row's own relation gives may have been loaded with the rows.
        if (chain.IsRelated && !chain.Has("filter") && !chain.Has("exclude")) return;
        if (TakesPortion(chain, loop, context) || LooksAgain(found, chain, context)) return;
        // Members of an enumeration, and the keys of a table of a few rows, are few.
        if (!trips.IsSeen && (found.Model is { IsReference: true } || loop.Iterable is { Kind: Kind.Name } named && char.IsAsciiLetterUpper((char)named.Bytes[0]) && !named.Bytes.Contains((byte)'_'))) return;
        var draft = context.Report(query, $"`{QueryText.Shown(query)}` runs a query on every turn of the loop")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*db.query", "db.query + n*django.in.row", "n > 1").Size("n", trips)
            .AtTier(trips.IsData && Loops.IsOnEveryTurn(query, loop) ? Tier.A : Tier.B)
            .ForProfilesUnless(trips.IsData || trips.Origin == SizeOrigin.Unknown && Loops.IsOnEveryTurn(query, loop));
        if (PatchOf(found, loop, chain, context) is { } patch)
            draft.FixWithConsent("ask for all rows before the loop", patch, found.Model!.Mapper == Mapper.Django ? ["all rows are read at one moment", "a missing row raises `KeyError`, not `DoesNotExist`", Keys] : ["all rows are read at one moment", Keys]);
        else draft.Advise(found.Kind == QueryKind.Value ? "ask for all of them in one grouped query before the loop" : "ask for all rows in one query before the loop, and keep them by key", "all rows are read at one moment");
    }

    /// <summary>A turn that asks for many keys at once, or asks another database, is a portion.</summary>
    private static bool TakesPortion(QueryChain chain, Loop loop, PythonContext context)
    {
        foreach (var step in chain.Steps)
        {
            foreach (var argument in step.Arguments)
                if (argument.AsKeyword is { Name: { } name } keyword && name.EndsWith("__in", StringComparison.Ordinal) && QueryText.FollowsTurn(context, keyword.Value, loop)) return true;
            var method = step.Callee.AsAttribute!.Value.Name;
            if (method == "using" && QueryText.FollowsTurn(context, step.Node.LastChild, loop)) return true;
            // What the turn's class, not its row, is asked: `for model in models: model.objects.count()`.
            if (step.Callee.AsAttribute!.Value.Receiver is { Kind: Kind.Attribute } manager && manager.FirstChild.Kind == Kind.Name && context.TypeOf(manager)?.Kind == TypeKind.Manager
                && context.Module.Orm.RelationAt(manager) is null && QueryText.FollowsTurn(context, manager.FirstChild, loop)) return true;
        }
        return false;
    }

    /// <summary>Asking for the very row at hand is asking whether it still is what it was.</summary>
    private static bool LooksAgain(OrmQuery query, QueryChain chain, PythonContext context)
    {
        foreach (var step in chain.Steps)
            if ((step.Keyword("pk") ?? step.Keyword("id"))?.AsAttribute is { Name: "pk" or "id" } key && context.TypeOf(key.Receiver)?.Of is { } model && model.Equals(query.Model)) return true;
        return false;
    }

    /// <summary>`Model.objects.get(pk=key)` for each key of a container becomes one `in_bulk`.</summary>
    private static Patch? PatchOf(OrmQuery query, Loop loop, QueryChain chain, PythonContext context)
    {
        if (query is { Model: { Mapper: Mapper.SqlAlchemy } mapped, Kind: QueryKind.Row }) return SelectedTogether(query, mapped, loop, context);
        if (query.Model is not { Mapper: Mapper.Django } model || query.Node.AsCall is not { ArgumentCount: 1, Callee.AsAttribute: { Name: "get", Receiver: { Kind: Kind.Attribute } manager } } call) return null;
        if (chain.IsRelated || !context.IsType(manager, TypeKind.Manager) || (call.Keyword("pk") ?? call.Keyword("id")) is not { Kind: Kind.Name } key) return null;
        if (loop.Target is not { Kind: Kind.Name } target || target.Data != key.Data || loop.Iterable is not { Kind: Kind.Name } keys) return null;
        // Keys that can be read only once are gone after the first reading.
        if (context.TypeOf(keys) is not { Kind: TypeKind.List or TypeKind.Tuple or TypeKind.Set or TypeKind.FrozenSet or TypeKind.Sequence }) return null;
        if (context.Tree[query.Node.Id].EnclosingStatement is var statement && IsGuarded(statement, loop)) return null;
        var name = char.ToLowerInvariant(model.Name[0]) + model.Name[1..] + "_by_" + target.Text;
        if (context.HasName(name)) return null;
        return new Patch(context.Module).Replace(query.Node, $"{name}[{key.Text}]").InsertBeforeLoop(loop, $"{name} = {manager.Text}.in_bulk({keys.Text})");
    }

    /// <summary>`session.get(Model, key)` for each key of a container becomes one statement with `IN`; what is missing is `None` as before.</summary>
    private static Patch? SelectedTogether(OrmQuery query, ModelClass model, Loop loop, PythonContext context)
    {
        if (query.Node.AsCall is not { Callee.AsAttribute: { Name: "get", Receiver: var from } } call || call.Arguments is var given && given.Count > 2 || query.Node.Parent.Kind == Kind.Await) return null;
        if (loop.Target is not { Kind: Kind.Name } target || loop.Iterable is not { Kind: Kind.Name } keys || model.PrimaryKey is not { } column) return null;
        if (context.TypeOf(keys) is not { Kind: TypeKind.List or TypeKind.Tuple or TypeKind.Set or TypeKind.FrozenSet or TypeKind.Sequence }) return null;
        var name = char.ToLowerInvariant(model.Name[0]) + model.Name[1..] + "_by_" + target.Text;
        if (context.HasName(name) || given[given.Count - 1] is not { Kind: Kind.Name } key || key.Data != target.Data) return null;
        var patch = new Patch(context.Module).Replace(query.Node, $"{name}.get({key.Text})");
        // `session.query(Model).get(key)`, the older form, keeps its query.
        if (given.Count == 1)
            return from.AsCall is { Callee.AsAttribute.Name: "query", OnlyArgument: { Kind: Kind.Name } of }
                ? patch.InsertBeforeLoop(loop, $"{name} = {{row.{column}: row for row in {from.Text}.filter({of.Text}.{column}.in_({keys.Text}))}}") : null;
        return call.Positional(0) is { Kind: Kind.Name } type && from.Kind is Kind.Name or Kind.Attribute
            ? patch.InsertBeforeLoop(loop, $"{name} = {{row.{column}: row for row in {from.Text}.scalars(select({type.Text}).where({type.Text}.{column}.in_({keys.Text})))}}")?.Import("sqlalchemy", "select") : null;
    }

    private static bool IsGuarded(Node statement, Loop loop)
    {
        for (var at = statement; at != loop.Node && !at.IsRoot; at = at.Parent)
            if (at.Kind is Kind.Try or Kind.TryStar) return true;
        return false;
    }
}
