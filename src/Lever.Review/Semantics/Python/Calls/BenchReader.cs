using System.Text.RegularExpressions;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>
/// The benchmarks of a file: what pytest-benchmark's fixture is given, the methods that asv times, and what pyperf's runner is given under a name.
/// </summary>
internal sealed partial class BenchReader(PythonModule module)
{
    private const string Fixture = "benchmark";

    private static readonly string[] asvPrefixes = ["time_", "timeraw_", "mem_", "peakmem_", "track_"];

    private static readonly string[] registrars = ["bench_func", "bench_async_func"];

    /// <summary>What is given to it takes the time itself, and so holds the loop.</summary>
    private const string TimingRegistrar = "bench_time_func";

    private readonly DefinitionNames names = new(module);
    private CallTargets? targets;

    /// <param name="nameOf">Gives a function's dotted name inside its module.</param>
    public IReadOnlyList<BenchFunction> Read(Func<Node, string> nameOf)
    {
        names.Reset();
        targets ??= new CallTargets(module, names);
        targets.Reset();
        var found = new List<BenchFunction>();
        var tree = module.Tree;
        for (var id = 1; id < tree.Count; id++)
        {
            var node = tree[id];
            if (node.AsFunction is { } function)
            {
                if (TakesFixture(function)) found.Add(new BenchFunction(nameOf(node), LineOf(node), null, GivenToFixture(function)));
                else if (Array.Exists(asvPrefixes, prefix => function.Name.StartsWith(prefix, StringComparison.Ordinal))) found.Add(new BenchFunction(nameOf(node), LineOf(node), null, CalledIn(function.Body)));
            }
            else if (node.AsCall is { } call && call.Callee.AsAttribute is { } attribute && call.Positional(0) is { } name && TextOf(name) is { } text && RunUnder(attribute, call) is { } run)
            {
                found.Add(new BenchFunction(text, LineOf(node), text, run));
            }
        }
        return found;
    }

    /// <summary>What pyperf's runner runs under a name; null for calls of other methods.</summary>
    private List<string>? RunUnder(AttributeView method, CallView call)
    {
        if (method.Name == "timeit" && (call.Keyword("stmt") ?? call.Positional(1)) is { } statement && TextOf(statement) is { } code)
            return [.. CalledNames().Matches(code).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];
        if (call.Positional(1) is not { } measured) return null;
        if (method.Name == TimingRegistrar && module.SymbolAt(measured)?.OnlyDefinition is { Kind: DefinitionKind.Function } definition && definition.Value.AsFunction is { } timing) return CalledIn(timing.Body);
        return method.Name == TimingRegistrar || registrars.Contains(method.Name) ? Measured(measured) : null;
    }

    private static string? TextOf(Node node) => node.Kind == Kind.Constant ? Literals.String(node.Bytes) : null;

    /// <summary>The dotted names that a statement given as text calls.</summary>
    [GeneratedRegex(@"([A-Za-z_][\w.]*)\(")]
    private static partial System.Text.RegularExpressions.Regex CalledNames();

    private static int LineOf(Node node) => node.Tree.Lines.LineAt(node.Start);

    private static bool TakesFixture(FunctionView function)
    {
        for (var id = function.Arguments.Id; id < function.Arguments.SubtreeEnd; id++)
            if (function.Node.Tree[id].AsParameter is { Name: Fixture }) return true;
        return false;
    }

    private List<string> GivenToFixture(FunctionView function)
    {
        var found = new List<string>();
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            // `@benchmark` runs the function below it.
            if (node.AsFunction is { } inner && HasFixtureAbove(inner)) found.AddRange(CalledIn(inner.Body));
            if (node.AsCall is not { } call || !IsFixture(call.Callee) || call.Positional(0) is not { } measured) continue;
            found.AddRange(Measured(measured));
        }
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static bool HasFixtureAbove(FunctionView function)
    {
        foreach (var decorator in function.Decorators)
            if (IsFixture(decorator.Kind == Kind.Name ? decorator : decorator.FirstChild)) return true;
        return false;
    }

    /// <summary><c>benchmark</c> or <c>benchmark.pedantic</c></summary>
    private static bool IsFixture(Node callee) =>
        callee.AsName is { Id: Fixture } || (callee.AsAttribute is { Name: "pedantic" } attribute && attribute.Receiver.AsName is { Id: Fixture });

    /// <summary>What runs when a given value is called: the function that it names, or what a lambda or a function made for the purpose calls.</summary>
    private List<string> Measured(Node given)
    {
        if (given.Kind == Kind.Lambda) return CalledIn(given);
        if (given.AsName is not null && module.SymbolAt(given)?.OnlyDefinition is { Kind: DefinitionKind.Function } definition && definition.Value.AsFunction is { } local && !definition.Value.Parent.Parent.IsRoot && IsInside(given, definition.Value))
            return CalledIn(local.Body);
        return targets!.Of(given) is { } target ? [target.Name.ToString()] : [];
    }

    /// <summary>Is a function defined in the function that a node stands in?</summary>
    private static bool IsInside(Node node, Node definition)
    {
        for (var around = definition.Parent; !around.IsRoot; around = around.Parent)
            if (around.IsFunction) return node.Id > around.Id && node.Id < around.SubtreeEnd;
        return false;
    }

    private List<string> CalledIn(Node body)
    {
        var found = new List<string>();
        for (var id = body.Id; id < body.SubtreeEnd; id++)
            if (module.Tree[id].AsCall is { } call && targets!.Of(call.Callee) is { } target && !found.Contains(target.Name.ToString())) found.Add(target.Name.ToString());
        return found;
    }
}
