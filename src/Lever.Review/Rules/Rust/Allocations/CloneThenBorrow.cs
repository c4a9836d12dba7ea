using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class CloneThenBorrow : RustRule
{
    public override RuleInfo Info { get; } = new("rs-clone-then-borrow", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["RS3", "EX-B"],
        Doc = """
            A clone, `to_string`, `to_owned` or `to_vec` whose result is only read, or is made of a value that nobody uses afterwards.

            ## Why it costs
            A copy of a short String is an allocation, a copy of its bytes and a `free`: 12 to 14 ns. A struct pays that for each field that
            owns memory. A reference, or a move, costs nothing.

            ## Example
            ```rust
            pub struct Data {
                name: String,
            }

            pub fn greet(data: &Data) -> String {
                let name = data.name.clone();
                format!("Hello, {}", name)
            }
            ```
            Use instead:
            ```rust
            pub struct Data {
                name: String,
            }

            pub fn greet(data: &Data) -> String {
                let name = &data.name;
                format!("Hello, {}", name)
            }
            ```

            ## Keep it when
            The copy lets go of a lock, a `RefCell` or a borrow that is in the way of a change; it goes to a thread or task; or the original is
            changed while the copy is in use. Such copies are not reported, nor are those of `Arc`, `Rc` and other counters.

            ## Regime
            All sizes and versions. The experiment greets people by name: without the clone it was 1.4 to 1.5 times as fast; what remains is `format!`.

            ## Patch safety
            The reference lives as long as the variable did, and nothing that it refers to is changed in between. Where the value has a type of
            your own, its `Clone` may do more than copy: the patch asks for your consent.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let, Kind.MethodCall];

    public override IReadOnlyList<string> MethodNames => ["clone", "to_owned", "to_string", "to_vec", "to_path_buf"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind == Kind.Let) VisitLet(node, context);
        else if (node.Parent.Kind == Kind.Reference) VisitBorrowed(node, context);
        else if (node.AsMethodCall is { } call) VisitLastUse(node, call, context);
    }

    private static void VisitLet(Node node, RustContext context)
    {
        if (node.AsLet is { Value: { } value, Name: { } name } && context.Tree.Names[name.NameId][0] == '_' && context.Module.BindingAt(name.Node) is { IsUnused: true } && IsCopy(value, context.Module))
        {
            context.Report(value, $"`{name.Name}` is a copy that nothing uses")
                .Cost("rust.string.clone", "0ns")
                .Advise("take the statement out");
            return;
        }
        // What stands under an attribute may have a twin of another type.
        if (node.Parent.Kind != Kind.Attributed && ElementCopies.KeptAndOnlyRead(node, context.Module) is var (copies, list))
        {
            context.Report(copies, $"each element of `{list.Name}` is a copy, and all of them are only read")
                .Cost("n*rust.string.clone", "0ns")
                .Size("n", Copies.SizeOf(context.Module.Loops.SizeOf(copies)))
                .ForProfilesUnless(RustRoles.IsRepeated(node, context.Module))
                .Advise("collect references to the elements");
            return;
        }

        if (node.Parent.Kind == Kind.Attributed || Copies.KeptAndOnlyRead(node, context.Module) is not var (copy, variable) || RustRoles.IsRepeated(node)) return;
        var patch = Copies.Borrow(node, copy, variable, context);
        var finding = context.Report(copy.Node, $"`{variable.Name}` is a copy that is only read")
            .Cost(copy.Cost, "0ns")
            // One text once a call is some 20 ns; a collection may be anything.
            .ForProfilesUnless(!IsText(copy.Type));
        Fix(finding, copy, patch, $"borrow `{copy.Source.Text}` instead of copying it");
    }

    private static bool IsCopy(Node value, RustModule module) => Copies.Of(value, module) is not null || value.AsMethodCall is { Name: "to_string", ArgumentCount: 0 };

    /// <summary>`&amp;name.clone()`, which lives for one call.</summary>
    private static void VisitBorrowed(Node node, RustContext context)
    {
        var reference = node.Parent;
        if ((reference.Data & 1) != 0 || reference.Parent.Kind is not (Kind.Call or Kind.MethodCall)) return;
        if (IsKey(reference.Parent) || Copies.Of(node, context.Module) is not { Node.Kind: Kind.MethodCall } copy || !Copies.IsLasting(copy.Source, context.Module)) return;
        if (IsChangedByCallsAround(reference, copy, context.Module) || !copy.KeepsType && !TakesText(reference, context.Module)) return;
        var patch = new Patch(context.Module);
        var finding = context.Report(node, "the copy is borrowed for one call and freed after it")
            .Cost(copy.Cost, "0ns")
            // A fixed word is mostly handed over once.
            .ForProfilesUnless(!copy.IsFixed || RustRoles.IsRepeated(node, context.Module));
        Fix(finding, copy, copy.KeepsType ? patch.Replace(reference, copy.Borrowed(patch)) : null, $"pass `{copy.Borrowed(patch)}`");
    }

    /// <summary>Does the call take text of whatever kind, and not exactly a `&amp;String`?</summary>
    private static bool TakesText(Node argument, RustModule module)
    {
        var target = module.TargetOf(argument.Parent);
        if (target.Function?.AsFunction is not { } function) return target.Symbol is { IsType: false };
        var index = argument.Parent.Kind == Kind.MethodCall || function.SelfParameter is null ? 0 : 1;
        foreach (var parameter in function.Parameters)
        {
            if (parameter.WithoutAttributes.AsParameter is not { } own) continue;
            if ((argument.Parent.AsMethodCall?.Argument(index) ?? argument.Parent.AsCall?.Argument(index)) is { } passed && passed.Id == argument.Id)
                return own.Type is { } type && module.Types.OfTypeNode(type) is { IsReference: true } taken && (taken.IsStr || taken.WithoutReferences.Kind == TypeKind.Slice || taken.WithoutReferences.Path == "std::path::Path");
            index++;
        }
        return false;
    }

    /// <summary>Lookups by owned keys are another rule's.</summary>
    private static bool IsKey(Node call) => call.AsMethodCall is { Name: "get" or "get_mut" or "contains_key" or "contains" or "remove" or "get_key_value" or "remove_entry" or "entry" };

    /// <summary>Does a call that waits for this argument change what is copied? Then the copy ends a borrow.</summary>
    private static bool IsChangedByCallsAround(Node argument, Copied copy, RustModule module)
    {
        var end = argument.EnclosingStatement;
        return Copies.MayChange(copy.Source, end.Id, end.SubtreeEnd, module) || Copies.HasKind(Kind.Await, end.Id, end.SubtreeEnd, module);
    }

    /// <summary>A clone of a variable that nothing uses afterwards.</summary>
    private static void VisitLastUse(Node node, MethodCallView call, RustContext context)
    {
        if (!call.Is("clone"u8, 0) && !call.Is("to_owned"u8, 0) && !call.Is("to_string"u8, 0)) return;
        if (call.Receiver.AsName is null || context.Module.BindingAt(call.Receiver) is not { IsWhole: true, Kind: BindingKind.Let or BindingKind.Parameter } variable) return;
        if (context.Module.TypeOf(variable) is not { Kind: TypeKind.Path } type || !Copies.IsCostly(type, context.Module)) return;
        // What a value looks like as text is another value.
        if (call.Is("to_string"u8, 0) && !type.IsString) return;
        if (variable.IsUsedAfter(node) || variable.UseCount < 2 && variable.Kind == BindingKind.Let || variable.IsCaptured || IsInOtherBody(node, variable) || MayBeBorrowed(variable, node, context.Module)) return;
        // What is looked at on the spot needs no owner.
        if (node.Parent.AsMethodCall is { } outer && outer.Receiver.Id == node.Id || node.Parent.Kind is Kind.Let or Kind.Binary or Kind.MacroArguments or Kind.Index) return;
        var finding = context.Report(node, $"`{variable.Name}` is copied although nothing uses it afterwards")
            .Label(variable.Node, "never used after the copy")
            .Cost(type.IsString ? "rust.string.clone" : "rust.alloc.small", "0ns")
            .ForProfilesUnless(!IsText(type) || RustRoles.IsRepeated(node, context.Module));
        var patch = new Patch(context.Module).Replace(node, call.Receiver.Text);
        if (type.Symbol is not null) finding.FixSafely($"move `{variable.Name}` there", patch);
        else finding.FixWithConsent($"move `{variable.Name}` there", patch, "its `Clone` only copies");
    }

    private static bool IsText(RustType type) => type is { Kind: TypeKind.Path, Path: "std::option::Option" } ? IsText(type.Argument(0)) : type.IsString || type.IsStr || type.Kind == TypeKind.Path && type.Path is "std::path::Path" or "std::path::PathBuf";

    /// <summary>Does a closure or a loop stand between the variable and the copy?</summary>
    private static bool IsInOtherBody(Node node, Binding variable)
    {
        for (var at = node.Parent; !at.IsRoot && !at.Contains(variable.Node); at = at.Parent)
            if (at.Kind is Kind.Closure or Kind.For or Kind.While or Kind.Loop or Kind.TokenTree || at.AsBlock is { IsAsync: true }) return true;
        return false;
    }

    /// <summary>May a reference into the variable still live when it is copied? All earlier uses must end with their statements.</summary>
    private static bool MayBeBorrowed(Binding variable, Node copy, RustModule module)
    {
        var own = copy.EnclosingStatement;
        foreach (var use in variable.Uses)
        {
            if (use.Node.Id >= own.SubtreeEnd || use.Node.Id == copy.FirstChild.Id) continue;
            if (use.Form is not (UseForm.Plain or UseForm.Formatted) || own.Contains(use.Node)) return true;
            if (use.Kind is UseKind.Operand or UseKind.Formatted || module.TypeOf(use.Place).IsCopy == true && !module.TypeOf(use.Place).IsReference) continue;
            var statement = use.Node.EnclosingStatement;
            if (statement.AsExpressionStatement is { Kind: Kind.MethodCall or Kind.Call or Kind.MacroCall or Kind.Try }
                && use.Kind is UseKind.Borrowed or UseKind.Receiver && statement.Parent.Id == statement.EnclosingBlock?.Id && !IsKept(use.Node, statement)) continue;
            if (statement.AsLet is { Name: not null, Value: { } value } let && IsOwned(module.TypeOf(value))) continue;
            return true;
        }
        return false;
    }

    /// <summary>May the call that a statement makes keep what it is lent: is a collection filled with it?</summary>
    private static bool IsKept(Node use, Node statement)
    {
        var call = statement.FirstChild.Kind == Kind.Try ? statement.FirstChild.FirstChild : statement.FirstChild;
        return call.AsMethodCall is { } method && !method.Receiver.Contains(use) && method.Name is "push" or "insert" or "extend" or "push_back" or "push_str";
    }

    private static bool IsOwned(RustType type) => type.IsNumber || type.IsString || type.Is(RustLibrary.Bool) || type.Kind == TypeKind.Path && type.Path == "std::path::PathBuf";

    private static void Fix(FindingDraft finding, Copied copy, Patch? patch, string summary)
    {
        if (copy.Type.Symbol is not null || !copy.KeepsType) finding.FixSafely(summary, patch);
        else finding.FixWithConsent(summary, patch, "its `Clone` only copies");
    }
}
