using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>A call of a piece of code that waits for something outside the process.</summary>
/// <param name="Call">The call in that piece of code, which waits itself or calls what waits.</param>
/// <param name="Wait">The library call that waits.</param>
public readonly record struct OutsideWait(Node Call, BlockingCall Wait)
{
    private const int MaximumDepth = 3;

    /// <summary>
    /// The first call of a piece of code that waits for the network, another process or a clock, itself or through functions of
    /// the file; null where none is known. What waits for one connection, socket or file is left out: that is used by one at a time anyway.
    /// </summary>
    public static OutsideWait? FirstIn(PythonModule module, Node code) => FirstIn(module, code, 0);

    private static OutsideWait? FirstIn(PythonModule module, Node code, int depth)
    {
        for (var id = code.Id; id < code.SubtreeEnd; id++)
        {
            var kind = (Kind)module.Tree.RawKinds[id];
            // A function that is only defined here runs elsewhere.
            if (kind is Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.Lambda or Kind.ClassDef) id = module.Tree[id].SubtreeEnd - 1;
            if (kind != Kind.Call) continue;
            var call = module.Tree[id].AsCall!.Value;
            if (module.Names.Resolve(call.Callee) is { Symbol: { } known } entry)
            {
                if (Waits(known, call, entry.Path)) return new OutsideWait(call.Node, new BlockingCall(call.Node, entry.Path, known));
            }
            else if (depth < MaximumDepth && module.Classes.FunctionCalled(call) is { } function && (!function.IsAsync || call.Node.Parent.Kind == Kind.Await)
                && FirstIn(module, function.Body, depth + 1) is { } inner)
                return inner with { Call = call.Node };
        }
        return null;
    }

    private static bool Waits(LibrarySymbol known, CallView call, string path)
    {
        if (known.IsAsync && call.Node.Parent.Kind is not (Kind.Await or Kind.WithItem)) return false;
        return known.Blocking switch
        {
            Blocking.Network => !path.StartsWith("socket.", StringComparison.Ordinal),
            Blocking.Subprocess => !path.StartsWith("subprocess.Popen.", StringComparison.Ordinal),
            // `sleep(0)` lets others run.
            Blocking.Sleep => call.OnlyArgument?.AsConstant is not { Integer: 0 },
            _ => false,
        };
    }
}
