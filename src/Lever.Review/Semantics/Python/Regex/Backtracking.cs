using System.Text;

namespace Lever.Review.Semantics.Python.Regex;

/// <summary>A way to make a pattern try very many ways to match the same text.</summary>
/// <param name="Degree">The power of the text's length that the time grows with; null where it doubles with every few characters.</param>
/// <param name="Prefix">What the text begins with.</param>
/// <param name="Pump">What is repeated.</param>
/// <param name="Suffix">What makes the match fail.</param>
/// <param name="First">The part of the pattern that repeats, or the first of the two that compete, as a place in the pattern; empty where it is the search itself that starts everywhere.</param>
/// <param name="Second">The second part; the first where there is one alone.</param>
public sealed record BacktrackingWitness(int? Degree, string Prefix, string Pump, string Suffix, (int Start, int End) First, (int Start, int End) Second)
{
    public bool IsExponential => Degree is null;

    /// <summary>Does the time grow because the search begins anew at each place?</summary>
    public bool IsBySearch => First == (0, 0);
}

/// <summary>
/// Finds patterns that a backtracking matcher needs exponential or polynomial time for. Candidates are ambiguities of the pattern's
/// automaton (two ways round one loop for the same text; two loops that the same text can be shared out between: the criteria of
/// Weber and Seidl, "On the degree of ambiguity of finite automata", 1991). A candidate counts only once a text built from it has
/// been matched, step by step, at growing lengths.
/// </summary>
public sealed class Backtracking
{
    private const int MaximumStates = 150;
    private const int MaximumVisits = 60_000;
    private const long MaximumSteps = 400_000;
    private const int MaximumTries = 60;
    private const int MaximumPairs = 400;

    private static readonly string[] Suffixes = ["", "!", "\n!", "\0", " ", "a", "\n"];

    private readonly RegexNode tree;
    private readonly RegexProgram program;
    private readonly RegexMatcher matcher;
    private readonly RegexAutomaton automaton;
    private readonly Queue<(int, int, int)> triples = new();
    private readonly Dictionary<(int, int, int), ((int, int, int) Before, char Taken)> waysToTriples = [];
    private int visits;
    private int tries;
    private int pairs;

    private Backtracking(RegexNode tree, RegexProgram program)
    {
        this.tree = tree;
        this.program = program;
        matcher = new RegexMatcher(program);
        automaton = new RegexAutomaton(program);
    }

    /// <summary>The worst that could be shown of a pattern; null where nothing was.</summary>
    /// <param name="isSearch">May the match begin anywhere in the text, as with <c>search</c> and <c>sub</c>?</param>
    /// <param name="toTheEnd">Must it reach the text's end, as with <c>fullmatch</c>?</param>
    public static BacktrackingWitness? Of(RegexNode tree, bool isSearch, bool toTheEnd)
    {
        if (RegexProgram.Of(tree, isSearch, toTheEnd) is not { } program) return null;
        var analysis = new Backtracking(tree, program);
        if (analysis.automaton.Count > MaximumStates || !analysis.automaton.HasLoops) return null;
        return analysis.Exponential() ?? analysis.Polynomial();
    }

    private BacktrackingWitness? Exponential()
    {
        for (var state = 0; state < automaton.Count; state++)
        {
            if (!automaton.IsOnLoop(state) || RoundTwice(state) is not { } pump || automaton.WordTo(state) is not { } prefix) continue;
            if (Shown(prefix, pump, isExponential: true) is not var (_, suffix)) continue;
            var repeat = RepeatAround(automaton.PlaceOf(state), 2);
            return new BacktrackingWitness(null, prefix, pump, suffix, repeat, repeat);
        }
        return null;
    }

    private BacktrackingWitness? Polynomial()
    {
        BacktrackingWitness? worst = null;
        for (var from = 0; from < automaton.Count; from++)
        {
            if (!automaton.IsOnLoop(from)) continue;
            for (var to = 0; to < automaton.Count; to++)
            {
                if (from == to || !automaton.IsOnLoop(to) || automaton.LoopOf(from) == automaton.LoopOf(to)) continue;
                if (++pairs > MaximumPairs) return worst;
                if (Shared(from, to) is not { } pump) continue;
                if (automaton.WordTo(from) is not { } prefix || Shown(prefix, pump, isExponential: false) is not var (degree, suffix)) continue;
                var (first, second) = (RepeatAround(automaton.PlaceOf(from), 1), RepeatAround(automaton.PlaceOf(to), 1));
                if (worst is null || degree > worst.Degree || worst.IsBySearch && first != (0, 0)) worst = new BacktrackingWitness(degree, prefix, pump, suffix, first, second);
                // Another pair may be worse, but two suffice to say that this one is bad.
                if (!worst.IsBySearch) return worst;
            }
        }
        return worst;
    }

    /// <summary>A text that leads from a state back to it in two ways.</summary>
    private string? RoundTwice(int state)
    {
        var loop = automaton.LoopOf(state);
        var queue = new Queue<(int Left, int Right, bool Apart)>();
        var from = new Dictionary<(int, int, bool), ((int, int, bool) Before, char Taken)>();
        queue.Enqueue((state, state, false));
        while (queue.TryDequeue(out var pair))
        {
            foreach (var left in automaton.Next(pair.Left))
            {
                if (automaton.LoopOf(left.To) != loop) continue;
                foreach (var right in automaton.Next(pair.Right))
                {
                    if (automaton.LoopOf(right.To) != loop || ++visits > MaximumVisits) continue;
                    var apart = pair.Apart || left.To != right.To || left.Ways > 1;
                    var next = (left.To, right.To, apart);
                    if ((automaton.SetOf(left.To) & automaton.SetOf(right.To)).Example is not { } taken || !from.TryAdd(next, (pair, taken))) continue;
                    if (next == (state, state, true)) return Word(from, next, (state, state, false));
                    queue.Enqueue(next);
                }
            }
        }
        return null;
    }

