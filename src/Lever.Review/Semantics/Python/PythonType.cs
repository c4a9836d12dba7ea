namespace Lever.Review.Semantics.Python;

/// <summary>The kinds of values that rules ask about.</summary>
public enum TypeKind
{
    Object,
    NoneType,
    Bool,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    ByteArray,
    MemoryView,
    List,
    Tuple,
    Set,
    FrozenSet,
    Dict,
    /// <summary>A dict that makes missing values, or a Counter.</summary>
    DefaultDict,
    Deque,
    Range,
    /// <summary>A keys, items or values view of a dict.</summary>
    View,
    Iterator,
    Generator,
    /// <summary>An open file.</summary>
    File,
    /// <summary>An abstract sequence: not a set, perhaps not a list.</summary>
    Sequence,
    /// <summary>An abstract collection or iterable.</summary>
    Iterable,
    Mapping,
    NdArray,
    DataFrame,
    Series,
    /// <summary>A query of Django's that has perhaps not run yet.</summary>
    QuerySet,
    /// <summary>What a Django model's queries start from.</summary>
    Manager,
    /// <summary>A query of SQLAlchemy's session.</summary>
    Query,
    /// <summary>A row of a table: an instance of a model.</summary>
    Model,
    Logger,
    Lock,
    Pattern,
    Coroutine,
    Class,
    Function,
}

/// <summary>A value's type as far as a rule needs it.</summary>
/// <param name="Name">The dotted name under which the library tables list its methods.</param>
public sealed record PythonType(string Name, TypeKind Kind)
{
    /// <summary>The model whose rows a query gives or that a row is of; null for other types, and where it is not known.</summary>
    public ModelClass? Of { get; init; }

    public static readonly PythonType None = new("None", TypeKind.NoneType);
    public static readonly PythonType Bool = new("bool", TypeKind.Bool);
    public static readonly PythonType Int = new("int", TypeKind.Int);
    public static readonly PythonType Float = new("float", TypeKind.Float);
    public static readonly PythonType Complex = new("complex", TypeKind.Complex);
    public static readonly PythonType Str = new("str", TypeKind.Str);
    public static readonly PythonType Bytes = new("bytes", TypeKind.Bytes);
    public static readonly PythonType ByteArray = new("bytearray", TypeKind.ByteArray);
    public static readonly PythonType MemoryView = new("memoryview", TypeKind.MemoryView);
    public static readonly PythonType List = new("list", TypeKind.List);
    public static readonly PythonType Tuple = new("tuple", TypeKind.Tuple);
    public static readonly PythonType Set = new("set", TypeKind.Set);
    public static readonly PythonType FrozenSet = new("frozenset", TypeKind.FrozenSet);
    public static readonly PythonType Dict = new("dict", TypeKind.Dict);
    public static readonly PythonType DefaultDict = new("defaultdict", TypeKind.DefaultDict);
    public static readonly PythonType Deque = new("deque", TypeKind.Deque);
    public static readonly PythonType Range = new("range", TypeKind.Range);
    public static readonly PythonType View = new("view", TypeKind.View);
    public static readonly PythonType Iterator = new("iterator", TypeKind.Iterator);
    public static readonly PythonType Generator = new("generator", TypeKind.Generator);
    public static readonly PythonType File = new("file", TypeKind.File);
    public static readonly PythonType Sequence = new("sequence", TypeKind.Sequence);
    public static readonly PythonType Iterable = new("iterable", TypeKind.Iterable);
    public static readonly PythonType Mapping = new("mapping", TypeKind.Mapping);
    public static readonly PythonType NdArray = new("ndarray", TypeKind.NdArray);
    public static readonly PythonType DataFrame = new("DataFrame", TypeKind.DataFrame);
    public static readonly PythonType Series = new("Series", TypeKind.Series);
    public static readonly PythonType QuerySet = new("QuerySet", TypeKind.QuerySet);
    /// <summary>A query whose rows are dicts, tuples or single values.</summary>
    public static readonly PythonType RowsQuerySet = new("RowsQuerySet", TypeKind.QuerySet);
    public static readonly PythonType Manager = new("Manager", TypeKind.Manager);
    public static readonly PythonType Model = new("Model", TypeKind.Model);
    public static readonly PythonType SqlAlchemyModel = new("sqlalchemy.Model", TypeKind.Model);
    public static readonly PythonType Query = new("sqlalchemy.orm.Query", TypeKind.Query);
    public static readonly PythonType Select = new("sqlalchemy.Select", TypeKind.Object);
    public static readonly PythonType Logger = new("Logger", TypeKind.Logger);
    public static readonly PythonType Lock = new("Lock", TypeKind.Lock);
    public static readonly PythonType Pattern = new("Pattern", TypeKind.Pattern);
    public static readonly PythonType Coroutine = new("coroutine", TypeKind.Coroutine);
    public static readonly PythonType Class = new("type", TypeKind.Class);
    public static readonly PythonType Function = new("function", TypeKind.Function);

    private static readonly Dictionary<string, PythonType> ByName = new[]
    {
        None, Bool, Int, Float, Complex, Str, Bytes, ByteArray, MemoryView, List, Tuple, Set, FrozenSet, Dict, DefaultDict,
        Deque, Range, View, Iterator, Generator, File, Sequence, Iterable, Mapping, NdArray, DataFrame, Series, QuerySet, RowsQuerySet, Manager, Model, SqlAlchemyModel, Query,
        Logger, Lock, Pattern, Coroutine, Class, Function,
    }.ToDictionary(type => type.Name);

    /// <summary>The type of a name; a plain object type where it is none of the known kinds.</summary>
    public static PythonType Named(string name) => ByName.TryGetValue(name, out var type) ? type : new PythonType(name, TypeKind.Object);

    public bool Is(TypeKind kind) => Kind == kind;

    /// <summary>Are values of this type immutable, hashable and compared by value, so that a set finds what a list finds?</summary>
    public bool IsPlainHashable => Kind is TypeKind.NoneType or TypeKind.Bool or TypeKind.Int or TypeKind.Float or TypeKind.Str or TypeKind.Bytes;

    public bool IsImmutable => IsPlainHashable || Kind is TypeKind.Complex or TypeKind.Tuple or TypeKind.FrozenSet or TypeKind.Range or TypeKind.Pattern;

    /// <summary>Can nobody change a value of this type, so that one of them serves all who ask for it?</summary>
    public bool IsFrozen => IsImmutable || Kind == TypeKind.Object
        && Name is "pathlib.Path" or "datetime.datetime" or "datetime.date" or "datetime.time" or "datetime.timedelta" or "decimal.Decimal" or "inspect.Signature" or "slice" or "ipaddress.Address" or "uuid.UUID";

    public bool IsNumber => Kind is TypeKind.Bool or TypeKind.Int or TypeKind.Float or TypeKind.Complex;

    /// <summary>Does a membership test search it from the front?</summary>
    public bool IsSearchedLinearly => Kind is TypeKind.List or TypeKind.Tuple or TypeKind.Deque;

    /// <summary>Is a key found by hashing?</summary>
    public bool IsHashed => Kind is TypeKind.Set or TypeKind.FrozenSet or TypeKind.Dict or TypeKind.DefaultDict or TypeKind.Mapping;

    public bool IsMapping => Kind is TypeKind.Dict or TypeKind.DefaultDict or TypeKind.Mapping;

    /// <summary>Can it be read only once?</summary>
    public bool IsOneShot => Kind is TypeKind.Iterator or TypeKind.Generator or TypeKind.File;
}
