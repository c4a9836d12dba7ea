using System.Collections.Frozen;
using System.Text;

namespace Lever.Review.Semantics.Rust;

/// <summary>The type of a value as far as it is known. Only valid while its file is loaded.</summary>
public readonly record struct RustType(RustModule Module, int Id)
{
    private TypeTable.Entry Entry => Module.Types.Table[Id];

    public TypeKind Kind => Id == 0 ? TypeKind.Unknown : Entry.Kind;

    public bool IsUnknown => Id == 0;

    /// <summary>The number of the type's path in <see cref="RustLibrary"/> or of another crate's; 0 for types that have none.</summary>
    public int PathId => Kind is TypeKind.Path or TypeKind.Dyn or TypeKind.Impl ? Entry.Head : 0;

    /// <summary>The full path, `std::vec::Vec`; empty for types that have none.</summary>
    public string Path => PathId > 0 ? Module.Paths.Text(PathId) : "";

    /// <summary>What other files know the path by.</summary>
    internal PathKey Key => Module.Paths.KeyOf(PathId);

    /// <summary>Is it, references stripped, the type of a path?</summary>
    /// <param name="path">A number from <see cref="RustLibrary.Path"/>.</param>
    public bool Is(int path) => WithoutReferences is { Kind: TypeKind.Path } bare && bare.PathId == path;

    public bool IsAny(FrozenSet<int> paths) => WithoutReferences is { Kind: TypeKind.Path } bare && paths.Contains(bare.PathId);

    /// <summary>What the library tables say of it; null for others.</summary>
    public RustSymbol? Symbol => Kind == TypeKind.Path ? RustLibrary.SymbolOf(PathId) : null;

    public int ArgumentCount => Id == 0 ? 0 : Entry.Count;

    /// <summary>A generic argument, element or referent, lifetimes not counted; unknown where there is none.</summary>
    public RustType Argument(int index) => new(Module, Id == 0 ? 0 : Module.Types.Table.Argument(Id, index));

    public bool IsReference => Kind is TypeKind.Reference or TypeKind.MutReference;

    public RustType WithoutReferences
    {
        get
        {
            var at = this;
            while (at.IsReference) at = at.Argument(0);
            return at;
        }
    }

    /// <summary>The length of an array; -1 where it is not known.</summary>
    public long Length => Kind == TypeKind.Array ? Entry.Head : -1;

    public bool IsUnit => Kind == TypeKind.Tuple && Entry.Count == 0;

    public bool IsInteger => Kind == TypeKind.Path && PathId < RustLibrary.Paths.Length && Path is "u8" or "u16" or "u32" or "u64" or "u128" or "usize" or "i8" or "i16" or "i32" or "i64" or "i128" or "isize";

    public bool IsFloat => Kind == TypeKind.Path && Path is "f32" or "f64";

    public bool IsNumber => IsInteger || IsFloat;

    public bool IsString => Is(RustLibrary.String);

    public bool IsStr => Is(RustLibrary.Str);

    public bool IsVec => Is(RustLibrary.Vec);

    /// <summary>Is it a Vec, slice or array, references stripped?</summary>
    public bool IsSliceLike => WithoutReferences is var bare && (bare.Kind is TypeKind.Slice or TypeKind.Array || bare.Is(RustLibrary.Vec));

    /// <summary>What a Vec, slice, array, option, set, deque or iterator holds; unknown for others.</summary>
    public RustType Element => WithoutReferences.Argument(0);

    /// <summary>Is it one of the iterators of the tables, which stand for all of std's adaptors?</summary>
    public bool IsIterator => Is(RustLibrary.Iterator) || Is(RustLibrary.ExactIterator) || Is(RustLibrary.SliceIterator);

    public bool IsMap => Is(RustLibrary.HashMap) || Is(RustLibrary.BTreeMap);

    /// <summary>Does a fact of the library tables hold of it, references stripped?</summary>
    public bool Has(RustFacts fact) => WithoutReferences.Symbol?.Is(fact) == true;

    /// <summary>Is a value copied by a plain move of bits? Null where that is not known.</summary>
    public bool? IsCopy => Module.Types.IsCopy(this);

    /// <summary>Is a clone of it a counter's increment or a few words?</summary>
    public bool IsCheapToClone => Symbol?.Is(RustFacts.CheapClone) == true || IsCopy == true;

    public override string ToString()
    {
        if (Id == 0) return "?";
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        switch (Kind)
        {
            case TypeKind.Unknown: text.Append('?'); break;
            case TypeKind.Reference: text.Append('&'); Argument(0).Write(text); break;
            case TypeKind.MutReference: text.Append("&mut "); Argument(0).Write(text); break;
            case TypeKind.Pointer: text.Append('*'); Argument(0).Write(text); break;
            case TypeKind.Slice: text.Append('['); Argument(0).Write(text); text.Append(']'); break;
            case TypeKind.Array:
                text.Append('[');
                Argument(0).Write(text);
                text.Append("; ").Append(Length < 0 ? "_" : Length.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(']');
                break;
            case TypeKind.Tuple: List(text, '(', ')'); break;
            case TypeKind.Never: text.Append('!'); break;
            case TypeKind.Parameter: text.Append(Module.Paths.SegmentText(Entry.Head)); break;
            case TypeKind.Closure: text.Append("{closure}"); break;
            case TypeKind.FunctionPointer: text.Append("fn"); break;
            default:
                if (Kind == TypeKind.Dyn) text.Append("dyn ");
                if (Kind == TypeKind.Impl) text.Append("impl ");
                text.Append(PathId > 0 ? Path : "?");
                if (ArgumentCount > 0) List(text, '<', '>');
                break;
        }
    }

    private void List(StringBuilder text, char open, char close)
    {
        text.Append(open);
        for (var index = 0; index < ArgumentCount; index++)
        {
            if (index > 0) text.Append(", ");
            Argument(index).Write(text);
        }
        text.Append(close);
    }
}
