using System.Collections.Frozen;
using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class ProcessConstant : PythonRule
{
    /// <summary>What stays the same while a process runs, and takes a system call, a search or a file each time that it is asked.</summary>
    private static readonly FrozenSet<string> Settled = FrozenSet.Create("socket.gethostname", "socket.getfqdn", "getpass.getuser", "shutil.which", "os.uname",
        "importlib.metadata.version", "importlib.metadata.distribution", "importlib.metadata.metadata", "importlib.metadata.entry_points", "importlib.util.find_spec", "pkg_resources.get_distribution",
        "ctypes.util.find_library");

    public override RuleInfo Info { get; } = new("py-process-constant", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.95,
        Precision = 0.8,
        Checklist = ["PY10"],
        Doc = """
            A function asks on each call for what stays the same as long as the process runs.

            ## Why it costs
            The machine's name is a system call, its full name a question to a name server; the version of an installed package is read from a
            file that has to be found first, in a quarter of a millisecond; `shutil.which` looks through all folders of the path.

            ## Example
            ```python
            import socket

            def stamped(events: list):
                found = []
                for event in events:
                    found.append((socket.gethostname(), event))
                return found
            ```
            Use instead:
            ```python
            import socket

            HOST = socket.gethostname()

            def stamped(events: list):
                found = []
                for event in events:
                    found.append((HOST, event))
                return found
            ```

            ## Keep it when
            The function runs once or twice in a process; or the process is forked, moved or renamed and has to notice.

            ## Regime
            A loop that notes the machine's name with each of 30 events is 8.6, 10 and 11 times faster once the name is kept, with 300 events
            9.3, 11 and 12 times (CPython 3.8, 3.11, 3.13); it is one of the cheaper answers. It never loses: the answer is asked for once anyway.

            ## Patch safety
            A program that is installed, or a name that is changed, while the process runs is noticed after a restart only.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames { get; } = [.. Settled.Select(path => path[(path.LastIndexOf('.') + 1)..]).Distinct().Order(StringComparer.Ordinal)];

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test or Role.Init or Role.Cold || node.EnclosingDef is not { } definition || node.AsCall is not { HasUnpacking: false } call) return;
        if (context.Known(call.Callee) is not { } known || !Settled.Contains(known.Name)) return;
        foreach (var argument in call.Arguments)
            if ((argument.AsKeyword?.Value ?? argument).Kind != Kind.Constant) return;
        var function = definition.AsFunction!.Value;
        // What is kept, reported once in a while or told with an error is not asked again and again.
        if (Repetition.IsMemoised(function) || IsKept(node, context) || Roles.IsOnErrorPath(node) || Roles.IsTest(definition) || RunsOnce(function.Name)) return;
        var repetition = context.RepetitionOf(node) is { Trips.IsSmall: false } repeated ? repeated : (Repetition?)null;
        var isHandler = Roles.IsHandler(context.Module, definition);
        var isSure = isHandler || repetition is { Trips.IsData: true };
        var once = string.Create(CultureInfo.InvariantCulture, $"{known.Nanoseconds}ns");
        var draft = context.Report(node, $"`{CallText.Short(node)}` gives the same as long as the process runs")
            .Cost($"n*{once}", $"{once} + n*py.loop.step", "n > 1")
            .Size("n", repetition?.Trips ?? Size.Unknown)
            .AtTier(isSure ? Tier.B : Tier.C)
            .ForProfilesUnless(isSure);
        if (repetition is { } found) draft.Repeated(found, "once a turn");
        draft.Advise("ask once and keep the answer, in a name of the module or by `functools.lru_cache`", "a change while the process runs is seen after a restart only");
    }

    /// <summary>Is the answer put in an attribute, or in a name that outlives the call?</summary>
    private static bool IsKept(Node node, PythonContext context)
    {
        var statement = node.EnclosingStatement;
        if (statement.Kind is not (Kind.Assign or Kind.AnnAssign) || statement.EnclosingFunction is { } function && function.Child(1).Bytes.SequenceEqual("__init__"u8)) return false;
        return statement.FirstChild.Kind == Kind.Attribute || statement.FirstChild.Kind == Kind.Name && context.SymbolAt(statement.FirstChild) is { IsShared: true };
    }

    private static bool RunsOnce(string name) => name is "main" or "run" or "cli" or "setup" or "configure" or "__init_subclass__" || name.Contains("version", StringComparison.OrdinalIgnoreCase)
        || name.Contains("doctor", StringComparison.OrdinalIgnoreCase) || name.Contains("about", StringComparison.OrdinalIgnoreCase);
}
