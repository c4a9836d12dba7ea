using System.Text;

namespace Lever.Review.Semantics.Python.Regex;

/// <summary>What every match of a pattern must contain.</summary>
public static class RequiredLiteral
{
    /// <summary>The longest text that each match holds as it stands; null where there is none, or alternatives decide it.</summary>
    public static string? Of(RegexNode tree)
    {
        var (longest, run) = ("", new StringBuilder());
        Read(tree, run, ref longest);
        Keep(run, ref longest);
        return longest.Length == 0 ? null : longest;
    }

    /// <summary>The repeat that the pattern begins with, where a search tries it at most places of a text: one of letters, without a bound.</summary>
    public static RegexRepeat? LeadingRepeat(RegexNode tree)
    {
        while (true)
        {
            switch (tree)
            {
                case RegexSequence { Parts: [var first, ..] }: tree = first; break;
                case RegexGroup group: tree = group.Body; break;
                case RegexRepeat { Maximum: null, Body: RegexSet { Set: var set } } repeat: return set.Contains('e') && set.Contains('t') ? repeat : null;
                default: return null;
            }
        }
    }

    private static void Read(RegexNode node, StringBuilder run, ref string longest)
    {
        switch (node)
        {
            case RegexSequence sequence:
                foreach (var part in sequence.Parts) Read(part, run, ref longest);
                break;
            case RegexGroup group:
                Read(group.Body, run, ref longest);
                break;
            case RegexSet { Set: var set } when UInt128.PopCount(set.Low) + UInt128.PopCount(set.High) == 1:
                run.Append(set.Example);
                break;
            case RegexAnchor:
                break;
            // What is repeated at least once is there once; what stands beside it need not touch that.
            case RegexRepeat { Minimum: > 0 } repeat:
                Keep(run, ref longest);
                Read(repeat.Body, run, ref longest);
                Keep(run, ref longest);
                break;
            default:
                Keep(run, ref longest);
                break;
        }
    }

    private static void Keep(StringBuilder run, ref string longest)
    {
        if (run.Length > longest.Length) longest = run.ToString();
        run.Clear();
    }
}
