using Lever.Review.Findings;
using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using Place = Lever.Review.Rules.Rust.Algorithms.Place;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class UnbufferedIo : RustRule
{
    private static readonly int Stderr = RustLibrary.Path("std::io::Stderr");
    private static readonly int StderrLock = RustLibrary.Path("std::io::StderrLock");

    public override RuleInfo Info { get; } = new("rs-unbuffered-io", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.9,
        Checklist = ["RS9"],
        Doc = """
            A loop writes to or reads from a file or socket in small pieces without a buffer.

            ## Why it costs
            Each piece is a system call: 230 ns even to the null device, more to files and sockets, where a write into a buffer costs 14 ns. `write!` with
            several arguments makes several calls.

            ## Example
            ```rust
            use std::fs::File;
            use std::io::{self, Write};

            fn save(path: &str, rows: &[u64]) -> io::Result<()> {
                let mut file = File::create(path)?;
                for row in rows {
                    writeln!(file, "{row}")?;
                }
                Ok(())
            }
            ```
            Use instead:
            ```rust
            use std::fs::File;
            use std::io::{self, BufWriter, Write};

            fn save(path: &str, rows: &[u64]) -> io::Result<()> {
                let mut file = BufWriter::new(File::create(path)?);
                for row in rows {
                    writeln!(file, "{row}")?;
                }
                file.flush()
            }
            ```

            ## Keep it when
            Each piece must be out before the next, for another process or after a crash. Large pieces need no buffer and are not reported.

            ## Regime
            Lines to the null device: 1.2 times as long for 2 lines, 11 times for 100, 31 times for 2,000; real files cost more a call.

            ## Patch safety
            A `BufWriter` that is dropped loses the error of its last write: `flush` tells it. What is written later is seen later.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall, Kind.MacroCall];

    public override IReadOnlyList<string> MethodNames => ["write_all", "read_exact", "bytes"];

    public override IReadOnlyList<string> MacroNames => ["write", "writeln"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (StreamOf(node) is not { } target || Place.Of(module, target) is not { } stream) return;
        var type = module.TypeOf(stream.Node);
        if (!type.Has(RustFacts.Unbuffered) || type.Is(Stderr) || type.Is(StderrLock)) return;
        var isBytes = node.AsMethodCall is { Name: "bytes" };
        var turns = Turns.Around(module, node);
        if (!isBytes && (turns is not { } loop || !loop.Outlives(stream.Root) || loop.Count.IsSmall || IsWaited(loop)) || RustRoles.IsOnErrorPath(node)) return;
        if (node.AsMethodCall is { } call && !isBytes && !IsSmallPiece(module, call, turns!.Value)) return;
        if (IsToldAlready(module, node, stream)) return;
        var isFile = type.Is(RustLibrary.Path("std::fs::File"));
        var isRead = isBytes || node.AsMethodCall is { Name: "read_exact" };
        var draft = context.Report(node, isBytes ? $"`bytes` asks the system for each byte of `{stream.Text}` by itself" : $"each turn of the loop {(isRead ? "reads" : "writes")} a small piece by a system call, for `{stream.Text}` has no buffer")
            .Cost("n*rust.write.unbuffered", "n*rust.write.buffered")
            .Size("n", turns?.Count ?? Size.Unknown)
            .AtTier(isFile ? Tier.A : Tier.B)
            .Advise(isRead ? $"read through a `BufReader` around `{stream.Text}`" : $"write through a `BufWriter` around `{stream.Text}`, and `flush` it at the end", isRead ? "nobody else reads from the same place" : "nobody needs a piece before the loop is done");
        if (turns is { } around) draft.LabelHead(around.Node, "on each turn of this");
    }

    /// <summary>Does an earlier write or read in a loop of the same function speak for this one?</summary>
    private static bool IsToldAlready(RustModule module, Node node, Place stream)
    {
        foreach (var use in stream.Root.Uses)
        {
            if (use.Node.Id >= node.Id) break;
            var earlier = use.Node;
            while (earlier.Parent.Kind is Kind.Reference or Kind.FieldAccess or Kind.MacroArguments) earlier = earlier.Parent;
            var writes = earlier.Parent;
            if (writes.Id == node.Id || writes.Kind != node.Kind || StreamOf(writes) is not { } target || Place.Of(module, target) is not { } same || same.Text != stream.Text) continue;
            if (writes.AsMethodCall?.Name == node.AsMethodCall?.Name && Turns.Around(module, writes) is { } loop && loop.Outlives(stream.Root)) return true;
        }
        return false;
    }

    private static Node? StreamOf(Node node)
    {
        if (node.AsMethodCall is { } call) return call.Name == "bytes" && call.ArgumentCount > 0 ? null : call.Receiver;
        return node.AsMacroCall is { IsParsed: true, Arguments: { IsEmpty: false } arguments } ? arguments[0] : null;
    }

    /// <summary>Does the loop also wait for somebody, so that pieces are answers?</summary>
    private static bool IsWaited(Turns loop)
    {
        for (var id = loop.Node.Id; id < loop.Node.SubtreeEnd; id++)
            if (loop.Node.Tree[id].AsMethodCall is { Name: "flush" or "seek" or "recv" or "accept" or "read" or "read_line" or "sync_all" or "wait" or "incoming" } || loop.Node.Tree[id].AsCall is { Function.AsPath.Name: "sleep" }) return true;
        return false;
    }

    /// <summary>A literal, a number's bytes, an element of what the loop goes through; what fills a buffer is large.</summary>
    private static bool IsSmallPiece(RustModule module, MethodCallView call, Turns turns)
    {
        if (call.OnlyArgument is not { } piece) return false;
        while (piece.Kind is Kind.Reference) piece = piece.FirstChild;
        if (module.TypeOf(piece).WithoutReferences is { Kind: TypeKind.Array, Length: >= 0 and <= 64 }) return true;
        if (piece.AsLiteral is not null || piece.Kind == Kind.Array) return true;
        return piece.AsMethodCall is { ArgumentCount: 0, Name: "as_bytes" or "to_le_bytes" or "to_be_bytes" or "to_ne_bytes" } bytes && turns.Varies(bytes.Node) && bytes.Receiver.Kind is not Kind.MacroCall
            && turns.Node.Kind is Kind.For or Kind.MethodCall && (module.TypeOf(bytes.Receiver).IsNumber || turns.Node.Kind == Kind.For && module.BindingAt(bytes.Receiver) is { Kind: BindingKind.Loop });
    }
}
