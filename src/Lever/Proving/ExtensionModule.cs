using System.Collections.Immutable;
using Lever.Experiments.Running;
using Lever.Running;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>Where a Python package expects the library of its PyO3 crate, as maturin lays it out.</summary>
/// <param name="Library">The library's name, as cargo tells it.</param>
/// <param name="Source">The folder that Python imports from, relative to the project; empty for the project's own.</param>
/// <param name="Folder">Of the module, relative to the project.</param>
/// <param name="Name">The module's last name.</param>
/// <param name="IsStable">Is it made for every version of Python (abi3)?</param>
/// <param name="Features">Of cargo, that the package is built with.</param>
internal sealed record ExtensionModule(string Library, string Source, string Folder, string Name, bool IsStable, ImmutableArray<string> Features)
{
    private static readonly Limits limits = new(TimeSpan.FromSeconds(30), 0);

    /// <param name="project">Its folder; absolute.</param>
    /// <param name="crate">The crate's, relative to it.</param>
    /// <returns>Null where the crate is none that Python imports.</returns>
    public static ExtensionModule? Of(string project, string crate)
    {
        if (Read(Path.Join(project, crate, "Cargo.toml")) is not { } manifest || manifest.Table("dependencies")?["pyo3"] is not { } pyo3) return null;
        if (manifest.Table("lib")?["crate-type"] is not TomlList types || !types.Items.Exists(each => each is TomlText { Value: "cdylib" })) return null;
        if ((manifest.Table("lib")?.Text("name") ?? manifest.Table("package")?.Text("name")?.Replace('-', '_')) is not { } library) return null;
        var home = File.Exists(Path.Join(project, crate, "pyproject.toml")) ? crate : "";
        var maturin = Read(Path.Join(project, home, "pyproject.toml"))?.Table("tool", "maturin");
        var source = Path.TrimEndingDirectorySeparator(Path.GetRelativePath(project, Path.GetFullPath(Path.Join(project, home, maturin?.Text("python-source") ?? ""))));
        if (source == ".") source = "";
        var parts = (maturin?.Text("module-name") ?? library).Split('.');
        // A module that has a package's name stands in the package.
        var isInPackage = parts.Length == 1 && Directory.Exists(Path.Join(project, source, parts[0]));
        var folder = Path.Join([source, .. isInPackage ? parts : parts[..^1]]);
        var isStable = pyo3 is TomlTable { } dependency && dependency["features"] is TomlList chosen && chosen.Items.Exists(each => each is TomlText { Value: var name } && name.StartsWith("abi3", StringComparison.Ordinal));
        ImmutableArray<string> features = maturin?["features"] is TomlList listed ? [.. listed.Items.OfType<TomlText>().Select(each => each.Value)] : [];
        return new ExtensionModule(library, source, folder, parts[^1], isStable, features);
    }

    /// <summary>Puts a library where the package of a side expects it, in place of any that was built before.</summary>
    /// <returns>Why that cannot be done; null where it is.</returns>
    public string? Place(ProjectCopy side, string library, Interpreter interpreter, ImmutableDictionary<string, string> environment, IProcessRunner runner)
    {
        const string Question = "import sysconfig; print(sysconfig.get_config_var('EXT_SUFFIX'))";
        using var asked = runner.Start(new ProcessRequest(interpreter.Executable, ["-c", Question], side.Home, environment, limits, Network: false, Pipes: false));
        var suffix = asked.Wait(limits.Time).Output.Text.Trim();
        if (!suffix.StartsWith('.')) return $"{interpreter.Executable} does not say how its extension modules end";
        var place = Path.Join(side.Folder, Folder);
        if (!Directory.Exists(place)) return $"there is no folder {Folder} for the module {Name}; `module-name` and `python-source` under [tool.maturin] say where it goes";
        foreach (var old in Directory.EnumerateFiles(place, Name + ".*"))
            if (Path.GetExtension(old) is ".so" or ".pyd") File.Delete(old);
        File.Copy(library, Path.Join(place, Name + (IsStable && !OperatingSystem.IsWindows() ? ".abi3.so" : suffix)));
        return null;
    }

    private static TomlTable? Read(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            return TomlFile.Parse(FileReader.ReadSmallText(file), "").Root;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return null;
        }
    }
}
