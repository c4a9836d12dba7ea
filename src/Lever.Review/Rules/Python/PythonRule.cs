using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>A pattern of Python code that may cost more than it must, with everything there is to say of it.</summary>
public abstract class PythonRule : Rule
{
    /// <summary>The kinds of nodes that the rule wants to see.</summary>
    public abstract ReadOnlySpan<Kind> Visits { get; }

    /// <summary>The last names of the callees whose calls the rule wants to see, where it visits calls; empty for all of them.</summary>
    public virtual IReadOnlyList<string> CalleeNames => [];

    /// <summary>Looks at one node of a kind it asked for, and reports what it finds there.</summary>
    public abstract void Visit(Node node, PythonContext context);
}
