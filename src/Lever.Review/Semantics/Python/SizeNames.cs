using System.Collections.Frozen;

namespace Lever.Review.Semantics.Python;

/// <summary>What names say of sizes. Reading many real findings showed that most quadratic shapes go over a handful of things.</summary>
internal static class SizeNames
{
    private static readonly FrozenSet<string> Small = FrozenSet.Create(
        "args", "argv", "arguments", "params", "parameters", "kwargs", "kwds", "keywords", "opts", "options", "flags", "switches",
        "headers", "header", "columns", "cols", "column_names", "fields", "field_names", "fieldnames", "attrs", "attributes", "attr_names",
        "dims", "axes", "axis", "shape", "shapes", "ndim", "levels", "bases", "mro", "__slots__", "__all__", "slots", "decorators",
        "dirs", "paths", "path", "sys_path", "path_parts", "parts", "components", "extensions", "suffixes", "prefixes", "plugins",
        "backends", "engines", "drivers", "middlewares", "middleware", "handlers", "hooks", "callbacks", "listeners", "subscribers",
        "formats", "encodings", "languages", "locales", "modes", "states", "phases", "stages", "steps", "choices", "commands",
        "subcommands", "categories", "methods", "verbs", "operators", "ops", "builders", "transforms", "converters", "validators",
        "environ", "env", "config", "configs", "settings", "sections", "apps", "installed_apps", "namespaces", "schemas",
        "vars", "tvars", "type_vars", "typevars", "connections", "dtypes", "dtype", "kinds", "types", "classes", "defaults", "names", "aliases", "variables", "symbols", "units", "groups",
        "requirements", "dependencies", "deps", "packages", "versions", "platforms", "targets", "warnings", "problems", "errors", "notes",
        "missing", "unknown", "unexpected", "extra", "extras", "excluded", "exclude", "excludes", "ignore", "ignored", "ignores",
        "skip", "allowed", "reserved", "special", "known", "required", "supported", "valid", "invalid", "primary_key", "pk_fields",
        "ancestors", "parents", "pool", "workers", "processes", "operands", "pushback", "lookahead", "cnf", "conf");

    private static readonly FrozenSet<string> Configurations = FrozenSet.Create("config", "cfg", "conf", "settings", "options", "opts", "preferences");

    private static readonly FrozenSet<string> Counts = FrozenSet.Create(
        "n", "count", "size", "length", "total", "num", "num_items", "n_items", "rows", "nrows", "n_rows", "num_rows", "limit",
        "n_samples", "iterations", "n_iter", "num_samples");

    /// <summary>Does a container's name say that it is small?</summary>
    public static bool IsSmall(string name)
    {
        var bare = name.TrimStart('_');
        if (Small.Contains(bare) || Small.Contains(name) || Small.Contains(name.ToLowerInvariant()) && name.Length > 2 && char.IsUpper(bare.Length > 0 ? bare[0] : 'a')) return true;
        // What a class derives from and what a function takes: `base_types`, `arg_names`.
        if (bare.StartsWith("base_", StringComparison.Ordinal) || bare.StartsWith("arg_", StringComparison.Ordinal)) return true;
        var last = bare.LastIndexOf('_');
        return last > 0 && Small.Contains(bare[(last + 1)..]) && bare[(last + 1)..] is not ("names" or "groups" or "types" or "symbols" or "paths" or "known" or "missing");
    }

    /// <summary>Does a name say that its attributes are what a user configured?</summary>
    public static bool IsConfiguration(string name) => Configurations.Contains(name.TrimStart('_'));

    /// <summary>Does a number's name say that it counts data?</summary>
    public static bool IsCount(string name) => Counts.Contains(name);
}
