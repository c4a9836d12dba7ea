using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which parameter of a class's methods is a row.</summary>
internal enum RowParameters
{
    None,
    /// <summary>The object itself, in a model.</summary>
    Self,
    /// <summary>The one after it, in serializers and admins.</summary>
    Second,
    /// <summary>None: the class is a manager or a query.</summary>
    Query,
}

/// <summary>Something that a method reads of the row that it is called with.</summary>
/// <param name="Path">The attributes after the row, dotted, as far as they go without a call; of a query of its own, the dotted path of its model.</param>
/// <param name="Node">The id of the expression in its module's tree.</param>
/// <param name="IsCalled">Is the last attribute called?</param>
/// <param name="IsShown">Is it made a text?</param>
/// <param name="IsSure">Does each call of the method come to it?</param>
/// <param name="IsQuery">Is it a query that starts from a model's manager, and follows the row?</param>
public readonly record struct RowRead(string Path, int Node, bool IsCalled, bool IsShown, bool IsSure, bool IsQuery);

/// <summary>Finds what methods read of their rows, from the code alone: the types of a class are known only when its module is at hand.</summary>
internal static class RowReads
{
    /// <summary>What the statement of a class says of its methods' rows.</summary>
    public static RowParameters ParametersOf(ClassView view)
    {
        foreach (var argument in view.Arguments)
        {
            var named = argument.AsSubscript?.Value ?? argument.AsCall?.Callee ?? argument;
            var name = named.AsAttribute?.Name ?? named.AsName?.Id;
            if (name is null) continue;
            if (name.EndsWith("Admin", StringComparison.Ordinal) || name.EndsWith("Inline", StringComparison.Ordinal) || name.EndsWith("Serializer", StringComparison.Ordinal) || name.EndsWith("AdminMixin", StringComparison.Ordinal) || name.EndsWith("SerializerMixin", StringComparison.Ordinal)) return RowParameters.Second;
            if (name.EndsWith("Manager", StringComparison.Ordinal) || name.EndsWith("QuerySet", StringComparison.Ordinal) || name is "from_queryset") return RowParameters.Query;
        }
        foreach (var statement in view.Body.Children)
            if (statement.AsAssign?.Value.AsCall?.Callee is { Kind: Kind.Name or Kind.Attribute } callee
                && (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id) is var made && (made.EndsWith("Field", StringComparison.Ordinal) || made.EndsWith("Key", StringComparison.Ordinal)))
                return RowParameters.Self;
        return RowParameters.None;
    }

    /// <summary>What a function reads of a parameter that is a row, each thing once.</summary>
    public static IReadOnlyList<RowRead> OfRow(FunctionView function, Node parameter) => Of(function, parameter.Data, function.Body, function.Node, null);

