using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Who goes through the rows and calls a hook for each.</summary>
public enum RowHookKind
{
    /// <summary>The changelist of Django's admin.</summary>
    Changelist,
    /// <summary>A listing of Django REST framework.</summary>
    Listing,
    /// <summary>A form field that offers rows to choose from.</summary>
    Choices,
    /// <summary>A template that goes through rows.</summary>
    Page,
    /// <summary>The forms that the admin shows below a row, one for each that belongs to it.</summary>
    Inline,
}

/// <summary>A place whose framework goes through rows, with no loop in sight, and what it asks of each.</summary>
/// <param name="Definition">The class of the hook; for choices the call that makes the field, for a page that a call renders what gives it the rows.</param>
/// <param name="Rows">The expression of the query, or null where the framework makes it.</param>
/// <param name="Needs">All that each row is asked for.</param>
/// <param name="Missing">Of these, what is not loaded with the rows.</param>
/// <param name="Asker">The serializer or the template, or null.</param>
/// <param name="PageSize">Rows of a page.</param>
public sealed record RowHook(
    RowHookKind Kind, ModelClass Model, Node Definition, Node? Rows, IReadOnlyList<RowNeed> Needs, IReadOnlyList<RowNeed> Missing, string? Asker, Size PageSize);

/// <summary>Finds hooks that frameworks call once for each row: columns of Django's admin, serializers of Django REST framework, and the texts of choices.</summary>
public sealed class RowHooks
{
    private const int MaximumBases = 12;
    private const int DefaultPage = 100;

    private readonly PythonModule module;
    private readonly Models models;

    internal RowHooks(PythonModule module) => (this.module, models) = (module, module.Models);

    private static readonly byte[][] ClassSigns = ["ModelAdmin"u8.ToArray(), "list_display"u8.ToArray(), "serializer_class"u8.ToArray(), "TabularInline"u8.ToArray(), "StackedInline"u8.ToArray()];

    /// <summary>May some class of the file be a hook? A quick no for most files.</summary>
    public bool MayHoldClasses()
    {
        foreach (var sign in ClassSigns)
            if (module.Tree.Names.Find(sign) >= 0) return true;
        return false;
    }

    /// <summary>The hook that a class at the top of its module is; null where it is none, or loads what cannot be told.</summary>
    public RowHook? Of(ClassView view)
    {
        if (view.Node.Parent.Parent.Kind != Kind.Module) return null;
        if (MethodOf(view, "get_serializer_class") is { } chooser) return ListSerializer.Of(chooser, ValueOf(view, "serializer_class")) is { } chosen && PathOf(chosen) is { } path ? OfListing(view, path) : null;
        if (FindMember(view, "serializer_class") is { Path: { } serializer }) return OfListing(view, serializer);
        if (IsInline(view)) return ValueOf(view, "model") is { } edited && module.Orm.ClassAt(edited) is { Mapper: Mapper.Django } inside ? OfInline(view, inside) : null;
        return ModelOfAdmin(view) is { Mapper: Mapper.Django } model ? OfAdmin(view, model) : null;
    }

    private readonly record struct Named(string? Path);

    private Named? FindMember(ClassView view, string name) => ValueOf(view, name) is { Kind: Kind.Name or Kind.Attribute } value ? new Named(PathOf(value)) : null;

    /// <summary>The value that the body of a class gives a name.</summary>
    public static Node? ValueOf(ClassView view, string name)
    {
        foreach (var statement in view.Body.Children)
            if (statement.AsAssign is { OnlyTarget: { Kind: Kind.Name } target } assigned && target.AsName!.Value.Id == name) return assigned.Value;
        return null;
    }

    /// <summary>The method of a name in the body of a class.</summary>
    public static FunctionView? MethodOf(ClassView view, string name)
    {
        foreach (var statement in view.Body.Children)
            if (statement.AsFunction is { } function && function.Name == name) return function;
        return null;
    }

