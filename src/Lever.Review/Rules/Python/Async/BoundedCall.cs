using System.Text;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Async;

/// <summary>The wrapper that patches put around an awaited call so that a fixed number of them run at once.</summary>
internal static class BoundedCall
{
    /// <summary>A start: few enough for any peer, and nine tenths of the gain of more.</summary>
    private const string Concurrency = "10";

    private const string Semaphore = "semaphore";

    /// <summary>The wrapper's name; null where it or the semaphore's is taken.</summary>
    public static string? NameFor(PythonContext context, CallView call)
    {
        var name = "bounded_" + (call.Callee.AsName?.Id ?? call.Callee.AsAttribute?.Name ?? "call").TrimStart('_');
        return IsFree(context, name) && IsFree(context, Semaphore) ? name : null;
    }

    /// <summary>Defines the wrapper before a statement: an async function of one parameter that holds the semaphore while it awaits the call.</summary>
    public static Patch? DefineBefore(this Patch patch, Node statement, string name, string parameter, CallView call) =>
        patch.InsertBefore(
            statement,
            $"{Semaphore} = asyncio.Semaphore({Concurrency})",
            $"async def {name}({parameter}):",
            $"    async with {Semaphore}:",
            $"        return await {call.Node.Text}")?.ImportModule("asyncio");

    /// <summary>Do the call's arguments read nothing that the loop binds but its variable?</summary>
    public static bool DependsOnlyOn(PythonContext context, CallView call, Node target, Node loop)
    {
        for (var id = call.Node.Id; id < call.Node.SubtreeEnd; id++)
        {
            var node = context.Tree[id];
            if (node.Kind is Kind.Await or Kind.Yield or Kind.NamedExpr) return false;
            if (node.Kind != Kind.Name || context.SymbolAt(node) is not { } symbol || !symbol.IsDefinedIn(loop)) continue;
            if (symbol.OnlyDefinition is not { } definition || !target.Contains(definition.Node)) return false;
        }
        return true;
    }

    private static bool IsFree(PythonContext context, string name) => context.Tree.Names.Find(Encoding.UTF8.GetBytes(name)) < 0;
}
