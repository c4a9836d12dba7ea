namespace Lever.Review.Semantics.Python.Calls;

/// <summary>A parameter of a function in the graph.</summary>
public readonly record struct FunctionParameter(int Function, ParameterKey Key);

/// <summary>An argument that is wanted of a call.</summary>
/// <param name="Call">The call's node.</param>
/// <param name="Bound">How many parameters the call fills by itself.</param>
public readonly record struct WantedArgument(int Call, ParameterKey Parameter, int Bound);

/// <summary>The arguments that are wanted of one file's calls.</summary>
public sealed record ArgumentLook(string Path, IReadOnlyList<WantedArgument> Wanted);

/// <summary>What every call of the project that passes anything passes for a parameter.</summary>
/// <param name="Size">The largest that is passed.</param>
/// <param name="Way">From the call that passes it to the parameter's function, through functions that hand it on.</param>
public sealed record PassedType(PythonType Type, Size Size, IReadOnlyList<CallEdge> Way);

/// <summary>
/// The types of parameters whose own files do not say them, from the project's calls. All calls must agree: one whose argument
/// nobody knows leaves the type open. Files are read only where they call a function that was asked for.
/// </summary>
/// <param name="read">Reads a file once more for what its calls pass, in the order that they are asked for; empty where it cannot.</param>
public sealed class PassedTypes(CallGraph graph, Func<ArgumentLook, IReadOnlyList<GivenArgument>> read)
{
    /// <summary>Calls that a parameter is followed back through.</summary>
    private const int Farthest = 3;

    /// <summary>With more callers than this, a function is a tool that takes many things.</summary>
    private const int MostCallers = 8;

    private readonly Dictionary<(CallEdge Call, ParameterKey Parameter), GivenArgument> given = [];
    private readonly Dictionary<FunctionParameter, PassedType?> known = [];

    /// <summary>Reads what answers for some parameters rest on, a level of calls at a time.</summary>
    public void Read(IEnumerable<FunctionParameter> parameters)
    {
        var asked = new HashSet<FunctionParameter>();
        var level = parameters.Where(asked.Add).ToList();
        for (var distance = 1; distance <= Farthest && level.Count > 0; distance++)
        {
            var next = new List<FunctionParameter>();
            var calls = level.Where(parameter => MayBeKnown(parameter.Function)).SelectMany(parameter => graph.CallersOf(parameter.Function).Select(call => (Call: call, parameter.Key)));
            foreach (var file in calls.GroupBy(entry => graph.PathOf(entry.Call.Caller), StringComparer.Ordinal))
            {
                var wanted = file.ToList();
                var found = read(new ArgumentLook(file.Key, [.. wanted.Select(entry => new WantedArgument(graph.SiteOf(entry.Call).Node, entry.Key, graph[entry.Call.Callee].Bound))]));
                for (var at = 0; at < found.Count; at++)
                {
                    given[(wanted[at].Call, wanted[at].Key)] = found[at];
                    if (OwnOf(wanted[at].Call, found[at]) is { } own && asked.Add(own)) next.Add(own);
                }
            }
            level = next;
        }
    }

    /// <summary>What is passed for a parameter; null where the calls do not agree, or where one passes what nobody knows.</summary>
    public PassedType? Of(FunctionParameter parameter)
    {
        if (known.TryGetValue(parameter, out var found)) return found;
        // Functions that call each other in a ring hand on what somebody else passed.
        known[parameter] = null;
        return known[parameter] = MayBeKnown(parameter.Function) ? Agreed(parameter) : null;
    }

    private PassedType? Agreed(FunctionParameter parameter)
    {
        PassedType? agreed = null;
        foreach (var call in graph.CallersOf(parameter.Function))
        {
            if (!given.TryGetValue((call, parameter.Key), out var argument)) return null;
            if (argument == GivenArgument.Nothing) continue;
            var passed = argument.Type is { } type ? new PassedType(type, argument.Size, [call])
                : OwnOf(call, argument) is { } own && Of(own) is { } before ? before with { Way = [.. before.Way, call] } : null;
            if (passed is null || agreed is not null && agreed.Type != passed.Type) return null;
            if (agreed is null || passed.Size.Origin > agreed.Size.Origin) agreed = passed;
        }
        return agreed;
    }

    private bool MayBeKnown(int function) =>
        !graph[function].Is(FunctionTraits.Handler | FunctionTraits.Wrapped | FunctionTraits.Memoised) && graph.CallersOf(function).Count is > 0 and <= MostCallers;

    private FunctionParameter? OwnOf(CallEdge call, GivenArgument argument) =>
        argument.Own is { } own && argument.OwnFunction == graph[call.Caller].Node ? new FunctionParameter(call.Caller, own) : null;
}
