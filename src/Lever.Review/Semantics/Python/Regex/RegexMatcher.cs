namespace Lever.Review.Semantics.Python.Regex;

/// <summary>Counts the steps that a backtracking matcher takes over a text, by taking them.</summary>
internal sealed class RegexMatcher(RegexProgram program)
{
    private readonly int[] marks = new int[program.Marks];
    private readonly List<(int Step, int At)> untried = [];
    private string text = "";
    private long left;

    /// <summary>How many steps a failing match of a text takes; null where it matches, or where it takes more than allowed.</summary>
    public long? StepsToFail(string over, long limit)
    {
        text = over;
        left = limit;
        untried.Clear();
        Array.Fill(marks, -1);
        return Run(0, 0) < 0 && left > 0 ? limit - left : null;
    }

    /// <summary>Did the last text take more steps than allowed?</summary>
    public bool IsExhausted => left <= 0;

    /// <summary>Where a match of the part at a step ends; -1 where there is none.</summary>
    private int Run(int step, int at)
    {
        var floor = untried.Count;
        var steps = program.Steps;
        while (true)
        {
            if (--left <= 0) return -1;
            ref readonly var now = ref steps[step];
            var holds = true;
            switch (now.Op)
            {
                case RegexOp.Take:
                    holds = at < text.Length && now.Set.Contains(text[at]);
                    at++;
                    step++;
                    break;
                case RegexOp.Split:
                    untried.Add((now.Second, at));
                    step = now.First;
                    break;
                case RegexOp.Jump:
                    step = now.First;
                    break;
                case RegexOp.Anchor:
                    holds = IsAt(now.Place, at);
                    step++;
                    break;
                case RegexOp.Mark:
                    // On the way back the mark of the turn before holds again.
                    untried.Add((~now.First, marks[now.First]));
                    marks[now.First] = at;
                    step++;
                    break;
                case RegexOp.LeaveIfEmpty:
                    step = marks[now.Second] == at ? now.First : step + 1;
                    break;
                case RegexOp.Atomic:
                    var end = Run(step + 1, at);
                    holds = end >= 0;
                    (step, at) = (now.First, end);
                    break;
                case RegexOp.Look or RegexOp.LookNot:
                    holds = (at >= now.Second && Run(step + 1, at - now.Second) >= 0) == (now.Op == RegexOp.Look);
                    step = now.First;
                    break;
                case RegexOp.Accept:
                    untried.RemoveRange(floor, untried.Count - floor);
                    return at;
            }
            if (holds) continue;
            while (true)
            {
                if (untried.Count == floor) return -1;
                (step, at) = untried[^1];
                untried.RemoveAt(untried.Count - 1);
                if (step >= 0) break;
                marks[~step] = at;
            }
        }
    }

    private bool IsAt(RegexPlace place, int at) => place switch
    {
        RegexPlace.Start => at == 0,
        RegexPlace.LineStart => at == 0 || text[at - 1] == '\n',
        RegexPlace.End => at == text.Length,
        RegexPlace.LastLineEnd => at == text.Length || at == text.Length - 1 && text[at] == '\n',
        RegexPlace.LineEnd => at == text.Length || text[at] == '\n',
        RegexPlace.WordBoundary => IsWord(at - 1) != IsWord(at),
        _ => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at) => at >= 0 && at < text.Length && CharSet.Words(ascii: false).Contains(text[at]);
}
