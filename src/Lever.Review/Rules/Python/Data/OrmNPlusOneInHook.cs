using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class OrmNPlusOneInHook : PythonRule
{
    private const int MostTold = 3;

    public override RuleInfo Info { get; } = new("x-orm-n-plus-one-in-hook", Language.Python, LeverClass.Algorithm, Technique.Api, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["PY1"],
        Doc = """
            A framework asks each row for a relation, or runs a query for it, and the rows come without it.

            ## Why it costs
            Django's admin calls the methods of `list_display`, and `__str__`, for each row of a page; a serializer of Django REST framework
            reads its fields of each row of a response; a choice field writes the text of each row that it offers; an inline of the admin shows the
            text of each row; a template goes through the rows that a view hands it. No loop is in the code's sight, but each query is a round
            trip: 0.05 to 1 ms on a local network, and 100 µs and more of the processor's time.

            ## Example
            ```python
            from django.contrib import admin
            from django.db import models

            class Author(models.Model):
                name = models.TextField()

            class Book(models.Model):
                title = models.TextField()
                author = models.ForeignKey(Author, on_delete=models.CASCADE)

            @admin.register(Book)
            class BookAdmin(admin.ModelAdmin):
                list_display = ("title", "author_name")

                def author_name(self, book):
                    return book.author.name
            ```
            Use instead:
            ```python
            from django.contrib import admin
            from django.db import models

            class Author(models.Model):
                name = models.TextField()

            class Book(models.Model):
                title = models.TextField()
                author = models.ForeignKey(Author, on_delete=models.CASCADE)

            @admin.register(Book)
            class BookAdmin(admin.ModelAdmin):
                list_display = ("title", "author_name")
                list_select_related = ("author",)

                def author_name(self, book):
                    return book.author.name
            ```

            ## Keep it when
            The table has a few rows, the relation is empty for most of them, or the template keeps what it writes in a cache. A changelist that lists
            a foreign key joins by itself those that must not be null, and those alone; naming any in `list_select_related` ends that, so all of
            them are named.

            ## Regime
            Django 3.2 with SQLite in memory, so the processor's time without any round trip, cells of the changelist rendered: a page of
            100 rows 2.6 and 2.5 times faster, ten rows 1.8 and 1.7 times, one row 1.1 and 1.2 times (CPython 3.11, 3.13). Over a network
            each query saved is 0.05 to 1 ms more. Prefetched relations cost one query more for each page, also where no row has any.

            ## Patch safety
            The rows are the same. What is related is read together with them, and each row of a join is wider by its columns. A query of
            a changelist, or of a view, also serves the pages of single rows.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.ClassDef, Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["ModelChoiceField", "ModelMultipleChoiceField", "render", "TemplateResponse", "render_to_string"];

    public override void Visit(Node node, PythonContext context)
    {
        var hooks = context.Module.RowHooks;
        if (node.AsClass is { } view)
        {
            if (hooks.MayHoldClasses()) Consider(hooks.Of(view), context);
            if (!context.Module.PageHooks.MayHoldClasses()) return;
            foreach (var page in context.Module.PageHooks.OfClass(view)) Consider(page, context);
        }
        else if (node.AsCall is { Callee: { Kind: Kind.Name or Kind.Attribute } callee } call)
        {
            if ((callee.AsAttribute?.Name ?? callee.AsName!.Value.Id) is "ModelChoiceField" or "ModelMultipleChoiceField") Consider(hooks.OfChoices(call), context);
            else if (context.Module.Orm.IsUsed)
                foreach (var page in context.Module.PageHooks.OfCall(call)) Consider(page, context);
        }
    }

    private static void Consider(RowHook? found, PythonContext context)
    {
        // A table of a few rows makes a short page.
        if (found is { Model.IsReference: false } hook && !hook.PageSize.IsSmall) Report(hook, context);
    }

    private static void Report(RowHook hook, PythonContext context)
    {
        var place = PlaceOf(hook, context);
        var asked = Told(hook);
        var draft = context.Report(place, $"{Rows(hook)} is asked for {asked}, a query each time")
            .Cost($"n*{(hook.Missing.Count == 1 ? "" : $"{hook.Missing.DistinctBy(need => need.Path).Count()}*")}db.query", "db.query + n*django.select.related", "n > 1").Size("n", hook.PageSize)
            .AtTier(hook.Missing.Any(need => need.IsSure) ? Tier.A : Tier.B);
        foreach (var need in hook.Missing.Take(MostTold))
            if (need.Node >= 0 && need.Module == context.Module.Name && need.Node != place.Id) draft.Label(context.Tree[need.Node], "asked here of each row");
        if (hook.Kind == RowHookKind.Changelist && RowHooks.ValueOf(hook.Definition.AsClass!.Value, "list_display") is { } columns) draft.LabelHead(columns, "shown for each row of a page");
        if (hook.Rows is { } rows && rows != place) draft.LabelHead(rows, "these rows come without it");
        if (hook.Missing.All(need => need.Kind == RowNeedKind.Asked)) draft.Advise(hook.Kind == RowHookKind.Changelist ? "annotate the rows in `get_queryset`, or load what is asked for with `Prefetch(…, to_attr=…)`" : "annotate the query of the rows, or load what is asked for with `Prefetch(…, to_attr=…)`", RelatedRows.Contract);
        else draft.FixWithConsent(hook.Kind == RowHookKind.Changelist ? "load what is shown together with the rows of the changelist" : "load what is written together with the rows", PatchOf(hook, context), RelatedRows.Contract);
    }

    private static string Rows(RowHook hook) => hook.Kind switch
    {
        RowHookKind.Changelist => $"each row of the changelist of `{hook.Model.Name}`",
        RowHookKind.Listing => $"each `{hook.Model.Name}` that `{hook.Asker}` writes",
        RowHookKind.Page => $"each `{hook.Model.Name}` that `{hook.Asker}` shows",
        RowHookKind.Inline => $"each `{hook.Model.Name}` that the inline shows",
        _ => $"each `{hook.Model.Name}` that the field offers",
    };

    /// <summary>What is asked for and by whom, in the order of the hook's columns.</summary>
    private static string Told(RowHook hook)
    {
        var told = hook.Missing.DistinctBy(need => (need.Kind == RowNeedKind.Asked, need.Path)).ToList();
        var parts = new List<string>();
        foreach (var reader in told.Take(MostTold).GroupBy(need => (need.Node < 0 ? "" : $" by `{need.Reader}`") + PlaceIn(hook, need)))
            parts.Add(Enumerated([.. reader.Select(need => need.IsOwnQuery ? $"rows of `{need.Path}`" : $"`{need.Dotted}`")]) + reader.Key);
        return told.Count > MostTold ? $"{string.Join(", ", parts)} and {told.Count - MostTold} more" : Enumerated(parts);
    }

    /// <summary>Where a page asks: its own line, or that of a template that it includes or extends.</summary>
    private static string PlaceIn(RowHook hook, RowNeed need)
    {
        if (hook.Kind != RowHookKind.Page) return "";
        return need.Element.StartsWith(hook.Asker + ":", StringComparison.Ordinal) ? $" on line {need.Element[(hook.Asker!.Length + 1)..]}" : $" in `{need.Element}`";
    }

    private static string Enumerated(List<string> parts) => parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";

    /// <summary>The place that asks, where the hook's own class holds it; else the name of the class, or the field's query.</summary>
    private static Node PlaceOf(RowHook hook, PythonContext context)
    {
        if (hook.Kind is RowHookKind.Changelist or RowHookKind.Inline)
            foreach (var need in hook.Missing)
                if (need.Node >= 0 && need.Module == context.Module.Name && hook.Definition.Contains(context.Tree[need.Node])) return context.Tree[need.Node];
        if (hook.Definition.AsClass is { } named) return named.Identifier;
        if (hook.Kind == RowHookKind.Page) return hook.Definition;
        return hook.Definition.EnclosingDef is null && hook.Definition.EnclosingClass is { } form ? form.AsClass!.Value.Identifier : hook.Rows!.Value;
    }

    private static Patch? PatchOf(RowHook hook, PythonContext context)
    {
        var steps = RelatedRows.Steps(hook.Missing);
        if (hook.Kind is not (RowHookKind.Changelist or RowHookKind.Inline))
            return hook.Rows is { } rows && QueryText.OpenEnd(context, rows) is { Kind: Kind.Call } end ? new Patch(context.Module).InsertAfter(end, steps) : null;
        var view = hook.Definition.AsClass!.Value;
        if (RowHooks.MethodOf(view, "get_queryset") is { } query)
            return query.Body.LastChild is { Kind: Kind.Return, FirstChild: { Kind: Kind.Call } returned } ? new Patch(context.Module).InsertAfter(returned, steps) : null;
        if (hook.Kind == RowHookKind.Inline) return new Patch(context.Module).InsertLinesAfter(view.Body.LastChild, "", "def get_queryset(self, request):", $"    return super().get_queryset(request){steps}");
        var patch = new Patch(context.Module);
        var (joined, ahead) = (RelatedRows.Paths(hook.Missing, RowNeedKind.Joined), RelatedRows.Paths(hook.Missing, RowNeedKind.Prefetched));
        if (joined.Count > 0 && Joining(patch, view, joined, RelatedRows.Paths(hook.Needs, RowNeedKind.Joined)) is null) return null;
        if (ahead.Count == 0) return patch;
        return patch.InsertLinesAfter(view.Body.LastChild, "", "def get_queryset(self, request):", $"    return super().get_queryset(request).prefetch_related({RelatedRows.Listed(ahead)})");
    }

    /// <summary>Names relations in `list_select_related`: there, or where it is not yet set, all that the changelist needs.</summary>
    private static Patch? Joining(Patch patch, ClassView view, List<string> missing, List<string> all)
    {
        if (RowHooks.ValueOf(view, "list_select_related") is { } said)
        {
            if (said.Kind is Kind.Tuple or Kind.List && !said.Children.IsEmpty) return patch.InsertAfter(said.LastChild, ", " + RelatedRows.Listed(missing));
            return patch.Replace(said, Tuple(all));
        }
        var line = $"list_select_related = {Tuple(all)}";
        if (RowHooks.ValueOf(view, "list_display") is { } columns) return patch.InsertLinesAfter(columns.Parent, line);
        foreach (var statement in view.Body.Children)
            if (statement.AsExpressionStatement is null) return statement.Kind == Kind.Pass ? patch.Replace(statement, line) : patch.InsertBefore(statement, line);
        return null;
    }

    private static string Tuple(List<string> paths) => $"({RelatedRows.Listed(paths)}{(paths.Count == 1 ? "," : "")})";
}
