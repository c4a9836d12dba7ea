using System.Collections.Frozen;
using System.Globalization;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>How a library call holds up its thread.</summary>
public enum Blocking
{
    No,
    /// <summary>A file of this machine: microseconds, as a rule.</summary>
    File,
    Network,
    Database,
    Subprocess,
    Sleep,
    /// <summary>Waits for a lock, a queue, another thread.</summary>
    Wait,
    /// <summary>Waits for a person.</summary>
    Input,
}

/// <summary>What a library table says of one function, class, method or module.</summary>
/// <param name="Name">Its dotted name, such as <c>os.path.join</c> or <c>list.append</c>.</param>
/// <param name="Result">The type of a call's result, or of the attribute itself; null where it is not known.</param>
/// <param name="IsPure">No effect, and the same result for the same arguments.</param>
/// <param name="Mutates">Changes its receiver.</param>
/// <param name="Grows">Adds to its receiver.</param>
/// <param name="IsAsync">Returns something to await.</param>
/// <param name="Reads">Has no effect, though its result may change from call to call (a clock, a file).</param>
/// <param name="Raises">May raise on ordinary arguments.</param>
/// <param name="CostRow">The cost table's row for one call, or null.</param>
/// <param name="Nanoseconds">An order of magnitude for one call on small arguments; 0 where nothing is known.</param>
/// <param name="Bulk">The bulk counterpart in words, or null.</param>
/// <param name="Small">Its result is a small collection by nature, such as command-line arguments.</param>
/// <param name="Data">Its result is as large as the user's data, such as a file's lines.</param>
/// <param name="Metric">It counts, times or traces one event for a monitoring system.</param>
/// <param name="Parses">Turns text or bytes into objects.</param>
/// <param name="Computes">Keeps the processor busy for milliseconds, with the interpreter's lock let go.</param>
/// <param name="Detaches">Lets go of the interpreter's lock while it works on large arguments, so that other threads run meanwhile.</param>
/// <param name="ImportNanoseconds">What importing a module takes the first time, in a process that has loaded little else; 0 where nothing is known or it is quick.</param>
public sealed record LibrarySymbol(
    string Name, PythonType? Result, bool IsPure, bool Mutates, bool Grows, bool IsAsync, bool Reads, bool Raises,
    Blocking Blocking, string? CostRow, double Nanoseconds, string? Bulk, bool Small, bool Data,
    bool Metric = false, bool Parses = false, bool Computes = false, bool Detaches = false, double ImportNanoseconds = 0);

/// <summary>The known libraries: a tree of dotted names, read from the tables beside this file.</summary>
/// <remarks>
/// A table line is a dotted name, then words: <c>-> type</c>, <c>pure</c>, <c>reads</c>, <c>mutates</c>, <c>grows</c>,
/// <c>async</c>, <c>raises</c>, <c>small</c>, <c>data</c>, <c>metric</c>, <c>blocks=network</c>, <c>cost=row</c>, <c>ns=500</c>,
/// <c>bulk=words_with_underscores</c>, <c>parses</c>,
/// <c>computes</c>, <c>detaches</c>, <c>import=70000000</c>, <c>same=other.name</c> for an alias. <c>#</c> starts a comment.
/// </remarks>
public static class Library
{
    private static readonly Lazy<LibraryNode> Loaded = new(Load);

    /// <summary>The tree's root, whose children are top-level modules, builtins and types.</summary>
    public static LibraryNode Root => Loaded.Value;

    /// <summary>The entry of a dotted name, or null.</summary>
    public static LibraryNode? Find(string dotted) => Root.Find(dotted);

    /// <summary>From here on a call is worth a line of code to save.</summary>
    public const double DearNanoseconds = 450;

    /// <summary>The bare names of functions and methods that hold up their thread.</summary>
    public static NameIndex BlockingNames => Blockers.Value;

    private static readonly Lazy<NameIndex> Blockers = new(() => new NameIndex(NamesWhere(symbol => symbol is { Blocking: not Blocking.No, IsAsync: false })));

    /// <summary>Could a method of this bare name be a request over the network that has a bulk counterpart? A quick no for most names.</summary>
    public static bool MayHaveBulkForm(string name) => BulkNames.Value.Contains(name);

    private static readonly Lazy<FrozenSet<string>> BulkNames = new(() => NamesOf(symbol => symbol is { Bulk: not null, Blocking: Blocking.Network }));

    /// <summary>Could a method of this bare name be one that counts, times or traces an event? A quick no for most names.</summary>
    public static bool MayBeMetric(string name) => MetricNames.Value.Contains(name);

    private static readonly Lazy<FrozenSet<string>> MetricNames = new(() => NamesOf(symbol => symbol.Metric));

    private static FrozenSet<string> NamesOf(Func<LibrarySymbol, bool> wanted)
    {
        var names = new HashSet<string>();
        Root.Collect("", wanted, (name, _) => names.Add(name));
        return names.ToFrozenSet();
    }

