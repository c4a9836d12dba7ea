using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Api;

public sealed class TellPerLine : PythonRule
{
    public override RuleInfo Info { get; } = new("py-tell-per-line", Language.Python, LeverClass.Boundary, Technique.Api, Tier.C)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Doc = """
            A file is asked where it stands for each line that is read.

            ## Why it costs
            `tell` asks the system, 200 to 300 ns each time, twice what reading a line out of the buffer takes; of a file of text it works out
            besides what the decoder has read ahead, some microseconds. The length of the line that was read says the same.

            ## Example
            ```python
            def lines_before(file, end):
                while file.tell() < end:
                    line = file.readline()
                    if not line:
                        break
                    yield line
            ```
            Use instead:
            ```python
            def lines_before(file, end):
                position = file.tell()
                while position < end:
                    line = file.readline()
                    if not line:
                        break
                    position += len(line)
                    yield line
            ```

            ## Keep it when
            The file is one of text whose characters take more than one byte each, and cannot be opened as bytes; or somebody else reads it
            meanwhile.

            ## Regime
            For lines of 20 to 120 bytes of a file opened as bytes 2.6, 2.9 and 3.0 times faster at 30 lines on CPython 3.8, 3.11 and 3.13,
            2.9, 3.6 and 3.4 times at 3,000.

            ## Patch safety
            No patch: lengths are bytes only where the file is opened as bytes.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["tell"];

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test || node.AsCall is not { ArgumentCount: 0, Callee.AsAttribute: { Name: "tell", Receiver: { Kind: Kind.Name or Kind.Attribute } file } }) return;
        if (context.LoopAround(node) is not { IsComprehension: false } loop || !IsAskedEachTurn(node, loop) || ReadWithin(loop, file, context) is not { } read || Roles.IsOnErrorPath(node)) return;
        context.Report(node, $"`{file.Text}` is asked where it stands for each line")
            .Label(read, "the length of this line tells it")
            .LabelHead(loop.Node, "asks once a turn")
            .Cost("n*300ns", "n*py.builtin.call")
            .Size("n", context.TripsOf(loop))
            .ForProfilesUnless(false)
            .Advise("ask once before the loop, and add the length of each line that is read", "the file is opened as bytes", "nothing else moves in the file meanwhile");
    }

    /// <summary>Is a call made under no condition of the loop's body?</summary>
    private static bool IsAskedEachTurn(Node call, Loop loop)
    {
        for (var (child, at) = (call, call.Parent); child != loop.Node; (child, at) = (at, at.Parent))
            if (at.Kind is Kind.If or Kind.IfExp && child != at.FirstChild || at.Kind == Kind.BoolOp && child != at.FirstChild || at.Kind is Kind.ExceptHandler or Kind.MatchCase or Kind.Lambda) return false;
        return true;
    }

    /// <summary>Where a loop reads a line of a file that it moves in by nothing else; null where it does not.</summary>
    private static Node? ReadWithin(Loop loop, Node file, PythonContext context)
    {
        Node? read = null;
        for (var id = loop.Node.Id; id < loop.Node.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Call || context.Tree[id].AsCall is not { } call) continue;
            if (call.Callee.AsAttribute is { } method && method.Receiver.Bytes.SequenceEqual(file.Bytes))
            {
                if (method.Name == "readline") read ??= call.Node;
                else if (method.Name is not ("tell" or "close")) return null;
                continue;
            }
            // Whoever is given the file may read on.
            foreach (var argument in call.Arguments)
                if (argument.Bytes.SequenceEqual(file.Bytes)) return null;
        }
        return read is { } found && context.LoopAround(found) is { } around && around.Node == loop.Node ? read : null;
    }
}
