namespace Lever.Review.Semantics.Python;

/// <summary>The library that maps classes to tables.</summary>
public enum Mapper
{
    Django,
    SqlAlchemy,
}

/// <summary>To how many rows a relation leads.</summary>
public enum Relation
{
    /// <summary>A column of the table itself.</summary>
    None,
    ToOne,
    ToMany,
}

/// <summary>A column or a relation of a model.</summary>
/// <param name="Target">The dotted path or the bare name of the related model; null where it is not known.</param>
/// <param name="IsLazy">Does reading the relation run a query of its own unless the rows were loaded with it?</param>
/// <param name="IsUnbounded">Is it a column for text, documents or bytes of any length?</param>
public sealed record ModelField(string Name, Relation Relation, string? Target, bool IsLazy, bool IsUnbounded);

/// <summary>A class whose instances are rows of a table.</summary>
public sealed class ModelClass : IEquatable<ModelClass>
{
    /// <summary>The dotted path of the class.</summary>
    public required string Path { get; init; }

    public required Mapper Mapper { get; init; }

    /// <summary>Columns and relations by name, those of project bases included.</summary>
    public required IReadOnlyDictionary<string, ModelField> Fields { get; init; }

    /// <summary>Methods, properties and plain values by name, those of project bases included.</summary>
    public required IReadOnlyDictionary<string, MemberOutline> Members { get; init; }

    /// <summary>Does some base lie outside the project, so that it may bring more than is known?</summary>
    public required bool HasUnknownBase { get; init; }

    /// <summary>Is a base a table of its own, so that a row is spread over two?</summary>
    public required bool IsSpread { get; init; }

    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>Does the class say itself what saving, or deleting, a row does?</summary>
    public bool Overrides(string method) => Members.TryGetValue(method, out var member) && member.Kind == MemberKind.Method;

    /// <summary>May a foreign key lead nowhere?</summary>
    public bool IsNullable(string field) => Members.TryGetValue(field, out var member) && member.Keyword("null")?.Text == "True";

    /// <summary>Does a column have each value once?</summary>
    public bool IsUnique(string field) =>
        Members.TryGetValue(field, out var member) && (member.Callee?.EndsWith("OneToOneField", StringComparison.Ordinal) == true || member.Keyword("unique")?.Text == "True" || member.Keyword("primary_key")?.Text == "True");

    /// <summary>The one column that is said to be the key; null where none is, or several are.</summary>
    public string? PrimaryKey
    {
        get
        {
            string? only = null;
            foreach (var (name, member) in Members)
            {
                if (member.Keyword("primary_key")?.Text != "True") continue;
                if (only is not null) return null;
                only = name;
            }
            return only;
        }
    }

    /// <summary>Is it by its name a table of a few rows that are only looked up: languages, sites, currencies?</summary>
    public bool IsReference => ReferenceNames.Any(name => Name.EndsWith(name, StringComparison.Ordinal));

    private static readonly string[] ReferenceNames =
    [
        "Locale", "Language", "Site", "Currency", "Country", "Channel", "ContentType", "Permission", "Role", "Setting", "Settings", "Config", "Configuration",
        "Status", "Type", "Category", "Plan", "Feature", "Flag", "Option", "Choice", "Priority", "Severity", "Environment", "Region", "TimeZone", "Tier", "Level",
    ];

    public bool Equals(ModelClass? other) => other is not null && other.Path == Path;

    public override bool Equals(object? obj) => Equals(obj as ModelClass);

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Path;
}
