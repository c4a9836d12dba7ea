using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class OrmSavePerRow : PythonRule
{
    public override RuleInfo Info { get; } = new("x-orm-save-per-row", Language.Python, LeverClass.Boundary, Technique.Api, Tier.A)
    {
        Achievable = 0.7,
        Precision = 0.85,
        Effort = Effort.Medium,
        Doc = """
            Rows are inserted, changed or deleted one statement at a time, or committed one by one.

            ## Why it costs
            Each `save` or `create` is a round trip, and outside a transaction a commit too, which waits for the disk: 0.1 to 10 ms. One
            statement for many rows waits once.

            ## Example
            ```python
            from django.db import models

            class Entry(models.Model):
                text = models.TextField()

            def store(lines: list):
                for line in lines:
                    Entry.objects.create(text=line)
            ```
            Use instead:
            ```python
            from django.db import models

            class Entry(models.Model):
                text = models.TextField()

            def store(lines: list):
                Entry.objects.bulk_create([Entry(text=line) for line in lines])
            ```

            ## Keep it when
            Signals or an overridden `save` must run, a row may fail while the others are kept, progress must be on disk after each row,
            or the key of each row is needed at once.

            ## Regime
            Django 3.2 with SQLite in memory, in one transaction, so without round trips and commits: 200 rows 4.9 times faster, ten
            rows 3.3 and 2.8 times, one row 0.9 times (CPython 3.11, 3.13). Over a network each statement saved is 0.05 to 1 ms more,
            each commit 0.1 to 10 ms.

            ## Patch safety
            `bulk_create`, `bulk_update` and `update` call no `save` and send no `pre_save` and `post_save`; all rows are written or none.
            `update` does not set `auto_now` fields. The rows are all held in memory; `batch_size` bounds a statement's length.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override bool NeedsOrm => true;

    private static readonly string[] callees = ["save", "create", "delete", "commit", "flush", "get_or_create", "update_or_create", "update"];

    public override IReadOnlyList<string> CalleeNames => callees;

    public override void Visit(Node node, PythonContext context)
    {
        if (!context.Module.Orm.IsUsed || node.AsCall is not { Callee.AsAttribute: { } method } call || Array.IndexOf(callees, method.Name) < 0) return;
        if (context.LoopAround(node) is not { IsWhile: false } loop || context.Module.Orm.QueryAt(node) is not { Kind: QueryKind.Write } write) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || QueryText.GoesByPortions(loop) || Loops.LeavesAfter(node.EnclosingStatement, loop)) return;
        // A row that fails is passed over, and those before it stay.
        if (Roles.IsOnErrorPath(node) || IsTriedAlone(node, loop)) return;
        if (method.Name is "commit" or "flush")
        {
            if (node.Parent.Kind == Kind.Expr && node.Parent.Parent == loop.Body)
                Report(call, loop, trips, context).AtTier(Tier.B).ForProfilesUnless(trips.IsData)
                    .Advise($"{method.Name} once after the loop, or every so many rows", "after a crash the last rows are missing");
            return;
        }
        if (write.Model is not { } model || model.IsSpread || !QueryText.FollowsTurn(context, node, loop)) return;
        // What the class itself does when a row is saved or deleted, no bulk operation does.
        if (model.Overrides(method.Name is "delete" ? "delete" : "save") || IsSavedForItsKey(call, method, loop, context)) return;
        if (method.Name is "delete" or "update" && context.TypeOf(method.Receiver)?.Kind is TypeKind.Manager or TypeKind.QuerySet && TakesMany(method.Receiver, context)) return;
        var draft = Report(call, loop, trips, context).AtTier(trips.IsData && Loops.IsOnEveryTurn(node, loop) ? Tier.A : Tier.B)
            // Looking first has no counterpart for many rows that is as simple.
            .ForProfilesUnless((trips.IsSeen || trips.IsData && Loops.IsOnEveryTurn(node, loop)) && method.Name is not ("get_or_create" or "update_or_create"));
        switch (method.Name)
        {
            case "create":
                draft.FixWithConsent("make the rows in the loop and insert them together with `bulk_create`", Created(call, method, loop, context),
                    "no `pre_save` and `post_save` are sent", "all rows are written or none", "not every database gives the new rows' keys");
                break;
            case "save" when IsNew(method.Receiver, context):
                draft.Advise("collect the rows and insert them together with `bulk_create`", "no `pre_save` and `post_save` are sent", "all rows are written or none");
                break;
            case "save":
                draft.FixWithConsent("change the rows in one statement, by `update` or `bulk_update`", Updated(call, method, loop, context) ?? UpdatedTogether(call, method, loop, context), "no `pre_save` and `post_save` are sent, and `auto_now` fields keep their values", "all rows are changed or none");
                break;
            case "delete":
                draft.FixWithConsent("delete the rows together", Deleted(method, loop, context), "all rows are deleted or none");
                break;
            default:
                draft.Advise($"use {context.Known(method.Node)?.Bulk ?? "one statement for all rows"}", "no signals are sent for single rows", "all rows are written or none");
                break;
        }
    }

    private static FindingDraft Report(CallView call, Loop loop, Size trips, PythonContext context) =>
        context.Report(call.Node, $"`{Shown(call)}` writes to the database on every turn of the loop")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*db.query", "db.query + n*django.bulk.create", "n > 1").Size("n", trips);

    private static string Shown(CallView call) => call.Node.Text is { Length: <= 50 } text && !text.Contains('\n', StringComparison.Ordinal) ? text : call.Callee.Text is { Length: <= 50 } callee && !callee.Contains('\n', StringComparison.Ordinal) ? callee + "(…)" : $"….{call.Callee.AsAttribute!.Value.Name}(…)";

    private static bool IsTriedAlone(Node node, Loop loop)
    {
        for (var (child, at) = (node, node.Parent); at != loop.Region && !at.IsRoot; (child, at) = (at, at.Parent))
            if (at.Kind is Kind.Try or Kind.TryStar && at.FirstChild == child && !at.Child(1).Children.IsEmpty) return true;
        return false;
    }

    /// <summary>Is the new row, with its key, used further on in the turn?</summary>
    private static bool IsSavedForItsKey(CallView call, AttributeView method, Loop loop, PythonContext context)
    {
        if (method.Name is "create")
            return !(call.Node.Parent.Kind == Kind.Expr || loop.IsComprehension && call.Node.Parent is { Kind: Kind.ListComp } whole && whole.FirstChild == call.Node || context.HolderOf(call.Node) is { References.IsEmpty: true });
        if (method.Name is "get_or_create" or "update_or_create") return call.Node.Parent.Kind != Kind.Expr;
        if (method.Name != "save" || method.Receiver.Kind != Kind.Name || context.SymbolAt(method.Receiver) is not { } symbol) return method.Name == "save";
        if (!IsNew(method.Receiver, context)) return false;
        foreach (var reference in symbol.References)
            if (reference.Start > call.Node.End && loop.Region.Contains(reference)) return true;
        return false;
    }

    /// <summary>Is the row made by its class, and not yet in the table?</summary>
    private static bool IsNew(Node row, PythonContext context) =>
        context.SymbolAt(row) is { OnlyDefinition: { Kind: DefinitionKind.Assigned } definition } && definition.Value.AsCall is { } made && context.Module.Orm.ClassAt(made.Callee) is not null;

    /// <summary>A statement that takes more than the row at hand is a portion of its own.</summary>
    private static bool TakesMany(Node query, PythonContext context) =>
        QueryChain.Of(context.Module, query) is not { } chain || !chain.Steps.Any(chain.AsksForOne);

    private static Patch? Created(CallView call, AttributeView method, Loop loop, PythonContext context)
    {
        // `Entry.objects.create(…)`: a related manager sets the other end itself.
        if (method.Receiver is not { Kind: Kind.Attribute } manager || context.Module.Orm.ClassAt(manager.FirstChild) is null || loop.IsAsync) return null;
        var made = manager.FirstChild.Text + context.Tree.Text.Slice(new Lever.Syntax.Text.Span(method.Node.End, call.Node.End));
        if (loop.IsComprehension)
            return loop.Region is { Kind: Kind.ListComp } whole && whole.FirstChild == call.Node
                ? new Patch(context.Module).Replace(call.Node, made).Replace(new Lever.Syntax.Text.Span(whole.Start, whole.Start), $"{manager.Text}.bulk_create(").InsertAfter(whole, ")") : null;
        if (!StandsAlone(call.Node, loop, context)) return null;
        return new Patch(context.Module).Replace(loop.Node, $"{manager.Text}.bulk_create([{made} for {loop.Target!.Value.Text} in {loop.Iterable!.Value.Text}])");
    }

    private static Patch? Deleted(AttributeView method, Loop loop, PythonContext context) =>
        StandsAlone(method.Node.Parent, loop, context) && IsWholeQuery(method, loop, context) ? new Patch(context.Module).Replace(loop.Node, loop.Iterable!.Value.Text + ".delete()") : null;

    /// <summary>Every row gets the same values: one statement sets them.</summary>
    private static Patch? Updated(CallView call, AttributeView method, Loop loop, PythonContext context)
    {
        if (loop.Body is not { } body || !IsWholeQuery(method, loop, context) || HasComments(loop, context) || context.TypeOf(method.Receiver)?.Of is not { } model) return null;
        var values = new List<string>();
        foreach (var statement in body.Children)
        {
            if (statement.AsExpressionStatement == call.Node && statement == body.LastChild) continue;
            if (statement.AsAssign is not { OnlyTarget.AsAttribute: { } target, Value: var value } || target.Receiver.Kind != Kind.Name || target.Receiver.Data != method.Receiver.Data) return null;
            if (!model.Fields.TryGetValue(target.Name, out var field) || field.Relation == Relation.ToMany || !context.IsInvariant(value, loop, trustCalls: false)) return null;
            values.Add($"{target.Name}={value.Text}");
        }
        return values.Count == 0 ? null : new Patch(context.Module).Replace(loop.Node, $"{loop.Iterable!.Value.Text}.update({string.Join(", ", values)})");
    }

    /// <summary>Every row gets values of its own: the loop sets them, one statement after it writes them.</summary>
    private static Patch? UpdatedTogether(CallView call, AttributeView method, Loop loop, PythonContext context)
    {
        if (loop is not { IsComprehension: false, IsAsync: false, Body: { } body, Target: { Kind: Kind.Name } target, Iterable: { } rows } || method.Receiver.Data != target.Data || method.Receiver.Kind != Kind.Name) return null;
        if (!call.Arguments.IsEmpty && call.Keyword("update_fields") is not { Kind: Kind.List or Kind.Tuple } || call.Arguments.Count > 1) return null;
        if (body.LastChild.AsExpressionStatement != call.Node || body.Children.Count < 2 || !context.IsType(rows, TypeKind.QuerySet) || !loop.Node.Child(3).IsAbsent) return null;
        if (context.TypeOf(method.Receiver)?.Of is not { Mapper: Mapper.Django } model || model.Members.ContainsKey("objects") || model.HasUnknownBase || context.SymbolAt(target) is not { OnlyDefinition: not null } symbol) return null;
        if (context.Module.ModuleSymbol(System.Text.Encoding.UTF8.GetBytes(model.Name)) is not { OnlyDefinition.Kind: DefinitionKind.Class or DefinitionKind.ImportFrom } || QueryChain.Of(context.Module, rows) is not { } chain || chain.Has("iterator")) return null;
        var columns = new List<string>();
        foreach (var reference in symbol.References)
        {
            if (!body.Contains(reference) || reference == method.Receiver) continue;
            // What else is done with the row may change it, or rely on its being saved.
            if (reference.Parent.AsAttribute is not { } attribute || attribute.Node.Parent.AsCall is { } made && made.Callee == attribute.Node) return null;
            if (!model.Fields.TryGetValue(attribute.Name, out var field) || field.Relation != Relation.None) return null;
            if (Usage.IsStored(attribute.Node) && !columns.Contains(attribute.Name)) columns.Add(attribute.Name);
        }
        for (var id = body.Id; id < body.SubtreeEnd; id++)
            if ((Kind)context.Tree.RawKinds[id] is Kind.Continue or Kind.Break or Kind.Return or Kind.Raise or Kind.Yield or Kind.Await) return null;
        if (call.Keyword("update_fields") is { } said)
        {
            columns.Clear();
            foreach (var element in said.Children)
                if (element.AsConstant?.String is { } column) columns.Add(column);
                else return null;
        }
        if (columns.Count == 0 || columns.Exists(column => model.IsUnique(column) || column == "id")) return null;
        var patch = new Patch(context.Module);
        var name = rows.Kind == Kind.Name ? rows.Text : context.NewName(target.Text + "_rows");
        var save = body.LastChild;
        if (name is null || patch.IndentationAt(save.Start) is not { } inner || patch.IndentationAt(loop.Node.Start) is not { } outer) return null;
        // The line that saved one row makes way, one step further out, for the one that saves them all.
        patch.Replace(new Lever.Syntax.Text.Span(save.Start - inner.Length, save.End), $"{outer}{model.Name}.objects.bulk_update({name}, [{string.Join(", ", columns.Select(column => $"\"{column}\""))}])");
        return rows.Kind == Kind.Name ? patch : patch.Replace(rows, name).InsertBeforeLoop(loop, $"{name} = list({rows.Text})");
    }

    private static bool IsWholeQuery(AttributeView method, Loop loop, PythonContext context) =>
        loop is { IsComprehension: false, IsAsync: false, Iterable: { Kind: Kind.Call or Kind.Name } rows, Target: { Kind: Kind.Name } target } && method.Receiver.Kind == Kind.Name && method.Receiver.Data == target.Data
        && context.IsType(rows, TypeKind.QuerySet) && context.Module.SymbolAt(target) is { OnlyDefinition: not null } && QueryChain.Of(context.Module, rows) is { IsSliced: false } chain
        && !chain.Has("iterator") && !chain.Has("distinct") && !chain.Has("union") && (rows.Kind == Kind.Call || context.ValueOf(rows) is not null) && loop.Node.Child(3).IsAbsent;

    private static bool StandsAlone(Node node, Loop loop, PythonContext context) =>
        loop.Body is { } body && body.Children.Count == 1 && body.FirstChild.AsExpressionStatement == node && loop.Node.Child(3).IsAbsent && !HasComments(loop, context);

    private static bool HasComments(Loop loop, PythonContext context)
    {
        foreach (var comment in context.Tree.Comments)
            if (comment.Start >= loop.Node.Start && comment.End <= loop.Node.End) return true;
        return false;
    }
}
