using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class OrmLazyRelationViaCallee : PythonRule
{
    private const int MostTold = 3;

    /// <summary>What the last step of a query of whole rows is called.</summary>
    private static readonly NameIndex QueryMethods =
        new(["all", "filter", "exclude", "order_by", "annotate", "distinct", "reverse", "select_related", "prefetch_related", "select_for_update", "using", "iterator"]);

    public override RuleInfo Info { get; } = new("x-orm-lazy-relation-via-callee", Language.Python, LeverClass.Algorithm, Technique.Api, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["PY1"],
        Doc = """
            Rows are given to a function that reads a relation of each, and it was not loaded with the rows.

            ## Why it costs
            Reading the attribute runs a query for each row: a round trip of 0.05 to 1 ms on a local network and a few hundred µs of the
            processor's time. The function does not know where the rows come from, and the query of the rows does not know what will be read.

            ## Example
            ```python
            from django.db import models

            class Author(models.Model):
                name = models.TextField()

            class Book(models.Model):
                title = models.TextField()
                author = models.ForeignKey(Author, on_delete=models.CASCADE)

            def as_dict(book):
                return {"title": book.title, "author": book.author.name}

            def listing():
                return [as_dict(book) for book in Book.objects.all()]
            ```
            Use instead:
            ```python
            from django.db import models

            class Author(models.Model):
                name = models.TextField()

            class Book(models.Model):
                title = models.TextField()
                author = models.ForeignKey(Author, on_delete=models.CASCADE)

            def as_dict(book):
                return {"title": book.title, "author": book.author.name}

            def listing():
                return [as_dict(book) for book in Book.objects.all().select_related("author")]
            ```

            ## Keep it when
            There are a handful of rows, few of them come to the place that reads, or a cache answers there. The key alone is a column:
            `book.author_id` runs no query.

            ## Regime
            Django 3.2 with SQLite in memory, so the processor's time without any round trip: 200 rows 14 times faster, ten rows 6.3 to 6.4
            times, one row 1.5 times (CPython 3.9 to 3.11). Over a network each query saved is 0.05 to 1 ms more.

            ## Patch safety
            The rows are the same. What is related is read at the same moment as the rows, and held in memory with them; each row of a
            join is wider by the columns of the related table.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For, Kind.Comprehension, Kind.Call];

    public override bool NeedsOrm => true;

    public override void Visit(Node node, PythonContext context)
    {
        if (!context.Module.Orm.IsUsed) return;
        if (node.AsCall is { } call) GivenAll(call, context);
        else GivenEach(new Loop(node), context);
    }

    /// <summary>`for row in rows: function(row)`</summary>
    private static void GivenEach(Loop loop, PythonContext context)
    {
        if (loop.Target is not { Kind: Kind.Name } row || loop.Iterable is not { } rows) return;
        if (context.TypeOf(row) is not { Kind: TypeKind.Model, Of: { Mapper: Mapper.Django } model } || context.SymbolAt(row) is not { } symbol) return;
        if (context.TripsOf(loop) is not { IsSmall: false } trips || QueryOf(rows, context) is not { } chain) return;
        foreach (var reference in symbol.References)
        {
            if (!loop.Region.Contains(reference) || GivenRows.Of(reference, areMany: false) is not { } given) continue;
            var call = context.Tree[given.Call];
            if (Loops.LeavesAfter(call.EnclosingStatement, loop) || Roles.IsOnErrorPath(call) || QueryText.IsRemembered(call, loop)) continue;
            var missing = Missing(given, model, chain, context);
            // What the loop reads itself is told of there.
            missing.RemoveAll(need => IsReadIn(loop, symbol, need.Need.Path.Split("__")[0]));
            Report(call, missing, model, rows, trips, Loops.IsOnEveryTurn(call, loop), context)?.LabelHead(loop.Region, "once a row")
                // Rows that are written one by one cost more than what is read of them.
                .ForProfilesUnless(!RowReads.Writes(loop.Region));
        }
    }

    /// <summary>Is a call of a loop told of by this rule, with the relation that the function reads of the loop's row?</summary>
    internal static bool Tells(Node call, Loop loop, PythonContext context)
    {
        if (loop.Target is not { Kind: Kind.Name } row || loop.Iterable is not { } rows || context.SymbolAt(row) is not { } symbol) return false;
        if (context.TypeOf(row) is not { Kind: TypeKind.Model, Of: { Mapper: Mapper.Django } model } || QueryOf(rows, context) is not { } chain) return false;
        foreach (var reference in symbol.References)
            if (GivenRows.Of(reference, areMany: false) is { } given && given.Call == call.Id && context.Module.CalleeReads.Of(given) is not null && Missing(given, model, chain, context).Count > 0) return true;
        return false;
    }

    /// <summary>`function(rows)`, where the function goes through them.</summary>
    private static void GivenAll(CallView call, PythonContext context)
    {
        foreach (var argument in call.Arguments)
        {
            var rows = argument.AsKeyword?.Value ?? argument;
            if (!MayBeQuery(rows, context)) continue;
            if (context.TypeOf(rows) is not { Kind: TypeKind.QuerySet, Of: { Mapper: Mapper.Django } model } type || type.Name == PythonType.RowsQuerySet.Name) continue;
            if (GivenRows.Of(rows, areMany: true) is not { } given || context.SizeOf(rows) is not { IsSmall: false } size || QueryOf(rows, context) is not { } chain) continue;
            Report(call.Node, Missing(given, model, chain, context), model, rows, size, true, context);
        }
    }

    /// <summary>Does an expression look like a query of rows, or like a name for one? A quick no for most arguments.</summary>
    private static bool MayBeQuery(Node rows, PythonContext context)
    {
        if (rows.Kind == Kind.Call) return rows.FirstChild.Kind == Kind.Attribute && QueryMethods.Contains(context.Tree.Names, rows.FirstChild.Data);
        if (rows.Kind != Kind.Name || context.SymbolAt(rows) is not { IsLocal: true } symbol) return false;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind == DefinitionKind.Assigned && definition.Value.Kind == Kind.Call && MayBeQuery(definition.Value, context)) return true;
        return false;
    }

    /// <summary>The query of rows of which it is known what was loaded with them; null for others.</summary>
    private static QueryChain? QueryOf(Node rows, PythonContext context)
    {
        if (QueryChain.Of(context.Module, rows) is not { IsWhole: true } chain || OrmLazyRelationInLoop.IsLoadedAhead(rows, context)) return null;
        // What is left out, or not loaded as rows, is another matter.
        return chain.Has("only") || chain.Has("defer") || chain.Has("values") || chain.Has("values_list") || chain.Has("union") ? null : chain;
    }

    /// <summary>Something that the function reads and that was not loaded.</summary>
    private readonly record struct Lack(RowNeed Need, ReadByCallee By);

    private static List<Lack> Missing(GivenRows given, ModelClass model, QueryChain chain, PythonContext context)
    {
        var missing = new List<Lack>();
        var reads = context.ReadsByCallee(given);
        if (reads.Count == 0) return missing;
        var (models, loaded) = (context.Module.Models, new LoadedRelations());
        foreach (var step in chain.Steps) loaded.AddFrom(step.Node);
        foreach (var read in reads)
        {
            var needs = new RowNeeds(models);
            needs.AddGiven(model, read.Read, "");
            foreach (var need in needs.Found)
            {
                // A list that is filtered or sorted anew for each row is no load ahead.
                if (need.Kind == RowNeedKind.Asked && read.Read.Path[(read.Read.Path.LastIndexOf('.') + 1)..] is not ("count" or "exists")) continue;
                if (loaded.Covers(models, model, need.Path) || missing.Exists(other => other.Need.Path == need.Path)) continue;
                // The row that a related row was reached from is known to it.
                if (chain.Owner is { } owner && model.Fields.TryGetValue(need.Path, out var field) && field.Relation == Relation.ToOne && owner.Equals(models.TargetOf(model, field))) continue;
                missing.Add(new Lack(need with { IsSure = need.IsSure && read.IsSure }, read));
            }
        }
        return missing;
    }

    private static bool IsReadIn(Loop loop, Symbol row, string name)
    {
        foreach (var reference in row.References)
            if (loop.Region.Contains(reference) && reference.Parent.AsAttribute is { } attribute && attribute.Name == name) return true;
        return false;
    }

    private static FindingDraft? Report(Node call, List<Lack> missing, ModelClass model, Node rows, Size size, bool isOnEveryTurn, PythonContext context)
    {
        if (missing.Count == 0) return null;
        var isSure = isOnEveryTurn && missing.Exists(lack => lack.Need.IsSure);
        if (isSure) missing.RemoveAll(lack => !lack.Need.IsSure);
        var paths = missing.Select(lack => lack.Need.Dotted).ToList();
        var told = string.Join(", ", paths.Take(MostTold).Select(path => $"`{path}`")) + (paths.Count > MostTold ? $" and {paths.Count - MostTold} more" : "");
        var callee = call.AsCall!.Value.Callee;
        var draft = context.Report(call, $"`{callee.AsAttribute?.Name ?? callee.Text}` reads {told} of {(isSure ? "each" : "some")} `{model.Name}`, a query each time")
            .Cost($"n*{(missing.Count == 1 ? "" : $"{missing.Count}*")}db.query", "db.query + n*django.select.related", "n > 1").Size("n", size)
            .AtTier(size.IsData && isSure ? Tier.A : Tier.B)
            .ForProfilesUnless(size.IsData && isSure && !missing.Exists(lack => lack.By.Writes));
        foreach (var step in missing[0].By.Way) draft.LeadsTo(step);
        if (missing.All(lack => lack.Need.Kind == RowNeedKind.Asked)) return draft.Advise("annotate the query of the rows, or load what is asked for with `Prefetch(…, to_attr=…)`", RelatedRows.Contract);
        return draft.FixWithConsent("load what the function reads together with the rows", PatchOf(rows, missing, context), RelatedRows.Contract);
    }

    private static Patch? PatchOf(Node rows, List<Lack> missing, PythonContext context)
    {
        if (QueryText.OpenEnd(context, rows) is not { Kind: Kind.Call } end) return null;
        return new Patch(context.Module).InsertAfter(end, RelatedRows.Steps([.. missing.Select(lack => lack.Need)]));
    }
}
