using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>A `for`, `while` or `loop`, or a closure that an iterator adaptor calls for each element.</summary>
public readonly record struct Loop(Node Node)
{
    public bool IsClosure => Node.Kind == Kind.Closure;

    public bool IsFor => Node.Kind == Kind.For;

    /// <summary>What runs once a turn.</summary>
    public Node Body => Node.Kind switch
    {
        Kind.For or Kind.Closure => Node.Child(3),
        Kind.While => Node.Child(2),
        _ => Node.Child(1),
    };

    /// <summary>What is gone through: of a `for` the iterator, of a closure the receiver of the adaptor's call.</summary>
    public Node? Source => IsFor ? Node.Child(2) : IsClosure && Node.Parent.AsMethodCall is { } call ? call.Receiver : null;

    /// <summary>The loop's pattern or the closure's first parameter.</summary>
    public Node? Pattern => IsFor ? Node.Child(1) : IsClosure && Node.AsClosure is { Parameters: { IsEmpty: false } parameters } && parameters[0].WithoutAttributes.AsParameter is { } first ? first.Pattern : null;
}

/// <summary>Where the number of a loop's turns comes from.</summary>
public enum TripOrigin
{
    Unknown,
    /// <summary>Known from the source.</summary>
    Fixed,
    /// <summary>Arguments of the program and the like.</summary>
    Small,
    /// <summary>Grows with the input.</summary>
    Data,
}

/// <param name="Count">The number of turns where it is fixed; -1 for others.</param>
public readonly record struct Trips(TripOrigin Origin, long Count = -1)
{
    public bool IsData => Origin == TripOrigin.Data;
}

/// <summary>Which loops repeat a piece of code, how often, and what stays the same in them.</summary>
public sealed class Loops
{
    private const int BitsOfWord = 64;

    private readonly RustModule module;
    /// <summary>A bit for each node of the file that is a loop or closure, or stands in one: most do not, and what asks for loops around them is answered at once.</summary>
    private ulong[] repeatable = [];
    private bool isListed;

    internal Loops(RustModule module) => this.module = module;

    internal void Reset() => isListed = false;

    /// <summary>Is a node a loop or closure, or in one, of whatever function? If not, nothing repeats it within its function.</summary>
    internal bool MayRepeat(Node node)
    {
        if (!isListed) List();
        return (repeatable[node.Id / BitsOfWord] >> node.Id % BitsOfWord & 1) != 0;
    }

    private void List()
    {
        isListed = true;
        var tree = module.Tree;
        var kinds = tree.RawKinds;
        ReadOnlySpan<byte> wanted = [(byte)Kind.For, (byte)Kind.While, (byte)Kind.Loop, (byte)Kind.Closure];
        var words = kinds.Length / BitsOfWord + 1;
        if (repeatable.Length < words) repeatable = new ulong[words * 3 / 2];
        else Array.Clear(repeatable, 0, words);
        for (var id = 0; kinds[id..].IndexOfAny(wanted) is >= 0 and var step;)
        {
            id += step;
            var end = tree[id].SubtreeEnd;
            for (var at = id; at < end; at++) repeatable[at / BitsOfWord] |= 1UL << at % BitsOfWord;
            id = end;
        }
    }

    /// <summary>
    /// The innermost loop that runs a node on every turn; null where none does in the same function, or where a closure stands between whose
    /// callers are not known.
    /// </summary>
    public Loop? Around(Node node)
    {
        if (!MayRepeat(node)) return null;
        for (var at = node; !at.IsRoot; at = at.Parent)
        {
            var parent = at.Parent;
            switch (parent.Kind)
            {
                case Kind.For or Kind.Loop:
                    if (parent.LastChild.Id == at.Id) return new Loop(parent);
                    break;
                case Kind.While:
                    return new Loop(parent);
                case Kind.Closure:
                    if (parent.Child(3).Id != at.Id) break;
                    if (IsPerElement(parent)) return new Loop(parent);
                    if (!RunsInPlace(parent)) return null;
                    break;
                case Kind.Function or Kind.Impl or Kind.Trait or Kind.Module or Kind.Const or Kind.Static:
                    return null;
            }
        }
        return null;
    }

    /// <summary>The loop around a loop, in the same function.</summary>
    public Loop? Around(Loop loop) => Around(loop.Node);

