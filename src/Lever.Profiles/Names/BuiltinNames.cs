namespace Lever.Profiles.Names;

/// <summary>
/// The names of functions that cProfile and profile know only by their description. They are brought to one form,
/// <c>module.function</c> or <c>type.method</c>, without the addresses that differ from run to run.
/// </summary>
internal static class BuiltinNames
{
    // <built-in method time.sleep>                             time.sleep
    // <built-in method __new__ of type object at 0x7f0278361>  type.__new__
    // <method 'append' of 'list' objects>                      list.append
    // <slot wrapper '__init__' of 'object' objects>            object.__init__
    // <len>                                                    len
    public static string Normalize(string label)
    {
        var text = label.AsSpan();
        if (text.Length < 3 || text[0] != '<' || text[^1] != '>') return label;
        var inside = text[1..^1];
        if (inside.StartsWith("built-in method ")) return BuiltinMethod(inside[16..]);
        if (inside.StartsWith("built-in function ")) return BuiltinMethod(inside[18..]);
        var owner = inside.IndexOf("' of '");
        var quote = inside.IndexOf('\'');
        if (owner > quote && quote >= 0)
        {
            var rest = inside[(owner + 6)..];
            var end = rest.IndexOf('\'');
            if (end > 0) return $"{rest[..end]}.{inside[(quote + 1)..owner]}";
        }
        return inside.ToString();
    }

    private static string BuiltinMethod(ReadOnlySpan<char> text)
    {
        var of = text.IndexOf(" of ");
        if (of < 0) return text.ToString();
        var owner = text[(of + 4)..];
        var end = owner.IndexOf(" object at ");
        return end < 0 ? text.ToString() : $"{owner[..end]}.{text[..of]}";
    }
}
