using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Algorithms;

/// <summary>Patches that put a dict beside a collection: its elements by the value that a loop compares.</summary>
internal static class KeyedIndex
{
    /// <summary>A free name such as `users_by_id`; null where there is none.</summary>
    public static string? Name(PythonContext context, Node elements, string key) =>
        PythonContext.BaseNameOf(elements) is { } name ? context.NewName($"{name}_by_{key.TrimStart('_')}") : null;

    /// <summary>Fills a dict of lists before a loop, and lets the scan inside it go over the elements of one key alone.</summary>
    /// <param name="outer">The loop before which the dict is filled.</param>
    public static Patch? Lists(PythonContext context, KeyTest match, Loop outer, string index)
    {
        var scan = match.Scan;
        // With `enumerate` the positions would be lost; a condition of several lines is left to a person.
        var elements = scan.Iterable!.Value;
        if (elements.Kind is not (Kind.Name or Kind.Attribute) || scan.Target is not { Kind: Kind.Name } target || !match.IsWholeTest) return null;
        if (!Hoisting.CanBind(context, outer, scan) || match.Key.Bytes.Contains((byte)'\n') || match.Wanted.Bytes.Contains((byte)'\n')) return null;
        var patch = new Patch(context.Module).InsertBeforeLoop(outer,
            $"{index} = {{}}",
            $"for {target.Text} in {Hoisting.OrEmpty(context, elements)}:",
            $"    {index}.setdefault({match.Key.Text}, []).append({target.Text})");
        var own = $"{index}.get({match.Wanted.Text}, ())";
        if (scan.IsComprehension) return patch?.Replace(elements, own) is { } shorter ? WithoutCondition(shorter, match) : null;
        return patch?.Replace(elements, own).Unwrap(match.Test.Parent);
    }

    /// <summary>Takes a generator's condition away; null where something other than blanks and `if` stands before it.</summary>
    private static Patch? WithoutCondition(Patch patch, KeyTest match)
    {
        var before = match.Scan.Node.FirstChild;
        foreach (var child in match.Scan.Node.Children)
        {
            if (child.Id == match.Test.Id) break;
            before = child;
        }
        var gap = patch.Text(before.End, match.Test.Start);
        return gap.Trim() == "if" ? patch.Replace(new Lever.Syntax.Text.Span(before.End, match.Test.End), "") : null;
    }
}
