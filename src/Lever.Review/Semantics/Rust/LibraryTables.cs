using System.Collections.Frozen;
using System.Globalization;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>
/// Reads the library tables. A line is one of
/// <list type="bullet">
/// <item>`type path&lt;T&gt; words`, which the lines below speak of: `::name -> Type words` for an associated function, `.name(arguments) -> Type words` for a method;</item>
/// <item>`fn path -> Type words`, `const path -> Type`, `trait path`, `mod path`;</item>
/// <item>`alias path = path`, `prelude path`, `include path`, which gives the methods of one type to the type above.</item>
/// </list>
/// Arguments are left out where none is a closure; `_` is any argument, `|T,&amp;U|` a closure of those parameters. In types, the type's parameters
/// stand for its arguments, `R` for what the closure returns, `A0` for the first argument's type, `G` for the turbofish, `?` for anything unknown.
/// </summary>
internal sealed class LibraryTables
{
    private readonly List<(int Parent, int Segment)> paths = [(-1, -1)];
    private readonly Dictionary<(int, int), int> children = [];
    private readonly List<string> segments = [];
    private readonly Dictionary<string, int> segmentIds = [];
    private readonly Dictionary<int, int> aliases = [];
    private readonly Dictionary<int, RustSymbol> symbols = [];
    private readonly Dictionary<string, int> typesByName = [];
    private readonly List<int> prelude = [];

    public IReadOnlyList<(int Parent, int Segment)> Paths => paths;

    public IReadOnlyList<string> Segments => segments;

    public NameIndex SegmentNames { get; private set; } = new([]);

    public FrozenDictionary<int, int> Aliases { get; private set; } = FrozenDictionary<int, int>.Empty;

    public FrozenDictionary<int, int> Prelude { get; private set; } = FrozenDictionary<int, int>.Empty;

    public FrozenSet<int> Owners { get; private set; } = FrozenSet<int>.Empty;

    public RustSymbol?[] Symbols { get; private set; } = [];

