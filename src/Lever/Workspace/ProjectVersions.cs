using Lever.Review.Settings;

namespace Lever.Workspace;

/// <summary>
/// The oldest language versions that a project says it supports: <c>requires-python</c> of the packaging specification (also as
/// Poetry and setuptools' <c>setup.cfg</c> write it), <c>rust-version</c> of a Cargo manifest.
/// </summary>
internal static class ProjectVersions
{
    /// <summary>From the nearest file upward that says so; null where none does.</summary>
    /// <param name="within">What is not to be left on the way.</param>
    public static LanguageVersion? Python(string startFolder, WorkspaceFolder? within = null)
    {
        foreach (var folder in ProjectFolder.Upward(startFolder, within))
        {
            if (Read(folder, "pyproject.toml", "python") is { } text && TomlFile.Parse(text, "").Root is { } root)
            {
                var requires = root.Table("project")?.Text("requires-python")
                    ?? root.Table("tool", "poetry", "dependencies")?.Text("python");
                if (requires is not null) return Oldest(requires);
            }
            if (Read(folder, "setup.cfg", "python_requires") is { } cfg && IniValue(cfg, "options", "python_requires") is { } value)
                return Oldest(value);
        }
        return null;
    }

    /// <inheritdoc cref="Python"/>
    public static LanguageVersion? Rust(string startFolder, WorkspaceFolder? within = null)
    {
        foreach (var folder in ProjectFolder.Upward(startFolder, within))
        {
            if (Read(folder, "Cargo.toml", "rust-version") is not { } text || TomlFile.Parse(text, "").Root is not { } root) continue;
            var version = root.Table("package")?.Text("rust-version") ?? root.Table("workspace", "package")?.Text("rust-version");
            if (version is not null) return Quantities.Version(version);
        }
        return null;
    }

    /// <summary>The least version that a specifier such as <c>&gt;=3.9,&lt;4</c> or <c>^3.9</c> lets in; null where it sets no lower bound.</summary>
    public static LanguageVersion? Oldest(string specifier)
    {
        LanguageVersion? oldest = null;
        foreach (var clause in specifier.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var length = clause.Length - clause.AsSpan().TrimStart("<>=!~^").Length;
            if (clause[..length] is not (">=" or ">" or "==" or "===" or "~=" or "^" or "~" or "")) continue;
            var text = clause[length..].Trim();
            // `>=3` means 3.0; `==3.*` the same.
            var version = Quantities.Version(text) ?? Quantities.Version(text.TrimEnd('*', '.') + ".0");
            if (version is { } lower && (oldest is not { } known || lower > known)) oldest = lower;
        }
        return oldest;
    }

    /// <summary>A file's text where it exists and contains a word; null otherwise. Unreadable files say nothing here.</summary>
    private static string? Read(string folder, string name, string word)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file)) return null;
        try
        {
            var text = FileReader.ReadSmallText(file);
            return text.Contains(word, StringComparison.Ordinal) ? text : null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return null;
        }
    }

    private static string? IniValue(string text, string section, string key)
    {
        var isInside = false;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line is ['[', .., ']']) isInside = line[1..^1].Trim().SequenceEqual(section);
            var equals = line.IndexOfAny('=', ':');
            if (isInside && equals > 0 && line[..equals].Trim().SequenceEqual(key)) return line[(equals + 1)..].Trim().ToString();
        }
        return null;
    }
}
