using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>
/// Light types: from literals, constructors, annotations, known library results and agreeing definitions. A name has a type
/// only where every definition in its scope agrees, or one alone reaches the place; null means that it is not known.
/// </summary>
public sealed class Types
{
    /// <summary>Deeper chains of definitions than this are given up: they are rare, and cost grows with depth.</summary>
    private const int MaximumDepth = 12;

    private readonly PythonModule module;
    private readonly Dictionary<int, PythonType?> bySymbol = [];
    private readonly Dictionary<int, PythonType?> byFunction = [];
    private readonly Dictionary<int, PythonType?> byDefinition = [];
    private int depth;

    internal Types(PythonModule module) => this.module = module;

    internal void Reset()
    {
        bySymbol.Clear();
        byFunction.Clear();
        byDefinition.Clear();
        depth = 0;
    }

    /// <summary>Is no question being answered, so that an answer given now is a whole one?</summary>
    internal bool IsIdle => depth == 0;

    /// <summary>The type of an expression's value.</summary>
    public PythonType? Of(Node expression)
    {
        if (depth > MaximumDepth) return null;
        depth++;
        var type = Compute(expression);
        depth--;
        return type;
    }

    public bool Is(Node expression, TypeKind kind) => Of(expression)?.Kind == kind;

    /// <summary>The type of the elements that iterating a value gives; null where it is not known.</summary>
    public PythonType? ElementOf(Node expression)
    {
        if (depth > MaximumDepth) return null;
        depth++;
        var type = ComputeElement(expression);
        depth--;
        return type;
    }

    private PythonType? Compute(Node node)
    {
        switch (node.Kind)
        {
            case Kind.Constant: return OfConstant(node.AsConstant!.Value.Type);
            case Kind.JoinedStr: return PythonType.Str;
            case Kind.List or Kind.ListComp: return PythonType.List;
            case Kind.Tuple: return PythonType.Tuple;
            case Kind.Set or Kind.SetComp: return PythonType.Set;
            case Kind.Dict or Kind.DictComp: return PythonType.Dict;
            case Kind.GeneratorExp: return PythonType.Generator;
            case Kind.Compare: return PythonType.Bool;
            case Kind.Lambda: return PythonType.Function;
            case Kind.NamedExpr: return Of(node.Child(1));
            case Kind.Await: return OfAwaited(node.FirstChild);
            case Kind.Call: return OfCall(node.AsCall!.Value);
            case Kind.BinOp: return OfBinary(node.AsBinOp!.Value);
            case Kind.UnaryOp: return node.AsUnary!.Value.Op == UnaryOperator.Not ? PythonType.Bool : Number(Of(node.FirstChild));
            case Kind.IfExp: return Agree(Of(node.AsIfExp!.Value.Body), Of(node.AsIfExp!.Value.OrElse));
            case Kind.BoolOp: return OfBoolOp(node);
            case Kind.Subscript: return OfSubscript(node.AsSubscript!.Value);
            case Kind.Name: return module.SymbolAt(node) is { } symbol ? OfSymbol(symbol) ?? OfReaching(symbol, node) : null;
            case Kind.Attribute: return OfAttribute(node.AsAttribute!.Value);
            default: return null;
        }
    }

    internal static PythonType OfConstant(ConstantKind kind) => kind switch
    {
        ConstantKind.None => PythonType.None,
        ConstantKind.True or ConstantKind.False => PythonType.Bool,
        ConstantKind.Int => PythonType.Int,
        ConstantKind.Float => PythonType.Float,
        ConstantKind.Complex => PythonType.Complex,
        ConstantKind.Bytes => PythonType.Bytes,
        ConstantKind.Str => PythonType.Str,
        _ => PythonType.Named("ellipsis"),
    };

