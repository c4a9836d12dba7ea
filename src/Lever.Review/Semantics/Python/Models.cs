using Lever.Syntax.Python;

namespace Lever.Review.Semantics.Python;

/// <summary>The models of the project, read from the outlines of their classes when they are asked for.</summary>
public sealed class Models
{
    private const int MaximumDepth = 8;
    private const string DjangoModels = "django.db.models.";

    private readonly PythonModule module;
    private readonly Dictionary<string, ModelClass?> byPath = [];
    private ModuleInterface? own;

    internal Models(PythonModule module) => this.module = module;

    internal void Reset()
    {
        byPath.Clear();
        own = null;
    }

    /// <summary>The model of a dotted path, followed through the project's imports; null where it is no model that is known.</summary>
    public ModelClass? Find(string path)
    {
        if (byPath.TryGetValue(path, out var known)) return known;
        byPath[path] = null;
        return byPath[path] = OutlineOf(path) is { } outline ? Read(outline) : null;
    }

    /// <summary>The model that <c>"app.Model"</c> means: of that name in the models of an application.</summary>
    public ModelClass? FindInApplication(string application, string name)
    {
        foreach (var candidate in module.Project.ModulesEndingIn(application + ".models"))
            if (Find(candidate + "." + name) is { } model) return model;
        return null;
    }

    /// <summary>The model at which a relation ends.</summary>
    public ModelClass? TargetOf(ModelClass from, ModelField field)
    {
        if (field.Target is not { } target) return null;
        if (target == "self") return from;
        if (Find(target) is { } direct) return direct;
        var dot = target.IndexOf('.');
        if (dot < 0) return Find(from.Path[..(from.Path.LastIndexOf('.') + 1)] + target);
        return target.LastIndexOf('.') == dot ? FindInApplication(target[..dot], target[(dot + 1)..]) : null;
    }

    /// <summary>The relation that another model's foreign key gives a model under a name, as far as the two modules at hand show it.</summary>
    public (ModelClass From, Relation Relation)? ReverseOf(ModelClass to, string name)
    {
        if (ReverseIn(module.Name, to, name) is { } here) return here;
        return ReverseIn(to.Path[..Math.Max(0, to.Path.LastIndexOf('.'))], to, name);
    }

    private (ModelClass, Relation)? ReverseIn(string owner, ModelClass to, string name)
    {
        if (InterfaceOf(owner) is not { } found) return null;
        foreach (var (own, outline) in found.Classes)
            foreach (var (_, member) in outline.Members)
            {
                if (member.Callee is not { } callee || RelationOf(LastOf(callee)) is not { } relation) continue;
                var given = member.Keyword("related_name")?.Text;
                var isToOne = callee.EndsWith("OneToOneField", StringComparison.Ordinal);
                if (given is not null ? given != name : own.ToLowerInvariant() + (isToOne ? "" : "_set") != name) continue;
                if (Find(owner + "." + own) is { } from && from.Fields.Values.Any(field => field.Relation == relation && to.Equals(TargetOf(from, field))))
                    return (from, isToOne ? Relation.ToOne : Relation.ToMany);
            }
        return null;
    }

    private static Relation? RelationOf(string callee) => callee switch
    {
        "ForeignKey" or "OneToOneField" or "ParentalKey" or "TreeForeignKey" => Relation.ToOne,
        "ManyToManyField" or "ParentalManyToManyField" => Relation.ToMany,
        _ => null,
    };

    private ModuleInterface? InterfaceOf(string name) =>
        name == module.Name ? own ??= ModuleInterfaces.Of(module.Tree, module.Path, module.Project) : module.Project.InterfaceOf(name);

    /// <summary>The outline of a class of the project.</summary>
    public ClassOutline? OutlineOf(string path)
    {
        for (var hop = 0; hop < MaximumDepth; hop++)
        {
            var dot = path.LastIndexOf('.');
            if (dot < 0) return null;
            if (InterfaceOf(path[..dot]) is { } found && found.Classes.TryGetValue(path[(dot + 1)..], out var outline)) return outline;
            if (module.Project.Exported(path) is not { } next || next == path) return null;
            path = next;
        }
        return null;
    }

