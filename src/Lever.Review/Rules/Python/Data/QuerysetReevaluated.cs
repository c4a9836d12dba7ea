using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class QuerysetReevaluated : PythonRule
{
    public override RuleInfo Info { get; } = new("x-queryset-reevaluated", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Checklist = ["PY10"],
        Doc = """
            A query is counted or tested, and its rows are loaded all the same.

            ## Why it costs
            `exists` and `count` are queries of their own: 0.1 ms of the processor's time and a round trip. A query that is gone through
            keeps its rows, so that testing it, and its length, ask for nothing more.

            ## Example
            ```python
            from django.db import models

            class Job(models.Model):
                name = models.TextField()

            def run_all():
                jobs = Job.objects.all()
                if jobs.exists():
                    for job in jobs:
                        print(job.name)
            ```
            Use instead:
            ```python
            from django.db import models

            class Job(models.Model):
                name = models.TextField()

            def run_all():
                jobs = Job.objects.all()
                if jobs:
                    for job in jobs:
                        print(job.name)
            ```

            ## Keep it when
            The count decides whether the rows are loaded at all, or the rows change between the two on purpose.

            ## Regime
            Django 3.2 with SQLite in memory, so the processor's time without any round trip: one row 1.8 and 2.1 times faster, ten rows 1.5 times,
            200 rows 1.1 times (CPython 3.11, 3.13). Over a network the query saved is 0.05 to 1 ms more.

            ## Patch safety
            The rows are loaded at the place of the test, and seen as they were then: right where nothing writes them in between.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override bool NeedsOrm => true;

    public override IReadOnlyList<string> CalleeNames => ["exists", "count"];

    public override void Visit(Node node, PythonContext context)
    {
        if (!context.Module.Orm.IsUsed || node.AsCall is not { ArgumentCount: 0, Callee.AsAttribute: { Name: "exists" or "count", Receiver: { Kind: Kind.Name } query } method }) return;
        if (context.TypeOf(query) is not { Kind: TypeKind.QuerySet or TypeKind.Query } type || context.SymbolAt(query) is not { IsLocal: true, IsParameter: false } symbol) return;
        // SQLAlchemy's `exists` runs nothing.
        if (type.Kind == TypeKind.Query && method.Name == "exists") return;
        var isTest = Usage.IsTested(node);
        if (method.Name == "exists" && !isTest) return;
        // How many there are decides what is done with them.
        if (method.Name == "count" && (isTest || node.Parent.Kind == Kind.Compare)) return;
        if (!IsBoundOnceBefore(symbol, node, context) || QueryChain.Of(context.Module, query) is not { } chain || chain.IsRelated && !chain.Has("filter") && !chain.Has("exclude")) return;
        if (FirstRun(symbol, context) is not { } run || run.Start < node.End || !Follows(run, node, isTest) || IsWrittenBetween(node, run, context)) return;
        var isSqlAlchemy = type.Kind == TypeKind.Query;
        var draft = context.Report(node, $"`{node.Text}` is a query of its own, and the rows of `{query.Text}` are loaded after it")
            .Label(run, "loaded here")
            .Cost($"db.query + {(method.Name == "exists" ? "django.exists" : "django.count")} + db.query", "db.query");
        const string Sentence = "nothing writes the rows in between";
        if (isSqlAlchemy) draft.Advise("load the rows first, with `all`, and take their number", Sentence);
        else draft.FixWithConsent(method.Name == "exists" ? "test the rows themselves" : "load the rows and take their number",
            new Patch(context.Module).Replace(node, method.Name == "exists" ? query.Text : $"len({query.Text})"), Sentence);
    }

    /// <summary>Does the name hold one query, made in the same turn of whatever loop there is?</summary>
    private static bool IsBoundOnceBefore(Symbol symbol, Node use, PythonContext context)
    {
        foreach (var definition in symbol.Definitions)
        {
            if (definition.Kind != DefinitionKind.Assigned || definition.Node.Start > use.Start || definition.Node.Parent.Kind != Kind.Assign) return false;
            if (context.LoopAround(definition.Node)?.Node != context.LoopAround(use)?.Node) return false;
        }
        return !symbol.IsCaptured;
    }

    /// <summary>The first place where all rows are loaded and kept; null where there is none.</summary>
    private static Node? FirstRun(Symbol symbol, PythonContext context)
    {
        foreach (var reference in symbol.References)
        {
            if (context.Module.Orm.IsRunAt(reference) && !Usage.IsTested(reference) && reference.Parent.Kind != Kind.Subscript) return reference;
            // SQLAlchemy's queries run each time; `all` gives the rows.
            if (reference.Parent.AsAttribute is { Name: "all" } all && all.Node.Parent.AsCall is { ArgumentCount: 0 } call && call.Callee == all.Node && context.IsType(reference, TypeKind.Query)) return reference;
        }
        return null;
    }

    /// <summary>Does loading follow for sure, or whenever the test holds?</summary>
    private static bool Follows(Node run, Node asked, bool isTest)
    {
        var statement = asked.EnclosingStatement;
        var block = statement.Parent;
        // A loop between them would load once for many tests, or the other way round.
        if (block.Kind != Kind.Block || !block.Contains(run)) return false;
        var at = run.EnclosingStatement;
        if (isTest && statement.AsIf is { } conditional && statement.Contains(run))
            return conditional.Test.Kind != Kind.UnaryOp && at.Parent == conditional.Body;
        return at.Parent == block && (!isTest || statement.AsIf is { } early && early.Test.Kind == Kind.UnaryOp && early.Body.LastChild.Kind is Kind.Return or Kind.Raise or Kind.Continue);
    }

    private static bool IsWrittenBetween(Node from, Node to, PythonContext context)
    {
        for (var id = from.SubtreeEnd; id < to.Id; id++)
            if (context.Tree[id] is { Kind: Kind.Attribute } method && method.AsAttribute!.Value.Name is "save" or "create" or "update" or "delete" or "add" or "remove" or "bulk_create" or "bulk_update" or "commit" or "get_or_create") return true;
        return false;
    }
}
