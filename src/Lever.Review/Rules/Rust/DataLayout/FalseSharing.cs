using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class FalseSharing : RustRule
{
    private const long CacheLine = 64;

    private static readonly FrozenSet<string> OfThreads = FrozenSet.ToFrozenSet(["thread", "thread_id", "thread_index", "thread_idx", "tid", "worker", "worker_id", "worker_index", "worker_idx", "shard", "shard_id", "shard_index", "shard_idx", "cpu", "core", "core_id", "slot", "stripe", "lane"]);

    public override RuleInfo Info { get; } = new("rs-false-sharing", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.C)
    {
        Checklist = ["RS9"],
        Doc = """
            Atomics or small locks that stand side by side in an array, one for each thread or shard.

            ## Why it costs
            Cores own memory by cache lines of 64 bytes. Eight counters of eight bytes share one, so that threads that each count for themselves
            take the line from each other all the same: 40 ns to 100 ns a write instead of 4.6 ns.

            ## Example
            ```rust
            use std::sync::atomic::{AtomicU64, Ordering};

            pub struct Counters {
                hits: Vec<AtomicU64>,
            }

            impl Counters {
                pub fn hit(&self, thread_id: usize) {
                    self.hits[thread_id].fetch_add(1, Ordering::Relaxed);
                }
            }
            ```
            Use instead:
            ```rust
            use std::sync::atomic::{AtomicU64, Ordering};

            #[repr(align(64))]
            pub struct Padded(AtomicU64);

            pub struct Counters {
                hits: Vec<Padded>,
            }

            impl Counters {
                pub fn hit(&self, thread_id: usize) {
                    self.hits[thread_id].0.fetch_add(1, Ordering::Relaxed);
                }
            }
            ```

            ## Keep it when
            One thread writes them, or they are written rarely. Elements of 64 bytes or more, and arrays whose index has nothing to do with threads by its
            name, are not reported.

            ## Regime
            Measured for two threads that count in places of their own, side by side against 64 bytes apart: 2.1 times the processor time for 200,000 additions each, 1.5 times for a million, on a machine of two virtual cores that others use too. Some processors
            fetch two lines at once: 128 bytes are safer there.

            ## Patch safety
            The same values at other addresses; each takes a whole cache line.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.RecordField];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind != Kind.RecordField || ElementOf(node.Child(3)) is not { Kind: Kind.Path } element || !IsWrittenByMany(element)) return;
        var module = context.Module;
        var declared = new FieldDeclaration(node, 0);
        if (module.Layouts.Of(element) is not { Size: < CacheLine } layout || IndexOfThread(declared, context.Tree) is not { } index) return;
        context.Report(element, $"`{declared.Name}` holds {CacheLine / layout.Size} of its elements in each cache line, though threads write their own")
            .Label(index, "each thread writes its own place")
            .Cost("n*mutex.contended", "n*atomic.add")
            .Size("n", Size.Unknown)
            .Advise("align each to a cache line, by `#[repr(align(64))]` around it or crossbeam's `CachePadded`", "64 bytes for each are not too much");
    }

    /// <summary>The element of a vector, boxed slice or array.</summary>
    private static Node? ElementOf(Node type)
    {
        if (type.Kind is Kind.ArrayType or Kind.SliceType) return type.FirstChild;
        return type.AsPath is { Name: "Vec" or "Box" or "Arc" } path && path.Argument(0) is { } inner ? path.Name == "Vec" ? inner : ElementOf(inner) : null;
    }

    private static bool IsWrittenByMany(Node element)
    {
        var name = element.AsPath!.Value.Name;
        return name.StartsWith("Atomic", StringComparison.Ordinal) && name is not "AtomicRefCell" || name is "Mutex" or "RwLock";
    }

    /// <summary>The place that takes the field's element of a thread, by the index's name.</summary>
    private static Node? IndexOfThread(FieldDeclaration declared, SyntaxTree tree)
    {
        var kinds = tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] != Kind.Index || tree[id].AsIndex is not { Value.AsField: { } field } access || field.NameId != declared.NameId) continue;
            for (var at = access.Index.Id; at < access.Index.SubtreeEnd; at++)
                if (tree[at].AsName is { } name && OfThreads.Contains(name.Name) || tree[at].AsField is { } part && OfThreads.Contains(part.Name)) return tree[id];
        }
        return null;
    }
}