    public int DepthOf(Node node)
    {
        var depth = 0;
        for (var loop = Around(node); loop is { } found; loop = Around(found)) depth++;
        return depth;
    }

    /// <summary>Does an adaptor call the closure for each element?</summary>
    public bool IsPerElement(Node closure) => closure.Parent.Kind == Kind.MethodCall && module.TargetOf(closure.Parent).Has(RustFacts.PerElement);

    /// <summary>Is the closure passed to something known that runs it at most once, on the spot?</summary>
    public bool RunsInPlace(Node closure) => closure.Parent.Kind is Kind.MethodCall or Kind.Call && module.TargetOf(closure.Parent) is { Symbol: { } symbol }
        && !symbol.Is(RustFacts.PerElement | RustFacts.Spawns | RustFacts.BlockingAllowed);

    /// <summary>Is a node run by a loop within a loop, whose turns do nothing larger? There savings of some 10 ns add up.</summary>
    public bool IsHot(Node node) => Around(node) is { } inner && Around(inner) is not null && !DoesLargerWork(inner);

    /// <summary>Does a turn wait, ask the system, or call what may fail, so that a few allocations beside it do not show?</summary>
    public bool DoesLargerWork(Loop loop)
    {
        var body = loop.Body;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.Await or Kind.Try) return true;
            if (node.Kind is Kind.Call or Kind.MethodCall && module.TargetOf(node).Symbol is { } symbol && (symbol.Waiting != Waiting.No || symbol.Is(RustFacts.SystemCall))) return true;
        }
        return false;
    }

    /// <summary>How often a loop turns, by where what it goes through comes from.</summary>
    public Trips TripsOf(Loop loop)
    {
        if (loop.Source is { } source) return SizeOf(source, 0);
        if (loop.Node.AsWhile is not { } turning) return default;
        if (turning.Condition.AsLetCondition is { } let) return IsDrained(let.Value) ? new Trips(TripOrigin.Data) : default;
        if (turning.Condition.AsBinary is { IsComparison: true } test)
            return Larger(LengthOf(test.Left), LengthOf(test.Right));
        return default;
    }

    private static Trips Larger(Trips left, Trips right) => left.Origin >= right.Origin ? left : right;

    /// <summary>Is it a `pop`, `next` or `recv` of the library's?</summary>
    private bool IsDrained(Node value) => value.AsMethodCall is { ArgumentCount: 0 } call && call.Name is "pop" or "pop_front" or "pop_back" or "next" or "recv" or "pop_first"
        && module.TargetOf(value).Symbol is not null;

    /// <summary>A bound: a `len()`, a constant, a parameter.</summary>
    private Trips LengthOf(Node bound)
    {
        if (module.Types.ConstantOf(bound) is { } constant) return new Trips(TripOrigin.Fixed, constant);
        if (bound.AsMethodCall is { } call && call.Is("len"u8, 0)) return SizeOf(call.Receiver, 0);
        return bound.AsCast is { } cast ? LengthOf(cast.Value) : module.BindingAt(bound.Bare) is { Kind: BindingKind.Parameter } ? new Trips(TripOrigin.Data)
            : module.BindingAt(bound.Bare) is { Value: { } value } && value.AsMethodCall is { } length && length.Is("len"u8, 0) ? SizeOf(length.Receiver, 0) : default;
    }

    /// <summary>How many elements a value gives or holds.</summary>
    public Trips SizeOf(Node value) => SizeOf(value, 0);

    private Trips SizeOf(Node value, int steps)
    {
        if (steps > 12) return default;
        var at = value.Bare;
        if (at.AsRange is { } range)
        {
            if (range.To is not { } to) return default;
            if (module.Types.ConstantOf(to) is { } high && (range.From is not { } from ? 0 : module.Types.ConstantOf(from)) is { } low)
                return new Trips(TripOrigin.Fixed, Math.Max(high - low + (range.IsClosed ? 1 : 0), 0));
            return LengthOf(to);
        }
        if (at.Kind == Kind.Array) return new Trips(TripOrigin.Fixed, at.Children.Count);
        if (at.Kind is Kind.Try or Kind.Await) return SizeOf(at.FirstChild, steps + 1);
        if (at.AsMacroCall is { } macro && macro.Is("vec"u8) && macro.IsParsed)
            return macro.Arguments is { IsEmpty: false } elements && elements[0].AsLiteral is null && elements[0].Kind == Kind.ArrayRepeat ? LengthOf(elements[0].Child(1)) : new Trips(TripOrigin.Fixed, macro.Arguments.Count);
        var type = module.TypeOf(at).WithoutReferences;
        if (type.Kind == TypeKind.Array) return type.Length >= 0 ? new Trips(TripOrigin.Fixed, type.Length) : default;
        if (at.AsMethodCall is { } call) return SizeOfCall(call, type, steps);
        if (at.AsCall is { } plain) return module.TargetOf(plain.Node).Text is "std::env::args" ? new Trips(TripOrigin.Small) : type.Symbol?.Item is not null ? new Trips(TripOrigin.Data) : default;
        if (module.BindingAt(at) is { } variable) return SizeOfVariable(variable, type, steps);
        if (at.Kind == Kind.Path && module.Names.Resolve(at, Namespace.Value) is > 0 and var path && module.Names.Item(path, Namespace.Value)?.AsConst is { Value: { } constant }) return SizeOf(constant, steps + 1);
        return IsCollection(type) ? new Trips(TripOrigin.Data) : default;
    }

    private static bool IsCollection(RustType type) => type.Kind == TypeKind.Slice || type.IsStr || type.IsString || type.Kind == TypeKind.Path && type.Symbol is { Item: not null };

    private Trips SizeOfCall(MethodCallView call, RustType type, int steps)
    {
        var inner = SizeOf(call.Receiver, steps + 1);
        if (call.Name == "take" && call.OnlyArgument is { } limit && module.Types.ConstantOf(limit) is { } most) return new Trips(TripOrigin.Fixed, inner.Origin == TripOrigin.Fixed ? Math.Min(most, inner.Count) : most);
        if (call.Name is "chars" or "bytes" or "lines" or "split" or "split_whitespace" or "char_indices" or "as_bytes")
            // A literal's parts are as few as itself.
            return call.Receiver.Bare.AsLiteral is { } text ? new Trips(TripOrigin.Fixed, text.Content.Length) : new Trips(TripOrigin.Data);
        if (inner.Origin != TripOrigin.Unknown) return call.Name is "flat_map" or "flatten" && inner.Origin != TripOrigin.Data ? default : inner;
        return IsCollection(type) && type.Symbol is not null && !type.IsIterator ? new Trips(TripOrigin.Data) : default;
    }

    private Trips SizeOfVariable(Binding variable, RustType type, int steps)
    {
        if (variable.Kind == BindingKind.Let && variable.Value is { } value)
        {
            var grows = false;
            foreach (var use in variable.Uses) grows |= use.Method is { } call && module.TargetOf(call.Node).Has(RustFacts.Grows) || use.Kind == UseKind.MutBorrowed;
            if (!grows && SizeOf(value, steps + 1) is { Origin: not TripOrigin.Unknown } known) return known;
        }
        return IsCollection(type) ? new Trips(TripOrigin.Data) : default;
    }

    /// <summary>Does an expression read only what the loop leaves as it is? Says nothing of what its calls do.</summary>
    public bool IsInvariant(Node expression, Loop loop)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.Await or Kind.TokenTree or Kind.Break or Kind.Return or Kind.Assign or Kind.CompoundAssign) return false;
            if (module.BindingAt(node) is not { } variable || variable.Node.Id == id || expression.Contains(variable.Node)) continue;
            if (variable.IsDefinedIn(loop.Node) || ChangesField(variable, node, loop.Node)) return false;
        }
        return true;
    }

    /// <summary>May the loop change the field of a variable that a place names, or all of the variable?</summary>
    private bool ChangesField(Binding variable, Node place, Node region)
    {
        var field = place.Parent.AsField is { } own && own.Value.Id == place.Id ? own.NameId : -1;
        foreach (var use in variable.Uses)
        {
            if (!region.Contains(use.Node)) continue;
            if (field >= 0 && use.Node.Parent.AsField is { } other && other.Value.Id == use.Node.Id && other.NameId != field) continue;
            if (module.MayChange(use)) return true;
        }
        return false;
    }
}
