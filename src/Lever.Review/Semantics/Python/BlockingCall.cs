using System.Globalization;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>A library call that holds up its thread.</summary>
/// <param name="Node">The call.</param>
/// <param name="Path">The dotted name of what is called.</param>
/// <param name="Known">What the library tables say of it.</param>
public readonly record struct BlockingCall(Node Node, string Path, LibrarySymbol Known)
{
    public Blocking Blocking => Known.Blocking;

    /// <summary>Its name as the code's reader knows it.</summary>
    public string Name => Path.Replace("builtins.", "", StringComparison.Ordinal);

    /// <summary>Reading and writing what is open takes microseconds, and so do the lesser questions to the file system.</summary>
    public bool IsQuickFile => Blocking == Blocking.File
        && (Known.Nanoseconds < 5000 || Path.StartsWith("file.", StringComparison.Ordinal) || Path.StartsWith("ssl.", StringComparison.Ordinal));

    /// <summary>The call as one that blocks; null where it does not, or is told not to wait.</summary>
    public static BlockingCall? Of(PythonModule module, CallView call)
    {
        if (module.Names.Resolve(call.Callee) is not { Symbol: { Blocking: not Blocking.No, IsAsync: false } known } entry) return null;
        // A queue without a bound takes at once; `asyncio.run` fails outright on a running loop.
        if (entry.Path is "queue.Queue.put" or "asyncio.run" || DoesNotWait(call, known.Blocking)) return null;
        if (entry.Path.StartsWith("socket.socket.", StringComparison.Ordinal) && SeldomWaits(module.Tree.Names)) return null;
        return new BlockingCall(call.Node, entry.Path, known);
    }

    /// <summary>Do a file's sockets not block, which is how an event loop is written, or speak to the same machine alone, which takes what it is sent at once?</summary>
    private static bool SeldomWaits(NameTable names) => names.Find("setblocking"u8) >= 0 || names.Find("AF_UNIX"u8) >= 0 && names.Find("AF_INET"u8) < 0;

    /// <summary>What it does, after its name: <c>waits for the network</c>.</summary>
    public static string What(Blocking blocking) => blocking switch
    {
        Blocking.File => "works on a file",
        Blocking.Network => "waits for the network",
        Blocking.Database => "waits for the database",
        Blocking.Subprocess => "waits for another process",
        Blocking.Sleep => "sleeps",
        Blocking.Input => "waits for a person",
        _ => "waits for another thread",
    };

    /// <summary>How long, in the grammar of <c>lever estimate</c>.</summary>
    public string Duration => Blocking switch
    {
        Blocking.File => "5us..200us",
        Blocking.Network => "1ms..150ms",
        Blocking.Database => Path.StartsWith("sqlite3.", StringComparison.Ordinal) ? "10us..5ms" : "500us..20ms",
        Blocking.Subprocess => "1ms..100ms",
        Blocking.Sleep when Node.AsCall?.OnlyArgument is { } length && length.AsConstant is { Type: ConstantKind.Int or ConstantKind.Float }
            && !length.Text.Contains('_', StringComparison.Ordinal) && double.TryParse(length.Text, CultureInfo.InvariantCulture, out var seconds) =>
            (seconds * 1000).ToString("0.###", CultureInfo.InvariantCulture) + "ms",
        _ => "1ms..1s",
    };

    /// <summary>Is it told not to wait, by <c>timeout=0</c> or <c>blocking=False</c>?</summary>
    private static bool DoesNotWait(CallView call, Blocking blocking)
    {
        if (blocking is not (Blocking.Wait or Blocking.Sleep)) return false;
        foreach (var argument in call.Arguments)
        {
            var value = argument.AsKeyword?.Value ?? argument;
            if (value.AsConstant is { } constant && (constant.Type == ConstantKind.False || constant.Integer == 0)
                && (argument.Kind != Kind.Keyword || argument.AsKeyword is { Name: "timeout" or "block" or "blocking" }))
                return true;
        }
        return false;
    }
}
