using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Api;

public sealed class IoHandleInLoop : PythonRule
{
    public override RuleInfo Info { get; } = new("py-io-handle-in-loop", Language.Python, LeverClass.AvoidedWork, Technique.Api, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Doc = """
            The same file is opened, or flushed, or every entry of a folder looked up again, for each item.

            ## Why it costs
            Opening and closing a file takes 5 to 10 µs on a local disk and milliseconds on a network's; a flush is a system call where a
            write into the buffer takes a tenth of a microsecond; `os.path.isfile` asks the file system for what `os.scandir` knows already.

            ## Example
            ```python
            def write_all(rows, path):
                for row in rows:
                    with open(path, "a") as handle:
                        handle.write(row)
            ```
            Use instead:
            ```python
            def write_all(rows, path):
                with open(path, "a") as handle:
                    for row in rows:
                        handle.write(row)
            ```

            ## Keep it when
            Each record must be on disk, or seen by another process, before the next one is taken, or the file is rotated meanwhile.

            ## Regime
            1,000 rows appended: opened once 244 times faster on CPython 3.8, 241 on 3.11, 198 on 3.13; without a flush after each row
            22, 26 and 26 times. 500 names of a folder: `scandir` instead of `isfile` 28, 7 and 6 times. For a handful of items nobody notices.

            ## Patch safety
            What is written stays in the buffer until the file is closed: after a crash the last records are missing, and other readers see them later.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["open", "flush", "fsync", "commit", "isfile", "isdir", "islink"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call) return;
        switch (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id)
        {
            case "open": CheckOpen(call, context); break;
            case "flush" or "fsync" or "commit": CheckFlush(call, context); break;
            case "isfile" or "isdir" or "islink": CheckKind(call, context); break;
        }
    }

    private static void CheckOpen(CallView call, PythonContext context)
    {
        if (context.LoopAround(call.Node) is not { IsWhile: false } loop || context.Path(call.Callee) is not ("builtins.open" or "io.open" or "pathlib.Path.open")) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || !loop.IsComprehension && Loops.LeavesAfter(call.Node.EnclosingStatement, loop)) return;
        // Under a condition it is opened on some turns, or on one.
        if (!Loops.IsOnEveryTurn(call.Node, loop)) return;
        // Another path on each turn is another file, and so is the same one in another folder.
        if (ChangesFolder(loop, context)) return;
        if (call.Callee.AsAttribute is { } method && context.Path(call.Callee) == "pathlib.Path.open" && !context.IsInvariant(method.Receiver, loop)) return;
        foreach (var argument in call.Arguments)
            if (!context.IsInvariant(argument.AsKeyword?.Value ?? argument, loop)) return;
        context.Report(call.Node, $"`{call.Node.Text}` opens the same file on every turn of the loop")
            .LabelHead(loop.Node, "once a turn")
            .Cost("n*py.open", "py.open", "n > 1").Size("n", trips)
            .AtTier(trips.IsData ? Tier.A : Tier.B)
            .Advise("open the file once around the loop", "no other process rotates it or waits for each record");
    }

    private static bool ChangesFolder(Loop loop, PythonContext context)
    {
        for (var id = loop.Region.Id; id < loop.Region.SubtreeEnd; id++)
            if (context.Tree[id].AsCall is { } call && context.Path(call.Callee) is "os.chdir" or "contextlib.chdir") return true;
        return false;
    }

    private static void CheckFlush(CallView call, PythonContext context)
    {
        if (call.Node.Parent.Kind != Kind.Expr || context.LoopAround(call.Node) is not { IsWhile: false, IsComprehension: false } loop) return;
        // Under a condition it is done now and then.
        if (call.Node.Parent.Parent.Id != loop.Body!.Value.Id) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall) return;
        var isFsync = context.Path(call.Callee) == "os.fsync";
        if (!isFsync)
        {
            if (call.Callee.AsAttribute is not { Receiver: { Kind: Kind.Name or Kind.Attribute } receiver } || !context.IsInvariant(receiver, loop)) return;
            // A console shows progress; only files and connections are meant.
            if (context.Path(call.Callee) is not ("file.flush" or "sqlite3.Connection.commit" or "psycopg2.Connection.commit" or "psycopg.Connection.commit")) return;
        }
        context.Report(call.Node, $"`{call.Callee.Text}` is called after every item")
            .LabelHead(loop.Node, "once a turn")
            .Cost(isFsync ? "n*100us..10ms" : call.Callee.AsAttribute?.Name == "commit" ? "n*50us..5ms" : "n*1.2us", isFsync ? "100us..10ms" : "5ms", "n > 1").Size("n", trips)
            .AtTier(Tier.B)
            .Advise(call.Callee.AsAttribute?.Name == "commit" ? "commit once after the loop, or every so many items" : "let the buffer fill, and flush after the loop", "after a crash the last items may be missing");
    }

    private static void CheckKind(CallView call, PythonContext context)
    {
        if (context.LoopAround(call.Node) is not { Target: { Kind: Kind.Name } target, Iterable: { } iterable } loop) return;
        // Sizes and times are not in the folder: an entry has to ask for them too.
        if (!AsksForKind(call.Node, context)) return;
        if (Source(iterable, context).AsCall is not { } listing || context.Path(listing.Callee) != "os.listdir" || listing.Arguments.IsEmpty) return;
        if (call.OnlyArgument is not { } asked || Joined(asked, target, context) is not { } folder || folder != listing.Arguments[0].Text) return;
        // Once a loop is enough.
        for (var id = loop.Region.Id; id < call.Node.Id; id++)
            if (AsksForKind(context.Tree[id], context)) return;
        // Beside opening, copying or removing each entry the question is nothing to speak of.
        var isLittle = WorksOnEntries(loop, context);
        context.Report(call.Node, $"`{call.Callee.Text}` asks the file system again for each entry of the folder")
            .Label(listing.Node, "`os.scandir` gives the entries with their kinds")
            .Cost("n*py.stat", "n*200ns", "n > 1").Size("n", context.TripsOf(loop))
            .AtTier(isLittle ? Tier.C : Tier.B)
            .ForProfilesUnless(!isLittle)
            .Advise("go through `os.scandir` and ask the entries", "what changes in the folder meanwhile is not seen");
    }

    /// <summary>Does the loop do more with the file system than list a folder and ask about paths?</summary>
    private static bool WorksOnEntries(Loop loop, PythonContext context)
    {
        for (var id = loop.Region.Id; id < loop.Region.SubtreeEnd; id++)
            if (context.Tree[id].AsCall is { } call && context.Known(call.Callee) is { Blocking: not Blocking.No } known && known.Name != "os.listdir" && !known.Name.StartsWith("os.path.", StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool AsksForKind(Node node, PythonContext context) =>
        node.AsCall is { } call && context.Path(call.Callee) is "os.path.isfile" or "os.path.isdir" or "os.path.islink";

    /// <summary>Looks through a name and through <c>sorted(…)</c>.</summary>
    private static Node Source(Node iterable, PythonContext context)
    {
        var value = context.ValueOf(iterable) ?? iterable;
        return value.AsCall is { OnlyArgument: { } inner } call && context.IsBuiltin(call.Callee, "sorted") ? inner : value;
    }

    /// <summary>The folder of <c>os.path.join(folder, name)</c>, also through a name given the path.</summary>
    private static string? Joined(Node path, Node target, PythonContext context)
    {
        var value = context.ValueOf(path) ?? path;
        return value.AsCall is { ArgumentCount: 2 } join && context.Path(join.Callee) == "os.path.join" && join.Arguments[1].Text == target.Text ? join.Arguments[0].Text : null;
    }
}
