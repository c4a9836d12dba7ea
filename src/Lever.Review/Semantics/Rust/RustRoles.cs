using Lever.Review.Findings;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>Which part of a project Rust code is, and how often a place in it runs.</summary>
public static class RustRoles
{
    /// <summary>The role of a whole file, where its path says one.</summary>
    public static Role? OfPath(string path)
    {
        var all = path.AsSpan();
        var folders = all[..(all.LastIndexOf('/') + 1)];
        var file = all[folders.Length..];
        foreach (var range in folders.Split('/'))
        {
            var folder = folders[range];
            if (folder is "tests" or "test" or "benches" or "bench" or "benchmarks" or "fuzz" or "testing" or "testdata" or "fixtures" or "testkit" or "test-util" or "test_util" or "test-utils" or "test_utils" or "testutil" or "testutils" or "test-support" or "test_support" or "test-helpers" or "fuzzing" or "mocks"
                || folder is "test_helpers" || folder.EndsWith("-test-support") || folder.EndsWith("_test_support") || folder.EndsWith("-test-utils") || folder.EndsWith("_test_utils") || folder.EndsWith("-test-suite") || folder.EndsWith("_test_suite")
                || folder.EndsWith("-test") || folder.EndsWith("-testing")
                || folder.EndsWith("_tests") || folder.EndsWith("_test") || folder.EndsWith("-tests")) return Role.Test;
            if (folder.StartsWith("examples") || folder is "migrations" or "migration" or "upgrade" or "upgrades" or "examples" or "example" or "demo" or "demos" or "samples" or "xtask" or "scripts" or "tools" or "ci" or ".github" or "docs" or "doc" or "guide" or "book" or "dev" || folder.EndsWith("_demo") || folder.EndsWith("-demo") || folder.EndsWith("-examples") || folder.EndsWith("_examples") || folder.EndsWith("-dev") || folder.EndsWith("_dev") || folder is "dev-tools" or "dev_tools" || folder.EndsWith("devtool") || folder.EndsWith("devtools")) return Role.Cold;
        }
        if (all.StartsWith("profiling/src/") || all.Contains("/profiling/src/", StringComparison.Ordinal)) return Role.Test;
        if (file.StartsWith("benchmark") || file is "tests.rs" or "test.rs" or "testing.rs" or "test_helpers.rs" or "test_utils.rs" or "test_util.rs" or "test_support.rs" || file.EndsWith("_test.rs") || file.EndsWith("_tests.rs")
            || file.EndsWith("-test.rs") || file.EndsWith("-tests.rs")) return Role.Test;
        // What is made of an error is made once.
        if (file is "error.rs" or "errors.rs" or "diagnostics.rs") return Role.Cold;
        // Programs beside a library's sources are tools of its developers; those that are installed lie in `src/bin`.
        if (IsIn(folders, "bin/") && !IsIn(folders, "src/bin/")) return Role.Cold;
        return file is "build.rs" ? Role.Init : null;
    }

    /// <summary>Is a file part of a command-line program: by its crate's manifest, or by the name of a folder or crate that holds a command's verbs?</summary>
    public static bool IsOfCommands(RustModule module)
    {
        var crate = module.Project.CrateOf(module.Path);
        if (crate?.IsCommand == true) return true;
        // Of what lives on, only the folder of its sources says which of them read commands; a crate may be named for how it is started.
        var isNamed = crate?.LivesOn != true;
        var all = module.Path.AsSpan();
        foreach (var range in all.Split('/'))
        {
            if (isNamed && (all[range].EndsWith("_cli") || all[range].EndsWith("-cli")) || all[range] is "cli" or "cli.rs" && (isNamed || IsIn(all[..range.Start.Value], "src/"))) return true;
        }
        return false;
    }

    /// <summary>Are these the last of some folders, each of which ends in a slash?</summary>
    private static bool IsIn(ReadOnlySpan<char> folders, ReadOnlySpan<char> last) => folders.EndsWith(last) && (folders.Length == last.Length || folders[^(last.Length + 1)] == '/');

