using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class LargeArrayPerCall : RustRule
{
    public override RuleInfo Info { get; } = new("rs-large-array-per-call", Language.Rust, LeverClass.AvoidedWork, Technique.MemoryLayout, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.75,
        Effort = Effort.Medium,
        Checklist = ["RS3"],
        Doc = """
            A function fills a large table at each call and uses the part of it that the input needs.

            ## Why it costs
            All of the array is written before anything is done, 64 KB in a microsecond or two, however short the input is; it pushes other data out of
            the cache that is nearest, and takes its whole size of stack.

            ## Example
            ```rust
            pub fn distance(left: &[u8], right: &[u8]) -> usize {
                let mut table = [[0usize; 128]; 128];
                for i in 1..=left.len() {
                    for j in 1..=right.len() {
                        table[i][j] = table[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
                    }
                }
                table[left.len()][right.len()]
            }
            ```
            Use instead:
            ```rust
            pub fn distance(left: &[u8], right: &[u8]) -> usize {
                let (mut last, mut row) = (vec![0usize; right.len() + 1], vec![0usize; right.len() + 1]);
                for i in 1..=left.len() {
                    for j in 1..=right.len() {
                        row[j] = last[j - 1] + usize::from(left[i - 1] != right[j - 1]);
                    }
                    std::mem::swap(&mut last, &mut row);
                }
                last[right.len()]
            }
            ```

            ## Keep it when
            The input usually fills the table, or the function runs a few times only. Arrays that are read into, or gone through as a whole, are not
            reported, nor are those below 32 KB.

            ## Regime
            A table of 256 by 256 bytes for words of n letters against two rows of the words' length: 8.6 times
            faster at 8 letters, 1.5 at 32, no gain at 250 (rustc 1.95).

            ## Patch safety
            A table of the input's size has no limit at which the array's index panics.
            """,
    };

    private const long Large = 32 * 1024;

    public override ReadOnlySpan<Kind> Visits => [Kind.ArrayRepeat];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.Parent.AsLet is not { Name: { IsMut: true }, Value: { } value } let || value.Id != node.Id || node.EnclosingFunction is not { } function) return;
        if (function.AsFunction!.Value.IsConst || module.Places.AsyncAround(node) is not null || BytesOf(module, node) is not { } bytes || bytes < Large) return;
        if (module.BindingAt(let.Pattern) is not { IsUnused: false } variable) return;
        foreach (var use in variable.Uses)
        {
            // Whoever gets the whole array may fill or read all of it.
            if (use.Form != UseForm.Plain || use.Node.Parent is not { Kind: Kind.Index } index || index.FirstChild.Id != use.Node.Id || index.Child(1).Kind == Kind.Range) return;
        }
        context.Report(node, $"an array of {bytes / 1024} KB is filled at each call before the input is looked at")
            .Label(let.Pattern, "only elements of it are used")
            .Cost($"{bytes}*0.02ns", "n*0.02ns + rust.alloc.small")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .Ask("Is the input usually much smaller than the table?")
            .Advise("make the table as large as the input, keep two rows of it, or keep it between calls and clear what was used");
    }

    /// <summary>The bytes of an array of arrays of numbers.</summary>
    private static long? BytesOf(RustModule module, Node array)
    {
        if (module.Types.ConstantOf(array.Child(1)) is not { } length || length is < 0 or > int.MaxValue) return null;
        if (array.FirstChild.Kind == Kind.ArrayRepeat) return BytesOf(module, array.FirstChild) * length;
        var type = module.TypeOf(array.FirstChild);
        if (type.Kind != TypeKind.Path) return null;
        return length * (type.Path switch { "u8" or "i8" or "bool" => 1, "u16" or "i16" => 2, "u64" or "i64" or "f64" or "usize" or "isize" => 8, "u128" or "i128" => 16, _ => 4 });
    }
}
