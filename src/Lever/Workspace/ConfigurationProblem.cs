using System.Globalization;

namespace Lever.Workspace;

/// <summary>Something wrong with the configuration, which must be put right before anything is reviewed.</summary>
/// <param name="Path">Relative to the current folder, with forward slashes.</param>
/// <param name="Line">Counted from 1; null where the trouble is the whole file's.</param>
/// <param name="Message">A sentence without its final period.</param>
internal sealed record ConfigurationProblem(string Path, int? Line, string Message)
{
    public override string ToString() =>
        Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{Path}:{line}: {Message}") : $"{Path}: {Message}";
}
