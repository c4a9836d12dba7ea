using System.Collections.Immutable;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>What other files need to know of a file: its functions and classes, by dotted names. Plain data that outlives the tree.</summary>
public sealed record ModuleSummary(string Path, IReadOnlyList<FunctionSummary> Functions, IReadOnlyList<ClassSummary> Classes);

/// <summary>A dotted name in two parts, so that the many names of a project share their owners' texts.</summary>
/// <param name="Owner">The module, class or function that it belongs to, dotted.</param>
public readonly record struct DottedName(string Owner, string Name)
{
    public override string ToString() => Owner + "." + Name;

    /// <summary>Splits a name at its last dot.</summary>
    public static DottedName Of(string dotted) => dotted.LastIndexOf('.') is var dot and > 0 ? new DottedName(dotted[..dot], dotted[(dot + 1)..]) : new DottedName("", dotted);
}

/// <param name="Name">Dotted, with its module.</param>
/// <param name="Bases">The dotted names of the bases that could be named, in order.</param>
public sealed record ClassSummary(string Name, IReadOnlyList<string> Bases);

/// <summary>What calling a function may mean.</summary>
[Flags]
public enum FunctionTraits
{
    None = 0,
    Async = 1,
    /// <summary>A call runs nothing of its body.</summary>
    Generator = 2,
    /// <summary>Results are kept, so that its body runs once for each argument.</summary>
    Memoised = 4,
    /// <summary>A decorator that is not known stands between the call and the body.</summary>
    Wrapped = 8,
    /// <summary>A framework calls it for every request, message or task.</summary>
    Handler = 16,
    Method = 32,
    Static = 64,
    Property = 128,
    /// <summary>Its file, or its name, says that it runs at start, at the end, or when a person asks.</summary>
    Cold = 256,
}

/// <summary>A function of the project.</summary>
/// <param name="Key">Its name, with its module or class.</param>
/// <param name="Node">The id of its definition in its file's tree.</param>
/// <param name="Parameters">Their names in order, those for positions first; empty where nothing is known of what becomes of them.</param>
/// <param name="Calls">Calls of functions that the project may define, in source order.</param>
/// <param name="Facts">What its own statements cost.</param>
public sealed record FunctionSummary(
    DottedName Key, int Node, FunctionTraits Traits, IReadOnlyList<string> Parameters, ImmutableArray<CallSite> Calls, ImmutableArray<CostFact> Facts)
{
    /// <summary>Dotted, with its module and class.</summary>
    public string Name => Key.ToString();

    /// <summary>The name without its module and class.</summary>
    public string ShortName => Key.Name;

    public bool Is(FunctionTraits traits) => (Traits & traits) != 0;

    /// <summary>The index of the parameter that an argument goes to; -1 where there is none.</summary>
    /// <param name="position">Its position among the positional arguments; -1 where it is passed by name.</param>
    public int ParameterAt(int position, string? keyword)
    {
        if (position < 0)
        {
            for (var at = 0; at < Parameters.Count; at++)
                if (Parameters[at] == keyword) return at;
            return -1;
        }
        var index = position + Bound;
        return index < Parameters.Count ? index : -1;
    }

    /// <summary>Parameters that a call through an object fills by itself: 1 for <c>self</c>.</summary>
    public int Bound => Is(FunctionTraits.Method) && !Is(FunctionTraits.Static) ? 1 : 0;

    /// <summary>Does a call run the body at once, in the caller's thread?</summary>
    public bool RunsAtOnce => !Is(FunctionTraits.Async | FunctionTraits.Generator | FunctionTraits.Wrapped);
}

/// <summary>Under what circumstances a place of a function runs.</summary>
[Flags]
public enum PlaceTraits : byte
{
    None = 0,
    Awaited = 1,
    /// <summary>In a handler of exceptions, a <c>raise</c> or an <c>assert</c>.</summary>
    OnErrorPath = 2,
    /// <summary>Under a test whether something was made already.</summary>
    Once = 4,
    /// <summary>Under any condition.</summary>
    Conditional = 8,
    /// <summary>Reached through an object, whose class may have a subclass.</summary>
    Dynamic = 16,
    InLoop = 32,
    /// <summary>Nothing else is done with the parameter that a cost depends on.</summary>
    Alone = 64,
    /// <summary>A call whose argument is made into a list or bytes where it stands.</summary>
    Converts = 128,
}

/// <summary>How often a loop over data turns. Most calls stand in none, so that it is an object of its own.</summary>
public sealed record Turns(Size Size);

/// <summary>A call of a function that the project may define. A value, since a project has hundreds of thousands of them.</summary>
/// <param name="Node">The call, or the expression that calls without saying so.</param>
/// <param name="Callee">The name of a function, of a class, or of a class's member.</param>
/// <param name="Turns">Of the longest loop around it in its function; null where none stands around it, or nothing shows that it is long.</param>
/// <param name="Passes">The function's own parameters among the arguments.</param>
public readonly record struct CallSite(int Node, DottedName Callee, PlaceTraits Traits, Turns? Turns, IReadOnlyList<PassedOn> Passes)
{
    /// <summary>The callee's last name.</summary>
    public string ShortCallee => Callee.Name;

    public bool Has(PlaceTraits traits) => (Traits & traits) != 0;
}

/// <param name="Own">The index of the parameter that is passed on.</param>
/// <param name="Position">Its position among the positional arguments; -1 where it is passed by name.</param>
/// <param name="Keyword">The name that it is passed by, or null.</param>
public readonly record struct PassedOn(int Own, int Position, string? Keyword);

public enum CostKind : byte
{
    /// <summary>Holds up its thread.</summary>
    Blocks,
    /// <summary>Asks by <c>in</c> whether a parameter holds something.</summary>
    Searches,
    /// <summary>Goes through a parameter for the element with some key.</summary>
    SearchesByKey,
    /// <summary>Asks a database through an object-relational mapper.</summary>
    Queries,
    /// <summary>Takes one of what a function beside it takes many of: the node is that function's name.</summary>
    OneOfMany,
    /// <summary>Asks for a list or bytes, but only goes through it once.</summary>
    GoesThrough,
    /// <summary>Asks for a list or bytes, but only goes through it, for its length and for what it holds.</summary>
    Asks,
    /// <summary>Asks for a list or bytes, but only reads it, by index too.</summary>
    Indexes,
}

/// <summary>What one place of a function costs, however the function is called.</summary>
/// <param name="What">What is called or searched, in the code's words.</param>
/// <param name="Parameter">The index of the parameter that the cost depends on; -1 for none.</param>
/// <param name="Wait">How long, in the grammar of <c>lever estimate</c>; empty where a size decides it.</param>
public sealed record CostFact(CostKind Kind, int Node, PlaceTraits Traits, string What, Blocking Blocking, int Parameter, string Wait)
{
    public bool Has(PlaceTraits traits) => (Traits & traits) != 0;
}
