using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>Functions that are handed to a builtin, which calls them at once, for each element.</summary>
internal static class Callbacks
{
    private static readonly NameIndex Takers = new(["map", "filter", "sorted", "sort", "min", "max", "nsmallest", "nlargest", "groupby", "reduce", "sub", "subn", "takewhile", "dropwhile"]);

    /// <summary>May a call of a bare name take such a function? A quick no for most names.</summary>
    public static bool MayTake(NameTable names, int callee) => Takers.Contains(names, callee);

    /// <summary>The function that a call is handed, and what it is called for each element of.</summary>
    public static (Node Function, Node Elements)? Of(PythonModule module, CallView call)
    {
        var path = module.Names.PathOf(call.Callee);
        var (function, elements) = path switch
        {
            "builtins.map" or "builtins.filter" or "functools.reduce" or "itertools.takewhile" or "itertools.dropwhile" => (call.Positional(0), call.Positional(1)),
            "builtins.sorted" or "builtins.min" or "builtins.max" => (call.Keyword("key"), call.Positional(0)),
            "heapq.nsmallest" or "heapq.nlargest" => (call.Keyword("key"), call.Positional(1)),
            "itertools.groupby" => (call.Argument(1, "key"), call.Positional(0)),
            "list.sort" => (call.Keyword("key"), call.Callee.FirstChild),
            "re.sub" or "re.subn" => (call.Argument(1, "repl"), call.Argument(2, "string")),
            _ => (null, null),
        };
        return function is { Kind: Kind.Name or Kind.Attribute } given && elements is { } over ? (given, over) : null;
    }
}