    /// <summary>The outline of a class's base, which its module may have got by a star import.</summary>
    public ClassOutline? BaseOf(ClassOutline outline, string path) => OutlineOf(path.Contains('.', StringComparison.Ordinal) ? path : outline.Module + "." + path);

    /// <summary>What was called to make the value that a module keeps under a name, as a dotted path; null where nothing was.</summary>
    public string? MadeBy(string path)
    {
        path = module.Project.Exported(path) ?? path;
        var dot = path.LastIndexOf('.');
        return dot > 0 && InterfaceOf(path[..dot]) is { } found && found.Made.TryGetValue(path[(dot + 1)..], out var made) ? made : null;
    }

    /// <summary>The method that the project adds to the managers, or the queries, of a model; null where it adds none of that name that gives a query.</summary>
    public MemberOutline? QueryMethodOf(ModelClass model, string name)
    {
        foreach (var (_, member) in model.Members)
        {
            if (member.Kind != MemberKind.Value || ManagerOf(member) is not { } path) continue;
            if (InLine(path, name, 0) is { GivesQuery: true } method) return method;
        }
        return null;
    }

    /// <summary>The class of a manager or of queries that a model's member is made from.</summary>
    private static string? ManagerOf(MemberOutline member)
    {
        const string AsManager = ".as_manager";
        if (member.Callee is not { } callee) return member.First is { Text: ClassOutline.FromQuerySet, Path: { } rows } ? rows : null;
        return callee.EndsWith(AsManager, StringComparison.Ordinal) ? callee[..^AsManager.Length] : callee.EndsWith("anager", StringComparison.Ordinal) || callee.EndsWith("QuerySet", StringComparison.Ordinal) ? callee : null;
    }

    private MemberOutline? InLine(string path, string name, int depth)
    {
        if (depth > MaximumDepth) return null;
        if (OutlineOf(path) is not { } outline) return MadeBy(path) is { } rows && rows != path ? InLine(rows, name, depth + 1) : null;
        if (outline.Members.TryGetValue(name, out var member)) return member;
        foreach (var parent in outline.Bases)
            if (InLine(parent, name, depth + 1) is { } inherited) return inherited;
        return null;
    }

    private ModelClass? Read(ClassOutline outline)
    {
        var facts = new Facts();
        Add(outline, facts, 0);
        if (facts.Mapper is not { } mapper) return null;
        var fields = new Dictionary<string, ModelField>();
        foreach (var (name, member) in facts.Members)
            if ((mapper == Mapper.Django ? DjangoField(name, member) : SqlAlchemyField(name, member, facts.Members)) is { } field) fields[name] = field;
        return new ModelClass
        {
            Path = outline.Module + "." + outline.Name,
            Mapper = mapper,
            Fields = fields,
            Members = facts.Members,
            HasUnknownBase = facts.HasUnknownBase,
            IsSpread = facts.IsSpread,
        };
    }

    private sealed class Facts
    {
        public Mapper? Mapper { get; set; }

        public Dictionary<string, MemberOutline> Members { get; } = [];

        public bool HasUnknownBase { get; set; }

        public bool IsSpread { get; set; }
    }

    private void Add(ClassOutline outline, Facts facts, int depth)
    {
        foreach (var (name, member) in outline.Members) facts.Members.TryAdd(name, member);
        facts.Mapper ??= MapperOf(outline);
        foreach (var path in outline.Bases)
        {
            if (MapperOfBase(path) is { } mapper) facts.Mapper ??= mapper;
            else if (depth < MaximumDepth && BaseOf(outline, path) is { } parent && parent != outline)
            {
                if (IsTable(parent)) facts.IsSpread = true;
                Add(parent, facts, depth + 1);
            }
            else if (Library.Find(path) is null && path is not "object") facts.HasUnknownBase = true;
        }
    }

    private static bool IsTable(ClassOutline outline) =>
        MapperOf(outline) == Mapper.Django && !(outline.Members.TryGetValue("Meta.abstract", out var said) && said.First?.Text == "True");

