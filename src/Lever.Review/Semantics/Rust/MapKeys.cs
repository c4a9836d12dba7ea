using Lever.Syntax.Rust;

namespace Lever.Review.Semantics.Rust;

/// <summary>What the keys of maps and sets are.</summary>
public static class MapKeys
{
    /// <summary>The type of the keys of a variable that holds a map or set: as its type says, else as what is put in says; unknown where neither does.</summary>
    public static RustType Of(Binding map)
    {
        var said = map.Module.TypeOf(map).WithoutReferences.Argument(0);
        if (!said.IsUnknown) return said;
        foreach (var use in map.Uses)
            if (use.IsWhole && use.Method is { Name: "insert" or "entry" or "replace" or "get_or_insert_with" } call && call.Argument(0) is { } key && map.Module.TypeOf(key) is { IsUnknown: false } type)
                return type;
        return said;
    }
}
