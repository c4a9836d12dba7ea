using System.Text;

namespace Lever.Review.Semantics.Python.Regex;

/// <summary>
/// The automaton of a program without its empty moves: a state for each step that takes a character, entered by taking it. Anchors,
/// looks and atomic parts let everything pass here: what that makes possible too much is found out when texts are tried.
/// </summary>
internal sealed class RegexAutomaton
{
    private const int MaximumMoves = 3000;

    private readonly RegexProgram program;
    private readonly List<int> stepOf = [];
    private readonly List<(int To, int Ways)>[] next;
    private readonly List<(int To, int Ways)> entries;
    private readonly int[] loopOf;
    private readonly bool[] isOnLoop;
    private readonly bool[,] reaches;

    public RegexAutomaton(RegexProgram program)
    {
        this.program = program;
        var stateOf = new int[program.Steps.Length];
        for (var step = 0; step < stateOf.Length; step++)
        {
            stateOf[step] = stepOf.Count;
            if (program.Steps[step].Op == RegexOp.Take) stepOf.Add(step);
        }
        entries = Moves(0, stateOf);
        next = new List<(int, int)>[stepOf.Count];
        for (var state = 0; state < next.Length; state++) next[state] = Moves(stepOf[state] + 1, stateOf);
        (reaches, loopOf, isOnLoop) = (new bool[Count, Count], new int[Count], new bool[Count]);
        if (Count <= 200) Connect();
    }

    public int Count => stepOf.Count;

    public bool HasLoops => Array.IndexOf(isOnLoop, true) >= 0;

    public bool IsOnLoop(int state) => isOnLoop[state];

    /// <summary>The same number for states that lead to each other.</summary>
    public int LoopOf(int state) => loopOf[state];

    public bool Reaches(int from, int to) => reaches[from, to];

    public List<(int To, int Ways)> Next(int state) => next[state];

    public bool IsSelfLoop(int state)
    {
        for (var other = 0; other < Count; other++)
            if (other != state && loopOf[other] == loopOf[state]) return false;
        return true;
    }

    public CharSet SetOf(int state) => program.Steps[stepOf[state]].Set;

    /// <summary>Where the state's character class stands in the pattern.</summary>
    public (int Start, int End) PlaceOf(int state) => (program.Steps[stepOf[state]].Start, program.Steps[stepOf[state]].End);

    /// <summary>A shortest text that leads to a state.</summary>
    public string? WordTo(int state)
    {
        var before = new int[Count];
        Array.Fill(before, -2);
        var queue = new Queue<int>();
        foreach (var (to, _) in entries)
            if (before[to] == -2)
            {
                before[to] = -1;
                queue.Enqueue(to);
            }
        while (queue.TryDequeue(out var at) && at != state)
            foreach (var (to, _) in next[at])
                if (before[to] == -2)
                {
                    before[to] = at;
                    queue.Enqueue(to);
                }
        if (before[state] == -2) return null;
        var word = new StringBuilder();
        for (var at = state; at >= 0; at = before[at])
        {
            if (SetOf(at).Example is not { } taken) return null;
            word.Insert(0, taken);
        }
        return word.ToString();
    }

    /// <summary>Which characters can be taken next from a step, and in one way or in more.</summary>
    private List<(int To, int Ways)> Moves(int from, int[] stateOf)
    {
        var ways = new Dictionary<int, int>();
        var visited = new int[program.Steps.Length];
        var budget = MaximumMoves;
        Follow(from, 0);
        return [.. ways.Select(way => (way.Key, way.Value))];

        // The marks are those of turns that began on this way, and have taken nothing.
        void Follow(int step, ulong marked)
        {
            while (budget-- > 0)
            {
                ref readonly var now = ref program.Steps[step];
                switch (now.Op)
                {
                    case RegexOp.Take:
                        ways[stateOf[step]] = Math.Min(2, ways.GetValueOrDefault(stateOf[step]) + 1);
                        return;
                    case RegexOp.Split:
                        // Twice, as a turn that takes nothing may come back to where it began.
                        if (visited[step] == 2) return;
                        visited[step]++;
                        Follow(now.First, marked);
                        Follow(now.Second, marked);
                        visited[step]--;
                        return;
                    case RegexOp.Jump:
                        step = now.First;
                        break;
                    case RegexOp.Mark:
                        marked |= Bit(now.First);
                        step++;
                        break;
                    case RegexOp.LeaveIfEmpty:
                        step = (marked & Bit(now.Second)) != 0 ? now.First : step + 1;
                        break;
                    case RegexOp.Look or RegexOp.LookNot:
                        step = now.First;
                        break;
                    case RegexOp.Accept:
                        // The end of an atomic part goes on behind it, where its beginning aims.
                        if (Behind(step) is not { } behind) return;
                        step = behind;
                        break;
                    default:
                        step++;
                        break;
                }
            }
        }
    }

    /// <summary>The bit of a loop's mark; loops beyond what a word holds are not told apart.</summary>
    private static ulong Bit(int mark) => mark < 64 ? 1UL << mark : 0;

    private int? Behind(int accept)
    {
        for (var step = accept - 1; step >= 0; step--)
            if (program.Steps[step] is { Op: RegexOp.Atomic } atomic && atomic.First == accept + 1) return atomic.First;
        return null;
    }

    private void Connect()
    {
        for (var state = 0; state < Count; state++)
        {
            var stack = new Stack<int>();
            stack.Push(state);
            while (stack.TryPop(out var at))
                foreach (var (to, _) in next[at])
                    if (!reaches[state, to])
                    {
                        reaches[state, to] = true;
                        stack.Push(to);
                    }
        }
        for (var state = 0; state < Count; state++)
        {
            isOnLoop[state] = reaches[state, state];
            loopOf[state] = state;
            for (var other = 0; other < state; other++)
                if (reaches[state, other] && reaches[other, state])
                {
                    loopOf[state] = loopOf[other];
                    break;
                }
        }
    }
}