    /// <summary>The role of a place: its file's, unless the code around it says something else.</summary>
    /// <param name="said">What the user's configuration or a comment says of the place, or null.</param>
    public static Role Of(RustModule module, Node node, Role? said)
    {
        if (said is { } known) return known;
        if (module.FileRole is Role.Test or Role.Init) return module.FileRole.Value;
        if (module.IsInTest(node) || IsInModuleForTests(node)) return Role.Test;
        if (module.FileRole is { } file) return file;
        if (FunctionOf(node) is not { } function) return node.EnclosingItem is { Kind: Kind.Static or Kind.Const } ? Role.Init : Role.Library;
        // What is said of a signature is said of all calls.
        var isInside = function.Child(7).Contains(node);
        return isInside && (IsColdFunction(function) || IsOnErrorPath(node)) ? Role.Cold : Role.Library;
    }

    /// <summary>What other crates' tests need is compiled always, in a module that says what it is for.</summary>
    private static bool IsInModuleForTests(Node node)
    {
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
            if (at.AsModule is { Name: "test" or "tests" or "testing" or "test_util" or "test_utils" or "test_helpers" or "test_support" }) return true;
        return false;
    }

    /// <summary>How often a place runs, from its role and the loops around it.</summary>
    public static Heat HeatOf(RustModule module, Node node, Role role)
    {
        if (role is Role.Init or Role.Test || IsOnErrorPath(node)) return Heat.Cold;
        var isRepeated = IsRepeated(node, module);
        return role switch
        {
            Role.Hot => Heat.Hot,
            Role.Cold => isRepeated ? Heat.Warm : Heat.Cold,
            _ => isRepeated ? Heat.Hot : Heat.Warm,
        };
    }

