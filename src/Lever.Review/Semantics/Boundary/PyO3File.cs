using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Boundary;

/// <summary>
/// What the names and expressions of one Rust file mean to PyO3: names are resolved through its imports, types read from signatures, from what is
/// bound to a name and from <see cref="PyO3Table"/>. Results, options and references are looked through.
/// </summary>
public sealed class PyO3File
{
    /// <summary>Names are followed through so many others at most.</summary>
    private const int MostHops = 24;

    private readonly SyntaxTree tree;
    private readonly (int Major, int Minor)? version;
    private readonly Dictionary<int, string> imported = [];
    private readonly HashSet<int> declared = [];
    private readonly Dictionary<int, Node> structs = [];
    private bool hasPrelude, hasTypes;

    private PyO3File(RustModule module)
    {
        tree = module.Tree;
        version = module.Project.CrateOf(module.Path)?.PyO3;
    }

    /// <summary>Of files that say nothing of PyO3, and of a module before its file is read.</summary>
    private static readonly PyO3File unused = new();

    private PyO3File() => tree = null!;

    /// <summary>Does the file name PyO3 at all? Nearly all files do not, and nothing else is asked of them.</summary>
    public bool IsUsed => tree is not null;

    internal static PyO3File Of(RustModule module)
    {
        if (module.Tree.Names.Find("pyo3"u8) < 0 && module.Tree.Names.Find("pyo3_ffi"u8) < 0) return unused;
        var file = new PyO3File(module);
        file.ReadNames();
        return file;
    }

    /// <summary>Is PyO3 at least of a version 0.minor? Where no manifest says its version, the names that the file itself uses do.</summary>
    public bool IsAtLeast(int minor)
    {
        if (version is { Minor: > 0 } or { Major: > 0 }) return version.Value.CompareTo((0, minor)) >= 0;
        if (HasName("attach"u8) || HasName("detach"u8)) return true;
        if (HasName("with_gil"u8) || HasName("allow_threads"u8) || HasName("GILOnceCell"u8)) return minor < 26 && (minor <= 20 || HasName("Bound"u8) || HasName("new_bound"u8));
        return true;
    }

    /// <summary>What the file's PyO3 calls running a closure without the interpreter.</summary>
    public string DetachName => IsAtLeast(26) ? "detach" : "allow_threads";

    /// <summary>What the file's PyO3 calls running a closure with the interpreter.</summary>
    public string AttachName => IsAtLeast(26) ? "attach" : "with_gil";

    /// <summary>What the file's PyO3 calls a test for a type that gives the object as that type.</summary>
    public string CastName => IsAtLeast(27) ? "cast" : "downcast";

    /// <summary>What the file's PyO3 calls a cell that is written once while attached.</summary>
    public string OnceCell => IsAtLeast(26) ? "PyOnceLock" : "GILOnceCell";

    /// <summary>The name in PyO3 of what a path means, such as `PyList`; null where it is not PyO3's.</summary>
    public string? NameOf(Node path)
    {
        if (path.AsPath is not { } view || !IsUsed) return null;
        if (view.Qualifier is null && !imported.ContainsKey(view.NameId))
        {
            if (declared.Contains(view.NameId)) return null;
            return hasPrelude && PyO3Table.IsInPrelude(view.Name) || hasTypes && PyO3Table.IsClass(view.Name) ? view.Name : null;
        }
        return FullPath(path) is { } full && full.StartsWith("pyo3::", StringComparison.Ordinal) ? full[(full.LastIndexOf(':') + 1)..] : null;
    }

    /// <summary>A path with its first name replaced by what the file imports under it, generic arguments left out: `std::thread::sleep` of `thread::sleep`.</summary>
    public string? FullPath(Node path)
    {
        if (path.AsPath is not { } view) return null;
        switch (view.Qualifier)
        {
            case null:
                return imported.TryGetValue(view.NameId, out var full) ? full.Length > 0 ? full : null : view.Name;
            case { Kind: Kind.GlobalRoot }:
                return view.Name;
            case { Kind: Kind.Path } qualifier:
                return FullPath(qualifier) is { } before ? before + "::" + view.Name : null;
            default:
                return null;
        }
    }

