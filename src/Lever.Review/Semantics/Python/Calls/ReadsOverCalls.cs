using Lever.Review.Findings;
using Range = Lever.Review.Findings.Range;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>A parameter that is given a row, or rows.</summary>
public readonly record struct ReadParameter(int Function, ParameterKey Key, bool AreMany);

/// <summary>A parameter whose reads are wanted.</summary>
/// <param name="Function">The node of its function's definition.</param>
/// <param name="Calls">Calls of the function whose places are wanted too.</param>
public sealed record WantedReads(int Function, ParameterKey Parameter, bool AreMany, IReadOnlyList<int> Calls);

/// <summary>What is wanted of one file's functions.</summary>
public sealed record ReadsLook(string Path, IReadOnlyList<WantedReads> Wanted);

/// <param name="Text">The expression that reads.</param>
public readonly record struct PlacedRead(RowRead Read, Range Range, string Text);

/// <summary>What a function reads, and where the calls stand that were asked for.</summary>
/// <param name="Writes">Does it write rows itself, each time that it is called?</param>
public sealed record FoundReads(IReadOnlyList<PlacedRead> Reads, IReadOnlyList<Range> Calls, bool Writes);

/// <summary>What functions read of the rows that they are given, themselves or through functions that they hand a row on to.</summary>
/// <param name="read">Reads a file once more; empty where it cannot.</param>
public sealed class ReadsOverCalls(CallGraph graph, Func<ReadsLook, IReadOnlyList<FoundReads>> read)
{
    /// <summary>Functions that a row is followed through.</summary>
    private const int Farthest = 3;

    private readonly Dictionary<ReadParameter, FoundReads> found = [];
    private readonly Dictionary<ReadParameter, IReadOnlyList<ReadByCallee>> known = [];

    /// <summary>The parameter that a call fills with rows; null where the graph does not know what it calls.</summary>
    /// <param name="function">The node of the definition that calls.</param>
    public ReadParameter? CalledBy(string path, int function, GivenRows given)
    {
        if (graph.Find(path, function) is not (>= 0 and var caller)) return null;
        foreach (var call in graph.CallsOf(caller))
            if (graph.SiteOf(call) is var site && site.Node == given.Call && Parameter(call.Callee, given.Position, given.Name, given.AreMany) is { } parameter) return parameter;
        return null;
    }

    /// <summary>Reads what answers for some parameters rest on, a level of calls at a time.</summary>
    public void Read(IEnumerable<ReadParameter> parameters)
    {
        var asked = new HashSet<ReadParameter>();
        var level = parameters.Where(asked.Add).ToList();
        for (var distance = 1; distance <= Farthest && level.Count > 0; distance++)
        {
            foreach (var file in level.GroupBy(parameter => graph.PathOf(parameter.Function), StringComparer.Ordinal))
            {
                var wanted = file.ToList();
                var answers = read(new ReadsLook(file.Key, [.. wanted.Select(parameter => new WantedReads(graph[parameter.Function].Node, parameter.Key, parameter.AreMany, [.. Onward(parameter).Select(onward => graph.SiteOf(onward.Call).Node)]))]));
                for (var at = 0; at < answers.Count; at++) found[wanted[at]] = answers[at];
            }
            level = [.. level.SelectMany(Onward).Select(onward => onward.To).Where(asked.Add)];
        }
    }

    /// <summary>What is read of a parameter, in the order of the code.</summary>
    public IReadOnlyList<ReadByCallee> Of(ReadParameter parameter)
    {
        if (known.TryGetValue(parameter, out var before)) return before;
        // Functions that call each other in a ring read nothing new.
        known[parameter] = [];
        if (!found.TryGetValue(parameter, out var answer)) return [];
        var (function, path) = (graph[parameter.Function], graph.PathOf(parameter.Function));
        var reads = answer.Reads.Select(own => new ReadByCallee(own.Read, [new ChainStep(path, own.Range, function.Name, $"`{own.Text}` is read here")], own.Read.IsSure, answer.Writes)).ToList();
        foreach (var ((call, to), at) in Onward(parameter).Select((onward, at) => (onward, at)))
        {
            var site = graph.SiteOf(call);
            var step = new ChainStep(path, answer.Calls[at], function.Name, $"`{function.ShortName}` hands it on to `{site.ShortCallee}`");
            foreach (var further in Of(to))
                reads.Add(further with { Way = [step, .. further.Way], Writes = answer.Writes || further.Writes, IsSure = further.IsSure && !site.Has(PlaceTraits.Conditional | PlaceTraits.InLoop) });
        }
        return known[parameter] = reads;
    }

    /// <summary>The calls that hand a row on as it came.</summary>
    private IEnumerable<(CallEdge Call, ReadParameter To)> Onward(ReadParameter parameter)
    {
        foreach (var call in graph.CallsOf(parameter.Function))
        {
            var site = graph.SiteOf(call);
            if (site.Has(PlaceTraits.OnErrorPath | PlaceTraits.Once)) continue;
            foreach (var passed in site.Passes)
                if ((passed.Own == parameter.Key.Position || graph[parameter.Function].Parameters[passed.Own] == parameter.Key.Name)
                    && Parameter(call.Callee, passed.Position, passed.Keyword ?? "", parameter.AreMany) is { } to) yield return (call, to);
        }
    }

    private ReadParameter? Parameter(int function, int position, string name, bool areMany)
    {
        var callee = graph[function];
        if (callee.Is(FunctionTraits.Memoised | FunctionTraits.Wrapped)) return null;
        return new ReadParameter(function, new ParameterKey(position < 0 ? -1 : position + callee.Bound, name), areMany);
    }
}
