using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What a member of a class is.</summary>
public enum MemberKind
{
    Method,
    Property,
    Value,
}

/// <summary>An argument in a class body: what it names, or the text that it is.</summary>
/// <param name="Keyword">Null for one given by position.</param>
/// <param name="Path">The dotted path of a name or an attribute chain, seen through the module's imports; null for others.</param>
/// <param name="Text">The value of a string, or the source of anything else.</param>
public readonly record struct ArgumentOutline(string? Keyword, string? Path, string Text);

/// <summary>A member of a class, as far as its statement says.</summary>
/// <param name="Callee">The dotted path of what is called to make a value, such as <c>django.db.models.ForeignKey</c>; null where nothing is.</param>
/// <param name="Annotation">The source of its annotation, or null.</param>
public sealed record MemberOutline(MemberKind Kind, string? Callee, IReadOnlyList<ArgumentOutline> Arguments, string? Annotation)
{
    /// <summary>The argument of a name.</summary>
    public ArgumentOutline? Keyword(string name)
    {
        foreach (var argument in Arguments)
            if (argument.Keyword == name) return argument;
        return null;
    }

    /// <summary>The first argument where it is given by position.</summary>
    public ArgumentOutline? First => Arguments.Count > 0 && Arguments[0].Keyword is null ? Arguments[0] : null;

    /// <summary>What a method reads of the row that it is called with; known of models, serializers and admins only.</summary>
    public IReadOnlyList<RowRead> Reads { get; init; } = [];

    /// <summary>Does a method of a manager or of a query give the query itself, with some steps added that load nothing with its rows?</summary>
    public bool GivesPlainQuery { get; init; }

    /// <summary>Does a method of a manager or of a query give a query of the same rows?</summary>
    public bool GivesQuery { get; init; }
}

/// <summary>A class as importers need to know it: bases and members, without what its methods do.</summary>
/// <param name="Module">The module that defines it.</param>
/// <param name="Bases">The dotted paths of its bases, seen through the module's imports.</param>
/// <param name="Members">By name; those of an inner class <c>Meta</c> as <c>Meta.name</c>.</param>
public sealed record ClassOutline(string Module, string Name, IReadOnlyList<string> Bases, IReadOnlyDictionary<string, MemberOutline> Members)
{
    /// <summary>Do the bodies of its methods tell something that importers need to know?</summary>
    public bool NeedsBodies { get; init; }

    /// <summary>The text of a value that is a manager made from a class of queries, whose path it has.</summary>
    internal const string FromQuerySet = "from_queryset";

    /// <param name="exports">What the module's names mean so far: what a class uses is bound before it.</param>
    internal static ClassOutline Of(ClassView view, string module, IReadOnlyDictionary<string, string> exports)
    {
        var bases = new List<string>();
        foreach (var argument in view.Arguments)
        {
            if (Unsubscripted(argument) is { Kind: Kind.Name or Kind.Attribute } named) bases.Add(PathOf(named, exports));
            // `class Books(Manager.from_queryset(BookQuerySet))` has the methods of both.
            else if (RowsOf(argument) is { } rows) bases.AddRange([PathOf(ManagersOf(argument), exports), PathOf(rows, exports)]);
        }
        var members = new Dictionary<string, MemberOutline>();
        var reads = RowReads.ParametersOf(view);
        Collect(view.Body, "", reads, exports, members);
        return new ClassOutline(module, view.Name, bases, members) { NeedsBodies = reads != RowParameters.None };
    }

    /// <summary>The dotted path of a name or an attribute chain; as it is written where the module does not import or define its first name.</summary>
    internal static string PathOf(Node named, IReadOnlyDictionary<string, string> exports)
    {
        var text = named.Text.Replace(" ", "", StringComparison.Ordinal);
        var dot = text.IndexOf('.');
        return exports.TryGetValue(dot < 0 ? text : text[..dot], out var root) ? dot < 0 ? root : root + text[dot..] : text;
    }

