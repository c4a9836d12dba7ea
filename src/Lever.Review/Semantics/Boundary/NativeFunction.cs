using Lever.Syntax.Text;

namespace Lever.Review.Semantics.Boundary;

/// <summary>How much a Rust function does each time it is called.</summary>
public enum NativeWork
{
    /// <summary>Nothing that repeats: well under a microsecond, so that crossing the boundary is much of what a call costs.</summary>
    Tiny,

    /// <summary>It goes through one text or one sequence of bytes that it is handed.</summary>
    PerByte,

    /// <summary>It loops, waits or calls what is not known.</summary>
    More,
}

/// <summary>What Python hands over as an argument.</summary>
public enum NativeArgument
{
    /// <summary>A number, a boolean or a character.</summary>
    Scalar,

    /// <summary>Text or bytes, borrowed or owned.</summary>
    Text,

    /// <summary>A container whose elements are converted one by one, such as a <c>Vec&lt;f64&gt;</c>.</summary>
    Converted,

    /// <summary>A view of memory: a buffer, an array.</summary>
    Buffer,

    /// <summary>A Python object, or anything else.</summary>
    Other,
}

/// <param name="Name">The parameter's name.</param>
/// <param name="Type">Its type as it stands in the source.</param>
public sealed record NativeParameter(string Name, string Type, NativeArgument Argument);

/// <summary>A Rust function that Python can call.</summary>
/// <param name="Name">Its name in Python.</param>
/// <param name="Class">The class whose method it is in Python; null for a function of the module.</param>
/// <param name="File">The Rust file, relative, with forward slashes.</param>
/// <param name="Place">The function's name in that file.</param>
/// <param name="Start">Where the name starts, for people.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Parameters">What Python hands over; <c>py</c> and <c>self</c> are none.</param>
/// <param name="Returns">The type of the result as it stands in the source; empty for none.</param>
public sealed record NativeFunction(
    string Name, string? Class, string File, Span Place, Position Start, Position End, NativeWork Work, IReadOnlyList<NativeParameter> Parameters, string Returns)
{
    /// <summary>The functions of its own crate that it calls, whose work is not in <see cref="Work"/> until the crate's files are joined.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>Are Python objects handed over as <c>Bound</c>, as from PyO3 0.21 on?</summary>
    public bool HasBound { get; init; } = true;

    /// <summary>The name of a function beside it that takes many of its arguments at once; null where there is none.</summary>
    public string? Batch { get; init; }
}

/// <summary>What a Rust file gives Python.</summary>
/// <param name="Modules">The names of the modules that it declares with <c>#[pymodule]</c>.</param>
/// <param name="Functions">Its <c>#[pyfunction]</c>s and the methods of its <c>#[pymethods]</c>.</param>
/// <param name="Helpers">What its other functions do each time, by name, for those that call them.</param>
/// <param name="Registered">For functions that a module names by <c>wrap_pyfunction!</c> or <c>#[pymodule_export]</c>, that module: for crates that declare several.</param>
public sealed record NativeOutline(
    IReadOnlyList<string> Modules, IReadOnlyList<NativeFunction> Functions, IReadOnlyList<NativeHelper> Helpers, IReadOnlyDictionary<string, string> Registered);

/// <summary>A function of an extension's crate that Python does not see.</summary>
/// <param name="Work">What it does without what it calls in its own crate.</param>
public sealed record NativeHelper(string Name, NativeWork Work, IReadOnlyList<string> Calls);
