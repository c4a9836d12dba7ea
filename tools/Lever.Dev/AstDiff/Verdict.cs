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
        var (expected, actual) = FirstDifference(answer.Text, ours.Span);
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

    private static (string Expected, string Actual) FirstDifference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        var start = expected[..expected.CommonPrefixLength(actual)].LastIndexOf((byte)'\n') + 1;
        return (Line(expected[start..]), Line(actual[start..]));
    }

    private static string Line(ReadOnlySpan<byte> from)
    {
        var end = from.IndexOf((byte)'\n');
        return end < 0 ? "(end)" : Encoding.UTF8.GetString(from[..end]);
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