    private static void Collect(Node body, string prefix, RowParameters reads, IReadOnlyDictionary<string, string> exports, Dictionary<string, MemberOutline> members)
    {
        foreach (var statement in body.Children)
        {
            if (statement.AsFunction is { } function)
                members.TryAdd(prefix + function.Name, Method(function, reads, exports));
            else if (statement.AsAssign is { OnlyTarget: { Kind: Kind.Name } target } assigned) members.TryAdd(prefix + target.Text, Value(assigned.Value, null, exports));
            else if (statement.AsAnnAssign is { Target: { Kind: Kind.Name } declared } annotated)
                members.TryAdd(prefix + declared.Text, annotated.Value is { } value ? Value(value, annotated.Annotation.Text, exports) : new MemberOutline(MemberKind.Value, null, [], annotated.Annotation.Text));
            else if (prefix.Length == 0 && statement.AsClass is { Name: "Meta" } meta) Collect(meta.Body, "Meta.", RowParameters.None, exports, members);
        }
    }

    private static MemberOutline Method(FunctionView function, RowParameters reads, IReadOnlyDictionary<string, string> exports)
    {
        var kind = IsProperty(function) ? MemberKind.Property : MemberKind.Method;
        if (reads == RowParameters.Query)
        {
            var given = QueryMethods.Of(function);
            return new MemberOutline(kind, null, [], null) { GivesQuery = given != GivenQuery.None, GivesPlainQuery = given == GivenQuery.Plain };
        }
        return new MemberOutline(kind, null, [], null) { Reads = reads == RowParameters.None ? [] : RowReads.Of(function, reads, exports) };
    }

    private static bool IsProperty(FunctionView function)
    {
        foreach (var decorator in function.Decorators)
            if ((decorator.AsAttribute?.Name ?? decorator.AsName?.Id)?.EndsWith("property", StringComparison.Ordinal) == true) return true;
        return false;
    }

    private static MemberOutline Value(Node value, string? annotation, IReadOnlyDictionary<string, string> exports)
    {
        if (value.AsCall is not { Callee: { Kind: Kind.Name or Kind.Attribute } callee } call)
            return new MemberOutline(MemberKind.Value, null, Values(value, exports), annotation);
        var arguments = new List<ArgumentOutline>();
        foreach (var argument in call.Arguments)
        {
            var given = argument.AsKeyword?.Value ?? argument;
            if (given.AsCall is { ArgumentCount: 0, Callee: { Kind: Kind.Name or Kind.Attribute } } made) given = made.Callee;
            arguments.Add(new ArgumentOutline(
                argument.AsKeyword?.Name, given.Kind is Kind.Name or Kind.Attribute ? PathOf(given, exports) : null, given.AsConstant?.String ?? given.Text));
        }
        // `objects = Manager.from_queryset(Rows)()` is made by what makes its class.
        return new MemberOutline(MemberKind.Value, PathOf(callee, exports), arguments, annotation);
    }

    /// <summary>What a value that no call makes says: a constant, a name, or the elements of a tuple or a list.</summary>
    private static ArgumentOutline[] Values(Node value, IReadOnlyDictionary<string, string> exports)
    {
        if (value.Kind is Kind.Name or Kind.Attribute) return [new ArgumentOutline(null, PathOf(value, exports), "")];
        if (value.AsCall is { Callee: var made } && RowsOf(made) is { } rows) return [new ArgumentOutline(null, PathOf(rows, exports), FromQuerySet), new ArgumentOutline(null, PathOf(ManagersOf(made), exports), "")];
        if (value.Kind is not (Kind.Tuple or Kind.List)) return [new ArgumentOutline(null, null, value.Kind == Kind.Constant ? value.Text : "")];
        var elements = new List<ArgumentOutline>();
        foreach (var element in value.Children)
            elements.Add(new ArgumentOutline(null, element.Kind is Kind.Name or Kind.Attribute ? PathOf(element, exports) : null, element.AsConstant?.String ?? ""));
        return [.. elements];
    }

    /// <summary>The class of queries from which <c>Manager.from_queryset(…)</c> makes one of managers.</summary>
    internal static Node? RowsOf(Node call) =>
        call.AsCall is { Callee.AsAttribute.Name: FromQuerySet } maker
        && maker.Positional(0) is { Kind: Kind.Name or Kind.Attribute } rows && ManagersOf(call) is { Kind: Kind.Name or Kind.Attribute } ? rows : null;

    private static Node ManagersOf(Node call) => call.FirstChild.FirstChild;

    private static Node Unsubscripted(Node node) => node.AsSubscript is { } subscript ? subscript.Value : node;
}
