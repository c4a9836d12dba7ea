using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class WorkUnderLock : RustRule
{
    public override RuleInfo Info { get; } = new("rs-work-under-lock", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.7,
        Precision = 0.75,
        Effort = Effort.Medium,
        Checklist = ["RS9"],
        Doc = """
            A lock is held during a wait for a disk, a network, a process or another thread that does not need it.

            ## Why it costs
            Whoever else wants the lock waits as long. Short sections cost 11 to 15 ns and hardly ever meet; a section that reads a file takes
            thousands of times as long, and with a few threads most of them stand in line: the processors idle while the clock runs.

            ## Example
            ```rust
            use std::sync::Mutex;

            pub fn add(texts: &Mutex<Vec<String>>, path: &str) -> std::io::Result<()> {
                let mut texts = texts.lock().unwrap();
                let text = std::fs::read_to_string(path)?;
                texts.push(text);
                Ok(())
            }
            ```
            Use instead:
            ```rust
            use std::sync::Mutex;

            pub fn add(texts: &Mutex<Vec<String>>, path: &str) -> std::io::Result<()> {
                let text = std::fs::read_to_string(path)?;
                texts.lock().unwrap().push(text);
                Ok(())
            }
            ```

            ## Keep it when
            The lock is there to keep others from the file, the connection or the process itself. Waits of the guarded value, locks of `()` and guards
            whose name begins with `_` are not reported.

            ## Regime
            n threads that each hold the lock through a wait of 1 ms against threads that wait first: 0.92 times as fast with one thread, 3.4 times
            faster with 4, 7.3 with 16 (rustc 1.95). With one thread there is nothing to gain.

            ## Patch safety
            Others may change what is guarded between the work and the lock. Where the work depends on what was seen under the lock, look again.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["lock", "read", "write"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsMethodCall is not { ArgumentCount: 0, Name: "lock" or "read" or "write" } || module.Places.GuardOf(node) is not { } guard) return;
        if (module.TargetOf(node) is not { Symbol: { } taking } target || taking.Is(RustFacts.Async) || taking.Path.StartsWith("std::io", StringComparison.Ordinal)) return;
        if (target.Self.Argument(0).IsUnit || guard.Variable is { } variable && (variable.Name.StartsWith('_') || variable.IsUnused)) return;
        if (FirstWait(module, guard) is not { } wait) return;
        var symbol = module.TargetOf(wait).Symbol!;
        context.Report(node, $"the lock that is taken here is held while `{symbol.Path}` waits")
            .Label(wait, "the wait")
            .Cost(symbol.Waiting == Waiting.File ? "1ms" : "50ms", "mutex.uncontended")
            .AtTier(symbol.Waiting == Waiting.File ? IsQuick(symbol) ? Tier.C : Tier.B : Tier.A)
            // A file that is written under a lock is written in order, which is what many locks are for.
            .ForProfilesUnless(symbol.Waiting != Waiting.File || RustRoles.IsRepeated(node, module))
            .Advise("do the work first and lock then, or copy out what it needs", "nobody relies on the lock for the whole time");
    }

    private static bool IsQuick(RustSymbol symbol) => symbol.Name is "exists" or "is_file" or "is_dir" or "metadata" or "canonicalize" or "flush" or "seek" or "rename" or "remove_file" or "write_fmt";

    /// <summary>The first call while the guard lives that waits and has nothing to do with what is guarded.</summary>
    private static Node? FirstWait(RustModule module, GuardExtent guard)
    {
        for (var id = guard.Start; id < guard.End && id < module.Tree.Count; id++)
        {
            var node = module.Tree[id];
            // A closure may run anywhere, later or on another thread.
            if (node.Kind == Kind.Closure || node.AsBlock is { IsAsync: true } || node.IsItem) id = node.SubtreeEnd - 1;
            else if (node.Kind is Kind.Call or Kind.MethodCall && !node.Contains(guard.Call) && node.Parent.Kind != Kind.Await
                && module.TargetOf(node).Symbol is { Waiting: not (Waiting.No or Waiting.Lock) } symbol && !symbol.Is(RustFacts.OncePerProgram)
                && !symbol.Path.StartsWith("std::io::Std", StringComparison.Ordinal) && symbol.Name != "join" && !Concerns(module, node, guard) && !IsDroppedBefore(guard, node)) return node;
        }
        return null;
    }

    /// <summary>Is the call one of the guarded value, of something taken from it, or given it?</summary>
    private static bool Concerns(RustModule module, Node call, GuardExtent guard)
    {
        if (guard.Variable is not { } variable) return false;
        for (var id = call.Id; id < call.SubtreeEnd; id++)
        {
            if (module.BindingAt(module.Tree[id]) is not { } other) continue;
            if (other.Id == variable.Id) return true;
            if (other.Node.Id > guard.Start && variable.IsUsedIn(other.Declaration)) return true;
        }
        return false;
    }

    private static bool IsDroppedBefore(GuardExtent guard, Node node)
    {
        if (guard.Variable is not { } variable) return false;
        foreach (var use in variable.Uses)
            if (use.IsWhole && use.Kind is UseKind.Argument or UseKind.Returned or UseKind.Stored or UseKind.Assigned && use.Node.Id < node.Id && use.Node.EnclosingBlock is { } block && block.Contains(node)) return true;
        return false;
    }
}
