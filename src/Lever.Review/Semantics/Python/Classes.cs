using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What the file says of its own functions, methods, classes and their attributes.</summary>
public sealed class Classes
{
    /// <summary>How many bases are looked through for a field.</summary>
    private const int MostBases = 4;

    private readonly PythonModule module;
    private readonly Dictionary<(int Class, int Name, bool IsOwn), AttributeFacts> attributes = [];
    private readonly Dictionary<int, Dictionary<int, List<int>>> writesByClass = [];
    private readonly Dictionary<(string Class, int Name), PythonType?> fieldsElsewhere = [];
    private readonly HashSet<(int, int, bool)> inProgress = [];
    private readonly InstanceClasses instances;

    private readonly record struct AttributeFacts(PythonType? Type, Size Size);

    internal Classes(PythonModule module) => (this.module, instances) = (module, new InstanceClasses(module));

    internal void Reset()
    {
        attributes.Clear();
        writesByClass.Clear();
        fieldsElsewhere.Clear();
        instances.Reset();
        inProgress.Clear();
    }

    /// <summary>The function of this file that a call runs: a plain name bound once, or a method reached through <c>self</c> and not overridden in the file.</summary>
    public FunctionView? FunctionCalled(CallView call)
    {
        if (call.Callee.Kind == Kind.Name)
            return module.SymbolAt(call.Callee) is { OnlyDefinition: { Kind: DefinitionKind.Function } definition }
                && definition.Value.AsFunction is { Decorators.IsEmpty: true } function ? function : null;
        if (call.Callee.AsAttribute is not { } attribute || !IsSelf(attribute.Receiver)) return null;
        return call.Node.EnclosingClass is { } owner ? MethodOf(owner, attribute.NameId) : null;
    }

    /// <summary>A method that a class body defines once, without decorators.</summary>
    public static FunctionView? MethodOf(Node owner, int name)
    {
        FunctionView? found = null;
        foreach (var statement in owner.Child(4).Children)
        {
            if (statement.AsFunction is not { } function || function.Identifier.Data != name) continue;
            if (found is not null || !function.Decorators.IsEmpty) return null;
            found = function;
        }
        return found;
    }

    /// <summary>Is this the first parameter of the method around it?</summary>
    public bool IsSelf(Node expression)
    {
        if (expression.Kind != Kind.Name || module.SymbolAt(expression) is not { } symbol) return false;
        if (symbol.OnlyDefinition is not { Kind: DefinitionKind.Parameter } definition) return false;
        var arguments = definition.Node.Parent;
        if (arguments.FirstChild.Id != definition.Node.Id || !arguments.Parent.IsFunction) return false;
        return arguments.Parent.Parent.Kind == Kind.Block && arguments.Parent.Parent.Parent.Kind == Kind.ClassDef;
    }

    /// <summary>All places where the class around an attribute writes it: the attribute nodes of <c>self.name = …</c>, and class-level names.</summary>
    public IReadOnlyList<Node> WritesOf(AttributeView attribute)
    {
        if (!IsSelf(attribute.Receiver) || attribute.Node.EnclosingClass is not { } owner) return [];
        return WritesIn(owner).TryGetValue(attribute.NameId, out var ids) ? ids.ConvertAll(id => module.Tree[id]) : [];
    }

    /// <summary>All places where a class sets a field of a name.</summary>
    internal IEnumerable<Node> WritesOf(Node owner, int name) => WritesIn(owner).TryGetValue(name, out var ids) ? ids.ConvertAll(id => module.Tree[id]) : [];

    public PythonType? TypeOfAttribute(AttributeView attribute) => FactsOf(attribute).Type;

    internal Size SizeOfAttribute(AttributeView attribute) => FactsOf(attribute).Size;

    /// <summary>The class of this file that declares a field: of the object itself, or of one whose class the file tells. Null where it is not known, or others may set the field to anything.</summary>
    public Node? OwnerOf(AttributeView attribute)
    {
        if (IsSelf(attribute.Receiver)) return attribute.Node.EnclosingClass is { } own ? DeclaringClass(own, attribute.NameId) : null;
        if (instances.Of(attribute.Receiver) is not { } named) return null;
        var owner = DeclaringClass(named, attribute.NameId);
        return IsSetElsewhere(owner, attribute.NameId) ? null : owner;
    }

