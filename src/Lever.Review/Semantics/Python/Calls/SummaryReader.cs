using Lever.Review.Findings;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>Reads a file's summary from its tree, in one scan. Each worker has its own; its buffers are reused.</summary>
internal sealed class SummaryReader
{
    private readonly PythonModule module;
    private readonly DefinitionNames names;
    private readonly CallTargets targets;
    private readonly Stack<Open> open = new();
    private readonly Stack<Open> spare = new();
    private readonly List<FunctionSummary> functions = [];
    private readonly List<ClassSummary> classes = [];
    private bool[] mayBlock = [];
    private bool[] isProperty = [];
    private bool hasProperties;

    public SummaryReader(PythonModule module)
    {
        this.module = module;
        names = new DefinitionNames(module);
        targets = new CallTargets(module, names);
    }

    /// <summary>A function whose body is being read.</summary>
    private sealed class Open
    {
        private DottedName key;

        public FunctionView Function { get; private set; }

        public FunctionTraits Traits { get; set; }

        public List<CallSite> Calls { get; } = [];

        public List<CostFact> Facts { get; } = [];

        /// <summary>Is it known what becomes of a parameter?</summary>
        public bool FollowsParameters { get; set; }

        public void Begin(FunctionView function, DottedName key, FunctionTraits traits)
        {
            (Function, this.key, Traits, FollowsParameters) = (function, key, traits, false);
            Calls.Clear();
            Facts.Clear();
        }

        public FunctionSummary Close() =>
            new(key, Function.Node.Id, Traits, FollowsParameters ? ParametersOf(Function) : [], [.. Calls], [.. Facts]);
    }

    /// <summary>The summary of the module that is loaded; null for tests, whose calls say nothing of what runs in service.</summary>
    public ModuleSummary? Read()
    {
        if (module.FileRole is Role.Test) return null;
        names.Reset();
        if (!FindProperties()) return null;
        targets.Reset();
        MarkBlockingNames();
        functions.Clear();
        classes.Clear();
        while (open.TryPop(out var left)) spare.Push(left);
        var usesOrm = module.Orm.IsUsed;
        var definesSubscripts = module.Tree.Names.Find("__getitem__"u8) >= 0;
        var kinds = module.Tree.RawKinds;
        var end = int.MaxValue;
        for (var id = 0; id < kinds.Length; id++)
        {
            while (id >= end) end = Close();
            switch ((Kind)kinds[id])
            {
                case Kind.FunctionDef or Kind.AsyncFunctionDef:
                    var function = module.Tree[id].AsFunction!.Value;
                    open.Push(Opened(function));
                    end = function.Node.SubtreeEnd;
                    // Decorators and defaults run where the function is defined.
                    id = function.Body.Id - 1;
                    break;
                case Kind.ClassDef:
                    classes.Add(new ClassSummary(names.Of(module.Tree[id]), BasesOf(module.Tree[id].AsClass!.Value)));
                    break;
                // What a lambda does happens where it is called.
                case Kind.Lambda:
                    id = module.Tree[id].SubtreeEnd - 1;
                    break;
                case Kind.Yield or Kind.YieldFrom when open.Count > 0:
                    open.Peek().Traits |= FunctionTraits.Generator;
                    break;
                case Kind.Call or Kind.Attribute or Kind.Name when usesOrm && open.Count > 0 && QueryAt(module.Tree[id], open.Peek()):
                    break;
                case Kind.Call when open.Count > 0:
                    OfCall(module.Tree[id].AsCall!.Value, open.Peek());
                    break;
                case Kind.Attribute when hasProperties && open.Count > 0 && isProperty[module.Tree[id].Data]:
                    OfProperty(module.Tree[id], open.Peek());
                    break;
                case Kind.Compare when open.Count > 0:
                    OfCompare(module.Tree[id], open.Peek());
                    break;
                case Kind.WithItem when open.Count > 0:
                case Kind.Subscript when open.Count > 0 && definesSubscripts:
                    OfOperator(module.Tree[id], open.Peek());
                    break;
            }
        }
        while (open.Count > 0) Close();
        AddBulkForms();
        return new ModuleSummary(module.Path, functions.ToArray(), classes.ToArray());
    }