    /// <summary>The function of PyO3 that a call by path calls, such as `attach` of `Python::attach(…)`; null where it calls none.</summary>
    public PySymbol? FunctionOf(Node call)
    {
        if (call.AsCall is not { Function.AsPath: { Qualifier: { } type } path }) return null;
        return NameOf(type) is { } name ? PyO3Table.Function(name, path.Name) : null;
    }

    /// <summary>The method of PyO3 that a call calls; null where it calls none, or its receiver is not known.</summary>
    public PySymbol? MethodOf(Node call) => call.AsMethodCall is { } view && IsUsed && TypeOf(view.Receiver) is { IsNone: false, IsMany: false } type ? PyO3Table.Method(type.Handle, view.Name) : null;

    /// <summary>The function or method of PyO3 that a call calls.</summary>
    public PySymbol? SymbolOf(Node call) => call.Kind == Kind.MethodCall ? MethodOf(call) : FunctionOf(call);

    /// <summary>What a type holds of Python's.</summary>
    public PyType TypeNamed(Node type) => Named(type, isReferred: false);

    /// <summary>What an expression holds of Python's.</summary>
    public PyType TypeOf(Node expression) => TypeOf(expression, 0);

    private PyType Named(Node type, bool isReferred)
    {
        switch (type.Kind)
        {
            case Kind.ReferenceType: return Named(type.Child(1), isReferred: true);
            case Kind.SliceType or Kind.ArrayType: return Named(type.FirstChild, isReferred: false) with { IsMany = true };
            case not Kind.Path: return PyType.None;
        }
        var path = type.AsPath!.Value;
        if (NameOf(type) is { } name)
        {
            var handle = PyO3Table.HandleNamed(name);
            if (handle is PyHandle.Token) return new PyType(handle, "");
            if (handle != PyHandle.None) return new PyType(handle, name == "PyObject" ? "PyAny" : path.Argument(0) is { } held ? ClassOf(held) : "");
            if (PyO3Table.IsClass(name)) return isReferred ? new PyType(PyHandle.Bound, name) : PyType.None;
        }
        switch (path.Name)
        {
            case "PyResult" or "Result" or "Option" or "Arc" or "Rc" or "Box" when path.Argument(0) is { } inner:
                return Named(inner, isReferred);
            case "Vec" or "VecDeque" or "SmallVec" or "HashSet" or "BTreeSet" when path.Argument(0) is { } element:
                return Named(element, isReferred: false) with { IsMany = true };
            case "HashMap" or "BTreeMap" or "IndexMap" when path.Argument(1) is { } value:
                return Named(value, isReferred: false) with { IsMany = true };
            default:
                return PyType.None;
        }
    }

    /// <summary>The name of an object's class as a generic argument.</summary>
    private static string ClassOf(Node type)
    {
        while (type.Kind == Kind.ReferenceType) type = type.Child(1);
        return type.AsPath is { } path ? path.Name : "";
    }

    private PyType TypeOf(Node node, int hops)
    {
        if (hops > MostHops || !IsUsed) return PyType.None;
        hops++;
        switch (node.Kind)
        {
            case Kind.Reference or Kind.Try or Kind.Unary:
                return TypeOf(node.FirstChild, hops);
            case Kind.Attributed:
                return TypeOf(node.Child(1), hops);
            case Kind.Path when node.AsName is { } name:
                return node.IsSelf ? SelfType(node) : Locals.BinderOf(node, name.NameId) is { } binder ? TypeOfBinder(binder, name.NameId, hops) : PyType.None;
            case Kind.FieldAccess:
                return FieldType(node.AsField!.Value);
            case Kind.Index:
                return TypeOf(node.FirstChild, hops) is { IsMany: true } many ? many with { IsMany = false } : PyType.None;
            case Kind.Call:
                return node.FirstChild.AsPath is { Name: "Ok" or "Some" } ? node.AsCall!.Value.OnlyArgument is { } only ? TypeOf(only, hops) : PyType.None
                    : FunctionOf(node)?.Result is { } made ? made : PyType.None;
            case Kind.MacroCall:
                return node.AsMacroCall is { Name: "intern" } macro && NameOf(macro.Path) is "intern" ? new PyType(PyHandle.Bound, "PyString") : PyType.None;
            case Kind.Block:
                return node.AsBlock!.Value.Value is { } value ? TypeOf(value, hops) : PyType.None;
            case Kind.MethodCall:
                return ResultOf(node.AsMethodCall!.Value, hops);
            default:
                return PyType.None;
        }
    }

