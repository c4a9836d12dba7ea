using System.Collections.Frozen;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>
/// What is known of libraries, from the tables in `Libraries/*.lib`: a tree of paths, each perhaps with a <see cref="RustSymbol"/>. Its paths
/// have the same numbers everywhere, so that rules compare numbers.
/// </summary>
public static class RustLibrary
{
    private static readonly LibraryTables Tables = LibraryTables.Load();

    /// <summary>The parent and last segment of each path; path 0 is the empty one.</summary>
    internal static readonly (int Parent, int Segment)[] Paths = [.. Tables.Paths];

    /// <summary>The texts of segments, by number.</summary>
    internal static readonly string[] Segments = [.. Tables.Segments];

    internal static NameIndex SegmentNames => Tables.SegmentNames;

    /// <summary>The path that an alias leads to; of others the path itself.</summary>
    internal static int Target(int path) => (uint)path < (uint)Targets.Length ? Targets[path] : path;

    private static readonly int[] Targets = [.. Enumerable.Range(0, Paths.Length).Select(path => Tables.Aliases.GetValueOrDefault(path, path))];

    /// <summary>Do the tables speak of anything below a path?</summary>
    internal static bool HasChildren(int path) => Tables.Owners.Contains(path);

    internal static RustSymbol? SymbolOf(int path) => (uint)path < (uint)Tables.Symbols.Length ? Tables.Symbols[path] : null;

    /// <summary>Paths that need no import, by their last segment.</summary>
    internal static FrozenDictionary<int, int> Prelude => Tables.Prelude;

    /// <summary>The number of a path of the tables. One that they do not have is a mistake of its caller.</summary>
    public static int Path(string path) => Tables.Find(path) is > 0 and var id ? id : throw new ArgumentException($"no library table has the path `{path}`");

    /// <summary>The numbers of several paths, for tests against any of them.</summary>
    public static FrozenSet<int> AnyOf(params ReadOnlySpan<string> paths)
    {
        var set = new HashSet<int>();
        foreach (var path in paths) set.Add(Path(path));
        return set.ToFrozenSet();
    }

    /// <summary>The entry of a full path; null where the tables have none.</summary>
    public static RustSymbol? Find(string path) => SymbolOf(Tables.Find(path));

    /// <summary>The symbols that a question is true of, by path.</summary>
    public static IReadOnlyList<RustSymbol> Where(Func<RustSymbol, bool> question) =>
        [.. Tables.Symbols.Where(symbol => symbol is not null && question(symbol)).Select(symbol => symbol!).OrderBy(symbol => symbol.Path, StringComparer.Ordinal)];

    /// <summary>The last names of the symbols that a question is true of, for a rule that visits calls by name.</summary>
    public static NameIndex NamesWhere(Func<RustSymbol, bool> question) => new(Where(question).Select(symbol => symbol.Name).Distinct());

    internal static readonly int Vec = Path("std::vec::Vec");
    internal static readonly int String = Path("std::string::String");
    internal static readonly int Str = Path("str");
    internal static readonly int Option = Path("std::option::Option");
    internal static readonly int Result = Path("std::result::Result");
    internal static readonly int Box = Path("std::boxed::Box");
    internal static readonly int Iterator = Path("std::iter::Iterator");
    internal static readonly int ExactIterator = Path("std::iter::ExactSizeIterator");
    internal static readonly int SliceIterator = Path("std::slice::Iter");
    internal static readonly int Future = Path("std::future::Future");
    internal static readonly int Range = Path("std::ops::Range");
    internal static readonly int Bool = Path("bool");
    internal static readonly int Char = Path("char");
    internal static readonly int Usize = Path("usize");
    internal static readonly int I32 = Path("i32");
    internal static readonly int F64 = Path("f64");
    internal static readonly int U8 = Path("u8");
    internal static readonly int Slice = Path("slice");
    internal static readonly int HashMap = Path("std::collections::HashMap");
    internal static readonly int HashSet = Path("std::collections::HashSet");
    internal static readonly int BTreeMap = Path("std::collections::BTreeMap");
    internal static readonly int BTreeSet = Path("std::collections::BTreeSet");
    internal static readonly int VecDeque = Path("std::collections::VecDeque");
    internal static readonly int ArrayMethods = Path("array");
    internal static readonly int IoResult = Path("std::io::Result");
    internal static readonly int DoubleEndedIterator = Path("std::iter::DoubleEndedIterator");
    internal static readonly int Some = Path("std::option::Option::Some");
    internal static readonly int None = Path("std::option::Option::None");
    internal static readonly int Ok = Path("std::result::Result::Ok");
    internal static readonly int Err = Path("std::result::Result::Err");
}
