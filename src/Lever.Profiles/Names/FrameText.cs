using System.Globalization;

namespace Lever.Profiles.Names;

/// <summary>
/// Takes apart the frame texts of folded stacks. Every producer has a spelling of its own:
/// <code>
/// func (pkg/file.py:12)       py-spy
/// /path/file.py:func:12       Austin 3, Tachyon
/// func (/path/file.py);L12    Austin 1; the reader hands both parts over together
/// py::func:/path/file.py      perf with Python's trampoline; no line
/// &lt;built-in method time.sleep>   functions of compiled code as Python describes them
/// &lt;task>:name:0               Tachyon, for a task of asyncio
/// pkg/file.py:12 - func       Pyroscope, with pprof-rs as well
/// module`symbol+0x1f          DTrace
/// symbol (library)            py-spy --native, heaptrack
/// crate::module::function     perf, inferno: a symbol, perhaps mangled, perhaps with _[k], _[j], _[i] or _[w] behind it
/// </code>
/// </summary>
internal static class FrameText
{
    /// <summary>What stands for the file of a task of asyncio.</summary>
    private const string TaskFile = "<task>";

    public static FrameName Parse(string text)
    {
        var frame = text.AsSpan().Trim();
        if (TryTrampoline(frame, out var name)) return name;
        if (TryBuiltin(frame, out name)) return name;
        if (TryAustin1(frame, out name)) return name;
        if (TryParenthesized(frame, out name)) return name;
        if (TryColons(frame, out name)) return name;
        if (TryPyroscope(frame, out name)) return name;
        return Symbol(frame);
    }

    /// <summary>A function whose producer gives its file beside the name.</summary>
    /// <param name="file">
    /// Empty where the name may hold the place itself, as converters from folded stacks leave it; <c>~</c> where there is no file,
    /// as pstats and Tachyon say it.
    /// </param>
    public static FrameName WithPlace(string name, string file, int line)
    {
        var text = name.Length <= ProfileLimits.Name ? name : name[..ProfileLimits.Name];
        if (file is TaskFile) return Task(text);
        if (file is "" or "~") return Parse(text) is { Line: 0 } parsed ? parsed with { Line = line } : Parse(text);
        var path = file.Replace('\\', '/');
        if (PathText.IsPython(path)) return new FrameName(name, path, line, FunctionOrigin.Python, "", name);
        return Parse(text) with { File = path, Line = line };
    }

    // <built-in method time.sleep>   <method 'append' of 'list' objects>
    private static bool TryBuiltin(ReadOnlySpan<char> frame, out FrameName name)
    {
        name = default;
        if (!frame.EndsWith(">") || !(frame.StartsWith("<built-in ") || frame.StartsWith("<method '"))) return false;
        var raw = frame.ToString();
        name = new FrameName(BuiltinNames.Normalize(raw), "", 0, FunctionOrigin.Builtin, "", raw);
        return true;
    }

    // py::func:/path/file.py
    private static bool TryTrampoline(ReadOnlySpan<char> frame, out FrameName name)
    {
        name = default;
        if (!frame.StartsWith("py::")) return false;
        var rest = frame[4..];
        var colon = rest.LastIndexOf(':');
        // A drive letter's colon belongs to the path.
        if (colon > 1 && rest[(colon + 1)..].StartsWith("\\") && rest[colon - 2] == ':') colon -= 2;
        if (colon <= 0) return false;
        name = Python(rest[..colon], rest[(colon + 1)..], 0);
        return true;
    }

    // func (/path/file.py);L12
    private static bool TryAustin1(ReadOnlySpan<char> frame, out FrameName name)
    {
        name = default;
        var mark = frame.LastIndexOf(");L");
        if (mark < 0 || !TryLine(frame[(mark + 3)..], out var line)) return false;
        var open = frame.LastIndexOf(" (");
        if (open <= 0 || open > mark) return false;
        name = Python(frame[..open], frame[(open + 2)..mark], line);
        return true;
    }

