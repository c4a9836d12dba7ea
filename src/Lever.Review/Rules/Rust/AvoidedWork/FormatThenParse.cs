using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class FormatThenParse : RustRule
{
    public override RuleInfo Info { get; } = new("rs-format-then-parse", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.8,
        Precision = 0.8,
        Checklist = ["RS4"],
        Doc = """
            A number is written as text only to be parsed again.

            ## Why it costs
            Writing and parsing take some 50 to 150 ns and an allocation, where converting one number into another takes a nanosecond or so.

            ## Example
            ```rust
            pub fn widened(size: u32) -> u64 {
                size.to_string().parse().unwrap()
            }
            ```
            Use instead:
            ```rust
            pub fn widened(size: u32) -> u64 {
                u64::from(size)
            }
            ```

            ## Keep it when
            The text's rounding is what is wanted: the shortest text of a floating-point number makes a decimal of the digits that people see, where an
            exact conversion gives all of its digits. What is not known to be a number is told with a profile only.

            ## Regime
            A number of 32 bits made one of 64: 100 to 250 times faster (rustc 1.95).

            ## Patch safety
            A conversion of floating-point numbers may keep digits that the text did not have. `TryFrom` gives an error where parsing did.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall, Kind.Call];

    public override IReadOnlyList<string> MethodNames => ["parse"];

    public override IReadOnlyList<string> FunctionNames => ["from_str"];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        var text = node.AsMethodCall is { ArgumentCount: 0 } parse ? parse.Receiver : node.AsCall?.OnlyArgument;
        if (text?.Bare is not { } made || made.AsMethodCall is not { ArgumentCount: 0, Name: "to_string" } shown) return;
        if (node.AsCall is { } call && call.Function.AsPath is not { Name: "from_str", Qualifier: not null } || node.AsMethodCall is { Name: not "parse" }) return;
        var type = module.TypeOf(shown.Receiver).WithoutReferences;
        if (!type.IsUnknown && !type.IsNumber || shown.Receiver.Bare.Kind is Kind.Literal) return;
        context.Report(node, "a value is written as text only to be parsed again")
            .Label(shown.Node, "the text")
            .Cost("rust.string.to_string + rust.format", "1ns")
            // The decimal that the shortest text of a float means is what people want of it, mostly.
            .AtTier(type.IsInteger ? Tier.B : Tier.C)
            .ForProfilesUnless(RustRoles.IsRepeated(node, module))
            .Advise("convert the value itself, with `From`, `TryFrom` or a constructor for numbers", "digits that the text rounds away may stay");
    }
}
