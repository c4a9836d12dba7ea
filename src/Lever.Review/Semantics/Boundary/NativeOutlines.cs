using System.Text;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Boundary;

/// <summary>Reads from Rust files what PyO3 lets Python call.</summary>
/// <remarks>https://pyo3.rs: `#[pymodule]`, `#[pyfunction]`, `#[pymethods]`, `#[pyo3(name = "…")]`, `wrap_pyfunction!`.</remarks>
public static class NativeOutlines
{
    /// <summary>How large a body may be whose calls are all cheap.</summary>
    private const int TinyNodes = 120;

    /// <param name="path">The file, relative, with forward slashes.</param>
    public static NativeOutline Of(SyntaxTree tree, string path)
    {
        var (modules, functions, helpers, registered) = (new List<string>(), new List<NativeFunction>(), new List<NativeHelper>(), new Dictionary<string, string>());
        for (var id = 1; id < tree.Count; id++)
        {
            var node = tree[id];
            switch (node.Kind)
            {
                case Kind.Function when node.HasAttribute("pymodule"u8):
                    var module = NameOf(node, node.AsFunction!.Value.Name);
                    modules.Add(module);
                    Register(node, module, registered);
                    break;
                case Kind.Module when node.HasAttribute("pymodule"u8):
                    var declared = NameOf(node, node.Child(2).Text);
                    modules.Add(declared);
                    RegisterExports(node, declared, registered);
                    break;
                case Kind.Function when node.HasAttribute("pyfunction"u8):
                    functions.Add(FunctionOf(node, null, path));
                    break;
                case Kind.Function when node.EnclosingImpl is null:
                    var (work, calls) = WorkOf(node.AsFunction!.Value);
                    helpers.Add(new NativeHelper(node.AsFunction!.Value.Name, work, calls));
                    break;
                case Kind.Impl when node.HasAttribute("pymethods"u8):
                    foreach (var item in node.AsImpl!.Value.Items)
                        if (item.Kind == Kind.Function) functions.Add(FunctionOf(item, ClassOf(node), path));
                    break;
            }
        }
        return new NativeOutline(modules, [.. functions.Select(function => function with { Batch = BatchOf(function, functions) })], helpers, registered);
    }

    private static string ClassOf(Node impl) => impl.AsImpl!.Value.Type.AsPath?.Name ?? impl.AsImpl!.Value.Type.Text;

    /// <summary>The name that an attribute gives an item in Python, else its own.</summary>
    private static string NameOf(Node item, string own)
    {
        if (item.AttributeList is not { } list) return own;
        foreach (var child in list.Children)
        {
            if (child.AsAttribute is not { Input: { Kind: Kind.TokenTree } tokens } attribute || !(attribute.Is("pyo3"u8) || attribute.Is("pyfunction"u8) || attribute.Is("pymodule"u8))) continue;
            var isName = false;
            foreach (var token in tokens.Children)
            {
                if (isName && token.Kind == Kind.Token && token.Bytes is [(byte)'"', ..]) return Encoding.UTF8.GetString(Literals.Content(token.Bytes));
                if (token.Kind == Kind.TokenName) isName = tokens.Tree.Names[token.Data].SequenceEqual("name"u8);
            }
        }
        return own;
    }

    /// <summary>Notes which functions a module's initializer wraps.</summary>
    private static void Register(Node initializer, string module, Dictionary<string, string> registered)
    {
        for (var id = initializer.Id; id < initializer.SubtreeEnd; id++)
        {
            if (initializer.Tree[id].AsMacroCall is not { } call || !(call.Is("wrap_pyfunction"u8) || call.Is("wrap_pyfunction_bound"u8))) continue;
            // The last name of the path that stands first: `wrap_pyfunction!(tokens::count, module)?`.
            string? name = null;
            foreach (var token in call.Body.Children)
            {
                if (token.Kind == Kind.TokenName) name = call.Node.Tree.Names.Text(token.Data);
                else if (token.Bytes is [(byte)',']) break;
            }
            if (name is not null) registered.TryAdd(name, module);
        }
    }

