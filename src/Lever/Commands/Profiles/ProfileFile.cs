using Lever.Profiles;
using Lever.Workspace;

namespace Lever.Commands.Profiles;

/// <summary>A profile that a command names.</summary>
internal static class ProfileFile
{
    /// <summary>Reads it, and says what is wrong with it.</summary>
    /// <returns>Null where there is no weight to speak of.</returns>
    public static Profile? Read(string path, Host host)
    {
        byte[] bytes;
        try
        {
            bytes = FileReader.ReadSmall(Path.GetFullPath(path, host.CurrentFolder));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            host.Error.WriteLine($"lever: {path}: {Trouble.Explain(trouble)}");
            return null;
        }
        var profile = ProfileReaders.Read(bytes, Path.GetFileName(path));
        foreach (var problem in profile.Problems) host.Error.WriteLine($"lever: {path}: {problem.Place}: {problem.Message}");
        foreach (var warning in profile.Warnings) host.Error.WriteLine($"lever: {path}: note: {warning.Message}");
        if (profile.HasWeight) return profile;
        host.Error.WriteLine($"lever: {path}: there is no weight in this profile");
        return null;
    }
}
