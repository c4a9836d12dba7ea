using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class LockOnPrimitive : RustRule
{
    public override RuleInfo Info { get; } = new("rs-lock-on-primitive", Language.Rust, LeverClass.DataStructure, Technique.Api, Tier.C)
    {
        Checklist = ["RS9"],
        Effort = Effort.Medium,
        Doc = """
            A lock around one integer or `bool` that is only read, written or added to.

            ## Why it costs
            A lock is taken and given back by two atomic operations, with a poison flag looked at in between: 11 ns for a `Mutex`, 14.5 ns for reading a
            `RwLock`, against 4.6 ns for one atomic addition and less for a load. Threads that wait for each other pay far more.

            ## Example
            ```rust
            use std::sync::Mutex;

            pub struct Stats {
                requests: Mutex<u64>,
            }

            impl Stats {
                pub fn count(&self) {
                    *self.requests.lock().unwrap() += 1;
                }
            }
            ```
            Use instead:
            ```rust
            use std::sync::atomic::{AtomicU64, Ordering};

            pub struct Stats {
                requests: AtomicU64,
            }

            impl Stats {
                pub fn count(&self) {
                    self.requests.fetch_add(1, Ordering::Relaxed);
                }
            }
            ```

            ## Keep it when
            The value belongs together with others that change under the same lock, or a `Condvar` waits for it. Locks that are held for more than one
            operation, locks that other files can reach, and files with a `Condvar` are not reported.

            ## Regime
            Measured for a counter that one thread counts up: 2.3 times as fast for 10 additions, 2.0 for 1,000. Some small targets have no atomic `u64`.

            ## Patch safety
            The ordering has to be argued: `Relaxed` is right for counters that nothing else depends on, and wrong for flags that announce other data.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.RecordField];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind != Kind.RecordField || node.Child(3) is not { Kind: Kind.Path } written || LockIn(written) is not { } locked || locked.AsPath!.Value.Argument(0) is not { Kind: Kind.Path } held) return;
        var module = context.Module;
        var type = module.Types.OfTypeNode(held);
        if (!type.IsInteger && !(type.Kind == TypeKind.Path && type.Path == "bool") || type.Path is "u128" or "i128") return;
        if (!module.Types.OfTypeNode(locked).Has(RustFacts.Lock) || context.HasName("Condvar")) return;
        var declared = new FieldDeclaration(node, 0);
        if (FieldUses.Of(declared) is not { } uses || FieldUses.IsAmbiguous(declared)) return;
        var count = 0;
        foreach (var access in uses.Accesses)
        {
            if (!IsOneOperation(access)) return;
            count++;
        }
        if (count == 0) return;
        var isReading = locked.AsPath!.Value.Name == "RwLock";
        var atomic = $"Atomic{char.ToUpperInvariant(type.Path[0])}{type.Path[1..]}";
        context.Report(locked, $"`{declared.Name}` locks a single `{type.Path}` for one operation at a time")
            .Cost(isReading ? "n*rwlock.read" : "n*mutex.uncontended", "n*atomic.add")
            .Size("n", Size.Unknown)
            .Advise($"use an `{atomic}`", "the memory ordering that other data needs is argued for", "the target has such an atomic");
    }

    /// <summary>The lock that a type is, or that an `Arc` shares.</summary>
    private static Node? LockIn(Node written)
    {
        var path = written.AsPath!.Value;
        if (path.Name is "Mutex" or "RwLock") return written;
        return path.Name is "Arc" && path.Argument(0)?.AsPath is { Name: "Mutex" or "RwLock" } inner ? inner.Node : null;
    }

    /// <summary>Is the lock taken, and the value read or changed, in one expression?</summary>
    private static bool IsOneOperation(Node access)
    {
        if (access.Parent.AsMethodCall is not { ArgumentCount: 0, Name: "lock" or "read" or "write" } call || call.Receiver != access) return false;
        var at = call.Node;
        while (at.Parent.AsMethodCall is { Name: "unwrap" or "expect" or "unwrap_or_else" } unwrapping && unwrapping.Receiver == at || at.Parent.Kind == Kind.Try) at = at.Parent;
        if (at.Parent.AsUnary is not { Op: UnaryOperator.Deref } value) return false;
        // `&mut *lock` keeps it.
        return value.Node.Parent.Kind != Kind.Reference;
    }
}
