namespace Lever.Experiments.Equivalence;

/// <summary>What of a call's behaviour can be seen to differ.</summary>
public enum Aspect
{
    /// <summary>The value of the result, or of the items of an iterator.</summary>
    Result,

    /// <summary>The exact type of the result or of something in it.</summary>
    Type,

    /// <summary>The same elements in another order.</summary>
    Order,

    /// <summary>One side raises and the other does not, or they raise different types.</summary>
    Exception,

    /// <summary>The same exception with other arguments, attributes or another cause.</summary>
    ExceptionArguments,

    /// <summary>What the call does to its arguments, <c>self</c> among them.</summary>
    Arguments,

    /// <summary>Which objects are one and the same: a result that is an argument, or shares a part with it.</summary>
    Aliasing,

    /// <summary>Whether the result is an iterator, when its work is done, and how much of a one-shot input is taken when.</summary>
    Laziness,

    /// <summary>Text written to standard output or standard error.</summary>
    Output,
    Logging,
    Warnings,
    Files,

    /// <summary>Calls made to functions that were handed in for their effects.</summary>
    Callbacks,

    /// <summary>Variables of modules, classes, default arguments and closures that outlive the call.</summary>
    Globals,

    /// <summary>Settings of the process, exit calls, open files, replaced functions.</summary>
    Process,

    /// <summary>Threads and tasks that are still at work when the call has returned.</summary>
    LeftRunning,

    /// <summary>A second call with equal arguments does less work than the first, which it does not before the patch.</summary>
    Remembers,

    /// <summary>One side gives no answer: it dies, hangs, or its arguments cannot be made.</summary>
    NoAnswer,

    /// <summary>Something that cannot be compared, such as a function made by the call; equal behaviour is not shown.</summary>
    Unseen,
}
