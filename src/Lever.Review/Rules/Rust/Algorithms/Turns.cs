using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Algorithms;

/// <summary>What runs a place again and again within its function: a loop, or a method that calls the closure around it for each element.</summary>
internal readonly record struct Turns(RustModule Module, Node Node)
{
    /// <summary>The innermost repetition around a place; null where it runs once a call. What leaves a loop is no part of its turns, and loops of a few turns are none.</summary>
    public static Turns? Around(RustModule module, Node place)
    {
        if (!module.Loops.MayRepeat(place)) return null;
        var (isReturned, isBroken) = (false, false);
        for (var (child, at) = (place, place.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.Return:
                    isReturned = true;
                    break;
                case Kind.Break:
                    isBroken = true;
                    break;
                case Kind.Block:
                    var last = LastOf(at);
                    isReturned |= last == Kind.Return;
                    isBroken |= last == Kind.Break;
                    break;
                case Kind.Closure:
                    (isReturned, isBroken) = (false, false);
                    break;
                case Kind.For when at.Child(3) == child:
                case Kind.While when at.FirstChild != child:
                case Kind.Loop:
                    if (!isReturned && !isBroken && !(at.Kind == Kind.For && RustRoles.IsFewTurns(at.Child(2)))) return new Turns(module, at);
                    isBroken = false;
                    break;
                // What fills in something that lacks runs seldom.
                case Kind.MethodCall when child.Kind == Kind.Closure && at.AsMethodCall is { Name: "get_or_insert_with" or "or_insert_with" or "get_or_init" or "unwrap_or_else" or "or_else" or "ok_or_else" or "map_err" }:
                    return null;
                case Kind.MethodCall when child.Kind == Kind.Closure && module.TargetOf(at) is { Symbol: not null } target:
                    if (target.Has(RustFacts.PerElement)) return new Turns(module, at);
                    if (target.Has(RustFacts.Cold)) return null;
                    break;
            }
            if (at.IsItem) return null;
        }
        return null;
    }

    /// <summary>The repetition around this one.</summary>
    public Turns? Outer => Around(Module, Node);

    /// <summary>How often it repeats.</summary>
    public Size Count => Sizes.OfTurns(Module, Node);

    /// <summary>The name of what it goes through; empty where it has none.</summary>
    public string SourceName => Node.Kind switch
    {
        Kind.For => Sizes.NameOf(Node.Child(2)),
        Kind.MethodCall => Sizes.NameOf(Node.FirstChild),
        Kind.While when Node.Child(1).AsBinary is { } test => Sizes.NameOf(test.Right),
        Kind.While when Node.Child(1) is { Kind: Kind.LetCondition } condition => Sizes.NameOf(condition.Child(1)),
        _ => "",
    };

    /// <summary>Does the value of an expression differ, or perhaps differ, from turn to turn?</summary>
    public bool Varies(Node expression)
    {
        for (var id = expression.Id; id < expression.SubtreeEnd; id++)
        {
            if (Module.BindingAt(expression.Tree[id]) is not { } variable || variable.IsDefinedIn(expression)) continue;
            if (variable.IsDefinedIn(Node) || variable.MayChangeIn(Node)) return true;
        }
        return false;
    }

    /// <summary>Does a variable exist before the first turn?</summary>
    public bool Outlives(Binding variable) => !variable.IsDefinedIn(Node);

    private static Kind LastOf(Node block)
    {
        if (!block.HasChildren) return Kind.Absent;
        var last = block.LastChild;
        return last.Kind == Kind.ExpressionStatement ? last.FirstChild.Kind : last.Kind;
    }
}