    private PythonType? OfCall(CallView call)
    {
        if (module.Orm.IsUsed && module.Orm.OfCall(call) is { } mapped) return mapped;
        if (module.Names.Resolve(call.Callee) is { Symbol: { } known })
        {
            if (known.IsAsync) return PythonType.Coroutine;
            if (known.Result is { } result) return result;
            if (known.Name is "copy.copy" or "copy.deepcopy" && call.Positional(0) is { } copied) return Of(copied);
            return null;
        }
        if (module.Classes.FunctionCalled(call) is not { } function) return null;
        return function.IsAsync ? PythonType.Coroutine : OfReturns(function);
    }

    private PythonType? OfAwaited(Node awaited)
    {
        if (awaited.AsCall is not { } call) return null;
        if (module.Names.Resolve(call.Callee) is { Symbol.Result: { } result }) return result;
        return module.Classes.FunctionCalled(call) is { IsAsync: true } function ? OfReturns(function) : null;
    }

    /// <summary>The result of a function of this file: its annotation, else the type of all its <c>return</c> expressions.</summary>
    private PythonType? OfReturns(FunctionView function)
    {
        if (byFunction.TryGetValue(function.Node.Id, out var known)) return known;
        byFunction[function.Node.Id] = null;
        if (function.Returns is { } annotation) return byFunction[function.Node.Id] = OfAnnotation(annotation);
        PythonType? type = null;
        var first = true;
        var body = function.Body;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            switch (node.Kind)
            {
                case Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.Lambda or Kind.ClassDef:
                    id = node.SubtreeEnd - 1;
                    continue;
                case Kind.Yield or Kind.YieldFrom:
                    return byFunction[function.Node.Id] = PythonType.Generator;
                case Kind.Return:
                    var own = node.Optional(0) is { } value ? Of(value) : PythonType.None;
                    type = first ? own : Agree(type, own);
                    first = false;
                    if (type is null) return null;
                    continue;
            }
        }
        return byFunction[function.Node.Id] = type;
    }

    private PythonType? OfBinary(BinOpView binary)
    {
        var left = Of(binary.Left);
        if (binary.Op == BinaryOperator.Mod && left?.Kind is TypeKind.Str or TypeKind.Bytes) return left;
        var right = Of(binary.Right);
        if (left is null || right is null) return null;
        if (left.IsNumber && right.IsNumber)
            return binary.Op == BinaryOperator.Div || left.Is(TypeKind.Float) || right.Is(TypeKind.Float) ? PythonType.Float : PythonType.Int;
        return binary.Op switch
        {
            BinaryOperator.Add when left.Kind == right.Kind => left,
            BinaryOperator.Mult when right.Is(TypeKind.Int) => left,
            BinaryOperator.Mult when left.Is(TypeKind.Int) => right,
            BinaryOperator.BitOr or BinaryOperator.BitAnd or BinaryOperator.Sub when left.Kind == right.Kind => left,
            _ => null,
        };
    }

    private PythonType? OfBoolOp(Node node)
    {
        PythonType? type = null;
        var first = true;
        foreach (var value in node.Children)
        {
            var own = Of(value);
            // `x or []` and `x and y`: a None on the way is replaced or passed on; the other operands say what the value is.
            if (own == PythonType.None) continue;
            type = first ? own : Agree(type, own);
            first = false;
            if (type is null) return null;
        }
        return type;
    }

    private PythonType? OfSubscript(SubscriptView subscript)
    {
        var value = Of(subscript.Value);
        if (value is null) return null;
        if (subscript.Index.Kind == Kind.Slice)
            return value.Kind is TypeKind.Str or TypeKind.Bytes or TypeKind.List or TypeKind.Tuple or TypeKind.ByteArray or TypeKind.MemoryView or TypeKind.QuerySet or TypeKind.Query ? value : null;
        return value.Kind switch
        {
            TypeKind.Str => PythonType.Str,
            TypeKind.Bytes or TypeKind.ByteArray or TypeKind.Range => PythonType.Int,
            TypeKind.List or TypeKind.Tuple or TypeKind.QuerySet => ElementOf(subscript.Value),
            TypeKind.DataFrame when subscript.Index.AsConstant is { IsString: true } => PythonType.Series,
            _ => null,
        };
    }

    private PythonType? OfAttribute(AttributeView attribute)
    {
        if (module.Orm.IsUsed && module.Orm.OfAttribute(attribute) is { } mapped) return mapped;
        // An attribute of a library module or type has a type only where the table gives one without a call.
        if (module.Names.Resolve(attribute.Node) is not null) return null;
        return module.Classes.TypeOfAttribute(attribute);
    }

    private PythonType? OfSymbol(Symbol symbol)
    {
        if (bySymbol.TryGetValue(symbol.Id, out var known)) return known;
        bySymbol[symbol.Id] = null;
        PythonType? type = null;
        var (first, feedsItself) = (true, false);
        foreach (var definition in symbol.Definitions)
        {
            if (definition.Kind is DefinitionKind.Deleted) continue;
            // `x += y` keeps x's type for the kinds we know, so it neither adds nor removes evidence.
            if (definition.Kind == DefinitionKind.Augmented) continue;
            if (Accumulators.FeedsItself(symbol, definition))
            {
                feedsItself = true;
                continue;
            }
            var own = OfDefinition(definition);
            if (own == PythonType.None && definition.Kind == DefinitionKind.Assigned) continue;
            type = first ? own : Agree(type, own);
            first = false;
            if (type is null) break;
        }
        if (feedsItself && type is not null && !HoldsUnderItself(symbol, type)) type = null;
        return bySymbol[symbol.Id] = type;
    }

    /// <summary>Of a name whose definitions differ, the type that it has at a place which one of them alone reaches.</summary>
    private PythonType? OfReaching(Symbol symbol, Node use)
    {
        if (ReachingDefinition.Of(module, symbol, use) is not { } definition) return null;
        if (byDefinition.TryGetValue(definition.Index, out var known)) return known;
        byDefinition[definition.Index] = null;
        return byDefinition[definition.Index] = OfDefinition(definition) is var type && type != PythonType.None ? type : null;
    }

    /// <summary>Do definitions such as <c>x = x[1:]</c> give the type that the others gave x?</summary>
    private bool HoldsUnderItself(Symbol symbol, PythonType type)
    {
        bySymbol[symbol.Id] = type;
        foreach (var definition in symbol.Definitions)
            if (Accumulators.FeedsItself(symbol, definition) && OfDefinition(definition) is var own && own != type && !(own is null && IsJoined(definition.Value, type))) return false;
        return true;
    }

    /// <summary>A container or text joined by an operator with something unknown stays what it is; a number may not.</summary>
    private static bool IsJoined(Node value, PythonType type) => value.AsBinOp is { Op: BinaryOperator.Add or BinaryOperator.BitOr } && !type.IsNumber;

    private PythonType? OfDefinition(Definition definition)
    {
        switch (definition.Kind)
        {
            case DefinitionKind.Assigned:
                if (definition.Node.Parent.AsAnnAssign is { } annotated && OfAnnotation(annotated.Annotation) is { } declared)
                    return declared.Kind is TypeKind.Sequence or TypeKind.Iterable or TypeKind.Mapping ? Of(definition.Value) ?? declared : declared;
                return Of(definition.Value);
            case DefinitionKind.Declared:
                return definition.Node.Parent.AsAnnAssign is { } declaration ? OfAnnotation(declaration.Annotation) : null;
            case DefinitionKind.Parameter:
                return OfParameter(definition.Node);
            case DefinitionKind.Iterated:
                return ElementOf(definition.Value);
            case DefinitionKind.Entered:
                // Files and the clients and connections of libraries give themselves when entered.
                return Of(definition.Value) is { Kind: TypeKind.File or TypeKind.Object } context ? context : null;
            case DefinitionKind.Unpacked:
                return OfUnpacked(definition);
            case DefinitionKind.Function:
                return PythonType.Function;
            case DefinitionKind.Class:
                return PythonType.Class;
            default:
                return null;
        }
    }

    /// <summary>Parts of <c>for i, x in enumerate(xs)</c> and of tuples assigned element by element.</summary>
    private PythonType? OfUnpacked(Definition definition)
    {
        var target = definition.Node.Parent;
        if (target.Kind is not (Kind.Tuple or Kind.List)) return null;
        var index = 0;
        foreach (var element in target.Children)
        {
            if (element.Id == definition.Node.Id) break;
            index++;
        }
        var value = definition.Value;
        var iterated = target.Parent.Kind is Kind.For or Kind.AsyncFor or Kind.Comprehension;
        if (iterated && value.AsCall is { } call && module.Names.IsBuiltin(call.Callee, "enumerate") && call.Positional(0) is { } counted)
            return index == 0 ? PythonType.Int : ElementOf(counted);
        if (iterated && value.AsCall is { } zipped && module.Names.IsBuiltin(zipped.Callee, "zip") && zipped.Positional(index) is { } part)
            return ElementOf(part);
        if (iterated) return null;
        if (value.Kind is Kind.Tuple or Kind.List && value.Children.Count == target.Children.Count) return Of(value.Child(index));
        return Of(value) is { Kind: TypeKind.List or TypeKind.Tuple } ? ElementOf(value) : null;
    }

    private PythonType? OfParameter(Node parameter)
    {
        if (parameter.Kind == Kind.VarArg) return PythonType.Tuple;
        if (parameter.Kind == Kind.KwArg) return PythonType.Dict;
        if (parameter.AsParameter is { Annotation: { } annotation }) return OfAnnotation(annotation);
        if (module.Orm.IsUsed && module.Orm.OfSelf(parameter) is { } row) return row;
        return Arguments.TypeOf(module, parameter) ?? module.Passed.TypeOf(parameter);
    }

    /// <summary>What an annotation promises; <c>Optional</c> and <c>| None</c> are stripped.</summary>
    public PythonType? OfAnnotation(Node annotation)
    {
        switch (annotation.Kind)
        {
            case Kind.Constant when annotation.AsConstant is { String: { } quoted }:
                return OfAnnotationText(quoted);
            case Kind.Subscript:
                var subscript = annotation.AsSubscript!.Value;
                var name = LastName(subscript.Value);
                if (name is "Optional" or "Final" or "ClassVar" or "Annotated" or "Required" or "NotRequired")
                    return OfAnnotation(subscript.Index.Kind == Kind.Tuple ? subscript.Index.FirstChild : subscript.Index);
                if (name == "Union") return AgreeAll(subscript.Index);
                if (name == "QuerySet" && module.Orm.ClassAt(subscript.Index) is { } rows) return PythonType.QuerySet with { Of = rows };
                return OfAnnotationName(name);
            case Kind.BinOp when annotation.AsBinOp is { Op: BinaryOperator.BitOr } union:
                if (union.Left.IsNone) return OfAnnotation(union.Right);
                return union.Right.IsNone ? OfAnnotation(union.Left) : Agree(OfAnnotation(union.Left), OfAnnotation(union.Right));
            case Kind.Name or Kind.Attribute:
                // A library class by its name, such as `path: Path`; an alias of something else is not trusted.
                if (module.Names.Resolve(annotation) is { Symbol.Result: { } result, Path: var named } && (result.Kind != TypeKind.Object || result.Name == named)) return result;
                if (module.Orm.IsUsed && module.Orm.ClassAt(annotation) is { } model) return Orm.RowOf(model);
                return OfAnnotationName(LastName(annotation));
            default:
                return null;
        }
    }

    private PythonType? AgreeAll(Node tuple)
    {
        PythonType? type = null;
        var first = true;
        foreach (var element in tuple.Kind == Kind.Tuple ? tuple.Children : new ChildList(tuple.Tree, tuple.Id, tuple.SubtreeEnd))
        {
            if (element.IsNone) continue;
            type = first ? OfAnnotation(element) : Agree(type, OfAnnotation(element));
            first = false;
        }
        return type;
    }

    internal static PythonType? OfAnnotationText(string text)
    {
        text = text.Trim();
        if (text.StartsWith("Optional[", StringComparison.Ordinal) && text.EndsWith(']')) text = text[9..^1];
        if (text.EndsWith("| None", StringComparison.Ordinal)) text = text[..^6].Trim();
        if (text.Contains('|')) return null;
        var bracket = text.IndexOf('[');
        if (bracket >= 0) text = text[..bracket];
        return OfAnnotationName(text[(text.LastIndexOf('.') + 1)..]);
    }

    internal static string LastName(Node node) => node.AsName?.Id ?? node.AsAttribute?.Name ?? "";

    internal static PythonType? OfAnnotationName(string name) => name switch
    {
        "list" or "List" or "MutableSequence" => PythonType.List,
        "dict" or "Dict" or "OrderedDict" => PythonType.Dict,
        "defaultdict" or "DefaultDict" or "Counter" => PythonType.DefaultDict,
        "set" or "Set" or "MutableSet" => PythonType.Set,
        "frozenset" or "FrozenSet" or "AbstractSet" => PythonType.FrozenSet,
        "tuple" or "Tuple" => PythonType.Tuple,
        "deque" or "Deque" => PythonType.Deque,
        "str" or "Text" or "AnyStr" => PythonType.Str,
        "bytes" => PythonType.Bytes,
        "bytearray" => PythonType.ByteArray,
        "memoryview" => PythonType.MemoryView,
        "int" => PythonType.Int,
        "float" => PythonType.Float,
        "bool" => PythonType.Bool,
        "complex" => PythonType.Complex,
        "Sequence" => PythonType.Sequence,
        "Iterable" or "Collection" or "Container" => PythonType.Iterable,
        "Iterator" => PythonType.Iterator,
        "Generator" => PythonType.Generator,
        "Mapping" or "MutableMapping" => PythonType.Mapping,
        "ndarray" or "NDArray" or "ArrayLike" => PythonType.NdArray,
        "DataFrame" => PythonType.DataFrame,
        "Series" => PythonType.Series,
        "QuerySet" => PythonType.QuerySet,
        "Logger" => PythonType.Logger,
        "Pattern" => PythonType.Pattern,
        "IO" or "TextIO" or "BinaryIO" or "TextIOWrapper" or "BufferedReader" => PythonType.File,
        _ => null,
    };

    private PythonType? ComputeElement(Node node)
    {
        if (node.Kind is Kind.Call or Kind.Attribute && module.Orm.IsUsed && module.Orm.ElementOf(node) is { } row) return row;
        switch (node.Kind)
        {
            case Kind.List or Kind.Tuple or Kind.Set:
                PythonType? type = null;
                var first = true;
                foreach (var element in node.Children)
                {
                    var own = element.Kind == Kind.Starred ? ElementOf(element.FirstChild) : Of(element);
                    type = first ? own : Agree(type, own);
                    first = false;
                    if (type is null) return null;
                }
                return type;
            case Kind.ListComp or Kind.SetComp or Kind.GeneratorExp:
                return Of(node.FirstChild);
            case Kind.Call:
                return ElementOfCall(node.AsCall!.Value);
            case Kind.Name when module.SymbolAt(node) is { } symbol:
                return ElementOfSymbol(symbol);
            case Kind.Subscript when node.AsSubscript is { Index.Kind: Kind.Slice } slice:
                return ElementOf(slice.Value);
        }
        return Of(node)?.Kind switch
        {
            TypeKind.Str or TypeKind.File => PythonType.Str,
            TypeKind.Bytes or TypeKind.ByteArray or TypeKind.Range => PythonType.Int,
            _ => null,
        };
    }

    private PythonType? ElementOfCall(CallView call)
    {
        var path = module.Names.Resolve(call.Callee)?.Path;
        switch (path)
        {
            case "builtins.range" or "builtins.bytes": return PythonType.Int;
            case "str.split" or "str.rsplit" or "str.splitlines" or "file.readlines" or "os.listdir" or "builtins.open" or "str.partition" or "str.rpartition": return PythonType.Str;
            case "bytes.split" or "bytes.splitlines": return PythonType.Bytes;
            case "builtins.list" or "builtins.tuple" or "builtins.set" or "builtins.frozenset" or "builtins.sorted" or "builtins.reversed" or "builtins.iter":
                return call.Positional(0) is { } source ? ElementOf(source) : null;
            case "dict.keys" or "list.copy":
                return call.Callee.AsAttribute is { } attribute ? ElementOf(attribute.Receiver) : null;
            default:
                return path is null && module.Classes.FunctionCalled(call) is { Returns: { } annotation } ? ElementOfAnnotation(annotation) : null;
        }
    }

    private PythonType? ElementOfSymbol(Symbol symbol)
    {
        PythonType? type = null;
        var first = true;
        foreach (var definition in symbol.Definitions)
        {
            PythonType? own;
            switch (definition.Kind)
            {
                case DefinitionKind.Parameter when definition.Node.AsParameter is { Annotation: { } annotation }:
                    own = definition.Node.Kind == Kind.VarArg ? OfAnnotation(annotation) : ElementOfAnnotation(annotation);
                    break;
                case DefinitionKind.Assigned when definition.Node.Parent.AsAnnAssign is { } annotated:
                    own = ElementOfAnnotation(annotated.Annotation);
                    break;
                // An empty container says nothing of its elements: what is added to it does.
                case DefinitionKind.Assigned when IsEmptyContainer(definition.Value):
                    own = ElementAdded(symbol);
                    break;
                case DefinitionKind.Assigned:
                    own = ElementOf(definition.Value);
                    break;
                case DefinitionKind.Entered when Of(definition.Value) == PythonType.File:
                    own = PythonType.Str;
                    break;
                case DefinitionKind.Iterated when ElementOf(definition.Value) is { Kind: TypeKind.Str }:
                    own = PythonType.Str;
                    break;
                default:
                    own = null;
                    break;
            }
            type = first ? own : Agree(type, own);
            first = false;
            if (type is null) return null;
        }
        return type;
    }

    private bool IsEmptyContainer(Node value) =>
        value.Kind is Kind.List or Kind.Set or Kind.Tuple && !value.HasChildren
        || (value.AsCall is { ArgumentCount: 0 } call && module.Names.Resolve(call.Callee)?.Path is "builtins.list" or "builtins.set" or "collections.deque");

    /// <summary>The type of everything that <c>append</c> and <c>add</c> put into a local container.</summary>
    private PythonType? ElementAdded(Symbol symbol)
    {
        PythonType? type = null;
        var first = true;
        foreach (var reference in symbol.References)
        {
            if (reference.Parent.AsAttribute is not { } attribute || attribute.Node.Parent.AsCall is not { } call || call.Callee.Id != attribute.Node.Id) continue;
            if (attribute.Name is "extend" or "insert" or "update") return null;
            if (attribute.Name is not ("append" or "add" or "appendleft")) continue;
            var own = call.OnlyArgument is { } added ? Of(added) : null;
            type = first ? own : Agree(type, own);
            first = false;
            if (type is null) return null;
        }
        return type;
    }

    /// <summary>What an annotation promises of the elements: the first argument of <c>list[str]</c>, the key of <c>dict[str, int]</c>.</summary>
    public PythonType? ElementOfAnnotation(Node annotation)
    {
        if (annotation.AsBinOp is { Op: BinaryOperator.BitOr } union)
            return union.Left.IsNone ? ElementOfAnnotation(union.Right) : union.Right.IsNone ? ElementOfAnnotation(union.Left) : null;
        if (annotation.AsSubscript is not { } subscript) return OfAnnotation(annotation)?.Kind == TypeKind.Str ? PythonType.Str : null;
        if (LastName(subscript.Value) == "Optional") return ElementOfAnnotation(subscript.Index);
        if (LastName(subscript.Value) is "Union" or "Literal") return null;
        return OfAnnotation(subscript.Index.Kind == Kind.Tuple && subscript.Index.HasChildren ? subscript.Index.FirstChild : subscript.Index);
    }

    private static PythonType? Number(PythonType? type) => type is { IsNumber: true } ? type : null;

    private static PythonType? Agree(PythonType? left, PythonType? right) => left is not null && left == right ? left : null;
}
