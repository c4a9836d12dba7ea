using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What a class sets in its objects, as far as its own statements, its constructor and the text of its other methods say.</summary>
/// <param name="Bases">The dotted paths of its bases, seen through the module's imports.</param>
/// <param name="Types">By the field's name; null where what is set does not agree, or cannot be told.</param>
public sealed record FieldOutline(IReadOnlyList<string> Bases, IReadOnlyDictionary<string, PythonType?> Types)
{
    /// <summary>The fields of a class; null where it has neither fields nor bases.</summary>
    /// <param name="exports">What the module's names mean so far.</param>
    internal static FieldOutline? Of(ClassView view, string module, IReadOnlyDictionary<string, string> exports)
    {
        var bases = new List<string>();
        foreach (var argument in view.Arguments)
            if ((argument.AsSubscript?.Value ?? argument) is { Kind: Kind.Name or Kind.Attribute } named && ClassOutline.PathOf(named, exports) is var path)
                bases.Add(path.Contains('.', StringComparison.Ordinal) ? path : module + "." + path);
        var types = new Dictionary<string, PythonType?>(StringComparer.Ordinal);
        Node? constructor = null;
        foreach (var statement in view.Body.Children)
        {
            // A property gives what its code gives.
            if (statement.AsFunction is { } function)
            {
                if (function.Identifier.Bytes.SequenceEqual("__init__"u8)) constructor = statement;
                else if (!function.Decorators.IsEmpty) types[function.Name] = null;
            }
            else if (statement.AsAnnAssign is { Target: { Kind: Kind.Name } declared } annotated) types[declared.Text] = FieldTypes.Promised(annotated.Annotation);
        }
        if (constructor is { } made) AddSet(made, exports, types);
        if (types.Count == 0 && bases.Count == 0) return null;
        FieldStores.Compare(view.Node, constructor, types);
        return new FieldOutline(bases, types);
    }

    private static void AddSet(Node constructor, IReadOnlyDictionary<string, string> exports, Dictionary<string, PythonType?> types)
    {
        var function = constructor.AsFunction!.Value;
        if (function.Arguments.Children.IsEmpty) return;
        var (tree, self) = (constructor.Tree, function.Arguments.FirstChild.Data);
        var set = new Dictionary<string, PythonType?>(StringComparer.Ordinal);
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            if ((Kind)tree.RawKinds[id] != Kind.Attribute || (Kind)tree.RawKinds[id + 1] != Kind.Name || tree[id + 1].Data != self) continue;
            var target = tree[id];
            if (!Usage.IsStored(target) || target.Parent.Kind is Kind.AugAssign or Kind.Delete) continue;
            var value = target.Parent.Kind == Kind.Assign ? target.Parent.LastChild : target.Parent.AsAnnAssign?.Value;
            // What is set to None first is set to something else later.
            if (value is { IsNone: true } && target.Parent.Kind == Kind.Assign) continue;
            var promised = target.Parent.AsAnnAssign is { } annotated ? FieldTypes.Promised(annotated.Annotation) : null;
            var type = promised is { Kind: not (TypeKind.Sequence or TypeKind.Iterable or TypeKind.Mapping) } ? promised : value is { } given ? FieldTypes.Of(given, function, exports) ?? promised : promised;
            var name = target.AsAttribute!.Value.Name;
            set[name] = set.TryGetValue(name, out var known) && known != type ? null : type;
        }
        foreach (var (name, type) in set) types[name] = types.TryGetValue(name, out var known) && known != type ? null : type;
    }
}

/// <summary>The types of values whose module is not bound: from literals, constructors and annotations alone.</summary>
internal static class FieldTypes
{
    public static PythonType? Of(Node value, FunctionView constructor, IReadOnlyDictionary<string, string> exports)
    {
        switch (value.Kind)
        {
            case Kind.Constant: return Types.OfConstant(value.AsConstant!.Value.Type);
            case Kind.JoinedStr: return PythonType.Str;
            case Kind.List or Kind.ListComp: return PythonType.List;
            case Kind.Tuple: return PythonType.Tuple;
            case Kind.Set or Kind.SetComp: return PythonType.Set;
            case Kind.Dict or Kind.DictComp: return PythonType.Dict;
            case Kind.Name: return ParameterOf(constructor, value.Data) is { AsParameter.Annotation: { } annotation } && !IsBoundIn(constructor, value.Data) ? Promised(annotation) : null;
            case Kind.Call when value.AsCall is { Callee: { Kind: Kind.Name or Kind.Attribute } callee }:
                var path = ClassOutline.PathOf(callee, exports);
                var root = callee;
                while (root.Kind == Kind.Attribute) root = root.FirstChild;
                if (root.Kind != Kind.Name || ParameterOf(constructor, root.Data) is not null || IsBoundIn(constructor, root.Data)) return null;
                if (callee.Kind == Kind.Name && !exports.ContainsKey(path) && !path.Contains('.', StringComparison.Ordinal)) path = "builtins." + path;
                return Library.Find(path)?.Symbol is { IsAsync: false, Result: { } result } ? result : null;
            default: return null;
        }
    }