    /// <summary>What the members of a class say: fields of a library are put into nothing but models of it.</summary>
    private static Mapper? MapperOf(ClassOutline outline)
    {
        foreach (var (name, member) in outline.Members)
        {
            if (name == "__tablename__") return Mapper.SqlAlchemy;
            if (member.Callee is not { } callee) continue;
            if (callee.StartsWith(DjangoModels, StringComparison.Ordinal) && (callee.EndsWith("Field", StringComparison.Ordinal) || callee.EndsWith("Key", StringComparison.Ordinal))) return Mapper.Django;
            if (LastOf(callee) is "relationship" or "mapped_column" or "Column"
                && (callee.StartsWith("sqlalchemy.", StringComparison.Ordinal) || callee.StartsWith("db.", StringComparison.Ordinal) || callee.Contains(".db.", StringComparison.Ordinal)))
                return Mapper.SqlAlchemy;
        }
        return null;
    }

    private Mapper? MapperOfBase(string path)
    {
        switch (Library.Find(path)?.Path)
        {
            case "django.db.models.Model": return Mapper.Django;
            case "sqlalchemy.orm.DeclarativeBase": return Mapper.SqlAlchemy;
        }
        if (MadeBy(path) is { } made && Library.Find(made)?.Path == "sqlalchemy.orm.declarative_base") return Mapper.SqlAlchemy;
        // `class User(db.Model)`, where `db = SQLAlchemy()`.
        return path.EndsWith(".Model", StringComparison.Ordinal) && IsFlaskDatabase(path[..^".Model".Length]) ? Mapper.SqlAlchemy : null;
    }

    /// <summary>Does a dotted path name a Flask-SQLAlchemy object?</summary>
    public bool IsFlaskDatabase(string path) => MadeBy(path) is { } made && LastOf(made) == "SQLAlchemy";

    private static ModelField? DjangoField(string name, MemberOutline member)
    {
        if (member.Callee is not { } callee) return null;
        var last = LastOf(callee);
        if (RelationOf(last) is { } relation)
        {
            var to = member.First ?? member.Keyword("to");
            return new ModelField(name, relation, to is { } target ? target.Path ?? target.Text : null, true, false);
        }
        if (!last.EndsWith("Field", StringComparison.Ordinal)) return null;
        return new ModelField(name, Relation.None, null, false, last is "TextField" or "JSONField" or "BinaryField" or "HStoreField" or "StreamField" or "RichTextField");
    }

    private static ModelField? SqlAlchemyField(string name, MemberOutline member, Dictionary<string, MemberOutline> members)
    {
        switch (member.Callee is { } callee ? LastOf(callee) : "")
        {
            case "relationship":
                var lazy = member.Keyword("lazy") is { } said ? said.Text is "select" or "True" : true;
                var target = member.First is { } first ? first.Path ?? first.Text : null;
                return new ModelField(name, DirectionOf(name, member, members), target, lazy && member.Keyword("viewonly") is null, false);
            case "Column" or "mapped_column" or "deferred":
                return new ModelField(name, Relation.None, null, false, member.Arguments.Any(argument => LastOf(argument.Path ?? "") is "Text" or "UnicodeText" or "JSON" or "JSONB" or "LargeBinary"));
            default:
                return member.Annotation?.StartsWith("Mapped[", StringComparison.Ordinal) == true && member.Callee is null ? new ModelField(name, Relation.None, null, false, false) : null;
        }
    }

    /// <summary>A relation with a foreign key beside it, or said to be no list, leads to one row.</summary>
    private static Relation DirectionOf(string name, MemberOutline member, Dictionary<string, MemberOutline> members)
    {
        if (member.Keyword("uselist")?.Text == "False") return Relation.ToOne;
        if (member.Annotation is { } annotation)
            return annotation.Contains("ist[", StringComparison.Ordinal) || annotation.Contains("et[", StringComparison.Ordinal) || annotation.Contains("Dict", StringComparison.Ordinal) ? Relation.ToMany : Relation.ToOne;
        return members.ContainsKey(name + "_id") ? Relation.ToOne : Relation.ToMany;
    }

    private static string LastOf(string dotted) => dotted[(dotted.LastIndexOf('.') + 1)..];
}
