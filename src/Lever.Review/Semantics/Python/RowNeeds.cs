namespace Lever.Review.Semantics.Python;

/// <summary>How what a row is asked for can come with all rows.</summary>
public enum RowNeedKind
{
    /// <summary>By a join: a relation to one row.</summary>
    Joined,
    /// <summary>By one more query: rows that are many.</summary>
    Prefetched,
    /// <summary>By an annotation, or by rows kept by key: a count, a filter or a query of its own.</summary>
    Asked,
}

/// <summary>Something that is asked of each row, a query each time unless it was loaded with the rows.</summary>
/// <param name="Path">The relation, with two underscores between its parts; the model's name for a query of its own.</param>
/// <param name="Reader">The class and the method that ask, or the class that names it.</param>
/// <param name="Module">The module of the place that asks.</param>
/// <param name="Node">The id of the place in its module's tree; -1 where the relation is only named.</param>
/// <param name="Element">The name under which the hook lists it; of a page the template and the line, as in <c>shop/list.html:12</c>.</param>
/// <param name="IsSure">Is every row asked for it?</param>
public readonly record struct RowNeed(RowNeedKind Kind, string Path, string Reader, string Module, int Node, string Element, bool IsSure)
{
    /// <summary>Is it a query that starts from a model, not from the row?</summary>
    public bool IsOwnQuery => Kind == RowNeedKind.Asked && char.IsAsciiLetterUpper(Path[0]);

    /// <summary>The relation as code reads it.</summary>
    public string Dotted => Path.Replace("__", ".", StringComparison.Ordinal);
}

/// <summary>Collects what rows of a model are asked for by fields, methods, properties and serializers, across the modules of the project.</summary>
public sealed class RowNeeds(Models models)
{
    private const int MaximumDepth = 4;
    private const int MaximumNeeds = 60;

    private readonly List<RowNeed> needs = [];

    public IReadOnlyList<RowNeed> Found => needs;

    /// <param name="Model">The model of the row that is read.</param>
    /// <param name="Prefix">The relation that leads to it from the rows; empty for the rows themselves.</param>
    /// <param name="IsMany">Are there many of it for one row?</param>
    private readonly record struct At(ModelClass Model, string Prefix, bool IsMany, string Element, bool IsSure, int Depth)
    {
        public string Path(string step) => Prefix.Length == 0 ? step : Prefix + "__" + step;

        public At To(ModelClass model, string step, bool isMany) => this with { Model = model, Prefix = Path(step), IsMany = IsMany || isMany, Depth = Depth + 1 };
    }

    /// <summary>A field, a method or a property that is named in a list of columns.</summary>
    public void AddColumn(ModelClass model, string name)
    {
        var at = new At(model, "", false, name, true, 0);
        if (model.Fields.TryGetValue(name, out var field) && field is { Relation: Relation.ToOne, IsLazy: true })
        {
            Add(at, RowNeedKind.Joined, name, model.Name, "", -1);
            if (models.TargetOf(model, field) is { } target) AddMember(at.To(target, name, false), "__str__");
        }
        else if (IsGeneric(model, name)) Add(at, RowNeedKind.Prefetched, name, model.Name, "", -1);
        else AddMember(at, name);
    }

    /// <summary>Does a foreign key of any table stand under a name? Rows that it leads to are asked for one by one, or loaded ahead.</summary>
    private static bool IsGeneric(ModelClass model, string name) => model.Members.TryGetValue(name, out var member) && member.Callee?.EndsWith("GenericForeignKey", StringComparison.Ordinal) == true;

    /// <summary>What the text of a row needs.</summary>
    public void AddText(ModelClass model, string element) => AddMember(new At(model, "", false, element, true, 0), "__str__");

    /// <summary>What a page reads of each row by a path of attributes.</summary>
    /// <param name="path">Dotted, from the row; empty for the row itself.</param>
    /// <param name="place">Where the page reads it.</param>
    public void AddShown(ModelClass model, string path, string place, bool isShown, bool isSure)
    {
        var at = new At(model, "", false, place, isSure, 0);
        if (path.Length > 0) AddRead(at, new RowRead(path, -1, true, isShown, isSure, false), "", "");
        else if (isShown) AddMember(at, "__str__");
    }

    /// <summary>What a function reads of a row that it is given.</summary>
    public void AddGiven(ModelClass model, RowRead read, string reader) => AddRead(new At(model, "", false, "", read.IsSure, 0), read, reader, "");

