namespace Lever.Profiles.Names;

/// <summary>One frame's text, taken apart.</summary>
/// <param name="Line">The executed line, 0 if the text has none.</param>
internal readonly record struct FrameName(
    string Name, string File, int Line, FunctionOrigin Origin, string Module, string RawName);
