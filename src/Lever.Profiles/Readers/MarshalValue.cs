namespace Lever.Profiles.Readers;

internal enum MarshalKind : byte
{
    /// <summary>None, a boolean, an ellipsis, a set: nothing a profile uses.</summary>
    Other,
    /// <summary>The mark that ends a dictionary.</summary>
    End,
    Integer,
    Real,
    /// <summary>A string, of either sort in Python 2.</summary>
    Text,
    Bytes,
    Tuple,
    Dictionary,
    Code,
    /// <summary>A container still being read; only a cycle can refer to it.</summary>
    Pending,
}

/// <summary>A value of a marshal file.</summary>
internal readonly struct MarshalValue
{
    private readonly object? reference;
    private readonly long bits;

    private MarshalValue(MarshalKind kind, object? reference, long bits)
    {
        Kind = kind;
        this.reference = reference;
        this.bits = bits;
    }

    public MarshalKind Kind { get; }

    public static MarshalValue Of(MarshalKind kind) => new(kind, null, 0);

    public static MarshalValue Integer(long value) => new(MarshalKind.Integer, null, value);

    public static MarshalValue Real(double value) => new(MarshalKind.Real, null, BitConverter.DoubleToInt64Bits(value));

    public static MarshalValue Text(string text) => new(MarshalKind.Text, text, 0);

    public static MarshalValue Tuple(MarshalValue[] items) => new(MarshalKind.Tuple, items, 0);

    /// <param name="pairs">Keys and values, in turn.</param>
    public static MarshalValue Dictionary(MarshalValue[] pairs) => new(MarshalKind.Dictionary, pairs, 0);

    public bool IsText => Kind == MarshalKind.Text;

    public bool IsNumber => Kind is MarshalKind.Integer or MarshalKind.Real;

    public string AsText => reference as string ?? "";

    public long AsInteger => Kind == MarshalKind.Integer ? bits : 0;

    public double AsReal => Kind == MarshalKind.Real ? BitConverter.Int64BitsToDouble(bits) : AsInteger;

    /// <summary>Items of a tuple, or keys and values of a dictionary in turn.</summary>
    public ReadOnlySpan<MarshalValue> Items => reference as MarshalValue[];
}
