using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Allocations;

/// <summary>How a loop over all lines of a file becomes a loop over the file, by where lines and loop stand.</summary>
internal static class ReadlinesPatch
{
    private const string KeepsFile = "nothing that the loop runs writes, moves or deletes the file";

    public static void Write(FindingDraft draft, PythonContext context, Node node, ReadlinesAll.Source source, ReadlinesAll.Consumer consumer, string line)
    {
        var all = $"n*({line} + py.mem.pointer)";
        var isList = consumer.Loop.Parent.Kind == Kind.ListComp;
        if (source.Splits)
        {
            draft.Cost((isList ? "3*" : "2*") + all, isList ? all + " + " + line : line)
                .Advise("iterate the open file in a `with` block, and strip each line's end where that matters", "lines are split at line feeds alone, and " + KeepsFile);
            return;
        }
        if (isList && Streamed(context, node, source, consumer) is { } stream)
        {
            draft.Cost("2*" + all, "2*" + line).FixWithConsent(
                "stream the file: iterate it in a `with` block and yield each result", stream,
                "callers go through the result once, as a stream: it has no length, no index and no second pass",
                "the file stays open while they do, and errors of opening and reading appear there");
            return;
        }
        draft.Cost(isList ? "2*" + all : all, isList ? all + " + " + line : line);
        var patch = Iterated(context, node, source, consumer);
        const string Summary = "iterate the open file instead of its list of lines";
        var isPure = consumer.Loop.Kind == Kind.Comprehension ? context.IsPure(consumer.Loop.Parent.FirstChild) : context.IsPure(consumer.Loop.Child(2));
        if (isPure) draft.FixSafely(Summary, patch);
        else draft.FixWithConsent(Summary, patch, KeepsFile);
    }

    /// <summary>The guide's own form: the function yields each result from a loop over the open file. It needs a function that ends by returning the list and promises no list.</summary>
    private static Patch? Streamed(PythonContext context, Node node, ReadlinesAll.Source source, ReadlinesAll.Consumer consumer)
    {
        var comprehension = consumer.Loop.Parent.AsComprehension!.Value;
        if (comprehension.OnlyGenerator is not { IsAsync: false } generator || generator.Iterable != consumer.Iterable || consumer.Holder is null) return null;
        if (comprehension.Node.Parent is not { Kind: Kind.Return } result || result.Parent.Parent.AsFunction is not { IsAsync: false, Returns: null } function) return null;
        if (result.SubtreeEnd != function.Node.SubtreeEnd || HasOtherExit(function.Body, result)) return null;
        var assignment = node.EnclosingStatement;
        var patch = new Patch(context.Module);
        if (patch.IndentationAt(result.Start) is not { } indentation) return null;
        var (inner, opening) = (indentation + "    ", "");
        if (source.OpensInPlace)
        {
            if (assignment.Parent != result.Parent || assignment.SubtreeEnd != result.Id) return null;
            var name = context.HasName("file") ? "handle" : "file";
            if (context.HasName(name)) return null;
            opening = $"with {source.Handle.Text} as {name}:\n{inner}";
            return patch.Replace(Lines(context, assignment, result), opening + Loop(generator, comprehension, name, inner));
        }
        if (!IsAloneInWithBefore(assignment, result)) return null;
        return patch.Replace(Lines(context, assignment, result), Loop(generator, comprehension, source.Handle.Text, inner));
    }

    private static string Loop(GeneratorView generator, ComprehensionView comprehension, string handle, string indentation)
    {
        var text = $"for {generator.Target.Text} in {handle}:\n";
        foreach (var condition in generator.Conditions)
        {
            indentation += "    ";
            text += $"{indentation}if {condition.Text}:\n";
        }
        return text + $"{indentation}    yield {comprehension.Element.Text}";
    }

    /// <summary>The same code with the file in place of its lines.</summary>
    private static Patch? Iterated(PythonContext context, Node node, ReadlinesAll.Source source, ReadlinesAll.Consumer consumer)
    {
        var patch = new Patch(context.Module);
        if (consumer.Holder is null) return patch.Replace(node, source.Handle.Text);
        var assignment = node.EnclosingStatement;
        var statement = consumer.Loop.EnclosingStatement;
        // Both in one block: the file is still open where its lines are used.
        if (assignment.Parent == statement.Parent) return assignment.SubtreeEnd == statement.Id ? patch.Replace(consumer.Iterable, source.Handle.Text).Delete(assignment) : null;
        // The lines are used right after the `with` block: what uses them moves into it.
        if (source.OpensInPlace || statement.Kind == Kind.For || statement.Bytes.IndexOf((byte)'\n') >= 0 || !IsAloneInWithBefore(assignment, statement)) return null;
        var text = statement.Text;
        var at = consumer.Iterable.Start - statement.Start;
        var bytes = statement.Bytes;
        var moved = System.Text.Encoding.UTF8.GetString(bytes[..at]) + source.Handle.Text + System.Text.Encoding.UTF8.GetString(bytes[(at + consumer.Iterable.Span.Length)..]);
        return patch.Replace(Lines(context, assignment, statement), moved);
    }

    private static bool IsAloneInWithBefore(Node assignment, Node next) =>
        assignment.Parent.Parent is { Kind: Kind.With } with && assignment.Parent.Children.Count == 1 && with.SubtreeEnd == next.Id && with.Parent == next.Parent;

    /// <summary>From one statement to the end of another's line; comments on their lines speak of the code that goes.</summary>
    private static Span Lines(PythonContext context, Node first, Node last)
    {
        var rest = context.Tree.Text.Bytes[last.End..];
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        var tail = end < 0 ? rest : rest[..end];
        return new Span(first.Start, tail.TrimStart(" \t"u8) is [(byte)'#', ..] ? last.End + tail.Length : last.End);
    }

    private static bool HasOtherExit(Node body, Node result)
    {
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            if (node.Kind is Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.Lambda) id = node.SubtreeEnd - 1;
            else if (node.Kind is Kind.Yield or Kind.YieldFrom || node.Kind == Kind.Return && id != result.Id) return true;
        }
        return false;
    }
}
