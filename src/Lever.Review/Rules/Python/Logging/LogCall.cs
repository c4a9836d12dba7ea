using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Logging;

/// <summary>A call that logs at a level which is usually off.</summary>
/// <param name="Level">The level's name in the `logging` module.</param>
internal readonly record struct LogCall(CallView Call, Node Logger, string Level)
{
    /// <summary>Null for anything else. Loggers are known by their type, or by their name where they come from elsewhere.</summary>
    public static LogCall? Of(PythonContext context, Node node)
    {
        if (node.AsCall is not { Callee.AsAttribute: { } method } call) return null;
        if (method.Name is not ("debug" or "info") || call.Arguments.IsEmpty) return null;
        if (context.Path(call.Callee) is { } path
            ? path is not ("Logger.debug" or "Logger.info" or "logging.debug" or "logging.info")
            : !IsLoggerByName(method.Receiver)) return null;
        return new LogCall(call, method.Receiver, method.Name == "debug" ? "DEBUG" : "INFO");
    }

    public bool IsDebug => Level == "DEBUG";

    /// <summary>Does the function ask for the level anywhere, or does a condition around the call speak of it?</summary>
    public bool IsGuarded()
    {
        var node = Call.Node;
        for (var (child, at) = (node, node.Parent); !at.IsRoot && !at.IsFunction; (child, at) = (at, at.Parent))
            if (at.Kind is Kind.If or Kind.IfExp or Kind.BoolOp && child.Id != at.FirstChild.Id && SpeaksOfLevels(at.FirstChild.Text)) return true;
        return node.EnclosingDef is { } function && function.Bytes.IndexOf("isEnabledFor"u8) >= 0;
    }

    /// <summary>Does the same branch log a warning or an error: is it one that the program rarely comes to?</summary>
    public bool StandsByWarning()
    {
        if (Call.Node.EnclosingStatement.Parent is not { Kind: Kind.Block } block || block.Parent.Kind is not (Kind.If or Kind.MatchCase)) return false;
        foreach (var statement in block.Children)
            if (statement.AsExpressionStatement?.AsCall?.Callee.AsAttribute is { Name: "warning" or "warn" or "error" or "exception" or "critical" } other && other.Receiver.Text == Logger.Text) return true;
        return false;
    }

    /// <summary>Asks for the level right before the call; null where the statement cannot be moved under a condition.</summary>
    public Patch? Guarded(PythonContext context)
    {
        var statement = Call.Node.Parent;
        if (statement.Kind != Kind.Expr || Logger.Kind == Kind.Call || context.Path(Call.Callee)?.StartsWith("logging.", StringComparison.Ordinal) == true) return null;
        var patch = new Patch(context.Module);
        if (patch.IndentationAt(statement.Start) is not { } indentation) return null;
        return patch.Replace(statement, $"if {Logger.Text}.isEnabledFor(logging.{Level}):{patch.NewLine}{indentation}    {statement.Text}").ImportModule("logging");
    }

    private static bool SpeaksOfLevels(string test) =>
        test.Contains("isEnabledFor", StringComparison.Ordinal) || test.Contains("debug", StringComparison.OrdinalIgnoreCase)
        || test.Contains("verbos", StringComparison.OrdinalIgnoreCase) || test.Contains("level", StringComparison.OrdinalIgnoreCase)
        || test.Contains("log", StringComparison.OrdinalIgnoreCase) || test.Contains("trace", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoggerByName(Node receiver) =>
        (receiver.AsName?.Id ?? receiver.AsAttribute?.Name) is "logger" or "_logger" or "LOGGER" or "log" or "LOG" or "_log" or "__logger";
}