    /// <summary>Does a loop of the same function repeat a node, or an iterator that calls the closure around it for each element?</summary>
    /// <param name="module">Tells options from iterators by their types; null where names must do.</param>
    public static bool IsRepeated(Node node, RustModule? module = null)
    {
        for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                // What leaves the loop runs once.
                case Kind.Return or Kind.Break:
                    return false;
                case Kind.For when at.Child(3) == child && !IsFewTurns(at.Child(2)):
                case Kind.While when at.FirstChild != child:
                case Kind.Loop:
                    return true;
                case Kind.MethodCall when child.Kind == Kind.Closure && RunsPerElement(at) && module?.TypeOf(at.FirstChild).Path is not ("std::option::Option" or "std::result::Result"):
                    return true;
            }
            if (at.IsItem) return false;
        }
        return false;
    }

    /// <summary>Is the place run where something went wrong: in the arguments of `Err` or a panic, in a handler of errors, in a `#[cold]` function?</summary>
    public static bool IsOnErrorPath(Node node)
    {
        for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.MacroCall when at.AsMacroCall is { Name: "panic" or "unreachable" or "todo" or "unimplemented" or "bail" or "ensure" or "anyhow"
                    or "assert" or "assert_eq" or "assert_ne" or "debug_assert" or "debug_assert_eq" or "debug_assert_ne" }:
                // What is written of failures is written where something failed.
                case Kind.MacroCall when at.AsMacroCall is { Name: "error" or "warn" } log && log.Path.AsPath is { } path && (path.IsPlain || path.QualifierName is "log" or "tracing" or "slog"):
                case Kind.Call when at.FirstChild.AsPath is { Name: "Err" }:
                case Kind.MatchArm when at.FirstChild.AsTupleStructPattern?.Path.AsPath is { Name: "Err" } && !IsOfSearch(at.Parent):
                case Kind.MethodCall when child.Kind == Kind.Closure && at.AsMethodCall is { Name: "map_err" or "ok_or_else" or "with_context" or "unwrap_or_else" or "or_else" or "inspect_err" }:
                    return true;
            }
            if (at.Kind == Kind.Function) return at.HasAttribute("cold"u8);
            if (at.IsItem) return false;
        }
        return false;
    }

    /// <summary>A binary search gives the place of what it did not find as an `Err`.</summary>
    private static bool IsOfSearch(Node node)
    {
        var match = node.Kind == Kind.Match ? node : node.Parent;
        return match.Kind == Kind.Match && match.FirstChild.AsMethodCall is { } call && call.Name.StartsWith("binary_search", StringComparison.Ordinal);
    }

    private static Node? FunctionOf(Node node) => node.Kind == Kind.Function ? node : node.EnclosingFunction;

    /// <summary>Start-up, and what ends a value or shows it to a developer.</summary>
    private static bool IsColdFunction(Node function)
    {
        var name = function.AsFunction!.Value.Name;
        if (function.EnclosingImpl?.AsImpl?.Trait?.AsPath is { Name: var trait }) return trait is "Drop" or "Debug" or "Display" or "Default" or "Error";
        // A name may say that something went wrong, as `get_error_location` does; `count_errors` is of a log.
        foreach (var word in name.AsSpan().Split('_'))
            if (name.AsSpan()[word] is "error" || name.AsSpan()[word] is "err" && !name.StartsWith("is_", StringComparison.Ordinal)) return true;
        return name is "main" or "new" or "py_new" or "build" or "start" or "connect" or "init" or "setup" or "usage" or "parse_args" or "from_args" or "shutdown"
            || name.EndsWith("_main", StringComparison.Ordinal) || name.StartsWith("start_", StringComparison.Ordinal) || name.StartsWith("init_", StringComparison.Ordinal) || name.StartsWith("setup_", StringComparison.Ordinal)
            || name is "register" or "configure" or "reload" or "load_config" || name.StartsWith("register_", StringComparison.Ordinal) || name.StartsWith("configure_", StringComparison.Ordinal) || name.StartsWith("reload_", StringComparison.Ordinal)
            || IsOfSettings(function, name)
            || name.StartsWith("migrate_", StringComparison.Ordinal) || name.StartsWith("upgrade_", StringComparison.Ordinal);
    }

    /// <summary>What a program was told by its user is read and looked over once.</summary>
    private static bool IsOfSettings(Node function, string name) =>
        (name is "validate" or "load" or "from_env" or "from_file" or "check" or "merge" || name.StartsWith("load_", StringComparison.Ordinal) || name.StartsWith("validate_", StringComparison.Ordinal))
        && function.EnclosingImpl?.AsImpl?.Type.AsPath is { Name: var owner }
        && (owner.EndsWith("Config", StringComparison.Ordinal) || owner.EndsWith("Settings", StringComparison.Ordinal) || owner.EndsWith("Configuration", StringComparison.Ordinal));

    /// <summary>A literal range or array of a few elements.</summary>
    internal static bool IsFewTurns(Node iterator) => iterator.Kind switch
    {
        Kind.Array => iterator.Children.Count <= 16,
        Kind.Range => iterator.Child(1) is { Kind: Kind.Literal } end && Literals.Integer(end.Bytes) is <= 16 && iterator.FirstChild.Kind is Kind.Literal or Kind.Absent,
        Kind.Reference => IsFewTurns(iterator.FirstChild),
        _ => false,
    };

    private static bool RunsPerElement(Node call) => call.AsMethodCall!.Value.Name is "for_each" or "map" or "filter" or "filter_map" or "flat_map" or "fold" or "try_fold"
        or "try_for_each" or "any" or "all" or "find" or "find_map" or "position" or "take_while" or "skip_while" or "map_while" or "scan" or "inspect" or "retain"
        or "sort_by" or "sort_by_key" or "sort_unstable_by" or "sort_unstable_by_key" or "min_by_key" or "max_by_key" or "min_by" or "max_by" or "partition" or "reduce"
        && !IsOfOption(call);

    /// <summary>Options and results have `map` and `filter` too; what makes the receiver one is seen in its last call.</summary>
    private static bool IsOfOption(Node call) => call.AsMethodCall!.Value.Receiver.AsMethodCall is
        { Name: "ok" or "err" or "first" or "last" or "get" or "get_mut" or "next" or "as_ref" or "as_mut" or "as_deref" or "pop" or "take" or "parse" or "checked_add" or "checked_sub" or "find" or "position" };
}
