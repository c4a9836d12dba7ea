using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Data;

public sealed class LockAcrossIo : PythonRule
{
    public override RuleInfo Info { get; } = new("x-lock-across-io", Language.Python, LeverClass.AvoidedWork, Technique.Async, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.7,
        Effort = Effort.Medium,
        Checklist = ["RS9"],
        Doc = """
            A lock that several places share is held while one of them waits for the network, another process or a clock.

            ## Why it costs
            Nobody else gets in meanwhile, so all of them together are no faster than one divided by the time it is held: with a request of
            50 ms under the lock, twenty a second, on any number of threads. The processor idles, so no profile of its time shows it.

            ## Example
            ```python
            import threading

            import requests

            class Prices:
                def __init__(self):
                    self.lock = threading.Lock()
                    self.known = {}

                def refresh(self, name):
                    with self.lock:
                        self.known[name] = requests.get("https://example.org/" + name).json()

                def price(self, name):
                    with self.lock:
                        return self.known.get(name)
            ```
            Use instead:
            ```python
            import threading

            import requests

            class Prices:
                def __init__(self):
                    self.lock = threading.Lock()
                    self.known = {}

                def refresh(self, name):
                    answer = requests.get("https://example.org/" + name).json()
                    with self.lock:
                        self.known[name] = answer

                def price(self, name):
                    with self.lock:
                        return self.known.get(name)
            ```

            ## Keep it when
            The lock is there for what is waited for: one connection, one device, a peer that takes one request at a time, or a thing that
            must be made once only.

            ## Regime
            Threads that each wait 2 ms: four take 3.4, 3.6 and 3.3 times as long with the wait under the lock (CPython 3.8, 3.11, 3.13), twenty
            7 to 11 times.
            With one thread, or where nobody comes while the lock is held, it changes nothing.

            ## Patch safety
            No patch: between the waiting and the section others may run, so what was read before may be out of date, two may fetch the same,
            and an older answer may be stored over a newer one.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.With, Kind.AsyncWith];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsWith is not { } section || LockOf(section, context) is not { } held || IsForIo(held) || node.EnclosingDef?.AsFunction is not { } function || IsStartOrEnd(function.Name)) return;
        if (OutsideWait.FirstIn(context.Module, section.Body) is not { } wait || IsMadeOnce(wait.Call, section) || Roles.IsOnErrorPath(wait.Call)) return;
        var (others, free) = OtherSections(node, held, context);
        if (others is not { } other) return;

        context.Report(wait.Call, $"`{wait.Call.FirstChild.Text}` {BlockingCall.What(wait.Wait.Blocking)} while `{held.Text}` is held")
            .Label(held, "held from here")
            .LabelHead(other, "which waits for the same lock")
            .Cost(wait.Wait.Duration, "py.lock")
            .AtTier(free ? Tier.A : Tier.B)
            .Advise(
                "wait before or after the section, and hold the lock for the result alone",
                "others may run in between: what was read before may be out of date, and two may fetch the same");
    }

    /// <summary>The lock that a section takes, where it is one that lives longer than the call: an attribute of self, or a module's.</summary>
    private static Node? LockOf(WithView section, PythonContext context)
    {
        foreach (var item in section.Items)
        {
            var held = item.FirstChild;
            // A lock for each key, `locks[key]`, holds up nobody else.
            if (held.Kind is not (Kind.Name or Kind.Attribute) || held.Bytes.IndexOf("ock"u8) < 0 && held.Bytes.IndexOf("mutex"u8) < 0) continue;
            if (held.Kind == Kind.Name && context.SymbolAt(held) is not { IsModuleLevel: true }) continue;
            if (context.TypeOf(held) is { Kind: TypeKind.Lock } or { Name: "asyncio.Lock" }) return held;
        }
        return null;
    }

    /// <summary>Does the lock's name say that it is there for what is waited for?</summary>
    private static bool IsForIo(Node held)
    {
        var name = (held.AsAttribute?.Name ?? held.Text).ToLowerInvariant();
        foreach (var word in (ReadOnlySpan<string>)["io_", "_io", "conn", "sock", "send", "write", "read", "file", "print", "rate", "throttl", "limit", "request", "process", "install", "download", "start", "stop", "refresh", "init", "serial", "device", "api"])
            if (name.Contains(word, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool IsStartOrEnd(string name)
    {
        var bare = name.Trim('_');
        return bare is "init" or "enter" or "exit" or "aenter" or "aexit" or "del" or "start" or "stop" or "close" or "shutdown" or "connect" or "disconnect" or "setup" or "teardown" or "cleanup" or "terminate" or "join" or "kill" or "reset";
    }

    /// <summary>Is the wait under a condition on what the section then stores, so that it happens once, and others have to wait for it?</summary>
    private static bool IsMadeOnce(Node call, WithView section)
    {
        for (var at = call.Parent; at.Id != section.Node.Id && !at.IsRoot; at = at.Parent)
        {
            if (at.AsIf is not { Test: var test } || !at.Child(1).Contains(call)) continue;
            if (test.AsCompare is { Op: CompareOp.Is, Right.IsNone: true } || test.AsUnary is { Op: UnaryOperator.Not, Operand.Kind: Kind.Name or Kind.Attribute }) return true;
            for (var id = section.Body.Id; id < section.Body.SubtreeEnd; id++)
                if (call.Tree[id] is { Kind: Kind.Attribute or Kind.Name } stored && Usage.IsStored(stored) && Mentions(test, stored)) return true;
        }
        // `if self.token: return self.token` before it says the same.
        foreach (var statement in section.Body.Children)
        {
            if (statement.Contains(call)) return false;
            if (statement.AsIf is { Body.LastChild.Kind: Kind.Return or Kind.Raise or Kind.Continue }) return true;
        }
        return false;
    }

    private static bool Mentions(Node test, Node stored)
    {
        for (var id = test.Id; id < test.SubtreeEnd; id++)
            if (test.Tree[id] is var node && node.Kind == stored.Kind && node.Data == stored.Data) return true;
        return false;
    }

    /// <summary>Another section of the same lock, and whether it is one that waits for nothing itself.</summary>
    private static (Node? Section, bool IsFree) OtherSections(Node section, Node held, PythonContext context)
    {
        var owner = held.Kind == Kind.Attribute ? section.EnclosingClass : context.Tree.Root;
        if (owner is not { } scope) return (null, false);
        Node? found = null;
        for (var id = scope.Id + 1; id < scope.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] is not (Kind.With or Kind.AsyncWith) || id == section.Id || context.Tree[id].AsWith is not { } other) continue;
            foreach (var item in other.Items)
            {
                var same = item.FirstChild;
                if (same.Kind != held.Kind || same.Data != held.Data || !same.Bytes.SequenceEqual(held.Bytes)) continue;
                if (OutsideWait.FirstIn(context.Module, other.Body) is null) return (other.Node, true);
                found ??= other.Node;
            }
        }
        return (found, false);
    }
}
