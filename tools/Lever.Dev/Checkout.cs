namespace Lever.Dev;

/// <summary>Finds the repository.</summary>
internal static class Checkout
{
    /// <summary>The checkout that a folder lies in; null where it lies in none.</summary>
    public static string? Around(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, "Lever.slnx"))) return at;
        return null;
    }
}
