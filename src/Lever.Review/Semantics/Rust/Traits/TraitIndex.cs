using System.Text;
using Lever.Review.Findings;

namespace Lever.Review.Semantics.Rust.Traits;

/// <summary>A function of the project that a call runs.</summary>
/// <param name="Key">Its full path.</param>
/// <param name="Path">The same as text.</param>
internal readonly record struct ProjectFunction(PathKey Key, string Path);

/// <summary>
/// The traits of a project's files and what implements them. Which body a method has follows from all files together, whatever their order. It is put together
/// when somebody first asks.
/// </summary>
internal sealed class TraitIndex
{
    private readonly IReadOnlyList<TraitOutline> outlines;
    private readonly ModuleFiles files;
    private readonly Func<PathKey, bool> hasFunction;
    private readonly Lazy<Tables> tables;

    /// <param name="hasFunction">Does a file of the project declare a function?</param>
    public TraitIndex(IReadOnlyList<TraitOutline> outlines, ModuleFiles files, Func<PathKey, bool> hasFunction)
    {
        this.outlines = outlines;
        this.files = files;
        this.hasFunction = hasFunction;
        tables = new Lazy<Tables>(Linked);
    }

    private sealed class Tables
    {
        public Dictionary<PathKey, (DeclaredTrait Trait, TraitMethod Method)> Methods { get; } = [];

        public Dictionary<string, List<DeclaredTrait>> TraitsByName { get; } = new(StringComparer.Ordinal);

        /// <summary>What implements a trait outside of tests, by the trait's last name.</summary>
        public Dictionary<string, List<TraitImplementation>> Implementations { get; } = new(StringComparer.Ordinal);

        public Dictionary<PathKey, List<TraitImplementation>> ByType { get; } = [];
    }

    /// <summary>Is a function a trait's, not an implementation's?</summary>
    public bool HasMethod(PathKey function) => tables.Value.Methods.ContainsKey(function);

    /// <summary>
    /// The one body that a method of a trait has outside of tests, whatever it is called on: of its only implementation, or the trait's own where none has
    /// another; null where there are several or a part cannot be known.
    /// </summary>
    public ProjectFunction? BodyOf(PathKey function)
    {
        if (!tables.Value.Methods.TryGetValue(function, out var found)) return null;
        var (trait, method) = found;
        TraitImplementation? only = null;
        var (count, overriding) = (0, 0);
        foreach (var each in tables.Value.Implementations.GetValueOrDefault(trait.Name) ?? [])
        {
            if (IsOfAnother(each, trait)) continue;
            count++;
            if (each.Type is not { } type || !IsOf(each, trait)) return null;
            if (!hasFunction(type.Below(Encoding.UTF8.GetBytes(method.Name)))) continue;
            overriding++;
            only = each;
        }
        if (overriding == 0) return method.HasBody ? new ProjectFunction(function, trait.Path + "::" + method.Name) : null;
        return count == 1 ? FunctionOf(only!, method) : null;
    }

    /// <summary>The body that a trait of the project gives a type which has none of the name itself; null where no such trait, or more than one, is known.</summary>
    public ProjectFunction? DefaultOf(PathKey type, string name)
    {
        if (!tables.Value.ByType.TryGetValue(type, out var implemented)) return null;
        ProjectFunction? only = null;
        foreach (var implementation in implemented)
        {
            foreach (var trait in tables.Value.TraitsByName.GetValueOrDefault(implementation.Trait) ?? [])
            {
                if (!IsOf(implementation, trait)) continue;
                foreach (var method in trait.Methods)
                {
                    if (method.Name != name || !method.HasBody) continue;
                    var found = new ProjectFunction(trait.Key.Below(Encoding.UTF8.GetBytes(name)), trait.Path + "::" + name);
                    if (only is { } other && other != found) return null;
                    only = found;
                }
            }
        }
        return only;
    }

    private static ProjectFunction FunctionOf(TraitImplementation implementation, TraitMethod method) =>
        new(implementation.Type!.Value.Below(Encoding.UTF8.GetBytes(method.Name)), implementation.TypePath + "::" + method.Name);

    /// <summary>Is an `impl` surely of a trait: does it name its path, or is there no other of the name?</summary>
    private bool IsOf(TraitImplementation implementation, DeclaredTrait trait) => implementation.TraitKey == trait.Key || tables.Value.TraitsByName[trait.Name].Count == 1;

    private bool IsOfAnother(TraitImplementation implementation, DeclaredTrait trait)
    {
        if (implementation.TraitKey == trait.Key) return false;
        foreach (var other in tables.Value.TraitsByName[trait.Name])
            if (other.Key == implementation.TraitKey) return true;
        return false;
    }

    private Tables Linked()
    {
        var made = new Tables();
        foreach (var outline in outlines)
        {
            foreach (var trait in outline.Traits)
            {
                if (trait.IsForTests) continue;
                Listed(made.TraitsByName, trait.Name).Add(trait);
                foreach (var method in trait.Methods) made.Methods.TryAdd(trait.Key.Below(Encoding.UTF8.GetBytes(method.Name)), (trait, method));
            }
        }
        foreach (var outline in outlines)
        {
            foreach (var implementation in outline.Implementations)
            {
                if (!made.TraitsByName.ContainsKey(implementation.Trait) || IsForTests(implementation)) continue;
                Listed(made.Implementations, implementation.Trait).Add(implementation);
                if (implementation.Type is { } type) Listed(made.ByType, type).Add(implementation);
            }
        }
        return made;
    }

    private static List<T> Listed<TKey, T>(Dictionary<TKey, List<T>> all, TKey key) where TKey : notnull
    {
        if (!all.TryGetValue(key, out var some)) all.Add(key, some = []);
        return some;
    }

    private bool IsForTests(TraitImplementation implementation) =>
        implementation.IsForTests || IsStandIn(implementation.TypePath) || implementation.File.Length > 0 && files.RoleOf(implementation.File, RustRoles.OfPath) == Role.Test;

    /// <summary>Names by which tests put something in a type's place.</summary>
    private static readonly string[] standIns = ["Mock", "Fake", "Stub", "Dummy", "Test"];

    private static bool IsStandIn(string path)
    {
        var name = path.AsSpan(path.LastIndexOf(':') + 1);
        foreach (var word in standIns)
        {
            if (name.EndsWith(word)) return true;
            if (name.StartsWith(word) && name.Length > word.Length && char.IsAsciiLetterUpper(name[word.Length])) return true;
        }
        return path.Contains("::mock", StringComparison.Ordinal);
    }
}
