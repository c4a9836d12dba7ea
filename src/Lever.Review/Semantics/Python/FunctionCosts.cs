using System.Globalization;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What calling a function of the project costs.</summary>
/// <param name="Expression">Of one call.</param>
/// <param name="Elements">What the expression calls `m`: the turns of the function's longest loop; null where it has none.</param>
public readonly record struct FunctionCost(string Expression, Size? Elements)
{
    /// <summary>Has the function surely no effect, and not only by the names of what it calls?</summary>
    public bool IsPure { get; init; }

    /// <summary>The cost of a function that goes through data or does dear work; null for others.</summary>
    public static FunctionCost? Of(PythonModule module, FunctionView function)
    {
        Size? turns = null;
        var nanoseconds = 0.0;
        for (var id = function.Body.Id; id < function.Body.SubtreeEnd; id++)
        {
            var node = module.Tree[id];
            if (node.Kind is Kind.For or Kind.While or Kind.Comprehension)
            {
                var own = module.Sizes.TripsOf(new Loop(node));
                if (!own.IsSmall && (turns is not { } known || own.Origin > known.Origin)) turns = own;
            }
            else if (node.Kind == Kind.Call) nanoseconds += module.DearFunctions.NanosecondsOf(node);
        }
        if (turns is null && nanoseconds == 0) return null;
        return turns is { } loop ? new FunctionCost("m*(py.loop.step + py.builtin.call)", loop) : new FunctionCost(string.Create(CultureInfo.InvariantCulture, $"{nanoseconds}ns"), null);
    }
}

/// <summary>What calls of a module's own functions cost, for the files that import them.</summary>
/// <param name="ByName">Functions of the top level that have no effect and go through data or do dear work; calls of all others tell nothing.</param>
/// <param name="Asked">The paths of the files whose interfaces the answer follows from.</param>
public sealed record FunctionCosts(IReadOnlyDictionary<string, FunctionCost> ByName, IReadOnlyCollection<string> Asked)
{
    /// <param name="tree">The whole module, with the bodies of its functions.</param>
    public static FunctionCosts Of(SyntaxTree tree, string path, ProjectIndex project)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var module = new PythonModule();
        module.Load(tree, path, project.Noting(asked), null);
        var costs = new SortedDictionary<string, FunctionCost>(StringComparer.Ordinal);
        foreach (var statement in tree.Root.Children)
        {
            if (statement.AsFunction is not { IsAsync: false, Decorators.IsEmpty: true } function || module.SymbolAt(function.Identifier) is not { OnlyDefinition: not null }) continue;
            if (module.DearFunctions.MayBeDear(statement) && FunctionCost.Of(module, function) is { } cost && module.Purity.IsLikelyPureFunction(function))
                costs[function.Name] = cost with { IsPure = module.Purity.IsPureFunction(function) };
        }
        return new FunctionCosts(costs, asked);
    }

    /// <summary>All that it says, in its order.</summary>
    public string Words => string.Join('\n', ByName.Select(entry => $"{entry.Key} {entry.Value}"));
}