    /// <summary>What a function reads of each of the rows that a parameter holds, in loops over them.</summary>
    public static IReadOnlyList<RowRead> OfRows(FunctionView function, Node parameter)
    {
        var tree = function.Node.Tree;
        var reads = new List<RowRead>();
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            if ((Kind)tree.RawKinds[id] != Kind.Name || tree[id] is var rows && rows.Data != parameter.Data) continue;
            // Another query, or other rows, may stand under the name.
            if (Usage.IsStored(rows)) return [];
            if (rows.Parent.Kind is not (Kind.For or Kind.Comprehension) || new Loop(rows.Parent) is var loop && (loop.Iterable != rows || loop.Target is not { Kind: Kind.Name })) continue;
            var isSure = IsSure(loop.IsComprehension ? loop.Region : loop.Node, function.Node);
            foreach (var read in Of(function, loop.Target!.Value.Data, loop.Region, loop.IsComprehension ? loop.Region : loop.Node, null, loop.Target))
                if (!reads.Exists(known => known.Path == read.Path)) reads.Add(read with { IsSure = isSure && read.IsSure });
        }
        return reads;
    }

    /// <summary>Does code write rows, as far as the names of methods tell?</summary>
    public static bool Writes(Node code)
    {
        for (var id = code.Id; id < code.SubtreeEnd; id++)
            if ((Kind)code.Tree.RawKinds[id] == Kind.Call && code.Tree[id].FirstChild.AsAttribute is { Name: "save" or "delete" or "create" or "get_or_create" or "update_or_create" or "bulk_create" or "refresh_from_db" }) return true;
        return false;
    }

    /// <summary>What a method reads, each thing once.</summary>
    public static IReadOnlyList<RowRead> Of(FunctionView function, RowParameters which, IReadOnlyDictionary<string, string> exports)
    {
        var at = which == RowParameters.Self ? 0 : 1;
        foreach (var decorator in function.Decorators)
        {
            var text = decorator.Bytes;
            if (text.IndexOf("cache"u8) >= 0 && text.IndexOf("cached_property"u8) < 0 || text.SequenceEqual("classmethod"u8)) return [];
            if (text.SequenceEqual("staticmethod"u8)) at--;
        }
        if (at < 0) return [];
        var parameters = function.Arguments.Children;
        if (parameters.Count <= at || parameters[at].Kind is not (Kind.Arg or Kind.PosOnlyArg)) return [];
        return Of(function, parameters[at].Data, function.Body, function.Node, exports);
    }

    /// <param name="row">The name of the row.</param>
    /// <param name="region">Where it has that name.</param>
    /// <param name="each">What runs once for each row: the function, or a loop over rows.</param>
    /// <param name="exports">What the module calls models by; null where queries of its own are another's business.</param>
    /// <param name="binding">Where the name is bound, if not as a parameter.</param>
    private static IReadOnlyList<RowRead> Of(FunctionView function, int row, Node region, Node each, IReadOnlyDictionary<string, string>? exports, Node? binding = null)
    {
        // What remembers its results asks once.
        if (function.Body.Bytes.IndexOf("cache"u8) >= 0) return [];
        var tree = function.Node.Tree;
        List<RowRead>? reads = null;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
        {
            if ((Kind)tree.RawKinds[id] != Kind.Name) continue;
            var name = tree[id];
            if (name.Data == row)
            {
                if (Usage.IsStored(name) && name != binding) return [];
                if (name.Parent.Kind == Kind.Attribute && ReadAt(name, each) is { } read && reads?.Exists(known => known.Path == read.Path && known.IsShown == read.IsShown) != true) (reads ??= []).Add(read);
            }
            else if (exports is not null && name.Parent.AsAttribute is { Name: "objects" } manager && QueryAt(manager, row, function, exports) is { } query) (reads ??= []).Add(query);
        }
        return (IReadOnlyList<RowRead>?)reads ?? [];
    }

    private static RowRead? ReadAt(Node row, Node each)
    {
        var at = row.Parent;
        var path = at.AsAttribute!.Value.Name;
        while (at.Parent.Kind == Kind.Attribute)
        {
            at = at.Parent;
            path += "." + at.AsAttribute!.Value.Name;
        }
        if (Usage.IsStored(at) || Roles.IsOnErrorPath(at)) return null;
        var isCalled = at.Parent.AsCall is { } call && call.Callee == at;
        if (isCalled && IsPartOfQuery(at.Parent)) return null;
        return new RowRead(path, at.Id, isCalled, IsShown(at), IsSure(at, each), false);
    }

    /// <summary>Is a query handed to another one, as in <c>exclude(user__in=row.friends.all())</c>? It then runs inside of that.</summary>
    private static bool IsPartOfQuery(Node query) =>
        query.Parent.AsKeyword is { Name: { } name } keyword && (name.EndsWith("__in", StringComparison.Ordinal) || keyword.Node.Parent.AsCall?.Callee.AsAttribute?.Name is "filter" or "exclude" or "annotate");

    private static RowRead? QueryAt(AttributeView manager, int row, FunctionView function, IReadOnlyDictionary<string, string> exports)
    {
        var at = manager.Node;
        var first = at.Parent.AsAttribute?.Name;
        while (at.Parent.Kind == Kind.Attribute && at.Parent.Parent.Kind == Kind.Call && at.Parent.Parent.FirstChild == at.Parent) at = at.Parent.Parent;
        if (at.Kind != Kind.Call || first is null || Library.Find("QuerySet")?.Child(first) is not { Symbol: { } known } || Roles.IsOnErrorPath(at)) return null;
        if (first is not ("get" or "filter" or "exclude" or "values" or "values_list" or "order_by" or "annotate" or "all") || known.Result is null) return null;
        for (var id = at.Id; id < at.SubtreeEnd; id++)
            if ((Kind)at.Tree.RawKinds[id] == Kind.Name && at.Tree[id].Data == row) return new RowRead(ClassOutline.PathOf(manager.Receiver, exports), at.Id, true, false, IsSure(at, function.Node), true);
        return null;
    }

    private static bool IsShown(Node value)
    {
        var parent = value.Parent;
        if (parent.Kind == Kind.Tuple) parent = parent.Parent;
        return parent.Kind == Kind.FormattedValue || parent.AsBinOp is { Op: BinaryOperator.Mod } || parent.AsCall is { Callee: var callee } && callee != value && (callee.AsName?.Id is "str" or "escape" || callee.AsAttribute?.Name is "format");
    }

    /// <summary>Does each call of a function, or each turn of a loop, come to a place, unless it raises?</summary>
    private static bool IsSure(Node place, Node each)
    {
        for (var (child, at) = (place, place.Parent); at.Id > each.Id; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.If when at.FirstChild != child:
                case Kind.IfExp when at.Child(1) != child:
                case Kind.BoolOp when at.FirstChild != child:
                // What a loop goes through is asked for once, before its first turn.
                case Kind.For when at.Child(1) != child:
                case Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp when at.AsComprehension!.Value.FirstGenerator.Node is var first && (first != child || !first.Child(1).Contains(place)):
                case Kind.While or Kind.Lambda or Kind.FunctionDef or Kind.MatchCase:
                    return false;
                case Kind.Block:
                    foreach (var earlier in at.Children)
                    {
                        if (earlier.Id >= child.Id) break;
                        if (earlier.Kind is Kind.If or Kind.Match or Kind.For or Kind.Try && Leaves(earlier)) return false;
                    }
                    break;
            }
        }
        return true;
    }

    private static bool Leaves(Node statement)
    {
        for (var id = statement.Id; id < statement.SubtreeEnd; id++)
            if ((Kind)statement.Tree.RawKinds[id] is Kind.Return or Kind.Raise) return true;
        return false;
    }
}
