using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class OrmLazyRelationInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("x-orm-lazy-relation-in-loop", Language.Python, LeverClass.Algorithm, Technique.Api, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["PY1"],
        Doc = """
            Each row of a query is asked for a relation that was not loaded with the rows.

            ## Why it costs
            Reading the attribute runs a query: for a hundred books, a hundred and one queries. Each is a round trip of 0.05 to 1 ms on a
            local network and a few hundred µs of the processor's time, where a join or one more query gives all of them.

            ## Example
            ```python
            from django.db import models

            class Author(models.Model):
                name = models.TextField()

            class Book(models.Model):
                title = models.TextField()
                author = models.ForeignKey(Author, on_delete=models.CASCADE)

            def lines():
                return [book.title + ": " + book.author.name for book in Book.objects.all()]
            ```
            Use instead:
            ```python
            from django.db import models

            class Author(models.Model):
                name = models.TextField()

            class Book(models.Model):
                title = models.TextField()
                author = models.ForeignKey(Author, on_delete=models.CASCADE)

            def lines():
                return [book.title + ": " + book.author.name for book in Book.objects.all().select_related("author")]
            ```

            ## Keep it when
            The relation is read for a few of the rows, the rows are a handful, or their relations are loaded ahead by code that this file
            does not show. The key alone is a column: `book.author_id` runs no query.

            ## Regime
            Django 3.2 with SQLite in memory, so the processor's time without any round trip: 200 rows 13 and 12 times faster, ten rows 6.6 and
            6.7 times, one row 1.5 times (CPython 3.11, 3.13). Over a network each query saved is 0.05 to 1 ms more. Where many rows
            lead to one, SQLAlchemy's session asks for it once.

            ## Patch safety
            The rows are the same. What is related is read at the same moment as the rows, and held in memory with them; each row of a
            join is wider by the columns of the related table.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For, Kind.Comprehension];

    public override bool NeedsOrm => true;

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is Kind.For or Kind.Comprehension && context.Module.Orm.IsUsed) Check(new Loop(node), context);
    }

    private static void Check(Loop loop, PythonContext context)
    {
        if (RowOf(loop, context) is not { } row || context.TypeOf(row) is not { Kind: TypeKind.Model, Of: { } model } || context.SymbolAt(row) is not { } symbol) return;
        if (QueryChain.Of(context.Module, loop.Iterable!.Value) is not { IsWhole: true } chain) return;
        // What is left out, or not loaded as rows, is another matter.
        if (IsLoadedAhead(loop.Iterable!.Value, context)) return;
        if (chain.Has("only") || chain.Has("defer") || chain.Has("values") || chain.Has("union") || chain.Has("load_only")) return;
        var reads = new List<Read>();
        foreach (var reference in symbol.References)
            if (loop.Region.Contains(reference) && ReadFrom(reference, loop, chain, context) is { } read && !reads.Exists(known => known.Path == read.Path)) reads.Add(read);
        if (reads.Count == 0) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall) return;
        // The longest paths say the shorter ones too.
        var paths = reads.Where(read => !reads.Exists(other => other.Path.StartsWith(read.Path + "__", StringComparison.Ordinal))).ToList();
        var first = reads[0];
        // A session keeps the rows it has: one that many lead to is asked for once.
        var isKept = model.Mapper == Mapper.SqlAlchemy && !paths.Exists(read => read.IsToMany);
        var draft = context.Report(first.Node, $"{Listed(paths)} {(paths.Count == 1 ? "runs" : "run")} a query for each {(isKept ? "row that the session does not hold yet" : "row")}")
            .LabelHead(loop.Region, "once a row")
            .Cost($"n*{(paths.Count == 1 ? "" : $"{paths.Count}*")}db.query", "db.query + n*django.select.related", "n > 1").Size("n", trips)
            .AtTier(trips.IsData && !isKept && reads.Exists(read => Loops.IsOnEveryTurn(read.Node, loop)) ? Tier.A : Tier.B);
        if (reads.Exists(read => read.IsPrefetched)) draft.Advise("filter what was loaded ahead in Python, or load it filtered with `Prefetch(…, to_attr=…)`", "what is related is read at one moment");
        else draft.FixWithConsent("load what is related with the rows", PatchOf(loop, model, chain, paths, context), "what is related is read together with the rows, and held in memory with them");
    }

    /// <summary>Does <c>prefetch_related_objects</c> load what is related to rows that have been read already?</summary>
    internal static bool IsLoadedAhead(Node rows, PythonContext context)
    {
        if (rows.Kind != Kind.Name || context.SymbolAt(rows) is not { } symbol) return false;
        foreach (var reference in symbol.References)
            if (reference.Id < rows.Id && reference.Parent.AsCall is { } call && (call.Callee.AsName?.Id ?? call.Callee.AsAttribute?.Name) == "prefetch_related_objects") return true;
        return false;
    }

    /// <param name="Path">With two underscores between its parts, as queries name it.</param>
    /// <param name="IsPrefetched">Was it loaded ahead, and is asked for again in another way?</param>
    private readonly record struct Read(Node Node, string Path, string Text, bool IsToMany, bool IsFresh, bool IsPrefetched);

    /// <summary>The name that holds the row: the loop's variable, also behind <c>enumerate</c>.</summary>
    private static Node? RowOf(Loop loop, PythonContext context)
    {
        if (loop.Target is { Kind: Kind.Name } target) return target;
        return loop.Target is { Kind: Kind.Tuple } pair && pair.Children.Count == 2 && pair.LastChild.Kind == Kind.Name
            && loop.Iterable is { AsCall: { } call } && context.IsBuiltin(call.Callee, "enumerate") ? pair.LastChild : null;
    }

    /// <summary>The relation that is read from the row at a place, and has not been loaded with it.</summary>
    private static Read? ReadFrom(Node row, Loop loop, QueryChain chain, PythonContext context)
    {
        var at = row.Parent;
        if (at.Kind != Kind.Attribute || context.Module.Orm.RelationAt(at) is not { Field.IsLazy: true } relation) return null;
        // The row that a related row was reached from is known to it.
        if (chain.Owner is { } owner && owner.Equals(relation.Target) && relation.Field.Relation == Relation.ToOne) return null;
        if (IsStoredIn(loop.Region, at) || Loops.LeavesAfter(at.EnclosingStatement, loop) || Roles.IsOnErrorPath(at) || QueryText.IsRemembered(at, loop)) return null;
        var path = relation.Field.Name;
        while (relation.Field.Relation == Relation.ToOne && at.Parent.Kind == Kind.Attribute && context.Module.Orm.RelationAt(at.Parent) is { Field.IsLazy: true } next && !IsStoredIn(loop.Region, at.Parent))
        {
            (at, relation) = (at.Parent, next);
            path += "__" + next.Field.Name;
        }
        if (relation.From.Mapper == Mapper.SqlAlchemy) return IsLoadedByOptions(chain, path) ? null : new Read(at, path, at.Text, relation.Field.Relation == Relation.ToMany, false, false);
        if (relation.Field.Relation == Relation.ToOne)
            return chain.Names("select_related", path) || chain.Names("prefetch_related", path) ? null : new Read(at, path, at.Text, false, false, false);
        if (at.Parent.AsAttribute is not { } method || method.Node.Parent.AsCall is not { } call || call.Callee != method.Node) return null;
        var isPrefetched = chain.Names("prefetch_related", path);
        return method.Name switch
        {
            "all" or "count" or "exists" => isPrefetched ? null : new Read(at, path, at.Text, true, method.Name != "all", false),
            "filter" or "exclude" or "order_by" or "values_list" or "values" or "first" or "last" => IsRun(call.Node, context) ? new Read(call.Node, path, at.Text, true, true, isPrefetched) : null,
            _ => null,
        };
    }

    /// <summary>Does the query that a relation begins run in the loop, rather than being handed on?</summary>
    private static bool IsRun(Node query, PythonContext context)
    {
        for (var at = query; ; at = at.Parent.Parent)
        {
            if (context.Module.Orm.QueryAt(at) is not null) return true;
            if (at.Parent.Kind != Kind.Attribute || at.Parent.Parent.Kind != Kind.Call || at.Parent.Parent.FirstChild != at.Parent) return false;
        }
    }

    private static bool IsStoredIn(Node region, Node attribute)
    {
        for (var id = region.Id; id < region.SubtreeEnd; id++)
            if (region.Tree[id] is { Kind: Kind.Attribute } other && other.Data == attribute.Data && Usage.IsStored(other)) return true;
        return false;
    }

    private static bool IsLoadedByOptions(QueryChain chain, string path)
    {
        var name = path.Split("__")[0];
        foreach (var step in chain.Steps)
            if (step.Callee.AsAttribute!.Value.Name is "options" or "join" or "outerjoin")
                foreach (var argument in step.Arguments)
                    // What is computed, and what loads everything, may name any relation.
                    if (argument.Kind is not (Kind.Call or Kind.Attribute) || argument.Text.Contains("." + name, StringComparison.Ordinal) || argument.Text.Contains('*', StringComparison.Ordinal) || argument.Text.Contains($"\"{name}\"", StringComparison.Ordinal)) return true;
        return false;
    }

    private static string Listed(List<Read> reads) =>
        reads.Count == 1 ? $"`{reads[0].Text}`" : string.Join(", ", reads.Take(reads.Count - 1).Select(read => $"`{read.Text}`")) + $" and `{reads[^1].Text}`";

    private static Patch? PatchOf(Loop loop, ModelClass model, QueryChain chain, List<Read> reads, PythonContext context)
    {
        // A count, or a filter, is not what loading ahead gives; locks spread to what is joined.
        if (reads.Exists(read => read.IsFresh) || chain.Has("select_for_update") || chain.Has("distinct") || chain.Has("with_for_update")) return null;
        if (QueryText.OpenEnd(context, loop.Iterable!.Value) is not { } end) return null;
        if (model.Mapper == Mapper.Django)
        {
            var joined = Arguments(reads.Where(read => !read.IsToMany));
            var ahead = Arguments(reads.Where(read => read.IsToMany));
            // Before Django 4.1 rows that are read one by one have nothing loaded ahead.
            if (ahead.Length > 0 && chain.Has("iterator")) return null;
            return new Patch(context.Module).InsertAfter(end, (joined.Length > 0 ? $".select_related({joined})" : "") + (ahead.Length > 0 ? $".prefetch_related({ahead})" : ""));
        }
        if (context.TypeOf(end) is not ({ Kind: TypeKind.Query } or { Name: "sqlalchemy.Select" }) || reads.Exists(read => read.Path.Contains("__", StringComparison.Ordinal)) || chain.Has("yield_per") || chain.Has("limit")) return null;
        if (NameOf(model, context) is not { } name) return null;
        return new Patch(context.Module).InsertAfter(end, $".options({string.Join(", ", reads.Select(read => $"selectinload({name}.{read.Path})"))})").Import("sqlalchemy.orm", "selectinload");
    }

    private static string Arguments(IEnumerable<Read> reads) => string.Join(", ", reads.Select(read => $"\"{read.Path}\""));

    /// <summary>The name under which the file knows a model's class.</summary>
    private static string? NameOf(ModelClass model, PythonContext context) =>
        context.Module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(model.Name)) is { OnlyDefinition.Kind: DefinitionKind.Class or DefinitionKind.ImportFrom } ? model.Name : null;
}
