namespace Lever.Review.Semantics.Python.Calls;

/// <summary>Names that say that many are meant, and which name means one of them.</summary>
internal static class BulkNames
{
    /// <summary>May a function of this name be the bulk form of another?</summary>
    public static bool MayBeBulk(ReadOnlySpan<char> name)
    {
        name = name.TrimStart('_');
        if (name is "extend" or "update" || IsShort(name)) return true;
        while (NextWord(ref name) is { Length: > 0 } word)
            if (IsNumberWord(word) || Singular(word).Length < word.Length) return true;
        return false;
    }

    /// <summary>Are they the same words, of which the first name says many and the second one: `get_many` and `get`, `add_rows` and `add_row`, `extend` and `append`?</summary>
    public static bool AreCounterparts(ReadOnlySpan<char> many, ReadOnlySpan<char> one)
    {
        if (many.SequenceEqual(one)) return false;
        if ((many.Length > 0 && many[0] == '_') != (one.Length > 0 && one[0] == '_')) return false;
        many = many.TrimStart('_');
        one = one.TrimStart('_');
        if (many is "extend") return one is "append" or "add";
        if (many is "update") return one is "add" or "set";
        if (IsShort(many) && many[1..].SequenceEqual(one)) return true;
        var whole = many;
        while (true)
        {
            var left = NextMeaning(ref many, isBulk: true);
            var right = NextMeaning(ref one, isBulk: false);
            // `get` is no bulk form of `get_one`. Most names differ in their first words, so that this is asked last.
            if (left.IsEmpty || right.IsEmpty) return left.IsEmpty && right.IsEmpty && MayBeBulk(whole);
            if (left.SequenceEqual(right)) continue;
            if (!IsSingularOf(left, right)) return false;
        }
    }

    public static bool IsPlural(ReadOnlySpan<char> name) => Singular(name).Length < name.Length;

    /// <summary>`mget`, `mset`: as Redis and memcached call them.</summary>
    private static bool IsShort(ReadOnlySpan<char> name) => name is "mget" or "mset" or "mdel" or "mdelete" or "madd" or "mput";

    private static bool IsNumberWord(ReadOnlySpan<char> word) => word is "many" or "all" or "multi" or "multiple" or "batch" or "bulk" or "several";

    /// <summary>The next word that does not only say how many.</summary>
    private static ReadOnlySpan<char> NextMeaning(ref ReadOnlySpan<char> rest, bool isBulk)
    {
        while (NextWord(ref rest) is { Length: > 0 } word)
            if (!(isBulk ? IsNumberWord(word) : word is "one" or "single")) return word;
        return default;
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart('_');
        var end = rest.IndexOf('_');
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..];
        return word;
    }

    private static bool IsSingularOf(ReadOnlySpan<char> plural, ReadOnlySpan<char> word)
    {
        if (plural.Length > 3 && plural.EndsWith("ies")) return word.Length == plural.Length - 2 && word[^1] == 'y' && plural[..^3].SequenceEqual(word[..^1]);
        return Singular(plural).SequenceEqual(word) || plural.EndsWith("es") && plural[..^2].SequenceEqual(word);
    }

    /// <summary>A word without its plural's ending; the word itself where it has none.</summary>
    private static ReadOnlySpan<char> Singular(ReadOnlySpan<char> word) =>
        word.Length > 2 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
}
