using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>Guesses a parameter's type from what is done with it: methods called on it, loops over it, what it is compared with or passed to.</summary>
internal sealed class ParameterUses(PythonModule module)
{
    /// <summary>Names, attributes, elements and other functions of the file that a value is followed through.</summary>
    private const int Deepest = 4;

    /// <summary>Attributes that a stand-in gets.</summary>
    private const int MostMembers = 40;

    private readonly HashSet<int> within = [];

    /// <summary>A type as Python writes it; <c>Having</c> with attributes and their types where it must be an object of a class that is not known.</summary>
    public string? Of(Node parameter) => Guess(parameter, 0) is var guess && guess.Members.Count > 0 ? ObjectOf(guess, parameter, 0) : guess.Type ?? "object";

    public static bool IsMethod(Node function) => function.Parent.Kind == Kind.Block && function.Parent.Parent.Kind == Kind.ClassDef;

    /// <summary>What was seen of one value: the likeliest type, and attributes that no built-in type has.</summary>
    private sealed class Evidence
    {
        private int best;

        public string? Type { get; private set; }

        public HashSet<int> Members { get; } = [];

        /// <summary>Where the attributes are read, by their names.</summary>
        public Dictionary<int, List<Node>> Reads { get; } = [];

        public void Add(string? type, int weight)
        {
            if (type is null || weight <= best) return;
            (Type, best) = (type, weight);
        }
    }

    private Evidence Guess(Node parameter, int depth)
    {
        var evidence = new Evidence();
        if (module.SymbolAt(parameter) is not { } symbol || !within.Add(parameter.Id)) return evidence;
        foreach (var reference in symbol.References) Look(reference, evidence, depth);
        within.Remove(parameter.Id);
        return evidence;
    }

    private string? TypeOf(Node binding, int depth)
    {
        if (depth > Deepest) return null;
        var guess = Guess(binding, depth);
        return guess.Members.Count > 0 ? ObjectOf(guess, binding, depth) : guess.Type;
    }

    private void Look(Node value, Evidence evidence, int depth)
    {
        var parent = value.Parent;
        switch (parent.Kind)
        {
            case Kind.Attribute when IsCalled(parent):
                evidence.Add(OfMethod(parent, evidence), 8);
                break;
            case Kind.Attribute:
                // Every object has these.
                if (parent.AsAttribute!.Value.Name.StartsWith("__", StringComparison.Ordinal)) break;
                Ask(evidence, parent);
                break;
            case Kind.Call when parent.FirstChild.Id == value.Id:
                evidence.Add("Callable", 8);
                break;
            case Kind.Call:
                OfArgument(parent.AsCall!.Value, value, value, evidence, depth);
                break;
            case Kind.Keyword when parent.Parent.AsCall is { } call:
                OfArgument(call, parent, value, evidence, depth);
                break;
            case Kind.For or Kind.AsyncFor or Kind.Comprehension when parent.FirstChild.Id != value.Id:
                evidence.Add(Holding("list", ElementOf(parent.FirstChild, depth)), 6);
                break;
            case Kind.YieldFrom or Kind.Starred:
                evidence.Add("list", 4);
                break;
            case Kind.Subscript when parent.FirstChild.Id == value.Id:
                OfSubscript(parent.AsSubscript!.Value, evidence, depth);
                break;
            case Kind.Subscript or Kind.Slice:
                evidence.Add("int", 3);
                break;
            case Kind.Compare:
                OfComparison(parent, value, evidence);
                break;
            case Kind.BinOp:
                OfOperator(parent.AsBinOp!.Value, value, evidence);
                break;
            case Kind.AugAssign:
                evidence.Add(ParameterHints.Written(module, parent.FirstChild), 4);
                break;
            case Kind.UnaryOp when parent.AsUnary!.Value.Op != UnaryOperator.Not:
                evidence.Add("int", 2);
                break;
            case Kind.FormattedValue:
                evidence.Add("str", 1);
                break;
            case Kind.Assign when parent.LastChild.Id == value.Id:
                foreach (var target in parent.Children)
                    if (target.Id != value.Id) Follow(target, evidence, depth);
                break;
        }
    }

