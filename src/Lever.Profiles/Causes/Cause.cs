namespace Lever.Profiles.Causes;

/// <summary>What a function does on behalf of the code that calls it, where its name tells.</summary>
public enum Cause
{
    /// <summary>Taking the global interpreter lock and giving it up.</summary>
    TakingGil,
    /// <summary>Taking a lock that another thread holds.</summary>
    Locking,
    /// <summary>A thread without work, or one that waits for another's result: no contention.</summary>
    WaitingForWork,
    /// <summary>The scheduler of an async runtime, not what it runs.</summary>
    AsyncRuntime,
    /// <summary>A call that holds its thread until a disk, a socket, another process or a clock answers.</summary>
    Blocking,
    /// <summary>Copying bytes.</summary>
    Copying,
    /// <summary>Making a second value like the first.</summary>
    Cloning,
    Allocating,
    /// <summary>Freeing memory, and running the destructors that lead to it.</summary>
    Freeing,
    /// <summary>Making objects of Python: constructors and what the interpreter does around them.</summary>
    MakingObjects,
    /// <summary>Python's garbage collector.</summary>
    Collecting,
    /// <summary>Finding, reading and running modules.</summary>
    Importing,
    /// <summary>Calls from Python into Rust: taking arguments apart, catching panics, returning errors.</summary>
    Crossing,
    /// <summary>Making Python's values of Rust's, and the other way round.</summary>
    Converting,
    /// <summary>Counting references to Python's objects from Rust.</summary>
    CountingReferences,
}
