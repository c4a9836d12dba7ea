using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>The steps by which a query was built, followed through names back to where it starts.</summary>
public sealed class QueryChain
{
    private const int MaximumSteps = 40;

    private readonly PythonModule module;
    private readonly List<CallView> steps = [];

    private QueryChain(PythonModule module) => this.module = module;

    /// <summary>The calls of the chain, from the last to the first; where a name has several definitions, those of all of them.</summary>
    public IReadOnlyList<CallView> Steps => steps;

    /// <summary>Is every step known, down to a model's own manager or session, so that what is not among them was not done?</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Does it start at a row, so that it asks for what belongs to that one?</summary>
    public bool IsRelated { get; private set; }

    /// <summary>The model of that row; its children know it, so that reading it from them asks for nothing.</summary>
    public ModelClass? Owner { get; private set; }

    public bool IsSliced { get; private set; }

    /// <summary>The chain behind an expression; null where it is no query.</summary>
    public static QueryChain? Of(PythonModule module, Node expression)
    {
        var chain = new QueryChain(module);
        chain.Follow(expression, 0);
        return chain.steps.Count > 0 || chain.IsRelated || chain.IsWhole ? chain : null;
    }

    /// <summary>Do the rows of a model that a library asks for by itself come as its table holds them?</summary>
    internal static bool StartsPlain(PythonModule module, ModelClass model) => new QueryChain(module).IsPlain(model, "objects");

    /// <summary>The steps of a method.</summary>
    public CallView? Step(string method)
    {
        foreach (var step in steps)
            if (step.Callee.AsAttribute!.Value.Name == method) return step;
        return null;
    }

    public bool Has(string method) => Step(method) is not null;

    /// <summary>Does a step keep the row of one key alone?</summary>
    public bool AsksForOne(CallView step) => step.Callee.AsAttribute!.Value.Name is "filter" or "filter_by" && (step.Keyword("pk") ?? step.Keyword("id")) is not null;

    /// <summary>Does a step keep the rows that have one value, which the code computes, in a column?</summary>
    public static bool ComparesWithKey(CallView step)
    {
        if (step.Callee.AsAttribute!.Value.Name is not ("filter" or "filter_by")) return false;
        foreach (var argument in step.Arguments)
            if (argument.AsKeyword is { Name: { } name, Value.Kind: Kind.Name or Kind.Attribute or Kind.Call or Kind.Subscript }
                && name[(name.LastIndexOf('_') + 1)..] is not ("in" or "gt" or "gte" or "lt" or "lte" or "isnull" or "contains" or "icontains" or "startswith" or "range"))
                return true;
        return false;
    }

    /// <summary>Does one of the steps of a method name a relation, or one that leads on from it?</summary>
    /// <param name="path">With two underscores between its parts.</param>
    public bool Names(string method, string path)
    {
        foreach (var step in steps)
        {
            if (step.Callee.AsAttribute!.Value.Name != method) continue;
            // Without arguments all that must not be null are joined; what is computed may name anything.
            if (step.Arguments.IsEmpty) return true;
            foreach (var argument in step.Arguments)
            {
                var named = argument.AsCall is { } prefetch ? prefetch.Argument(0, "lookup") : argument;
                if (named?.AsConstant?.String is not { } text) return true;
                if (text == path || text.StartsWith(path + "__", StringComparison.Ordinal)) return true;
            }
        }
        return false;
    }

