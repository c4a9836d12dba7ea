namespace Lever.Review.Semantics.Python;

/// <summary>What a field of a serializer does with a row.</summary>
public enum SerializedKind
{
    /// <summary>Follows its source.</summary>
    Plain,
    /// <summary>Calls a method of the serializer.</summary>
    Method,
    /// <summary>Hands the row, or what its source leads to, to another serializer.</summary>
    Nested,
    /// <summary>Writes the keys of related rows.</summary>
    Keys,
    /// <summary>Writes the text of related rows.</summary>
    Text,
}

/// <param name="Source">Dotted, from the row; for a method its name.</param>
public readonly record struct SerializedField(string Name, SerializedKind Kind, string Source, SerializerOutline? Nested);

/// <summary>A serializer of Django REST framework, with the members of the project's bases.</summary>
public sealed class SerializerOutline
{
    private const int MaximumDepth = 6;

    private readonly Models models;
    private readonly List<ClassOutline> classes = [];

    private SerializerOutline(Models models) => this.models = models;

    public string Name => classes[0].Name;

    public string Module => classes[0].Module;

    /// <summary>The serializer of a dotted path; null where it is none that can be read.</summary>
    public static SerializerOutline? Of(Models models, string path)
    {
        if (models.OutlineOf(path) is not { } outline) return null;
        var serializer = new SerializerOutline(models);
        return serializer.Collect(outline, 0) ? serializer : null;
    }

    private bool Collect(ClassOutline outline, int depth)
    {
        classes.Add(outline);
        var isSerializer = false;
        foreach (var path in outline.Bases)
        {
            if (depth < MaximumDepth && models.BaseOf(outline, path) is { } parent && parent != outline) isSerializer |= Collect(parent, depth + 1);
            else isSerializer |= path.EndsWith("ModelSerializer", StringComparison.Ordinal) || path.StartsWith("rest_framework.", StringComparison.Ordinal) && path.EndsWith("Serializer", StringComparison.Ordinal);
        }
        return isSerializer;
    }

    private MemberOutline? Member(string name)
    {
        foreach (var outline in classes)
            if (outline.Members.TryGetValue(name, out var member)) return member;
        return null;
    }

    /// <summary>A method, and the class that defines it.</summary>
    public (MemberOutline Member, ClassOutline Owner)? MethodOf(string name)
    {
        foreach (var outline in classes)
            if (outline.Members.TryGetValue(name, out var member)) return member.Kind == MemberKind.Method ? (member, outline) : null;
        return null;
    }

    /// <summary>The model that it says to write; null where it says none.</summary>
    public ModelClass? Model => Member("Meta.model")?.First?.Path is { } path ? models.Find(path) : null;

    /// <summary>The fields that it writes of a row of a model.</summary>
    public IEnumerable<SerializedField> FieldsOf(ModelClass model)
    {
        var listed = Member("Meta.fields");
        var names = listed?.Arguments.Select(argument => argument.Text).ToHashSet(StringComparer.Ordinal);
        // What is computed may name anything; then only declared fields are known.
        var writesAll = listed is { Arguments: [{ Text: "\"__all__\"" or "'__all__'" }] } || Member("Meta.exclude") is not null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var outline in classes)
            foreach (var (name, member) in outline.Members)
            {
                if (member.Callee is not { } callee || !seen.Add(name) || member.Keyword("write_only")?.Text == "True") continue;
                if (!writesAll && names is not null && !names.Contains(name) && !names.Contains("")) continue;
                if (FieldOf(name, callee, member) is { } field) yield return field;
            }
        if (writesAll)
        {
            var excluded = Member("Meta.exclude")?.Arguments.Select(argument => argument.Text).ToHashSet(StringComparer.Ordinal);
            foreach (var field in model.Fields.Values)
                if (field.Relation == Relation.ToMany && !seen.Contains(field.Name) && excluded?.Contains(field.Name) != true) yield return new SerializedField(field.Name, SerializedKind.Keys, field.Name, null);
            yield break;
        }
        if (names is null || Member("Meta.depth") is not null) yield break;
        foreach (var name in names)
            if (name.Length > 0 && !seen.Contains(name)) yield return new SerializedField(name, SerializedKind.Keys, name, null);
    }

    private SerializedField? FieldOf(string name, string callee, MemberOutline member)
    {
        var last = callee[(callee.LastIndexOf('.') + 1)..];
        var source = member.Keyword("source")?.Text ?? name;
        switch (last)
        {
            case "SerializerMethodField":
                return new SerializedField(name, SerializedKind.Method, (member.First ?? member.Keyword("method_name"))?.Text ?? "get_" + name, null);
            case "PrimaryKeyRelatedField" or "HyperlinkedRelatedField":
                return new SerializedField(name, SerializedKind.Keys, source, null);
            case "StringRelatedField":
                return new SerializedField(name, SerializedKind.Text, source, null);
            case "SlugRelatedField":
                return new SerializedField(name, SerializedKind.Plain, source, null);
        }
        if (!last.EndsWith("Serializer", StringComparison.Ordinal)) return last.EndsWith("Field", StringComparison.Ordinal) && callee.StartsWith("rest_framework.", StringComparison.Ordinal) ? new SerializedField(name, SerializedKind.Plain, source, null) : null;
        return new SerializedField(name, SerializedKind.Nested, source, Of(models, callee));
    }
}
