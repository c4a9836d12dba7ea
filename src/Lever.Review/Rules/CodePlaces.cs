using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules;

/// <summary>What stands at a finding's place, in the words of its language.</summary>
/// <param name="Symbol">The dotted or pathed name of the innermost definition around it, its module's name first.</param>
/// <param name="Inner">The same inside its file; empty for none.</param>
/// <param name="Function">The name of the function around it inside its file, as <see cref="FunctionPlace.QualifiedName"/>; <c>&lt;module&gt;</c> for none.</param>
/// <param name="FunctionLine">That function's <see cref="FunctionPlace.FirstLine"/>; 1 for none.</param>
/// <param name="Callee">The last name of what the place calls, where it is a call.</param>
/// <param name="Region">The code whose lines a profile's weight of the finding is on: the loop around it, or its statement.</param>
internal readonly record struct CodePlace(string Symbol, string Inner, string Function, int FunctionLine, string? Callee, Node Region);

/// <summary>What the steps that all languages share ask about places of the file that is loaded.</summary>
internal interface ICodePlaces
{
    /// <summary>How comments that speak to Lever are written.</summary>
    PragmaStyle Pragmas { get; }

    /// <summary>Is what code at a node costs no business of a rule, or of any?</summary>
    /// <param name="rule">The rule's name.</param>
    bool IsLeftAlone(Node node, string rule);

    /// <summary>Does a place of this role run so rarely that a finding of this tier helps nobody without a profile that shows it to be warm?</summary>
    /// <param name="isWorthOnce">Is a change worth it even where the code runs once: by what it costs there, or because nobody has to think about it?</param>
    bool IsIdle(Node node, Role role, Tier tier, bool isWorthOnce);

    /// <summary>The innermost statement that a node is part of, or that it is.</summary>
    Node StatementAround(Node node);

    /// <summary>The innermost function with a name that a node is part of and is not itself.</summary>
    Node? FunctionAround(Node node);

    /// <summary>The line of a function that profiles record as its first.</summary>
    int FirstLineOf(Node function);

    /// <param name="said">What the user's configuration or a comment says of the place, or null.</param>
    Role RoleOf(Node node, Role? said);

    Heat HeatOf(Node node, Role role);

    CodePlace PlaceOf(Node node);
}