    /// <summary>What a method of a hook reads of the row that it is given.</summary>
    /// <param name="owner">The class that the reader is told by.</param>
    public void AddMethod(ModelClass model, ClassOutline owner, string name, string element)
    {
        if (owner.Members.TryGetValue(name, out var method)) AddReads(new At(model, "", false, element, true, 0), method, owner.Name + "." + name, owner.Module);
    }

    private void AddMember(At at, string name)
    {
        if (at.Depth > MaximumDepth || !at.Model.Members.TryGetValue(name, out var member) || member.Reads.Count == 0) return;
        AddReads(at, member, at.Model.Name + "." + name, ModuleOf(at.Model, name));
    }

    private string ModuleOf(ModelClass model, string member)
    {
        // A member of a base stands in the base's module.
        var path = model.Path;
        for (var hop = 0; hop < 8 && models.OutlineOf(path) is { } outline; hop++)
        {
            if (outline.Members.ContainsKey(member) || outline.Bases.Count == 0) return outline.Module;
            path = outline.Bases.Select(name => models.BaseOf(outline, name)).FirstOrDefault(parent => parent is not null && HasMember(parent, member, 0)) is { } from ? from.Module + "." + from.Name : "";
        }
        return "";
    }

    private bool HasMember(ClassOutline outline, string member, int depth) =>
        outline.Members.ContainsKey(member) || depth < MaximumDepth && outline.Bases.Any(name => models.BaseOf(outline, name) is { } parent && HasMember(parent, member, depth + 1));

    private void AddReads(At at, MemberOutline method, string reader, string module)
    {
        foreach (var read in method.Reads)
        {
            // What a method calls may ask, or may not, is a guess.
            if (at.Depth > 0 && !(at.IsSure && read.IsSure)) continue;
            if (read.IsQuery)
            {
                if (models.Find(read.Path) is { Mapper: Mapper.Django, IsReference: false } asked) Add(at with { IsSure = at.IsSure && read.IsSure, Prefix = "" }, RowNeedKind.Asked, asked.Name, reader, module, read.Node);
            }
            else AddRead(at with { IsSure = at.IsSure && read.IsSure }, read, reader, module);
        }
    }

    private void AddRead(At at, RowRead read, string reader, string module)
    {
        var steps = read.Path.Split('.');
        var start = at;
        for (var index = 0; index < steps.Length; index++)
        {
            var (step, isLast) = (steps[index], index == steps.Length - 1);
            if (StepOf(at.Model, step) is { } relation)
            {
                if (relation.Relation == Relation.ToOne)
                {
                    var path = at.Path(step);
                    if (relation.Target is { } target)
                    {
                        // The key of the row at the other end is a column here; `author.pk` asks for the row all the same.
                        at = at.To(target, step, false);
                        if (!isLast) continue;
                        Add(start, at.IsMany ? RowNeedKind.Prefetched : RowNeedKind.Joined, path, reader, module, read.Node);
                        if (read.IsShown) AddMember(at, "__str__");
                    }
                    else Add(start, at.IsMany ? RowNeedKind.Prefetched : RowNeedKind.Joined, path, reader, module, read.Node);
                    return;
                }
                if (isLast || index + 2 != steps.Length || !read.IsCalled) return;
                AddMany(start, at.Path(step), steps[index + 1], reader, module, read.Node);
                return;
            }
            if (at.Prefix != start.Prefix) Add(start, at.IsMany ? RowNeedKind.Prefetched : RowNeedKind.Joined, at.Prefix, reader, module, read.Node);
            if (IsGeneric(at.Model, step)) Add(start, RowNeedKind.Prefetched, at.Path(step), reader, module, read.Node);
            else if (isLast && at.Model.Members.TryGetValue(step, out var member) && (member.Kind == MemberKind.Property || member.Kind == MemberKind.Method && read.IsCalled) && at.Depth < MaximumDepth)
                AddMember(at with { Depth = at.Depth + 1 }, step);
            return;
        }
    }

    private void AddMany(At start, string path, string method, string reader, string module, int node)
    {
        var kind = method switch
        {
            "all" => RowNeedKind.Prefetched,
            "count" or "exists" or "first" or "last" or "filter" or "exclude" or "values_list" or "values" or "order_by" or "aggregate" or "latest" or "earliest" or "get" => RowNeedKind.Asked,
            _ => (RowNeedKind?)null,
        };
        if (kind is { } known) Add(start, known, path, reader, module, node);
    }

