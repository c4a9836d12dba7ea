using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which code of one function has run when other code does.</summary>
public static class Paths
{
    /// <summary>Has one node been evaluated whenever the other is: under no condition that the other is not under too?</summary>
    public static bool IsAlwaysBefore(Node earlier, Node later)
    {
        for (var (child, at) = (earlier, earlier.Parent); ; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                // The operands before an operand have been evaluated.
                case Kind.BoolOp when child != at.FirstChild: return at.Contains(later) && later.Id >= child.SubtreeEnd;
                case Kind.If or Kind.While or Kind.For or Kind.AsyncFor:
                    if (child.Kind == Kind.Block && at.Contains(later)) return false;
                    if (child != at.FirstChild && !(at.Kind is Kind.For or Kind.AsyncFor && child == at.Child(1))) return false;
                    break;
                case Kind.IfExp when child != at.Child(1): return false;
                // A condition has been asked when the element is worked out.
                case Kind.Comprehension when child != at.FirstChild && child != at.Child(1):
                    return at.Parent.Contains(later) && (later.Id < at.Parent.AsComprehension!.Value.Generators[0].Id || later.Id >= child.SubtreeEnd);
                case Kind.Comprehension when child != at.Child(1) || at.Parent.AsComprehension is { } whole && whole.FirstGenerator.Node != at: return false;
                case Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp when child.Kind != Kind.Comprehension: return false;
                // What stands in a `try` may not have been reached, and a handler tries again.
                case Kind.Try or Kind.TryStar or Kind.ExceptHandler or Kind.MatchCase or Kind.Lambda or Kind.Assert: return false;
                case Kind.Module or Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.ClassDef: return false;
            }
            if (at.Contains(later)) return true;
        }
    }
}
