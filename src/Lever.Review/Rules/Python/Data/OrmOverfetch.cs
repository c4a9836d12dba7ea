using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class OrmOverfetch : PythonRule
{
    /// <summary>With fewer columns than this beside the ones read nobody notices.</summary>
    private const int ManyColumns = 8;

    public override RuleInfo Info { get; } = new("x-orm-overfetch", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.5,
        Precision = 0.8,
        Checklist = ["PY2"],
        Doc = """
            Rows with many or long columns are loaded whole, and a few of the columns are read.

            ## Why it costs
            The database reads and sends every column, and the mapper converts each: 37 µs for a row as an object where the two columns that
            are read take 11. Columns for text and documents may hold megabytes.

            ## Example
            ```python
            from django.db import models

            class Page(models.Model):
                title = models.CharField(max_length=100)
                slug = models.SlugField()
                body = models.TextField()

            def index():
                return {page.slug: page.title for page in Page.objects.all()}
            ```
            Use instead:
            ```python
            from django.db import models

            class Page(models.Model):
                title = models.CharField(max_length=100)
                slug = models.SlugField()
                body = models.TextField()

            def index():
                return {page.slug: page.title for page in Page.objects.all().only("slug", "title")}
            ```

            ## Keep it when
            There are a few rows, or the rows go on to code that reads other columns: each of those is then a query of its own.

            ## Regime
            Django 3.2 with SQLite in memory, two columns of rows with a text of 20 KB: 200 rows 1.5 and 1.7 times faster, ten rows as fast,
            one row 0.9 and 0.8 times (CPython 3.11, 3.13), as leaving columns out takes 20 µs. Over a network the bytes count as well.

            ## Patch safety
            Right where nothing reads other columns of these rows: signals and methods that run when a row is built count too.
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
        if (loop.Target is not { Kind: Kind.Name } target || loop.Iterable is not { Kind: Kind.Call or Kind.Name } rows) return;
        if (context.TypeOf(rows) is not { Kind: TypeKind.QuerySet, Of: { Mapper: Mapper.Django } model } || context.SymbolAt(target) is not { OnlyDefinition: not null } row) return;
        // What a class does when a row is built may read any column.
        if (model.Overrides("__init__") || model.Overrides("from_db") || ColumnsRead(row, loop, model) is not { Count: > 0 and <= 3 } read) return;
        var columns = model.Fields.Values.Where(field => field.Relation != Relation.ToMany).ToList();
        var spared = columns.FirstOrDefault(field => field.IsUnbounded && !read.Contains(field.Name));
        if (spared is null && columns.Count - read.Count < ManyColumns) return;
        if (!context.TripsOf(loop).IsSeen || QueryChain.Of(context.Module, rows) is not { IsWhole: true, IsRelated: false, IsSliced: false } chain) return;
        if (chain.Steps.Any(step => step.Callee.AsAttribute!.Value.Name is "only" or "defer" or "select_related" or "prefetch_related" or "annotate" or "raw" or "union" or "specific" or "select_subclasses" || chain.AsksForOne(step))) return;
        // One column alone is `x-orm-load-to-count`'s business, where the rows are a comprehension's.
        if (read.Count == 1 && loop.IsComprehension && loop.Region.FirstChild.Kind == Kind.Attribute) return;
        if (rows.Kind == Kind.Name && context.SymbolAt(rows) is not { IsLocal: true, IsParameter: false, OnlyReference: not null }) return;
        var names = string.Join(", ", read.Select(name => $"\"{name}\""));
        var what = spared is not null ? $"`{spared.Name}` of every `{model.Name}` is" : $"all {columns.Count} columns of every `{model.Name}` are";
        context.Report(rows, $"{what} loaded, and {(read.Count == 1 ? $"`{read[0]}` alone is" : $"{read.Count} columns are")} read")
            .LabelHead(loop.Region, $"reads {names.Replace('"', '`')}")
            .AtTier(spared is null || IsShort(spared.Name) ? Tier.C : Tier.B)
            .Cost("db.query + n*django.select.related", "db.query + n*django.values.row").Size("n", context.TripsOf(loop))
            .FixWithConsent("load the columns that are read, by `only` or `values_list`",
                QueryText.OpenEnd(context, rows) is { } end ? new Patch(context.Module).InsertAfter(end, $".only({names})") : null,
                "nothing else reads other columns of these rows, signals included");
    }

    /// <summary>Does its name say that a column of any length holds a line or two?</summary>
    private static bool IsShort(string name)
    {
        ReadOnlySpan<string> words = ["description", "reason", "note", "comment", "message", "title", "name", "address", "url", "metadata", "predicate", "error", "options", "settings", "config"];
        foreach (var word in words)
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>The columns that a loop reads of its rows; null where it does anything else with them.</summary>
    private static List<string>? ColumnsRead(Symbol row, Loop loop, ModelClass model)
    {
        var read = new List<string>();
        foreach (var reference in row.References)
        {
            if (!loop.Region.Contains(reference) || reference.Parent.AsAttribute is not { } attribute || Usage.IsStored(attribute.Node)) return null;
            if (attribute.Node.Parent is { Kind: Kind.Call } call && call.FirstChild == attribute.Node) return null;
            var name = attribute.Name;
            var isKey = name is "pk" or "id" || name.EndsWith("_id", StringComparison.Ordinal) && model.Fields.TryGetValue(name[..^3], out var key) && key.Relation == Relation.ToOne;
            if (!isKey && !(model.Fields.TryGetValue(name, out var field) && field.Relation == Relation.None)) return null;
            if (!read.Contains(name)) read.Add(name);
        }
        return read;
    }
}
