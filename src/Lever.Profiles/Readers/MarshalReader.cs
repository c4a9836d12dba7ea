using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Lever.Profiles.Readers;

/// <summary>
/// Reads Python's marshal format as data, versions 0 to 5 (CPython's Python/marshal.c), Python 2's strings included. Nothing is
/// executed; code objects are skipped. After the first fault every read gives nothing and <see cref="Fault"/> says why.
/// </summary>
/// <remarks>
/// Bounded: a container's declared length is never trusted beyond the bytes that remain, nesting ends at <see cref="MaxDepth"/>,
/// and a reference to a container still being read is a value of no use, so no cycle arises.
/// </remarks>
internal ref struct MarshalReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxDepth = 100;
    private const byte FlagRef = 0x80;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly List<MarshalValue> references = [];
    private readonly List<MarshalValue> interned = [];
    private CodeLayout? layout;
    private int depth;

    public int Position { get; private set; }

    /// <summary>What is wrong at <see cref="Position"/>; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads one value. A dictionary cut short keeps the pairs read before the fault.</summary>
    public MarshalValue Read()
    {
        if (Fault is not null) return default;
        if (Position >= bytes.Length) return Fail("the file ends in the middle of a value");
        if (depth >= MaxDepth) return Fail($"values are nested deeper than {MaxDepth}");
        var tag = bytes[Position++];
        depth++;
        var value = ReadTagged((char)(tag & ~FlagRef), (tag & FlagRef) != 0);
        depth--;
        return value;
    }

    private MarshalValue ReadTagged(char type, bool flagged) => type switch
    {
        '(' => ReadTuple(ReadLength(), flagged),
        ')' => ReadTuple(ReadByte(), flagged),
        '[' or '<' or '>' => ReadCollection(ReadLength(), flagged),
        '{' => ReadDictionary(flagged),
        'c' => ReadCode(flagged),
        ':' => ReadCollection(3, flagged),
        'r' => ReadReference(references),
        'R' => ReadReference(interned),
        _ => ReadAtom(type, flagged),
    };

    private MarshalValue ReadAtom(char type, bool flagged)
    {
        var value = type switch
        {
            '0' => MarshalValue.Of(MarshalKind.End),
            'N' or 'F' or 'T' or '.' or 'S' => MarshalValue.Of(MarshalKind.Other),
            'i' => MarshalValue.Integer(ReadInt32()),
            'I' => MarshalValue.Integer(ReadInt64()),
            'l' => ReadBigInteger(),
            'f' => ReadRealText(),
            'g' => MarshalValue.Real(BitConverter.Int64BitsToDouble(ReadInt64())),
            'x' => SkipTwo(ReadRealText(), ReadRealText()),
            'y' => SkipTwo(MarshalValue.Integer(ReadInt64()), MarshalValue.Integer(ReadInt64())),
            's' or 'u' or 'a' or 'A' => ReadText(ReadLength()),
            'z' or 'Z' => ReadText(ReadByte()),
            't' => Intern(ReadText(ReadLength()), flagged),
            _ => FailAtTag(type),
        };
        if (flagged && Fault is null) references.Add(value);
        return value;
    }

    // Only Python 2 refers to interned strings by a list of their own, and it never sets the flag.
    private readonly MarshalValue Intern(MarshalValue value, bool flagged)
    {
        if (!flagged) interned.Add(value);
        return value;
    }

    private static MarshalValue SkipTwo(MarshalValue _, MarshalValue __) => MarshalValue.Of(MarshalKind.Other);

    private MarshalValue ReadTuple(int length, bool flagged)
    {
        if (!CanHold(length)) return default;
        var reserved = Reserve(flagged);
        // Room is made as items arrive: a declared length costs nothing, even a hundred of them nested.
        var items = new List<MarshalValue>(Math.Min(length, 8));
        for (var i = 0; i < length && Fault is null; i++) items.Add(Read());
        return Keep(reserved, MarshalValue.Tuple(items.ToArray()));
    }

    private MarshalValue ReadCollection(int length, bool flagged)
    {
        if (!CanHold(length)) return default;
        var reserved = Reserve(flagged);
        for (var i = 0; i < length && Fault is null; i++) Read();
        return Keep(reserved, MarshalValue.Of(MarshalKind.Other));
    }

    private MarshalValue ReadDictionary(bool flagged)
    {
        var reserved = Reserve(flagged);
        var pairs = new List<MarshalValue>();
        while (true)
        {
            var key = Read();
            if (Fault is not null || key.Kind == MarshalKind.End) break;
            var value = Read();
            if (Fault is not null) break;
            pairs.Add(key);
            pairs.Add(value);
        }
        return Keep(reserved, MarshalValue.Dictionary(pairs.ToArray()));
    }

    /// <summary>
    /// The fields of a code object: how many numbers come first, then b(ytes), t(uple), s(tring), i(nteger). The layout follows
    /// the Python version, which the file does not name.
    /// </summary>
    private sealed record CodeLayout(int Numbers, string Fields);

    private static readonly CodeLayout[] Layouts =
    [
        new(5, "btttbsssibb"),
        new(6, "btttttssib"),
        new(5, "btttttssib"),
        new(4, "btttttssib"),
    ];

    /// <summary>
    /// Tries the layouts in turn. A nested code object takes its owner's layout, so the work is that of four readings at most.
    /// </summary>
    private MarshalValue ReadCode(bool flagged)
    {
        if (layout is not null) return ReadCode(layout, flagged);
        var (start, references0, interned0, depth0) = (Position, references.Count, interned.Count, depth);
        foreach (var candidate in Layouts)
        {
            layout = candidate;
            var value = ReadCode(candidate, flagged);
            if (Fault is null) return value;
            Fault = null;
            (Position, depth) = (start, depth0);
            references.RemoveRange(references0, references.Count - references0);
            interned.RemoveRange(interned0, interned.Count - interned0);
        }
        layout = null;
        return Fail("a code object has a layout of no known Python version");
    }

    private MarshalValue ReadCode(CodeLayout fields, bool flagged)
    {
        var reserved = Reserve(flagged);
        for (var i = 0; i < fields.Numbers; i++) ReadInt32();
        foreach (var field in fields.Fields)
        {
            if (field == 'i')
            {
                ReadInt32();
                continue;
            }
            var value = Read();
            if (Fault is not null) return default;
            var fits = field == 't' ? value.Kind == MarshalKind.Tuple : value.IsText;
            if (!fits) return Fail("a field of a code object is of the wrong type");
        }
        return Keep(reserved, MarshalValue.Of(MarshalKind.Code));
    }

    private MarshalValue ReadReference(List<MarshalValue> list)
    {
        var index = ReadInt32();
        if (Fault is not null) return default;
        return (uint)index < (uint)list.Count ? list[index] : Fail($"reference {index} points to no earlier value");
    }

    private readonly int Reserve(bool flagged)
    {
        if (!flagged) return -1;
        references.Add(MarshalValue.Of(MarshalKind.Pending));
        return references.Count - 1;
    }

    private readonly MarshalValue Keep(int reserved, MarshalValue value)
    {
        if (reserved >= 0) references[reserved] = value;
        return value;
    }

    // Every item takes a byte at least.
    private bool CanHold(int length)
    {
        if (Fault is not null) return false;
        if ((uint)length <= (uint)(bytes.Length - Position)) return true;
        Fail($"a length of {length} is more than the file holds");
        return false;
    }

    private MarshalValue ReadText(int length)
    {
        if (!CanHold(length)) return default;
        var text = Encoding.UTF8.GetString(bytes.Slice(Position, length));
        Position += length;
        return MarshalValue.Text(text);
    }

    private MarshalValue ReadRealText()
    {
        var text = ReadText(ReadByte()).AsText;
        if (Fault is not null) return default;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? MarshalValue.Real(value)
            : Fail("a number is not a number");
    }

    /// <summary>Digits of 15 bits, least significant first; beyond 64 bits only the size matters, so a real number does.</summary>
    private MarshalValue ReadBigInteger()
    {
        var length = ReadInt32();
        var digits = Math.Abs((long)length);
        if (Fault is not null || !CanHold((int)Math.Min(digits * 2, int.MaxValue))) return default;
        var value = 0.0;
        var exact = 0L;
        for (var i = (int)digits - 1; i >= 0; i--)
        {
            var digit = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(Position + 2 * i)..]);
            value = value * 32768 + digit;
            exact = exact * 32768 + digit;
        }
        Position += 2 * (int)digits;
        if (length < 0) (value, exact) = (-value, -exact);
        return digits <= 4 ? MarshalValue.Integer(exact) : MarshalValue.Real(value);
    }

    private int ReadLength() => ReadInt32();

    private int ReadByte()
    {
        if (Fault is not null || Position >= bytes.Length) return FailNumber();
        return bytes[Position++];
    }

    private int ReadInt32()
    {
        if (Fault is not null || bytes.Length - Position < 4) return FailNumber();
        var value = BinaryPrimitives.ReadInt32LittleEndian(bytes[Position..]);
        Position += 4;
        return value;
    }

    private long ReadInt64()
    {
        if (Fault is not null || bytes.Length - Position < 8) return FailNumber();
        var value = BinaryPrimitives.ReadInt64LittleEndian(bytes[Position..]);
        Position += 8;
        return value;
    }

    private int FailNumber()
    {
        Fault ??= "the file ends in the middle of a value";
        return 0;
    }

    private MarshalValue FailAtTag(char type)
    {
        Position--;
        return Fail($"no marshal value begins with byte 0x{(int)type:x2}");
    }

    private MarshalValue Fail(string fault)
    {
        Fault ??= fault;
        return default;
    }
}