    /// <summary>The class itself, or the next of its bases in the file that sets a field of its objects: what a base says for all objects is a constant that others replace.</summary>
    private Node DeclaringClass(Node owner, int name)
    {
        var at = owner;
        for (var up = 0; up < MostBases; up++)
        {
            if (WritesIn(at).TryGetValue(name, out var writes) && (up == 0 || writes.Exists(id => (Kind)module.Tree.RawKinds[id] == Kind.Attribute))) return at;
            if (BaseOf(at) is not { } parent) return owner;
            at = parent;
        }
        return owner;
    }

    private Node? BaseOf(Node owner)
    {
        foreach (var argument in owner.AsClass!.Value.Arguments)
            if (argument.Kind == Kind.Name && module.SymbolAt(argument) is { OnlyDefinition: { Kind: DefinitionKind.Class } definition }) return definition.Value;
        return null;
    }

    /// <summary>Does code outside of a class set its field, where no annotation says of what type the field is?</summary>
    private bool IsSetElsewhere(Node owner, int name)
    {
        if (!WritesIn(owner).TryGetValue(name, out var writes)) return true;
        foreach (var id in writes)
            if (module.Tree[id].Parent.Kind == Kind.AnnAssign) return false;
        for (var id = 0; id < module.Tree.Count; id++)
            if ((Kind)module.Tree.RawKinds[id] == Kind.Attribute && module.Tree[id].Data == name && !owner.Contains(module.Tree[id]) && Usage.IsStored(module.Tree[id])) return true;
        return false;
    }

    private AttributeFacts FactsOf(AttributeView attribute)
    {
        var unknown = new AttributeFacts(null, Size.Unknown);
        var isOwn = IsSelf(attribute.Receiver);
        if ((isOwn ? attribute.Node.EnclosingClass : instances.Of(attribute.Receiver)) is not { } named) return isOwn ? unknown : new AttributeFacts(TypeElsewhere(attribute), Size.Unknown);
        var key = (named.Id, attribute.NameId, isOwn);
        if (attributes.TryGetValue(key, out var known)) return known;
        if (!inProgress.Add(key)) return unknown;
        var owner = DeclaringClass(named, attribute.NameId);
        var facts = isOwn || !IsSetElsewhere(owner, attribute.NameId) ? Compute(owner, attribute.NameId, isOwn) : unknown;
        if (!WritesIn(owner).ContainsKey(attribute.NameId)) facts = new AttributeFacts(TypeInherited(named, attribute.Name), Size.Unknown);
        inProgress.Remove(key);
        return attributes[key] = facts;
    }

    /// <summary>The type of a field that bases in other files set.</summary>
    private PythonType? TypeInherited(Node owner, string name)
    {
        for (var up = 0; up < MostBases; up++)
        {
            Node? parent = null;
            foreach (var argument in owner.AsClass!.Value.Arguments)
            {
                var named = argument.AsSubscript?.Value ?? argument;
                if (named.Kind is not (Kind.Name or Kind.Attribute)) continue;
                if (named.Kind == Kind.Name && module.SymbolAt(named) is { OnlyDefinition: { Kind: DefinitionKind.Class } definition }) parent ??= definition.Value;
                else if (module.Names.PathOf(named) is { } path && module.Project.HasPrefixOf(path) && module.Project.FieldOf(path, name) is { } type) return type;
            }
            if (parent is not { } next) return null;
            owner = next;
        }
        return null;
    }

    /// <summary>The type of a field of an object whose class another file defines; null where this file sets such a field itself.</summary>
    private PythonType? TypeElsewhere(AttributeView attribute)
    {
        if (instances.PathOf(attribute.Receiver) is not { } path) return null;
        var key = (path, attribute.NameId);
        if (fieldsElsewhere.TryGetValue(key, out var known)) return known;
        var type = module.Project.FieldOf(path, attribute.Name);
        for (var id = 0; type is not null && id < module.Tree.Count; id++)
            if ((Kind)module.Tree.RawKinds[id] == Kind.Attribute && module.Tree[id].Data == attribute.NameId && Usage.IsStored(module.Tree[id])) type = null;
        return fieldsElsewhere[key] = type;
    }