    private PyType ResultOf(MethodCallView call, int hops)
    {
        var receiver = TypeOf(call.Receiver, hops);
        if (receiver.IsNone) return PyType.None;
        var name = call.Name;
        if (receiver.IsMany)
        {
            return name switch
            {
                "iter" or "into_iter" or "iter_mut" or "drain" or "values" or "clone" or "as_slice" or "to_vec" or "unwrap" or "as_ref" or "rev" or "skip" or "take" => receiver,
                "get" or "first" or "last" or "pop" or "remove" => receiver with { IsMany = false },
                _ => PyType.None,
            };
        }
        if (PyO3Table.Method(receiver.Handle, name) is { } known)
        {
            if (known.Is(PyFacts.Converts)) return Converted(call);
            return known.Result is not { } result ? PyType.None : result.Class == PyType.Same ? result with { Class = receiver.Class } : result;
        }
        // Results and options give what they hold.
        return name is "unwrap" or "expect" or "ok" or "cloned" or "copied" or "map_err" or "unwrap_or" or "unwrap_or_else" or "ok_or" or "ok_or_else" or "as_deref" or "as_ref" or "take" or "context" or "with_context" or "transpose"
            ? receiver : PyType.None;
    }

    /// <summary>What `extract::&lt;T&gt;()` or `cast::&lt;T&gt;()` gives.</summary>
    private PyType Converted(MethodCallView call)
    {
        if (call.Generics is not { Kind: Kind.GenericArguments } generics || generics.Children.IsEmpty) return PyType.None;
        var type = generics.FirstChild;
        if (call.Name is "extract") return TypeNamed(type);
        return ClassOf(type) is { Length: > 0 } name ? new PyType(PyHandle.Bound, name) : PyType.None;
    }

    /// <summary>What `self` is where a trait is implemented for a type of PyO3; objects of the crate's own classes are themselves, not handles.</summary>
    private PyType SelfType(Node node)
    {
        if (node.EnclosingFunction?.AsFunction?.SelfParameter is { } self && self.Optional(1) is { } said) return TypeNamed(said);
        return node.EnclosingImpl?.AsImpl?.Type is { } type ? TypeNamed(type) : PyType.None;
    }

    /// <summary>The type of `self.name`, from the struct that the file declares.</summary>
    private PyType FieldType(FieldView field)
    {
        if (!field.Value.IsSelf || field.Node.EnclosingImpl?.AsImpl?.Type.AsPath is not { } owner) return PyType.None;
        return StructNamed(owner.NameId) is { } declaration && FieldOf(declaration, field.NameId) is { } found ? TypeNamed(found.Type) : PyType.None;
    }

    /// <summary>The struct of a name that the file declares; of several the first.</summary>
    public Node? StructNamed(int name) => structs.TryGetValue(name, out var declaration) ? declaration : null;

    private static FieldDeclaration? FieldOf(Node declaration, int name)
    {
        foreach (var field in declaration.AsStruct!.Value.Fields)
            if (field.NameId == name) return field;
        return null;
    }

    private PyType TypeOfBinder(Node binder, int name, int hops)
    {
        switch (binder.Kind)
        {
            case Kind.Let:
                var let = binder.AsLet!.Value;
                if (let.Type is { } said && let.Name is not null) return TypeNamed(said) is { IsNone: false } typed ? typed : let.Value is { } given && said.Kind == Kind.InferredType ? TypeOf(given, hops) : PyType.None;
                return let.Value is { } value && IsWhole(let.Pattern, name) ? TypeOf(value, hops) : PyType.None;
            case Kind.LetCondition:
                return IsWhole(binder.FirstChild, name) ? TypeOf(binder.Child(1), hops) : PyType.None;
            case Kind.MatchArm:
                return IsWhole(binder.FirstChild, name) && binder.Owner.AsMatch is { } match ? TypeOf(match.Value, hops) : PyType.None;
            case Kind.For:
                return ElementOf(TypeOf(binder.Child(2), hops));
            case Kind.Parameter:
                return ParameterType(binder, name, hops);
            default:
                return PyType.None;
        }
    }

