using System.Collections.Immutable;

namespace Lever.Running;

/// <summary>
/// The environment that programs under experiment get: what they need to run and nothing that could be a secret. It is an
/// allow-list, since names of secrets cannot be told.
/// </summary>
internal static class CleanEnvironment
{
    /// <summary>Passed on as they are.</summary>
    private static readonly string[] names =
    [
        "PATH", "LANG", "LANGUAGE", "TZ", "TZDIR", "SHELL", "USER", "LOGNAME", "SOURCE_DATE_EPOCH",
        "VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_DEFAULT_ENV", "PYENV_ROOT", "PYENV_VERSION", "UV_PYTHON_INSTALL_DIR",
        "PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYTHONSAFEPATH", "PYTHONOPTIMIZE",
        "PYTHONWARNINGS", "PYTHONMALLOC", "PYTHONUNBUFFERED", "PYTHONINTMAXSTRDIGITS", "PYTHON_GIL", "PYTHON_JIT", "PYTHONPLATLIBDIR",
        "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "CARGO_HOME", "CARGO_TARGET_DIR", "RUSTFLAGS",
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "RAYON_NUM_THREADS",
        "SYSTEMROOT", "PATHEXT", "COMSPEC", "NUMBER_OF_PROCESSORS",
    ];

    /// <summary>Tools that look below the home folder, which the program has not: told where that is, if it is there.</summary>
    private static readonly (string Name, string Folder)[] belowHome =
        [("PYENV_ROOT", ".pyenv"), ("PYTHONUSERBASE", ".local"), ("RUSTUP_HOME", ".rustup"), ("CARGO_HOME", ".cargo"), ("UV_PYTHON_INSTALL_DIR", ".local/share/uv/python")];

    /// <param name="own">Lever's own environment.</param>
    /// <param name="home">A folder of the run's own: home and the place for temporary files.</param>
    /// <param name="allowed">More names, from the user.</param>
    public static ImmutableDictionary<string, string> Of(
        IEnumerable<KeyValuePair<string, string>> own, string home, IEnumerable<string>? allowed = null)
    {
        var all = own.ToDictionary(StringComparer.Ordinal);
        var kept = names.Concat(allowed ?? []).ToHashSet(StringComparer.Ordinal);
        var clean = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in all)
            if (kept.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal)) clean[name] = value;
        foreach (var (name, folder) in belowHome)
            if (!clean.ContainsKey(name) && all.TryGetValue("HOME", out var real) && Path.Combine(real, folder) is var place && Directory.Exists(place)) clean[name] = place;
        // A compiled file left beside the user's own source would be a trace of the experiment.
        clean["PYTHONDONTWRITEBYTECODE"] = "1";
        clean["HOME"] = home;
        clean["USERPROFILE"] = home;
        clean["TMPDIR"] = home;
        clean["TEMP"] = home;
        clean["TMP"] = home;
        return clean.ToImmutable();
    }
}
