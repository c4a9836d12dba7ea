using Lever.Review.Findings;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>How many elements a container has and how many turns a loop takes, as far as the file says.</summary>
public sealed class Sizes
{
    private const int MaximumDepth = 10;

    private readonly PythonModule module;
    private readonly Dictionary<int, Size> bySymbol = [];
    private int depth;

    internal Sizes(PythonModule module) => this.module = module;

    internal void Reset()
    {
        bySymbol.Clear();
        depth = 0;
    }

    /// <summary>How many turns a loop takes.</summary>
    public Size TripsOf(Loop loop)
    {
        if (loop.IsComprehension && AssertedLength(loop.Region) is { } asserted) return asserted;
        if (loop.Iterable is { } iterable) return Of(iterable);
        var test = loop.Node.FirstChild;
        if (Counter(test) is { } counter && IsDivided(counter, loop)) return Size.SmallBy("the digits of a number");
        // `while queue:` runs as long as the queue holds something; other conditions say little.
        if (test.Kind == Kind.Name && IsReckoned(test)) return Size.Unknown;
        if (test.Kind is Kind.Name or Kind.Attribute) return Of(test) is { Origin: not SizeOrigin.Unknown } size ? size with { Low = 1 } : Size.Unknown;
        if (test.AsCompare is { } compare && LengthCompared(compare) is { } measured) return Of(measured);
        return Size.Unknown;
    }

    /// <summary>The name in <c>while number:</c> or <c>while number > 0:</c>.</summary>
    private static Node? Counter(Node test)
    {
        if (test.AsCompare is { IsChain: false } compare && compare.Right.Kind == Kind.Constant) test = compare.Left;
        return test.Kind == Kind.Name ? test : null;
    }

