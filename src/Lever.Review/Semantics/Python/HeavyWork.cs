using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Work beside which tens of nanoseconds are nothing: what waits, what asks a database, what fits a model.</summary>
public static class HeavyWork
{
    private const double Nanoseconds = 5000;

    /// <summary>
    /// Does a piece of code, leaving out functions that it only defines, do work that takes many microseconds? Where no library table
    /// knows what is called, names are believed: <c>fetch_page</c> fetches, and <c>self.db.add</c> talks to a database.
    /// </summary>
    /// <param name="besides">The path of a library function whose calls do not count.</param>
    public static bool IsIn(PythonModule module, Node code, string? besides = null)
    {
        for (var id = code.Id; id < code.SubtreeEnd; id++)
        {
            var kind = (Kind)module.Tree.RawKinds[id];
            if (kind is Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.Lambda or Kind.ClassDef) id = module.Tree[id].SubtreeEnd - 1;
            else if (kind is Kind.Await or Kind.AsyncFor or Kind.AsyncWith || kind == Kind.Call && IsHeavy(module, module.Tree[id], besides)) return true;
        }
        return false;
    }

    /// <summary>Does a piece of code call functions of numpy or pandas, each of which takes a microsecond or more?</summary>
    public static bool IsOnArrays(PythonModule module, Node code)
    {
        for (var id = code.Id; id < code.SubtreeEnd; id++)
            if ((Kind)module.Tree.RawKinds[id] == Kind.Call && module.Names.PathOf(module.Tree[id].FirstChild) is { } path
                && (path.StartsWith("numpy.", StringComparison.Ordinal) || path.StartsWith("pandas.", StringComparison.Ordinal))) return true;
        return false;
    }

    /// <summary>Does catching an exception say that what may raise it works with files, processes or the network?</summary>
    public static bool RaisesOf(Node exception)
    {
        for (var id = exception.Id; id < exception.SubtreeEnd; id++)
        {
            var name = exception.Tree[id].AsAttribute?.Name ?? exception.Tree[id].AsName?.Id;
            if (name is "socket" or "ssl" or "subprocess" or "dns" or "requests" or "httpx" or "urllib3" or "aiohttp" or "OSError" or "IOError" or "EnvironmentError"
                || name is not null && (name.StartsWith("File", StringComparison.Ordinal) || name.StartsWith("Permission", StringComparison.Ordinal)
                    || name.Contains("Timeout", StringComparison.Ordinal) || name.Contains("Connection", StringComparison.Ordinal) || name.Contains("HTTP", StringComparison.Ordinal)
                    || name.EndsWith("DirectoryError", StringComparison.Ordinal) || name.EndsWith("ProcessError", StringComparison.Ordinal)))
                return true;
        }
        return false;
    }

    private static bool IsHeavy(PythonModule module, Node node, string? besides)
    {
        var callee = node.FirstChild;
        if (module.Names.Resolve(callee) is { Symbol: { } known } entry) return entry.Path != besides && (known.Blocking != Blocking.No || known.Nanoseconds >= Nanoseconds);
        if (module.Orm.IsUsed && module.Orm.QueryAt(node) is not null) return true;
        if (callee.AsAttribute is { } method && IsOutside(method.Receiver.AsAttribute?.Name ?? method.Receiver.AsName?.Id)) return true;
        return (callee.AsAttribute?.Name ?? callee.AsName?.Id) is { } name && SaysSo(name.AsSpan().TrimStart('_'));
    }

    /// <summary>By its name, does it stand for something outside the process?</summary>
    private static bool IsOutside(string? name) =>
        name is "db" or "database" or "session" or "cursor" or "conn" or "connection" or "engine" or "redis" or "s3" or "bucket" or "channel_layer" or "producer"
            || name?.EndsWith("_service", StringComparison.Ordinal) == true || name?.EndsWith("_client", StringComparison.Ordinal) == true;

    private static bool SaysSo(ReadOnlySpan<char> name)
    {
        foreach (var verb in (ReadOnlySpan<string>)["send", "fetch", "download", "upload", "connect", "execute", "commit", "publish", "wait", "sleep", "render", "import"])
            if (name.StartsWith(verb, StringComparison.OrdinalIgnoreCase) && (name.Length == verb.Length || name[verb.Length] == '_')) return true;
        return name is "fit" or "fit_transform" or "predict" or "urlopen" or "exists" or "is_file" or "is_dir" or "iterdir" or "read_text" or "read_bytes" or "write_text" or "write_bytes";
    }
}
