namespace Lever.Profiles.Joining;

/// <summary>Whose file a path leads to, where the path alone tells.</summary>
internal static class LibraryPaths
{
    /// <summary>The top modules of Python's standard library that are written in Python, as of 3.11.</summary>
    private static readonly HashSet<string> StandardModules =
    [
        .. """
            __future__ _aix_support _bootsubprocess _collections_abc _compat_pickle _compression _markupbase _osx_support
            _py_abc _pydecimal _pyio _sitebuiltins _strptime _threading_local _weakrefset abc aifc argparse ast asynchat
            asyncio asyncore base64 bdb bisect bz2 cProfile calendar cgi cgitb chunk cmd code codecs codeop collections
            colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses
            dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum filecmp
            fileinput fnmatch fractions ftplib functools genericpath getopt getpass gettext glob graphlib gzip hashlib
            heapq hmac html http imaplib imghdr imp importlib inspect io ipaddress json keyword lib2to3 linecache locale
            logging lzma mailbox mailcap mimetypes modulefinder multiprocessing netrc nntplib ntpath nturl2path numbers
            opcode operator optparse os pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posixpath
            pprint profile pstats pty py_compile pyclbr pydoc pydoc_data queue quopri random re reprlib rlcompleter runpy
            sched secrets selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver sqlite3
            sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable
            sysconfig tabnanny tarfile telnetlib tempfile textwrap threading timeit tkinter token tokenize tomllib trace
            traceback tracemalloc tty turtle types typing unittest urllib uu uuid venv warnings wave weakref webbrowser
            wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zoneinfo
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    private static readonly string[] PackageFolders = ["site-packages/", "dist-packages/"];

    private static readonly string[] LibraryFolders = ["/rustc/", ".cargo/registry/", ".cargo/git/", "node_modules/"];

    /// <summary>The part of a path below the folder of installed packages, or null if it does not lead there.</summary>
    public static string? BelowPackages(string path)
    {
        foreach (var folder in PackageFolders)
        {
            var at = path.LastIndexOf(folder, StringComparison.Ordinal);
            if (at >= 0) return path[(at + folder.Length)..];
        }
        return null;
    }

    /// <summary>Whether the path lies in a language's library or in code fetched by a package manager.</summary>
    public static bool IsLibrary(string path)
    {
        if (path.StartsWith("<frozen ", StringComparison.Ordinal) || path.StartsWith("<__array_function__", StringComparison.Ordinal)) return true;
        if (BelowPackages(path) is not null || IsInstalledPython(path)) return true;
        return LibraryFolders.Any(folder => path.Contains(folder, StringComparison.Ordinal))
            || path.StartsWith("library/std/", StringComparison.Ordinal) || path.StartsWith("library/core/", StringComparison.Ordinal)
            || path.StartsWith("library/alloc/", StringComparison.Ordinal);
    }

    /// <summary>Whether a relative path begins as a module of the standard library does; a project may have one of that name, too.</summary>
    public static bool LooksStandard(string path)
    {
        if (path.StartsWith('/')) return false;
        var slash = path.IndexOf('/');
        var top = slash >= 0 ? path[..slash] : path.EndsWith(".py", StringComparison.Ordinal) ? path[..^3] : path;
        return StandardModules.Contains(top);
    }

    // .../lib/python3.12/json/decoder.py   C:/Python312/Lib/json/decoder.py
    private static bool IsInstalledPython(string path)
    {
        var lib = path.LastIndexOf("/lib/python", StringComparison.Ordinal);
        if (lib < 0) lib = path.LastIndexOf("/lib64/python", StringComparison.Ordinal);
        // Producers that write paths relative to the interpreter's prefix start with the folder itself.
        if (lib >= 0 || path.StartsWith("lib/python", StringComparison.Ordinal) || path.StartsWith("lib64/python", StringComparison.Ordinal)) return true;
        var windows = path.IndexOf("/Lib/", StringComparison.Ordinal);
        return windows > 0 && path[..windows].Contains("python", StringComparison.OrdinalIgnoreCase);
    }
}
