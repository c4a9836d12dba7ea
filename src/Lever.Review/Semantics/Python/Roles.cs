using Lever.Review.Findings;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which part of a project a file is, from its path and the user's scopes; and how often a place in it runs.</summary>
public static class Roles
{
    /// <summary>The role of a whole file, where its path says one.</summary>
    public static Role? OfPath(string path)
    {
        var parts = path.Split('/');
        var file = parts[^1];
        foreach (var folder in parts.AsSpan(0, parts.Length - 1))
        {
            if (folder is "test" or "tests" or "testing" or "_testing" or "unittests" or "unit_tests" or "testsuite" or "_tests" or "benchmarks" or "benchmark" or "bench" or "benches" or "asv_bench"
                || folder.StartsWith("test_", StringComparison.Ordinal) || folder.EndsWith("_test", StringComparison.Ordinal)
                || folder.EndsWith("_tests", StringComparison.Ordinal))
                return Role.Test;
            if (folder is "migrations" or "alembic" or "docs" or "doc") return Role.Init;
            if (folder is "cli" or "scripts" or "examples" or "example" or "tools" or "samples" or "demo" or "demos" or "misc" or "setup" or "packaging" or "release" or "ci" or ".github" or "extras") return Role.Cold;
        }
        if (file.StartsWith("test_", StringComparison.Ordinal) || file.EndsWith("_test.py", StringComparison.Ordinal) || file.EndsWith("_tests.py", StringComparison.Ordinal)
            || file is "conftest.py" or "tests.py" or "testing.py" or "_testing.py")
            return Role.Test;
        if (file is "setup.py" or "conf.py" or "settings.py" or "noxfile.py" or "manage.py" or "fabfile.py" or "tasks_setup.py" or "wsgi.py" or "asgi.py" or "versioneer.py" or "_version.py")
            return Role.Init;
        // A command of Django's is run by a person or once a day.
        if (parts is [.., "management", "commands", _]) return Role.Cold;
        return file is "__main__.py" or "cli.py" ? Role.Cold : null;
    }

    /// <summary>The role of a place: its file's, unless the code around it says something else.</summary>
    /// <param name="scope">What the user's configuration or a `# lever:` comment says of the place, or null.</param>
    public static Role Of(PythonModule module, Node node, Role? scope)
    {
        if (scope is { } said) return said;
        var file = module.FileRole;
        if (file is Role.Test or Role.Init) return file.Value;
        // A class statement runs once, but what is said of a class concerns its instances.
        var named = node.NamedDefinition;
        if (named is { Kind: Kind.ClassDef }) return file ?? Role.Library;
        // What is said of a function as a whole is said of its calls.
        if ((node.IsFunction ? node : named ?? node.EnclosingDef) is not { } function) return Role.Init;
        if (IsTestFunction(function)) return Role.Test;
        if (IsHandler(module, function)) return Role.Hot;
        if (file is { } known) return known;
        return IsColdFunction(function) || IsOnErrorPath(node) ? Role.Cold : Role.Library;
    }

    /// <summary>How often a place runs, from its role and the loops around it.</summary>
    public static Heat HeatOf(PythonModule module, Node node, Role role)
    {
        if (role is Role.Init or Role.Test) return Heat.Cold;
        var heat = role switch { Role.Hot => Heat.Hot, Role.Cold => Heat.Cold, _ => Heat.Warm };
        if (IsOnErrorPath(node)) return Heat.Cold;
        for (var loop = Loops.Around(node); loop is { } found; loop = Loops.Around(found))
            // A loop that ends where it finds what it looked for runs the place once.
            if (module.Sizes.TripsOf(found).IsData && !Loops.LeavesAfter(node.EnclosingStatement, found)) return heat == Heat.Cold ? Heat.Warm : Heat.Hot;
        return heat;
    }

    /// <summary>Is the place in an exception handler or a <c>raise</c>, or on the way to one, where the program comes when something went wrong?</summary>
    public static bool IsOnErrorPath(Node node)
    {
        for (var at = node; !at.IsRoot && !at.IsFunction; at = at.Parent)
        {
            if (at.Kind is Kind.ExceptHandler or Kind.Raise or Kind.Assert) return true;
            if (at.IsStatement && (FailurePaths.Ends(at) || FailurePaths.LeadsToFailure(at))) return true;
        }
        return false;
    }

    /// <summary>Does a test runner call the function, once for each case?</summary>
    public static bool IsTest(Node function) => function.Child(1).Bytes.StartsWith("test_"u8);

    private static bool IsTestFunction(Node function)
    {
        if (IsTest(function)) return true;
        return function.EnclosingClass is { } owner && owner.AsClass!.Value.Arguments is var bases && !bases.IsEmpty
            && bases[0] is var first && (first.AsAttribute?.Name ?? first.AsName?.Id)?.EndsWith("TestCase", StringComparison.Ordinal) == true;
    }

    /// <summary>Is the function called by a framework for every request, message or task?</summary>
    public static bool IsHandler(PythonModule module, Node function)
    {
        foreach (var decorator in function.AsFunction!.Value.Decorators)
        {
            var callee = decorator.AsCall is { } call ? call.Callee : decorator;
            if (callee.AsAttribute is { } attribute)
            {
                // `mock.patch` and `responses.get` stand at tests.
                if ((attribute.Receiver.AsName?.Id ?? attribute.Receiver.AsAttribute?.Name) is "mock" or "patch" or "mocker" or "responses") continue;
                if (attribute.Name is "route" or "get" or "post" or "put" or "patch" or "delete" or "websocket" or "api_route" or "task" or "endpoint" or "subscriber")
                    return true;
            }
            else if (callee.AsName is { Id: "route" or "shared_task" or "task" or "api_view" or "actor" }) return true;
        }
        return function.EnclosingClass is { } owner && function.Child(1).Text is "dispatch" or "get_queryset" or "__call__"
            && module.Tree.Text[owner.Child(3).Span].IndexOf("View"u8) >= 0;
    }

    internal static bool IsColdFunction(Node function)
    {
        var whole = function.Tree.Names.Text(function.Child(1).Data).AsSpan();
        var name = whole.TrimStart('_');
        return name is "main" or "cli" or "setup" or "configure" or "init" or "run_cli" or "parse_args" or "get_parser" or "build_parser" or "usage"
                or "print_help" or "help" or "add_arguments" or "add_options" or "install" or "bootstrap" or "migrate" or "teardown" or "repr__" or "dump" or "debug"
            || name.StartsWith("setup_") || name.StartsWith("configure_")
            || name.StartsWith("init_") || name.StartsWith("register_")
            || name is "demo" || name.EndsWith("_demo")
            || name.StartsWith("main_") || name.StartsWith("cmd_")
            || whole.StartsWith("print_") || name.StartsWith("deprecat");
    }
}