    private PyType ParameterType(Node parameter, int name, int hops)
    {
        var view = parameter.AsParameter!.Value;
        if (view.Type is { } type) return TypeNamed(type);
        var closure = parameter.Owner.Kind == Kind.Parameters ? parameter.Owner.Parent : parameter.Owner;
        if (closure.Kind != Kind.Closure || view.Pattern is not { } pattern || !IsWhole(pattern, name)) return PyType.None;
        var call = closure.Owner;
        if (SymbolOf(call) is { } symbol && symbol.Is(PyFacts.Attaches)) return new PyType(PyHandle.Token, "");
        return call.AsMethodCall is { } method && TypeOf(method.Receiver, hops) is { IsNone: false } over && Locals.RunsInPlace(method.NameBytes) ? over is { IsMany: false, Class: not "PyIterator" } ? over : ElementOf(over) : PyType.None;
    }

    /// <summary>What going through an object or a container gives.</summary>
    private static PyType ElementOf(PyType type) => type switch
    {
        { IsMany: true } => type with { IsMany = false },
        { Handle: PyHandle.Bound } => new PyType(PyHandle.Bound, "PyAny"),
        _ => PyType.None,
    };

    /// <summary>Does a pattern bind all of what it is matched with to a name, results and options looked through?</summary>
    private static bool IsWhole(Node pattern, int name)
    {
        while (true)
        {
            if (pattern.AsTupleStructPattern is { OnlyPattern: { } inner, Path.AsPath: { Name: "Ok" or "Some" } }) pattern = inner;
            else if (pattern.Kind == Kind.ReferencePattern) pattern = pattern.FirstChild;
            else return pattern.AsBindingPattern is { Subpattern: null } binding && binding.NameId == name;
        }
    }

    private bool HasName(ReadOnlySpan<byte> name) => tree.Names.Find(name) >= 0;

    /// <summary>Reads all imports of the file, whatever scope they stand in; a name that means two things means none.</summary>
    private void ReadNames()
    {
        for (var id = 1; id < tree.Count; id++)
        {
            var node = tree[id];
            if (node.Kind == Kind.Use) Import(node.Child(2), "");
            if (node.Kind == Kind.Struct) structs.TryAdd(node.Child(2).Data, node);
            if (node.Parent.IsRoot && node.Kind is (Kind.Struct or Kind.Enum or Kind.Trait or Kind.TypeAlias or Kind.Union)) declared.Add(node.Child(2).Data);
        }
    }

    /// <param name="prefix">The path before it, with its last `::`.</param>
    private void Import(Node use, string prefix)
    {
        if (use.Kind != Kind.UseTree) return;
        var path = use.FirstChild.Kind == Kind.Path ? prefix + string.Concat(use.FirstChild.Text.Where(letter => !char.IsWhiteSpace(letter))).TrimStart(':') : prefix.TrimEnd(':');
        if (use.Child(1) is { Kind: Kind.UseTreeList } list)
        {
            foreach (var inner in list.Children) Import(inner, path.Length == 0 ? "" : path + "::");
            return;
        }
        if (path.EndsWith("::self", StringComparison.Ordinal)) path = path[..^6];
        if (use.Data == 1)
        {
            hasPrelude |= path == "pyo3::prelude";
            hasTypes |= path == "pyo3::types";
            return;
        }
        var name = path[(path.LastIndexOf(':') + 1)..];
        var local = use.Child(2) is { IsAbsent: false } alias ? alias.Data : use.FirstChild.Kind == Kind.Path ? tree.Names.Find(System.Text.Encoding.UTF8.GetBytes(name)) : -1;
        if (local < 0) return;
        imported[local] = imported.TryGetValue(local, out var known) && known != path ? "" : path;
    }
}
