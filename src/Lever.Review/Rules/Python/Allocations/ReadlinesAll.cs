using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

public sealed class ReadlinesAll : PythonRule
{
    public override RuleInfo Info { get; } = new("py-readlines-all", Language.Python, LeverClass.Allocation, Technique.Allocation, Tier.A)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Effort = Effort.Medium,
        Checklist = ["PY2"],
        Doc = """
            A whole file is loaded although it is gone through once, line by line.

            ## Why it costs
            `readlines` makes a string of every line, 49 bytes each besides the characters, and a list of them all: a file of 1 GB with lines
            of 60 characters needs about 2 GB of memory. A list made of all its lines is a second full copy. A file is its own iterator
            and gives one line at a time.

            ## Example
            ```python
            def process_large_file(path):
                lines = open(path).readlines()
                return [transform(line) for line in lines]
            ```
            Use instead:
            ```python
            def process_large_file(path):
                with open(path) as file:
                    for line in file:
                        yield transform(line)
            ```

            ## Keep it when
            The lines are counted, indexed, sorted or read twice; the file is small; the file is written again while its lines are in use;
            callers need the list.

            ## Regime
            O(1) memory instead of O(N), on any size and version. Time changes little: on 20,000 lines, going through the file was 1.52, 1.09
            and 1.53 times as quick as going through `readlines` (CPython 3.8, 3.11, 3.13), the generator 1.4 to 1.7 times as quick as two lists.

            ## Patch safety
            Iterating the file gives the same lines. The file stays open for as long as the loop runs, so nothing in the loop may write, move or
            delete it. Where the function becomes a generator, its result can be gone through only once, has no length, and errors of
            opening and reading appear where it is iterated.
            """,
    };

    private const string Line = "(py.mem.str + 60B)";

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["readlines", "splitlines", "split", "list"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCall is not { } call || SourceOf(call, context) is not { } source) return;
        if (IsSmallFile(source, node, context)) return;
        if (ConsumerOf(node, context) is not { } consumer || IsRewritten(source, node, consumer, context)) return;
        // A handle that is used again, to seek, to write or to read more, needs the lines taken out of its way.
        if (source.Handle.Kind == Kind.Name && IsUsedAfter(source.Handle, node, context)) return;

        var copies = consumer.Loop.Parent.Kind is Kind.ListComp;
        var message = copies
            ? "two full copies of the file's contents stand in memory: all its lines, and the list made of them"
            : "all lines of the file stand in memory although they are gone through once";
        var draft = context.Report(node, message)
            .Label(consumer.Loop.Kind == Kind.Comprehension ? consumer.Loop.Parent : consumer.Iterable, copies ? "another full copy, made a line at a time" : "gone through here, a line at a time")
            .Size("n", context.SizeOf(node) is { IsData: true } size ? size : Size.DataBy("the lines of a file"))
            .AtTier(IsGivenByCaller(source, context) ? Tier.A : Tier.C);
        ReadlinesPatch.Write(draft, context, node, source, consumer, Line);
    }

    /// <summary>A file whose lines are all read.</summary>
    /// <param name="Handle">The open file, or the call that opens it.</param>
    /// <param name="Splits">Are the lines split from the whole text, so that they lack their ends?</param>
    internal readonly record struct Source(Node Handle, Node? Path, bool Splits)
    {
        public bool OpensInPlace => Handle.Kind == Kind.Call;
    }

    /// <summary>Where the lines go.</summary>
    /// <param name="Loop">The <c>for</c> or the generator of a comprehension.</param>
    /// <param name="Iterable">The expression that gives it the lines: the call, or the only use of the name that holds them.</param>
    internal readonly record struct Consumer(Node Loop, Node Iterable, Symbol? Holder);

    private static Source? SourceOf(CallView call, PythonContext context)
    {
        if (call.Callee.AsAttribute is { } method)
        {
            switch (method.Name)
            {
                case "readlines" when call.ArgumentCount == 0 && context.IsType(method.Receiver, TypeKind.File):
                    return Opened(method.Receiver, false, context);
                case "splitlines" when call.ArgumentCount == 0:
                case "split" when call.OnlyArgument?.AsConstant?.String == "\n":
                    if (method.Receiver.AsCall is not { ArgumentCount: 0, Callee.AsAttribute: { } read } text) return null;
                    if (read.Name == "read" && context.IsType(read.Receiver, TypeKind.File)) return Opened(read.Receiver, true, context);
                    return read.Name == "read_text" && context.Path(text.Callee) == "pathlib.Path.read_text" ? new Source(read.Receiver, read.Receiver, true) : null;
            }
            return null;
        }
        if (call.Callee.Kind != Kind.Name || call.OnlyArgument is not { } argument || !context.IsBuiltin(call.Callee, "list")) return null;
        return context.IsType(argument, TypeKind.File) ? Opened(argument, false, context) : null;
    }

    private static Source? Opened(Node handle, bool splits, PythonContext context)
    {
        var opening = handle;
        if (handle.Kind == Kind.Name && context.SymbolAt(handle) is { OnlyDefinition: { Kind: DefinitionKind.Assigned or DefinitionKind.Entered } definition })
            opening = definition.Value;
        if (opening.AsCall is not { } open) return new Source(handle, null, splits);
        // A text in memory is no file: its lines are one more copy of what is there already.
        if (context.Path(open.Callee) is "io.StringIO" or "io.BytesIO") return null;
        return new Source(handle, open.Callee.AsAttribute is { Name: "open", Receiver: var path } && context.Path(open.Callee) == "pathlib.Path.open" ? path : open.Positional(0), splits);
    }

    /// <summary>Files of one fixed name, and those that names call settings, manifests and the like, have few lines.</summary>
    private static bool IsSmallFile(Source source, Node node, PythonContext context)
    {
        if (source.Path is { Kind: Kind.Constant } or { AsCall.OnlyArgument.Kind: Kind.Constant }) return true;
        if (source.Path is { } path && (IsSmallName(path.Text) || context.ValueOf(path) is { } value && (value.Kind == Kind.Constant || IsSmallName(value.Text)))) return true;
        return node.EnclosingDef is { } function ? IsSmallName(function.Child(1).Text) : true;
    }

    /// <summary>A path or a file that the caller gives may be any size; one that the program itself keeps is mostly its own small file.</summary>
    private static bool IsGivenByCaller(Source source, PythonContext context)
    {
        var place = source.Path ?? source.Handle;
        for (var id = place.Id; id < place.SubtreeEnd; id++)
            if (context.Tree[id].Kind == Kind.Name && context.SymbolAt(context.Tree[id]) is { IsParameter: true } && !context.Module.Classes.IsSelf(context.Tree[id])) return true;
        return false;
    }

    private static bool IsSmallName(string text)
    {
        foreach (var word in (ReadOnlySpan<string>)["conf", "setting", "cfg", ".ini", "version", "requirement", "manifest", "license", "readme", "changelog",
            "pid", "passwd", "/proc", "/etc", "hosts", "setup", "ignore", "pyproject", "metadata", "template", "header", "shebang", "credential", "history", "makefile", "arg_"])
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>The loop that alone goes through the lines, once and from the front.</summary>
    private static Consumer? ConsumerOf(Node node, PythonContext context)
    {
        if (LoopOver(node, context) is { } direct) return new Consumer(direct, node, null);
        if (context.HolderOf(node) is not { OnlyReference: { } use } holder || LoopOver(use, context) is not { } loop) return null;
        if (use.EnclosingFunction != node.EnclosingFunction) return null;
        // A loop between the two goes through the lines again and again.
        return Loops.Around(use) is { } outer && !outer.Node.Contains(node) ? null : new Consumer(loop, use, holder);
    }

    private static Node? LoopOver(Node lines, PythonContext context)
    {
        var at = lines;
        if (at.Parent.AsCall is { } counted && counted.Positional(0) == at && context.IsBuiltin(counted.Callee, "enumerate")) at = at.Parent;
        return at.Parent.Kind is Kind.For or Kind.Comprehension && at.Parent.Child(1) == at ? at.Parent : null;
    }

    private static bool IsUsedAfter(Node handle, Node node, PythonContext context)
    {
        if (context.SymbolAt(handle) is not { } symbol) return true;
        foreach (var reference in symbol.References)
            if (reference.Id >= node.SubtreeEnd) return true;
        return false;
    }

    /// <summary>Is the file opened again, moved or deleted before its lines are done with?</summary>
    private static bool IsRewritten(Source source, Node node, Consumer consumer, PythonContext context)
    {
        var path = source.Path?.Text;
        for (var id = node.SubtreeEnd; id < consumer.Loop.SubtreeEnd || id < consumer.Loop.Parent.SubtreeEnd && consumer.Loop.Kind == Kind.Comprehension; id++)
        {
            if (context.Tree[id].AsCall is not { } call) continue;
            switch (context.Path(call.Callee))
            {
                case "builtins.open" or "io.open" when path is null || call.Positional(0)?.Text == path: return true;
                case "pathlib.Path.open" or "pathlib.Path.write_text" or "pathlib.Path.unlink" or "pathlib.Path.rename"
                    when call.Callee.FirstChild.Text == path: return true;
                case "os.remove" or "os.unlink" or "os.rename" or "os.replace" or "shutil.move" or "shutil.copy": return true;
            }
        }
        return false;
    }
}