    private (Relation Relation, ModelClass? Target)? StepOf(ModelClass model, string name)
    {
        if (model.Fields.TryGetValue(name, out var field)) return field is { Relation: not Relation.None, IsLazy: true } ? (field.Relation, models.TargetOf(model, field)) : null;
        if (model.Members.ContainsKey(name)) return null;
        return models.ReverseOf(model, name) is { } reverse ? (reverse.Relation, reverse.From) : null;
    }

    private void Add(At at, RowNeedKind kind, string path, string reader, string module, int node)
    {
        if (needs.Count >= MaximumNeeds) return;
        var known = needs.FindIndex(need => need.Kind == kind && need.Path == path && need.Module == module && need.Node == node);
        if (known < 0) needs.Add(new RowNeed(kind, path, reader, module, node, at.Element, at.IsSure));
    }

    /// <summary>What the fields of a serializer ask of each row of a model.</summary>
    public void AddSerializer(SerializerOutline serializer, ModelClass model) => AddSerializer(serializer, new At(model, "", false, "", true, 0));

    private void AddSerializer(SerializerOutline serializer, At row)
    {
        if (row.Depth > MaximumDepth) return;
        foreach (var field in serializer.FieldsOf(row.Model))
        {
            var at = row with { Element = field.Name };
            var reader = serializer.Name + "." + field.Name;
            switch (field.Kind)
            {
                case SerializedKind.Method:
                    if (serializer.MethodOf(field.Source) is { } method) AddReads(at, method.Member, method.Owner.Name + "." + field.Source, method.Owner.Module);
                    break;
                case SerializedKind.Nested when field.Source == "*":
                    if (field.Nested is { } same) AddSerializer(same, at with { Depth = at.Depth + 1 });
                    break;
                case SerializedKind.Nested:
                    if (Followed(at, field.Source.Split('.'), reader, serializer.Module, true) is { } end && field.Nested is { } nested) AddSerializer(nested, end);
                    break;
                case SerializedKind.Keys:
                    Followed(at, field.Source.Split('.'), reader, serializer.Module, false);
                    break;
                case SerializedKind.Text:
                    if (Followed(at, field.Source.Split('.'), reader, serializer.Module, true) is { } shown) AddMember(shown, "__str__");
                    break;
                default:
                    Followed(at, field.Source.Split('.'), reader, serializer.Module, true);
                    break;
            }
        }
        if (serializer.MethodOf("to_representation") is { } whole) AddReads(row with { Element = "to_representation" }, whole.Member, whole.Owner.Name + ".to_representation", whole.Owner.Module);
    }

    /// <summary>Follows a field's source to the row where it ends; null where it ends in a column.</summary>
    /// <param name="readsRows">Does it read the rows at the end, and not their keys alone?</param>
    private At? Followed(At at, string[] steps, string reader, string module, bool readsRows)
    {
        var start = at;
        for (var index = 0; index < steps.Length; index++)
        {
            if (StepOf(at.Model, steps[index]) is not { } relation)
            {
                if (at.Prefix != start.Prefix) Add(start, at.IsMany ? RowNeedKind.Prefetched : RowNeedKind.Joined, at.Prefix, reader, module, -1);
                if (index == steps.Length - 1) AddMember(at, steps[index]);
                return null;
            }
            var isLast = index == steps.Length - 1;
            // The key of a row is a column of the one that leads to it.
            if (isLast && relation.Relation == Relation.ToOne && !readsRows && at.Model.Fields.ContainsKey(steps[index]))
            {
                if (at.Prefix != start.Prefix) Add(start, at.IsMany ? RowNeedKind.Prefetched : RowNeedKind.Joined, at.Prefix, reader, module, -1);
                return null;
            }
            if (relation.Target is not { } target)
            {
                Add(start, at.IsMany || relation.Relation == Relation.ToMany ? RowNeedKind.Prefetched : RowNeedKind.Joined, at.Path(steps[index]), reader, module, -1);
                return null;
            }
            at = at.To(target, steps[index], relation.Relation == Relation.ToMany);
        }
        Add(start, at.IsMany ? RowNeedKind.Prefetched : RowNeedKind.Joined, at.Prefix, reader, module, -1);
        return at;
    }
}