    /// <summary>Does each turn divide or shift the number, so that the loop takes as many turns as it has digits?</summary>
    private bool IsDivided(Node counter, Loop loop)
    {
        if (module.SymbolAt(counter) is not { } symbol) return false;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind == DefinitionKind.Augmented && loop.Region.Contains(definition.Node) && definition.Node.Parent.AsAugAssign is { Op: BinaryOperator.FloorDiv or BinaryOperator.RShift }) return true;
        return false;
    }

    /// <summary>How long a test expects a comprehension's result to be, as in <c>assert len(rows) == 2</c>.</summary>
    private Size? AssertedLength(Node comprehension)
    {
        if (comprehension.Parent.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } || comprehension.AsComprehension is not { OnlyGenerator.Conditions.IsEmpty: true }) return null;
        if (comprehension.EnclosingDef is not { } function || !Roles.IsTest(function) || module.SymbolAt(target) is not { } symbol) return null;
        foreach (var reference in symbol.References)
            if (reference.Parent.AsCall is { } call && module.Names.IsBuiltin(call.Callee, "len") && call.Node.Parent.AsCompare is { IsChain: false, Op: CompareOp.Eq } compare
                && compare.Node.Parent.Kind == Kind.Assert && compare.Right.AsConstant is { Integer: { } length }) return Size.Exactly(length, "what the test expects");
        return null;
    }

    /// <summary>Does the code reckon with a value, as in <c>number //= 10</c>, so that it is no container?</summary>
    private bool IsReckoned(Node name)
    {
        // Sets know `-=` too.
        if (module.SymbolAt(name) is not { } symbol || module.Types.Of(name) is { IsHashed: true }) return false;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind == DefinitionKind.Augmented && definition.Node.Parent.AsAugAssign is { Op: BinaryOperator.Sub or BinaryOperator.FloorDiv or BinaryOperator.Div or BinaryOperator.RShift or BinaryOperator.Mod }) return true;
        return false;
    }

    /// <summary>The number of elements of a container, an iterable or a text.</summary>
    public Size Of(Node expression)
    {
        if (depth > MaximumDepth) return Size.Unknown;
        depth++;
        var size = Compute(expression);
        depth--;
        return size;
    }

    private Node? LengthCompared(CompareView compare)
    {
        foreach (var side in (ReadOnlySpan<Node>)[compare.Left, compare.Right])
            if (side.AsCall is { OnlyArgument: { } measured } call && module.Names.IsBuiltin(call.Callee, "len")) return measured;
        return null;
    }

    private Size Compute(Node node)
    {
        switch (node.Kind)
        {
            case Kind.List or Kind.Tuple or Kind.Set:
                var count = 0;
                Size? spread = null;
                foreach (var element in node.Children)
                {
                    if (element.Kind != Kind.Starred) count++;
                    else if (spread is not { } known || Of(element.FirstChild).Origin > known.Origin) spread = Of(element.FirstChild);
                }
                return spread is { Origin: > SizeOrigin.Fixed } large ? large : Size.Exactly(count + (spread?.Typical ?? 0), $"a literal of {count}");
            case Kind.Dict:
                return Size.Exactly(node.AsDict!.Value.Count, "a literal");
            case Kind.Constant:
                if (node.AsConstant is { String: { } text }) return Size.Exactly(text.Length, "a literal");
                return Size.Exactly(1, "a constant");
            case Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp:
                return OfComprehension(node.AsComprehension!.Value);
            case Kind.Call:
                return OfCall(node.AsCall!.Value);
            case Kind.Subscript:
                return OfSubscript(node.AsSubscript!.Value);
            case Kind.Await or Kind.Starred:
                return Of(node.FirstChild);
            case Kind.NamedExpr:
                return Of(node.Child(1));
            case Kind.BinOp:
                var (left, right) = (Of(node.FirstChild), Of(node.Child(1)));
                return left.Origin >= right.Origin ? left : right;
            case Kind.BoolOp or Kind.IfExp:
                return Largest(node);
            case Kind.Name:
                return module.SymbolAt(node) is { } symbol ? OfSymbol(symbol) : Size.Unknown;
            case Kind.Attribute:
                return OfAttribute(node.AsAttribute!.Value);
            default:
                return Size.Unknown;
        }
    }

    private Size OfComprehension(ComprehensionView comprehension)
    {
        var size = Of(comprehension.FirstGenerator.Iterable);
        foreach (var generator in comprehension.Generators.Skip(1))
        {
            var inner = Of(generator.Child(1));
            if (inner.Origin > size.Origin) size = inner;
        }
        return size;
    }

    private Size Largest(Node node)
    {
        var size = Size.Exactly(0, "a literal");
        var test = node.Kind == Kind.IfExp ? node.Child(1).Id : -1;
        foreach (var value in node.Children)
        {
            if (value.Id == test || Of(value) is var own && (own.Origin, size.Origin) is (SizeOrigin.Unknown, SizeOrigin.Small)) continue;
            // One of the ways is small by nature: the others give the same kind of thing.
            if (own.Origin >= size.Origin || (own.Origin, size.Origin) is (SizeOrigin.Small, SizeOrigin.Unknown)) size = own;
        }
        return size;
    }

    private Size OfCall(CallView call)
    {
        var callee = module.Names.Resolve(call.Callee);
        switch (callee?.Path)
        {
            case "builtins.range":
                return OfRange(call);
            case "builtins.enumerate" or "builtins.list" or "builtins.tuple" or "builtins.set" or "builtins.frozenset" or "builtins.sorted"
                or "builtins.reversed" or "builtins.iter" or "builtins.dict" or "collections.deque" or "collections.OrderedDict"
                or "collections.Counter" or "copy.copy" or "copy.deepcopy" or "tqdm.tqdm":
                return call.Positional(0) is { } source ? Of(source) : Size.Exactly(0, "an empty container");
            case "builtins.map" or "builtins.filter":
                return call.Positional(1) is { } mapped ? Of(mapped) : Size.Unknown;
            case "builtins.zip":
                return Smallest(call.Arguments);
            case "numpy.arange" or "numpy.linspace" or "numpy.array" or "numpy.asarray" or "numpy.zeros" or "numpy.ones" or "numpy.empty" or "numpy.random.rand" or "numpy.random.randn":
                return OfArray(call, callee.Path);
            case "pandas.DataFrame":
                return call.Argument(0, "data") is { } columns ? OfColumns(columns) : call.ArgumentCount == 0 ? Size.Exactly(0, "an empty frame") : Size.Unknown;
            case "dask.dataframe.from_pandas":
                return call.Argument(0, "data") is { } frame ? Of(frame) : Size.Unknown;
            case "dict.items" or "dict.keys" or "dict.values" or "dict.copy" or "list.copy" or "set.copy" or "defaultdict.items"
                or "defaultdict.keys" or "defaultdict.values" or "mapping.items" or "mapping.keys" or "mapping.values"
                or "set.union" or "set.intersection" or "set.difference":
                return Of(call.Callee.FirstChild);
            case "str.split" or "str.rsplit" or "str.partition" or "bytes.split":
                return OfSplit(call);
            case "str.splitlines" or "bytes.splitlines":
                return LinesOf(Of(call.Callee.FirstChild));
            case "str.strip" or "str.lower" or "str.upper" or "str.replace" or "str.encode" or "bytes.decode" or "str.rstrip" or "str.lstrip":
                return Of(call.Callee.FirstChild);
        }
        if (call.Callee.AsAttribute is { Name: "date_range" or "bdate_range" or "period_range" or "timedelta_range" } && call.Keyword("periods") is { } periods) return OfNumber(periods);
        // A subclass of a frame holds what it is given, too.
        if (callee is null && (call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id)?.EndsWith("DataFrame", StringComparison.Ordinal) == true && call.Positional(0) is { } given) return OfColumns(given);
        if (module.Orm.IsUsed && module.Orm.SizeOf(call) is { } rows) return rows;
        if (callee?.Symbol is { Small: true }) return Size.SmallBy($"`{callee.Path}`");
        if (callee?.Symbol is { Data: true }) return Size.DataBy($"`{callee.Path}`");
        // A method such as `d.items()` on a value of unknown type is as long as its receiver.
        if (callee is null && call.ArgumentCount == 0 && call.Callee.AsAttribute is { Name: "items" or "keys" or "values" or "copy", Receiver: var receiver })
            return Of(receiver);
        return callee is null && module.Classes.FunctionCalled(call) is { } function ? OfReturned(function) : Size.Unknown;
    }

    /// <summary>The rows of a frame that is written out: as many as its longest column has, or as a list of rows holds.</summary>
    private Size OfColumns(Node data)
    {
        if (data.AsDict is not { } columns) return data.Kind is Kind.List or Kind.Tuple or Kind.Call ? Of(data) : Size.Unknown;
        var rows = Size.Exactly(0, "a literal");
        foreach (var (_, column) in columns)
        {
            // One value for all rows says nothing of their number.
            if (column.Kind == Kind.Constant) continue;
            var own = Of(column);
            if (own.Origin > rows.Origin || own.Origin == rows.Origin && own.Typical > rows.Typical) rows = own;
        }
        return rows is { Origin: SizeOrigin.Fixed, Typical: 0 } ? Size.Unknown : rows;
    }

    /// <summary>A function of the file is as large as what it returns, where that is known.</summary>
    private Size OfReturned(FunctionView function)
    {
        var body = function.Body;
        Size? size = null;
        for (var id = body.Id + 1; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.IsFunction || node.Kind is Kind.Lambda or Kind.ClassDef)
            {
                id = node.SubtreeEnd - 1;
                continue;
            }
            if (node.Kind != Kind.Return || node.Optional(0) is not { } value) continue;
            var own = Of(value);
            if (size is null || own.Origin > size.Value.Origin) size = own;
        }
        return size ?? Size.Unknown;
    }

    private Size OfRange(CallView call)
    {
        var count = call.ArgumentCount;
        var stop = call.Positional(count == 1 ? 0 : 1);
        if (stop is not { } last) return Size.Unknown;
        var end = OfNumber(last);
        if (end.Origin != SizeOrigin.Fixed) return end;
        var start = count > 1 ? OfNumber(call.Positional(0)!.Value) : Size.Exactly(0, "a literal");
        return start.Origin == SizeOrigin.Fixed ? Size.Exactly(Math.Max(0, end.Typical - start.Typical), "a literal range") : Size.Unknown;
    }

    /// <summary>The elements of an array whose length is written out: its bounds, its length or its values.</summary>
    private Size OfArray(CallView call, string maker)
    {
        if (call.Positional(0) is not { } first) return Size.Unknown;
        if (maker is "numpy.array" or "numpy.asarray") return Of(first);
        if (maker == "numpy.arange")
        {
            var range = OfRange(call);
            return range.Origin == SizeOrigin.Fixed && call.Positional(2)?.AsConstant?.Integer is { } step and > 0 ? Size.Exactly(Math.Ceiling(range.Typical / step), "a literal range") : range;
        }
        var length = maker == "numpy.linspace" ? call.Argument(2, "num") : first.Kind == Kind.Tuple && first.HasChildren ? first.FirstChild : first;
        return length is { } number && OfNumber(number) is { Origin: SizeOrigin.Fixed } size ? size : Size.Unknown;
    }

    /// <summary>The value of a number that counts something.</summary>
    private Size OfNumber(Node number)
    {
        if (number.AsConstant is { Integer: { } literal }) return Size.Exactly(literal, "a literal");
        if (number.AsCall is { OnlyArgument: { } measured } call && module.Names.IsBuiltin(call.Callee, "len")) return Of(measured);
        if (number.AsBinOp is { } binary)
        {
            var (left, right) = (OfNumber(binary.Left), OfNumber(binary.Right));
            if ((left.Origin, right.Origin) == (SizeOrigin.Fixed, SizeOrigin.Fixed) && binary.Op is BinaryOperator.Add or BinaryOperator.Sub)
                return Size.Exactly(binary.Op == BinaryOperator.Add ? left.Typical + right.Typical : left.Typical - right.Typical, "literals");
            return left.Origin >= right.Origin ? left : right;
        }
        // `x.ndim`, `self.levels`: a number by the name of something small.
        if (number.AsAttribute is { } counted && SizeNames.IsSmall(counted.Name)) return Size.SmallBy($"the name `{counted.Name}`");
        if (number.Kind != Kind.Name || module.SymbolAt(number) is not { } symbol) return Size.Unknown;
        if (symbol.OnlyDefinition is { Kind: DefinitionKind.Assigned } definition && definition.Node.Parent.Kind is Kind.Assign or Kind.AnnAssign) return OfNumber(definition.Value);
        // What a count is where nobody gives one is what it usually is.
        if (symbol.OnlyDefinition is { Kind: DefinitionKind.Parameter, Node.AsParameter.Default.AsConstant.Integer: { } usual and <= 64 }) return Size.SmallBy($"the default of `{symbol.Name}`, {usual}");
        // A number passed in is seldom the size of data; what is counted says more.
        return symbol.IsParameter && SizeNames.IsCount(symbol.Name) ? Size.PassedBy($"the parameter `{symbol.Name}`") : Size.Unknown;
    }

    private Size OfSplit(CallView call)
    {
        if (call.Argument(1, "maxsplit") is { AsConstant.Integer: { } most }) return Size.Exactly(most + 1, "maxsplit");
        var source = Of(call.Callee.FirstChild);
        if (source.IsSmall) return source;
        // Only splitting into lines follows the size of the text; fields, words and path parts are few.
        return call.Positional(0)?.AsConstant?.String is "\n" or "\r\n" ? LinesOf(source) : Size.SmallBy("the parts of a text");
    }

    /// <summary>A file's text has many lines; one that somebody passes may be a docstring.</summary>
    private static Size LinesOf(Size text) =>
        text.IsSmall ? text : text.IsSeen ? Size.DataBy("the lines of a text") : Size.PassedBy("the lines of a text");

    private Size OfSubscript(SubscriptView subscript)
    {
        if (subscript.Index.AsSlice is { } slice)
        {
            var whole = Of(subscript.Value);
            if (slice.Upper is not { } upper || upper.AsUnary is { Op: UnaryOperator.USub }) return whole;
            // A slice is no longer than its upper bound: a literal, or a constant of the module.
            return OfNumber(upper) is { Origin: SizeOrigin.Fixed } bound ? bound.AtMost(whole) : whole;
        }
        return Size.Unknown;
    }

    private Size Smallest(ChildList arguments)
    {
        Size? size = null;
        foreach (var argument in arguments)
            if (Of(argument) is var own && (size is null || own.Origin < size.Value.Origin)) size = own;
        return size ?? Size.Unknown;
    }

    private Size OfSymbol(Symbol symbol)
    {
        if (bySymbol.TryGetValue(symbol.Id, out var known)) return known;
        bySymbol[symbol.Id] = Size.Unknown;
        return bySymbol[symbol.Id] = ComputeSymbol(symbol);
    }

    private Size ComputeSymbol(Symbol symbol)
    {
        if (SizeNames.IsSmall(symbol.Name)) return Size.SmallBy($"the name `{symbol.Name}`");
        Size? size = null;
        foreach (var definition in symbol.Definitions)
        {
            // What is left of a container is no larger than it was.
            if (definition.Kind == DefinitionKind.Assigned && definition.Value.AsSubscript is { Index.Kind: Kind.Slice } && Accumulators.FeedsItself(symbol, definition)) continue;
            // What is made of a container by giving it away, as in `names = sorted_by_rank(names)`, is about as long.
            if (definition.Kind == DefinitionKind.Assigned && IsMadeOfItself(symbol, definition)) continue;
            var own = definition.Kind switch
            {
                DefinitionKind.Parameter => OfParameter(symbol, definition),
                DefinitionKind.Assigned when definition.Node.Parent.Kind is Kind.Assign or Kind.AnnAssign or Kind.NamedExpr => Of(definition.Value),
                DefinitionKind.Entered => Of(definition.Value),
                DefinitionKind.Augmented => Of(definition.Value),
                DefinitionKind.Unpacked when IsGroup(definition) => Size.PassedBy($"the groups of {definition.Value.FirstChild.FirstChild.Text}"),
                DefinitionKind.Declared or DefinitionKind.Deleted => Size.Exactly(0, "a declaration"),
                _ => Size.Unknown,
            };
            if (definition.Kind == DefinitionKind.Assigned && definition.Value.IsNone) continue;
            if (size is null || own.Origin > size.Value.Origin) size = own;
        }
        if (size is not { } found) return Size.Unknown;
        if (found.Origin >= SizeOrigin.Unknown) return found;
        return Grown(symbol, found);
    }

    /// <summary>Is it the value in <c>for key, value in groups.items()</c>, where an annotation says that the values are lists of what is grouped?</summary>
    private bool IsGroup(Definition definition)
    {
        if (definition.Value.AsCall is not { ArgumentCount: 0, Callee.AsAttribute: { Name: "items", Receiver: { Kind: Kind.Name } groups } }) return false;
        if (definition.Node.Parent is not { Kind: Kind.Tuple } pair || pair.LastChild.Id != definition.Node.Id) return false;
        if (module.SymbolAt(groups) is not { OnlyDefinition: { Kind: DefinitionKind.Parameter } parameter } || !Of(groups).IsData) return false;
        return parameter.Node.AsParameter?.Annotation?.AsSubscript is { Index: { Kind: Kind.Tuple } types }
            && module.Types.OfAnnotation(types.LastChild) is { Kind: TypeKind.List or TypeKind.Set or TypeKind.Deque };
    }

    /// <summary>A literal container to which a loop adds is as large as the loop is long.</summary>
    private Size Grown(Symbol symbol, Size start)
    {
        var size = start;
        foreach (var reference in symbol.References)
        {
            var use = Usage.Of(module, reference);
            if (use is Use.Passed or Use.Escapes && symbol.IsModuleLevel) continue;
            var isStore = use == Use.Mutated && reference.Parent.Kind == Kind.Subscript;
            if (use != Use.Grown && !isStore) continue;
            var added = Loops.Around(reference) is { } loop && !IsRebuiltIn(symbol, loop) ? TripsOf(loop) : start;
            // Added to outside a loop at module level or through calls: a registry, whose size is not known.
            if (added.Origin <= SizeOrigin.Small && symbol.IsModuleLevel && reference.EnclosingFunction is not null) added = Size.Unknown;
            if (added.Origin == SizeOrigin.Fixed && size.Origin == SizeOrigin.Fixed) size = Size.Exactly(size.Typical + Math.Max(1, added.Typical), "a literal and what is added");
            else if (added.Origin > size.Origin) size = added;
        }
        return size;
    }

    private bool IsMadeOfItself(Symbol symbol, Definition definition)
    {
        if (definition.Node.Parent.Kind != Kind.Assign || definition.Value.AsCall is not { } call) return false;
        // `frame = frame.apply(…)` gives a row for each row.
        if (call.Callee.AsAttribute is { Name: "apply", Receiver: { Kind: Kind.Name } applied } && module.SymbolAt(applied) == symbol) return true;
        if (module.Names.Resolve(call.Callee) is not null) return false;
        foreach (var argument in call.Arguments)
        {
            var given = argument.Kind == Kind.Starred ? argument.FirstChild : argument;
            if (given.Kind == Kind.Name && module.SymbolAt(given) == symbol) return true;
        }
        return false;
    }

    private static bool IsRebuiltIn(Symbol symbol, Loop loop)
    {
        foreach (var definition in symbol.Definitions)
            if (definition.Kind == DefinitionKind.Assigned && loop.Node.Contains(definition.Node)) return true;
        return false;
    }

    private Size OfParameter(Symbol symbol, Definition definition)
    {
        if (definition.Node.Kind is Kind.VarArg or Kind.KwArg) return Size.SmallBy("the arguments of a call");
        var type = module.Types.Of(definition.Node) ?? (definition.Node.AsParameter is { Annotation: { } annotation } ? module.Types.OfAnnotation(annotation) : null);
        if (type is { IsNumber: true } || !definition.Node.Parent.Parent.IsFunction) return Size.Unknown;
        // A default shows what is usually given, and what a test is given is written out.
        if (definition.Node.AsParameter?.Default is { } usual && (usual.HasChildren || usual.Kind == Kind.Name) && Of(usual) is { IsSmall: true, Typical: > 0 }) return Size.SmallBy($"the default of `{symbol.Name}`");
        if (module.FileRole == Role.Test && definition.Node.Parent.Parent.Child(1).Bytes.StartsWith("test_"u8)) return Size.SmallBy("what a test is given");
        return Arguments.SizeOf(module, symbol, definition.Node);
    }

    private Size OfAttribute(AttributeView attribute)
    {
        if (module.Names.Resolve(attribute.Node)?.Symbol is { } known)
            return known.Small ? Size.SmallBy($"`{known.Name}`") : known.Data ? Size.DataBy($"`{known.Name}`") : Size.Unknown;
        if (SizeNames.IsSmall(attribute.Name)) return Size.SmallBy($"the name `{attribute.Name}`");
        // What somebody wrote into a configuration file.
        if ((attribute.Receiver.AsAttribute?.Name ?? attribute.Receiver.AsName?.Id) is { } receiver && SizeNames.IsConfiguration(receiver)) return Size.SmallBy($"a value of `{receiver}`");
        return module.Classes.SizeOfAttribute(attribute);
    }
}
