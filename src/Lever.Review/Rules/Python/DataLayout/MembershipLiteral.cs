using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.DataLayout;

public sealed class MembershipLiteral : PythonRule
{
    public override RuleInfo Info { get; } = new("py-membership-literal", Language.Python, LeverClass.DataStructure, Technique.Algorithm, Tier.C)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Doc = """
            A loop searches constants one by one that a set would find by their hash, or builds a set anew for each question.

            ## Why it costs
            `in` a display of constants compares from the front, 4 to 9 ns each. A set of constants is made once, when the code is compiled, and
            any of them is found in 13 to 17 ns. A set that holds anything but constants is built for each question, 25 ns an element and more
            where the elements' hash is written in Python, as that of enumerations is.

            ## Example
            ```python
            def vowels(path):
                count = 0
                with open(path) as file:
                    for letter in file.read():
                        if letter in ("a", "e", "i", "o", "u"):
                            count += 1
                return count
            ```
            Use instead:
            ```python
            def vowels(path):
                count = 0
                with open(path) as file:
                    for letter in file.read():
                        if letter in {"a", "e", "i", "o", "u"}:
                            count += 1
                return count
            ```

            ## Keep it when
            The first of the constants is what is mostly found: it is found as soon in a tuple.

            ## Regime
            Text against three constants on CPython 3.8, 3.11 and 3.13: where it is none of them 2.2, 2.7 and 2.6 times faster, where it is the
            first no faster (0.99, 0.87, 1.0). Against eight: 4.7, 13 and 6.4 times where it is none. A tuple of three members of an enumeration
            in place of a set that is built each time: 2.6, 2.5 and 5.4 times faster; of three names of text: no difference (1.0 to 1.1).

            ## Patch safety
            Safe where the value is known to be text, a number or bytes. Anything that cannot be hashed is answered by a tuple, and raises in a set.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Compare];

    public override ReadOnlySpan<Kind> OnlyInLoops => [Kind.Compare];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.AsCompare is not { IsChain: false, Op: CompareOp.In or CompareOp.NotIn, Right: { Kind: Kind.List or Kind.Tuple or Kind.Set } display } test) return;
        if (Loops.Around(node) is not { } loop || display.Children.Count < 3) return;
        var isRebuilt = display.Kind == Kind.Set;
        if (isRebuilt ? !HoldsMembers(display) : !HoldsConstants(display)) return;
        var trips = context.TripsOf(loop);
        if (trips.IsSmall || Roles.IsOnErrorPath(node)) return;
        var isOften = trips.IsSeen && Loops.IsOnEveryTurn(node, loop);
        if (isRebuilt) ReportRebuilt(display, loop, trips, isOften, context);
        else ReportSearched(test, display, loop, trips, isOften, context);
    }

    private static void ReportSearched(CompareView test, Node display, Loop loop, Size trips, bool isOften, PythonContext context)
    {
        var type = context.TypeOf(test.Left);
        if (type is { IsPlainHashable: false }) return;
        var count = display.Children.Count;
        var draft = context.Report(display, $"the {count} constants are compared one after the other on every turn")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*m*py.str.compare", "n*py.set.lookup")
            .Size("n", trips)
            .Size("m", Size.Exactly(count, "the constants"))
            .ForProfilesUnless(isOften);
        var patch = new Patch(context.Module).Replace(display, "{" + Elements(display) + "}");
        if (type is not null) draft.FixSafely("write them as a set", patch);
        else draft.FixWithConsent("write them as a set", patch, $"`{test.Left.Text}` can be hashed");
    }

    private static void ReportRebuilt(Node display, Loop loop, Size trips, bool isOften, PythonContext context)
    {
        // A set that stays the same may be made once instead, by whoever knows that it does.
        context.Report(display, "the set is built anew for each question, since its elements are no constants")
            .LabelHead(loop.Region, "once a turn")
            .Cost("n*m*py.set.build", "n*m*py.list.compare")
            .Size("n", trips)
            .Size("m", Size.Exactly(display.Children.Count, "the elements"))
            .ForProfilesUnless(isOften)
            .FixWithConsent("ask a tuple of them, which needs no hash", new Patch(context.Module).Replace(display, "(" + Elements(display) + ")"),
                "what is equal to one of them has its hash as well");
    }

    private static string Elements(Node display)
    {
        var text = new StringBuilder();
        foreach (var element in display.Children)
        {
            if (text.Length > 0) text.Append(", ");
            text.Append(element.Text);
        }
        return text.ToString();
    }

    /// <summary>Are all of them constants that Python keeps in one frozen set?</summary>
    private static bool HoldsConstants(Node display)
    {
        foreach (var element in display.Children)
            if (element.Kind != Kind.Constant) return false;
        return true;
    }

    /// <summary>Are all of them attributes, as members of enumerations are? Text by any other name is hashed as soon as it is compared.</summary>
    private static bool HoldsMembers(Node display)
    {
        foreach (var element in display.Children)
            if (element.Kind != Kind.Attribute) return false;
        return display.Children.Count <= 6;
    }
}
