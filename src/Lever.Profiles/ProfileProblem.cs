namespace Lever.Profiles;

/// <summary>How a <see cref="ProfilePlace"/> counts.</summary>
public enum PlaceUnit
{
    /// <summary>The file as a whole.</summary>
    File,
    /// <summary>Lines, from 1.</summary>
    Line,
    /// <summary>Bytes of the decompressed content, from 0.</summary>
    Byte,
}

/// <summary>A place in a profile's file.</summary>
public readonly record struct ProfilePlace(PlaceUnit Unit, long Position)
{
    public static ProfilePlace File => default;

    public static ProfilePlace Line(long line) => new(PlaceUnit.Line, line);

    public static ProfilePlace Byte(long offset) => new(PlaceUnit.Byte, offset);

    public override string ToString() => Unit switch
    {
        PlaceUnit.Line => $"line {Position}",
        PlaceUnit.Byte => $"byte {Position}",
        _ => "file",
    };
}

/// <summary>Something in the file that could not be used. What could be used was.</summary>
/// <param name="Message">A sentence without its final period, starting in lower case, with the remedy where there is one.</param>
public readonly record struct ProfileProblem(ProfilePlace Place, string Message);

/// <summary>Why a profile that was read well may still mislead.</summary>
public enum ProfileWarningKind
{
    /// <summary>Fewer samples than a share needs to mean anything.</summary>
    TooFewSamples,
    /// <summary>Wall or processor time: the file does not say.</summary>
    ClockUnknown,
    /// <summary>Much of the weight is waiting.</summary>
    MostlyIdle,
    /// <summary>Functions of the same label overwrote each other when the profile was taken.</summary>
    LabelCollision,
    /// <summary>Threads were recorded on one stack; callers are unreliable.</summary>
    ThreadsMerged,
    /// <summary>The program started threads that were not recorded.</summary>
    ThreadsMissing,
    /// <summary>Tracing costs about a microsecond a call, so functions called often look dearer than they are.</summary>
    TracingBias,
    /// <summary>A limit was reached and something left out.</summary>
    LimitReached,
    /// <summary>Many stacks break off before they reach the thread's start, so callers and totals are too small.</summary>
    BrokenStacks,
    /// <summary>The format leaves parts out: narrow frames, small allocations, all but the heaviest rows.</summary>
    Lossy,
    /// <summary>The producer lost events while it recorded.</summary>
    EventsLost,
    /// <summary>Most functions are bare addresses: the file was saved without symbols.</summary>
    SymbolsMissing,
    /// <summary>The time of several threads is added up, so it is not the time that passed.</summary>
    ThreadsSummed,
    /// <summary>The Rust in it was built without optimisation.</summary>
    DebugBuild,
}

/// <summary>A caution that every use of the profile should carry.</summary>
/// <param name="Message">A sentence without its final period, starting in lower case.</param>
public readonly record struct ProfileWarning(ProfileWarningKind Kind, string Message);