    private string? PathOf(Node named) => module.Names.PathOf(named) is { } path ? path.Contains('.', StringComparison.Ordinal) ? path : module.Name + "." + path : null;

    /// <summary>A class and the project's classes that it derives from, nearest first.</summary>
    private List<ClassOutline>? Line(ClassView view)
    {
        if (models.OutlineOf(module.Name + "." + view.Name) is not { } own) return null;
        var line = new List<ClassOutline> { own };
        for (var at = 0; at < line.Count && line.Count < MaximumBases; at++)
            foreach (var path in line[at].Bases)
                if (models.BaseOf(line[at], path) is { } parent && !line.Contains(parent)) line.Add(parent);
        return line;
    }

    private static MemberOutline? Member(List<ClassOutline> line, string name) => line.Find(outline => outline.Members.ContainsKey(name))?.Members[name];

    private ModelClass? ModelOfAdmin(ClassView view)
    {
        foreach (var decorator in view.Decorators)
            if (decorator.AsCall is { Callee: { Kind: Kind.Attribute or Kind.Name } callee } register && (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id) == "register" && register.Positional(0) is { } registered)
                return module.Orm.ClassAt(registered);
        foreach (var statement in module.Tree.Root.Children)
        {
            if (statement.AsExpressionStatement is not { AsCall: { Callee.AsAttribute.Name: "register" } call } || call.Positional(1) is not { Kind: Kind.Name } admin || admin.AsName!.Value.Id != view.Name) continue;
            return call.Positional(0) is { } registered ? module.Orm.ClassAt(registered.Kind is Kind.List or Kind.Tuple && !registered.Children.IsEmpty ? registered.FirstChild : registered) : null;
        }
        return null;
    }

    private RowHook? OfAdmin(ClassView view, ModelClass model)
    {
        if (Line(view) is not { } line) return null;
        // What a base says of the query, or a method of the columns, is not told here.
        if (line.Skip(1).Any(outline => outline.Members.ContainsKey("get_queryset")) || Member(line, "get_list_select_related") is not null || Member(line, "get_list_display") is not null) return null;
        var needs = new RowNeeds(models);
        var joinsByItself = false;
        string[] columns = Member(line, "list_display") is { } listed ? [.. listed.Arguments.Select(argument => argument.Text)] : ["__str__"];
        foreach (var column in columns)
        {
            if (column.Length == 0) continue;
            // Django looks at the names alone, whatever method hides a field of that name.
            joinsByItself |= model.Fields.TryGetValue(column, out var field) && field.Relation == Relation.ToOne;
            if (column == "__str__") needs.AddText(model, column);
            else if (line.Find(outline => outline.Members.TryGetValue(column, out var member) && member.Kind == MemberKind.Method) is { } owner) needs.AddMethod(model, owner, column, column);
            else needs.AddColumn(model, column);
        }
        if (needs.Found.Count == 0) return null;
        var loaded = new LoadedRelations();
        if (MethodOf(view, "get_queryset") is { } query)
        {
            loaded.AddFrom(query.Body);
            if (CallsUnknown(query)) return null;
        }
        // The changelist adds joins of its own where the query has none.
        if (!loaded.Joins) AddJoins(loaded, Member(line, "list_select_related"), joinsByItself);
        return Missing(RowHookKind.Changelist, model, view.Node, null, needs.Found, loaded, null, PageSize(Member(line, "list_per_page")));
    }

    private static bool IsInline(ClassView view)
    {
        foreach (var argument in view.Arguments)
            if ((argument.AsAttribute?.Name ?? argument.AsName?.Id) is { } name && (name.EndsWith("TabularInline", StringComparison.Ordinal) || name.EndsWith("StackedInline", StringComparison.Ordinal))) return true;
        return false;
    }

