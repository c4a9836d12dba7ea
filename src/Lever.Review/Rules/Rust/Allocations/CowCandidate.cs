using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class CowCandidate : RustRule
{
    public override RuleInfo Info { get; } = new("rs-cow-candidate", Language.Rust, LeverClass.Allocation, Technique.Api, Tier.C)
    {
        Checklist = ["RS4"],
        Effort = Effort.Medium,
        Doc = """
            A function that gives back a copy of its input where there is nothing to change in it.

            ## Why it costs
            The copy is an allocation, a copy of the bytes and a `free`: 12 to 50 ns and the bytes. `Cow` lends the input where it is unchanged.

            ## Example
            ```rust
            pub fn escape(text: &str) -> String {
                if !text.contains('<') {
                    return text.to_string();
                }
                text.replace('<', "&lt;")
            }
            ```
            Use instead:
            ```rust
            use std::borrow::Cow;

            pub fn escape(text: &str) -> Cow<'_, str> {
                if !text.contains('<') {
                    return Cow::Borrowed(text);
                }
                Cow::Owned(text.replace('<', "&lt;"))
            }
            ```

            ## Keep it when
            Callers keep the result as a String anyway, most inputs are changed, or the signature is public.

            ## Regime
            All sizes and versions: 1.7 to 2.0 times as fast where one text in twenty was changed.

            ## Patch safety
            The signature changes, and callers that need a String call `into_owned`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Function];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsFunction is not { Body: { } body, Return: { Kind: Kind.Path } result } function || !IsOwned(result)) return;
        if (node.EnclosingImpl is { } impl && impl.AsImpl?.Trait is not null || node.Parent.Parent.Kind == Kind.Trait || !context.Module.TypeOf(body).IsString && !context.Module.Types.OfTypeNode(result).IsString) return;
        Node? copy = null;
        var changes = false;
        foreach (var given in Results(node, body))
        {
            if (IsCopyOfParameter(given, node, context.Module)) copy ??= given;
            else changes = true;
        }
        if (copy is not { } unchanged || !changes) return;
        context.Report(unchanged, $"`{function.Name}` copies its input where it leaves it as it is")
            .Cost("rust.string.clone", "0ns")
            .Ask("Are most inputs left as they are, and only read by the callers?")
            .Advise("return a `Cow<'_, str>`", "callers that keep the text call `into_owned`");
    }

    private static bool IsOwned(Node type) => type.AsPath is { IsPlain: true } path && path.NameBytes.SequenceEqual("String"u8);

    /// <summary>The expressions that a function may give back.</summary>
    private static IEnumerable<Node> Results(Node function, Node body)
    {
        foreach (var value in Values(body)) yield return value;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            if (node.Kind is Kind.Closure or Kind.Function || node.AsBlock is { IsAsync: true }) id = node.SubtreeEnd - 1;
            else if (node.AsReturned is { } returned)
                foreach (var value in Values(returned)) yield return value;
        }
    }

    private static IEnumerable<Node> Values(Node node)
    {
        switch (node.Kind)
        {
            case Kind.Block:
                if (node.AsBlock?.Value is { } last)
                    foreach (var value in Values(last)) yield return value;
                break;
            case Kind.If when node.AsIf is { Else: { } otherwise } choice:
                foreach (var value in Values(choice.Then)) yield return value;
                foreach (var value in Values(otherwise)) yield return value;
                break;
            case Kind.Match:
                foreach (var arm in node.AsMatch!.Value.Arms)
                    if (arm.WithoutAttributes.AsMatchArm is { Body: { } body })
                        foreach (var value in Values(body)) yield return value;
                break;
            case Kind.Return or Kind.Break or Kind.Continue:
                break;
            default:
                yield return node;
                break;
        }
    }

    private static bool IsCopyOfParameter(Node value, Node function, RustModule module)
    {
        var source = value.AsMethodCall is { ArgumentCount: 0, Name: "to_string" or "to_owned" or "into" } call ? call.Receiver
            : value.AsCall is { OnlyArgument: { } argument } made && made.Function.AsPath is { Name: "from", QualifierName: "String" } ? argument : (Node?)null;
        return source is { } text && module.BindingAt(text) is { Kind: BindingKind.Parameter } parameter && module.TypeOf(parameter) is { Kind: TypeKind.Reference } type && type.IsStr && function.Contains(parameter.Node);
    }
}
