using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

public sealed class WeakHashImpl : RustRule
{
    public override RuleInfo Info { get; } = new("rs-weak-hash-impl", Language.Rust, LeverClass.Algorithm, Technique.Algorithm, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["RS1"],
        Doc = """
            A `Hash` written by hand gives many different values the same hash, or formats the value to hash it.

            ## Why it costs
            Keys of one hash share a place in a map, and each lookup compares with them one after the other: in the worst case with all keys.
            A sum or exclusive or of parts is the same for parts that changed places, a length or a variant is the same for nearly everything. Formatting
            costs 50 to 281 ns a hash.

            ## Example
            ```rust
            use std::hash::{Hash, Hasher};

            #[derive(PartialEq, Eq)]
            pub struct Cell { x: u32, y: u32 }

            impl Hash for Cell {
                fn hash<H: Hasher>(&self, state: &mut H) {
                    (self.x ^ self.y).hash(state);
                }
            }
            ```
            Use instead:
            ```rust
            #[derive(PartialEq, Eq, Hash)]
            pub struct Cell { x: u32, y: u32 }
            ```

            ## Keep it when
            The values that meet in one map differ in just what is hashed, or equality itself looks at no more.

            ## Regime
            Cells of a square grid in a set, hashed by the exclusive or of their coordinates: 0.95 times as long at 64 cells,
            2.5 times at 1,024, 9.9 times at 16,384.

            ## Patch safety
            Equal values still have equal hashes as long as no more is hashed than equality compares. Iteration orders of maps change.
            """,
    };

    private const string Formatted = "a text that is formatted anew each time";
    private const string Variant = "the variant alone";

    public override ReadOnlySpan<Kind> Visits => [Kind.Impl];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsImpl is not { Trait.AsPath: { } trait } impl || !trait.NameBytes.SequenceEqual("Hash"u8)) return;
        var module = context.Module;
        foreach (var item in impl.Items)
        {
            if (item.AsFunction is not { Name: "hash" } function || item.Child(7).AsBlock is not { } body || !body.Node.HasChildren) continue;
            var only = body.Node.FirstChild;
            // Whatever feeds more than one thing has more than one chance.
            if (only.SubtreeEnd != body.Node.SubtreeEnd) return;
            if (only.Kind == Kind.ExpressionStatement) only = only.FirstChild;
            if (Fed(only) is not { } fed) return;
            if (Weakness(module, fed, impl) is not { } what) return;
            context.Report(fed, $"the hash is made of {what}")
                .Label(impl.Type, "hashed and compared in maps")
                .Cost("n*m*rust.vec.compare", "n*rust.hashmap.lookup")
                .Size("n", Size.Unknown)
                .Size("m", Size.Unknown)
                // A type of another crate may offer nothing else, and variants may hold floats.
                .AtTier(what == Formatted || what == Variant ? Tier.C : Tier.B)
                .Advise("hash each part that `Eq` compares, as `#[derive(Hash)]` does", "no more is hashed than equality compares");
            return;
        }
    }

    /// <summary>What is hashed: of `value.hash(state)`, `Hash::hash(&amp;value, state)`, `state.write_u64(value)`.</summary>
    private static Node? Fed(Node statement)
    {
        if (statement.AsMethodCall is { } call)
            return call.Is("hash"u8, 1) ? call.Receiver : call.Name.StartsWith("write_", StringComparison.Ordinal) ? call.OnlyArgument : null;
        return statement.AsCall is { Function.AsPath.Name: "hash", ArgumentCount: 2 } plain ? plain.Arguments[0] : null;
    }

    private static string? Weakness(RustModule module, Node fed, ImplView impl)
    {
        var value = fed;
        while (value.Kind is Kind.Reference or Kind.Cast) value = value.FirstChild;
        if (value.AsMacroCall is { Name: "format" } || value.AsMethodCall is { Name: "to_string", ArgumentCount: 0 }) return Formatted;
        if (value.AsBinary is { Op: BinaryOperator.BitXor or BinaryOperator.Add } both && both.Left.Kind is Kind.FieldAccess or Kind.Cast && both.Right.Kind is Kind.FieldAccess or Kind.Cast) return "a sum or exclusive or, which is the same where parts change places";
        var fields = FieldsOf(module, impl);
        if (value.AsMethodCall is { Name: "len" or "is_empty" or "is_some", ArgumentCount: 0 }) return "a length alone";
        if (fields < 2 || !ComparesAll(module, impl)) return value.AsCall is { Function.AsPath.Name: "discriminant" } && HasFields(module, impl) ? Variant : null;
        var type = module.TypeOf(value).WithoutReferences;
        return value.Kind == Kind.FieldAccess && (type.Is(RustLibrary.Bool) || type.Is(RustLibrary.U8) || type.PathId > 0 && Hashable.IsSmallDomain(type)) ? "one field of a few values, while more are compared" : null;
    }

    private static Node? ItemOf(RustModule module, ImplView impl) => module.Types.OfTypeNode(impl.Type) is { PathId: > 0 and var path } ? module.Names.Item(path, Namespace.Type) : null;

    private static int FieldsOf(RustModule module, ImplView impl)
    {
        if (ItemOf(module, impl)?.AsStruct is not { } made) return 0;
        var count = 0;
        foreach (var _ in made.Fields) count++;
        return count;
    }

    private static bool HasFields(RustModule module, ImplView impl)
    {
        if (ItemOf(module, impl) is not { } item || item.AsEnum is not { } choice || !item.Derives("PartialEq"u8)) return false;
        foreach (var variant in choice.Variants)
            if (variant.AsVariant is { Fields.IsEmpty: false }) return true;
        return false;
    }

    private static bool ComparesAll(RustModule module, ImplView impl) => ItemOf(module, impl) is { } item && item.Derives("PartialEq"u8);
}