    /// <summary>The last names of all symbols that a question is true of, for a rule that visits calls by name.</summary>
    public static IReadOnlyList<string> NamesWhere(Func<LibrarySymbol, bool> question)
    {
        var names = new HashSet<string>();
        Root.Collect("", question, (name, _) => names.Add(name));
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>The symbols that a question is true of, by name.</summary>
    public static IReadOnlyList<LibrarySymbol> Where(Func<LibrarySymbol, bool> question)
    {
        var found = new List<LibrarySymbol>();
        Root.Collect("", question, (_, symbol) => found.Add(symbol));
        return [.. found.OrderBy(symbol => symbol.Name, StringComparer.Ordinal)];
    }

    private static LibraryNode Load()
    {
        var root = new LibraryNode("");
        var aliases = new List<(string Name, string Target)>();
        var assembly = typeof(Library).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("libraries/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            using (var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!))
                while (reader.ReadLine() is { } line) Add(root, line, aliases);
        foreach (var (name, target) in aliases)
            Declare(root, name).Alias(Declare(root, target));
        return root;
    }

    private static void Add(LibraryNode root, string line, List<(string, string)> aliases)
    {
        var comment = line.IndexOf('#');
        var words = (comment < 0 ? line : line[..comment]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return;
        var symbol = new LibrarySymbol(words[0], null, false, false, false, false, false, false, Blocking.No, null, 0, null, false, false, false);
        for (var at = 1; at < words.Length; at++)
        {
            var word = words[at];
            var equals = word.IndexOf('=');
            var value = equals < 0 ? "" : word[(equals + 1)..];
            switch (equals < 0 ? word : word[..equals])
            {
                case "->": symbol = symbol with { Result = PythonType.Named(words[++at]) }; break;
                case "pure": symbol = symbol with { IsPure = true, Reads = true }; break;
                case "reads": symbol = symbol with { Reads = true }; break;
                case "mutates": symbol = symbol with { Mutates = true }; break;
                case "grows": symbol = symbol with { Mutates = true, Grows = true }; break;
                case "async": symbol = symbol with { IsAsync = true }; break;
                case "raises": symbol = symbol with { Raises = true }; break;
                case "small": symbol = symbol with { Small = true }; break;
                case "metric": symbol = symbol with { Metric = true }; break;
                case "data": symbol = symbol with { Data = true }; break;
                case "parses": symbol = symbol with { Parses = true }; break;
                case "computes": symbol = symbol with { Computes = true, Detaches = true }; break;
                case "detaches": symbol = symbol with { Detaches = true }; break;
                case "blocks": symbol = symbol with { Blocking = Enum.Parse<Blocking>(value, ignoreCase: true) }; break;
                case "cost": symbol = symbol with { CostRow = value }; break;
                case "ns": symbol = symbol with { Nanoseconds = double.Parse(value, CultureInfo.InvariantCulture) }; break;
                case "import": symbol = symbol with { ImportNanoseconds = double.Parse(value, CultureInfo.InvariantCulture) }; break;
                case "bulk": symbol = symbol with { Bulk = value.Replace('_', ' ') }; break;
                case "same": aliases.Add((words[0], value)); return;
                default: throw new InvalidDataException($"the library table line `{line}` has the unknown word `{word}`");
            }
        }
        Declare(root, words[0]).Symbol = symbol;
    }

    private static LibraryNode Declare(LibraryNode root, string dotted)
    {
        var at = root;
        foreach (var part in dotted.Split('.')) at = at.Declare(part);
        return at;
    }
}

/// <summary>One dotted name of the library tree: a module, function, class, method or type.</summary>
public sealed class LibraryNode(string path)
{
    private Dictionary<string, LibraryNode>? children;
    private LibraryNode? target;
    private LibrarySymbol? symbol;

    /// <summary>The dotted name; an alias has its target's.</summary>
    public string Path => target?.Path ?? path;

    /// <summary>What its table line says; null for a name that only leads to others.</summary>
    public LibrarySymbol? Symbol
    {
        get => target is { } other ? other.Symbol : symbol;
        internal set => symbol = value;
    }

    /// <summary>The entry below this one under a dotted name.</summary>
    public LibraryNode? Find(string dotted)
    {
        if (!dotted.Contains('.')) return Child(dotted);
        LibraryNode? at = this;
        foreach (var part in dotted.Split('.')) at = at?.Child(part);
        return at;
    }

    public LibraryNode? Child(string name)
    {
        if (target is { } other) return other.Child(name);
        return children is not null && children.TryGetValue(name, out var child) ? child : null;
    }

    /// <summary>Takes the symbols below this one that a question is true of, with their last names.</summary>
    internal void Collect(string name, Func<LibrarySymbol, bool> question, Action<string, LibrarySymbol> take)
    {
        if (Symbol is { } own && question(own)) take(name, own);
        if (children is null) return;
        foreach (var (below, child) in children) child.Collect(below, question, take);
    }

    internal LibraryNode Declare(string name)
    {
        children ??= [];
        if (!children.TryGetValue(name, out var child)) children.Add(name, child = new LibraryNode(path.Length == 0 ? name : path + "." + name));
        return child;
    }

    internal void Alias(LibraryNode other) => target = other;
}