    /// <summary>Tells functions of the bulk forms beside them.</summary>
    private void AddBulkForms()
    {
        for (var at = 0; at < functions.Count; at++)
            if (BulkNames.MayBeBulk(functions[at].ShortName) && module.Tree[functions[at].Node].AsFunction is { } function && BulkForms.HasCounterpart(function)) AddBulkForm(functions[at], function);
    }

    private void AddBulkForm(FunctionSummary bulk, FunctionView function)
    {
        foreach (var (single, form) in BulkForms.Of(module, function, other => WaitsAlike(functions[IndexOf(other)], bulk)))
        {
            var index = IndexOf(single);
            var fact = new CostFact(CostKind.OneOfMany, form.Bulk.Identifier.Id, form.TakesThemFirst ? PlaceTraits.Alone : PlaceTraits.None, form.Bulk.Name, Blocking.No, form.Parameter, form.Saved);
            functions[index] = functions[index] with { Facts = [.. functions[index].Facts, fact], Parameters = ParametersOf(single) };
        }
    }

    private int IndexOf(FunctionView function) => functions.FindIndex(summary => summary.Node == function.Node.Id);

    private static bool WaitsAlike(FunctionSummary single, FunctionSummary bulk)
    {
        foreach (var fact in bulk.Facts)
            if (fact.Kind is CostKind.Blocks or CostKind.Queries && !fact.Has(PlaceTraits.InLoop | PlaceTraits.OnErrorPath))
                foreach (var other in single.Facts)
                    if (other.Kind == fact.Kind && other.Blocking == fact.Blocking && !other.Has(PlaceTraits.OnErrorPath)) return true;
        return false;
    }

    private static string[] ParametersOf(FunctionView function)
    {
        var all = function.Arguments.Children;
        var parameters = new string[all.Count];
        var at = 0;
        foreach (var parameter in all) parameters[at++] = parameter.AsParameter!.Value.Name;
        return parameters;
    }

