using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class BufferInLoop : RustRule
{
    public override RuleInfo Info { get; } = new("rs-buffer-in-loop", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["RS2", "RS4"],
        Doc = """
            A vector, String or map that is made, filled and dropped on each turn of a loop.

            ## Why it costs
            It grows from nothing each time: 31 ns for 8 elements, 100 ns and more for a map, and zeroing a megabyte takes 20 to 30 µs. One that is
            made before the loop and cleared keeps its memory.

            ## Example
            ```rust
            pub fn palindromes(numbers: &[u64]) -> usize {
                let mut found = 0;
                for number in numbers {
                    let mut digits: Vec<u8> = Vec::new();
                    let mut rest = *number;
                    while rest > 0 {
                        digits.push((rest % 10) as u8);
                        rest /= 10;
                    }
                    found += usize::from(digits.iter().eq(digits.iter().rev()));
                }
                found
            }
            ```
            Use instead:
            ```rust
            pub fn palindromes(numbers: &[u64]) -> usize {
                let mut found = 0;
                let mut digits: Vec<u8> = Vec::new();
                for number in numbers {
                    digits.clear();
                    let mut rest = *number;
                    while rest > 0 {
                        digits.push((rest % 10) as u8);
                        rest /= 10;
                    }
                    found += usize::from(digits.iter().eq(digits.iter().rev()));
                }
                found
            }
            ```

            ## Keep it when
            The value is kept or handed on; the loop rarely gets there; or one turn needs so much memory that keeping it to the end would hurt.

            ## Regime
            All sizes and versions: vectors of a few digits gained 1.8 to 2.4 times. The longer a turn, the less it matters.

            ## Patch safety
            It is cleared where it was made, so that no turn sees what another left. It lives until the loop's block ends, and with it the memory of the
            largest turn.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsLet is not { Value: { } value, Name: { IsMut: true } name, Else: null } || node.Parent.Kind != Kind.Block || EmptyOf(value, context.Module) is not { } made) return;
        var module = context.Module;
        if (node.Parent.Parent is not { Kind: Kind.For or Kind.While or Kind.Loop } loop || module.BindingAt(name.Node) is not { } buffer || !IsPlainData(module.TypeOf(buffer))) return;
        if (!IsFilledAndDropped(buffer, made is Made.Zeroed or Made.Copied, module) || module.Places.IsCold(node) || Leaves(loop)) return;
        if (made == Made.Zeroed && (value.AsMacroCall is not { } macro || !module.Loops.IsInvariant(macro.Arguments[0], new Loop(loop)))) return;
        var trips = module.Loops.TripsOf(new Loop(loop));
        if (trips is { Origin: TripOrigin.Fixed, Count: < 5 }) return;
        var finding = context.Report(value, $"`{buffer.Name}` is made, filled and dropped on each turn")
            .LabelHead(loop, "this loop could use one for all turns")
            .Cost("n*rust.vec.small", "n*rust.vec.small.reserved")
            .Size("n", Copies.SizeOf(trips))
            // One loop allocates as often as it turns: too seldom to show, mostly.
            .ForProfilesUnless(trips.IsData && module.Loops.IsHot(node));
        if (made == Made.Copied)
        {
            finding.Advise($"make `{buffer.Name}` before the loop, clear it on each turn and extend it by what is copied");
            return;
        }
        if (made == Made.Zeroed)
        {
            finding.Advise($"make `{buffer.Name}` before the loop", "each turn writes what it reads");
            return;
        }
        var isInvariant = made == Made.Empty || module.Loops.IsInvariant(value, new Loop(loop));
        var outermost = Outermost(loop, value, name.Name, module);
        var statement = outermost.EnclosingStatement;
        var patch = isInvariant && IsStatement(loop) && IsStatement(outermost) && IsNameFree(name.Name, outermost, module)
            ? new Patch(module).Replace(node, $"{name.Name}.clear();").InsertBefore(statement, node.Text) : null;
        finding.FixSafely($"make `{buffer.Name}` before the loop and clear it on each turn", patch);
    }

    private enum Made
    {
        Empty,
        Reserved,
        Zeroed,
        Copied,
    }

    private static Made? EmptyOf(Node value, RustModule module)
    {
        if (value.Kind == Kind.MethodCall) return Copies.Of(value, module) is { Type: { IsString: true } or { IsStr: true } or { IsVec: true } or { Kind: TypeKind.Slice } } ? Made.Copied : null;
        if (value.AsCall is { Function.AsPath: { } path } call)
        {
            if (path.NameBytes.SequenceEqual("new"u8) && call.ArgumentCount == 0) return Made.Empty;
            return path.NameBytes.SequenceEqual("with_capacity"u8) && call.ArgumentCount == 1 ? Made.Reserved : null;
        }
        if (value.AsMacroCall is not { IsParsed: true } macro || !macro.Is("vec"u8)) return null;
        if (macro.Arguments.IsEmpty) return Made.Empty;
        return macro.Arguments[0].Kind == Kind.ArrayRepeat ? Made.Zeroed : null;
    }

    /// <summary>Does it hold nothing that lives for a turn only: numbers, text?</summary>
    private static bool IsPlainData(RustType type)
    {
        if (type.IsString) return true;
        if (!type.IsVec && !type.Has(RustFacts.Hashed) && !type.Is(RustLibrary.VecDeque)) return false;
        for (var index = 0; index < type.ArgumentCount; index++)
            if (!IsPlain(type.Argument(index))) return false;
        return type.ArgumentCount > 0;
    }

    private static bool IsPlain(RustType type) => type.IsNumber || type.IsString || type.Is(RustLibrary.Bool) || type.Is(RustLibrary.Char)
        || type.Kind == TypeKind.Path && type.Path == "std::path::PathBuf";

    /// <summary>Is it filled by the turn and never kept, moved or lent for longer?</summary>
    private static bool IsFilledAndDropped(Binding buffer, bool isFull, RustModule module)
    {
        var grows = isFull;
        foreach (var use in buffer.Uses)
        {
            if (use.Form == UseForm.Tokens || Copies.IsMovedIn(use, buffer)) return false;
            if (!use.IsWhole)
            {
                if (use.Kind is UseKind.Stored or UseKind.Returned or UseKind.Bound or UseKind.Argument && module.TypeOf(use.Place).IsCopy != true) return false;
                continue;
            }
            switch (use.Kind)
            {
                case UseKind.Receiver:
                    if (module.TargetOf(use.Node.Parent) is not { Symbol: { } symbol } || symbol.Receiver == ReceiverMode.Owned) return false;
                    grows |= symbol.Is(RustFacts.Grows);
                    // Its own length is what later turns would not start from.
                    if (symbol.Name is "shrink_to_fit" or "capacity" or "leak" or "drain") return false;
                    break;
                case UseKind.MutBorrowed:
                    // Something else that lives longer may hold the borrow.
                    if (use.Node.Parent.Parent.Kind is not (Kind.Call or Kind.MethodCall)) return false;
                    if (use.Node.Parent.Parent is { Kind: Kind.Call } call && (module.TargetOf(call).Text is "std::mem::take" or "std::mem::swap" or "std::mem::replace" || call.AsCall?.Function.AsPath is { Name: "new" })) return false;
                    grows = true;
                    break;
                case UseKind.Borrowed or UseKind.Operand or UseKind.Formatted:
                    break;
                default:
                    return false;
            }
        }
        return grows;
    }

    /// <summary>Does the loop run at most once?</summary>
    private static bool Leaves(Node loop)
    {
        var body = loop.LastChild;
        return body.HasChildren && body.LastChild is var last && (last.AsExpressionStatement ?? last).Kind is Kind.Break or Kind.Return;
    }

    /// <summary>The outermost loop before which it can be made: else the patch would leave it to be made on each turn of the next one.</summary>
    private static Node Outermost(Node loop, Node value, string name, RustModule module)
    {
        while (IsStatement(loop) && IsNameFree(name, loop, module) && loop.EnclosingBlock?.Parent is { Kind: Kind.For or Kind.While or Kind.Loop } outer && module.Loops.IsInvariant(value, new Loop(outer)))
            loop = outer;
        return loop;
    }

    private static bool IsStatement(Node loop) => loop.EnclosingStatement is var statement && (statement.Id == loop.Id || statement.AsExpressionStatement?.Id == loop.Id);

    /// <summary>Does the block around the loop not use the name for something else?</summary>
    private static bool IsNameFree(string name, Node loop, RustModule module)
    {
        if (loop.EnclosingBlock is not { } block) return false;
        for (var id = block.Id; id < block.SubtreeEnd; id++)
            if (!loop.Contains(module.Tree[id]) && module.BindingAt(module.Tree[id]) is { } other && other.Name == name) return false;
        return true;
    }
}
