using Lever.Review.Semantics.Python.Templates;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Finds templates that go through rows which a view of Django hands them: by <c>render</c> and its like, or as a class for a list of rows.</summary>
public sealed class PageHooks
{
    private const int MaximumDepth = 4;

    private static readonly byte[][] classSigns = ["template_name"u8.ToArray(), "ListView"u8.ToArray()];

    private readonly PythonModule module;
    private readonly RowHooks rowHooks;

    internal PageHooks(PythonModule module, RowHooks rowHooks) => (this.module, this.rowHooks) = (module, rowHooks);

    /// <summary>May some class of the file render rows? A quick no for most files.</summary>
    public bool MayHoldClasses()
    {
        if (!module.Orm.IsUsed) return false;
        foreach (var sign in classSigns)
            if (module.Tree.Names.Find(sign) >= 0) return true;
        return false;
    }

    /// <summary>The pages that a call renders.</summary>
    public IEnumerable<RowHook> OfCall(CallView call)
    {
        var at = module.Names.PathOf(call.Callee) switch
        {
            "django.shortcuts.render" or "django.template.response.TemplateResponse" => 1,
            "django.template.loader.render_to_string" => 0,
            _ => -1,
        };
        if (at < 0 || (call.Argument(at, "template_name") ?? call.Keyword("template"))?.AsConstant?.String is not { } template || call.Argument(at + 1, "context") is not { } context) yield break;
        foreach (var (name, value) in EntriesOf(context, 0))
            if (Of([name], template, value, value, call.Node.EnclosingDef ?? call.Node, null) is { } hook) yield return hook;
    }

    /// <summary>The pages of a class at the top of its module.</summary>
    public IEnumerable<RowHook> OfClass(ClassView view)
    {
        if (view.Node.Parent.Parent.Kind != Kind.Module) yield break;
        var kind = KindOf(view);
        if (kind is null) yield break;
        var model = RowHooks.ValueOf(view, "model") is { } named ? module.Orm.ClassAt(named) : null;
        var said = RowHooks.ValueOf(view, "template_name");
        if (said is { AsConstant: null } || RowHooks.MethodOf(view, "get_template_names") is not null || RowHooks.ValueOf(view, "template_name_suffix") is not null) yield break;
        var given = said?.AsConstant?.String;
        if (kind == "ListView" && OfList(view, model, given) is { } list) yield return list;
        if ((given ?? (kind == "DetailView" && model is not null ? DefaultOf(model, "detail") : null)) is not { } template || RowHooks.MethodOf(view, "get_context_data") is not { } method) yield break;
        foreach (var (name, value) in AddedIn(method))
            if (Of([name], template, value, value, method.Node, null) is { } hook) yield return hook;
    }

    /// <summary>The last name of the class of Django that a view derives from; null where it is none, or some base may choose the rows.</summary>
    private string? KindOf(ClassView view)
    {
        string? kind = null;
        foreach (var argument in view.Arguments)
        {
            if (argument.Kind is not (Kind.Name or Kind.Attribute) || module.Names.PathOf(argument) is not { } path) continue;
            var last = path[(path.LastIndexOf('.') + 1)..];
            if (path.StartsWith("django.views.generic.", StringComparison.Ordinal)) kind ??= last;
            else if (module.Models.OutlineOf(path) is { } outline ? outline.Members.ContainsKey("get_queryset") || outline.Members.ContainsKey("get_context_data") : !IsAccess(path, last)) return null;
        }
        return kind;
    }

    /// <summary>Does a base only ask who may see the page?</summary>
    private static bool IsAccess(string path, string name) =>
        path.StartsWith("django.contrib.auth.", StringComparison.Ordinal) || name.Contains("Login", StringComparison.Ordinal) || name.Contains("Permission", StringComparison.Ordinal)
            || name.Contains("Required", StringComparison.Ordinal) || name.Contains("Access", StringComparison.Ordinal);

    private RowHook? OfList(ClassView view, ModelClass? model, string? template)
    {
        var rows = RowHooks.ValueOf(view, "queryset");
        if (rows is { } query)
        {
            if (QueryChain.Of(module, query) is not { IsWhole: true }) return null;
            model = module.Types.Of(query)?.Of ?? model;
        }
        else if (model is not null && !QueryChain.StartsPlain(module, model)) return null;
        if (RowHooks.MethodOf(view, "get_queryset") is { } method)
        {
            if (!rowHooks.ReturnsWhole(method, rows is not null || model is not null)) return null;
            rows = rowHooks.OnlyQueryOf(method) ?? rows;
            if (rows is { } returned && module.Types.Of(returned) is { } type)
            {
                if (type.Kind != TypeKind.QuerySet) return null;
                model = type.Of ?? model;
            }
        }
        if (model is not { Mapper: Mapper.Django } || (template ?? DefaultOf(model, "list")) is not { } page) return null;
        List<string> names = ["object_list", "page_obj", model.Name.ToLowerInvariant() + "_list"];
        if (RowHooks.ValueOf(view, "context_object_name")?.AsConstant?.String is { } named) names.Add(named);
        var size = RowHooks.ValueOf(view, "paginate_by")?.AsConstant is { Type: ConstantKind.Int } rowsOfPage && int.TryParse(rowsOfPage.Node.Text, out var count) && count is > 0 and <= 100_000
            ? new Size(SizeOrigin.Data, Math.Min(count, 10), count, count, "`paginate_by`") : new Size(SizeOrigin.Data, 10, 50, 1000, "the rows of a page");
        return Of(names, page, rows, view.Node, view.Node, (model, size));
    }

