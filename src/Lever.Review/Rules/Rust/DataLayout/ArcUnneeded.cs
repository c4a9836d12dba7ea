using System.Collections.Frozen;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class ArcUnneeded : RustRule
{
    private static readonly FrozenSet<int> Shared = RustLibrary.AnyOf("std::sync::Arc", "std::rc::Rc");

    public override RuleInfo Info { get; } = new("rs-arc-unneeded", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS5", "RS3"],
        Doc = """
            An `Arc` or `Rc` that is cloned only to be read, where a reference to it would do.

            ## Why it costs
            A clone of an `Arc` and its drop are two atomic operations on a counter: 16 ns, and 50 ns to 200 ns where other threads clone the same one, since the
            counter's cache line goes from core to core. An `Rc` counts in 1 ns.

            ## Example
            ```rust
            use std::sync::Arc;

            pub struct Settings {
                factor: u64,
            }

            pub fn scaled(settings: &Arc<Settings>, numbers: &[u64]) -> u64 {
                let mut sum = 0;
                for number in numbers {
                    let settings = Arc::clone(settings);
                    sum += settings.factor * number;
                }
                sum
            }
            ```
            Use instead:
            ```rust
            use std::sync::Arc;

            pub struct Settings {
                factor: u64,
            }

            pub fn scaled(settings: &Arc<Settings>, numbers: &[u64]) -> u64 {
                let mut sum = 0;
                for number in numbers {
                    sum += settings.factor * number;
                }
                sum
            }
            ```

            ## Keep it when
            The clone goes into a task, a thread, a struct or a closure that outlives the place, or what holds the original changes meanwhile. Clones
            whose variable is moved, stored, returned or captured are not reported, nor those of what the loop may change.

            ## Regime
            Measured for an `Arc` cloned for each number and only read: 34 times as fast by reference. Outside of loops within loops it is left to a profile.

            ## Patch safety
            The same value is read through the original. The compiler checks that it lives long enough.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let, Kind.MethodCall, Kind.Call];

    public override IReadOnlyList<string> MethodNames => ["clone"];

    public override IReadOnlyList<string> FunctionNames => ["clone"];

    public override void Visit(Node node, RustContext context)
    {
        if (node.Kind == Kind.Let) VisitVariable(node, context);
        else if (node.Kind is Kind.MethodCall or Kind.Call) VisitArgument(node, context);
    }

    /// <summary>A clone for a function of the file that only reads it.</summary>
    private static void VisitArgument(Node node, RustContext context)
    {
        if (Cloned(node, context.Module) is null || node.Parent.AsCall is not { } call || call.Function == node || !RustRoles.IsRepeated(node)) return;
        var module = context.Module;
        if (!module.TypeOf(node).IsAny(Shared) || module.TypeOf(node).IsReference || module.TargetOf(call.Node).Function?.AsFunction is not { IsAsync: false } callee) return;
        var index = 0;
        foreach (var argument in call.Arguments)
        {
            if (argument == node) break;
            index++;
        }
        if (callee.Parameters.At(index)?.WithoutAttributes.AsParameter is not { Pattern: { } pattern, Type: { } type } || module.BindingAt(pattern) is not { IsUnused: false, IsOnlyRead: true, IsCaptured: false } parameter) return;
        var isArc = module.TypeOf(node).Path == "std::sync::Arc";
        context.Report(node, $"a clone is made for each call of `{callee.Name}`, which only reads it")
            .Label(type, $"`{parameter.Name}` could be a reference")
            .Cost(isArc ? "n*arc.clone" : "n*rc.clone", "0ns")
            .Size("n", Size.Unknown)
            .ForProfilesUnless(isArc && module.Loops.IsHot(node))
            .Advise($"let `{callee.Name}` take a reference to what the `{(isArc ? "Arc" : "Rc")}` holds", callee.IsPub ? "nobody outside the crate calls it" : "all its callers can lend it");
    }

    private static void VisitVariable(Node node, RustContext context)
    {
        if (node.AsLet is not { Name: { IsMut: false }, Type: null, Else: null, Value: { } value } let || Cloned(value, context.Module) is not { } source) return;
        var module = context.Module;
        if (!module.TypeOf(value).IsAny(Shared) || module.TypeOf(value).IsReference || module.BindingAt(let.Pattern) is not { IsUnused: false, IsOnlyRead: true, IsCaptured: false } clone) return;
        // What the clone keeps alive must stay in its place without it.
        var root = source.ChainRoot;
        if (root.Kind != Kind.Path || module.BindingAt(root) is not { } owner) return;
        var scope = node.EnclosingBlock ?? node;
        foreach (var use in owner.Uses)
            if (scope.Contains(use.Node) && use.Node.Id > node.Id && module.MayChange(use)) return;
        // Behind an index or a call the original may be a value that nothing holds.
        for (var at = source; at != root; at = at.FirstChild)
            if (at.Kind is not (Kind.FieldAccess or Kind.Reference or Kind.Unary)) return;
        if (HasAwait(scope, node)) return;
        var isRepeated = RustRoles.IsRepeated(node);
        var isArc = module.TypeOf(value).Path == "std::sync::Arc";
        var text = Text(source, module);
        context.Report(value, $"`{clone.Name}` is a clone that is only read, of what stays in its place")
            .Cost(isArc ? "n*arc.clone" : "n*rc.clone", "0ns")
            .Size("n", isRepeated ? Size.Unknown : Size.Exactly(1, "no loop is around it"))
            .ForProfilesUnless(isRepeated && isArc && module.Loops.IsHot(node))
            .FixSafely("borrow it", text is null ? null : new Patch(module).Replace(value, text));
    }

    /// <summary>The original, of `Arc::clone(&amp;x)` and `x.clone()`.</summary>
    private static Node? Cloned(Node value, RustModule module)
    {
        if (value.AsMethodCall is { ArgumentCount: 0 } method && method.NameBytes.SequenceEqual("clone"u8)) return method.Receiver;
        return value.AsCall is { OnlyArgument: { } argument, Function.AsPath: { Name: "clone", QualifierName: "Arc" or "Rc" } } ? argument : null;
    }

    /// <summary>The original by reference; null where it is one already that must not be moved.</summary>
    private static string? Text(Node source, RustModule module)
    {
        if (source.AsReference is { IsMut: false }) return source.Text;
        return module.TypeOf(source) switch
        {
            { Kind: TypeKind.Reference } => source.Text,
            { IsUnknown: true } or { Kind: TypeKind.MutReference } => null,
            _ => "&" + source.Text,
        };
    }

    /// <summary>Does the rest of the block wait, which needs what it holds to be whole?</summary>
    private static bool HasAwait(Node scope, Node from)
    {
        for (var id = from.Id; id < scope.SubtreeEnd; id++)
            if (scope.Tree[id].Kind == Kind.Await) return true;
        return false;
    }
}
