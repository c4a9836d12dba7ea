using Lever.Profiles.Names;

namespace Lever.Profiles.Joining;

/// <summary>
/// Numbers the functions of the source, a module's own code first in its file, and says for every frame and function of a
/// profile which of them it is.
/// </summary>
internal sealed class SourceKeys
{
    public const int None = -1;

    private readonly IReadOnlyList<SourceFile> project;
    private readonly int[] firstKeyOfFile;
    private readonly (FileOwner Owner, int File)[] owners;
    private readonly (int Key, FrameMatch Match)[] frames;
    private readonly (int Key, FrameMatch Match)[] functions;
    private readonly Dictionary<(int Function, int Line), (int Key, FrameMatch Match)> lineRows = [];
    private readonly bool[] isProject;

    private SourceKeys(Profile profile, IReadOnlyList<SourceFile> project)
    {
        this.project = project;
        firstKeyOfFile = new int[project.Count + 1];
        for (var i = 0; i < project.Count; i++) firstKeyOfFile[i + 1] = firstKeyOfFile[i] + 1 + project[i].Functions.Count;
        var finders = project.Select(file => new FunctionFinder(file)).ToArray();
        // At which lines functions were seen matters only where there are files to find them in.
        var join = new PathJoin(project, finders, project.Count == 0 ? profile.Functions.Select(function => (function, function.FirstLine)) : Seen(profile));
        owners = profile.Functions.Select(join.Of).ToArray();
        functions = profile.Functions.Select((function, f) => Find(finders, f, function.Name, function.FirstLine)).ToArray();
        frames = profile.Frames.Select(frame => frame.Line == 0
            ? functions[frame.Function]
            : Find(finders, frame.Function, profile.Functions[frame.Function].Name, frame.Line)).ToArray();
        // A table may have millions of lines, most of them of libraries, whose lines are nobody's.
        foreach (var row in profile.Calls.Lines)
            if (owners[row.Function].Owner == FileOwner.Project) lineRows.TryAdd((row.Function, row.Line), Find(finders, row.Function, profile.Functions[row.Function].Name, row.Line));
        isProject = owners.Select(owner => owner.Owner == FileOwner.Project).ToArray();
        HasExecutedLines = profile.HasLines && !LinesAreFirstLines(profile);
    }

    public static SourceKeys Of(Profile profile, IReadOnlyList<SourceFile> project) => new(profile, project);

    /// <summary>How many functions the source has, modules counted.</summary>
    public int Count => firstKeyOfFile[^1];

    /// <summary>
    /// Whether the lines of frames are those being executed. A sampler told to go by function writes first lines in their place.
    /// </summary>
    public bool HasExecutedLines { get; }

    public bool IsProject(int profileFunction) => isProject[profileFunction];

    /// <summary>The source function of a frame, or <see cref="None"/>.</summary>
    public (int Key, FrameMatch Match) OfFrame(int frame) => frames[frame];

    /// <summary>The source function of a profile's function, or <see cref="None"/>; by its first line if it has one.</summary>
    public (int Key, FrameMatch Match) OfFunction(int function) => functions[function];

    /// <summary>The source function of a line's row, or <see cref="None"/>; by the line where it has one.</summary>
    public int OfLine(LineRow row) => Line(row).Key;

    private (int Key, FrameMatch Match) Line(LineRow row) => owners[row.Function].Owner == FileOwner.Project ? lineRows[(row.Function, row.Line)] : (None, FrameMatch.None);

    /// <summary>The project file a function of the profile lies in, or <see cref="None"/>.</summary>
    public int FileOf(int function) => owners[function].Owner == FileOwner.Project ? owners[function].File : None;

    public int FileOfKey(int key)
    {
        var found = Array.BinarySearch(firstKeyOfFile, key);
        return found >= 0 ? found : ~found - 1;
    }

    public (SourceFile File, string QualifiedName, int FirstLine) Describe(int key)
    {
        var fileIndex = FileOfKey(key);
        var file = project[fileIndex];
        if (key == firstKeyOfFile[fileIndex]) return (file, PythonNames.Module, 1);
        var function = file.Functions[key - firstKeyOfFile[fileIndex] - 1];
        return (file, function.QualifiedName, function.FirstLine);
    }