    private static Node? ParameterOf(FunctionView constructor, int name)
    {
        foreach (var parameter in constructor.Arguments.Children)
            if (parameter.Data == name) return parameter.Kind is Kind.VarArg or Kind.KwArg ? null : parameter;
        return null;
    }

    private static bool IsBoundIn(FunctionView constructor, int name)
    {
        var tree = constructor.Node.Tree;
        for (var id = constructor.Body.Id; id < constructor.Body.SubtreeEnd; id++)
            if ((Kind)tree.RawKinds[id] == Kind.Name && tree[id].Data == name && Usage.IsStored(tree[id])) return true;
        return false;
    }

    /// <summary>What an annotation promises, by the names of builtins and of the standard library's abstract types.</summary>
    public static PythonType? Promised(Node annotation)
    {
        if (annotation.AsConstant is { String: { } quoted }) return Types.OfAnnotationText(quoted);
        if (annotation.AsBinOp is { Op: BinaryOperator.BitOr } union) return union.Right.IsNone ? Promised(union.Left) : union.Left.IsNone ? Promised(union.Right) : null;
        if (annotation.AsSubscript is { } subscript)
            return Types.LastName(subscript.Value) is "Optional" or "Final" or "ClassVar" ? Promised(subscript.Index) : Types.OfAnnotationName(Types.LastName(subscript.Value));
        return annotation.Kind is Kind.Name or Kind.Attribute ? Types.OfAnnotationName(Types.LastName(annotation)) : null;
    }
}

/// <summary>Finds by its text alone what a class sets outside of its constructor: an outline has no bodies of other functions.</summary>
internal static class FieldStores
{
    /// <summary>Takes the type from fields that the class, outside of its constructor, sets to anything but None, and enters fields that are set there alone.</summary>
    public static void Compare(Node owner, Node? constructor, Dictionary<string, PythonType?> types)
    {
        var source = owner.Tree.Text.Bytes;
        var (start, end) = (owner.Span.Start, owner.Span.End);
        var (skipped, resumed) = constructor is { } made ? (made.Span.Start, made.Span.End) : (end, end);
        Look(source[start..skipped], types);
        Look(source[resumed..end], types);
    }

    private static void Look(ReadOnlySpan<byte> text, Dictionary<string, PythonType?> types)
    {
        for (var at = 0; text[at..].IndexOf((byte)'=') is >= 0 and var next; at++)
        {
            at += next;
            if (at + 1 < text.Length && text[at + 1] == '=')
            {
                at++;
                continue;
            }
            if (IsNone(text[(at + 1)..])) continue;
            // `self.rows, self.names = …` sets both.
            for (var before = text[..at].TrimEnd(" \t"u8); FieldAt(before, out var rest) is { } name; before = rest[..^1].TrimEnd(" \t"u8))
            {
                types[name] = null;
                rest = rest.TrimEnd(" \t"u8);
                if (!rest.EndsWith(","u8)) break;
            }
        }
    }

    private static bool IsNone(ReadOnlySpan<byte> value) => value.TrimStart(" \t"u8) is var trimmed && trimmed.StartsWith("None"u8) && (trimmed.Length == 4 || !IsLetter(trimmed[4]));

    /// <summary>The last name of an attribute at the end of a text.</summary>
    /// <param name="rest">What stands before the attribute.</param>
    private static string? FieldAt(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        rest = text;
        var name = Letters(text);
        if (name == 0 || text.Length <= name || text[text.Length - name - 1] != '.') return null;
        var receiver = Letters(text[..(text.Length - name - 1)]);
        if (receiver == 0) return null;
        rest = text[..(text.Length - name - 1 - receiver)];
        return System.Text.Encoding.UTF8.GetString(text[(text.Length - name)..]);
    }

    private static int Letters(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < text.Length && IsLetter(text[text.Length - 1 - count])) count++;
        return count;
    }

    private static bool IsLetter(byte letter) => letter == '_' || letter >= 0x80 || char.IsAsciiLetterOrDigit((char)letter);
}
