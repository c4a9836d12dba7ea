using Lever.Profiles.Names;

namespace Lever.Profiles.Joining;

/// <summary>How surely a function of a profile is a function of the source.</summary>
public enum FrameMatch
{
    /// <summary>No function of the file fits.</summary>
    None,
    /// <summary>The name is the only one of its kind, but its line lies elsewhere: the source has changed since.</summary>
    Stale,
    /// <summary>By name alone; the profile gives no line.</summary>
    ByName,
    /// <summary>Name and line agree.</summary>
    Exact,
}

/// <summary>Finds the functions of one source file by the names and lines of a profile.</summary>
internal sealed class FunctionFinder
{
    /// <summary>The answer for the code of the module itself.</summary>
    public const int Module = -1;

    private readonly bool isRust;
    private readonly int lastLine;
    private readonly SourceFunction[] functions;
    private readonly Dictionary<string, List<int>> byName = [];

    /// <summary>The functions by first line, and for each the place in this order of the one around it, or -1.</summary>
    private readonly int[] inOrder;
    private readonly int[] around;
    private readonly int[] firstLines;

    public FunctionFinder(SourceFile file)
    {
        isRust = RustNames.AreOf(file.Path);
        lastLine = file.Lines > 0 ? file.Lines : int.MaxValue;
        functions = file.Functions.ToArray();
        for (var i = 0; i < functions.Length; i++)
        {
            var last = Last(functions[i].QualifiedName);
            if (!byName.TryGetValue(last, out var list)) byName.Add(last, list = []);
            list.Add(i);
        }
        inOrder = Enumerable.Range(0, functions.Length).OrderBy(f => functions[f].FirstLine).ThenByDescending(f => functions[f].LastLine).ToArray();
        firstLines = inOrder.Select(f => functions[f].FirstLine).ToArray();
        around = new int[inOrder.Length];
        for (var place = 0; place < around.Length; place++) around[place] = UpTo(place - 1, firstLines[place]);
    }

    /// <param name="line">A line of the function, executed or first; 0 if unknown.</param>
    /// <returns>An index into the file's functions or <see cref="Module"/>; meaningless where nothing matches.</returns>
    public (int Function, FrameMatch Match) Find(string name, int line)
    {
        if (isRust) name = RustNames.Normalize(name);
        var last = Last(name);
        if (last == PythonNames.Module) return (Module, line <= lastLine ? FrameMatch.Exact : FrameMatch.Stale);
        var named = byName.GetValueOrDefault(last) ?? [];
        if (line > 0 && Innermost(named, line) is { } exact) return (exact, FrameMatch.Exact);
        // Code without a name is the business of the function around it.
        if (PythonNames.IsAnonymous(last))
            return line > 0 ? (Around(line), line <= lastLine ? FrameMatch.Exact : FrameMatch.Stale) : (Module, FrameMatch.None);
        if (named.Count == 0) return (Module, FrameMatch.None);
        var agreeing = named.Where(f => Agree(functions[f].QualifiedName, name)).ToList();
        if (agreeing.Count == 0) agreeing = named;
        if (line == 0) return agreeing.Count == 1 ? (agreeing[0], FrameMatch.ByName) : (Module, FrameMatch.None);
        return (agreeing.MinBy(f => Math.Abs((long)functions[f].FirstLine - line)), FrameMatch.Stale);
    }

    private string Last(string name) => isRust ? RustNames.Last(name) : PythonNames.Last(name);

    private bool Agree(string a, string b) => isRust ? RustNames.Agree(a, b) : PythonNames.Agree(a, b);

    /// <summary>The innermost function at a line, or <see cref="Module"/>.</summary>
    private int Around(int line)
    {
        var found = Array.BinarySearch(firstLines, line);
        if (found < 0) found = ~found - 1;
        while (found + 1 < firstLines.Length && firstLines[found + 1] == line) found++;
        var place = UpTo(found, line);
        return place < 0 ? Module : inOrder[place];
    }

    /// <summary>The nearest place, from one outwards, whose function reaches the line.</summary>
    private int UpTo(int place, int line)
    {
        while (place >= 0 && functions[inOrder[place]].LastLine < line) place = around[place];
        return place;
    }

    private int? Innermost(List<int> candidates, int line)
    {
        int? found = null;
        foreach (var f in candidates)
        {
            if (functions[f].FirstLine > line || functions[f].LastLine < line) continue;
            if (found is null || functions[f].FirstLine >= functions[found.Value].FirstLine) found = f;
        }
        return found;
    }
}