    /// <summary>Divides all self weight by where it was placed.</summary>
    public MatchRate Rate(Profile profile, int metric)
    {
        var rate = new MatchTally();
        if (profile.Calls.Lines.Count > 0)
        {
            var ofOthers = new double[owners.Length];
            foreach (var row in profile.Calls.Lines)
            {
                if (row.Metric != metric) continue;
                if (owners[row.Function].Owner == FileOwner.Project) rate.Add(FileOwner.Project, Line(row).Match, profile.Functions[row.Function], row.Self);
                else ofOthers[row.Function] += row.Self;
            }
            for (var f = 0; f < owners.Length; f++)
                if (ofOthers[f] > 0) rate.Add(owners[f].Owner, FrameMatch.None, profile.Functions[f], ofOthers[f]);
            return rate.Result();
        }
        if (profile.Stacks.IsEmpty)
        {
            for (var f = 0; f < owners.Length; f++)
                rate.Add(owners[f].Owner, functions[f].Match, profile.Functions[f], profile.Weights(metric).Self[f]);
            return rate.Result();
        }
        var self = profile.Stacks.Self(metric);
        for (var node = 0; node < self.Length; node++)
        {
            var frame = profile.Stacks.FrameOf(node);
            if (frame < 0) continue;
            var function = profile.Frames[frame].Function;
            rate.Add(owners[function].Owner, frames[frame].Match, profile.Functions[function], self[node]);
        }
        return rate.Result();
    }

    /// <summary>Every function, at each line it was seen.</summary>
    private static IEnumerable<(ProfileFunction, int)> Seen(Profile profile)
    {
        var hasLine = new bool[profile.Functions.Count];
        foreach (var (function, line) in profile.Frames.Concat(profile.Calls.Lines.Select(row => new ProfileFrame(row.Function, row.Line))))
        {
            if (line == 0) continue;
            hasLine[function] = true;
            yield return (profile.Functions[function], line);
        }
        for (var function = 0; function < hasLine.Length; function++)
        {
            if (!hasLine[function]) yield return (profile.Functions[function], profile.Functions[function].FirstLine);
        }
    }

    private (int Key, FrameMatch Match) Find(FunctionFinder[] finders, int function, string name, int line)
    {
        var (owner, file) = owners[function];
        if (owner != FileOwner.Project) return (None, FrameMatch.None);
        var (found, match) = finders[file].Find(name, line);
        return match == FrameMatch.None ? (None, match) : (firstKeyOfFile[file] + 1 + found, match);
    }

    private bool LinesAreFirstLines(Profile profile)
    {
        const int enough = 5;
        int seen = 0, first = 0;
        for (var frame = 0; frame < frames.Length; frame++)
        {
            var line = profile.Frames[frame].Line;
            if (line == 0 || frames[frame].Match != FrameMatch.Exact) continue;
            var (_, name, firstLine) = Describe(frames[frame].Key);
            if (name == PythonNames.Module) continue;
            seen++;
            if (line == firstLine) first++;
        }
        return seen >= enough && first > 0.9 * seen;
    }
}

/// <summary>Adds up a <see cref="MatchRate"/>.</summary>
internal sealed class MatchTally
{
    private const int FilesToName = 20;

    private readonly Dictionary<(string Path, UnmatchedReason Reason), double> files = [];
    private readonly Dictionary<string, double> movedFiles = [];
    private double project, stale, moved, library, native, unmatched;

    public void Add(FileOwner owner, FrameMatch match, ProfileFunction function, double weight)
    {
        switch (owner)
        {
            case FileOwner.Project when match is FrameMatch.Exact or FrameMatch.ByName:
                project += weight;
                break;
            case FileOwner.Project:
                stale += weight;
                if (weight <= 0 || !IsMoved(match, function)) break;
                moved += weight;
                movedFiles[function.File] = movedFiles.GetValueOrDefault(function.File) + weight;
                break;
            case FileOwner.Library:
                library += weight;
                break;
            case FileOwner.Native:
                native += weight;
                break;
            default:
                unmatched += weight;
                var key = (function.File, owner == FileOwner.Ambiguous ? UnmatchedReason.Ambiguous : UnmatchedReason.Unknown);
                files[key] = files.GetValueOrDefault(key) + weight;
                break;
        }
    }

    public MatchRate Result()
    {
        var all = project + stale + library + native + unmatched;
        var scale = all > 0 ? 1 / all : 0;
        var named = files.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key.Path, StringComparer.Ordinal).Take(FilesToName)
            .Select(entry => new UnmatchedFile(entry.Key.Path, entry.Value * scale, entry.Key.Reason)).ToArray();
        return new MatchRate(project * scale, stale * scale, library * scale, native * scale, unmatched * scale, named)
        {
            Moved = moved * scale,
            MovedFiles = movedFiles.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(FilesToName).Select(entry => entry.Key).ToArray(),
        };
    }

    private static bool IsMoved(FrameMatch match, ProfileFunction function) =>
        match == FrameMatch.Stale || (function.Origin == FunctionOrigin.Python && !PythonNames.IsAnonymous(function.Name));
}