    private void Follow(Node at, int depth)
    {
        for (var turn = 0; turn < MaximumSteps; turn++)
        {
            switch (at.Kind)
            {
                case Kind.Call when at.AsCall is { Callee.AsAttribute: { } method } call:
                    if (module.Orm.ClassAt(at.FirstChild) is not null) break;
                    steps.Add(call);
                    IsWhole &= IsKnown(method);
                    // `session.query(Model)` starts a chain, `session.scalars(select(Model))` and the like hold one.
                    if (call.OnlyArgument is { } chosen && method.Name is "query" && module.Orm.ClassAt(chosen) is not null) return;
                    if (method.Name is "scalars" or "execute" && call.Positional(0) is { } statement && module.Types.Of(statement)?.Name == "sqlalchemy.Select")
                    {
                        at = statement;
                        continue;
                    }
                    at = method.Receiver;
                    continue;
                case Kind.Call when at.AsCall is { } wrapping && module.Names.Resolve(wrapping.Callee)?.Path is var path:
                    if (path == "sqlalchemy.select") return;
                    if (path is "builtins.list" or "builtins.sorted" or "builtins.tuple" or "builtins.set" or "builtins.enumerate" or "builtins.reversed" or "builtins.iter" && wrapping.Positional(0) is { } inner)
                    {
                        at = inner;
                        continue;
                    }
                    break;
                case Kind.Subscript when at.AsSubscript is { Index.Kind: Kind.Slice } slice:
                    IsSliced = true;
                    at = slice.Value;
                    continue;
                case Kind.Name when depth < 4 && module.SymbolAt(at) is { } symbol:
                    FollowDefinitions(symbol, depth);
                    return;
                case Kind.Attribute when at.AsAttribute is { } attribute:
                    if (module.Orm.ClassAt(attribute.Receiver) is { } model) IsWhole &= IsPlain(model, attribute.Name);
                    else if (module.Orm.RelationAt(at) is { Field.Relation: Relation.ToMany } relation)
                    {
                        IsRelated = true;
                        Owner = relation.IsReverse ? relation.From : null;
                        // `.all()` gives what was loaded ahead, together with what was loaded with it; other steps ask afresh.
                        IsWhole &= steps.Any(step => step.Callee.AsAttribute!.Value.Name is "filter" or "exclude" or "order_by" or "select_related");
                    }
                    else break;
                    return;
            }
            break;
        }
        IsWhole = false;
    }

    /// <summary>Is a step a library's, or one of the project's own that loads nothing with the rows?</summary>
    private bool IsKnown(AttributeView method) =>
        module.Types.Of(method.Receiver) is not { Kind: TypeKind.Manager or TypeKind.QuerySet, Of: { } model } || Library.Find("QuerySet")?.Child(method.Name) is not null
            || module.Models.QueryMethodOf(model, method.Name) is { GivesPlainQuery: true };

    private void FollowDefinitions(Symbol symbol, int depth)
    {
        var any = false;
        foreach (var definition in symbol.Definitions)
        {
            if (definition.Kind != DefinitionKind.Assigned || definition.Node.Parent.Kind is not (Kind.Assign or Kind.AnnAssign))
            {
                IsWhole = false;
                continue;
            }
            any = true;
            if (!Accumulators.FeedsItself(symbol, definition)) Follow(definition.Value, depth + 1);
            else for (var at = definition.Value; at.Kind is Kind.Call or Kind.Subscript; at = at.FirstChild is { Kind: Kind.Attribute } method ? method.FirstChild : at.FirstChild)
                    if (at.AsCall is { Callee.Kind: Kind.Attribute } call) steps.Add(call);
                    else if (at.Kind == Kind.Subscript) IsSliced = true;
        }
        IsWhole &= any;
    }

    /// <summary>Is the manager Django's own, or one that adds methods but does not say where its queries start?</summary>
    private bool IsPlain(ModelClass model, string name)
    {
        if (model.Mapper == Mapper.SqlAlchemy) return true;
        if (!model.Members.TryGetValue(name, out var member)) return !model.HasUnknownBase && name == "objects";
        if (member.Callee is not { } callee) return member.First is { Text: ClassOutline.FromQuerySet } && member.Arguments[1].Path?.EndsWith("models.Manager", StringComparison.Ordinal) == true;
        if (callee.EndsWith("models.Manager", StringComparison.Ordinal) || callee.EndsWith(".as_manager", StringComparison.Ordinal)) return true;
        for (var hop = 0; hop < 6; hop++)
        {
            if (module.Models.OutlineOf(callee) is not { Bases: [var first, ..] } outline || outline.Members.ContainsKey("get_queryset") || outline.Members.ContainsKey("get_query_set")) return false;
            if (first.EndsWith("models.Manager", StringComparison.Ordinal) || first.EndsWith("models.QuerySet", StringComparison.Ordinal)) return true;
            callee = first;
        }
        return false;
    }
}
