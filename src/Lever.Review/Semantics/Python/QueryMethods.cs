using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What a method of a manager, or of a class of queries, gives.</summary>
internal enum GivenQuery
{
    /// <summary>Nothing that is known to be a query.</summary>
    None,
    /// <summary>A query, which may load relations with its rows.</summary>
    Any,
    /// <summary>A query that is the object's own with steps added, none of which loads anything with its rows.</summary>
    Plain,
}

/// <summary>Tells of a method by its return statements alone whether it gives a query.</summary>
internal static class QueryMethods
{
    public static GivenQuery Of(FunctionView function)
    {
        if (function.IsAsync || function.Arguments.Children.IsEmpty || !function.Decorators.IsEmpty) return GivenQuery.None;
        var self = function.Arguments.Children[0].Data;
        var (returns, loads) = (false, false);
        var tree = function.Node.Tree;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            switch ((Kind)tree.RawKinds[id])
            {
                case Kind.FunctionDef or Kind.Lambda or Kind.AsyncFunctionDef or Kind.ClassDef:
                    id = tree[id].SubtreeEnd - 1;
                    break;
                case Kind.Yield or Kind.YieldFrom:
                    return GivenQuery.None;
                case Kind.Return:
                    if (!IsOwnQuery(tree[id].FirstChild, self)) return GivenQuery.None;
                    returns = true;
                    break;
                case Kind.Attribute when tree[id].AsAttribute!.Value.Name is "select_related" or "prefetch_related" or "only" or "defer" or "select_for_update":
                    loads = true;
                    break;
            }
        }
        return !returns ? GivenQuery.None : loads ? GivenQuery.Any : GivenQuery.Plain;
    }

    /// <summary>Is it <c>self.filter(…)</c>, <c>self.get_queryset().exclude(…)</c>, <c>super().get_queryset()</c> or the like?</summary>
    private static bool IsOwnQuery(Node value, int self)
    {
        if (value.Kind != Kind.Call) return false;
        for (var at = value; at.AsCall is { Callee.AsAttribute: { } method }; at = method.Receiver)
        {
            if (method.Name is not ("get_queryset" or "get_query_set" or "_clone" or "_chain") && Library.Find("QuerySet")?.Child(method.Name)?.Symbol?.Result?.Name != "QuerySet") return false;
            if (method.Receiver.Kind == Kind.Name && method.Receiver.Data == self || method.Receiver.AsCall is { ArgumentCount: 0, Callee.AsName.Id: "super" }) return true;
        }
        return false;
    }
}
