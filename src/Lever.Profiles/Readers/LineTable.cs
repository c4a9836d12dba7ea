using Lever.Profiles.Names;

namespace Lever.Profiles.Readers;

/// <summary>What line_profiler gives: the time of every line of some functions, with what the line calls, and how often it ran.</summary>
internal sealed class LineTable
{
    /// <summary>Rows of one file. Real files have thousands.</summary>
    private const int MaxRows = 2_000_000;

    private readonly ProfileBuilder builder;
    private readonly int time;
    private readonly int hits;
    private readonly HashSet<int> functions = [];
    private int function = -1;
    private int rows;

    public LineTable(ProfileBuilder builder)
    {
        this.builder = builder;
        time = builder.AddMetric(new Metric("time", MetricUnit.Seconds, MetricKind.WallTime));
        hits = builder.AddMetric(new Metric("hits", MetricUnit.Count, MetricKind.Unknown));
    }

    /// <summary>The rows that follow are those of a function.</summary>
    public void Begin(string file, int firstLine, string name)
    {
        function = builder.AddFunction(new ProfileFunction(name, file.Replace('\\', '/'), firstLine, FunctionOrigin.Python, "", name));
        functions.Add(function);
    }

    /// <summary>Adds a line of the function begun last; false where there are too many.</summary>
    public bool Add(int line, double count, double seconds)
    {
        if (function < 0) return true;
        if (++rows > MaxRows)
        {
            builder.Problem(ProfilePlace.File, $"more than {MaxRows} lines: the rest is left out");
            return false;
        }
        builder.AddRow(function, time, seconds, seconds);
        builder.AddRow(function, hits, count, count);
        builder.AddLine(new LineRow(function, line, time, seconds, seconds));
        builder.AddLine(new LineRow(function, line, hits, count, count));
        return true;
    }

    public void Finish()
    {
        builder.Warn(ProfileWarningKind.Lossy, functions.Count > 1
            ? "only decorated functions are in the file, and the time of a line includes what it calls: functions that call each other count twice"
            : "only decorated functions are in the file, and the time of a line includes what it calls");
    }
}
