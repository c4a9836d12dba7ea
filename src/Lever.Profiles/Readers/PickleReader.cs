using System.Buffers.Binary;
using System.Text;

namespace Lever.Profiles.Readers;

/// <summary>
/// Reads pickles of plain data, protocols 2 to 5, as CPython's Lib/pickletools.py specifies them. Nothing is imported and nothing is
/// called: classes are names and instances their states. Only the opcodes of such data are known; any other ends the reading.
/// </summary>
internal ref struct PickleReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Numbers that are written again and again share one value.</summary>
    private const int SmallNumbers = 256;

    private static readonly PickleValue[] small = [.. Enumerable.Range(0, SmallNumbers).Select(value => new PickleValue(PickleKind.Number, number: value))];

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly List<PickleValue> stack = [];
    private readonly List<int> marks = [];
    private readonly Dictionary<uint, PickleValue> memo = [];

    public int Position { get; private set; }

    /// <summary>Why the reading ended early; null for a whole pickle.</summary>
    public string? Fault { get; private set; }

    public PickleValue Read()
    {
        while (Fault is null)
        {
            if (!Has(1)) break;
            var code = bytes[Position++];
            if (code == '.') return Pop();
            Do(code);
        }
        return PickleValue.None;
    }

    private void Do(byte code)
    {
        switch (code)
        {
            case 0x80: Skip(1); break;
            case 0x95: Skip(8); break;
            case (byte)'(': marks.Add(stack.Count); break;
            case (byte)'N': stack.Add(PickleValue.None); break;
            case 0x88: stack.Add(small[1]); break;
            case 0x89: stack.Add(small[0]); break;
            case (byte)'K': Number(1); break;
            case (byte)'M': Number(2); break;
            case (byte)'J': Number(4); break;
            case 0x8a: Long(); break;
            case (byte)'G': if (Take(8) is { Length: 8 } real) stack.Add(new PickleValue(PickleKind.Number, number: BinaryPrimitives.ReadDoubleBigEndian(real))); break;
            case 0x8c: Text(Length(1)); break;
            case (byte)'X': Text(Length(4)); break;
            case (byte)'U': Text(Length(1)); break;
            case (byte)'T': Text(Length(4)); break;
            case (byte)')': stack.Add(new PickleValue(PickleKind.Tuple)); break;
            case 0x85: Tuple(1); break;
            case 0x86: Tuple(2); break;
            case 0x87: Tuple(3); break;
            case (byte)'t': if (TryMark(out var from)) Tuple(stack.Count - from); break;
            case (byte)']': stack.Add(new PickleValue(PickleKind.List, items: [])); break;
            case (byte)'}': stack.Add(new PickleValue(PickleKind.Dictionary, items: [])); break;
            case (byte)'a': Append(stack.Count - 1); break;
            case (byte)'e': if (TryMark(out var first)) Append(first); break;
            case (byte)'s': Append(stack.Count - 2); break;
            case (byte)'u': if (TryMark(out var pairs)) Append(pairs); break;
            case (byte)'q': Remember(Length(1)); break;
            case (byte)'r': Remember(Length(4)); break;
            case 0x94: Remember(memo.Count); break;
            case (byte)'h': Recall(Length(1)); break;
            case (byte)'j': Recall(Length(4)); break;
            case (byte)'c': Global(); break;
            case 0x93: { var name = Pop(); var module = Pop(); stack.Add(Class(module.Text, name.Text)); break; }
            case 0x81 or (byte)'R': { Pop(); var type = Pop(); stack.Add(new PickleValue(PickleKind.Instance, items: [type])); break; }
            case (byte)'b': { var state = Pop(); if (Top() is { Kind: PickleKind.Instance } instance) instance.Items.Add(state); break; }
            case (byte)'0': Pop(); break;
            default: Fail($"byte 0x{code:x2} is no opcode of plain data"); break;
        }
    }

    private static PickleValue Class(string module, string name) => new(PickleKind.Class, $"{module}.{name}");

    private void Number(int length)
    {
        var value = Take(length) switch
        {
            [var one] => one,
            { Length: 2 } two => BinaryPrimitives.ReadUInt16LittleEndian(two),
            { Length: 4 } four => BinaryPrimitives.ReadInt32LittleEndian(four),
            _ => 0,
        };
        stack.Add(value is >= 0 and < SmallNumbers ? small[value] : new PickleValue(PickleKind.Number, number: value));
    }

    // Two's complement of any length; what a double cannot hold exactly is no size and no time.
    private void Long()
    {
        var digits = Take(Length(1));
        var value = 0.0;
        for (var i = digits.Length - 1; i >= 0; i--) value = value * 256 + digits[i];
        if (digits.Length > 0 && digits[^1] >= 0x80) value -= Math.Pow(256, digits.Length);
        stack.Add(new PickleValue(PickleKind.Number, number: value));
    }

    private void Text(int length) => stack.Add(new PickleValue(PickleKind.Text, Encoding.UTF8.GetString(Take(length))));

    private void Tuple(int count)
    {
        if (stack.Count < count)
        {
            Fail("a tuple is longer than what came before it");
            return;
        }
        var items = stack.GetRange(stack.Count - count, count);
        stack.RemoveRange(stack.Count - count, count);
        stack.Add(new PickleValue(PickleKind.Tuple, items: items));
    }

    private void Append(int from)
    {
        if (from < 1 || from > stack.Count || stack[from - 1].Kind is not (PickleKind.List or PickleKind.Dictionary))
        {
            Fail("something is added to what is no list and no dictionary");
            return;
        }
        stack[from - 1].Items.AddRange(stack.GetRange(from, stack.Count - from));
        stack.RemoveRange(from, stack.Count - from);
    }

    private void Remember(int place)
    {
        if (Top() is { } value) memo[(uint)place] = value;
    }

    private void Recall(int place)
    {
        if (memo.TryGetValue((uint)place, out var value)) stack.Add(value);
        else Fail("a reference points to no earlier value");
    }

    private void Global()
    {
        var module = Line();
        var name = Line();
        stack.Add(Class(module, name));
    }

    private string Line()
    {
        var end = bytes[Position..].IndexOf((byte)'\n');
        if (end < 0)
        {
            Fail("the file ends in the middle of a name");
            return "";
        }
        var text = Encoding.UTF8.GetString(bytes.Slice(Position, end));
        Position += end + 1;
        return text;
    }

    private bool TryMark(out int place)
    {
        place = 0;
        if (marks.Count == 0 || marks[^1] > stack.Count)
        {
            Fail("a group ends that never began");
            return false;
        }
        place = marks[^1];
        marks.RemoveAt(marks.Count - 1);
        return true;
    }

    private PickleValue? Top()
    {
        if (stack.Count > 0) return stack[^1];
        Fail("a value is missing");
        return null;
    }

    private PickleValue Pop()
    {
        if (Top() is not { } value) return PickleValue.None;
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private int Length(int size) => Take(size) switch
    {
        [var one] => one,
        { Length: 4 } four => (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(four)),
        _ => 0,
    };

    private void Skip(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (!Has(count)) return default;
        var taken = bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    private bool Has(int count)
    {
        if (Fault is null && count <= bytes.Length - Position) return true;
        Fail("the file ends in the middle of a value");
        return false;
    }

    private void Fail(string why) => Fault ??= why;
}
