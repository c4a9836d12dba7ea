using System.Globalization;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class ImportTimeHeavy : PythonRule
{
    private static readonly (byte[] Name, double Nanoseconds)[] SlowModules =
        [.. Library.Where(symbol => symbol.ImportNanoseconds > 0).Select(symbol => (Encoding.UTF8.GetBytes(symbol.Name), symbol.ImportNanoseconds))];

    public override RuleInfo Info { get; } = new("py-import-time-heavy", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.7,
        Precision = 0.8,
        Doc = """
            A command-line program imports at every start a heavy module that only one of its commands needs.

            ## Why it costs
            Importing a large package reads and runs hundreds of files: `asyncio` takes 70 ms, `boto3` 290, `pandas` about half a second. A
            command that does not use it waits for it all the same.

            ## Example
            ```python
            import argparse
            import asyncio

            def serve(options):
                asyncio.run(options.server())

            def show(options):
                print(options.name)

            def main():
                parser = argparse.ArgumentParser()
                commands = parser.add_subparsers()
                commands.add_parser("serve").set_defaults(run=serve)
                commands.add_parser("show").set_defaults(run=show)
                options = parser.parse_args()
                options.run(options)

            if __name__ == "__main__":
                main()
            ```
            Use instead:
            ```python
            import argparse

            def serve(options):
                import asyncio
                asyncio.run(options.server())

            def show(options):
                print(options.name)

            def main():
                parser = argparse.ArgumentParser()
                commands = parser.add_subparsers()
                commands.add_parser("serve").set_defaults(run=serve)
                commands.add_parser("show").set_defaults(run=show)
                options = parser.parse_args()
                options.run(options)

            if __name__ == "__main__":
                main()
            ```

            ## Keep it when
            The program runs for long, or the import is wanted for its side effects.

            ## Regime
            A program's start without `asyncio` is 5.5, 6.3 and 8.8 times faster than with it (CPython 3.8, 3.11, 3.13, without the site's packages). It LOSES
            nothing but a tenth of a microsecond a call in the command that does need it; from 3.15 on `lazy import` does the same at the top of the file.

            ## Patch safety
            That the module is missing or broken shows only once the command is used.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Import, Kind.ImportFrom];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind is not (Kind.Import or Kind.ImportFrom) || !node.Parent.IsRoot || TimeOf(node) is not (> 0 and var time) || !IsCommandLine(context)) return;
        if (OnlyUser(node, context) is not { } user || !IsOptional(user, context)) return;
        var expression = string.Create(CultureInfo.InvariantCulture, $"{time}ns");
        var first = user.Body.FirstChild;
        if (first.AsExpressionStatement is { Kind: Kind.Constant } && user.Body.Children.Count > 1) first = user.Body.Children[1];
        context.Report(node, $"every start of the program takes {time / 1e6:0} ms for a module that only `{user.Name}` uses")
            .Label(user.Identifier, "the only user")
            .Cost($"n*{expression}", $"0.5*n*{expression}", "another command runs more than once in a hundred starts").Size("n", Size.Unknown)
            .FixWithConsent($"import it in `{user.Name}`", new Patch(context.Module).MoveBefore(node, first), "nobody needs the import's side effects", "a missing module shows only once the command is used");
    }

    /// <summary>How long the only module of a statement takes; 0 for several modules, and for those that are quick.</summary>
    private static double TimeOf(Node node)
    {
        if (node.AsImportFrom is { } from) return from is { Level: 0, Module: { } module } ? TimeOf(module.Bytes) : 0;
        var only = node.FirstChild;
        return only.SubtreeEnd == node.SubtreeEnd && only.AsAlias is { } alias ? TimeOf(alias.Name.Bytes) : 0;
    }

    /// <summary>A module's own time, or that of the package around it.</summary>
    private static double TimeOf(ReadOnlySpan<byte> module)
    {
        foreach (var (name, time) in SlowModules)
            if (module.StartsWith(name) && (module.Length == name.Length || module[name.Length] == (byte)'.')) return time;
        return 0;
    }

    /// <summary>Is the file started as a program, and reads a command line?</summary>
    private static bool IsCommandLine(PythonContext context)
    {
        var names = context.Tree.Names;
        if (names.Find("argparse"u8) < 0 && names.Find("click"u8) < 0 && names.Find("typer"u8) < 0) return false;
        foreach (var statement in context.Tree.Root.Children)
            if (statement.AsIf is { Test.AsCompare: { Op: CompareOp.Eq, Left.AsName: { Id: "__name__" } } }) return true;
        return false;
    }

    /// <summary>The one function of the module that uses what a statement binds; null where others do, or the module's own code.</summary>
    private static FunctionView? OnlyUser(Node import, PythonContext context)
    {
        Node? only = null;
        foreach (var child in import.Children)
        {
            if (child.AsAlias is not { } alias) continue;
            if (alias.IsStar || Bound(alias, context) is not { OnlyDefinition: not null, IsShared: false } symbol) return null;
            foreach (var reference in symbol.References)
            {
                var user = reference.EnclosingDef;
                while (user?.EnclosingDef is { } outer) user = outer;
                if (user is not { } function || only is { } other && other != function) return null;
                only = function;
            }
        }
        // A method's class may be used by all.
        return only is { } found && found.Parent.IsRoot ? found.AsFunction : null;
    }

    private static Symbol? Bound(AliasView alias, PythonContext context)
    {
        var name = (alias.AsName ?? alias.Name).Bytes;
        var dot = name.IndexOf((byte)'.');
        return context.Module.ModuleSymbol(dot < 0 ? name : name[..dot]);
    }

    /// <summary>Does a start of the program come to a function only sometimes: as one command of several, or under a condition?</summary>
    private static bool IsOptional(FunctionView function, PythonContext context)
    {
        foreach (var decorator in function.Decorators)
            if ((decorator.AsCall is { } call ? call.Callee : decorator) is { AsAttribute: { Name: "command" } }) return true;
        if (!function.Decorators.IsEmpty || context.SymbolAt(function.Identifier) is not { } symbol || symbol.References.IsEmpty) return false;
        foreach (var reference in symbol.References)
            if (!IsChosen(reference)) return false;
        return true;
    }

    private static bool IsChosen(Node reference)
    {
        // `set_defaults(run=serve)`, or an entry of a table of commands.
        if (reference.Parent.Kind is Kind.Keyword or Kind.Dict) return true;
        for (var (child, at) = (reference, reference.Parent); !at.IsFunction && !at.IsRoot; (child, at) = (at, at.Parent))
            if (at.AsIf is { } conditional && child != conditional.Test && conditional.Test.AsCompare is not { Left.AsName: { Id: "__name__" } } || at.Kind == Kind.MatchCase) return true;
        return false;
    }
}
