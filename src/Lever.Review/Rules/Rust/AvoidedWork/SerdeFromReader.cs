using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class SerdeFromReader : RustRule
{
    public override RuleInfo Info { get; } = new("rs-serde-from-reader", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.6,
        Precision = 0.85,
        Checklist = ["RS9"],
        Doc = """
            JSON is parsed from a reader byte by byte, or parsed into a tree of values first and into its type after that.

            ## Why it costs
            `serde_json::from_reader` asks its reader for one byte at a time, so that even a buffered one costs a check and a branch for each, and it
            cannot borrow strings from the text. Without a buffer each byte is a system call. A `Value` is an allocation for nearly each of its
            nodes, which `from_value` takes apart again.

            ## Example
            ```rust
            use std::fs::File;
            use std::io::BufReader;

            pub fn load(path: &str) -> Result<Settings, Box<dyn std::error::Error>> {
                Ok(serde_json::from_reader(BufReader::new(File::open(path)?))?)
            }
            ```
            Use instead:
            ```rust
            pub fn load(path: &str) -> Result<Settings, Box<dyn std::error::Error>> {
                Ok(serde_json::from_slice(&std::fs::read(path)?)?)
            }
            ```

            ## Keep it when
            The document is so large that it must not stand in memory as text, or a value stands in a longer stream. Readers over memory, such as
            `&[u8]`, are not reported.

            ## Regime
            A list of numbers in a text of n bytes, a byte at a time from a `BufReader` against all at once: 3.2 times faster at 10 numbers, 3.9 at
            1,000, 3.3 at 100,000 (rustc 1.95). A document of a few hundred
            bytes that is read once is not worth a change.

            ## Patch safety
            The whole text is in memory while it is parsed. Errors of reading come before errors of the text.
            """,
    };

    private static readonly int FromReader = RustLibrary.Path("serde_json::from_reader");
    private static readonly int FromValue = RustLibrary.Path("serde_json::from_value");
    private static readonly int Value = RustLibrary.Path("serde_json::Value");
    private static readonly int File = RustLibrary.Path("std::fs::File");
    private static readonly int BufReader = RustLibrary.Path("std::io::BufReader");

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> FunctionNames => ["from_reader", "from_value"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsCall is not { OnlyArgument: { } argument } || module.TargetOf(node) is not { IsKnown: true } target) return;
        if (target.Is(FromReader)) VisitReader(node, argument, context);
        else if (target.Is(FromValue)) VisitValue(node, argument, context);
    }

    private static void VisitReader(Node call, Node argument, RustContext context)
    {
        var type = context.Module.TypeOf(argument).WithoutReferences;
        var isRaw = type.Is(File);
        if (!isRaw && !(type.Is(BufReader) && type.Argument(0).Is(File))) return;
        context.Report(call, isRaw ? "`from_reader` asks the file for one byte at a time, each by a system call" : "`from_reader` takes one byte at a time from the buffer")
            .Cost(isRaw ? "n*rust.write.unbuffered" : "n*4ns", "n*1ns")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .AtTier(isRaw ? Tier.A : Tier.B)
            // Behind a buffer, a file or two are read in no time.
            .WorthOnce()
            .ForProfilesUnless(isRaw || RustRoles.IsRepeated(call, context.Module))
            .Advise("read the file with `std::fs::read` and parse it with `from_slice`", "the whole text may stand in memory while it is parsed");
    }

    private static void VisitValue(Node call, Node argument, RustContext context)
    {
        var module = context.Module;
        // A tree that somebody looks at before it becomes the type is needed.
        var source = MadeValues.Inner(argument);
        var tree = module.BindingAt(source);
        if (tree is { OnlyUse: not null, Value: { } value }) source = MadeValues.Inner(value);
        if (source.AsCall is not { } parsing || module.TargetOf(source).Symbol is not { Path: "serde_json::from_str" or "serde_json::from_slice" or "serde_json::to_value" } maker) return;
        if (maker.Name == "to_value")
        {
            context.Report(call, "a value is turned into a tree only to be turned into another type")
                .Label(parsing.Node, "the tree")
                .Cost("n*rust.alloc.small", "n*1ns")
                .Size("n", Lever.Review.Semantics.Size.Unknown)
                .AtTier(Tier.B)
                .ForProfilesUnless(RustRoles.IsRepeated(call, module))
                .Advise("convert the types directly");
            return;
        }
        if (!(tree is { } variable ? module.TypeOf(variable) : module.TypeOf(MadeValues.Unwrapped(parsing.Node))).Is(Value)) return;
        context.Report(call, "the text is parsed into a tree of values only to be turned into a type")
            .Label(parsing.Node, "the tree")
            .Cost("n*rust.alloc.small", "n*1ns")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .AtTier(Tier.B)
            .Advise($"parse the text into the type with `{maker.Name}`", "messages of errors may differ");
    }
}
