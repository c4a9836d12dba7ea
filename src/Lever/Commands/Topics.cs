namespace Lever.Commands;

/// <summary>Matters of the guide that no rule can decide, explained: the pages below <c>docs/topics</c>.</summary>
internal static class Topics
{
    private const string Folder = "topics/";

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(Topics).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>A topic's page; null where there is none of that name.</summary>
    public static string? Find(string name)
    {
        if (!Names.Contains(name)) return null;
        using var reader = new StreamReader(typeof(Topics).Assembly.GetManifestResourceStream(Folder + name)!);
        return reader.ReadToEnd();
    }
}
