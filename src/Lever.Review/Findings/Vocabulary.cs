namespace Lever.Review.Findings;

/// <summary>What stands behind a claim; wording, severity and exit code follow it.</summary>
public enum Grade
{
    /// <summary>E0: the code's shape.</summary>
    Pattern,
    /// <summary>E1: counts times unit costs.</summary>
    Estimated,
    /// <summary>E2: a profile puts time or memory there.</summary>
    Profiled,
    /// <summary>E3: an experiment on the changed function.</summary>
    ProvenIsolated,
    /// <summary>E4: an experiment on the user's workload.</summary>
    ProvenWorkload,
    /// <summary>E5: the fleet's profiles after release.</summary>
    Confirmed,
}

/// <summary>The guide's step 4, strongest first: a prior for the ranking where nothing better is known.</summary>
public enum LeverClass
{
    Algorithm,
    DataStructure,
    Allocation,
    AvoidedWork,
    Boundary,
    Interpreter,
}

/// <summary>The guide's techniques, by its section number.</summary>
public enum Technique
{
    Api = 1,
    Algorithm = 2,
    MemoryLayout = 3,
    Allocation = 4,
    AvoidedWork = 5,
    Boundary = 6,
    Async = 7,
    Logging = 8,
}

/// <summary>What kind of code a place is: the guide's step 1.</summary>
public enum Role
{
    Library,
    Hot,
    Cold,
    Init,
    Test,
}

/// <summary>How often a place is expected to run, without a profile.</summary>
public enum Heat
{
    Cold,
    Warm,
    Hot,
}

/// <summary>When a rule's findings are shown.</summary>
public enum Tier
{
    /// <summary>From static evidence alone.</summary>
    A,
    /// <summary>Where the code is at least warm.</summary>
    B,
    /// <summary>Only where a profile gives the line weight.</summary>
    C,
}

public enum Language
{
    Python,
    Rust,
    Notebook,
}

/// <summary>Whether a patch keeps observable behaviour.</summary>
public enum Applicability
{
    /// <summary>Behaviour is the same under conditions that were checked.</summary>
    Safe,
    /// <summary>Someone must agree to what the contract says.</summary>
    Unsafe,
    /// <summary>No patch is offered; the summary says what to do.</summary>
    Manual,
}

/// <summary>How much work a fix is; breaks ties of worth.</summary>
public enum Effort
{
    /// <summary>A line or two in one place.</summary>
    Small,
    /// <summary>One function, or a signature.</summary>
    Medium,
    /// <summary>Several files, or a dependency.</summary>
    Large,
}

/// <summary>The words that these enumerations are written with in every report and contract.</summary>
public static class Words
{
    public static string Of(Grade grade) => grade switch
    {
        Grade.Pattern => "pattern",
        Grade.Estimated => "estimated",
        Grade.Profiled => "profiled",
        Grade.ProvenIsolated => "proven-isolated",
        Grade.ProvenWorkload => "proven-workload",
        _ => "confirmed",
    };

    public static string Of(LeverClass lever) => lever switch
    {
        LeverClass.Algorithm => "algorithm",
        LeverClass.DataStructure => "data-structure",
        LeverClass.Allocation => "allocation",
        LeverClass.AvoidedWork => "avoided-work",
        LeverClass.Boundary => "boundary",
        _ => "interpreter",
    };

    public static string Of(Technique technique) => technique switch
    {
        Technique.Api => "api",
        Technique.Algorithm => "algorithm",
        Technique.MemoryLayout => "memory-layout",
        Technique.Allocation => "allocation",
        Technique.AvoidedWork => "avoided-work",
        Technique.Boundary => "boundary",
        Technique.Async => "async",
        _ => "logging",
    };

    public static string Of(Role role) => role switch
    {
        Role.Library => "library",
        Role.Hot => "hot",
        Role.Cold => "cold",
        Role.Init => "init",
        _ => "test",
    };

    public static string Of(Heat heat) => heat switch { Heat.Cold => "cold", Heat.Warm => "warm", _ => "hot" };

    public static string Of(Tier tier) => tier switch { Tier.A => "A", Tier.B => "B", _ => "C" };

    public static string Of(Language language) => language switch { Language.Rust => "rust", _ => "python" };

    /// <summary>The language whose versions a rule's regime speaks of.</summary>
    public static string NameOf(Language language) => language switch { Language.Rust => "Rust", _ => "Python" };

    public static string Of(Applicability applicability) => applicability switch
    {
        Applicability.Safe => "safe",
        Applicability.Unsafe => "unsafe",
        _ => "manual",
    };

    public static string Of(Effort effort) => effort switch { Effort.Small => "small", Effort.Medium => "medium", _ => "large" };

    /// <summary>The grade of a name; null where there is none such.</summary>
    public static Grade? GradeNamed(string name) => Enum.GetValues<Grade>().Cast<Grade?>().FirstOrDefault(grade => Of(grade!.Value) == name);
}
