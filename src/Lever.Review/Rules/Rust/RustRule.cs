using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust;

/// <summary>A pattern of Rust code, or of Rust code that Python calls, that may cost more than it must.</summary>
public abstract class RustRule : Rule
{
    /// <summary>The kinds of nodes that the rule wants to see. Kinds that a list of names below speaks of are offered by those names alone.</summary>
    public abstract ReadOnlySpan<Kind> Visits { get; }

    /// <summary>The methods whose calls, as <see cref="Kind.MethodCall"/>, the rule wants to see.</summary>
    public virtual IReadOnlyList<string> MethodNames => [];

    /// <summary>The last names of the paths whose calls, as <see cref="Kind.Call"/>, the rule wants to see: `new` of `Vec::new()`.</summary>
    public virtual IReadOnlyList<string> FunctionNames => [];

    /// <summary>The last names of the macros whose calls, as <see cref="Kind.MacroCall"/>, the rule wants to see.</summary>
    public virtual IReadOnlyList<string> MacroNames => [];

    /// <summary>The last names of the paths, as <see cref="Kind.Path"/>, that the rule wants to see.</summary>
    public virtual IReadOnlyList<string> PathNames => [];

    /// <summary>Looks at one node that it asked for, and reports what it finds there.</summary>
    public abstract void Visit(Node node, RustContext context);
}