    /// <summary>The forms of an inline: each shows the text of its row, and what the class lists as read only.</summary>
    private RowHook? OfInline(ClassView view, ModelClass model)
    {
        if (Line(view) is not { } line || line.Skip(1).Any(outline => outline.Members.ContainsKey("get_queryset"))) return null;
        // Another template, or another set of forms, may ask for anything.
        if (Member(line, "template") is not null || Member(line, "formset") is not null || Member(line, "get_formset") is not null || Member(line, "get_readonly_fields") is not null) return null;
        // One to one with the row above, it is one form.
        if (model.Members.Values.Any(member => member.Callee?.EndsWith("OneToOneField", StringComparison.Ordinal) == true)) return null;
        var needs = new RowNeeds(models);
        needs.AddText(model, "__str__");
        foreach (var column in Member(line, "readonly_fields")?.Arguments ?? [])
        {
            if (column.Text.Length == 0) continue;
            if (line.Find(outline => outline.Members.TryGetValue(column.Text, out var member) && member.Kind == MemberKind.Method) is { } owner) needs.AddMethod(model, owner, column.Text, column.Text);
            else needs.AddColumn(model, column.Text);
        }
        if (needs.Found.Count == 0) return null;
        var loaded = new LoadedRelations();
        if (MethodOf(view, "get_queryset") is { } query)
        {
            if (CallsUnknown(query)) return null;
            loaded.AddFrom(query.Body);
        }
        return Missing(RowHookKind.Inline, model, view.Node, null, needs.Found, loaded, null, new Size(SizeOrigin.Data, 3, 10, 100, "the rows of an inline"));
    }

    private static void AddJoins(LoadedRelations loaded, MemberOutline? said, bool joinsByItself)
    {
        switch (said)
        {
            case null or { Arguments: [{ Text: "False" }] }:
                if (joinsByItself) loaded.AddAllRequired();
                break;
            case { Arguments: [{ Text: "True" }] }:
                loaded.AddAllRequired();
                break;
            default:
                foreach (var argument in said.Arguments)
                    if (argument.Text.Length > 0 && argument.Path is null) loaded.Add(argument.Text);
                    else loaded.Open();
                break;
        }
    }

    /// <summary>Does a query pass through code that may load anything: another function than Django's own methods?</summary>
    private bool CallsUnknown(FunctionView query)
    {
        var tree = module.Tree;
        for (var id = query.Body.Id; id < query.Body.SubtreeEnd; id++)
        {
            switch ((Kind)tree.RawKinds[id])
            {
                case Kind.Return or Kind.Assign when HasUnknownStep(tree[id].LastChild):
                    return true;
                // A query that is handed to a function may come back with anything loaded.
                case Kind.Call when tree[id].AsCall!.Value is var call && !IsQuerySetMethod(call.Callee):
                    foreach (var argument in call.Arguments)
                        if (argument.Kind == Kind.Name && IsReturned(query, argument.Data)) return true;
                    break;
            }
        }
        return false;
    }

    private static bool IsQuerySetMethod(Node callee) =>
        callee.AsAttribute is { Name: var name } && (name is "get_queryset" || Library.Find("QuerySet")?.Child(name) is not null);

    private static bool IsReturned(FunctionView query, int name)
    {
        var tree = query.Node.Tree;
        for (var id = query.Body.Id; id < query.Body.SubtreeEnd; id++)
            if ((Kind)tree.RawKinds[id] == Kind.Return && tree[id].FirstChild is { Kind: Kind.Name } returned && returned.Data == name) return true;
        return false;
    }

    /// <summary>Does a chain of calls that starts at a manager or at <c>super()</c> have a step that is not Django's?</summary>
    private static bool HasUnknownStep(Node value)
    {
        var unknown = false;
        for (var at = value; at.AsCall is { } call; at = at.FirstChild.FirstChild)
        {
            if (call.Callee.AsAttribute is not { } method) return unknown && call.Callee.AsName?.Id == "super" || value.Parent.Kind == Kind.Return && call.Callee.AsName?.Id != "super";
            unknown |= !IsQuerySetMethod(method.Node);
            if (method.Receiver is { Kind: Kind.Attribute, AsAttribute.Name: "objects" or "_default_manager" }) return unknown;
        }
        return value.Parent.Kind == Kind.Return && unknown;
    }

