namespace Lever.Profiles.Names;

/// <summary>Names of Python functions, as code objects carry them.</summary>
public static class PythonNames
{
    /// <summary>The name of a module's own code.</summary>
    public const string Module = "<module>";

    /// <summary>The name of a line that a format places in a file, but in no function.</summary>
    public const string Line = "<line>";

    /// <summary>The unqualified name: the part behind the last dot, <c>&lt;locals&gt;</c> and class names left out.</summary>
    public static string Last(string name)
    {
        // A name such as `<attrs generated init x.Y>` or `<lambda>` is one piece.
        var dot = name.EndsWith('>') ? name.LastIndexOf(".<", StringComparison.Ordinal) : name.LastIndexOf('.');
        return dot < 0 ? name : name[(dot + 1)..];
    }

    /// <summary>Code without a name of its own, which a source finds by its line only.</summary>
    public static bool IsAnonymous(string name) =>
        Last(name) is "<lambda>" or Line or "<listcomp>" or "<genexpr>" or "<dictcomp>" or "<setcomp>";

    /// <summary>Whether one name can mean what the other means: equal, or one is the other with more of its path before it.</summary>
    internal static bool Agree(string a, string b)
    {
        if (a.Length == b.Length) return a == b;
        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        return longer.EndsWith(shorter, StringComparison.Ordinal) && longer[^(shorter.Length + 1)] is '.' or ':';
    }

    /// <summary>The version in the folders of standard libraries, such as <c>lib/python3.11/</c>; null where no path has one, or where they differ.</summary>
    internal static (int Major, int Minor)? VersionIn(IEnumerable<string> paths)
    {
        (int, int)? version = null;
        foreach (var path in paths)
        {
            var at = path.LastIndexOf("lib/python3.", StringComparison.Ordinal);
            if (at < 0) continue;
            var digits = path.AsSpan(at + "lib/python3.".Length);
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            if (end is < 1 or > 3) continue;
            var minor = int.Parse(digits[..end], System.Globalization.CultureInfo.InvariantCulture);
            if (version is not null && version != (3, minor)) return null;
            version = (3, minor);
        }
        return version;
    }
}
