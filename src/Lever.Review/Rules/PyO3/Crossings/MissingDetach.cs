using Lever.Review.Findings;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.PyO3.Crossings;

public sealed class MissingDetach : RustRule
{
    /// <summary>The last names of what waits or computes on other threads.</summary>
    private static readonly string[] names = [.. RustLibrary.Where(IsLong).Select(symbol => symbol.Name).Distinct()];

    private static readonly NameIndex waiting = RustLibrary.NamesWhere(IsLong);

    public override RuleInfo Info { get; } = new("px-missing-detach", Language.Rust, LeverClass.Boundary, Technique.Boundary, Tier.A)
    {
        Checklist = ["PX3"],
        Effort = Effort.Small,
        Doc = """
            A function called from Python that waits, or computes on other threads, without letting go of the interpreter.

            ## Why it costs
            While the thread is attached no other thread runs Python: a request that is answered after 50 ms keeps all of them waiting for 50 ms. What
            comes from another thread that wants the interpreter itself never comes.

            ## Example
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn pause(milliseconds: u64) {
                std::thread::sleep(std::time::Duration::from_millis(milliseconds));
            }
            ```
            Use instead:
            ```rust
            use pyo3::prelude::*;

            #[pyfunction]
            fn pause(py: Python<'_>, milliseconds: u64) {
                py.detach(|| std::thread::sleep(std::time::Duration::from_millis(milliseconds)));
            }
            ```

            ## Keep it when
            Python has one thread alone, or what is waited for takes less than some 50 µs: detaching costs 23 to 37 ns, and with another thread computing in
            Python up to 5 ms until the interpreter is got again. Work that touches Python's objects cannot be detached and is not reported, and
            neither are locks, which are mostly held for a moment. On free-threaded builds a thread that waits while attached still stalls
            those that want to stop all others.

            ## Regime
            Work that waits, whatever its length, or that takes from 1 ms on. The gain is for the other threads: with n of them ready, n times the wait.
            What is measured below is the principle alone: two threads that share a lock, of which one waits with the lock or without.

            ## Patch safety
            Other threads run Python meanwhile: they may change objects that the function holds, and call methods of the same object, whose
            `&mut self` is still borrowed. What the closure uses must be `Send`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.MethodCall, Kind.Call];

    public override IReadOnlyList<string> MethodNames => names;

    public override IReadOnlyList<string> FunctionNames => names;

    public override void Visit(Node node, RustContext context)
    {
        // What must stay on its thread cannot be handed to code that has let go of the interpreter.
        if (context.HasName("unsendable")) return;
        var (file, module) = (context.PyO3, context.Module);
        if (!file.IsUsed || NameOf(node) is not (>= 0 and var name) || !waiting.Contains(context.Tree.Names, name)) return;
        if (module.TargetOf(node).Symbol is not { } symbol || !IsLong(symbol) || Attachment.At(node, file) is not { } attached || RustRoles.IsOnErrorPath(node)) return;
        if (TouchesPython(node, file) || IsToldAlready(node, attached, module, file)) return;
        var isFile = symbol.Waiting == Waiting.File;
        var isOnce = PythonItems.ExportOf(attached.Owner) is NativeExport.Constructor or NativeExport.Module;
        var token = attached.TokenAt(node, file);
        context.Report(node, $"the interpreter is held while this {WordsFor(symbol)}")
            .AtTier(isFile || isOnce ? Tier.B : Tier.A)
            .Cost("1ms", "pyo3.detach")
            .LabelHead(attached.Owner, attached.Owner.Kind == Kind.Closure ? "attached here" : "Python calls it with the interpreter held")
            .Cost(isFile ? "100us" : "1ms", "pyo3.detach")
            .FixWithConsent(token is null ? $"take a `py: Python<'_>` and wait within `py.{file.DetachName}(|| …)`" : $"wait within `{token}.{file.DetachName}(|| …)`", PatchOf(node, token, file, context),
                "other threads of Python run meanwhile and may change what they share with it", "what the closure uses is `Send`");
    }

    private static int NameOf(Node call) => call.Kind == Kind.MethodCall ? call.Data : call is { Kind: Kind.Call, FirstChild: { Kind: Kind.Path } path } ? path.Data : -1;

    private static bool IsLong(RustSymbol symbol) => symbol.Waiting switch
    {
        Waiting.Network or Waiting.Sleep or Waiting.Input => true,
        // Starting a process does not wait for its end.
        Waiting.Process => symbol.Name != "spawn",
        Waiting.Channel => symbol.Name is not ("send" or "blocking_send"),
        // Making a runtime or a client is another rule's.
        Waiting.Computing => !symbol.Is(RustFacts.OncePerProgram),
        // What asks about a file, or moves in it, takes a microsecond.
        Waiting.File => symbol.Name is "read" or "read_exact" or "read_to_end" or "read_to_string" or "write" or "write_all" or "copy" or "sync_all" or "sync_data" or "remove_dir_all",
        _ => symbol.Path.StartsWith("rayon::iter::", StringComparison.Ordinal) && symbol.Is(RustFacts.Drives),
    };

    private static string WordsFor(RustSymbol symbol) => symbol.Waiting switch
    {
        Waiting.Network => "waits for the network",
        Waiting.Process => "waits for a process",
        Waiting.Sleep => "sleeps",
        Waiting.Input => "waits for input",
        Waiting.Channel => "waits for another thread",
        Waiting.File => "reads or writes a file",
        Waiting.Computing when symbol.Name == "block_on" => "waits for a future",
        _ => "computes on other threads",
    };

    /// <summary>Does the call use the interpreter itself: the token, or an object that only an attached thread may touch?</summary>
    private static bool TouchesPython(Node call, PyO3File file)
    {
        for (var id = call.Id; id < call.SubtreeEnd; id++)
        {
            var node = call.Tree[id];
            if (node.Kind == Kind.Path && node.AsName is not null && file.TypeOf(node).Handle is PyHandle.Token or PyHandle.Bound or PyHandle.Instance) return true;
            if (node.Kind == Kind.MacroCall && !node.AsMacroCall!.Value.IsParsed) return true;
        }
        return false;
    }

    /// <summary>Does an earlier call of the same attachment speak for this one?</summary>
    private static bool IsToldAlready(Node call, Attachment attached, RustModule module, PyO3File file)
    {
        for (var id = attached.Owner.Id; id < call.Id; id++)
        {
            var node = call.Tree[id];
            if (node.Kind is not (Kind.Call or Kind.MethodCall) || NameOf(node) is not (>= 0 and var name) || !waiting.Contains(call.Tree.Names, name) || node.Contains(call)) continue;
            if (module.TargetOf(node).Symbol is { } symbol && IsLong(symbol) && Attachment.At(node, file)?.Owner == attached.Owner && !TouchesPython(node, file) && !RustRoles.IsOnErrorPath(node)) return true;
        }
        return false;
    }

    /// <summary>The call within a closure, where nothing in it leaves the function or belongs to `self`.</summary>
    private static Patch? PatchOf(Node call, string? token, PyO3File file, RustContext context)
    {
        if (token is null) return null;
        for (var id = call.Id; id < call.SubtreeEnd; id++)
            if (context.Tree[id].Kind is Kind.Try or Kind.Return or Kind.Break or Kind.Continue or Kind.Await || context.Tree[id].IsSelf) return null;
        var patch = new Patch(context.Module);
        return patch.Replace(call, $"{token}.{file.DetachName}(|| {patch.Source(call)})");
    }
}
