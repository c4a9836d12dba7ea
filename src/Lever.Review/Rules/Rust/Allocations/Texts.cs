using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

/// <summary>Writing into a text instead of making another one.</summary>
internal static class Texts
{
    /// <summary>Puts `write!` with a `format!`'s arguments in place of the statement that pushes its result; null where the file's `Write` is another trait.</summary>
    public static Patch? Write(RustContext context, MacroCallView format, MethodCallView push, Node statement)
    {
        var patch = new Patch(context.Module);
        var body = format.Body;
        var arguments = patch.Text(body.Start + 1, body.End - 1);
        if (arguments.Contains("//", StringComparison.Ordinal)) return null;
        return patch.Replace(new Span(statement.Start, statement.End), $"let _ = write!({push.Receiver.Text}, {arguments.Trim()});").AddUse("std::fmt::Write", statement);
    }
}
