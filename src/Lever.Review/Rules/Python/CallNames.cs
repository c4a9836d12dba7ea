using Lever.Syntax.Python;

namespace Lever.Review.Rules.Python;

/// <summary>What the name of a function that no file of the project's shows promises.</summary>
internal static class CallNames
{
    /// <summary>The last name of what is called; null where that is no name.</summary>
    public static string? Of(CallView call) => call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id;

    /// <summary>Is a method of this name a look at something, as a rule: no more than what a call itself takes?</summary>
    public static bool IsCheap(string name) => name is "group" or "groups" or "groupdict" or "start" or "span" or "option" or "argument" or "exception" or "lower" or "upper" or "casefold" or "strip"
        or "lstrip" or "rstrip" or "startswith" or "endswith" or "isdigit" or "items" or "keys" or "values" or "join" or "format" or "split" or "replace" or "encode" or "decode" or "isinstance"
        or "issubclass" or "hasattr" or "getattr" or "callable" or "type" or "super" or "count" or "find" or "index" or "rfind" or "get" or "getvalue" or "getLogger" or "is_set" or "is_alive"
        or "done" or "cancelled" or "result" or "locked" or "empty" or "qsize" or "fileno" or "isatty" or "operand" or "cast" or "is_dir" or "title" or "partition" or "total_seconds" or "isEnabledFor";

    /// <summary>Does a name ask for a yes or no, which is found out without changing anything?</summary>
    public static bool IsQuestion(string name) =>
        name.AsSpan().TrimStart('_') is var words && (words.StartsWith("is_", StringComparison.Ordinal) || words.StartsWith("has_", StringComparison.Ordinal));

    /// <summary>Does a name say that each call does something, or gives something else?</summary>
    public static bool HasEffect(string name)
    {
        if (name.Contains("rand", StringComparison.OrdinalIgnoreCase) || name.Contains("next", StringComparison.OrdinalIgnoreCase) || name.Contains("nowait", StringComparison.Ordinal)) return true;
        var words = name.AsSpan().TrimStart('_');
        var end = words.IndexOf('_');
        return (end < 0 ? words : words[..end]) is "pop" or "popleft" or "popitem" or "read" or "readline" or "recv" or "receive" or "take" or "consume" or "advance" or "accept" or "expect" or "match" or "eat" or "skip"
            or "visit" or "send" or "write" or "add" or "append" or "extend" or "insert" or "remove" or "discard" or "delete" or "update" or "set" or "create" or "make" or "new" or "open" or "close" or "start"
            or "stop" or "run" or "execute" or "fetch" or "wait" or "poll" or "parse" or "flush" or "commit" or "save" or "register" or "emit" or "log" or "warn" or "warning" or "error" or "fail" or "print"
            or "put" or "push" or "connect" or "try" or "process" or "handle" or "apply" or "input" or "prompt" or "confirm" or "ask" or "acquire" or "release" or "lock" or "time" or "now" or "monotonic"
            or "perf" or "choice" or "sample" or "shuffle" or "uuid" or "uuid4" or "move" or "step" or "tick" or "call" or "invoke" or "request" or "post" or "patch" or "select" or "clear" or "reset"
            or "begin" or "end" or "minibatch" or "train" or "fit" or "enter" or "exit" or "assign" or "store" or "infer" or "check" or "yield" or "peek" or "tell" or "seek" or "exists" or "copy" or "deepcopy" or "sleep" or "refresh" or "reload";
    }
}
