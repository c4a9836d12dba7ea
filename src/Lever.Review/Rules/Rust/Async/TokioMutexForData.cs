using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Async;

public sealed class TokioMutexForData : RustRule
{
    public override RuleInfo Info { get; } = new("rs-tokio-mutex-for-data", Language.Rust, LeverClass.DataStructure, Technique.Async, Tier.C)
    {
        Achievable = 0.6,
        Precision = 0.8,
        Checklist = ["RS9"],
        Effort = Effort.Medium,
        Doc = """
            An async lock guards plain data, and nothing is awaited while it is held.

            ## Why it costs
            An async lock is a lock of the ordinary kind with a queue of tasks around it: three to five times the cost of one of the standard library
            where nobody waits, and a future at each use. It is made for guards that live across an `.await`.

            ## Example
            ```rust
            use tokio::sync::Mutex;

            pub struct Counts {
                seen: Mutex<Vec<u64>>,
            }

            impl Counts {
                pub async fn add(&self, number: u64) {
                    self.seen.lock().await.push(number);
                }
            }
            ```
            Use instead:
            ```rust
            use std::sync::Mutex;

            pub struct Counts {
                seen: Mutex<Vec<u64>>,
            }

            impl Counts {
                pub fn add(&self, number: u64) {
                    self.seen.lock().unwrap().push(number);
                }
            }
            ```

            ## Keep it when
            The lock is held for long, waiters must be served in their order, or a guard is kept across an `.await` in another file. Only private fields
            all of whose uses in the file lock them, and none of which waits, are reported.

            ## Regime
            A lock with a queue for tasks, polled as a future, against a `Mutex` of the standard library, nobody waiting: 1.6 times faster (rustc 1.95).

            ## Patch safety
            The guard of a standard lock must not live across an `.await`. A panic under it poisons it; the async lock goes on.
            """,
    };

    private static readonly int TokioMutex = RustLibrary.Path("tokio::sync::Mutex");
    private static readonly int TokioRwLock = RustLibrary.Path("tokio::sync::RwLock");
    private static readonly int Arc = RustLibrary.Path("std::sync::Arc");

    public override ReadOnlySpan<Kind> Visits => [Kind.RecordField];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind is not (Kind.RecordField)) return;
        var module = context.Module;
        // `pub` fields are locked elsewhere.
        if (!node.Child(1).IsAbsent || !context.HasName("lock") && !context.HasName("read")) return;
        var type = module.Types.OfTypeNode(node.Child(3));
        if (type.Is(Arc)) type = type.Argument(0);
        if (!type.Is(TokioMutex) && !type.Is(TokioRwLock)) return;
        var (uses, name) = (0, node.Child(2).Data);
        var kinds = context.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] != Kind.FieldAccess || context.Tree[id].Data != name) continue;
            var place = context.Tree[id];
            // A shared handle that is given away is locked elsewhere.
            if (place.Parent.AsMethodCall is not { ArgumentCount: 0, Name: "lock" or "read" or "write" } call || call.Receiver.Id != id || place.Parent.Parent.Kind != Kind.Await) return;
            if (module.Places.GuardOf(place.Parent) is not { } guard || Awaits(module, guard)) return;
            uses++;
        }
        if (uses == 0) return;
        context.Report(node, $"an async lock guards `{context.Tree.Names.Text(name)}`, and nothing is awaited while it is held")
            .Cost("mutex.async", "mutex.uncontended")
            .Advise("use a lock of the standard library or of parking_lot", "no guard lives across an `.await`", "nobody relies on waiters being served in their order");
    }

    private static bool Awaits(RustModule module, GuardExtent guard)
    {
        // A guard that is handed on lives elsewhere.
        if (guard.Variable is { } variable)
            foreach (var use in variable.Uses)
                if (use.IsWhole && use.Kind is UseKind.Returned or UseKind.Stored or UseKind.Value or UseKind.Bound || use.Kind == UseKind.Argument && use.IsWhole && use.Node.Parent.AsCall?.Function.AsPath is not { Name: "drop" }) return true;
        for (var id = guard.Start; id < guard.End && id < module.Tree.Count; id++)
            if (module.Tree[id] is { Kind: Kind.Await } await && !await.Contains(guard.Call)) return true;
        return guard.Variable is null && guard.Call.Parent.Parent.Kind is Kind.Return or Kind.Block;
    }
}