    /// <summary>Marks the names of properties; false where the file defines neither function nor class.</summary>
    private bool FindProperties()
    {
        hasProperties = false;
        var kinds = module.Tree.RawKinds;
        var id = kinds.IndexOfAny((byte)Kind.FunctionDef, (byte)Kind.AsyncFunctionDef, (byte)Kind.ClassDef);
        if (id < 0) return false;
        if (module.Tree.Names.Find("property"u8) < 0 && module.Tree.Names.Find("cached_property"u8) < 0) return true;
        for (; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] is not (Kind.FunctionDef or Kind.AsyncFunctionDef)) continue;
            if (module.Tree[id].AsFunction is not { Decorators.IsEmpty: false } function) continue;
            foreach (var decorator in function.Decorators)
                if (decorator.AsName?.Id is "property" or "cached_property" || decorator.AsAttribute?.Name == "cached_property") MarkProperty(function.Identifier.Data);
        }
        return true;
    }

    private void MarkProperty(int name)
    {
        if (!hasProperties)
        {
            if (isProperty.Length < module.Tree.Names.Count) isProperty = new bool[module.Tree.Names.Count * 2];
            else Array.Clear(isProperty);
        }
        hasProperties = true;
        isProperty[name] = true;
    }

    private void MarkBlockingNames()
    {
        var count = module.Tree.Names.Count;
        if (mayBlock.Length < count) mayBlock = new bool[count * 2];
        for (var name = 0; name < count; name++) mayBlock[name] = Library.BlockingNames.Contains(module.Tree.Names, name);
    }

    private Open Opened(FunctionView function)
    {
        var traits = function.IsAsync ? FunctionTraits.Async : FunctionTraits.None;
        if (function.Node.Parent is { Kind: Kind.Block } block && block.Parent.Kind == Kind.ClassDef) traits |= FunctionTraits.Method;
        foreach (var decorator in function.Decorators) traits |= TraitsOf(decorator);
        if (!function.Decorators.IsEmpty && Roles.IsHandler(module, function.Node)) traits = traits & ~FunctionTraits.Wrapped | FunctionTraits.Handler;
        if (module.FileRole is Role.Init or Role.Cold || Roles.IsColdFunction(function.Node)) traits |= FunctionTraits.Cold;
        if (!spare.TryPop(out var opened)) opened = new Open();
        opened.Begin(function, names.KeyOf(function.Node), traits);
        AddNeeds(opened);
        return opened;
    }

    /// <summary>Ends the innermost function.</summary>
    /// <returns>Where the function around it ends.</returns>
    private int Close()
    {
        var closed = open.Pop();
        functions.Add(closed.Close());
        spare.Push(closed);
        return open.TryPeek(out var around) ? around.Function.Node.SubtreeEnd : int.MaxValue;
    }

    /// <summary>Notes parameters that ask for a list or bytes and need less.</summary>
    private void AddNeeds(Open function)
    {
        var at = -1;
        foreach (var parameter in function.Function.Arguments.Children)
        {
            at++;
            if (parameter.Kind is Kind.VarArg or Kind.KwArg || parameter.AsParameter!.Value.Annotation is not { } annotation || !ParameterNeeds.IsNarrow(annotation)) continue;
            if (ParameterNeeds.Of(module, function.Function.Node, parameter) is not { } need) continue;
            function.FollowsParameters = true;
            function.Facts.Add(new CostFact(need, parameter.Id, PlaceTraits.None, parameter.AsParameter!.Value.Name, Blocking.No, at, ""));
        }
    }

    private bool Converts(CallView call)
    {
        foreach (var argument in call.Arguments)
            if ((argument.AsKeyword?.Value ?? argument).AsCall is { Callee: { Kind: Kind.Name } callee } && IsConversion(callee.Bytes)) return true;
        return false;
    }

    private static bool IsConversion(ReadOnlySpan<byte> name) => name.SequenceEqual("list"u8) || name.SequenceEqual("bytes"u8);

    private static FunctionTraits TraitsOf(Node decorator)
    {
        var callee = decorator.AsCall?.Callee ?? decorator;
        switch (callee.AsAttribute?.Name ?? callee.AsName?.Id)
        {
            case "staticmethod": return FunctionTraits.Static;
            case "classmethod" or "abstractmethod" or "override" or "overload" or "final" or "deprecated" or "no_type_check" or "wraps" or "setter" or "deleter": return FunctionTraits.None;
            case "property": return FunctionTraits.Property;
            case "cached_property" or "reify": return FunctionTraits.Property | FunctionTraits.Memoised;
            case "lru_cache" or "cache" or "memoize" or "memoized" or "cached": return FunctionTraits.Memoised;
            default: return FunctionTraits.Wrapped;
        }
    }

    private List<string> BasesOf(ClassView type)
    {
        var bases = new List<string>();
        foreach (var argument in type.Arguments)
        {
            var name = argument.Kind == Kind.Subscript ? argument.FirstChild : argument;
            if (name.Kind is Kind.Name or Kind.Attribute && targets.Of(name)?.Name is { } path) bases.Add(path.ToString());
        }
        return bases;
    }

    private void OfCall(CallView call, Open function)
    {
        var callee = call.Callee;
        if (callee.Kind is not (Kind.Name or Kind.Attribute)) return;
        if (Callbacks.MayTake(module.Tree.Names, callee.Data) && Callbacks.Of(module, call) is var (callback, elements)) AddCallback(callback, elements, function);
        if (mayBlock[callee.Data] && BlockingCall.Of(module, call) is { IsQuickFile: false } blocking)
        {
            function.Facts.Add(new CostFact(CostKind.Blocks, call.Node.Id, TraitsAt(call.Node, function), blocking.Name, blocking.Blocking, -1, blocking.Duration));
            return;
        }
        if (targets.Of(callee) is not { } target) return;
        var place = TraitsAt(call.Node, function);
        if (target.IsDynamic) place |= PlaceTraits.Dynamic;
        if (Converts(call)) place |= PlaceTraits.Converts;
        function.Calls.Add(new CallSite(call.Node.Id, target.Name, place, TurnsAround(call.Node, place), PassedOnBy(call, function)));
    }

    /// <summary>Notes the first query of a function; rows that it only writes are another matter.</summary>
    private bool QueryAt(Node node, Open function)
    {
        if (node.Kind == Kind.Name && node.Parent.Kind is not (Kind.For or Kind.Comprehension)) return false;
        if (module.Orm.QueryAt(node) is not { Kind: QueryKind.Rows or QueryKind.Row or QueryKind.Value or QueryKind.Relation } query) return false;
        // A session answers for the rows that it holds, and the caller may just have loaded them.
        if (query is { Kind: QueryKind.Row, Model.Mapper: Mapper.SqlAlchemy } && node.AsCall is { Callee.AsAttribute.Name: "get" }) return false;
        if (function.Facts.Exists(fact => fact.Kind == CostKind.Queries)) return true;
        function.Facts.Add(new CostFact(CostKind.Queries, node.Id, TraitsAt(node, function), OneLine(node.Text), Blocking.Database, -1, "db.query"));
        return true;
    }

    private static string OneLine(string code)
    {
        const int Longest = 60;
        var line = string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }

    private void OfProperty(Node attribute, Open function)
    {
        if (attribute.Parent.Kind == Kind.Call && attribute.Parent.FirstChild == attribute || Usage.IsStored(attribute)) return;
        if (targets.ClassOf(attribute.FirstChild) is { } owner) AddImplied(attribute, new DottedName(owner, attribute.AsAttribute!.Value.Name), function);
    }

    /// <summary>Operators of the project's own classes: <c>in</c>, subscripts and <c>with</c>.</summary>
    private void OfOperator(Node node, Open function)
    {
        var value = node.FirstChild;
        if (value.Kind is not (Kind.Name or Kind.Attribute or Kind.Call) || targets.ClassOf(value) is not { } owner) return;
        var method = node.Kind == Kind.WithItem ? node.Parent.Parent.Kind == Kind.AsyncWith ? null : "__enter__" : Usage.IsStored(node) ? "__setitem__" : "__getitem__";
        if (method is not null) AddImplied(node, new DottedName(owner, method), function);
    }

    /// <summary>Notes a function that a builtin calls for each element.</summary>
    private void AddCallback(Node callback, Node elements, Open function)
    {
        if (targets.Of(callback) is not { } target) return;
        var place = TraitsAt(callback, function) | PlaceTraits.InLoop;
        if (target.IsDynamic) place |= PlaceTraits.Dynamic;
        var turns = TurnsAround(callback, place) ?? (module.Sizes.Of(elements) is { IsData: true } size ? new Turns(size) : null);
        function.Calls.Add(new CallSite(callback.Id, target.Name, place, turns, []));
    }

    private void AddImplied(Node node, DottedName callee, Open function)
    {
        var place = TraitsAt(node, function) | PlaceTraits.Dynamic;
        function.Calls.Add(new CallSite(node.Id, callee, place, TurnsAround(node, place), []));
    }

    private void OfCompare(Node node, Open function)
    {
        if (node.AsCompare is not { IsChain: false } compare) return;
        if (compare.Op is CompareOp.In or CompareOp.NotIn)
        {
            if (ParameterOf(compare.Right, function) is >= 0 and var parameter && Loops.Around(node) is null && !IsHashed(compare.Right))
                AddSearch(CostKind.Searches, node, compare.Right, parameter, function);
            else if (compare.Right.Kind is Kind.Name or Kind.Attribute && targets.ClassOf(compare.Right) is { } owner) AddImplied(node, new DottedName(owner, "__contains__"), function);
        }
        else if (compare.Op == CompareOp.Eq && KeyTest.Of(module, node) is { } test && test.Elements(module) is var elements && ParameterOf(elements, function) is >= 0 and var searched
            && Loops.Around(test.Scan) is null)
            AddSearch(CostKind.SearchesByKey, node, elements, searched, function);
    }

    private void AddSearch(CostKind kind, Node node, Node searched, int parameter, Open function)
    {
        function.FollowsParameters = true;
        var place = TraitsAt(node, function);
        if (IsOnlySearched(searched)) place |= PlaceTraits.Alone;
        function.Facts.Add(new CostFact(kind, node.Id, place, searched.Text, Blocking.No, parameter, ""));
    }

    private bool IsOnlySearched(Node parameter)
    {
        foreach (var reference in module.SymbolAt(parameter)!.Value.References)
            if (Usage.Of(module, reference) != Use.Searched) return false;
        return true;
    }

    private bool IsHashed(Node container) => module.Types.Of(container) is { } type && type.Kind is not (TypeKind.List or TypeKind.Tuple or TypeKind.Sequence or TypeKind.Iterable);

    /// <summary>The index of a parameter that a name means and that its function leaves bound as it came; -1 for other expressions.</summary>
    private int ParameterOf(Node expression, Open function)
    {
        if (expression.Kind != Kind.Name || module.SymbolAt(expression) is not { OnlyDefinition: { Kind: DefinitionKind.Parameter } definition }) return -1;
        var at = 0;
        foreach (var parameter in function.Function.Arguments.Children)
        {
            if (parameter.Id == definition.Node.Id) return parameter.Kind is Kind.VarArg or Kind.KwArg ? -1 : at;
            at++;
        }
        return -1;
    }

    private IReadOnlyList<PassedOn> PassedOnBy(CallView call, Open function)
    {
        List<PassedOn>? passed = null;
        var position = 0;
        foreach (var argument in call.Arguments)
        {
            if (argument.Kind == Kind.Starred) break;
            var keyword = argument.AsKeyword;
            if (ParameterOf(keyword?.Value ?? argument, function) is >= 0 and var own)
                (passed ??= []).Add(new PassedOn(own, keyword is null ? position : -1, keyword?.Name));
            if (keyword is null) position++;
        }
        if (passed is null) return [];
        function.FollowsParameters = true;
        return passed;
    }

    private Turns? TurnsAround(Node node, PlaceTraits traits)
    {
        if ((traits & PlaceTraits.InLoop) == 0) return null;
        Size? longest = null;
        for (var loop = Loops.Around(node); loop is { } found && !Loops.LeavesAfter(node.EnclosingStatement, found); loop = Loops.Around(found))
            if (module.Sizes.TripsOf(found) is { IsData: true } trips && (longest is not { } known || trips.Origin > known.Origin)) longest = trips;
        return longest is { } turns ? new Turns(turns) : null;
    }

    private static PlaceTraits TraitsAt(Node node, Open function)
    {
        var traits = PlaceTraits.None;
        for (var (child, at) = (node, node.Parent); at.Id > function.Function.Node.Id; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.Await when at.FirstChild == node: traits |= PlaceTraits.Awaited; break;
                case Kind.ExceptHandler or Kind.Raise or Kind.Assert: traits |= PlaceTraits.OnErrorPath; break;
                case Kind.If or Kind.IfExp when !IsTestOf(at, child):
                    traits |= PlaceTraits.Conditional;
                    if (AsksWhetherMade(at.Kind == Kind.If ? at.FirstChild : at.Child(1))) traits |= PlaceTraits.Once;
                    break;
                case Kind.BoolOp when at.FirstChild != child: traits |= PlaceTraits.Conditional; break;
                case Kind.For or Kind.AsyncFor or Kind.While or Kind.Comprehension or Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp:
                    traits |= PlaceTraits.InLoop;
                    break;
            }
        }
        return traits;
    }

    private static bool IsTestOf(Node branch, Node child) => branch.Kind == Kind.If ? branch.FirstChild == child : branch.Child(1) == child;

    /// <summary>Is it a test such as <c>self.x is None</c>, <c>not self.x</c> or <c>key not in cache</c>, whose body makes what is missing?</summary>
    private static bool AsksWhetherMade(Node test) => test.Kind switch
    {
        Kind.Compare => test.AsCompare is { Op: CompareOp.Is, Right.IsNone: true } or { Op: CompareOp.NotIn },
        Kind.UnaryOp => test.AsUnary is { Op: UnaryOperator.Not, Operand.Kind: Kind.Attribute or Kind.Name }
            || test.AsUnary is { Op: UnaryOperator.Not, Operand.AsCall: { } call } && call.Callee.Text is "hasattr" or "os.path.exists" or "os.path.isfile" or "os.path.isdir",
        Kind.BoolOp => AsksWhetherMade(test.FirstChild),
        _ => false,
    };
}
