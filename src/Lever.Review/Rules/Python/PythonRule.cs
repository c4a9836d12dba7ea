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

    /// <summary>
    /// What is given to one target in the assignments that the rule wants to see, where it visits <see cref="Kind.Assign"/>; empty for all
    /// assignments, those to several targets among them.
    /// </summary>
    public virtual ReadOnlySpan<Kind> AssignedKinds => [];

    /// <summary>
    /// Those of the visited kinds that the rule wants to see only where a loop's statement or a comprehension stands around them, be it outside
    /// their function: what looks for a loop around them may start from there.
    /// </summary>
    public virtual ReadOnlySpan<Kind> OnlyInLoops => [];

    /// <summary>Has the rule nothing to say of files that use no object-relational mapper?</summary>
    public virtual bool NeedsOrm => false;

    /// <summary>Looks at one node of a kind it asked for, and reports what it finds there.</summary>
    public abstract void Visit(Node node, PythonContext context);
}