    /// <param name="isOwn">Is it asked for through the object itself, whose class alone is taken to fill it?</param>
    private AttributeFacts Compute(Node owner, int name, bool isOwn)
    {
        if (!WritesIn(owner).TryGetValue(name, out var writes)) return new AttributeFacts(null, Size.Unknown);
        PythonType? type = null;
        Size? size = null;
        var (first, feedsItself) = (true, false);
        foreach (var id in writes)
        {
            var target = module.Tree[id];
            if (ValueAssigned(target) is not { } value)
            {
                // `leaves: list[Leaf]` declares a field that is set elsewhere.
                if (target.Parent.AsAnnAssign is not { } declared || module.Types.OfAnnotation(declared.Annotation) is not { } promised || !first && type != promised) return new AttributeFacts(null, Size.Unknown);
                (type, first, size) = (promised, false, Size.Unknown);
                continue;
            }
            if (value.IsNone) continue;
            // `self.x = self.x + y` and `self.x = self.x[1:]` keep the type of a text or container.
            if ((value.Kind == Kind.BinOp || value.AsSubscript is { Index.Kind: Kind.Slice }) && Accumulators.Mentions(value, name))
            {
                feedsItself = true;
                continue;
            }
            var own = target.Parent.AsAnnAssign is { } annotated ? module.Types.OfAnnotation(annotated.Annotation) ?? module.Types.Of(value) : module.Types.Of(value);
            type = first ? own : type == own ? type : null;
            first = false;
            var ownSize = module.Sizes.Of(value);
            if (size is null || ownSize.Origin > size.Value.Origin) size = ownSize;
        }
        if (feedsItself && type is { IsNumber: true }) type = null;
        // A container that starts empty and lives in an object is filled by calls that cannot be counted here.
        if (size is not { } found || found.Origin == SizeOrigin.Fixed && IsGrown(isOwn ? owner : module.Tree.Root, owner, name)) found = Size.Unknown;
        return new AttributeFacts(type, found);
    }

    /// <summary>Does code of a region, a class or the whole file, fill or change a field of a class?</summary>
    private bool IsGrown(Node region, Node owner, int name)
    {
        var kinds = module.Tree.RawKinds;
        for (var id = region.Id + 1; id < region.SubtreeEnd; id++)
        {
            if ((Kind)kinds[id] != Kind.Attribute || module.Tree[id].Data != name) continue;
            // The objects of another class have fields of their own.
            if (!owner.Contains(module.Tree[id]) && IsSelf(module.Tree[id].FirstChild)) continue;
            // Where it is bound it is made, not changed.
            if (module.Tree[id].Parent.Kind != Kind.AugAssign && Usage.IsStored(module.Tree[id])) continue;
            if (Usage.Of(module, module.Tree[id]) is Use.Grown or Use.Mutated or Use.Passed or Use.Escapes) return true;
        }
        return false;
    }

    private static Node? ValueAssigned(Node target) => target.Parent.Kind switch
    {
        Kind.Assign => target.Parent.LastChild,
        Kind.AnnAssign => target.Parent.AsAnnAssign!.Value.Value,
        _ => null,
    };

    private Dictionary<int, List<int>> WritesIn(Node owner)
    {
        if (writesByClass.TryGetValue(owner.Id, out var known)) return known;
        var writes = new Dictionary<int, List<int>>();
        var kinds = module.Tree.RawKinds;
        var parents = module.Tree.parents;
        var end = owner.SubtreeEnd;
        for (var id = owner.Id + 1; id < end; id++)
        {
            var kind = (Kind)kinds[id];
            if (kind is not (Kind.Attribute or Kind.Name)) continue;
            var around = (Kind)kinds[parents[id]];
            var mayBeStored = kind == Kind.Attribute ? around is Kind.Assign or Kind.AnnAssign or Kind.Tuple or Kind.For or Kind.WithItem
                : around is Kind.Assign or Kind.AnnAssign && parents[parents[parents[id]]] == owner.Id;
            if (mayBeStored && Usage.IsStored(module.Tree[id])) Add(writes, module.Tree[id].Data, id);
        }
        return writesByClass[owner.Id] = writes;
    }

    private static void Add(Dictionary<int, List<int>> writes, int name, int id)
    {
        if (!writes.TryGetValue(name, out var list)) writes.Add(name, list = []);
        list.Add(id);
    }
}