    public static LibraryTables Load()
    {
        var tables = new LibraryTables();
        var assembly = typeof(LibraryTables).Assembly;
        var lines = new List<string>();
        // The standard library's file comes first, so that its short names win.
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("rust-libraries/", StringComparison.Ordinal))
            .OrderBy(name => !name.Contains("/std", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal))
            using (var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!))
                while (reader.ReadLine() is { } line)
                {
                    var comment = line.IndexOf('#');
                    if (comment >= 0) line = line[..comment];
                    if (!string.IsNullOrWhiteSpace(line)) lines.Add(line);
                }
        foreach (var line in lines) tables.Declare(line);
        var reading = new LineReader(tables);
        foreach (var line in lines) reading.Read(line);
        tables.Seal();
        return tables;
    }

    public int Find(string path)
    {
        var at = 0;
        foreach (var part in path.Split("::"))
        {
            if (!segmentIds.TryGetValue(part, out var segment) || !children.TryGetValue((at, segment), out at)) return -1;
            if (aliases.TryGetValue(at, out var target)) at = target;
        }
        return at;
    }

    private int Add(string path)
    {
        var at = 0;
        foreach (var part in path.Split("::"))
        {
            if (aliases.TryGetValue(at, out var target)) at = target;
            at = Child(at, part);
        }
        return at;
    }

    private int Child(int parent, string name)
    {
        if (!segmentIds.TryGetValue(name, out var segment))
        {
            segmentIds.Add(name, segment = segments.Count);
            segments.Add(name);
        }
        if (children.TryGetValue((parent, segment), out var id)) return id;
        paths.Add((parent, segment));
        children.Add((parent, segment), paths.Count - 1);
        return paths.Count - 1;
    }

    /// <summary>Types get their numbers before anything speaks of them; aliases before anything stands below them.</summary>
    private void Declare(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "alias":
                var target = Add(words[3]);
                aliases[Add(words[1])] = target;
                break;
            case "prelude":
                prelude.Add(Add(words[1]));
                break;
            case "type" or "trait":
                var name = words[1].IndexOf('<') is >= 0 and var generics ? words[1][..generics] : words[1];
                var id = Add(name);
                typesByName.TryAdd(name, id);
                typesByName.TryAdd(name[(name.LastIndexOf(':') + 1)..], id);
                break;
        }
    }

    private void Seal()
    {
        SegmentNames = new NameIndex(segments);
        Aliases = aliases.ToFrozenDictionary();
        Prelude = prelude.ToFrozenDictionary(path => paths[path].Segment, path => aliases.GetValueOrDefault(path, path));
        Owners = paths.Select(path => path.Parent).ToFrozenSet();
        Symbols = new RustSymbol?[paths.Count];
        foreach (var (path, symbol) in symbols) Symbols[path] = symbol with { Id = path };
    }

    private sealed class LineReader(LibraryTables tables)
    {
        private int type;
        private string typePath = "";
        private IReadOnlyList<string> parameters = [];

        public void Read(string line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words[0])
            {
                case "alias" or "prelude": return;
                case "mod":
                    tables.Add(words[1]);
                    return;
                case "include":
                    Include(words[1]);
                    return;
                case "type" or "trait":
                    ReadType(words);
                    return;
                case "fn" or "const":
                    parameters = [];
                    ReadMember(tables.Add(words[1].Split('(')[0]), words[1], words, 2, ReceiverMode.None);
                    return;
                case ['.', ..]:
                    ReadMember(tables.Child(type, words[0][1..].Split('(')[0]), words[0], words, 1, ReceiverMode.Shared);
                    return;
                case [':', ':', ..]:
                    ReadMember(tables.Child(type, words[0][2..].Split('(')[0]), words[0], words, 1, ReceiverMode.None);
                    return;
                default: throw new InvalidDataException($"the library table line `{line}` starts with an unknown word");
            }
        }

        /// <summary>Gives the type above all members of another one that it has not itself.</summary>
        private void Include(string path)
        {
            var source = tables.Find(path);
            foreach (var (key, id) in tables.children.Where(entry => entry.Key.Item1 == source).ToArray())
                if (tables.symbols.TryGetValue(id, out var symbol) && !symbol.IsType)
                {
                    var name = tables.segments[key.Item2];
                    tables.symbols.TryAdd(tables.Child(type, name), symbol with { Path = typePath + "::" + name });
                }
        }

        private void ReadType(string[] words)
        {
            var open = words[1].IndexOf('<');
            typePath = open < 0 ? words[1] : words[1][..open];
            parameters = open < 0 ? [] : words[1][(open + 1)..^1].Split(',');
            type = tables.Add(typePath);
            var symbol = new RustSymbol(typePath, RustFacts.None, ReceiverMode.None, Waiting.No, TypeShape.Unknown, [], 0) { IsType = true, Parameters = parameters };
            foreach (var word in words.AsSpan(2))
            {
                var equals = word.IndexOf('=');
                var value = equals < 0 ? "" : word[(equals + 1)..];
                symbol = (equals < 0 ? word : word[..equals]) switch
                {
                    "deref" => symbol with { Deref = Type(value) },
                    "item" => symbol with { Item = Type(value), SharedItem = symbol.SharedItem ?? Type("&" + value), MutItem = symbol.MutItem ?? Type("&mut:" + value) },
                    "shared" => symbol with { SharedItem = Type(value) },
                    "changed" => symbol with { MutItem = Type(value) },
                    "size" => symbol with { Size = int.Parse(value, CultureInfo.InvariantCulture) },
                    "align" => symbol with { Align = int.Parse(value, CultureInfo.InvariantCulture) },
                    "niches" => symbol with { Niches = long.Parse(value, CultureInfo.InvariantCulture) },
                    var fact => symbol with { Facts = symbol.Facts | FactOf(fact) },
                };
            }
            tables.symbols[type] = symbol;
        }

        private void ReadMember(int id, string name, string[] words, int at, ReceiverMode receiver)
        {
            var arguments = name.IndexOf('(') is >= 0 and var open ? Closures(name[(open + 1)..^1]) : [];
            var symbol = new RustSymbol(TextOf(id), RustFacts.None, receiver, Waiting.No, TypeShape.Unknown, arguments, 0);
            for (; at < words.Length; at++)
            {
                var word = words[at];
                var equals = word.IndexOf('=');
                var value = equals < 0 ? "" : word[(equals + 1)..];
                symbol = (equals < 0 ? word : word[..equals]) switch
                {
                    "->" => symbol with { Result = Type(words[++at]) },
                    "mut" => symbol with { Receiver = ReceiverMode.Mutable },
                    "own" => symbol with { Receiver = ReceiverMode.Owned },
                    "waits" => symbol with { Waiting = Enum.Parse<Waiting>(value, ignoreCase: true) },
                    "ns" => symbol with { Nanoseconds = double.Parse(value, CultureInfo.InvariantCulture) },
                    "each" => symbol with { Facts = symbol.Facts | RustFacts.PerElement },
                    var fact => symbol with { Facts = symbol.Facts | FactOf(fact) },
                };
            }
            tables.symbols[id] = symbol;
        }

        private string TextOf(int id) => tables.paths[id] is { Parent: > 0 } entry ? TextOf(entry.Parent) + "::" + tables.segments[entry.Segment] : tables.segments[tables.paths[id].Segment];

        private IReadOnlyList<TypeShape>?[] Closures(string text)
        {
            var result = new List<IReadOnlyList<TypeShape>?>();
            var at = 0;
            while (at < text.Length)
            {
                if (text[at] != '|')
                {
                    result.Add(null);
                    var comma = text.IndexOf(',', at);
                    at = comma < 0 ? text.Length : comma + 1;
                    continue;
                }
                var end = text.IndexOf('|', at + 1);
                var parser = new ShapeParser(tables, parameters, text[(at + 1)..end]);
                var types = new List<TypeShape>();
                while (!parser.AtEnd) types.Add(parser.Next());
                result.Add(types);
                at = end + 2;
            }
            return [.. result];
        }

        private TypeShape Type(string text) => new ShapeParser(tables, parameters, text).Next();

        private static RustFacts FactOf(string word) => word switch
        {
            "linear" => RustFacts.Linear,
            "alloc" => RustFacts.Allocates,
            "clones" => RustFacts.Clones | RustFacts.Allocates,
            "lazy" => RustFacts.Lazy,
            "drives" => RustFacts.Drives | RustFacts.Linear,
            "stops" => RustFacts.Drives | RustFacts.StopsEarly | RustFacts.Linear,
            "locks" => RustFacts.Locks,
            "syscall" => RustFacts.SystemCall,
            "spawns" => RustFacts.Spawns,
            "async" => RustFacts.Async,
            "grows" => RustFacts.Grows,
            "pure" => RustFacts.Pure,
            "sorts" => RustFacts.Sorts | RustFacts.Linear,
            "copy" => RustFacts.Copy,
            "cheap" => RustFacts.CheapClone,
            "heap" => RustFacts.Heap,
            "lock" => RustFacts.Lock,
            "guard" => RustFacts.Guard,
            "contiguous" => RustFacts.Contiguous,
            "hashed" => RustFacts.Hashed,
            "ordered" => RustFacts.Ordered,
            "exact" => RustFacts.ExactSize,
            "unbuffered" => RustFacts.Unbuffered,
            "once" => RustFacts.OncePerProgram,
            "offthread" => RustFacts.BlockingAllowed,
            "shifts" => RustFacts.Shifts | RustFacts.Linear,
            "cold" => RustFacts.Cold,
            "formats" => RustFacts.Formats,
            _ => throw new InvalidDataException($"the library tables have the unknown word `{word}`"),
        };
    }

    /// <summary>Reads types as the tables write them: Rust's, without blanks, `&amp;mut:T` for a mutable reference.</summary>
    private sealed class ShapeParser(LibraryTables tables, IReadOnlyList<string> parameters, string text)
    {
        private int at;

        public bool AtEnd => at >= text.Length;

        public TypeShape Next()
        {
            var shape = Shape();
            if (at < text.Length && text[at] == ',') at++;
            return shape;
        }

        private TypeShape Shape()
        {
            if (Eat("&mut:")) return new TypeShape(TypeKind.MutReference, null, 0, [Shape()]);
            if (Eat("&")) return new TypeShape(TypeKind.Reference, null, 0, [Shape()]);
            if (Eat("*")) return new TypeShape(TypeKind.Pointer, null, 0, [Shape()]);
            if (Eat("?")) return TypeShape.Unknown;
            if (Eat("!")) return new TypeShape(TypeKind.Never, null, 0, []);
            if (Eat("(")) return new TypeShape(TypeKind.Tuple, null, 0, List(')'));
            if (Eat("["))
            {
                var element = Shape();
                var isArray = Eat(";");
                if (isArray) at = text.IndexOf(']', at);
                at++;
                return new TypeShape(isArray ? TypeKind.Array : TypeKind.Slice, null, -1, [element]);
            }
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or ':')) at++;
            return Named(text[start..at]);
        }

        private TypeShape Named(string name)
        {
            if (HoleOf(name) is { } hole) return new TypeShape(TypeKind.Hole, null, (int)hole, []);
            if (!tables.typesByName.TryGetValue(name, out var path)) throw new InvalidDataException($"the library tables name the type `{name}` in `{text}`, which they do not declare");
            var arguments = Eat("<") ? List('>') : [];
            return new TypeShape(TypeKind.Path, null, 0, arguments) { LibraryPath = path };
        }

        private Hole? HoleOf(string name)
        {
            for (var index = 0; index < parameters.Count; index++)
                if (parameters[index] == name) return Hole.FirstParameter + index;
            return name switch
            {
                "Self" => Hole.Self,
                "R" => Hole.Returned,
                "G" => Hole.Generic,
                ['A', >= '0' and <= '9' and var digit] => Hole.FirstArgument + (digit - '0'),
                _ => null,
            };
        }

        private List<TypeShape> List(char close)
        {
            var list = new List<TypeShape>();
            while (at < text.Length && text[at] != close)
            {
                list.Add(Shape());
                Eat(",");
            }
            at++;
            return list;
        }

        private bool Eat(string token)
        {
            if (string.CompareOrdinal(text, at, token, 0, token.Length) != 0) return false;
            at += token.Length;
            return true;
        }
    }
}
