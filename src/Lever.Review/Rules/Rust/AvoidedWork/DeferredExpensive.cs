using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.AvoidedWork;

public sealed class DeferredExpensive : RustRule
{
    public override RuleInfo Info { get; } = new("rs-deferred-expensive", Language.Rust, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.6,
        Precision = 0.85,
        Checklist = ["RS5"],
        Doc = """
            A value that takes an allocation is made before the branch that alone uses it.

            ## Why it costs
            Where the branch is not taken, the allocation, the copy or the formatting was for nothing: 12 to 60 ns for a short string, more for a list.

            ## Example
            ```rust
            pub fn checked(name: &str, size: usize, most: usize) -> Result<usize, String> {
                let message = format!("{name} is larger than {most}");
                if size > most {
                    return Err(message);
                }
                Ok(size)
            }
            ```
            Use instead:
            ```rust
            pub fn checked(name: &str, size: usize, most: usize) -> Result<usize, String> {
                if size > most {
                    let message = format!("{name} is larger than {most}");
                    return Err(message);
                }
                Ok(size)
            }
            ```

            ## Keep it when
            The branch is taken nearly always, or what the value is made of changes before the branch. Values that are made by calls which are not known
            to be free of effects are not reported.

            ## Regime
            A message for one of n sizes that is too large: 7.9 times faster at one in 10, 27 at one in 1,000, no gain where each size is too large
            (rustc 1.95).

            ## Patch safety
            The statement moves into the branch. Only values that nothing between changes, and whose making has no effect, are moved.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let];

    public override void Visit(Node node, RustContext context)
    {
        var module = context.Module;
        if (node.AsLet is not { Name: { IsRef: false }, Else: null, Value: { Kind: Kind.MacroCall or Kind.MethodCall or Kind.Call } value } let || node.Parent.Kind != Kind.Block) return;
        if (module.BindingAt(let.Pattern) is not { IsUnused: false } variable || BranchOf(variable, node) is not { } branch || IsUnderLock(branch) || IsUsual(branch)) return;
        if (!IsDear(module, value) || !StaysSame(module, value, node, branch) || RustRoles.IsOnErrorPath(node)) return;
        var block = branch.Kind == Kind.MatchArm ? branch.Child(2) : branch;
        var draft = context.Report(value, $"`{variable.Name}` is made on each run, and one branch alone uses it")
            .LabelHead(block, "the branch that uses it")
            .Cost("rust.format", "rust.format/4")
            .ForProfilesUnless(RustRoles.IsRepeated(node, module));
        const string Summary = "make it in the branch that uses it";
        if (block is { Kind: Kind.Block, HasChildren: true }) draft.FixSafely(Summary, Moved(module, node, block));
        else draft.Advise(Summary);
    }

    /// <summary>The one branch, of an `if` or `match` beside the statement, in which all uses are; null where there are others.</summary>
    private static Node? BranchOf(Binding variable, Node let)
    {
        Node? branch = null;
        foreach (var use in variable.Uses)
        {
            if (branch is { } known)
            {
                if (!known.Contains(use.Node)) return null;
                continue;
            }
            branch = OutermostBranch(use.Node, let.Parent);
            if (branch is null) return null;
        }
        return branch;
    }

    private static Node? OutermostBranch(Node use, Node block)
    {
        Node? found = null;
        var at = use;
        for (; at.Parent.Id != block.Id && !at.IsRoot; at = at.Parent)
        {
            if (at.IsRoot) return null;
            var parent = at.Parent;
            // A loop that is left out may not run, but then the branch is the loop's own.
            if (parent.Kind is Kind.Closure or Kind.For or Kind.While or Kind.Loop || at.IsItem) found = null;
            else if (parent.Kind == Kind.If && at.Kind == Kind.Block && at.Id != parent.FirstChild.Id) found = at;
            else if (parent.Kind == Kind.MatchArm && at.Id == parent.Child(2).Id && parent.Parent.Kind == Kind.Match) found = parent;
        }
        // Between the statement and the branch there may stand others; the branch itself must be a statement of the block.
        return found is { } branch && IsOwnStatement(branch, block) ? branch : null;
    }

    /// <summary>`if seen.insert(key)`: of most elements it is the first time.</summary>
    private static bool IsUsual(Node branch) => branch.Parent is { Kind: Kind.If } choice && branch.Id == choice.Child(1).Id && choice.FirstChild.AsMethodCall is { Name: "insert" };

    /// <summary>`if let Ok(x) = mutex.lock()`: the branch is taken nearly always, and what moves there is done with the lock held.</summary>
    private static bool IsUnderLock(Node branch) =>
        branch.Parent is { Kind: Kind.If } choice && choice.FirstChild.AsLetCondition is { } let && let.Value.AsMethodCall is { Name: "lock" or "read" or "write" or "try_lock" or "borrow" or "borrow_mut" or "try_borrow" or "try_borrow_mut" };

    /// <summary>Does a branch belong to an `if` or `match` that stands as a statement or as the block's value?</summary>
    private static bool IsOwnStatement(Node branch, Node block)
    {
        var at = branch.Parent;
        while (at.Kind == Kind.If && at.Parent.Kind == Kind.If) at = at.Parent;
        // A match with one arm is no choice.
        if (at.AsMatch is { } match && match.Arms.Count < 2) return false;
        return at.Kind is Kind.If or Kind.Match && (at.Parent.Id == block.Id || at.Parent is { Kind: Kind.ExpressionStatement } statement && statement.Parent.Id == block.Id);
    }

    /// <summary>Does making the value allocate, and nothing else?</summary>
    private static bool IsDear(RustModule module, Node value)
    {
        for (var id = value.Id; id < value.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.Await or Kind.Try or Kind.Return or Kind.Assign or Kind.CompoundAssign or Kind.TokenTree or Kind.Closure or Kind.Block or Kind.Index) return false;
            if (id > value.Id && node.Kind is Kind.Call or Kind.MethodCall or Kind.MacroCall && !IsPlain(module, node)) return false;
            if (node.AsReference is { IsMut: true }) return false;
        }
        if (value.AsMacroCall is { } macro) return macro.Is("format"u8) && macro.Body.Children.Count > 0;
        if (module.TargetOf(value) is not { Symbol: { } symbol }) return value.AsMethodCall is { Name: "to_string", ArgumentCount: 0 } text && !module.TypeOf(text.Receiver).IsUnknown;
        if (symbol.Receiver is ReceiverMode.Mutable || symbol.Waiting != Waiting.No || symbol.Is(RustFacts.Locks | RustFacts.SystemCall | RustFacts.Spawns | RustFacts.Async | RustFacts.OncePerProgram)) return false;
        if (symbol.Is(RustFacts.Clones)) return !module.TypeOf(value).IsUnknown && !module.TypeOf(value).IsCheapToClone;
        return symbol.Name is "to_string" or "to_owned" or "to_vec" or "to_lowercase" or "to_uppercase" or "replace" or "join" or "concat" or "repeat" && symbol.Is(RustFacts.Allocates)
            && symbol.Path.Split("::")[0] is "std" or "str" or "slice" or "alloc";
    }

    /// <summary>A call of the library that looks at things alone.</summary>
    private static bool IsPlain(RustModule module, Node call) => call.AsMacroCall is { } macro ? macro.Is("format"u8)
        : module.TargetOf(call).Symbol is { Receiver: not ReceiverMode.Mutable, Waiting: Waiting.No } symbol && !symbol.Is(RustFacts.Locks | RustFacts.SystemCall | RustFacts.Spawns | RustFacts.OncePerProgram);

    /// <summary>Is what the value is made of neither changed nor moved away before the branch, the conditions among it?</summary>
    private static bool StaysSame(RustModule module, Node value, Node let, Node branch)
    {
        for (var id = value.Id; id < value.SubtreeEnd; id++)
        {
            if (module.BindingAt(module.Tree[id]) is not { } variable) continue;
            foreach (var use in variable.Uses)
                if (use.Node.Id >= let.SubtreeEnd && use.Node.Id < branch.Id && (module.MayChange(use) || !module.OnlyReads(use))) return false;
        }
        // A format string names variables that are no nodes of their own.
        if (value.AsMacroCall is not null)
        {
            for (var id = let.SubtreeEnd; id < branch.Id; id++)
                if (module.Tree[id].Kind is Kind.Assign or Kind.CompoundAssign || module.Tree[id].AsReference is { IsMut: true } || module.Tree[id].Kind is Kind.MethodCall && module.TargetOf(module.Tree[id]).Symbol is null or { Receiver: ReceiverMode.Mutable or ReceiverMode.Owned }) return false;
        }
        return let.SubtreeEnd <= branch.Id;
    }

    private static Patch? Moved(RustModule module, Node let, Node block)
    {
        var text = let.Text;
        if (text.Contains('\n') || new Patch(module).Delete(let) is not { } patch) return null;
        return patch.InsertBefore(block.FirstChild, text);
    }
}
