using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What a query asks of the database.</summary>
public enum QueryKind
{
    /// <summary>Any number of rows.</summary>
    Rows,
    /// <summary>One row.</summary>
    Row,
    /// <summary>A number or a yes or no: count, exists, aggregate.</summary>
    Value,
    /// <summary>Inserts, changes or deletes.</summary>
    Write,
    /// <summary>The row or rows at the other end of a relation, asked for where an attribute is read.</summary>
    Relation,
}

/// <summary>A place that runs a query.</summary>
/// <param name="Node">The call, the attribute that is read, or the query that is gone through.</param>
/// <param name="Model">The model asked for; null where it is not known.</param>
/// <param name="Symbol">What the library tables say of the method called; null where none is.</param>
public readonly record struct OrmQuery(Node Node, QueryKind Kind, ModelClass? Model, LibrarySymbol? Symbol);

/// <summary>What a file does with models of Django and SQLAlchemy: the types of managers, queries and rows, and which expressions run a query.</summary>
public sealed class Orm
{
    /// <summary>A file that uses a model has one of these names somewhere.</summary>
    private static readonly byte[][] Signs =
        [.. ((string[])["objects", "query", "scalars", "select", "filter", "relationship", "ForeignKey", "QuerySet", "get_object_or_404", "get_model"]).Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>A model that the project does not define, such as the users of Django's own application.</summary>
    private static readonly ModelClass Foreign = new()
    {
        Path = "django.contrib.auth.models.User", Mapper = Mapper.Django, Fields = new Dictionary<string, ModelField>(), Members = new Dictionary<string, MemberOutline>(),
        HasUnknownBase = true, IsSpread = false,
    };

    private readonly PythonModule module;
    private readonly Dictionary<int, ModelClass?> classBySymbol = [];

    internal Orm(PythonModule module) => this.module = module;

    /// <summary>May the file use models at all? A quick no for most files.</summary>
    public bool IsUsed { get; private set; }

    internal void Reset()
    {
        classBySymbol.Clear();
        IsUsed = ImportsModels() && Array.Exists(Signs, sign => module.Tree.Names.Find(sign) >= 0);
    }

    /// <summary>Models come from the mapper itself, or from a module that is called after them.</summary>
    private bool ImportsModels()
    {
        foreach (var statement in module.Tree.Root.Children)
        {
            if (statement.Kind is not (Kind.Import or Kind.ImportFrom)) continue;
            var text = statement.Bytes;
            if (text.IndexOf("model"u8) >= 0 || text.IndexOf("django"u8) >= 0 || text.IndexOf("alchemy"u8) >= 0 || text.IndexOf("db"u8) >= 0) return true;
        }
        return false;
    }

    /// <summary>The type of a model's rows.</summary>
    public static PythonType RowOf(ModelClass model) => (model.Mapper == Mapper.Django ? PythonType.Model : PythonType.SqlAlchemyModel) with { Of = model };

    /// <summary>Does an expression run a query where it stands? Asks of calls, of relations read from a row, and of queries that are gone through, counted or tested there.</summary>
    public OrmQuery? QueryAt(Node expression)
    {
        if (!IsUsed) return null;
        if (expression.AsCall is { Callee.AsAttribute: { } method } && module.Types.Of(method.Receiver) is { } receiver && IsMapped(receiver)
            && Library.Find(receiver.Name)?.Child(method.Name)?.Symbol is { Blocking: Blocking.Database } symbol)
            return new OrmQuery(expression, KindOf(method.Name), receiver.Of, symbol);
        if (OfUntypedSession(expression) is { } asked) return asked;
        if (RelationAt(expression) is { Field.Relation: Relation.ToOne, Field.IsLazy: true } relation) return new OrmQuery(expression, QueryKind.Relation, relation.Target, null);
        if (expression.Kind is Kind.Call or Kind.Name or Kind.Subscript && module.Types.Is(expression, TypeKind.QuerySet) && IsRunAt(expression))
            return new OrmQuery(expression, QueryKind.Rows, module.Types.Of(expression)?.Of, null);
        return null;
    }

    /// <summary>The query of a session whose type nothing says, but what it is given: a model with a key, or a statement.</summary>
    private OrmQuery? OfUntypedSession(Node expression)
    {
        if (expression.AsCall is not { Callee.AsAttribute: { Name: "get" or "scalars" or "scalar" or "execute" } method } call || call.Positional(0) is not { } given) return null;
        if (method.Name == "get")
            return call.Positional(1) is not null && ClassAt(given) is { Mapper: Mapper.SqlAlchemy } model ? new OrmQuery(expression, QueryKind.Row, model, null) : null;
        return module.Types.Of(given) is { Name: "sqlalchemy.Select", Of: { } selected } ? new OrmQuery(expression, KindOf(method.Name), selected, null) : null;
    }

    private static bool IsMapped(PythonType type) =>
        type.Kind is TypeKind.QuerySet or TypeKind.Manager or TypeKind.Query or TypeKind.Model || type.Name == "sqlalchemy.orm.Session";

    private static QueryKind KindOf(string method) => method switch
    {
        "get" or "first" or "last" or "earliest" or "latest" or "one" or "one_or_none" or "refresh_from_db" or "refresh" => QueryKind.Row,
        "count" or "exists" or "aggregate" or "scalar" or "contains" or "explain" => QueryKind.Value,
        "iterator" or "in_bulk" or "all" or "execute" or "scalars" => QueryKind.Rows,
        _ => QueryKind.Write,
    };

    /// <summary>Is a query that is not yet run gone through, counted, tested or indexed where it stands?</summary>
    public bool IsRunAt(Node queryset)
    {
        if (Usage.IsTested(queryset)) return true;
        var parent = queryset.Parent;
        if (parent.AsCall is { OnlyArgument: { } argument } call && argument == queryset && (module.Names.IsBuiltin(call.Callee, "len") || module.Names.IsBuiltin(call.Callee, "bool"))) return true;
        if (parent.AsSubscript is { } subscript && subscript.Value == queryset) return subscript.Index.Kind != Kind.Slice;
        return parent.Kind is not (Kind.Call or Kind.Keyword) ? Usage.Of(module, queryset) is Use.Iterated or Use.Searched
            : parent.AsCall is { } taking && module.Names.Resolve(taking.Callee)?.Path is "builtins.list" or "builtins.tuple" or "builtins.set" or "builtins.sorted" or "builtins.dict" or "builtins.sum" or "builtins.max" or "builtins.min"
                or "builtins.any" or "builtins.all" or "builtins.enumerate" or "builtins.frozenset";
    }

    /// <summary>A relation that an attribute of a row names.</summary>
    /// <param name="Target">The model at its other end; null where it is not known.</param>
    public readonly record struct RelationRead(ModelClass From, ModelField Field, ModelClass? Target, bool IsReverse);

    /// <summary>The relation that is read from a row of a known model; null for columns, methods and attributes that are stored.</summary>
    public RelationRead? RelationAt(Node expression)
    {
        if (!IsUsed || expression.AsAttribute is not { } attribute || Usage.IsStored(expression)) return null;
        if (module.Types.Of(attribute.Receiver) is not { Kind: TypeKind.Model, Of: { } model }) return null;
        var name = attribute.Name;
        if (model.Fields.TryGetValue(name, out var field))
            return field.Relation == Relation.None ? null : new RelationRead(model, field, module.Models.TargetOf(model, field), false);
        if (model.Mapper != Mapper.Django || model.Members.ContainsKey(name)) return null;
        if (module.Models.ReverseOf(model, name) is { } reverse)
            return new RelationRead(model, new ModelField(name, reverse.Relation, reverse.From.Path, true, false), reverse.From, true);
        return name.EndsWith("_set", StringComparison.Ordinal) && IsQueried(expression)
            ? new RelationRead(model, new ModelField(name, Relation.ToMany, null, true, false), null, true) : null;
    }

    private static bool IsQueried(Node attribute) => attribute.Parent.AsAttribute is { } method && method.Node.Parent.Kind == Kind.Call && Library.Find("QuerySet")?.Child(method.Name) is not null;

    /// <summary>The model whose class an expression names; null where it names none.</summary>
    public ModelClass? ClassAt(Node expression)
    {
        if (expression.Kind == Kind.Name)
        {
            if (module.SymbolAt(expression) is not { } symbol) return null;
            if (classBySymbol.TryGetValue(symbol.Id, out var known)) return known;
            return classBySymbol[symbol.Id] = ClassOf(symbol, expression);
        }
        return expression.Kind == Kind.Attribute && module.Names.PathOf(expression) is { } path && path.Contains('.') ? Named(path) : null;
    }

    private ModelClass? ClassOf(Symbol symbol, Node name)
    {
        if (symbol.OnlyDefinition is not { } definition) return module.Names.PathOf(name) is { } one ? Named(one) : null;
        if (definition.Kind is DefinitionKind.Import or DefinitionKind.ImportFrom or DefinitionKind.Class) return module.Names.PathOf(name) is { } path ? Named(path) : null;
        // `Order = get_model("orders", "Order")`
        if (definition.Kind != DefinitionKind.Assigned || definition.Value.AsCall is not { } call) return null;
        var last = call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id;
        if (last == "get_user_model") return Foreign;
        if (last != "get_model" || call.Positional(0)?.AsConstant?.String is not { } application) return null;
        if (call.Positional(1)?.AsConstant?.String is { } model) return module.Models.FindInApplication(application, model);
        var dot = application.IndexOf('.');
        return dot > 0 ? module.Models.FindInApplication(application[..dot], application[(dot + 1)..]) : null;
    }

    private ModelClass? Named(string path) => path == "django.db.models.Model" ? Foreign : module.Models.Find(path);

    /// <summary>The type of a call's result where models are involved; null for other calls.</summary>
    internal PythonType? OfCall(CallView call)
    {
        if (call.Callee.AsAttribute is not { } method)
        {
            if (call.Callee.Kind != Kind.Name) return null;
            if (ClassAt(call.Callee) is { } made) return RowOf(made);
            return module.Names.Resolve(call.Callee)?.Path switch
            {
                "sqlalchemy.select" when call.OnlyArgument is { } chosen && ClassAt(chosen) is { } model => PythonType.Select with { Of = model },
                "django.shortcuts.get_object_or_404" when call.Positional(0) is { } from && (ClassAt(from) ?? module.Types.Of(from)?.Of) is { } found => RowOf(found),
                _ => null,
            };
        }
        if (module.Types.Of(method.Receiver) is { } receiver) return OfMethod(receiver, method.Name, call);
        if (ClassAt(call.Callee) is { } constructed) return RowOf(constructed);
        return OfSession(method.Name, call);
    }

    private PythonType? OfMethod(PythonType receiver, string name, CallView call)
    {
        if (receiver.Name == "sqlalchemy.orm.Session") return OfSession(name, call);
        if (receiver.Of is null && !IsMapped(receiver)) return null;
        if (Library.Find(receiver.Name)?.Child(name) is not { Symbol: var known }) return OfOwnMethod(receiver, name);
        if (known?.Result is not { } result) return null;
        if (receiver == PythonType.RowsQuerySet) return result.Kind == TypeKind.QuerySet ? receiver : result.Kind == TypeKind.Model ? null : result;
        return result.Kind switch
        {
            TypeKind.Model => receiver.Of is { } model ? RowOf(model) : null,
            TypeKind.QuerySet when result.Name == "RowsQuerySet" => result,
            TypeKind.QuerySet or TypeKind.Query or TypeKind.Manager or TypeKind.Object => result with { Of = receiver.Of },
            _ => result,
        };
    }

    /// <summary>The query that a method of the project's own managers gives.</summary>
    private PythonType? OfOwnMethod(PythonType receiver, string name) =>
        receiver.Kind is TypeKind.Manager or TypeKind.QuerySet && receiver.Name != "RowsQuerySet" && receiver.Of is { Mapper: Mapper.Django } model && module.Models.QueryMethodOf(model, name) is not null
            ? PythonType.QuerySet with { Of = model } : null;

    /// <summary>A session is known by what it is given: <c>session.query(User)</c>, <c>session.scalars(select(User))</c>.</summary>
    private PythonType? OfSession(string name, CallView call)
    {
        switch (name)
        {
            case "query" when call.OnlyArgument is { } chosen && ClassAt(chosen) is { Mapper: Mapper.SqlAlchemy } model:
                return PythonType.Query with { Of = model };
            case "scalars" or "execute" when call.Positional(0) is { } statement && module.Types.Of(statement) is { Name: "sqlalchemy.Select", Of: { } selected }:
                return PythonType.Named(name == "scalars" ? "sqlalchemy.ScalarResult" : "sqlalchemy.Result") with { Of = selected };
            case "get" when call.Positional(0) is { } from && ClassAt(from) is { Mapper: Mapper.SqlAlchemy } model:
                return RowOf(model);
            default:
                return null;
        }
    }

    /// <summary>The type of an attribute where models are involved: a manager, a related row, a session.</summary>
    internal PythonType? OfAttribute(AttributeView attribute)
    {
        if (ClassAt(attribute.Receiver) is { } owner)
        {
            if (owner.Mapper == Mapper.SqlAlchemy) return attribute.Name == "query" && !owner.Fields.ContainsKey("query") ? PythonType.Query with { Of = owner } : null;
            var isManager = attribute.Name is "objects" or "_default_manager" or "_base_manager" || owner.Members.TryGetValue(attribute.Name, out var member) && member.Callee?.Contains("anager", StringComparison.Ordinal) == true;
            return isManager ? PythonType.Manager with { Of = owner } : null;
        }
        if (RelationAt(attribute.Node) is { } relation)
        {
            if (relation.Field.Relation == Relation.ToOne) return relation.Target is { } target ? RowOf(target) : null;
            return relation.From.Mapper == Mapper.Django ? PythonType.Manager with { Of = relation.Target } : PythonType.List;
        }
        if (attribute.Name == "session" && module.Names.PathOf(attribute.Receiver) is { } path && module.Models.IsFlaskDatabase(path)) return PythonType.Named("sqlalchemy.orm.Session");
        return null;
    }

    /// <summary>The row that the first parameter of a model's method is.</summary>
    internal PythonType? OfSelf(Node parameter)
    {
        var arguments = parameter.Parent;
        if (arguments.FirstChild != parameter || arguments.Parent is not { IsFunction: true } function || function.Parent.Parent is not { Kind: Kind.ClassDef } owner) return null;
        if (!function.FirstChild.Children.IsEmpty && function.AsFunction!.Value.Decorators[0].Text is "staticmethod" or "classmethod") return null;
        return owner.EnclosingFunction is null && owner.EnclosingClass is null && module.Models.Find(module.Name + "." + owner.Child(1).Text) is { } model ? RowOf(model) : null;
    }

    /// <summary>The row that going through an expression gives; null where it is no query of whole rows.</summary>
    internal PythonType? ElementOf(Node expression)
    {
        if (expression.AsCall is { Callee.AsAttribute: { Name: "all" or "unique", Receiver: var queried } }
            && module.Types.Of(queried) is { Kind: TypeKind.Query, Of: { } model }) return RowOf(model);
        if (expression.AsCall is { Callee.AsAttribute: { Name: "all" or "unique", Receiver: var result } } && module.Types.Of(result) is { Name: "sqlalchemy.ScalarResult", Of: { } scalar }) return RowOf(scalar);
        if (expression.Kind == Kind.Attribute)
            return RelationAt(expression) is { From.Mapper: Mapper.SqlAlchemy, Field.Relation: Relation.ToMany, Target: { } target } ? RowOf(target) : null;
        return module.Types.Of(expression) is { Of: { } rows } type && (type.Kind is TypeKind.QuerySet or TypeKind.Query || type.Name == "sqlalchemy.ScalarResult") ? RowOf(rows) : null;
    }

    /// <summary>How many rows a query gives; null for other calls.</summary>
    internal Size? SizeOf(CallView call)
    {
        if (module.Types.Of(call.Node) is not { } type) return null;
        if (type.Kind is not (TypeKind.QuerySet or TypeKind.Query) && type.Name != "sqlalchemy.ScalarResult" && !(type.Kind == TypeKind.List && ElementOf(call.Node) is not null)) return null;
        if ((type.Of ?? ElementOf(call.Node)?.Of) is { IsReference: true } model) return Size.SmallBy($"the rows of `{model.Name}`");
        if (QueryChain.Of(module, call.Node) is not { } chain) return null;
        foreach (var step in chain.Steps)
        {
            if (step.Callee.AsAttribute!.Value.Name is "none" || chain.AsksForOne(step)) return Size.SmallBy("the rows of one key");
            // What belongs to one user, project or day is seldom as much as a table holds.
            if (QueryChain.ComparesWithKey(step)) return Size.Unknown;
        }
        return chain.IsRelated ? new Size(SizeOrigin.Passed, 3, 30, 1000, "the related rows") : Size.DataBy(type.Of is { } rows ? $"the rows of `{rows.Name}`" : "the rows of a query");
    }
}