    // func (file.py:12)   func (file.py)   symbol (library)
    private static bool TryParenthesized(ReadOnlySpan<char> frame, out FrameName name)
    {
        name = default;
        if (!frame.EndsWith(")")) return false;
        var open = frame.LastIndexOf(" (");
        if (open <= 0) return false;
        var inside = frame[(open + 2)..^1];
        if (inside.IsEmpty || inside.ContainsAny('(', ')')) return false;
        var file = inside;
        var line = 0;
        var colon = inside.LastIndexOf(':');
        if (colon > 0 && TryLine(inside[(colon + 1)..], out line)) file = inside[..colon];
        if (PathText.IsPython(file))
        {
            name = Python(frame[..open], file, line);
            return true;
        }
        // `operator new (unsigned long)` is a symbol; a place has a dot or a slash.
        if (!file.ContainsAny('.', '/', '\\')) return false;
        var symbol = Symbol(frame[..open]);
        name = line > 0 || IsNativeSource(file)
            ? symbol with { File = Slashes(file), Line = line }
            : symbol with { Module = file.ToString() };
        return true;
    }

    internal static bool IsNativeSource(ReadOnlySpan<char> file) =>
        file[(file.LastIndexOf('.') + 1)..] is "rs" or "c" or "cc" or "cpp" or "cxx" or "h" or "hpp";

    // /path/file.py:func:12
    private static bool TryColons(ReadOnlySpan<char> frame, out FrameName name)
    {
        name = default;
        var last = frame.LastIndexOf(':');
        if (last <= 0 || !TryLine(frame[(last + 1)..], out var line)) return false;
        var middle = frame[..last].LastIndexOf(':');
        if (middle <= 0 || !PathText.IsPython(frame[..middle])) return false;
        name = frame[..middle] is TaskFile
            ? Task(frame[(middle + 1)..last].ToString())
            : Python(frame[(middle + 1)..last], frame[..middle], line);
        return true;
    }

    // pkg/file.py:12 - func
    private static bool TryPyroscope(ReadOnlySpan<char> frame, out FrameName name)
    {
        name = default;
        var dash = frame.IndexOf(" - ");
        if (dash <= 0) return false;
        var colon = frame[..dash].LastIndexOf(':');
        if (colon <= 0 || !TryLine(frame[(colon + 1)..dash], out var line)) return false;
        var file = frame[..colon];
        var function = frame[(dash + 3)..];
        if (PathText.IsPython(file)) name = Python(function, file, line);
        else if (IsNativeSource(file)) name = Symbol(function) with { File = Slashes(file), Line = line };
        else return false;
        return true;
    }

    private static FrameName Symbol(ReadOnlySpan<char> frame)
    {
        var raw = frame.ToString();
        var origin = FunctionOrigin.Native;
        if (frame.Length > 4 && frame[^1] == ']' && frame[^4] == '_' && frame[^3] == '[' && "kjiw".Contains(frame[^2]))
        {
            if (frame[^2] == 'k') origin = FunctionOrigin.Kernel;
            frame = frame[..^4];
        }
        var module = "";
        var tick = frame.IndexOf('`');
        if (tick > 0)
        {
            module = frame[..tick].ToString();
            frame = frame[(tick + 1)..];
        }
        var offset = frame.LastIndexOf("+0x");
        if (offset > 0) frame = frame[..offset];
        if (IsSynthetic(frame)) origin = FunctionOrigin.Synthetic;
        return new FrameName(RustMangling.Demangle(frame.ToString()), "", 0, origin, module, raw);
    }

    /// <summary>Names that producers make up for what is no function.</summary>
    internal static bool IsSynthetic(ReadOnlySpan<char> name) =>
        name is "" or ":GC:" or "<GC>" or "<native>" or "<task>" or "[unknown]" or "<unknown>" or "::" or ":INVALID:" or "(garbage collector)"
            or "(root)" or "(program)" or "..." || (name.StartsWith('<') && name.EndsWith(" omitted>"));

    /// <summary>A task is no function that a source could show; two of one name are taken for one.</summary>
    internal static FrameName Task(string name) => new($"{TaskFile} {name}", "", 0, FunctionOrigin.Synthetic, "", name);

    private static FrameName Python(ReadOnlySpan<char> name, ReadOnlySpan<char> file, int line)
    {
        var function = name.Trim().ToString();
        return new FrameName(function, Slashes(file), line, FunctionOrigin.Python, "", function);
    }

    private static string Slashes(ReadOnlySpan<char> path) => path.Trim().ToString().Replace('\\', '/');

    // Austin and Tachyon write negative lines where they could not tell one.
    private static bool TryLine(ReadOnlySpan<char> digits, out int line)
    {
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out line)) return false;
        line = Math.Max(0, line);
        return true;
    }
}