    /// <summary>A text that goes round one loop, round another, and from the one to the other.</summary>
    private string? Shared(int from, int to)
    {
        if ((automaton.SetOf(from) & automaton.SetOf(to)).IsEmpty && automaton.IsSelfLoop(from) && automaton.IsSelfLoop(to)) return null;
        if (!automaton.Reaches(from, to)) return null;
        var (first, last) = (automaton.LoopOf(from), automaton.LoopOf(to));
        var start = (from, from, to);
        var (queue, before) = (triples, waysToTriples);
        queue.Clear();
        before.Clear();
        queue.Enqueue(start);
        while (queue.TryDequeue(out var triple))
        {
            foreach (var stay in automaton.Next(triple.Item1))
            {
                if (automaton.LoopOf(stay.To) != first) continue;
                foreach (var end in automaton.Next(triple.Item3))
                {
                    if (automaton.LoopOf(end.To) != last) continue;
                    var both = automaton.SetOf(stay.To) & automaton.SetOf(end.To);
                    if (both.IsEmpty) continue;
                    foreach (var go in automaton.Next(triple.Item2))
                    {
                        if (++visits > MaximumVisits) return null;
                        var next = (stay.To, go.To, end.To);
                        if ((both & automaton.SetOf(go.To)).Example is not { } taken || !before.TryAdd(next, (triple, taken))) continue;
                        if (next == (from, to, to)) return Word(before, next, start);
                        queue.Enqueue(next);
                    }
                }
            }
        }
        return null;
    }

    private static string Word<T>(Dictionary<T, (T Before, char Taken)> from, T last, T first) where T : IEquatable<T>
    {
        var word = new StringBuilder();
        for (var at = last; ; )
        {
            var (before, taken) = from[at];
            word.Insert(0, taken);
            if (before.Equals(first)) return word.ToString();
            at = before;
        }
    }

    /// <summary>Tries texts of growing length. The degree is what the steps were seen to grow with, and means nothing for exponential growth.</summary>
    private (int Degree, string Suffix)? Shown(string prefix, string pump, bool isExponential)
    {
        foreach (var suffix in Suffixes)
        {
            if (++tries > MaximumTries) return null;
            if (isExponential)
            {
                if (GrowsExponentially(prefix, pump, suffix)) return (0, suffix);
            }
            else if (DegreeOf(prefix, pump, suffix) is >= 2 and var degree) return (degree, suffix);
        }
        return null;
    }

    private bool GrowsExponentially(string prefix, string pump, string suffix)
    {
        long? Steps(int count) => matcher.StepsToFail(Text(prefix, pump, count, suffix), MaximumSteps);
        if (Steps(4) is not { } short1) return false;
        // Three pumps more and fifty times the steps, or two more and twenty times: no polynomial that a pattern of this size has.
        if (Steps(7) is not { } short2) return matcher.IsExhausted && (short1 < MaximumSteps / 50 || Steps(2) is { } shortest && short1 > 20 * shortest);
        if (short2 < 3 * short1) return false;
        // A polynomial's growth slows down from one stretch to the next of equal length; an exponential's does not.
        if (Steps(10) is not { } middle) return matcher.IsExhausted;
        if (middle < 0.8 * short2 / short1 * short2) return false;
        return Steps(13) is { } last ? last >= 0.85 * middle / short2 * middle : matcher.IsExhausted;
    }

    private int DegreeOf(string prefix, string pump, string suffix)
    {
        long? Steps(int count) => matcher.StepsToFail(Text(prefix, pump, count, suffix), MaximumSteps);
        if (Steps(16) is not { } few || Steps(32) is not { } some) return 0;
        // Steps of which less than a fifth grow with the square can't be three times as many at twice the length next.
        if (some < 2.2 * few) return 0;
        if (Steps(64) is not { } more) return matcher.IsExhausted ? Power(some, few) : 0;
        if (more < 3 * some) return 0;
        return Power(more, some);
    }

    private static int Power(long more, long some) => (int)Math.Round(Math.Log2((double)more / some));

    private static string Text(string prefix, string pump, int count, string suffix) =>
        new StringBuilder(prefix).Insert(prefix.Length, pump, count).Append(suffix).ToString();

    /// <summary>The endless repeat around a place: the innermost, or the one that is so many levels out, where there are as many.</summary>
    private (int Start, int End) RepeatAround((int Start, int End) place, int levels)
    {
        if (place == (0, 0)) return place;
        var around = new List<(int Start, int End)>();
        Collect(tree);
        return around.Count == 0 ? place : around[Math.Max(0, around.Count - levels)];

        void Collect(RegexNode node)
        {
            if (node.Start > place.Start || node.End < place.End) return;
            if (node is RegexRepeat { Maximum: null or > 16 }) around.Add((node.Start, node.End));
            switch (node)
            {
                case RegexSequence sequence:
                    foreach (var part in sequence.Parts) Collect(part);
                    break;
                case RegexAlternation alternation:
                    foreach (var branch in alternation.Branches) Collect(branch);
                    break;
                case RegexRepeat repeat: Collect(repeat.Body); break;
                case RegexGroup group: Collect(group.Body); break;
                case RegexAtomic atomic: Collect(atomic.Body); break;
                case RegexLook look: Collect(look.Body); break;
            }
        }
    }
}
