using Lever.Review.Findings;

namespace Lever.Review.Rules;

/// <summary>A pattern of code that may cost more than it must, with everything there is to say of it.</summary>
public abstract class Rule
{
    public abstract RuleInfo Info { get; }
}
