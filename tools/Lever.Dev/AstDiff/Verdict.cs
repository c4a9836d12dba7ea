using System.Text;
using System.Text.RegularExpressions;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Dev.AstDiff;

internal enum Outcome
{
    Equal,
    BothReject,
    /// <summary>Both accept, and their trees differ.</summary>
    TreesDiffer,
    OnlyCPythonAccepts,
    OnlyLeverAccepts,
    CPythonGaveUp,
}

/// <summary>How the two parsers compare on one source.</summary>
/// <param name="Category">What the disagreement is, alike for alike causes; empty where there is none.</param>
/// <param name="Detail">The disagreement itself: lines of both dumps, or a message with its line.</param>
internal readonly record struct Verdict(Outcome Outcome, string Category, string Detail)
{
    public bool IsAgreement => Outcome is Outcome.Equal or Outcome.BothReject;

    public static Verdict OnTrees(CPythonAnswer answer, DecodedSource source, SyntaxTree tree, AstDialect dialect)
    {
        var verdict = OnAcceptance(answer, source, tree);
        if (verdict.Outcome != Outcome.Equal) return verdict;
        var ours = AstDump.Of(tree, dialect);
        if (ours.Span.SequenceEqual(answer.Text)) return verdict;
        if (FirstDifference(answer.Text, ours.Span) is not var (expected, actual)) return verdict;
        return new(Outcome.TreesDiffer, Dump.Alike(expected) + " / " + Dump.Alike(actual), $"CPython {expected}\n    Lever   {actual}");
    }

    public static Verdict OnAcceptance(CPythonAnswer answer, DecodedSource source, SyntaxTree tree)
    {
        var problem = source.Problems.Concat(tree.Problems).Select(found => (Problem?)found).FirstOrDefault();
        if (answer.Status == CPythonStatus.GaveUp) return new(Outcome.CPythonGaveUp, answer.Message, answer.Message);
        var accepted = answer.Status == CPythonStatus.Accepted;
        if (accepted != problem is null)
        {
            if (problem is not { } found) return new(Outcome.OnlyLeverAccepts, Dump.Alike(answer.Message), answer.Message);
            var line = tree.Lines.LineAt(found.Span.Start);
            return new(Outcome.OnlyCPythonAccepts, Dump.Alike(found.Message), $"line {line}: {found.Message}\n    {tree.Lines.TextOf(line).Trim()}");
        }
        return new(accepted ? Outcome.Equal : Outcome.BothReject, "", "");
    }

    private static (string Expected, string Actual)? FirstDifference(byte[] expected, ReadOnlySpan<byte> actual)
    {
        var left = Encoding.UTF8.GetString(expected).Split('\n');
        var right = Encoding.UTF8.GetString(actual).Split('\n');
        for (var line = 0; line < Math.Min(left.Length, right.Length); line++)
            if (!Matches(left[line], right[line])) return (Shown(left[line]), Shown(right[line]));
        return left.Length == right.Length ? null : ("(end)", $"{right.Length - left.Length} lines more");
    }

    private static string Shown(string line) => line.Length == 0 ? "(end)" : line;

    /// <summary>CPython's names are normalized (NFKC) and may so become ASCII; ours stand as they are written, shown as `~`.</summary>
    private static bool Matches(string expected, string actual)
    {
        if (expected == actual) return true;
        var names = actual.Split('~');
        if (names.Length == 1) return false;
        return Regex.IsMatch(expected, "^" + string.Join("[^ ,]+", names.Select(Regex.Escape)) + "$");
    }
}

/// <summary>Texts of dumps and messages.</summary>
internal static partial class Dump
{
    /// <summary>A line without the numbers and names that differ from file to file.</summary>
    public static string Alike(string line) => Quoted().Replace(Numbers().Replace(line, "#"), "'…'").Trim();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    [GeneratedRegex("'[^']*'|`[^`]*`")]
    private static partial Regex Quoted();
}