    /// <summary>Another name for the value, or an attribute of the object that keeps it.</summary>
    private void Follow(Node target, Evidence evidence, int depth)
    {
        if (depth >= Deepest) return;
        if (target.Kind == Kind.Name && module.SymbolAt(target) is { IsLocal: true } symbol && within.Add(target.Id))
        {
            foreach (var reference in symbol.References) Look(reference, evidence, depth + 1);
            within.Remove(target.Id);
        }
        if (target.AsAttribute is not { } attribute || !module.Classes.IsSelf(attribute.Receiver) || target.EnclosingClass is not { } owner || !within.Add(target.Id)) return;
        for (var id = owner.Id + 1; id < owner.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind == Kind.Attribute && node.Data == attribute.NameId && node.Id != target.Id && module.Classes.IsSelf(node.FirstChild)) Look(node, evidence, depth + 1);
        }
        within.Remove(target.Id);
    }

    private string? ElementOf(Node target, int depth)
    {
        if (target.Kind == Kind.Name) return TypeOf(target, depth + 1);
        if (target.Kind is not (Kind.Tuple or Kind.List)) return null;
        List<string> parts = [];
        foreach (var part in target.Children)
        {
            if (part.Kind == Kind.Starred) return null;
            parts.Add(ElementOf(part, depth) ?? "object");
        }
        return $"tuple[{string.Join(", ", parts)}]";
    }

    private string? OfMethod(Node attribute, Evidence evidence)
    {
        switch (attribute.AsAttribute!.Value.Name)
        {
            case "strip" or "lstrip" or "rstrip" or "split" or "rsplit" or "splitlines" or "lower" or "upper" or "title" or "startswith" or "endswith" or "replace" or "encode"
                or "isdigit" or "isalpha" or "isspace" or "isupper" or "islower" or "partition" or "rpartition" or "capitalize" or "ljust" or "rjust" or "zfill" or "join" or "find" or "rfind" or "format":
                return "str";
            case "append" or "extend" or "insert" or "sort" or "reverse": return "list";
            case "items" or "keys" or "values" or "setdefault" or "get" or "popitem": return "dict";
            case "add" or "discard" or "union" or "difference" or "intersection" or "issubset" or "issuperset" or "difference_update": return "set";
            case "popleft" or "appendleft": return "deque";
            case "decode": return "bytes";
            case "read" or "readline" or "readlines" or "write": return "TextIO";
            case "search" or "fullmatch" or "finditer" or "findall" or "sub": return "Pattern";
            case "debug" or "info" or "warning" or "error" or "exception" or "isEnabledFor": return "Logger";
            case "update" or "pop" or "copy" or "clear" or "remove" or "index" or "count" or "match": return null;
            default:
                Ask(evidence, attribute);
                return null;
        }
    }

    private static void Ask(Evidence evidence, Node attribute)
    {
        evidence.Members.Add(attribute.Data);
        if (!evidence.Reads.TryGetValue(attribute.Data, out var places)) evidence.Reads[attribute.Data] = places = [];
        places.Add(attribute);
    }

    private void OfArgument(CallView call, Node argument, Node value, Evidence evidence, int depth)
    {
        var position = 0;
        foreach (var other in call.Arguments)
        {
            if (other.Id == argument.Id) break;
            position++;
        }
        var path = module.Names.Resolve(call.Callee)?.Path ?? "";
        switch (path)
        {
            case "builtins.range" or "builtins.chr" or "builtins.bin" or "builtins.hex": evidence.Add("int", 7); return;
            case "builtins.ord": evidence.Add("str", 7); return;
            case "builtins.int" or "builtins.float" or "builtins.print" or "builtins.str" or "builtins.repr": evidence.Add("str", 1); return;
            case "builtins.abs" or "builtins.round" or "builtins.divmod" or "builtins.pow": evidence.Add("int", 4); return;
            case "builtins.open": evidence.Add("StrPath", 7); return;
            case "builtins.len": evidence.Add("list", 2); return;
            case "builtins.enumerate" or "builtins.iter" or "builtins.reversed" or "builtins.zip" when PartOf(call.Node, position, depth) is { } part:
                evidence.Add(Holding("list", part), 6);
                return;
            case "builtins.sum": evidence.Add("list[int]", 6); return;
            case "builtins.map" or "builtins.filter": evidence.Add(position == 0 ? "Callable" : "list", 5); return;
            case "builtins.enumerate" or "builtins.iter" or "builtins.reversed" or "builtins.zip" or "builtins.list" or "builtins.set" or "builtins.tuple" or "builtins.frozenset" or "builtins.sorted"
                or "builtins.min" or "builtins.max" or "builtins.any" or "builtins.all" or "collections.deque" or "collections.Counter" or "list.extend" or "set.update":
                evidence.Add("list", 5);
                return;
            case "builtins.dict" or "dict.update": evidence.Add("dict", 5); return;
            case "str.join": evidence.Add("list[str]", 7); return;
            case "builtins.isinstance" or "builtins.issubclass":
                if (position == 0 && call.Positional(1) is { Kind: Kind.Name } kind && kind.AsName!.Value.Id is "str" or "int" or "float" or "list" or "dict" or "set" or "tuple" or "bytes") evidence.Add(call.Positional(1)!.Value.Text, 2);
                return;
        }
        if (path.StartsWith("math.", StringComparison.Ordinal)) evidence.Add("float", 5);
        if (path.StartsWith("os.path.", StringComparison.Ordinal) || path.StartsWith("os.", StringComparison.Ordinal) && position == 0) evidence.Add("str", 5);
        if (path is "re.match" or "re.search" or "re.sub" or "re.findall" or "re.split" or "re.finditer" && position > 0) evidence.Add("str", 6);
        if (path.StartsWith("str.", StringComparison.Ordinal)) evidence.Add("str", 5);
        if (depth >= Deepest || module.Classes.FunctionCalled(call) is not { } function) return;
        // Another function of the file says more of it.
        var skipped = IsMethod(function.Node) ? 1 : 0;
        var at = 0;
        foreach (var parameter in function.Arguments.Children)
        {
            var isMeant = argument.Kind == Kind.Keyword ? parameter.Data == argument.Data : at == position + skipped;
            at++;
            if (!isMeant || parameter.Kind is Kind.VarArg or Kind.KwArg) continue;
            if (parameter.AsParameter is { Annotation: { } annotation }) evidence.Add(annotation.AsConstant?.String ?? annotation.Text, 6);
            else if (within.Contains(parameter.Id)) return;
            else
            {
                var guess = Guess(parameter, depth + 1);
                foreach (var read in guess.Reads.Values.SelectMany(places => places)) Ask(evidence, read);
                evidence.Add(guess.Type, 5);
            }
        }
    }

    /// <summary>What a loop over <c>enumerate(value)</c> or <c>zip(…, value)</c> does with the value's elements.</summary>
    private string? PartOf(Node call, int position, int depth)
    {
        if (call.Parent.Kind is not (Kind.For or Kind.Comprehension) || call.Parent.FirstChild.Id == call.Id) return null;
        var target = call.Parent.FirstChild;
        var name = module.Names.Resolve(call.FirstChild)?.Path;
        if (name is "builtins.iter" or "builtins.reversed") return ElementOf(target, depth);
        if (name == "builtins.enumerate") position = 1;
        return target.Kind is Kind.Tuple && position < target.Children.Count ? ElementOf(target.Child(position), depth) : null;
    }

    private void OfSubscript(SubscriptView subscript, Evidence evidence, int depth)
    {
        if (subscript.Index.AsConstant is { String: not null } || subscript.Index.Kind == Kind.JoinedStr)
        {
            evidence.Add("dict[str, object]", 6);
            return;
        }
        if (subscript.Index.Kind == Kind.Slice)
        {
            evidence.Add("list", 3);
            return;
        }
        if (depth >= Deepest) return;
        var inner = new Evidence();
        Look(subscript.Node, inner, depth + 1);
        var element = inner.Members.Count > 0 ? ObjectOf(inner, subscript.Node, depth + 1) : inner.Type;
        if (module.Types.Is(subscript.Index, TypeKind.Str)) evidence.Add(element is null ? "dict[str, object]" : $"dict[str, {element}]", 6);
        else evidence.Add(Holding("list", element), module.Types.Is(subscript.Index, TypeKind.Int) ? 5 : 4);
    }

    private void OfComparison(Node compare, Node value, Evidence evidence)
    {
        var view = compare.AsCompare!.Value;
        if (view.Op is CompareOp.In or CompareOp.NotIn)
        {
            if (view.Right.Id == value.Id) evidence.Add(ParameterHints.Written(module, view.Left) == "str" ? "list[str]" : "list", 3);
            else if (module.Types.ElementOf(view.Right) is { Kind: TypeKind.Str }) evidence.Add("str", 4);
            return;
        }
        foreach (var other in compare.Children)
            if (other.Id != value.Id && other.Kind != Kind.CompareOperator && !other.IsNone) evidence.Add(ParameterHints.Written(module, other), 4);
    }

    private void OfOperator(BinOpView operation, Node value, Evidence evidence)
    {
        var other = operation.Left.Id == value.Id ? operation.Right : operation.Left;
        var type = ParameterHints.Written(module, other);
        if (operation.Op == BinaryOperator.Mod && operation.Right.Id == value.Id && type == "str") evidence.Add("str", 1);
        else if (operation.Op == BinaryOperator.Mult && type is "str" or "list") evidence.Add("int", 4);
        else if (type is not null) evidence.Add(type, 4);
        else evidence.Add("int", operation.Op == BinaryOperator.Add ? 2 : 3);
    }

    private static string Holding(string outer, string? element) => element is null ? outer : $"{outer}[{element}]";

    private static bool IsCalled(Node attribute) => attribute.Parent.Kind == Kind.Call && attribute.Parent.FirstChild.Id == attribute.Id;

    /// <summary>A class of the file, or a stand-in for an object of a class that is not known: <c>Having[("name", "str"), …]</c>.</summary>
    private string? ObjectOf(Evidence evidence, Node place, int depth)
    {
        if (ClassWith(evidence, place) is { } known) return known;
        if (depth >= Deepest) return null;
        var parts = new List<string>();
        foreach (var (name, places) in evidence.Reads.OrderBy(read => module.Tree.Names.Text(read.Key), StringComparer.Ordinal))
        {
            var inner = new Evidence();
            foreach (var read in places) Look(read, inner, depth + 1);
            var type = inner.Members.Count > 0 ? ObjectOf(inner, place, depth + 1) : inner.Type;
            if (parts.Count < MostMembers) parts.Add($"(\"{module.Tree.Names.Text(name)}\", \"{(type ?? "object").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\")");
        }
        return $"Having[({string.Join(", ", parts)},)]";
    }

    /// <summary>The class of the file that has all the attributes asked for: the class around, or the one with the fewest others.</summary>
    private string? ClassWith(Evidence evidence, Node place)
    {
        List<Node> classes = [];
        for (var id = 0; id < module.Tree.Root.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind == Kind.ClassDef && node.Parent.Id == module.Tree.Root.Id && Members(node).IsSupersetOf(evidence.Members)) classes.Add(node);
        }
        var own = place.EnclosingClass;
        if (own is { } around && classes.Exists(each => each.Id == around.Id)) return around.AsClass!.Value.Name;
        return classes.Count > 0 ? classes.MinBy(each => Members(each).Count).AsClass!.Value.Name : null;
    }

    /// <summary>Names that a class body binds and attributes that its methods give their object.</summary>
    private HashSet<int> Members(Node owner, int depth = 0)
    {
        var names = new HashSet<int>();
        foreach (var given in owner.AsClass!.Value.Arguments)
            if (depth < Deepest && given.Kind == Kind.Name && module.SymbolAt(given) is { OnlyDefinition: { Kind: DefinitionKind.Class } definition })
                names.UnionWith(Members(definition.Value, depth + 1));
        for (var id = owner.Id + 1; id < owner.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind == Kind.Attribute && Usage.IsStored(node) && module.Classes.IsSelf(node.FirstChild)) names.Add(node.Data);
        }
        foreach (var statement in owner.AsClass!.Value.Body.Children)
        {
            if (statement.AsFunction is { } function) names.Add(function.Identifier.Data);
            if (statement.Kind is Kind.Assign or Kind.AnnAssign && statement.FirstChild.Kind == Kind.Name) names.Add(statement.FirstChild.Data);
        }
        return names;
    }
}