    /// <summary>The template that Django takes where a view names none; null where the models lie in no application.</summary>
    private static string? DefaultOf(ModelClass model, string suffix)
    {
        var parts = model.Path.Split('.');
        var models = Array.LastIndexOf(parts, "models");
        return models > 0 ? $"{parts[models - 1]}/{model.Name.ToLowerInvariant()}_{suffix}.html" : null;
    }

    /// <param name="names">The names under which the template is given the rows.</param>
    /// <param name="value">What gives the rows, or null.</param>
    /// <param name="region">The code whose steps may load what the rows need.</param>
    /// <param name="known">The model and the size of the page, where the class says them.</param>
    private RowHook? Of(IReadOnlyList<string> names, string template, Node? value, Node definition, Node region, (ModelClass Model, Size Size)? known)
    {
        var rows = value is { } given ? RowsOf(given, 0) : null;
        if (known is null && rows is null) return null;
        ModelClass? owner = null;
        if (rows is { } query && known is null)
        {
            if (module.Types.Of(query) is not { Kind: TypeKind.QuerySet } || QueryChain.Of(module, query) is not { IsWhole: true } chain) return null;
            if (chain.Has("none") || chain.Has("values") || chain.Has("values_list") || chain.Steps.Any(chain.AsksForOne) || chain.IsRelated && chain.Owner is null) return null;
            owner = chain.Owner;
        }
        if ((known?.Model ?? module.Types.Of(rows!.Value)?.Of) is not { Mapper: Mapper.Django } model || module.Project.TemplateOf(template) is null) return null;
        if (Mentions(region, "prefetch_related_objects"u8)) return null;
        var needs = new RowNeeds(module.Models);
        new TemplateRows(module.Project, model, needs).Look(template, names);
        if (needs.Found.Count == 0) return null;
        var loaded = new LoadedRelations();
        loaded.AddFrom(region);
        if (rows is { } built && QueryChain.Of(module, built) is { } steps)
            foreach (var step in steps.Steps) loaded.AddFrom(step.Node);
        // The rows that belong to one know it.
        var asked = owner is null ? needs.Found : [.. needs.Found.Where(need => !LeadsTo(model, need.Path, owner))];
        return rowHooks.Missing(RowHookKind.Page, model, definition, rows, asked, loaded, template, known?.Size ?? module.Sizes.Of(rows!.Value));
    }

    private bool LeadsTo(ModelClass model, string path, ModelClass owner) =>
        model.Fields.TryGetValue(path.Split("__")[0], out var field) && field.Relation == Relation.ToOne && owner.Equals(module.Models.TargetOf(model, field));

    private bool Mentions(Node region, ReadOnlySpan<byte> name)
    {
        if (module.Tree.Names.Find(name) is not (>= 0 and var id)) return false;
        for (var at = region.Id; at < region.SubtreeEnd; at++)
            if ((Kind)module.Tree.RawKinds[at] is Kind.Name or Kind.Attribute && module.Tree[at].Data == id) return true;
        return false;
    }

    /// <summary>The query whose rows a value gives, through names and the pages of a paginator; null where it is none.</summary>
    private Node? RowsOf(Node value, int depth)
    {
        if (depth > MaximumDepth) return null;
        if (module.Types.Is(value, TypeKind.QuerySet)) return value;
        if (value.Kind == Kind.Name) return module.SymbolAt(value) is { OnlyDefinition: { Kind: DefinitionKind.Assigned } definition } && definition.Node.Parent.Kind == Kind.Assign ? RowsOf(definition.Value, depth + 1) : null;
        if (value.AsCall is not { Callee.AsAttribute: { Name: "page" or "get_page", Receiver: var pages } }) return null;
        if (pages.Kind == Kind.Name && module.SymbolAt(pages) is { OnlyDefinition: { Kind: DefinitionKind.Assigned } made }) pages = made.Value;
        return pages.AsCall is { } maker && module.Names.PathOf(maker.Callee) is "django.core.paginator.Paginator" && maker.Positional(0) is { } paged ? RowsOf(paged, depth + 1) : null;
    }

    /// <summary>The names that a context holds, with their values.</summary>
    private IEnumerable<(string Name, Node Value)> EntriesOf(Node context, int depth)
    {
        if (context.AsDict is { } dict)
        {
            foreach (var (key, value) in dict)
                if (key.AsConstant?.String is { } name) yield return (name, value);
            yield break;
        }
        if (depth > 0 || context.Kind != Kind.Name || module.SymbolAt(context) is not { OnlyDefinition: { Kind: DefinitionKind.Assigned } definition } symbol) yield break;
        foreach (var entry in EntriesOf(definition.Value, depth + 1)) yield return entry;
        foreach (var reference in symbol.References)
            if (Stored(reference) is { } stored) yield return stored;
    }

    /// <summary>What <c>get_context_data</c> adds: to the names that hold a context, and to what it hands on.</summary>
    private IEnumerable<(string Name, Node Value)> AddedIn(FunctionView method)
    {
        for (var id = method.Body.Id; id < method.Body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind == Kind.Name && Stored(node) is { } stored) yield return stored;
            if (node.AsCall is not { Callee.AsAttribute.Name: "get_context_data" or "update" } call) continue;
            foreach (var argument in call.Arguments)
            {
                if (argument.AsKeyword is { Name: { } name, Value: var value }) yield return (name, value);
                else if (argument.AsDict is not null)
                    foreach (var entry in EntriesOf(argument, 1)) yield return entry;
            }
        }
    }

    /// <summary>What <c>context["books"] = …</c> puts into a context.</summary>
    private static (string Name, Node Value)? Stored(Node context) =>
        context.Parent.AsSubscript is { Index.AsConstant.String: { } name } subscript && subscript.Value == context
            && subscript.Node.Parent.AsAssign is { } assigned && assigned.OnlyTarget == subscript.Node ? (name, assigned.Value) : null;
}
