using Lever.Review.Findings;
using Lever.Review.Rules.Python;
using Lever.Review.Rules.Clippy;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;

namespace Lever.Review.Rules;

/// <summary>What one file gave.</summary>
/// <param name="Findings">All that the options ask for, in source order.</param>
/// <param name="Withheld">How many findings a wider selection would show.</param>
/// <param name="Functions">The functions of the file, for joining profiles; empty where not asked for.</param>
public sealed record FileAnalysis(
    string Path, IReadOnlyList<Finding> Findings, IReadOnlyList<FileProblem> Problems, int Withheld, IReadOnlyList<FunctionPlace> Functions)
{
    /// <summary>The benchmarks that it holds; listed where a profile or results are given.</summary>
    public IReadOnlyList<BenchFunction> Benches { get; init; } = [];

    /// <summary>How many lines it has; 0 where nobody counted, as in notebooks.</summary>
    public int Lines { get; init; }

    /// <summary>What other files need to know of it; null where nothing is to be known.</summary>
    public ModuleSummary? Summary { get; init; }

    /// <summary>Was it read for others alone, so that nothing is reported of it?</summary>
    public bool IsForOthers { get; init; }

    /// <summary>Places that other files' loops may repeat, in the order of the rules' questions.</summary>
    public IReadOnlyList<OpenRepetition> OpenRepetitions { get; init; } = [];

    /// <summary>Parameters whose rules wait for what the project passes, in the order of the rules' questions.</summary>
    public IReadOnlyList<OpenParameter> OpenParameters { get; init; } = [];

    /// <summary>Calls whose rules wait for what the called functions read of an argument, in the order of the rules' questions.</summary>
    public IReadOnlyList<OpenReads> OpenReads { get; init; } = [];

    /// <summary>How many nodes its tree had, by which a second look knows the file again.</summary>
    public int NodeCount { get; init; }

    /// <summary>The lines of ignores that wait for the findings of a second look.</summary>
    public IReadOnlyList<int> OpenIgnores { get; init; } = [];
}

/// <summary>A place whose rule wants to know what repeats it, and whose file does not say.</summary>
/// <param name="Node">The node that the rule was offered.</param>
/// <param name="Function">The definition of the function around it.</param>
public readonly record struct OpenRepetition(PythonRule Rule, int Node, int Function);

/// <summary>A place whose rule wants to know the type of a parameter, of which the file says nothing.</summary>
/// <param name="Node">The node that the rule was offered.</param>
/// <param name="Parameter">The parameter's node.</param>
/// <param name="Function">The definition of its function.</param>
/// <param name="Key">What calls pass it by.</param>
public readonly record struct OpenParameter(PythonRule Rule, int Node, int Parameter, int Function, ParameterKey Key);

/// <summary>A place whose rule wants to know what a called function reads of a row, or of each of the rows, that it is given.</summary>
/// <param name="Node">The node that the rule was offered.</param>
/// <param name="Function">The definition of the function that calls.</param>
public readonly record struct OpenReads(PythonRule Rule, int Node, int Function, GivenRows Given);

/// <summary>A function of the project, as profiles know it.</summary>
/// <param name="QualifiedName">Dotted, inside its module; of Rust functions the whole path, their crate's name first.</param>
/// <param name="Name">Its own name; <c>&lt;module&gt;</c> for a module's top level.</param>
/// <param name="FirstLine">The line of its first decorator where it has one, else of its <c>def</c>: what CPython records. In Rust the line of its name.</param>
/// <param name="DefLine">The line of its <c>def</c>.</param>
public sealed record FunctionPlace(string Path, string QualifiedName, string Name, int FirstLine, int DefLine, int LastLine)
{
    /// <summary>The name of code outside of functions.</summary>
    public const string Module = "<module>";
}

/// <summary>Which findings an analysis keeps.</summary>
/// <param name="Everything">All tiers in all roles; what is small in tests and cold code waits for a profile all the same.</param>
/// <param name="WithProfile">Keeps what a profile may yet give weight, and lists the functions.</param>
/// <param name="ScopeOf">The role that the configuration gives a file; null where it says nothing.</param>
/// <param name="Ignores">Is a rule switched off for a file?</param>
/// <param name="Today">For ignores that end on a date.</param>
public sealed record AnalysisOptions(
    bool Everything, bool WithProfile, Func<string, Role?> ScopeOf, Func<string, string, bool> Ignores, DateOnly Today)
{
    /// <summary>The oldest Python that the code must run on, as (major, minor).</summary>
    public (int Major, int Minor) Python { get; init; } = (3, 8);

    /// <summary>The oldest Rust compiler that the user's settings name, as (major, minor); null where only the manifests of crates say so.</summary>
    public (int Major, int Minor)? Rust { get; init; }

    /// <summary>What clippy said of the files; null where nobody asked it.</summary>
    public CompilerDiagnostics? Compiler { get; init; }

    /// <summary>A file's path inside its project, whose folders say what role it plays; what lies above says nothing.</summary>
    public Func<string, string> PathInProject { get; init; } = path => path;
}
