namespace Lever.Profiles.Readers;

/// <summary>How a field of a protocol-buffers message is encoded.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>
/// Walks the fields of one protocol-buffers message (https://protobuf.dev/programming-guides/encoding). After the first fault no
/// further field comes and <see cref="IsBroken"/> says so.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> message = message;

    public int Position { get; private set; }

    public bool IsBroken { get; private set; }

    public int Field { get; private set; }

    public WireType Type { get; private set; }

    /// <summary>The value of a number; for bytes, their length.</summary>
    public ulong Value { get; private set; }

    /// <summary>Where the bytes of the field begin in the message.</summary>
    public int Start { get; private set; }

    /// <summary>The field's bytes; empty for a number.</summary>
    public readonly ReadOnlySpan<byte> Bytes => Type == WireType.Bytes ? message.Slice(Start, (int)Value) : default;

    /// <summary>Goes to the next field; no more at the end or at a fault.</summary>
    public bool Next()
    {
        if (IsBroken || Position >= message.Length) return false;
        if (!TryVarint(message, Position, out var tag, out var at) || tag >> 3 is 0 or > int.MaxValue) return Fail();
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        Start = at;
        switch (Type)
        {
            case WireType.Varint:
                if (!TryVarint(message, at, out var number, out at)) return Fail();
                Value = number;
                break;
            case WireType.Bytes:
                if (!TryVarint(message, at, out var length, out at) || length > (ulong)(message.Length - at)) return Fail();
                Value = length;
                Start = at;
                at += (int)length;
                break;
            case WireType.Fixed64 or WireType.Fixed32:
                Value = 0;
                at += Type == WireType.Fixed64 ? 8 : 4;
                if (at > message.Length) return Fail();
                break;
            default:
                return Fail();
        }
        Position = at;
        return true;
    }

    /// <summary>Adds a repeated number, packed or not, to a list.</summary>
    /// <returns>Whether it was one.</returns>
    public readonly bool TryNumbers(List<ulong> numbers)
    {
        if (Type == WireType.Varint)
        {
            numbers.Add(Value);
            return true;
        }
        if (Type != WireType.Bytes) return false;
        var at = Start;
        var end = Start + (int)Value;
        while (at < end)
        {
            if (!TryVarint(message[..end], at, out var number, out at)) return false;
            numbers.Add(number);
        }
        return true;
    }

    private bool Fail()
    {
        IsBroken = true;
        return false;
    }

    /// <summary>Seven bits a byte, the least significant first; the high bit says that more follow.</summary>
    public static bool TryVarint(ReadOnlySpan<byte> bytes, int at, out ulong value, out int next)
    {
        value = 0;
        for (var shift = 0; shift < 70 && at < bytes.Length; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part >= 0x80) continue;
            next = at;
            return true;
        }
        next = at;
        return false;
    }
}
