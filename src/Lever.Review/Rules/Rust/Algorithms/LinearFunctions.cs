using Lever.Review.Findings;
using Lever.Review.Semantics.Rust;
using Lever.Review.Semantics.Rust.Calls;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;
using SizeNames = Lever.Review.Semantics.Python.SizeNames;

namespace Lever.Review.Rules.Rust.Algorithms;

/// <summary>A function of the file that each time goes through all of a parameter or of a field of its receiver.</summary>
/// <param name="Function">Its item.</param>
/// <param name="Scan">The call or loop that goes through it.</param>
/// <param name="Parameter">The number of the parameter, the receiver not counted; -1 for the receiver.</param>
/// <param name="Scanned">What is gone through, inside of the function.</param>
/// <param name="Search">The search by a key or value that the scan is; null for others.</param>
internal sealed record LinearFunction(Node Function, Node Scan, int Parameter, Place Scanned, Search? Search)
{
    private static readonly byte[][] Scans = [.. new[] { "contains", "any", "find", "position", "sum", "count", "max", "min", "max_by_key", "min_by_key", "all" }.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>The linear functions of a file that some loop of it may call, by the ids of their names.</summary>
    public static Dictionary<int, LinearFunction>? Of(RustModule module)
    {
        Dictionary<int, LinearFunction>? found = null;
        HashSet<int>? calledInLoops = null;
        // Of two functions of one name, calls are told apart by their targets; one is enough to look at.
        foreach (var linear in AllOf(module, function => (calledInLoops ??= CalledInLoops(module)).Contains(function.Child(2).Data))) (found ??= []).TryAdd(linear.Function.Child(2).Data, linear);
        return found;
    }

    /// <summary>What other files are told of them, by the keys of their full paths.</summary>
    public static IReadOnlyDictionary<PathKey, ScanningFunction> ForOthers(RustModule module)
    {
        Dictionary<PathKey, ScanningFunction>? found = null;
        foreach (var linear in AllOf(module, function => !module.IsInTest(function)))
        {
            if (!linear.IsWorthIndexing(module) || linear.ChangesWhatItScans || module.Names.PathOf(linear.Function) is not (> 0 and var path)) continue;
            var tree = module.Tree;
            var symbol = module.Paths.Text(path);
            var range = new Findings.Range(tree.Lines.PositionAt(linear.Scan.Start), tree.Lines.PositionAt(linear.Scan.End));
            var place = new ChainStep(module.Path, range, symbol, linear.WhatScanDoes);
            (found ??= []).TryAdd(module.Paths.KeyOf(path), new ScanningFunction(place, linear.Parameter, linear.Scanned.Name, linear.Search is not null, linear.Function.AsFunction!.Value.SelfParameter is not null));
        }
        return found ?? ScanningFunction.None;
    }

    /// <summary>What the scan is, at its place.</summary>
    public string WhatScanDoes => Search is null ? "gone through here" : "searched from the front here";

    /// <summary>May what is gone through be long, and could a set or map hold its elements? A receiver's elements by their keys are another rule's.</summary>
    public bool IsWorthIndexing(RustModule module)
    {
        if (this is { Parameter: < 0, Search: { Key: not null, IsWhole: false } } || SizeNames.IsSmall(Scanned.Name)) return false;
        var element = module.TypeOf(Scanned.Node).Element;
        return !Hashable.IsSmallDomain(element) && !(Search is { IsWhole: true } && Hashable.Is(element) == false);
    }

    /// <summary>Does each call change what it goes through, so that nothing worked out before the loop stays true?</summary>
    public bool ChangesWhatItScans => Scanned.ChangesIn(Function) is var changes && (changes.IsChanged || changes.Growth is not null);

    /// <param name="isAsked">Is a function, that goes through something at each call, one to look at?</param>
    private static List<LinearFunction> AllOf(RustModule module, Func<Node, bool> isAsked)
    {
        var found = new List<LinearFunction>();
        var tree = module.Tree;
        Span<int> names = stackalloc int[Scans.Length];
        var isPossible = false;
        for (var index = 0; index < names.Length; index++)
        {
            names[index] = tree.Names.Find(Scans[index]);
            isPossible |= names[index] >= 0;
        }
        if (!isPossible) return found;
        var kinds = tree.RawKinds;
        for (var id = 0; kinds[id..].IndexOf((byte)Kind.MethodCall) is >= 0 and var step; id++)
        {
            id += step;
            if (names.IndexOf(tree[id].Data) < 0) continue;
            if (tree[id].EnclosingFunction is not { } function || !IsUnconditional(tree[id], function.Child(7)) || !isAsked(function)) continue;
            if (At(module, tree[id], function) is { } linear) found.Add(linear);
        }
        return found;
    }

    private static LinearFunction? At(RustModule module, Node call, Node function)
    {
        if (function.AsFunction is not { } view) return null;
        var search = Algorithms.Search.Of(module, call);
        Place? scanned = null;
        if (search is { } found) scanned = Place.Of(module, found.Haystack);
        else if (module.TargetOf(call) is { Symbol: { } symbol } && symbol.Is(RustFacts.Drives | RustFacts.StopsEarly) && Algorithms.Search.HaystackOf(module, Bottom(call)) is { } haystack) scanned = Place.Of(module, haystack);
        if (scanned is not { } place) return null;
        // A search for something that is always the same is a property of what is searched.
        if (place.Root.Kind == BindingKind.SelfParameter) return place.IsField ? new LinearFunction(function, call, -1, place, search) : null;
        if (place.Root.Kind != BindingKind.Parameter || !place.Root.IsWhole || place.IsField || !module.TypeOf(place.Root).IsReference) return null;
        var index = 0;
        foreach (var parameter in view.Parameters)
        {
            if (parameter.WithoutAttributes.Kind == Kind.SelfParameter) continue;
            if (parameter.Contains(place.Root.Node)) return new LinearFunction(function, call, index, place, search);
            index++;
        }
        return null;
    }

    /// <summary>The names of what is called in loops, perhaps, of functions and of methods.</summary>
    private static HashSet<int> CalledInLoops(RustModule module)
    {
        var tree = module.Tree;
        var kinds = tree.RawKinds;
        var names = new HashSet<int>();
        for (var id = 0; kinds[id..].IndexOfAny((byte)Kind.MethodCall, (byte)Kind.Call) is >= 0 and var step; id++)
        {
            id += step;
            if (!module.Loops.MayRepeat(tree[id])) continue;
            // What is called is the next node; a path holds the id of its last name.
            if ((Kind)kinds[id] == Kind.MethodCall) names.Add(tree[id].Data);
            else if ((Kind)kinds[id + 1] == Kind.Path) names.Add(tree[id + 1].Data);
        }
        return names;
    }

    /// <summary>The `iter()` that a chain of adaptors starts with.</summary>
    private static Node Bottom(Node call)
    {
        var at = call.FirstChild;
        while (at.AsMethodCall is { Name: not ("iter" or "iter_mut" or "into_iter" or "values") } inner) at = inner.Receiver;
        return at;
    }

    /// <summary>Does each call of the function come to the place, once?</summary>
    private static bool IsUnconditional(Node place, Node body)
    {
        for (var (child, at) = (place, place.Parent); child.Id != body.Id; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.If when at.FirstChild != child:
                case Kind.MatchArm or Kind.Closure or Kind.For or Kind.While or Kind.Loop:
                case Kind.Binary when at.AsBinary is { IsLazy: true } && at.Child(1) == child:
                    return false;
                case Kind.Block:
                    // What may leave before decides.
                    for (var before = at.Id + 1; before < child.Id; before = at.Tree[before].SubtreeEnd)
                        for (var id = before; id < at.Tree[before].SubtreeEnd; id++)
                            if (at.Tree[id].Kind == Kind.Return) return false;
                    break;
            }
            if (child.IsRoot) return false;
        }
        return true;
    }
}
