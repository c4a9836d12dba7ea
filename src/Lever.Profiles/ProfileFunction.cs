using Lever.Profiles.Names;

namespace Lever.Profiles;

/// <summary>Whose code a function is, as far as its name tells.</summary>
public enum FunctionOrigin
{
    /// <summary>Python source.</summary>
    Python,
    /// <summary>A function that an interpreter's profiler knows by name only: a built-in or one of an extension module.</summary>
    Builtin,
    /// <summary>Machine code: a symbol, perhaps with its file.</summary>
    Native,
    Kernel,
    /// <summary>Not a function: garbage collection, an omitted part, an unknown address.</summary>
    Synthetic,
}

/// <summary>A function as a profile names it.</summary>
/// <param name="Name">
/// The comparable name: Python functions as in their code objects (<c>&lt;module&gt;</c>, <c>&lt;lambda&gt;</c>), built-ins as
/// <c>list.append</c> or <c>time.sleep</c>, symbols without offset and annotation.
/// </param>
/// <param name="File">As the producer writes it, with forward slashes; empty if unknown.</param>
/// <param name="FirstLine">Line of the definition, that of the first decorator in Python; 0 if unknown.</param>
/// <param name="Module">Library or executable of a native function; empty if unknown.</param>
/// <param name="RawName">The producer's spelling of the name.</param>
public sealed record ProfileFunction(string Name, string File, int FirstLine, FunctionOrigin Origin, string Module, string RawName)
{
    /// <summary>What two profiles, or a profile and a source, agree on.</summary>
    public FrameKey Key => new(PathText.Normalize(File), FirstLine, Name);
}

/// <summary>Identity of a function across profiles.</summary>
/// <param name="File">Normalised path, see <see cref="PathText.Normalize"/>.</param>
/// <param name="FirstLine">0 where the producer gives none.</param>
public readonly record struct FrameKey(string File, int FirstLine, string Name);

/// <summary>A function at a line it was executing.</summary>
/// <param name="Function">Index into <see cref="Profile.Functions"/>.</param>
/// <param name="Line">The executed line, from 1; 0 where the format has none.</param>
public readonly record struct ProfileFrame(int Function, int Line);

/// <summary>A thread, or what a producer keeps apart as if it were one.</summary>
/// <param name="Name">The producer's name for it; empty in files that do not tell threads apart.</param>
public sealed record ProfileThread(string Name)
{
    /// <summary>Whether the profiler started it for itself, as Datadog's starts several that sleep for nearly all of the time.</summary>
    public bool IsOfProfiler => Name.StartsWith("ddtrace.", StringComparison.Ordinal);
}
