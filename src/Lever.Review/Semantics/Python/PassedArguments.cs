using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What calls pass a parameter by.</summary>
/// <param name="Position">Its place among its function's parameters; -1 where it is passed by name alone.</param>
/// <param name="Name">Its name; empty where it is passed by position alone.</param>
public readonly record struct ParameterKey(int Position, string Name);

/// <summary>What one call passes for one parameter.</summary>
/// <param name="Type">Null where nothing says it.</param>
public readonly record struct GivenArgument(PythonType? Type, Size Size)
{
    public static readonly GivenArgument Unknown = new(null, Size.Unknown);

    /// <summary>It leaves the parameter to its default, or says <c>None</c>.</summary>
    public static readonly GivenArgument Nothing = new(PythonType.None, Size.Unknown);

    /// <summary>The parameter that a function hands on as it got it; null for everything else.</summary>
    public ParameterKey? Own { get; init; }

    /// <summary>The definition of the function of <see cref="Own"/>.</summary>
    public int OwnFunction { get; init; }
}

/// <summary>What other files pass for parameters of this one, by the parameters' nodes: nothing at a first look.</summary>
internal sealed class PassedArguments
{
    private readonly Dictionary<int, (PythonType Type, Size Size)> known = [];

    public void Reset() => known.Clear();

    public void Learn(int parameter, PythonType type, Size size) => known[parameter] = (type, size);

    public PythonType? TypeOf(Node parameter) => known.TryGetValue(parameter.Id, out var passed) ? passed.Type : null;

    public Size? SizeOf(Node parameter) => known.TryGetValue(parameter.Id, out var passed) ? passed.Size : null;
}
