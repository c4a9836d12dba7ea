namespace Lever.Syntax.Python;

/// <summary>A version of the Python language.</summary>
/// <param name="Major">3 for all versions whose grammar Lever knows.</param>
/// <param name="Minor">The feature release: 8 up to 14.</param>
public readonly record struct PythonVersion(int Major, int Minor)
{
    public override string ToString() => $"{Major}.{Minor}";
}
