using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Placement;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class HotColdFields : RustRule
{
    private const long LeastStruct = 128;

    public override RuleInfo Info { get; } = new("rs-hot-cold-fields", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.C)
    {
        Checklist = ["RS7"],
        Effort = Effort.Large,
        Doc = """
            A loop over a vector of large structs that looks at a few bytes of each.

            ## Why it costs
            Memory comes by cache lines of 64 bytes. A loop that needs 8 bytes of a struct of 264 still loads a line for each: 0.60 ns a value against 0.12 ns in
            cache, and far more where the vector is larger than the caches.

            ## Example
            ```rust
            pub struct Particle {
                mass: f64,
                name: String,
                history: [f64; 24],
                notes: Vec<String>,
            }

            pub fn total(particles: &Vec<Particle>) -> f64 {
                let mut sum = 0.0;
                for particle in particles {
                    sum += particle.mass;
                }
                sum
            }
            ```
            Use instead:
            ```rust
            pub struct Particles {
                masses: Vec<f64>,
                details: Vec<Details>,
            }

            pub struct Details {
                name: String,
                history: [f64; 24],
                notes: Vec<String>,
            }

            pub fn total(particles: &Particles) -> f64 {
                let mut sum = 0.0;
                for mass in &particles.masses {
                    sum += mass;
                }
                sum
            }
            ```

            ## Keep it when
            There are few of them, other loops need the whole struct, or what the loop does with each value costs more than loading it. Structs below 128
            bytes, and loops that hand the value on or read more than a quarter of it, are not reported.

            ## Regime
            Measured for summing one field of 8 bytes of structs of 256: 2 times as fast with a vector of its own for 100 structs, 6 for 10,000, 22 for 200,000. Only with a profile that gives the loop weight.

            ## Patch safety
            Two vectors have to be kept in step.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.For];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsFor is not { Pattern: { Kind: Kind.BindingPattern } pattern } loop) return;
        var module = context.Module;
        if (module.BindingAt(pattern) is not { IsUnused: false } value || !IsReadByField(value) || module.TypeOf(value) is not { Kind: TypeKind.Reference } type) return;
        if (!module.TypeOf(SourceOf(loop.Iterator)).IsSliceLike || module.Layouts.Of(type.Argument(0)) is not { Size: >= LeastStruct, Fields.Count: > 1 } layout) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in value.Uses) seen.Add(use.Node.Parent.AsField!.Value.Name);
        var touched = 0L;
        foreach (var placed in layout.Fields)
            if (seen.Remove(placed.Name)) touched += placed.Size;
        // What is left are methods or fields of another type.
        if (seen.Count > 0 || touched == 0 || touched * 4 > layout.Size || DoesMuch(loop.Body)) return;
        context.Report(loop.Iterator, $"the loop reads {touched} of the {layout.Size} bytes of each `{NameOf(type.Argument(0))}`")
            .Cost($"n*{Math.Min(layout.Size, touched + 56)}B@mem.sequential", $"n*{touched}B@mem.sequential")
            .Size("n", Size.Unknown)
            .Advise("keep what the loop reads in a vector of its own, or what it does not read in a box", "the two are kept in step");
    }

    /// <summary>Do all places that use it name one of its fields?</summary>
    private static bool IsReadByField(Binding value)
    {
        foreach (var use in value.Uses)
            if (use.Node.Parent.AsField is not { } access || access.Value != use.Node) return false;
        return true;
    }

    private static Node SourceOf(Node iterator)
    {
        var at = iterator;
        while (at.AsReference is { } reference) at = reference.Operand;
        return at.AsMethodCall is { ArgumentCount: 0, Name: "iter" } call ? call.Receiver : at;
    }

    /// <summary>Are there calls or loops within, beside which loading the value hardly counts?</summary>
    private static bool DoesMuch(Node body)
    {
        var calls = 0;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            if (body.Tree[id].Kind is Kind.For or Kind.While or Kind.Loop or Kind.Await or Kind.MacroCall) return true;
            if (body.Tree[id].Kind is Kind.Call or Kind.MethodCall && ++calls > 2) return true;
        }
        return false;
    }

    private static string NameOf(RustType type) => type.Path[(type.Path.LastIndexOf(':') + 1)..];
}