    private static Size PageSize(MemberOutline? said) =>
        said?.First?.Text is { } text && int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var rows) && rows > 0
            ? new Size(SizeOrigin.Data, Math.Min(rows, 10), rows, rows, "`list_per_page`")
            : new Size(SizeOrigin.Data, 10, DefaultPage, DefaultPage, "the admin's rows of a page");

    internal RowHook? Missing(RowHookKind kind, ModelClass model, Node definition, Node? rows, IReadOnlyList<RowNeed> needs, LoadedRelations loaded, string? asker, Size page)
    {
        var missing = new List<RowNeed>();
        foreach (var need in needs)
        {
            // A query of its own is told by the model that it asks; what is loaded ahead does not answer it.
            if (need.Kind != RowNeedKind.Asked ? loaded.Covers(models, model, need.Path) : loaded.IsOpen) continue;
            missing.Add(need);
        }
        return missing.Count == 0 ? null : new RowHook(kind, model, definition, rows, needs, missing, asker, page);
    }

    private RowHook? OfListing(ClassView view, string serializerPath)
    {
        if (Line(view) is not { } line || !Lists(line)) return null;
        // What chooses the serializer, or the rows, by the request is not told here.
        foreach (var outline in line)
        {
            if (outline != line[0] && outline.Members.ContainsKey("get_serializer_class") || outline.Members.ContainsKey("get_serializer") || outline.Members.ContainsKey("list") || outline.Members.ContainsKey("paginate_queryset")) return null;
            if (outline != line[0] && (outline.Members.ContainsKey("get_queryset") || outline.Members.ContainsKey("filter_queryset"))) return null;
        }
        if (SerializerOutline.Of(models, serializerPath) is not { } serializer) return null;
        var loaded = new LoadedRelations();
        var rows = ValueOf(view, "queryset");
        var model = serializer.Model;
        if (rows is { } query)
        {
            if (QueryChain.Of(module, query) is not { IsWhole: true }) return null;
            model = module.Types.Of(query)?.Of ?? model;
        }
        var own = MethodOf(view, "get_queryset");
        if (own is { } method)
        {
            if (!ReturnsWhole(method, rows is not null)) return null;
            if (rows is null) rows = OnlyQueryOf(method);
        }
        else if (rows is null) return null;
        if (model is not { Mapper: Mapper.Django } || own is { } kept && KeepsOne(kept, model)) return null;
        loaded.AddFrom(view.Body);
        var needs = new RowNeeds(models);
        needs.AddSerializer(serializer, model);
        return needs.Found.Count == 0 ? null : Missing(RowHookKind.Listing, model, view.Node, rows, needs.Found, loaded, serializer.Name, new Size(SizeOrigin.Data, 10, 50, 1000, "the rows of a response"));
    }

    /// <summary>Does a method return the rows of one key alone?</summary>
    private bool KeepsOne(FunctionView method, ModelClass model)
    {
        var tree = module.Tree;
        for (var id = method.Body.Id; id < method.Body.SubtreeEnd; id++)
        {
            if ((Kind)tree.RawKinds[id] != Kind.Return) continue;
            for (var at = tree[id].FirstChild; at.AsCall is { Callee.AsAttribute: { } step } call; at = step.Receiver)
                if (step.Name == "filter")
                    foreach (var argument in call.Arguments)
                        if (argument.AsKeyword is { Name: { } name } && (name is "pk" or "id" || model.IsUnique(name))) return true;
        }
        return false;
    }

    private static bool Lists(List<ClassOutline> line)
    {
        foreach (var outline in line)
            foreach (var path in outline.Bases)
                if (path.StartsWith("rest_framework.", StringComparison.Ordinal) && path[(path.LastIndexOf('.') + 1)..] is "ModelViewSet" or "ReadOnlyModelViewSet" or "ListAPIView" or "ListCreateAPIView" or "ListModelMixin")
                    return true;
        return false;
    }

    /// <summary>Are all queries that a method returns known from where they start?</summary>
    /// <param name="isSaid">Is the query of `super().get_queryset()` known?</param>
    internal bool ReturnsWhole(FunctionView method, bool isSaid)
    {
        var tree = module.Tree;
        var any = false;
        for (var id = method.Body.Id; id < method.Body.SubtreeEnd; id++)
        {
            if ((Kind)tree.RawKinds[id] != Kind.Return) continue;
            any = true;
            if (QueryChain.Of(module, tree[id].FirstChild) is { IsWhole: true }) continue;
            if (!isSaid || CallsUnknown(method) || !StartsAtSuper(tree[id].FirstChild)) return false;
        }
        return any;
    }

    /// <summary>Does a query start at the view's own, perhaps through names that hold it?</summary>
    private bool StartsAtSuper(Node value, int depth = 0)
    {
        var at = value;
        for (; at.AsCall is { Callee.AsAttribute: { } method }; at = method.Receiver)
            if (method.Receiver.AsCall is { Callee.AsName.Id: "super" }) return true;
        while (at.AsSubscript is { Index.Kind: Kind.Slice } slice) at = slice.Value;
        if (at.AsAttribute is { Name: "queryset" }) return true;
        if (at.Kind == Kind.Call && at != value) return StartsAtSuper(at, depth);
        if (at.Kind != Kind.Name || depth > 3 || module.SymbolAt(at) is not { } symbol) return false;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind != DefinitionKind.Assigned || !Accumulators.FeedsItself(symbol, definition) && !StartsAtSuper(definition.Value, depth + 1)) return false;
        return true;
    }

    internal Node? OnlyQueryOf(FunctionView method)
    {
        Node? only = null;
        for (var id = method.Body.Id; id < method.Body.SubtreeEnd; id++)
        {
            if ((Kind)module.Tree.RawKinds[id] != Kind.Return) continue;
            if (only is not null) return null;
            only = module.Tree[id].FirstChild;
        }
        return only;
    }

    /// <summary>The hook of a form's field that offers rows, each by its text.</summary>
    public RowHook? OfChoices(CallView call)
    {
        if (module.Names.PathOf(call.Callee) is not ("django.forms.ModelChoiceField" or "django.forms.ModelMultipleChoiceField" or "django.forms.models.ModelChoiceField" or "django.forms.models.ModelMultipleChoiceField")) return null;
        if (call.Argument(0, "queryset") is not { } rows || QueryChain.Of(module, rows) is not { IsWhole: true } chain || chain.Has("none") || module.Types.Of(rows)?.Of is not { Mapper: Mapper.Django } model) return null;
        // Other widgets ask for few rows, or for none.
        if (call.Keyword("widget") is not null || call.Keyword("to_field_name") is not null || IsSetElsewhere(call)) return null;
        var loaded = new LoadedRelations();
        foreach (var step in chain.Steps) loaded.AddFrom(step.Node);
        var needs = new RowNeeds(models);
        needs.AddText(model, "__str__");
        return needs.Found.Count == 0 ? null : Missing(RowHookKind.Choices, model, call.Node, rows, needs.Found, loaded, null, module.Sizes.Of(rows));
    }

    /// <summary>Does the form give the field another query when it is made?</summary>
    private static bool IsSetElsewhere(CallView call)
    {
        if (call.Node.EnclosingClass is not { } owner) return false;
        for (var id = owner.Id; id < owner.SubtreeEnd; id++)
            if (owner.Tree[id] is { Kind: Kind.Attribute } attribute && attribute.AsAttribute!.Value.Name == "queryset" && Usage.IsStored(attribute)) return true;
        return false;
    }
}
