using System.Globalization;
using System.Text;

namespace Lever.Profiles.Names;

/// <summary>
/// Reads one symbol of Rust's v0 scheme (RFC 2603, "Rust Symbol Mangling (v0)"); each method reads the production its comment
/// gives. Bounded: nesting, steps and what is written, since back-references may multiply.
/// </summary>
/// <param name="symbol">The symbol behind <c>_R</c>.</param>
internal ref struct RustSymbolPath(ReadOnlySpan<char> symbol)
{
    private const int Deepest = 200;
    private const int Steps = 20_000;

    private readonly ReadOnlySpan<char> symbol = symbol;
    private readonly StringBuilder text = new();
    private int at;
    private int depth;
    private int steps;
    private bool isBroken;

    /// <summary>The path, or null if the symbol follows another scheme.</summary>
    public string? Read()
    {
        Path(isValue: true);
        // The crate that asked for the code may follow.
        if (!isBroken && at < symbol.Length) Unwritten();
        return isBroken || at < symbol.Length ? null : text.ToString();
    }

    // path = C identifier | M impl-path type | X impl-path type path | Y type path | N namespace path identifier
    //      | I path {generic-arg} E | B base-62
    private void Path(bool isValue)
    {
        if (!Enter()) return;
        switch (Next())
        {
            case 'C': text.Append(Identifier(out _)); break;
            case 'M':
                Disambiguator();
                Unwritten();
                text.Append('<');
                Type();
                text.Append('>');
                break;
            case 'X':
                Disambiguator();
                Unwritten();
                TraitImpl();
                break;
            case 'Y': TraitImpl(); break;
            case 'N': Nested(isValue); break;
            case 'I':
                Path(isValue);
                var before = text.Length;
                text.Append(isValue ? "::<" : "<");
                // Of lifetimes nothing is left to show.
                if (Arguments() > 0) text.Append('>');
                else text.Length = before;
                break;
            case 'B':
                var after = Back();
                Path(isValue);
                at = after;
                break;
            default: isBroken = true; break;
        }
        depth--;
    }

    // type path, as <T as Trait>
    private void TraitImpl()
    {
        text.Append('<');
        Type();
        text.Append(" as ");
        Path(isValue: false);
        text.Append('>');
    }

    // namespace path identifier; capitals are closures and shims
    private void Nested(bool isValue)
    {
        var space = Next();
        Path(isValue);
        var name = Identifier(out var number);
        if (!char.IsAsciiLetterUpper(space))
        {
            if (name.Length > 0) text.Append("::").Append(name);
            return;
        }
        var kind = space switch { 'C' => "closure", 'S' => "shim", _ => space.ToString() };
        text.Append("::{").Append(kind);
        if (name.Length > 0) text.Append(':').Append(name);
        text.Append(CultureInfo.InvariantCulture, $"#{number}}}");
    }

    // {generic-arg} E, each a lifetime (L base-62), a constant (K const) or a type
    private int Arguments()
    {
        var count = 0;
        while (!isBroken && !Eat('E'))
        {
            if (Eat('L'))
            {
                Base62();
                continue;
            }
            if (count++ > 0) text.Append(", ");
            if (Eat('K')) Constant();
            else Type();
        }
        return count;
    }

    private void Type()
    {
        if (!Enter()) return;
        var kind = Next();
        if (Basic(kind) is { } name) text.Append(name);
        else
        {
            switch (kind)
            {
                case 'A' or 'S':
                    text.Append('[');
                    Type();
                    if (kind == 'A')
                    {
                        text.Append("; ");
                        Constant();
                    }
                    text.Append(']');
                    break;
                case 'T':
                    text.Append('(');
                    if (Types() == 1) text.Append(',');
                    text.Append(')');
                    break;
                case 'R' or 'Q':
                    if (Eat('L')) Base62();
                    text.Append(kind == 'R' ? "&" : "&mut ");
                    Type();
                    break;
                case 'P' or 'O':
                    text.Append(kind == 'P' ? "*const " : "*mut ");
                    Type();
                    break;
                case 'F': Signature(); break;
                case 'D': Dynamic(); break;
                case 'B':
                    var after = Back();
                    Type();
                    at = after;
                    break;
                default:
                    at--;
                    Path(isValue: false);
                    break;
            }
        }
        depth--;
    }

    // {type} E
    private int Types()
    {
        var count = 0;
        for (; !isBroken && !Eat('E'); count++)
        {
            if (count > 0) text.Append(", ");
            Type();
        }
        return count;
    }

    // [G base-62] [U] [K abi] {type} E type
    private void Signature()
    {
        if (Eat('G')) Base62();
        if (Eat('U')) text.Append("unsafe ");
        if (Eat('K'))
        {
            var abi = Eat('C') ? "C" : Identifier(out _).Replace('_', '-');
            text.Append("extern \"").Append(abi).Append("\" ");
        }
        text.Append("fn(");
        Types();
        text.Append(')');
        if (Eat('u')) return;
        text.Append(" -> ");
        Type();
    }

    // [G base-62] {path {p identifier type}} E lifetime
    private void Dynamic()
    {
        text.Append("dyn ");
        if (Eat('G')) Base62();
        for (var count = 0; !isBroken && !Eat('E'); count++)
        {
            if (count > 0) text.Append(" + ");
            Path(isValue: false);
            while (!isBroken && Eat('p'))
            {
                text.Append('<').Append(Identifier(out _)).Append(" = ");
                Type();
                text.Append('>');
            }
        }
        if (!Eat('L')) isBroken = true;
        else Base62();
    }

    // const = type [n] {hex} _ | p | B base-62
    private void Constant()
    {
        if (!Enter()) return;
        if (Eat('p')) text.Append('_');
        else if (Eat('B'))
        {
            var after = Back();
            Constant();
            at = after;
        }
        else
        {
            var type = Next();
            if (Eat('n')) text.Append('-');
            var end = at < symbol.Length ? symbol[at..].IndexOf('_') : -1;
            var digits = end <= 0 ? "0" : symbol.Slice(at, end);
            if (end < 0 || !ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) isBroken = true;
            else
            {
                at += end + 1;
                if (type == 'b') text.Append(value == 0 ? "false" : "true");
                else if (type == 'c' && value < 0x110000 && Rune.IsValid((int)value)) text.Append('\'').Append(new Rune((int)value)).Append('\'');
                else text.Append(CultureInfo.InvariantCulture, $"{value}");
            }
        }
        depth--;
    }

    // [s base-62] [u] decimal [_] bytes
    private string Identifier(out ulong number)
    {
        number = Disambiguator();
        var isPunycode = Eat('u');
        var length = 0;
        // A nought stands alone.
        var isNumber = at < symbol.Length && char.IsAsciiDigit(symbol[at]);
        if (!Eat('0'))
        {
            while (at < symbol.Length && char.IsAsciiDigit(symbol[at]) && length < 10_000) length = length * 10 + (symbol[at++] - '0');
        }
        if (!isNumber)
        {
            isBroken = true;
            return "";
        }
        // An underscore keeps a name that begins with a digit or one of its own apart from the length.
        Eat('_');
        if (length > symbol.Length - at)
        {
            isBroken = true;
            return "";
        }
        var name = symbol.Slice(at, length).ToString();
        at += length;
        return isPunycode ? $"punycode{{{name}}}" : name;
    }

    // How many of the name stand before it.
    private ulong Disambiguator() => Eat('s') ? Base62() + 1 : 0;

    // {digit} _, where the underscore alone is 0
    private ulong Base62()
    {
        var value = 0UL;
        for (var digits = 0; digits < 12; digits++)
        {
            var letter = Next();
            if (letter == '_') return digits == 0 ? 0 : value + 1;
            if (!char.IsAsciiLetterOrDigit(letter)) break;
            var digit = char.IsAsciiDigit(letter) ? letter - '0' : char.IsAsciiLetterLower(letter) ? letter - 'a' + 10 : letter - 'A' + 36;
            value = value * 62 + (ulong)digit;
        }
        isBroken = true;
        return 0;
    }

    /// <summary>Goes to the place a back-reference names, and says where to go on behind it.</summary>
    private int Back()
    {
        var self = at - 1;
        var target = Base62();
        var after = at;
        if (target >= (ulong)self) isBroken = true;
        else at = (int)target;
        return after;
    }

    /// <summary>Reads a path that the name does not show.</summary>
    private void Unwritten()
    {
        var length = text.Length;
        Path(isValue: false);
        text.Length = Math.Min(length, text.Length);
    }


    private bool Enter()
    {
        isBroken |= depth >= Deepest || ++steps > Steps || text.Length > ProfileLimits.Name || at >= symbol.Length;
        if (!isBroken) depth++;
        return !isBroken;
    }

    private char Next()
    {
        if (at < symbol.Length) return symbol[at++];
        isBroken = true;
        return '\0';
    }

    private bool Eat(char letter)
    {
        if (at >= symbol.Length || symbol[at] != letter) return false;
        at++;
        return true;
    }

    private static string? Basic(char kind) => kind switch
    {
        'a' => "i8",
        'b' => "bool",
        'c' => "char",
        'd' => "f64",
        'e' => "str",
        'f' => "f32",
        'h' => "u8",
        'i' => "isize",
        'j' => "usize",
        'l' => "i32",
        'm' => "u32",
        'n' => "i128",
        'o' => "u128",
        'p' => "_",
        's' => "i16",
        't' => "u16",
        'u' => "()",
        'v' => "...",
        'x' => "i64",
        'y' => "u64",
        'z' => "!",
        _ => null,
    };
}
