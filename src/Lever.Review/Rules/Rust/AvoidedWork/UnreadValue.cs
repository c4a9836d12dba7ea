using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class UnreadValue : RustRule
{
    public override RuleInfo Info { get; } = new("rs-unread-value", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.A)
    {
        Achievable = 0.95,
        Precision = 0.9,
        Checklist = ["RS5"],
        Doc = """
            A collection is filled, and nobody reads it.

            ## Why it costs
            The allocations and the work of filling it are for nothing. The compiler warns of variables that are never used, but a call of `push`
            counts as a use, and it does not take the allocations out either.

            ## Example
            ```rust
            pub fn total(groups: &[Vec<u64>]) -> u64 {
                let mut mapping = Vec::new();
                for group in groups {
                    mapping.extend(group.iter().copied());
                }
                groups.iter().map(|group| group.iter().sum::<u64>()).sum()
            }
            ```
            Use instead:
            ```rust
            pub fn total(groups: &[Vec<u64>]) -> u64 {
                groups.iter().map(|group| group.iter().sum::<u64>()).sum()
            }
            ```

            ## Keep it when
            The collection keeps its elements alive, such as guards, handles or temporary folders. Collections of what is not known to be plain data are
            asked about, and those whose name begins with `_` are not reported.

            ## Regime
            A list of n numbers that nobody reads against none: 27 times faster at 10 numbers, 7 at 1,000, 5 at 100,000 (rustc 1.95).

            ## Patch safety
            Effects of what was pushed, such as taking from an iterator, go with the statement: keep those.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsLet is not { Name: { IsRef: false, IsMut: true }, Value: { } value } || module.BindingAt(node.FirstChild) is not { IsUnused: false } variable || variable.Name.StartsWith('_')) return;
        // Every use but a filling one reads it: that is seen before the types are asked for.
        Node? filled = null;
        foreach (var use in variable.Uses)
        {
            if (!use.IsWhole || use.Method is not { } call || call.Node.Parent.Kind != Kind.ExpressionStatement) return;
            if (call.Name is not ("push" or "push_str" or "insert" or "extend" or "extend_from_slice" or "push_back" or "push_front" or "reserve" or "clear" or "sort" or "sort_unstable" or "dedup" or "truncate" or "shrink_to_fit" or "reverse")) return;
            if (call.Name is "push" or "push_str" or "insert" or "extend" or "extend_from_slice" or "push_back" or "push_front") filled ??= call.Node;
        }
        if (filled is not { } first || IsInMacroText(node, variable)) return;
        var type = module.TypeOf(variable);
        if (type.IsReference || !(type.IsVec || type.IsString || type.IsMap || type.Is(RustLibrary.HashSet) || type.Is(RustLibrary.BTreeSet) || type.Is(RustLibrary.VecDeque))) return;
        if (!IsMadeHere(module, value) || KeepsAlive(module, variable)) return;
        var isPlain = type.IsString || IsPlain(module, type.Element) && (!type.IsMap || IsPlain(module, type.Argument(1)));
        var draft = context.Report(value, $"`{variable.Name}` is filled and never read")
            .Label(first, "filled here")
            .Cost("n*rust.vec.push", "0ns")
            .Size("n", Lever.Review.Semantics.Size.Unknown)
            .Advise(DoesMore(module, variable) ? "take it out, and keep the calls whose results it is filled with" : "take it out, with what fills it", "what fills it has no effect that is needed, and nothing relies on its elements living on");
        if (!isPlain) draft.AtTier(Tier.B).Ask("Do the elements have to live on, as guards and handles do?");
    }

    /// <summary>Does what fills it wait, fail, or call what may have an effect?</summary>
    private static bool DoesMore(RustModule module, Binding variable)
    {
        foreach (var use in variable.Uses)
            if (use.Method is { } call)
                foreach (var argument in call.Arguments)
                    for (var id = argument.Id; id < argument.SubtreeEnd; id++)
                        if (argument.Tree[id].Kind is Kind.Await or Kind.Try || argument.Tree[id].Kind is Kind.Call or Kind.MethodCall && module.TargetOf(argument.Tree[id]).Symbol?.Is(RustFacts.Pure | RustFacts.Clones) != true) return true;
        return false;
    }

    /// <summary>Must what it is filled with live on, for a pointer leads to it or it holds a lock?</summary>
    private static bool KeepsAlive(RustModule module, Binding collection)
    {
        if (HoldsOn(collection.Name)) return true;
        foreach (var use in collection.Uses)
        {
            if (use.Method is not { } filling) continue;
            foreach (var argument in filling.Arguments)
            {
                if (MadeValues.Inner(argument) is var made && (made.AsMethodCall?.Name ?? made.AsCall?.Function.AsPath?.Name) is { } maker && HoldsOn(maker)) return true;
                if (module.BindingAt(argument.Bare) is { } kept)
                    foreach (var look in kept.Uses)
                        if (look.Method is { Name: "as_ptr" or "as_mut_ptr" or "as_raw" or "as_raw_fd" }) return true;
            }
        }
        return false;
    }

    /// <summary>Names of what is held for as long as it lives, and of what takes it.</summary>
    private static bool HoldsOn(string name) => name.Contains("lock", StringComparison.Ordinal) && !name.Contains("block", StringComparison.Ordinal) || name.Contains("guard", StringComparison.Ordinal)
        || name.Contains("permit", StringComparison.Ordinal) || name.Contains("acquire", StringComparison.Ordinal) || name.Contains("lease", StringComparison.Ordinal) && !name.Contains("release", StringComparison.Ordinal);

    /// <summary>Is the collection new, so that nobody else has it?</summary>
    private static bool IsMadeHere(RustModule module, Node value) => value.AsMacroCall is { } macro ? macro.Is("vec"u8)
        : value.Kind == Kind.Call && module.TargetOf(value).Symbol is { Name: "new" or "with_capacity" or "default" };

    /// <summary>A macro whose tokens are not understood may name the variable.</summary>
    private static bool IsInMacroText(Node let, Binding variable)
    {
        for (var id = let.SubtreeEnd; id < variable.ScopeEnd && id < let.Tree.Count; id++)
            if (let.Tree[id].Kind == Kind.TokenName && let.Tree[id].Data == variable.NameId) return true;
        return false;
    }

    private static bool IsPlain(RustModule module, RustType type)
    {
        if (type.IsUnknown) return false;
        if (type.Kind == TypeKind.Tuple)
        {
            for (var index = 0; index < type.ArgumentCount; index++)
                if (!IsPlain(module, type.Argument(index))) return false;
            return true;
        }
        return type.IsString || type.IsStr || type.IsReference || type.IsCopy == true || type.IsVec && IsPlain(module, type.Element);
    }
}
