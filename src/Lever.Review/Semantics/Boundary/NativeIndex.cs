namespace Lever.Review.Semantics.Boundary;

/// <summary>A crate that is a Python extension.</summary>
/// <param name="PythonModule">The dotted name that its build configuration gives its module, such as <c>tokencount._native</c>; null where it gives none.</param>
/// <param name="Outlines">Of its files.</param>
public sealed record NativeCrate(string? PythonModule, IReadOnlyList<NativeOutline> Outlines)
{
    /// <summary>Does its PyO3 hand Python objects over as <c>Bound</c>?</summary>
    public bool HasBound { get; init; } = true;
}

/// <summary>
/// The functions of the project that are written in Rust and called from Python, by their dotted names. A module whose build
/// configuration does not say in which package it stands is found in any package.
/// </summary>
public sealed class NativeIndex
{
    /// <summary>How far calls are followed from function to function.</summary>
    private const int MaximumHops = 3;

    private readonly Dictionary<string, Dictionary<string, NativeFunction>> byModule = [];
    private readonly HashSet<string> names = [];

    public NativeIndex(IEnumerable<NativeCrate> crates)
    {
        foreach (var crate in crates) Add(crate);
    }

    public static NativeIndex Empty { get; } = new([]);

    public bool IsEmpty => byModule.Count == 0;

    /// <summary>Is there a function of this name in any module? A quick no for most names.</summary>
    public bool HasName(string name) => names.Contains(name);

    /// <summary>The function that a dotted name means; null where it is none.</summary>
    public NativeFunction? Find(string dotted)
    {
        var dot = dotted.LastIndexOf('.');
        return dot > 0 && ModuleOf(dotted[..dot]) is { } functions ? functions.GetValueOrDefault(dotted[(dot + 1)..]) : null;
    }

    /// <summary>The names of a module's functions; null where it is no module of a crate.</summary>
    public IEnumerable<string>? NamesIn(string module) => ModuleOf(module)?.Keys;

    private Dictionary<string, NativeFunction>? ModuleOf(string module) =>
        byModule.GetValueOrDefault(module) ?? byModule.GetValueOrDefault("." + module[(module.LastIndexOf('.') + 1)..]);

    private void Add(NativeCrate crate)
    {
        var modules = crate.Outlines.SelectMany(outline => outline.Modules).Distinct().ToList();
        if (modules.Count == 0) return;
        var registered = new Dictionary<string, string>();
        foreach (var outline in crate.Outlines)
            foreach (var (function, module) in outline.Registered) registered.TryAdd(function, module);
        // Of two functions of one name neither is trusted.
        var helpers = new Dictionary<string, NativeHelper?>();
        foreach (var helper in crate.Outlines.SelectMany(outline => outline.Helpers))
            if (!helpers.TryAdd(helper.Name, helper)) helpers[helper.Name] = null;
        foreach (var function in crate.Outlines.SelectMany(outline => outline.Functions).Where(function => function.Class is null))
        {
            var module = modules.Count == 1 ? modules[0] : registered.GetValueOrDefault(function.Name, modules[0]);
            // The configured name is that of the module which ends it; others, and those of no configuration, may stand in any package.
            var key = crate.PythonModule is { } configured && (modules.Count == 1 || configured[(configured.LastIndexOf('.') + 1)..] == module) ? configured : "." + module;
            if (!byModule.TryGetValue(key, out var functions)) byModule.Add(key, functions = []);
            functions.TryAdd(function.Name, function with { Work = WorkOf(function.Work, function.Calls, helpers, MaximumHops), HasBound = crate.HasBound });
            names.Add(function.Name);
        }
    }

    /// <summary>What a function does together with what it calls in its crate; a callee that is not known to do little may do anything.</summary>
    private static NativeWork WorkOf(NativeWork own, IReadOnlyList<string> calls, Dictionary<string, NativeHelper?> helpers, int hops)
    {
        foreach (var callee in calls)
        {
            var called = hops > 0 && helpers.GetValueOrDefault(callee) is { } helper ? WorkOf(helper.Work, helper.Calls, helpers, hops - 1) : NativeWork.More;
            if (called > own) own = called;
            if (own == NativeWork.More) break;
        }
        return own;
    }
}
