using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>The settings in force and where they come from.</summary>
/// <param name="Folder">The project's folder, absolute: what globs and paths of the settings are relative to.</param>
/// <param name="Origin">The configuration's file, relative to the current folder; null where there is none.</param>
internal sealed record Configuration(string Folder, string? Origin, ReviewSettings Settings)
{
    /// <summary>The file that holds nothing but settings of Lever.</summary>
    public const string OwnFile = "lever.toml";

    /// <summary>What configures Lever in a folder, the first found wins, and where in the file its table stands.</summary>
    private static readonly (string File, string[][] Tables)[] places =
    [
        (OwnFile, [[]]),
        ("pyproject.toml", [["tool", "lever"]]),
        ("Cargo.toml", [["workspace", "metadata", "lever"], ["package", "metadata", "lever"]]),
    ];

    /// <summary>Finds and reads the configuration.</summary>
    /// <param name="explicitFile">The file that <c>--config</c> names, or null to look for one from the start folder upward.</param>
    /// <param name="startFolder">Where the reviewed files are; absolute.</param>
    /// <param name="currentFolder">What paths in messages are relative to; absolute.</param>
    /// <param name="ruleNames">The names that rule patterns must match; empty where they are not to be checked.</param>
    /// <param name="within">What nothing outside of is to be read; null for no such bound.</param>
    /// <returns>The configuration and what is wrong with it; where anything is, it must not be used.</returns>
    public static (Configuration Configuration, IReadOnlyList<ConfigurationProblem> Problems) Load(
        string? explicitFile, string startFolder, string currentFolder, IReadOnlyList<string> ruleNames, WorkspaceFolder? within = null)
    {
        var problems = new List<ConfigurationProblem>();
        var found = explicitFile is null
            ? Find(startFolder, currentFolder, problems, within)
            : Open(Path.GetFullPath(explicitFile, currentFolder), currentFolder, problems, isNamed: true);
        var configuration = found is { } place
            ? new Configuration(place.Folder, place.File, SettingsReader.Read(place.Table, place.File, ruleNames, problems))
            : new Configuration(ProjectFolder.Above(startFolder, within), null, ReviewSettings.Default);
        if (within is not null && Path.Join(configuration.Folder, ".lever", "proofs") is var proofs && !within.Holds(proofs))
            problems.Add(new ConfigurationProblem(DisplayPath.Of(proofs, currentFolder), null, "leads out of the workspace"));
        var target = configuration.Settings.Target;
        target = new TargetVersions
        {
            Python = target.Python ?? ProjectVersions.Python(startFolder, within),
            Rust = target.Rust ?? ProjectVersions.Rust(startFolder, within),
        };
        return (configuration with { Settings = configuration.Settings with { Target = target } }, problems);
    }

    /// <summary>The configuration of the current folder. What is wrong with it is written to the error output.</summary>
    /// <returns>Null where it must be put right first.</returns>
    public static Configuration? OfCurrentFolder(GlobalChoices chosen, Host host)
    {
        var (configuration, problems) = Load(chosen.Config, host.CurrentFolder, host.CurrentFolder, [], host.Workspace);
        foreach (var problem in problems) host.Error.WriteLine($"lever: {problem}");
        return problems.Count > 0 ? null : configuration;
    }

    /// <summary>Where in a file the settings may stand, the first that is there counts.</summary>
    /// <param name="name">The file's name; one that Lever does not look for itself is all settings.</param>
    public static string[][] TablesIn(string name) => Array.Find(places, place => place.File == name).Tables ?? [[]];

    private static (string Folder, string File, TomlTable Table)? Find(
        string startFolder, string currentFolder, List<ConfigurationProblem> problems, WorkspaceFolder? within)
    {
        foreach (var folder in ProjectFolder.Upward(startFolder, within))
        {
            foreach (var (name, _) in places)
            {
                var file = Path.Combine(folder, name);
                if (!File.Exists(file) || within?.Holds(file) == false) continue;
                if (Open(file, currentFolder, problems, isNamed: false) is { } found) return found;
                if (problems.Count > 0) return null;
            }
        }
        return null;
    }

    /// <summary>The configuration in a file; null where it has none, or with a problem.</summary>
    private static (string Folder, string File, TomlTable Table)? Open(string file, string currentFolder, List<ConfigurationProblem> problems, bool isNamed)
    {
        var shown = DisplayPath.Of(file, currentFolder);
        string text;
        try
        {
            text = FileReader.ReadSmallText(file);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            problems.Add(new ConfigurationProblem(shown, null, Trouble.Explain(trouble)));
            return null;
        }
        var name = Path.GetFileName(file);
        var tables = TablesIn(name);
        // Another tool's file concerns us only where it names us; trouble in the rest of it is that tool's to report.
        var isOurs = tables is [[]];
        if (!isOurs && !isNamed && !text.Contains("lever", StringComparison.Ordinal)) return null;
        var (root, problem) = TomlFile.Parse(text, shown);
        if (problem is not null) problems.Add(problem);
        if (root is null) return null;
        foreach (var path in tables)
            if (root.Table(path) is { } table) return (Path.GetDirectoryName(file)!, shown, table);
        if (isNamed) problems.Add(new ConfigurationProblem(shown, null, $"has no table [{string.Join('.', tables[0])}]"));
        return null;
    }
}
