namespace Lever.Review.Semantics.Rust;

/// <summary>What the project's index says of paths, by their numbers. Files of a project ask the same again and again: it is looked up by text once.</summary>
internal sealed class DeclaredPaths(PathTable paths)
{
    private const int Expected = 1024;

    private readonly IntMap reexports = new();
    private readonly IntMap members = new();
    private RustIndex? index;

    /// <param name="isRenumbered">Have the numbers of paths lost their meaning?</param>
    public void Reset(RustIndex project, bool isRenumbered)
    {
        if (index == project && !isRenumbered) return;
        index = project;
        reexports.Reset(Expected);
        members.Reset(Expected);
    }

    /// <summary>Where a re-exported path leads; 0 where it is none.</summary>
    public int ReexportOf(int path)
    {
        var known = reexports.Find(path, 0);
        if (known >= 0) return known;
        var target = index!.ReexportOf(path, paths);
        reexports.Set(path, 0, target);
        return target;
    }

    /// <summary>The full path of a name of a module; 0 where the module has no such name.</summary>
    public int PathOf(int module, int segment)
    {
        var known = members.Find(module, segment);
        if (known >= 0) return known;
        var path = index!.Knows(module, segment, paths) is { } text ? paths.Of(text) : 0;
        members.Set(module, segment, path);
        return path;
    }
}
