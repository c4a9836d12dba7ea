using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust.Placement;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class LargeEnumVariant : RustRule
{
    /// <summary>What a box saves by each other value must be worth its allocation: some six cache lines of copying.</summary>
    private const long LeastGap = 200;

    public override RuleInfo Info { get; } = new("rs-large-enum-variant", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS7"],
        Effort = Effort.Medium,
        Doc = """
            An enum that collections or channels hold, one variant of which is far larger than all others.

            ## Why it costs
            Each value has room for the largest variant. A collection of a million small messages takes the memory of a million large ones, every
            move copies all of it (1 ns for 30 to 100 bytes), and going through them touches every cache line: 0.60 ns against 0.12 ns a value at 264 bytes.

            ## Example
            ```rust
            pub enum Event {
                Tick(u64),
                Named(String),
                Snapshot([u64; 40]),
            }

            pub fn ticks(events: &[Event]) -> usize {
                events.iter().filter(|event| matches!(event, Event::Tick(_))).count()
            }
            ```
            Use instead:
            ```rust
            pub enum Event {
                Tick(u64),
                Named(String),
                Snapshot(Box<[u64; 40]>),
            }

            pub fn ticks(events: &[Event]) -> usize {
                events.iter().filter(|event| matches!(event, Event::Tick(_))).count()
            }
            ```

            ## Keep it when
            Most values are of the large variant: a box would only add an allocation (8.6 ns and more) to each of them. Enums whose one other variant
            is empty are not reported, since they are options of the large one; neither are enums that no written type of the project holds in bulk.

            ## Regime
            Measured with one large value in a thousand: 1.3 times as fast with the box for 10 values, 2.6 for 1,000 and 3.9 for 20,000. It loses where
            the large variant is the usual one. From 200 bytes more than the next largest variant on, on 64-bit targets.

            ## Patch safety
            Patterns that look into the variant need a `*`, and the value is built by `Box::new`. A public enum's variants are part of the interface.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Enum];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsEnum is not { Generics: null } choice || node.HasAttribute("repr"u8, "C"u8) || node.Derives("Copy"u8)) return;
        // Its author was told, and has decided.
        if (node.HasAttribute("allow"u8, "large_enum_variant"u8) || node.HasAttribute("expect"u8, "large_enum_variant"u8)) return;
        var layouts = context.Module.Layouts;
        if (layouts.OfItem(node) is not { Variants.Count: > 1 } layout || layout.Size < LeastGap) return;
        VariantLayout? largest = null, second = null;
        foreach (var variant in layout.Variants)
        {
            if (largest is null || variant.Payload > largest.Payload) (largest, second) = (variant, largest);
            else if (second is null || variant.Payload > second.Payload) second = variant;
        }
        if (largest!.Payload - second!.Payload < LeastGap) return;
        // An option by another name: the value that it may hold is the usual one.
        if (second.Payload == 0 && layout.Variants.Count == 2) return;
        if (!layouts.IsHeld(node) && !IsPutIn(choice, context.Tree)) return;
        var after = Math.Max(second.Payload, 8) + 8;
        context.Report(context.Tree[node.Id + largest.Node].AsVariant!.Value.NameNode, $"every `{choice.Name}` takes {layout.Size} bytes for the sake of `{largest.Name}`; the next largest variant, `{second.Name}`, needs {second.Payload}")
            .LabelHead(context.Tree[node.Id + second.Node], "the next largest")
            .Cost($"n*{layout.Size}B@mem.sequential", $"n*{after}B@mem.sequential + n/1000*rust.alloc.small")
            .Size("n", Size.Unknown)
            .Ask($"Are most values of another variant than `{largest.Name}`?")
            .Advise($"keep what `{largest.Name}` holds in a `Box`", $"`{largest.Name}` is the rare variant", "nobody outside the crate matches on it");
    }

    /// <summary>Does the file put values of the enum into a collection or channel whose type nobody wrote down?</summary>
    private static bool IsPutIn(EnumView choice, SyntaxTree tree)
    {
        var kinds = tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] != Kind.MethodCall || tree[id].AsMethodCall is not { Name: "push" or "push_back" or "send" or "try_send" } call || call.OnlyArgument is not { } value) continue;
            for (var at = value.Id; at < value.SubtreeEnd; at++)
                if ((Kind)kinds[at] is Kind.Call or Kind.StructExpression && tree[at].FirstChild.AsPath?.Qualifier is { Kind: Kind.Path } qualifier && qualifier.Data == choice.NameNode.Data) return true;
        }
        return false;
    }
}
