using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Whether coroutines ever give the event loop its turn.</summary>
public static class Suspension
{
    private const int MaximumDepth = 4;

    /// <summary>Does a function wait for anything itself: by <c>await</c>, <c>async for</c>, <c>async with</c> or an asynchronous comprehension?</summary>
    public static bool Awaits(FunctionView function)
    {
        var body = function.Body;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            if (node.IsFunction || node.Kind is Kind.Lambda or Kind.ClassDef) id = node.SubtreeEnd - 1;
            else if (IsWait(node)) return true;
        }
        return false;
    }

    /// <summary>May a coroutine of this file be suspended? Not if all that it awaits are coroutines of this file that are never suspended.</summary>
    public static bool MaySuspend(PythonModule module, FunctionView function) => MaySuspend(module, function, 0);

    private static bool MaySuspend(PythonModule module, FunctionView function, int depth)
    {
        if (!function.IsAsync || depth > MaximumDepth) return true;
        var body = function.Body;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.IsFunction || node.Kind is Kind.Lambda or Kind.ClassDef)
            {
                id = node.SubtreeEnd - 1;
                continue;
            }
            // An asynchronous generator is driven from outside.
            if (node.Kind == Kind.Yield) return true;
            if (!IsWait(node)) continue;
            if (node.Kind != Kind.Await || node.FirstChild.AsCall is not { } call || module.Classes.FunctionCalled(call) is not { } awaited || MaySuspend(module, awaited, depth + 1)) return true;
        }
        return false;
    }

    private static bool IsWait(Node node) => node.Kind is Kind.Await or Kind.AsyncFor or Kind.AsyncWith || node.Kind == Kind.Comprehension && node.Data == 1;
}
