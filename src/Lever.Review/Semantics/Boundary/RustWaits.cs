using System.Collections.Frozen;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Boundary;

/// <summary>Which calls of Rust may hold their thread until something else happens, by their names alone: for rules that must not speak where one might.</summary>
public static class RustWaits
{
    /// <summary>Methods whose names alone say that they may wait, or do much.</summary>
    private static readonly FrozenSet<string> methods = new[]
    {
        "recv", "recv_timeout", "recv_deadline", "blocking_recv", "send", "blocking_send", "join", "wait", "wait_timeout", "wait_for", "wait_while", "block_on", "block_in_place_on", "block_and_await",
        "lock", "read", "write", "read_exact", "read_line", "read_to_end", "read_to_string", "write_all", "flush", "accept", "connect", "park", "park_timeout", "sleep", "output", "status", "spawn_blocking",
        "sync_all", "execute", "query", "fetch", "poll", "next_timeout", "tick", "acquire", "detach", "allow_threads", "scan_next", "next_batch", "select", "try_next", "next_record_batch", "read_next",
    }.ToFrozenSet();

    /// <summary>May a method wait, or run for long?</summary>
    public static bool MayWait(MethodCallView call) => methods.Contains(call.Name);

    /// <summary>May a function wait, or run for long?</summary>
    public static bool MayWait(CallView call) => call.Function.AsPath is { } path && (methods.Contains(path.Name) || path.QualifierName is "fs" or "File" or "thread" or "Command" or "TcpStream");

    /// <summary>Is there anything below a node that may wait, or awaits?</summary>
    public static bool MayWait(Node within)
    {
        for (var id = within.Id; id < within.SubtreeEnd; id++)
        {
            var node = within.Tree[id];
            if (node.Kind == Kind.Await || node.AsMethodCall is { } method && MayWait(method) || node.AsCall is { } call && MayWait(call)) return true;
        }
        return false;
    }
}
