using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class BytesSliceCopy : PythonRule
{
    public override RuleInfo Info { get; } = new("py-bytes-slice-copy", Language.Python, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Achievable = 0.6,
        Precision = 0.8,
        Checklist = ["PX4"],
        Doc = """
            A loop copies a piece of a buffer for a callee that reads any buffer where it lies.

            ## Why it costs
            A slice of bytes is a copy: 20 ns a kilobyte, and an object. `struct.unpack_from` reads at an offset. A `memoryview` gives pieces
            that copy nothing, at 30 to 60 ns each.

            ## Example
            ```python
            import struct

            def numbers(data: bytes):
                found = []
                for at in range(0, len(data), 4):
                    found.append(struct.unpack("<I", data[at:at + 4])[0])
                return found
            ```
            Use instead:
            ```python
            import struct

            def numbers(data: bytes):
                found = []
                for at in range(0, len(data), 4):
                    found.append(struct.unpack_from("<I", data, at)[0])
                return found
            ```

            ## Keep it when
            The pieces given to a file, a socket or a hash are shorter than four kilobytes: there a view takes longer to make than a copy.

            ## Regime
            `unpack_from` on CPython 3.8, 3.11 and 3.13: 1.4, 1.6 and 1.8 times faster. A view in place of a piece written to a file: 64 bytes 0.88,
            0.92 and 0.97 times as fast, so it loses; 4 KB 1.0, 1.2 and 1.2; 64 KB 2.8, 6.5 and 3.2.

            ## Patch safety
            `unpack_from` takes what it needs and leaves the rest, where `unpack` refuses a piece of the wrong length. A view keeps its buffer
            alive as long as it lives itself, and a `bytearray` cannot be resized meanwhile.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["unpack", "write", "send", "sendall", "update"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { Callee: { Kind: Kind.Attribute or Kind.Name } callee } call || Loops.Around(node) is not { } loop) return;
        var isUnpack = (callee.AsAttribute?.Name ?? callee.AsName!.Value.Id) == "unpack";
        if ((isUnpack ? call.Positional(1) : call.OnlyArgument) is not { AsSubscript: { Value: { Kind: Kind.Name } buffer, Index.AsSlice: { Step: null } slice } } piece) return;
        if (context.TypeOf(buffer)?.Kind is not (TypeKind.Bytes or TypeKind.ByteArray)) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || Roles.IsOnErrorPath(node)) return;
        if (isUnpack) ReportUnpack(node, call, buffer, slice, loop, trips, context);
        else ReportPiece(piece, callee, buffer, slice, loop, trips, context);
    }

    private static void ReportUnpack(Node node, CallView call, Node buffer, SliceView slice, Loop loop, Size trips, PythonContext context)
    {
        if (call.ArgumentCount != 2 || slice.Lower is not { } offset || call.Positional(0) is not { } format || context.Path(call.Callee) != "struct.unpack") return;
        var callee = call.Callee.AsAttribute is { } attribute ? attribute.Receiver.Text + ".unpack_from" : null;
        var draft = context.Report(node, $"a piece of `{buffer.Text}` is copied on every turn to be unpacked")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*80ns", "n*55ns")
            .Size("n", trips)
            .AtTier(Tier.C)
            .ForProfilesUnless(trips.IsData && Loops.IsOnEveryTurn(node, loop));
        const string Summary = "unpack at the offset by `unpack_from`";
        if (callee is null) draft.Advise(Summary);
        else draft.FixWithConsent(Summary, new Patch(context.Module).Replace(node, $"{callee}({format.Text}, {buffer.Text}, {offset.Text})"),
            "each piece is as long as its format says", "no offset is negative");
    }

    private static void ReportPiece(Node piece, Node callee, Node buffer, SliceView slice, Loop loop, Size trips, PythonContext context)
    {
        if (callee.AsAttribute is not { Receiver: var receiver } method || !TakesBuffers(receiver, method.Name, context)) return;
        // What comes in a known number of bytes is judged by it; what follows the data may be large.
        if (LengthOf(slice, context) is not { } length || length < 4096) return;
        if (loop.IsComprehension || context.SymbolAt(buffer) is not { IsLocal: true } symbol || symbol.IsDefinedIn(loop.Region) || context.NewName("view") is not { } view) return;
        var patch = new Patch(context.Module).InsertBefore(loop.Node, $"{view} = memoryview({buffer.Text})")?.Replace(piece.FirstChild, view);
        context.Report(piece, $"a piece of `{buffer.Text}` is copied on every turn, for a callee that reads any buffer")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*m*py.bytes.slice*1B", "n*60ns", "m > 4096")
            .Size("n", trips)
            .Size("m", Size.Exactly(length, "the slice"))
            .AtTier(length >= 16384 ? Tier.B : Tier.C)
            .FixWithConsent("give it pieces of a `memoryview`", patch, $"`{receiver.Text}` takes any buffer", $"`{buffer.Text}` is not resized while the view lives");
    }

    private static bool TakesBuffers(Node receiver, string method, PythonContext context) => method switch
    {
        "write" => context.IsType(receiver, TypeKind.File),
        "send" or "sendall" => context.TypeOf(receiver) is { Name: "socket.socket" },
        _ => context.ValueOf(receiver) is { AsCall.Callee: var maker } && context.Path(maker) is ['h', 'a', 's', 'h', 'l', 'i', 'b', '.', ..],
    };

    /// <summary>The length of <c>data[at:at + 65536]</c>, whose bound may be a constant of the module.</summary>
    private static long? LengthOf(SliceView slice, PythonContext context)
    {
        if (slice is not { Lower: { Kind: Kind.Name } lower, Upper.AsBinOp: { Op: BinaryOperator.Add, Left: { Kind: Kind.Name } start, Right: var length } } || lower.Data != start.Data) return null;
        return ConstantOf(length) ?? (context.ValueOf(length) is { } value ? ConstantOf(value) : null);
    }

    /// <summary>A whole number, written out or as a product such as <c>64 * 1024</c>.</summary>
    private static long? ConstantOf(Node number)
    {
        if (number.AsConstant is { Integer: { } literal }) return literal;
        if (number.AsBinOp is not { } binary || binary.Left.AsConstant?.Integer is not { } left || binary.Right.AsConstant?.Integer is not { } right) return null;
        return binary.Op switch
        {
            BinaryOperator.Mult when left < 1 << 30 && right < 1 << 30 => left * right,
            BinaryOperator.LShift when left is > 0 and < 1 << 20 && right < 40 => left << (int)right,
            BinaryOperator.Pow when left == 2 && right < 62 => 1L << (int)right,
            _ => null,
        };
    }
}
