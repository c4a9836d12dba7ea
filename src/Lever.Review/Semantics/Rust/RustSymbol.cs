namespace Lever.Review.Semantics.Rust;

/// <summary>How a method takes its receiver.</summary>
public enum ReceiverMode : byte
{
    /// <summary>It has none.</summary>
    None,
    /// <summary><c>&amp;self</c></summary>
    Shared,
    /// <summary><c>&amp;mut self</c></summary>
    Mutable,
    /// <summary><c>self</c></summary>
    Owned,
}

/// <summary>What a call waits for while it holds its thread.</summary>
public enum Waiting : byte
{
    No,
    File,
    Network,
    Process,
    Sleep,
    Lock,
    /// <summary>Another thread or task.</summary>
    Channel,
    /// <summary>Long computation: hashing of passwords, images, thread pools.</summary>
    Computing,
    Input,
}

/// <summary>What the library tables say of a name, in words.</summary>
[Flags]
public enum RustFacts
{
    None = 0,
    /// <summary>Time in proportion to the receiver's (or first argument's) length.</summary>
    Linear = 1 << 0,
    /// <summary>Allocates on the heap.</summary>
    Allocates = 1 << 1,
    /// <summary>Makes a deep copy of the receiver.</summary>
    Clones = 1 << 2,
    /// <summary>Gives an iterator that has not run yet.</summary>
    Lazy = 1 << 3,
    /// <summary>Runs the iterator to its end.</summary>
    Drives = 1 << 4,
    /// <summary>Runs the iterator until it knows the answer.</summary>
    StopsEarly = 1 << 5,
    /// <summary>Calls its closure once for each element.</summary>
    PerElement = 1 << 6,
    /// <summary>Takes a lock or borrows at run time, giving a guard.</summary>
    Locks = 1 << 7,
    /// <summary>Is a system call each time, on a receiver without buffer.</summary>
    SystemCall = 1 << 8,
    /// <summary>Starts a task, thread or job for its closure or future.</summary>
    Spawns = 1 << 9,
    /// <summary>May be awaited.</summary>
    Async = 1 << 10,
    /// <summary>Adds to the receiver.</summary>
    Grows = 1 << 11,
    /// <summary>Has no effect and gives the same for the same inputs.</summary>
    Pure = 1 << 12,
    /// <summary>Sorts the receiver.</summary>
    Sorts = 1 << 13,
    /// <summary>Of a type: values are copied by a plain move of bits.</summary>
    Copy = 1 << 14,
    /// <summary>Of a type: a clone is a count or a few words.</summary>
    CheapClone = 1 << 15,
    /// <summary>Of a type: owns heap memory.</summary>
    Heap = 1 << 16,
    /// <summary>Of a type: gives access by guards.</summary>
    Lock = 1 << 17,
    /// <summary>Of a type: holds a lock while it lives.</summary>
    Guard = 1 << 18,
    /// <summary>Of a type: a collection of elements that stand in one piece of memory.</summary>
    Contiguous = 1 << 19,
    /// <summary>Of a type: keys are found by their hash.</summary>
    Hashed = 1 << 20,
    /// <summary>Of a type: keys are kept in order.</summary>
    Ordered = 1 << 21,
    /// <summary>Of a type: an iterator that knows how many elements are left.</summary>
    ExactSize = 1 << 22,
    /// <summary>Of a type: reads and writes are system calls.</summary>
    Unbuffered = 1 << 23,
    /// <summary>Compiles, connects or reads configuration: to be done once.</summary>
    OncePerProgram = 1 << 24,
    /// <summary>Runs its closure on threads where blocking is allowed.</summary>
    BlockingAllowed = 1 << 25,
    /// <summary>Removes from or adds at the front or the middle, moving what follows.</summary>
    Shifts = 1 << 26,
    /// <summary>The closure is rarely run: on errors or on a missing value.</summary>
    Cold = 1 << 27,
    /// <summary>Formats its receiver or arguments.</summary>
    Formats = 1 << 28,
}

/// <summary>A name of a library: a type, function, method, variant or constant.</summary>
/// <param name="Path">The full path, `std::vec::Vec::push`.</param>
/// <param name="Result">What a call gives, or the value is; unknown for a type.</param>
/// <param name="Arguments">For each argument that is a closure, the types of its parameters; null for other arguments.</param>
/// <param name="Nanoseconds">Of a small call; 0 where it is not known.</param>
public sealed record RustSymbol(
    string Path, RustFacts Facts, ReceiverMode Receiver, Waiting Waiting, TypeShape Result, IReadOnlyList<IReadOnlyList<TypeShape>?> Arguments, double Nanoseconds)
{
    /// <summary>The number of the path.</summary>
    internal int Id { get; init; }

    public bool IsType { get; init; }

    /// <summary>The names of a type's parameters.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Of a type: what `*` gives.</summary>
    public TypeShape? Deref { get; init; }

    /// <summary>Of a type: what `for` over a value, a reference and a mutable reference gives.</summary>
    public TypeShape? Item { get; init; }

    public TypeShape? SharedItem { get; init; }

    public TypeShape? MutItem { get; init; }

    /// <summary>Bytes of a value on a 64-bit target; -1 where that is not known.</summary>
    public int Size { get; init; } = -1;

    /// <summary>Its alignment in bytes.</summary>
    public int Align { get; init; } = 8;

    /// <summary>Invalid bit patterns, which an enum around it may use for its other variants.</summary>
    public long Niches { get; init; }

    public bool Is(RustFacts facts) => (Facts & facts) != 0;

    /// <summary>
    /// Does a call keep its thread from other work for long? Locks are a matter of their own, what is done once a program is none, and lines that are put together in memory or on
    /// the terminal wait for nobody.
    /// </summary>
    public bool HoldsThread => Waiting is not (Waiting.No or Waiting.Lock) && !Is(RustFacts.OncePerProgram) && !(Waiting == Waiting.File && Path.StartsWith("std::io::Std", StringComparison.Ordinal));

    /// <summary>The last two names of the path: `fs::read`.</summary>
    public string ShortPath => Path.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end && Path.LastIndexOf("::", end - 1, StringComparison.Ordinal) is >= 0 and var start ? Path[(start + 2)..] : Path;

    /// <summary>The name after the last `::`.</summary>
    public string Name => Path[(Path.LastIndexOf(':') + 1)..];
}
