using System.Collections.Immutable;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>
/// What parameters without an annotation seem to take: by the file's own calls, by the docstring, by how the function uses them. These are
/// guesses; the worker marks what it makes from them as such.
/// </summary>
internal static class ParameterHints
{
    /// <summary>Types as Python writes them, by <c>Class.method:parameter</c>; constructors of the file's classes are among them.</summary>
    public static ImmutableDictionary<string, string> Of(ReadOnlySpan<byte> file)
    {
        var module = new PythonModule();
        module.Load(PythonParser.ParseOnce(SourceDecoder.DecodePython(file).Text), "module.py", ProjectIndex.Empty, null);
        var hints = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Collect(new ParameterUses(module), module, module.Tree.Root, "", hints);
        return hints.ToImmutable();
    }

    private static void Collect(ParameterUses uses, PythonModule module, Node block, string prefix, ImmutableDictionary<string, string>.Builder hints)
    {
        foreach (var statement in block.Children)
        {
            switch (statement.Kind)
            {
                case Kind.FunctionDef or Kind.AsyncFunctionDef:
                    var function = statement.AsFunction!.Value;
                    foreach (var parameter in function.Arguments.Children)
                        if (HintOf(uses, module, function, parameter) is { } hint) hints[$"{prefix}{function.Name}:{parameter.AsParameter!.Value.Name}"] = hint;
                    break;
                case Kind.ClassDef:
                    Collect(uses, module, statement.LastChild, prefix + statement.AsClass!.Value.Name + ".", hints);
                    break;
                case Kind.If or Kind.Try or Kind.TryStar or Kind.With or Kind.Block or Kind.Handlers or Kind.ExceptHandler:
                    Collect(uses, module, statement, prefix, hints);
                    break;
            }
        }
    }

    private static string? HintOf(ParameterUses uses, PythonModule module, FunctionView function, Node parameter)
    {
        if (parameter.Kind is Kind.VarArg or Kind.KwArg || parameter.AsParameter is not { Annotation: null } view) return null;
        // A default says what it takes; None says only that it may be left out.
        if (view.Default is { IsNone: false }) return null;
        var (told, used) = (OfCalls(module, function, parameter) ?? DocumentedTypes.Of(function, view.Name, module), uses.Of(parameter));
        // A text may be any text, or one that names a file.
        var hint = told is null || told == "str" && used == "StrPath" ? used : told;
        return hint is null || view.Default is null ? hint : $"{hint} | None";
    }

    /// <summary>What the file's own calls pass, where all of those that say anything agree.</summary>
    private static string? OfCalls(PythonModule module, FunctionView function, Node parameter)
    {
        string? seen = null;
        var position = Position(function, parameter);
        foreach (var node in Callers.CallsOf(module, function.Node))
        {
            if (function.Node.Contains(node)) continue;
            var call = node.AsCall!.Value;
            var argument = call.Positional(position);
            foreach (var named in call.Arguments)
                if (named.Kind == Kind.Keyword && named.Data == parameter.Data) argument = named.FirstChild;
            if (argument is not { } given || given.IsNone || Written(module, given) is not { } type) continue;
            if (seen is not null && seen != type) return null;
            seen = type;
        }
        return seen;
    }

    /// <summary>Among the arguments of a call: a method's own object is none of them.</summary>
    private static int Position(FunctionView function, Node parameter)
    {
        var position = 0;
        foreach (var other in function.Arguments.Children)
        {
            if (other.Id == parameter.Id) break;
            position++;
        }
        if (!ParameterUses.IsMethod(function.Node)) return position;
        foreach (var decorator in function.Decorators)
            if (decorator.Bytes.SequenceEqual("staticmethod"u8)) return position;
        return position - 1;
    }

    /// <summary>An expression's type as an annotation; null where it is not known or means nothing to a maker of values.</summary>
    public static string? Written(PythonModule module, Node expression)
    {
        if (module.Types.Of(expression) is not { } type) return null;
        var name = Written(type);
        if (name is not ("list" or "set" or "frozenset" or "Iterable" or "Sequence" or "deque")) return name;
        return module.Types.ElementOf(expression) is { } element && Written(element) is { } inner ? $"{name}[{inner}]" : name;
    }

    private static string? Written(PythonType type) => type.Kind switch
    {
        TypeKind.Bool or TypeKind.Int or TypeKind.Float or TypeKind.Complex or TypeKind.Str or TypeKind.Bytes or TypeKind.ByteArray or TypeKind.List or TypeKind.Tuple
            or TypeKind.Set or TypeKind.FrozenSet or TypeKind.Dict or TypeKind.Deque or TypeKind.Range => type.Name,
        TypeKind.DefaultDict => "dict",
        TypeKind.Sequence => "Sequence",
        TypeKind.Iterable => "Iterable",
        TypeKind.Iterator or TypeKind.Generator => "Iterator",
        TypeKind.Mapping => "Mapping",
        TypeKind.File => "TextIO",
        TypeKind.Pattern => "Pattern",
        TypeKind.Logger => "Logger",
        TypeKind.Function => "Callable",
        _ => null,
    };
}
