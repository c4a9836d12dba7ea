namespace Lever.Profiles.Joining;

/// <summary>A function of the project's source.</summary>
/// <param name="QualifiedName">Its name with what it is nested in before it, between dots: <c>feed.dedupe.Cache.get</c>, <c>Cache.get</c> or just <c>get</c>.</param>
/// <param name="FirstLine">From 1; the line of the first decorator, if there is one.</param>
/// <param name="LastLine">Inclusive.</param>
public readonly record struct SourceFunction(string QualifiedName, int FirstLine, int LastLine);

/// <summary>A file of the project.</summary>
/// <param name="Path">Relative to the project's root.</param>
/// <param name="Functions">In any order; nested functions as well. The module's own code need not be listed.</param>
public sealed record SourceFile(string Path, IReadOnlyList<SourceFunction> Functions)
{
    /// <summary>How many lines it has; 0 if unknown. A profile that names later ones is of another version.</summary>
    public int Lines { get; init; }
}