    private static void RegisterExports(Node module, string name, Dictionary<string, string> registered)
    {
        for (var id = module.Id; id < module.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind == Kind.Function && node.HasAttribute("pyfunction"u8)) registered.TryAdd(node.AsFunction!.Value.Name, name);
            if (node.Kind != Kind.Use || !node.HasAttribute("pymodule_export"u8)) continue;
            for (var inner = node.Id; inner < node.SubtreeEnd; inner++)
                if (module.Tree[inner].AsPath is { } path) registered.TryAdd(path.Name, name);
        }
    }

    private static NativeFunction FunctionOf(Node node, string? owner, string path)
    {
        var function = node.AsFunction!.Value;
        var parameters = new List<NativeParameter>();
        foreach (var child in function.Parameters)
        {
            if (child.WithoutAttributes.AsParameter is not { Type: { } type } parameter || IsToken(type)) continue;
            parameters.Add(new NativeParameter(parameter.Pattern?.Text ?? "_", type.Text, ArgumentOf(type)));
        }
        var tree = node.Tree;
        var place = function.NameNode.Span;
        var (work, calls) = WorkOf(function);
        return new NativeFunction(
            NameOf(node, function.Name), owner, path, place, tree.Lines.PositionAt(place.Start), tree.Lines.PositionAt(place.End), work, parameters, function.Return?.Text ?? "") { Calls = calls };
    }

    /// <summary>Is it the token that says that the thread is attached?</summary>
    private static bool IsToken(Node type)
    {
        while (type.Kind == Kind.ReferenceType) type = type.Child(1);
        return type.AsPath is { Name: "Python" };
    }

    private static NativeArgument ArgumentOf(Node type)
    {
        while (type.Kind == Kind.ReferenceType) type = type.Child(1);
        if (type.Kind is Kind.SliceType) return type.FirstChild.AsPath is { Name: "u8" } ? NativeArgument.Text : NativeArgument.Buffer;
        if (type.AsPath is not { } path) return NativeArgument.Other;
        switch (path.Name)
        {
            case "i8" or "i16" or "i32" or "i64" or "i128" or "isize" or "u8" or "u16" or "u32" or "u64" or "u128" or "usize" or "f32" or "f64" or "bool" or "char":
                return NativeArgument.Scalar;
            case "str" or "String" or "PyString" or "PyBytes" or "PyBackedStr" or "PyBackedBytes":
                return NativeArgument.Text;
            case "Vec" or "HashMap" or "BTreeMap" or "HashSet" or "BTreeSet" or "VecDeque":
                return NativeArgument.Converted;
            case "Option" when path.Argument(0) is { } inner:
                return ArgumentOf(inner);
            case "PyBuffer" or "PyReadonlyArray" or "PyReadonlyArray1" or "PyReadonlyArray2" or "PyReadonlyArrayDyn" or "PyArray1" or "PyArray2":
                return NativeArgument.Buffer;
            default:
                return NativeArgument.Other;
        }
    }

    /// <summary>How much a function does by its own loops, and which functions of its crate it calls.</summary>
    private static (NativeWork Work, IReadOnlyList<string> Calls) WorkOf(FunctionView function)
    {
        if (function.Body is not { } body || function.IsAsync || body.SubtreeEnd - body.Id > TinyNodes) return (NativeWork.More, []);
        var work = NativeWork.Tiny;
        List<string>? calls = null;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = body.Tree[id];
            switch (node.Kind)
            {
                case Kind.For or Kind.While or Kind.Loop or Kind.Await:
                    return (NativeWork.More, []);
                case Kind.MethodCall when IsMore(body.Tree.Names[node.Data]):
                    return (NativeWork.More, []);
                case Kind.MethodCall when GoesThrough(body.Tree.Names[node.Data]):
                    work = NativeWork.PerByte;
                    break;
                case Kind.Call:
                    if (node.AsCall!.Value.Function.AsPath is not { } callee) return (NativeWork.More, []);
                    // Constructors of variants and structs, and those of plain values, do next to nothing.
                    if (!char.IsUpper((char)callee.NameBytes[0]) && callee.Name is not ("new" or "from" or "default")) (calls ??= []).Add(callee.Name);
                    break;
                case Kind.MacroCall when node.AsMacroCall is { IsParsed: false }:
                    return (NativeWork.More, []);
            }
        }
        return (work, calls ?? (IReadOnlyList<string>)[]);
    }

    /// <summary>Methods that sort, gather or wait.</summary>
    private static bool IsMore(ReadOnlySpan<byte> method) =>
        method.StartsWith("sort"u8) || method.SequenceEqual("collect"u8) || method.SequenceEqual("join"u8) || method.SequenceEqual("lock"u8) || method.SequenceEqual("recv"u8)
        || method.StartsWith("read"u8) || method.StartsWith("write"u8) || method.SequenceEqual("wait"u8) || method.SequenceEqual("flat_map"u8) || method.SequenceEqual("allow_threads"u8) || method.SequenceEqual("detach"u8);

    /// <summary>Methods that visit each byte, character or element of what they are called on.</summary>
    private static bool GoesThrough(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("chars"u8) || method.SequenceEqual("bytes"u8) || method.SequenceEqual("iter"u8) || method.SequenceEqual("into_iter"u8) || method.SequenceEqual("lines"u8)
        || method.SequenceEqual("split"u8) || method.SequenceEqual("split_whitespace"u8) || method.SequenceEqual("to_lowercase"u8) || method.SequenceEqual("to_uppercase"u8)
        || method.SequenceEqual("char_indices"u8) || method.SequenceEqual("replace"u8) || method.SequenceEqual("contains"u8) || method.SequenceEqual("find"u8) || method.SequenceEqual("matches"u8);

    /// <summary>The function of the same class or module whose name says that it takes many, and whose argument does.</summary>
    private static string? BatchOf(NativeFunction function, List<NativeFunction> all)
    {
        foreach (var other in all)
        {
            if (other == function || other.Class != function.Class || !other.Parameters.Any(parameter => parameter.Argument is NativeArgument.Converted or NativeArgument.Buffer || parameter.Type.Contains("PyList", StringComparison.Ordinal))) continue;
            if (IsPluralOf(other.Name, function.Name)) return other.Name;
        }
        return null;
    }

    private static bool IsPluralOf(string many, string one) =>
        many == one + "s" || many == one + "_batch" || many == one + "_many" || many == one + "_all" || many == one + "_bulk" || many == "batch_" + one || many == "bulk_" + one || many == one + "_list" || many == one + "es";
}
