using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class OwnedParam : RustRule
{
    public override RuleInfo Info { get; } = new("rs-owned-param", Language.Rust, LeverClass.Allocation, Technique.Api, Tier.B)
    {
        Checklist = ["RS3", "RS4"],
        Effort = Effort.Medium,
        Doc = """
            A function of this file takes a String, Vec or PathBuf although it only reads it, so that its callers make copies for it.

            ## Why it costs
            Each call allocates a copy, and frees it at its end: 12 to 14 ns for a short String.

            ## Example
            ```rust
            fn score(name: String) -> u64 {
                name.bytes().map(u64::from).sum()
            }

            pub fn scores(names: &[String]) -> u64 {
                names.iter().map(|name| score(name.clone())).sum()
            }
            ```
            Use instead:
            ```rust
            fn score(name: &str) -> u64 {
                name.bytes().map(u64::from).sum()
            }

            pub fn scores(names: &[String]) -> u64 {
                names.iter().map(|name| score(name)).sum()
            }
            ```

            ## Keep it when
            The function is passed around by its type, or is about to keep what it gets. Public functions, those of traits and async ones are not reported.

            ## Regime
            All sizes and versions: calls for names of 24 letters were 3.2 to 3.4 times as fast.

            ## Patch safety
            All callers in the file change with the signature: no patch is offered.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Function];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsFunction is not { Body: { } body } function || node.Data != 0 || !node.Child(1).IsAbsent || !node.Child(0).IsAbsent && !node.HasAttribute("inline"u8)) return;
        // Of the function's other form, for other systems, this one says nothing.
        if (node.HasAttribute("cfg"u8)) return;
        if (node.EnclosingImpl is { } impl && impl.AsImpl?.Trait is not null || node.Parent.Parent.Kind == Kind.Trait) return;
        var index = -1;
        foreach (var parameter in function.Parameters)
        {
            if (parameter.WithoutAttributes.AsParameter is not { Pattern: { Kind: Kind.BindingPattern } pattern, Type: { } type }) continue;
            index++;
            if (type.Kind != Kind.Path || context.Module.BindingAt(pattern) is not { IsMut: false, IsUnused: false } binding || BorrowedForm(context.Module.TypeOf(binding)) is not { } borrowed) continue;
            if (!binding.IsOnlyRead || binding.IsCaptured || Copies.HasKind(Kind.TokenTree, body.Id, body.SubtreeEnd, context.Module)) continue;
            if (CopyFor(node, index, context.Module) is not { } copy) continue;
            context.Report(type, $"`{binding.Name}` is taken by value although `{function.Name}` only reads it")
                .Label(copy.Node, "a caller copies for it")
                // A function of many lines takes longer than the copy.
                .ForProfilesUnless(RustRoles.IsRepeated(copy.Node, context.Module) && body.SubtreeEnd - body.Id <= 120)
                .Cost(copy.Cost, "0ns")
                .Advise($"take `{borrowed}`", "all callers are in this file");
        }
    }

    private static string? BorrowedForm(RustType type) =>
        type.IsReference ? null : type.IsString ? "&str" : type.IsVec ? "a slice" : type.Kind == TypeKind.Path && type.Path == "std::path::PathBuf" ? "&Path" : null;

    /// <summary>A copy that a call of the function in this file makes for an argument, in a loop where one does; null where none does.</summary>
    private static Copied? CopyFor(Node function, int index, RustModule module)
    {
        var name = function.Child(2).Data;
        Copied? found = null;
        for (var id = 1; id < module.Tree.Count; id++)
        {
            var node = module.Tree[id];
            var argument = node.AsCall is { Function: { Kind: Kind.Path } path } call && path.Data == name ? call.Argument(index)
                : node.AsMethodCall is { } method && method.NameId == name ? method.Argument(index) : null;
            if (argument is not { Kind: Kind.MethodCall or Kind.Call } given || module.TargetOf(node).Function?.Id != function.Id) continue;
            if (Copies.Of(given, module) is not { } copy || module.IsInTest(node)) continue;
            if (RustRoles.IsRepeated(node, module)) return copy;
            found ??= copy;
        }
        return found;
    }
}
